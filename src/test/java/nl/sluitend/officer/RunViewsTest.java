package nl.sluitend.officer;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import nl.sluitend.TestNode;
import nl.sluitend.party.Roles;
import nl.sluitend.psi.RefusalType;
import nl.sluitend.psi.StopReason;
import nl.sluitend.reconciliation.CountView;
import nl.sluitend.reconciliation.RunView;
import org.junit.jupiter.api.Test;

/** What the page of a run shows of its outcomes, of the overlap of the lists and of a count. */
@QuarkusTest
class RunViewsTest {

    private static final UUID ID = UUID.fromString("11111111-0000-4000-8000-000000000009");

    @Inject RunViews views;

    /** Whatever ends a run: people read it in their own language. */
    @Test
    void everyReasonHasDutchWords() {
        Stream.concat(
                        Arrays.stream(RefusalType.values())
                                .filter(type -> !aboutPairs(type))
                                .map(RefusalType::slug),
                        Arrays.stream(StopReason.values()).map(StopReason::code))
                .forEach(
                        reason ->
                                assertThat(RunTexts.reason(reason))
                                        .as(reason)
                                        .isNotEqualTo(reason)
                                        .contains(" "));
        assertThat(RunTexts.reason("aborted-by-peer")).contains("de ander");
    }

    /** What is refused about one pair ends no run. */
    private static boolean aboutPairs(RefusalType type) {
        return switch (type) {
            case UNKNOWN_MATCH, UNKNOWN_PROPOSAL, PROPOSAL_OVER, NOT_COMMITTED, ANSWER_DIFFERS ->
                    true;
            default -> false;
        };
    }

    @Test
    void who_counted_reads_the_numbers_with_what_they_are_worth_and_may_be_used_for() {
        CountView figures =
                new CountView(
                        ID,
                        12,
                        List.of(
                                new CountView.Group(
                                        List.of("UNDER_12", "FROM_12_TO_15"),
                                        40,
                                        23,
                                        23,
                                        11,
                                        35,
                                        25),
                                new CountView.Group(List.of("UNKNOWN"), 32, -3, 0, 0, 9, 0)));
        assertThat(page(true, Optional.of(figures)))
                .contains("tellen met ruis: deze organisatie telt")
                .contains("jonger dan 12, 12 tot en met 15", "leeftijd onbekend")
                .contains("11 tot en met 35", "0 tot en met 9")
                .contains("Laat deze aantallen niet aan " + TestNode.PEER_NAME + " zien")
                .doesNotContain("-3", "FROM_12", "Verschil met de vorige");
    }

    @Test
    void who_was_counted_reads_that_and_no_number() {
        assertThat(page(false, Optional.empty()))
                .contains("tellen met ruis: de ander telt")
                .doesNotContain("Wat is geteld");
        assertThat(views.row(run(false)).result()).isEqualTo("de ander heeft geteld");
        assertThat(views.row(run(true)).result()).isEqualTo("geteld met ruis");
    }

    @Test
    void an_operator_does_not_see_what_was_counted() {
        assertThat(new Visitor("o", "o", Set.of(Roles.NODE_OPERATOR)).seesFigures()).isFalse();
        for (String role :
                List.of(
                        Roles.CASE_WORKER,
                        Roles.CONVENANT_MANAGER,
                        Roles.FG,
                        Roles.PRIVACY_OFFICER)) {
            assertThat(new Visitor("x", "x", Set.of(role)).seesFigures()).as(role).isTrue();
        }
    }

    @Test
    void outcomes_and_overlap_are_drawn_told_and_in_a_table() {
        RunView run =
                run(
                        "MATCH",
                        true,
                        List.of(
                                session("PGN", Optional.of(1_231)),
                                session("DEMOGRAPHIC", Optional.empty())),
                        Map.of("MATCHED", 1_231, "ONLY_HERE", 9, "OBJECTION", 1));
        assertThat(page(run, Optional.empty()))
                .contains(
                        "Registraties in deze afstemming: 1.241. Ook bij de ander bekend: 1.231."
                                + " Alleen hier bekend: 9. Bezwaar of beperking: 1.")
                .contains("ook bij de ander bekend: 1.231</text>", "bezwaar of beperking: 1</text>")
                .contains(
                        "Leerlingen op de eigen lijst: 1.240. Op de lijst van de ander: 1.300."
                                + " Alleen op de eigen lijst: 9. Op beide lijsten: 1.231."
                                + " Alleen op de lijst van de ander: 69.")
                .containsOnlyOnce("aria-label=\"Overlap van de lijsten")
                .contains("aria-label=\"Overlap van de lijsten, Vergeleken op persoonsgebonden")
                .contains("<td class=\"utrecht-table__cell number\">69</td>")
                .doesNotContain("style=", "<script");
    }

