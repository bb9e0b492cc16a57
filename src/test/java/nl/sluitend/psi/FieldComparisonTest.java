package nl.sluitend.psi;

import static nl.sluitend.psi.FieldComparison.DIFFERS;
import static nl.sluitend.psi.FieldComparison.EQUAL;
import static nl.sluitend.psi.FieldComparison.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class FieldComparisonTest {

    private static FieldComparison dates(String own, String received, int withinDays) {
        return FieldComparison.ofDates(Optional.of(own), Optional.of(received), withinDays);
    }

    @Test
    void codesAreTheSameOrAreNot() {
        assertThat(FieldComparison.ofCodes(Optional.of("RBL"), Optional.of("RBL")))
                .isEqualTo(EQUAL);
        assertThat(FieldComparison.ofCodes(Optional.of("RBL"), Optional.of("SWV")))
                .isEqualTo(DIFFERS);
    }

    @Test
    void datesAreEqualUpToTheAgreedDaysInEitherDirection() {
        assertThat(dates("2026-09-01", "2026-09-08", 7)).isEqualTo(EQUAL);
        assertThat(dates("2026-09-08", "2026-09-01", 7)).isEqualTo(EQUAL);
        assertThat(dates("2026-09-01", "2026-09-09", 7)).isEqualTo(DIFFERS);
        assertThat(dates("2026-12-31", "2027-01-01", 0)).isEqualTo(DIFFERS);
        assertThat(dates("2026-12-31", "2026-12-31", 0)).isEqualTo(EQUAL);
    }

    @Test
    void whatOneSideDoesNotKnowIsUnknown() {
        Optional<String> some = Optional.of("2026-09-01");
        Optional<String> none = Optional.empty();
        assertThat(FieldComparison.ofDates(some, none, 31)).isEqualTo(UNKNOWN);
        assertThat(FieldComparison.ofDates(none, some, 31)).isEqualTo(UNKNOWN);
        assertThat(FieldComparison.ofCodes(none, none)).isEqualTo(UNKNOWN);
    }
}
