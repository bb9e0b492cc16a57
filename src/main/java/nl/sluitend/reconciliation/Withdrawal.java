package nl.sluitend.reconciliation;

import java.time.Instant;
import java.util.UUID;
import nl.sluitend.psi.Octets;

/**
 * Takes back a match: signed by whoever withdraws, once that party has closed it and deleted what
 * it received.
 *
 * @param id chosen by the sender
 * @param convenant hash of the convenant
 * @param sid a session in which the pair matched
 * @param tag of the pair in that session, 16 octets
 * @param at when, UTC, whole seconds
 */
record Withdrawal(
        UUID id, String convenant, UUID sid, Octets tag, WithdrawalReason reason, Instant at) {

    private static final int TAG_LENGTH = 16;

    Withdrawal {
        if (tag.length() != TAG_LENGTH) {
            throw new IllegalArgumentException("tag must be 16 octets");
        }
    }
}
