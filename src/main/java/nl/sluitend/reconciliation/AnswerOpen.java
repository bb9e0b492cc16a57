package nl.sluitend.reconciliation;

import java.util.UUID;
import nl.sluitend.psi.Answer;
import nl.sluitend.psi.Octets;

/**
 * Opens the answer that the sender committed to.
 *
 * @param convenant hash of the convenant
 * @param sid the session that proposed the pair
 * @param tag of the pair in that session, 16 octets
 * @param salt of the commitment, 32 octets
 * @param commitment that of the receiver, as the sender holds it
 */
record AnswerOpen(
        String convenant, UUID sid, Octets tag, Answer answer, Octets salt, Octets commitment) {

    AnswerOpen {
        if (tag.length() != AnswerCommit.TAG_LENGTH) {
            throw new IllegalArgumentException("tag must be 16 octets");
        }
    }
}
