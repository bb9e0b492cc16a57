package nl.sluitend.reconciliation;

import static nl.sluitend.reconciliation.Outcome.Kind.CONFLICT;
import static nl.sluitend.reconciliation.Outcome.Kind.MATCHED;
import static nl.sluitend.reconciliation.Outcome.Kind.ONLY_HERE;
import static nl.sluitend.reconciliation.Outcome.Kind.OUT_OF_SCOPE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.identifier.Oin;
import org.junit.jupiter.api.Test;

class OutcomeChangeTest {

    private static OutcomeEntry entry(Outcome.Kind outcome, String rule, String casusnummer) {
        return new OutcomeEntry(
                new UUID(1, 2),
                "source",
                "ab".repeat(32),
                new Oin("00000099000000002000"),
                outcome,
                Optional.of(rule).filter(r -> !r.isEmpty()),
                Optional.of(casusnummer).filter(c -> !c.isEmpty()),
                new UUID(3, 4),
                Instant.parse("2026-11-22T10:00:00Z"));
    }

    private static OutcomeChange.Kind kind(OutcomeEntry before, OutcomeEntry now) {
        return OutcomeChange.of(Optional.of(before), now).kind();
    }

    @Test
    void anEntrySaysWhatChanged() {
        OutcomeEntry match = entry(MATCHED, "", "K1");
        OutcomeEntry alone = entry(ONLY_HERE, "", "");
        OutcomeEntry ended = entry(OUT_OF_SCOPE, "period", "");
        OutcomeEntry moved = entry(OUT_OF_SCOPE, "municipality", "");

        assertThat(OutcomeChange.of(Optional.empty(), match).kind())
                .isEqualTo(OutcomeChange.Kind.NEW);
        assertThat(kind(alone, match)).isEqualTo(OutcomeChange.Kind.MATCHED);
        assertThat(kind(match, alone)).isEqualTo(OutcomeChange.Kind.NO_LONGER_THERE);
        assertThat(kind(match, ended)).isEqualTo(OutcomeChange.Kind.ENDED_HERE);
        assertThat(kind(match, moved)).isEqualTo(OutcomeChange.Kind.OUT_OF_SCOPE);
        assertThat(kind(alone, ended)).isEqualTo(OutcomeChange.Kind.OUT_OF_SCOPE);
        assertThat(kind(ended, moved)).isEqualTo(OutcomeChange.Kind.CHANGED);
        assertThat(kind(alone, entry(CONFLICT, "", ""))).isEqualTo(OutcomeChange.Kind.CHANGED);
    }

    @Test
    void aCasusnummerThatIsNoLongerUsedIsNamed() {
        OutcomeEntry match = entry(MATCHED, "", "K1");

        assertThat(OutcomeChange.of(Optional.of(match), entry(ONLY_HERE, "", "")).retired())
                .contains("K1");
        assertThat(OutcomeChange.of(Optional.of(match), match).retired()).isEmpty();
        assertThat(OutcomeChange.of(Optional.empty(), match).retired()).isEmpty();
    }

    @Test
    void countsAreByOutcomeByRuleAndAgainstTheRunBefore() {
        List<OutcomeCount> before =
                List.of(
                        new OutcomeCount(MATCHED, "", 5),
                        new OutcomeCount(ONLY_HERE, "", 2),
                        new OutcomeCount(CONFLICT, "", 1));
        List<OutcomeCount> now =
                List.of(
                        new OutcomeCount(MATCHED, "", 7),
                        new OutcomeCount(ONLY_HERE, "", 2),
                        new OutcomeCount(OUT_OF_SCOPE, "period", 3),
                        new OutcomeCount(OUT_OF_SCOPE, "sector", 1));

        assertThat(OutcomeCount.byOutcome(now))
                .isEqualTo(Map.of("MATCHED", 7, "ONLY_HERE", 2, "OUT_OF_SCOPE", 4));
        assertThat(OutcomeCount.byRule(now)).isEqualTo(Map.of("period", 3, "sector", 1));
        assertThat(OutcomeCount.changes(before, now))
                .isEqualTo(Map.of("MATCHED", 2, "OUT_OF_SCOPE", 4, "CONFLICT", -1));
    }
}
