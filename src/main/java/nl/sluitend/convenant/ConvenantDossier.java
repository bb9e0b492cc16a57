package nl.sluitend.convenant;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nl.sluitend.identifier.Oin;

/**
 * A convenant with everything that was signed under it. The signatures have been verified again
 * when it was read from the database.
 *
 * @param convenant the content
 * @param proposed whether the counterpart may see it
 * @param steps verified steps of both parties, oldest first
 */
public record ConvenantDossier(Convenant convenant, boolean proposed, List<SignedStep> steps) {

    public ConvenantDossier {
        steps = List.copyOf(steps);
    }

    /** The state at an instant, as {@code own} sees it. */
    public ConvenantState state(Oin own, Instant at) {
        boolean complete = missing().isEmpty();
        boolean byUs = complete && has(own, StepType.ACCEPT);
        boolean byThem =
                complete
                        && convenant
                                .counterpartOf(own)
                                .filter(c -> has(c.oin(), StepType.ACCEPT))
                                .isPresent();
        if (has(StepType.REVOKE)) {
            return ConvenantState.REVOKED;
        }
        if (has(StepType.REJECT)) {
            return ConvenantState.REJECTED;
        }
        if (convenant.validity().hasEnded(at)) {
            return ConvenantState.EXPIRED;
        }
        if (byUs && byThem) {
            return convenant.validity().hasBegun(at)
                    ? ConvenantState.IN_FORCE
                    : ConvenantState.ACCEPTED_BY_BOTH;
        }
        if (byUs || byThem) {
            return byUs ? ConvenantState.ACCEPTED_BY_US : ConvenantState.ACCEPTED_BY_THEM;
        }
        return proposed ? ConvenantState.PROPOSED : ConvenantState.DRAFT;
    }

    /** What lacks before anybody can accept; an acceptance without it counts for nothing. */
    public List<Finding> missing() {
        return FormalityRules.missing(convenant);
    }

    /** What the parties are to know before they sign; in Dutch. */
    public List<String> warnings() {
        return FormalityRules.warnings(convenant);
    }

    /** The step of this type that a party signed, if it did. */
    public Optional<SignedStep> step(Oin signer, StepType type) {
        return steps.stream()
                .filter(step -> step.signer().equals(signer) && step.type() == type)
                .findFirst();
    }

    private boolean has(Oin signer, StepType type) {
        return step(signer, type).isPresent();
    }

    private boolean has(StepType type) {
        return steps.stream().anyMatch(step -> step.type() == type);
    }
}
