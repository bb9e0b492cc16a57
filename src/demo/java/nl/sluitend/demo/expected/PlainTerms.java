package nl.sluitend.demo.expected;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/** What a convenant of the demo says of pupils and registrations, in plain terms. */
public sealed interface PlainTerms {

    /** How a line names its pupil; empty when it lacks the matching key. */
    Optional<String> pupil(PlainLine line);

    /** Whether a registration lies within the scope. */
    boolean admits(PlainLine line);

    /** Every registration takes part and pupils match by BSN or onderwijsnummer. */
    record Everything() implements PlainTerms {

        @Override
        public Optional<String> pupil(PlainLine line) {
            return line.pgn();
        }

        @Override
        public boolean admits(PlainLine line) {
            return true;
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

        @Override
        public Optional<String> pupil(PlainLine line) {
            return line.person();
        }

        @Override
        public boolean admits(PlainLine line) {
            return schoolTypes.contains(line.code("schoolType"))
                    && categories.contains(line.code("category"))
                    && municipalities.contains(line.cell("municipality"))
                    && line.date("startDate").filter(start -> !start.isAfter(until)).isPresent()
                    && line.date("endDate").filter(end -> end.isBefore(from)).isEmpty();
        }
    }
}
