package nl.sluitend.officer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.disclosure.CheckHistory;
import nl.sluitend.disclosure.LogName;
import nl.sluitend.disclosure.LogStates;
import nl.sluitend.disclosure.ReceiptComparison;
import nl.sluitend.disclosure.ReceiptComparisons;
import nl.sluitend.identifier.Oin;
import nl.sluitend.reconciliation.LedgerView;
import org.junit.jupiter.api.Test;

/** What the overview says of checks, receipts and limits. */
final class OverviewTextsTest {

    private static final Instant NIGHT = Instant.parse("2026-11-22T02:00:00Z");
    private static final String WHEN = DisclosureTexts.moment(NIGHT);

    @Test
    void a_node_that_checked_nothing_yet_says_how_to_begin() {
        assertThat(IntegritySummary.checked(List.of()))
                .isEqualTo(
                        new IntegritySummary.Told(
                                "De logboeken zijn nog nooit gecontroleerd. Kies Controleer nu op de"
                                        + " pagina Integriteit. Elke nacht gebeurt het ook vanzelf.",
                                false));
    }

    @Test
    void the_last_check_says_when_it_was_and_what_came_out() {
        assertThat(IntegritySummary.checked(List.of(check(Optional.of(true), Optional.empty()))))
                .isEqualTo(
                        new IntegritySummary.Told(
                                "Laatste controle: %s. Alles klopt. Regels nagerekend: 12.345."
                                        .formatted(WHEN),
                                false));
    }

    @Test
    void a_check_that_found_something_failed_or_broke_off_stands_out() {
        assertThat(
                        List.of(
                                check(Optional.of(false), Optional.empty()),
                                check(Optional.empty(), Optional.of("no memory")),
                                check(Optional.empty(), Optional.empty())))
                .extracting(done -> IntegritySummary.checked(List.of(done)))
                .allMatch(IntegritySummary.Told::wrong)
                .extracting(IntegritySummary.Told::text)
                .satisfiesExactly(
                        text -> assertThat(text).contains(WHEN, "Er klopt iets niet"),
                        text -> assertThat(text).contains(WHEN, "niet gelukt"),
                        text -> assertThat(text).contains(WHEN, "afgebroken"));
    }

    @Test
    void while_a_check_runs_the_one_before_is_still_told() {
        CheckHistory.Done running =
                new CheckHistory.Done(
                        UUID.randomUUID(),
                        NIGHT.plusSeconds(60),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        0,
                        Optional.empty(),
                        Optional.empty(),
                        true);
        assertThat(IntegritySummary.checked(List.of(running)).text())
                .isEqualTo("De eerste controle van de logboeken loopt nu.");
        IntegritySummary.Told both =
                IntegritySummary.checked(
                        List.of(running, check(Optional.of(false), Optional.empty())));
        assertThat(both.wrong()).isTrue();
        assertThat(both.text()).contains("Er klopt iets niet", "Er loopt nu een nieuwe controle.");
    }

    @Test
    void receipts_are_equal_differ_or_are_not_compared_yet() {
        assertThat(IntegritySummary.compared("Convenant met X", Optional.empty()).text())
                .isEqualTo("Convenant met X: nog niet vergeleken. Dat gebeurt elke nacht vanzelf.");
        assertThat(compared(true, 0, List.of()).text()).contains("nog niets te vergelijken");
        assertThat(compared(true, 3, List.of()))
                .isEqualTo(
                        new IntegritySummary.Told(
                                "Convenant met X, %s: gelijk. Ontvangstbewijzen: 3, leerlingregels: 6."
                                        .formatted(WHEN),
                                false));
        IntegritySummary.Told silent = compared(false, 0, List.of());
        assertThat(silent.text()).contains("geen antwoord", WHEN);
        assertThat(silent.wrong()).isTrue();
        IntegritySummary.Told different =
                compared(
                        true,
                        3,
                        List.of(
                                new ReceiptComparison.Difference(
                                        "sessie",
                                        ReceiptComparison.Kind.RECEIPTS_DIFFER,
                                        1,
                                        List.of())));
        assertThat(different.text()).contains("niet gelijk, 1 verschil.");
        assertThat(different.wrong()).isTrue();
    }

    @Test
    void a_log_that_is_read_only_stands_out_until_it_was_closed() {
        IntegritySummary.Told halted = IntegritySummary.logs(List.of(log(false)));
        assertThat(halted.wrong()).isTrue();
        assertThat(halted.text()).contains("1 van de 1");
        assertThat(IntegritySummary.logs(List.of(log(true))).wrong()).isFalse();
    }

    private static LogStates.State log(boolean closed) {
        return new LogStates.State(
                LogName.ofNode(new Oin("00000099000000001000")),
                7,
                Optional.of(NIGHT),
                closed,
                Optional.of("its witnesses know more"),
                List.of());
    }

    @Test
    void a_limit_is_near_from_four_fifths() {
        assertThat(NearLimits.of(ledger(7, 79_999, 799, Optional.empty()), "X")).isEmpty();
        assertThat(NearLimits.of(ledger(8, 80_000, 800, Optional.empty()), "X"))
                .extracting(NearLimits.Near::convenant)
                .containsOnly("Convenant met X");
        assertThat(NearLimits.of(ledger(8, 80_000, 800, Optional.empty()), "X"))
                .extracting(NearLimits.Near::text)
                .containsExactly(
                        "vergelijken op persoonsgebonden nummer, in 24 uur 8 van 10 pogingen (80%)",
                        "in 30 dagen 80.000 van 100.000 versleutelde leerlingen bewerkt (80%)",
                        "laatste lijst van de ander op persoonsgebonden nummer 800 van 1.000"
                                + " leerlingen (80%)");
        assertThat(
                        NearLimits.of(
                                ledger(0, 0, 0, Optional.of(new LedgerView.Counts(5, 4, 3, 0.5))),
                                "X"))
                .extracting(NearLimits.Near::text)
                .containsExactly("in dit schooljaar door de ander 4 van 5 tellingen (80%)");
    }

    private static IntegritySummary.Told compared(
            boolean answered, int sessions, List<ReceiptComparison.Difference> differences) {
        return IntegritySummary.compared(
                "Convenant met X",
                Optional.of(
                        new ReceiptComparisons.Shown(
                                NIGHT, answered, sessions, 2 * sessions, 0, differences)));
    }

    private static CheckHistory.Done check(Optional<Boolean> verified, Optional<String> failure) {
        return new CheckHistory.Done(
                UUID.randomUUID(),
                NIGHT,
                Optional.empty(),
                Optional.of(NIGHT).filter(_ -> verified.isPresent() || failure.isPresent()),
                verified,
                12_345,
                verified.map(_ -> "{}"),
                failure,
                false);
    }

    private static LedgerView ledger(
            int attempts, long evaluated, int size, Optional<LedgerView.Counts> counts) {
        return new LedgerView(
                "5f",
                "00000099000000002000",
                "MATCH",
                "PGN",
                attempts,
                10,
                3,
                900,
                1_000,
                10,
                25,
                evaluated,
                100_000,
                30,
                Optional.of(size).filter(n -> n > 0),
                Optional.empty(),
                Optional.empty(),
                counts);
    }
}
