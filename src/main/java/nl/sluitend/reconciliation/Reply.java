package nl.sluitend.reconciliation;

import nl.sluitend.psi.Octets;
import nl.sluitend.psi.Refusal;

/** What becomes of a message that came in, once the transaction that handled it is committed. */
sealed interface Reply {

    /** Our own signed message, stored before. */
    record Signed(String jws) implements Reply {}

    /** Our own octets, stored before. */
    record Binary(Octets octets) implements Reply {}

    /** Stored; there is nothing to send back. */
    record Accepted() implements Reply {}

    /**
     * A check failed; that is logged, and the session has ended unless the message was merely out
     * of order.
     */
    record Refused(Refusal refusal) implements Reply {}
}
