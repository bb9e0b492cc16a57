package nl.sluitend.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import nl.sluitend.convenant.ConvenantFixture;
import nl.sluitend.identifier.KeyKind;
import nl.sluitend.registration.Period;
import org.junit.jupiter.api.Test;

final class PlannedRunsTest {

    private static final Instant NOW = Instant.parse("2026-08-15T12:00:00Z");
    private static final Period.Days AUTUMN =
            new Period.Days(LocalDate.of(2026, 9, 1), LocalDate.of(2026, 12, 31));

    private static Map<String, Simulation.Refusal> refusals(int maxEvaluated, int pupils) {
        return new PlannedRuns(
                        ConvenantFixture.filled().with("/caps/maxEvaluated", maxEvaluated).read(),
                        ConvenantFixture.RBL,
                        ConvenantFixture.SWV,
                        new Simulation.Question(AUTUMN.until(), Optional.of(AUTUMN)),
                        NOW)
                .refusals(KeyKind.DEMOGRAPHIC, pupils);
    }

    @Test
    void tells_that_the_weeks_of_a_period_together_evaluate_more_than_agreed() {
        assertThat(refusals(10_000, 2000)).isEmpty();
        assertThat(refusals(9_999, 2000)).containsOnlyKeys("EVALUATED_PER_PERIOD");
        assertThat(refusals(9_999, 1999)).isEmpty();
    }
}
