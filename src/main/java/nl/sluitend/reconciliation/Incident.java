package nl.sluitend.reconciliation;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What may be a breach of personal data (art. 33 AVG).
 *
 * @param withdrawal that began it
 * @param aware when this party knew
 * @param due when 72 hours have passed since
 */
record Incident(
        UUID id,
        UUID withdrawal,
        Instant aware,
        Instant due,
        Optional<Decision> decision,
        Optional<String> explanation,
        Optional<Instant> decided) {

    /** What was decided. */
    enum Decision {
        /** Reported to the Autoriteit Persoonsgegevens. */
        REPORTED,
        /**
         * Not reported: unlikely to be a risk; the explanation says why (art. 33, fifth member).
         */
        NOT_REPORTED
    }
}
