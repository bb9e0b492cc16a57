package nl.sluitend.psi;

import java.util.UUID;

/**
 * Signed statement that the sender has ended the session.
 *
 * @param reason last part of a problem type, or {@code stopped}, {@code revoked}, {@code expired},
 *     {@code timed-out}
 * @param phase state of the sender when it ended; before {@link Phase#AGREED} it did not hold both
 *     results
 * @param evaluatedSent EVALUATED chunks that the sender released
 * @param evaluatedReceived EVALUATED chunks that the sender received
 */
public record Abort(
        UUID sid, String reason, Phase phase, int evaluatedSent, int evaluatedReceived) {}
