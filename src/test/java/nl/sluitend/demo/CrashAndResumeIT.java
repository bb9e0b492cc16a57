package nl.sluitend.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import nl.sluitend.TestScale;
import nl.sluitend.demo.register.DemoParty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Packaged nodes that are killed in the middle of a run, one of them or both, in every mode and at
 * every step of the protocol. Whatever happens: one exposure leaf before the first evaluated chunk,
 * no leaf twice, and a result for both parties or for neither.
 */
final class CrashAndResumeIT {

    /** Runs in each mode, each killed at every step; in a shorter test one, at some steps. */
    private static final int RUNS = 2;

    /** In a full test. */
    private static final int LEAST_KILLS = 100;

    private static final int PUPILS = 24;
    private static final int BOTH = 8;

    @TempDir static Path directory;
    private static TwoNodes nodes;
    private static KilledRuns killed;
    private static RunInvariants invariants;

    @BeforeAll
    static void start() {
        nodes = new TwoNodes(directory);
        killed = new KilledRuns(nodes);
        invariants = new RunInvariants(nodes);
        for (int i = 0; i < PUPILS; i++) {
            register(DemoParty.RBL, i);
            register(DemoParty.SWV_PO, i + PUPILS - BOTH);
        }
        deliver(
                DemoParty.RBL,
                "gelijk,2012-03-01,Jansen,A.B.,6811",
                "verhuisd,2012-03-02,Pietersen,C.,6811");
        deliver(
                DemoParty.SWV_PO,
                "gelijk,2012-03-01,Jansen,A.B.,6811",
                "verhuisd,2012-03-02,Pietersen,C.,6842");
    }

    private static void register(DemoParty party, int pupil) {
        nodes.register(party, "crash-" + pupil, TwoNodes.bsn(pupil));
    }

    private static void deliver(DemoParty party, String... pupils) {
        StringBuilder list =
                new StringBuilder(
                        "reference,birthDate,surname,initials,postcode4,category,startDate\n");
        for (String pupil : pupils) {
            list.append(pupil).append(",ABSOLUUT_VERZUIM,2026-09-01\n");
        }
        nodes.source(party)
                .post(
                        "/v1/registrations/_import?mode=delta&profile=generic&date=2026-11-01",
                        "text/csv; charset=utf-8",
                        BodyPublishers.ofString(list.toString()));
    }

    @AfterAll
    static void stop() {
        nodes.close();
    }

    @Test
    void a_run_in_any_mode_goes_on_after_either_node_was_killed_at_any_step() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int pupil = 100;
        for (int i = 0; i < TestScale.of(RUNS); i++) {
            for (KilledMode mode : KilledMode.values()) {
                if (mode == KilledMode.COUNTS) {
                    // Another list than the last time that was counted.
                    register(DemoParty.RBL, pupil);
                    register(DemoParty.SWV_PO, pupil++);
                }
                String when = mode + " of seed " + seed;
                String convenant = killed.run(mode, random, when);
                if (mode == KilledMode.PROBABLE) {
                    killed.answer(convenant, random, when);
                }
            }
        }
        assertThat(killed.kills()).isGreaterThanOrEqualTo(TestScale.of(LEAST_KILLS));
    }

    @Test
    void a_counterpart_that_stays_down_is_named_and_hears_of_the_end_when_it_is_back()
            throws Exception {
        String convenant = nodes.convenant();
        try (Gate gate = new Gate(nodes, DemoParty.SWV_PO, "PEER", "EVALUATED", 3)) {
            nodes.start(convenant);
            nodes.until("the fourth round", gate::isHolding);
            nodes.process(DemoParty.SWV_PO).kill();
        }
        nodes.until(
                "the reason",
                () -> !nodes.run(DemoParty.RBL, convenant).path("waiting").asText("").isEmpty());
        assertThat(nodes.run(DemoParty.RBL, convenant).path("state").asText()).isEqualTo("RUNNING");

        nodes.stop(convenant);
        JsonNode stopped = nodes.run(DemoParty.RBL, convenant);
        assertThat(stopped.path("state").asText()).isEqualTo("STOPPED");
        assertThat(stopped.path("sessions").path(0).path("ending").asText())
                .isEqualTo("aborted-exposed");

        nodes.process(DemoParty.SWV_PO).restart().awaitReady();
        nodes.until("the end", () -> killed.hasEnded(DemoParty.SWV_PO, convenant));
        JsonNode told = nodes.run(DemoParty.SWV_PO, convenant);
        assertThat(told.path("reason").asText()).isEqualTo("aborted-by-peer");
        assertThat(told.path("sessions").path(0).path("ending").asText()).startsWith("aborted-");
        invariants.assertAtAnyMoment(convenant, "stayed down");
        for (DemoParty party : TwoNodes.PARTIES) {
            assertBrokenOff(party, convenant);
        }
    }

    /** It ended once, for a reason, and shows nothing. */
    private static void assertBrokenOff(DemoParty party, String convenant) throws SQLException {
        UUID sid =
                UUID.fromString(
                        nodes.run(party, convenant).path("sessions").path(0).path("sid").asText());
        assertThat(nodes.leaves(party, "session-end", sid)).isEqualTo(1);
        for (Map.Entry<String, Long> expected :
                List.of(
                        Map.entry("session where sid = ? and reason is not null", 1L),
                        Map.entry("session_message where sid = ? and type = 'RESULT'", 0L),
                        Map.entry("session_secret where sid = ?", 0L))) {
            assertThat(nodes.number(party, "select count(*) from " + expected.getKey(), sid))
                    .as("%s at %s", expected.getKey(), party)
                    .isEqualTo(expected.getValue());
        }
    }
}
