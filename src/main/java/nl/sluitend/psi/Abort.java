package nl.sluitend.psi;

import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Signed statement that the sender has ended the session.
 *
 * @param reason last part of a problem type, or the code of a {@link StopReason}; any text when it
 *     comes from the peer
 * @param phase state of the sender when it ended; before {@link Phase#AGREED} it did not hold both
 *     results
 * @param evaluatedSent EVALUATED chunks that the sender released
 * @param evaluatedReceived EVALUATED chunks that the sender received
 */
public record Abort(
        UUID sid, String reason, Phase phase, int evaluatedSent, int evaluatedReceived) {

    /** The reason, or {@code unknown} for a word that is not of this version of the protocol. */
    public String knownReason() {
        return Stream.concat(
                        Arrays.stream(RefusalType.values()).map(RefusalType::slug),
                        Arrays.stream(StopReason.values()).map(StopReason::code))
                .filter(reason::equals)
                .findFirst()
                .orElse("unknown");
    }
}
