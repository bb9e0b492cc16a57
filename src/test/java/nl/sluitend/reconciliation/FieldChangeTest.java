package nl.sluitend.reconciliation;

import static nl.sluitend.psi.FieldComparison.DIFFERS;
import static nl.sluitend.psi.FieldComparison.EQUAL;
import static nl.sluitend.psi.FieldComparison.UNKNOWN;
import static nl.sluitend.reconciliation.OutcomeChange.Kind.DIFFERENCE_ARISEN;
import static nl.sluitend.reconciliation.OutcomeChange.Kind.DIFFERENCE_SOLVED;
import static nl.sluitend.reconciliation.OutcomeChange.Kind.FIELDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.identifier.Oin;
import nl.sluitend.psi.FieldComparison;
import org.junit.jupiter.api.Test;

/** What fields that came change about a match. */
class FieldChangeTest {

    private static final Instant BEFORE = Instant.parse("2026-11-15T10:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final UUID RUN = new UUID(5, 6);

    private static OutcomeEntry match(FieldFinding... fields) {
        return new OutcomeEntry(
                        new UUID(1, 2),
                        "source",
                        "ab".repeat(32),
                        new Oin("00000099000000002000"),
                        Outcome.Kind.MATCHED,
                        Optional.empty(),
                        Optional.of("K1"),
                        new UUID(3, 4),
                        BEFORE)
                .withFields(List.of(fields), new UUID(3, 4), BEFORE);
    }

    private static FieldFinding field(String name, FieldComparison comparison, String received) {
        return new FieldFinding(
                name, comparison, Optional.of(received).filter(r -> !r.isEmpty()), false);
    }

    private static List<OutcomeChange> changes(OutcomeEntry before, FieldFinding... now) {
        return OutcomeChange.ofFields(before, List.of(now), RUN, NOW);
    }

    private static List<String> changed(OutcomeChange change) {
        return change.entry().fields().stream()
                .filter(FieldFinding::changed)
                .map(FieldFinding::name)
                .toList();
    }

    @Test
    void theFirstFieldsAreOneEntryWhateverTheySay() {
        assertThat(changes(match(), field("lead", EQUAL, "SWV"), field("endDate", UNKNOWN, "")))
                .singleElement()
                .satisfies(
                        change -> {
                            assertThat(change.kind()).isEqualTo(FIELDS);
                            assertThat(changed(change)).containsExactly("lead", "endDate");
                            assertThat(change.entry().since()).isEqualTo(NOW);
                            assertThat(change.entry().runId()).isEqualTo(RUN);
                            assertThat(change.entry().casusnummer()).contains("K1");
                        });
        assertThat(changes(match(), field("lead", DIFFERS, "SWV"), field("endDate", UNKNOWN, "")))
                .singleElement()
                .satisfies(
                        change -> {
                            assertThat(change.kind()).isEqualTo(DIFFERENCE_ARISEN);
                            assertThat(changed(change)).containsExactly("lead");
                        });
    }

    @Test
    void theSameFieldsAgainAreNoEntry() {
        OutcomeEntry before = changes(match(), field("lead", DIFFERS, "SWV")).getFirst().entry();
        assertThat(before.fields().getFirst().changed()).isTrue();
        assertThat(changes(before, field("lead", DIFFERS, "SWV"))).isEmpty();
    }

    @Test
    void aDifferenceThatArisesAndOneThatIsSolvedAreEntriesOfTheirOwn() {
        List<OutcomeChange> changes =
                changes(
                        match(field("lead", DIFFERS, "SWV"), field("endDate", EQUAL, "2026-10-01")),
                        field("lead", EQUAL, "RBL"),
                        field("endDate", DIFFERS, "2026-10-20"));

        assertThat(changes.stream().map(OutcomeChange::kind))
                .containsExactly(DIFFERENCE_ARISEN, DIFFERENCE_SOLVED);
        assertThat(changed(changes.getFirst())).containsExactly("endDate");
        assertThat(changed(changes.getLast())).containsExactly("lead");
    }

    @Test
    void aDifferenceIsSolvedTooWhenTheOtherDoesNotKnowAnyMore() {
        assertThat(changes(match(field("lead", DIFFERS, "SWV")), field("lead", UNKNOWN, "")))
                .extracting(OutcomeChange::kind)
                .containsExactly(DIFFERENCE_SOLVED);
    }

    @Test
    void anotherValueWithoutAnotherDifferenceIsToldToo() {
        assertThat(changes(match(field("lead", DIFFERS, "SWV")), field("lead", DIFFERS, "SCHOOL")))
                .extracting(OutcomeChange::kind)
                .containsExactly(FIELDS);
    }

    @Test
    void nothingOfAPupilIsPrinted() {
        assertThat(field("lead", DIFFERS, "SWV")).hasToString("FieldFinding[lead, masked]");
    }
}