    @Test
    void a_count_and_a_run_without_result_draw_no_overlap() {
        RunView counted = run("COUNTS", true, List.of(session("PGN", Optional.of(7))), Map.of());
        assertThat(page(counted, Optional.empty())).doesNotContain("<svg class=\"chart");
        RunView running = run("MATCH", true, List.of(session("PGN", Optional.empty())), Map.of());
        assertThat(page(running, Optional.empty())).doesNotContain("<svg class=\"chart");
    }

    @Test
    void the_part_that_both_have_is_at_the_same_place_on_both_lists() {
        BarChart chart = BarChart.overlap(100_000, 3, 1);
        assertThat(chart.bars()).allMatch(bar -> bar.width() >= 3);
        assertThat(chart.bars()).allMatch(bar -> bar.x() + bar.width() <= BarChart.WIDTH);
        List<BarChart.Bar> both =
                chart.bars().stream().filter(bar -> bar.kind().equals("both")).toList();
        assertThat(both).hasSize(2);
        assertThat(both.getFirst().x()).isEqualTo(both.getLast().x());
        assertThat(both.getFirst().width()).isEqualTo(both.getLast().width());
        assertThat(both.getFirst().y()).isLessThan(both.getLast().y());
    }

    @Test
    void lists_without_pupils_or_with_fewer_than_both_have_are_not_drawn() {
        assertThat(BarChart.overlap(0, 0, 0).isEmpty()).isTrue();
        assertThat(BarChart.overlap(5, 9, 6).isEmpty()).isTrue();
        assertThat(BarChart.overlap(9, 5, 6).isEmpty()).isTrue();
        assertThat(BarChart.outcomes(List.of()).isEmpty()).isTrue();
    }

    private String page(boolean initiator, Optional<CountView> figures) {
        return page(run(initiator), figures);
    }

    private String page(RunView run, Optional<CountView> figures) {
        return RunPages.Templates.run(
                        TestNode.NAME,
                        new Visitor("p", "Petra", Set.of(Roles.PRIVACY_OFFICER)),
                        views.opened(run, figures, ""))
                .render();
    }

    private static RunView.SessionView session(String lane, Optional<Integer> matched) {
        return new RunView.SessionView(
                UUID.randomUUID(),
                lane,
                "COMPLETED",
                Optional.of("agreed"),
                1_240,
                Optional.of(1_300),
                matched,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                16,
                16,
                16);
    }

    @Test
    void a_run_that_goes_on_says_how_far_it_is_and_about_how_long_it_takes() {
        assertThat(page(going(Optional.of(150_000L)), Optional.empty()))
                .contains("Voortgang: 40%, nog ongeveer 2 minuten</label>");
        assertThat(page(going(Optional.empty()), Optional.empty()))
                .contains("Voortgang: 40%</label>");
    }

    private static RunView going(Optional<Long> remainingMs) {
        return new RunView(
                ID,
                "5f".repeat(32),
                TestNode.PEER_OIN,
                "MATCH",
                "AFSTEMMING",
                LocalDate.of(2026, 11, 22),
                true,
                "RUNNING",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Instant.parse("2026-11-22T12:00:00Z"),
                Optional.empty(),
                100_000,
                40,
                remainingMs,
                List.of(session("PGN", Optional.empty())),
                Map.of(),
                Map.of(),
                Map.of());
    }

    private static RunView run(boolean initiator) {
        return run("COUNTS", initiator, List.of(), Map.of());
    }

    private static RunView run(
            String mode,
            boolean initiator,
            List<RunView.SessionView> sessions,
            Map<String, Integer> counts) {
        Instant now = Instant.parse("2026-11-22T12:00:00Z");
        return new RunView(
                ID,
                "5f".repeat(32),
                TestNode.PEER_OIN,
                mode,
                "TELLING",
                LocalDate.of(2026, 11, 22),
                initiator,
                "COMPLETED",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                now,
                Optional.of(now.plusSeconds(4)),
                4_000,
                100,
                Optional.empty(),
                sessions,
                counts,
                Map.of(),
                Map.of());
    }
}
