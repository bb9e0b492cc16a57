package nl.sluitend.convenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

final class ConvenantLogRetentionTest {

    @Test
    void keeps_the_log_for_the_agreed_years_after_the_last_day() {
        Convenant convenant =
                ConvenantFixture.filled()
                        .with("/validity/until", "2027-07-31")
                        .with("/retention/logYears", 5)
                        .read();

        assertThat(ConvenantLogRetention.until(convenant))
                .isEqualTo(
                        LocalDate.of(2032, 8, 1)
                                .atStartOfDay(ZoneId.of("Europe/Amsterdam"))
                                .toInstant());
    }
}
