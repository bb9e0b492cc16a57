package nl.sluitend.demo.expected;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/** What a convenant of the demo says of pupils and registrations, in plain terms. */
public sealed interface PlainTerms {

    /** How a line names its pupil; empty when it lacks the matching key. */
    Optional<String> pupil(PlainLine line);

    /** Whether a registration takes part, and if not, why. */
    Standing standing(PlainLine line);

    /** What a convenant makes of a registration. */
    enum Standing {
        /** It takes part. */
        IN_SCOPE,
        /** The convenant is not about it. */
        OUT_OF_SCOPE,
        /** It would be, but no samenwerkingsverband answers for a pupil of no school or an mbo. */
        NOBODY_ANSWERS
    }

    /** Every registration takes part and pupils match by BSN or onderwijsnummer. */
    record Everything() implements PlainTerms {

        @Override
        public Optional<String> pupil(PlainLine line) {
            return line.pgn();
        }

        @Override
        public Standing standing(PlainLine line) {
            return Standing.IN_SCOPE;
        }
    }

    /**
     * The registrations of one sector that overlap a span of days, in the categories that both
     * offices count; pupils match by birth date, name and postcode.
     *
     * @param schoolTypes of the sector
     * @param municipalities in which the pupil must live
     */
    record Sector(
            Set<String> schoolTypes,
            Set<String> categories,
            Set<String> municipalities,
            LocalDate from,
            LocalDate until)
            implements PlainTerms {

        private static final Set<String> NOBODYS = Set.of("GEEN", "MBO");

        @Override
        public Optional<String> pupil(PlainLine line) {
            return line.person();
        }

        @Override
        public Standing standing(PlainLine line) {
            boolean otherwiseInScope =
                    categories.contains(line.code("category"))
                            && municipalities.contains(line.cell("municipality"))
                            && line.date("startDate").filter(d -> !d.isAfter(until)).isPresent()
                            && line.date("endDate").filter(d -> d.isBefore(from)).isEmpty();
            if (otherwiseInScope && NOBODYS.contains(line.code("schoolType"))) {
                return Standing.NOBODY_ANSWERS;
            }
            return otherwiseInScope && schoolTypes.contains(line.code("schoolType"))
                    ? Standing.IN_SCOPE
                    : Standing.OUT_OF_SCOPE;
        }
    }
}
