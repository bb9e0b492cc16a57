package nl.sluitend.convenant;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.sluitend.identifier.Oin;
import org.jspecify.annotations.NullUnmarked;

/** A convenant as it lies in the database. */
@Entity
@Table(name = "convenant")
@NullUnmarked
class ConvenantRow {

    @Id String hash;

    String counterpart;

    String content;

    /** Whether this party made it; otherwise the counterpart proposed it. */
    @Column(name = "made_here")
    boolean madeHere;

    boolean proposed;

    /** Whether the counterpart has the content. */
    boolean delivered;

    /** Why the last attempt to deliver failed; null when nothing is wrong. */
    @Column(name = "delivery_problem")
    String deliveryProblem;

    @Column(name = "created_at")
    Instant createdAt;

    /** Hash of the convenant that this one replaces; null when it replaces none. */
    String predecessor;

    /** Who drew it up on the pages of this node; null when a system did, or the counterpart. */
    @Column(name = "made_by")
    String madeBy;

    @OneToMany(mappedBy = "convenant", cascade = CascadeType.ALL, fetch = FetchType.EAGER)
    @OrderBy("id")
    List<StepRow> steps = new ArrayList<>();

    static ConvenantRow of(
            Convenant convenant, Oin counterpart, boolean madeHere, Instant createdAt) {
        ConvenantRow row = new ConvenantRow();
        row.hash = convenant.hash();
        row.counterpart = counterpart.value();
        row.content = convenant.canonicalJson();
        row.madeHere = madeHere;
        row.proposed = !madeHere;
        row.delivered = !madeHere;
        row.createdAt = createdAt;
        row.predecessor = convenant.predecessor().orElse(null);
        return row;
    }

    Optional<StepRow> step(Oin signer, StepType type) {
        return steps.stream()
                .filter(step -> step.signer.equals(signer.value()) && step.type == type)
                .findFirst();
    }

    void add(SignedStep step, Instant recordedAt, boolean delivered) {
        StepRow row = new StepRow();
        row.convenant = this;
        row.signer = step.signer().value();
        row.type = step.type();
        row.signedAt = step.signedAt();
        row.jws = step.jws();
        row.recordedAt = recordedAt;
        row.delivered = delivered;
        steps.add(row);
    }
}
