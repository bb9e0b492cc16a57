package nl.sluitend.officer;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nl.sluitend.TestNode;
import nl.sluitend.party.Roles;
import nl.sluitend.reconciliation.CountView;
import nl.sluitend.reconciliation.RunView;
import org.junit.jupiter.api.Test;

/** What the page of a run says about a count. */
@QuarkusTest
class RunViewsTest {

    private static final UUID ID = UUID.fromString("11111111-0000-4000-8000-000000000009");

    @Inject RunViews views;

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

    private String page(boolean initiator, Optional<CountView> figures) {
        return RunPages.Templates.run(
                        TestNode.NAME,
                        new Visitor("p", "Petra", Set.of(Roles.PRIVACY_OFFICER)),
                        views.opened(run(initiator), figures, ""))
                .render();
    }

    private static RunView run(boolean initiator) {
        Instant now = Instant.parse("2026-11-22T12:00:00Z");
        return new RunView(
                ID,
                "5f".repeat(32),
                TestNode.PEER_OIN,
                "COUNTS",
                "TELLING",
                LocalDate.of(2026, 11, 22),
                initiator,
                "COMPLETED",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                now,
                Optional.of(now.plusSeconds(4)),
                4_000,
                100,
                List.of(),
                Map.of(),
                Map.of(),
                Map.of());
    }
}
