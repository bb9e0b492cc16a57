package nl.sluitend.convenant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import nl.sluitend.identifier.Oin;
import org.jspecify.annotations.NullUnmarked;

/** A signed step as it lies in the database. */
@Entity
@Table(name = "convenant_step")
@NullUnmarked
class StepRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @ManyToOne
    @JoinColumn(name = "convenant_hash")
    ConvenantRow convenant;

    String signer;

    @Enumerated(EnumType.STRING)
    StepType type;

    @Column(name = "signed_at")
    Instant signedAt;

    String jws;

    @Column(name = "recorded_at")
    Instant recordedAt;

    /** Whether the other party has it. */
    boolean delivered;

    SignedStep toStep() {
        return new SignedStep(new Oin(signer), type, signedAt, jws);
    }
}
