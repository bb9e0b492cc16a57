package nl.sluitend.reconciliation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.identifier.Oin;
import nl.sluitend.psi.Octets;

/**
 * A notice as it is kept.
 *
 * @param own whether this party tells, and not the counterpart
 * @param request of a data subject for which this party tells
 * @param pair which pair it is about and what was signed; empty when there was no name for the pair
 *     any more, or once it is forgotten
 * @param casusnummer number of the pair, at the receiver alone
 * @param answer what the receiver signed
 * @param confirmed when the answer came, or left
 * @param problem why there is no answer yet
 * @param givenUp since when nothing is sent any more
 * @param handled when people of the receiver dealt with it, or people of the sender told it
 * @param handling what they did, or how
 */
record StoredNotice(
        UUID id,
        boolean own,
        Optional<UUID> request,
        String convenant,
        Oin counterpart,
        NoticeKind kind,
        List<String> fields,
        Instant at,
        Optional<Pair> pair,
        Optional<String> casusnummer,
        Optional<Octets> hash,
        Optional<String> answer,
        Optional<Instant> confirmed,
        Optional<String> problem,
        Optional<Instant> givenUp,
        Optional<Instant> handled,
        Optional<String> handling) {

    /**
     * A pair and the message about it.
     *
     * @param jws as the sender signed it
     */
    record Pair(UUID sid, Octets tag, String jws) {}

    /** Whether nothing is left to send. */
    boolean isOver() {
        return confirmed.isPresent() || givenUp.isPresent();
    }

    NoticeView view() {
        return new NoticeView(
                id,
                convenant,
                counterpart,
                kind,
                fields,
                at,
                confirmed,
                problem,
                givenUp,
                handled,
                handling);
    }
}
