package nl.sluitend.reconciliation;

import java.util.Optional;
import nl.sluitend.psi.Refusal;
import nl.sluitend.psi.RefusalType;
import nl.sluitend.psi.Verified;

/**
 * Leaves the handling of a message whose check failed. Caught inside the transaction, which then
 * stores and logs the refusal; never crosses it.
 */
final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    RefusedException(Refusal refusal) {
        super(refusal.type().slug() + ": " + refusal.detail());
        this.refusal = refusal;
    }

    RefusedException(RefusalType type, String detail) {
        this(new Refusal(type, detail));
    }

    /** What the form of a message lacks: this version cannot read it. */
    static RefusedException unreadable(InvalidMessageException e) {
        return new RefusedException(RefusalType.UNSUPPORTED, e.expectation());
    }

    static void when(Optional<Refusal> refusal) throws RefusedException {
        if (refusal.isPresent()) {
            throw new RefusedException(refusal.get());
        }
    }

    static <T> T orRefuse(Verified<T> verified) throws RefusedException {
        return switch (verified) {
            case Verified.Accepted<T>(T value) -> value;
            case Verified.Refused<T>(Refusal refusal) -> throw new RefusedException(refusal);
        };
    }

    Refusal refusal() {
        return refusal;
    }
}
