package nl.sluitend.reconciliation;

import java.time.Instant;
import java.util.UUID;
import nl.sluitend.psi.Octets;

/**
 * Commits the sender to its answer about a probable match, without telling it.
 *
 * @param convenant hash of the convenant
 * @param sid the session that proposed the pair
 * @param tag of the pair in that session, 16 octets
 * @param commitment see {@link nl.sluitend.psi.AnswerTerms#commit}
 * @param at when, UTC, whole seconds
 */
record AnswerCommit(String convenant, UUID sid, Octets tag, Octets commitment, Instant at) {

    static final int TAG_LENGTH = 16;

    AnswerCommit {
        if (tag.length() != TAG_LENGTH) {
            throw new IllegalArgumentException("tag must be 16 octets");
        }
    }
}
