package nl.sluitend.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import nl.sluitend.demo.register.DemoParty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two packaged nodes that count at each other, and are killed while they do. */
final class CountingIT {

    /** Pupils of each party; {@value #BOTH} are known to both. */
    private static final int PUPILS = 45;

    private static final int BOTH = 20;
    private static final int YOUNG = 22;
    private static final int BOUND = 28;

    @TempDir static Path directory;
    private static TwoNodes nodes;
    private static String convenant;

    @BeforeAll
    static void start() {
        nodes = new TwoNodes(directory);
        for (int i = 0; i < PUPILS; i++) {
            register(DemoParty.RBL, i, i < YOUNG);
            register(DemoParty.SWV_PO, i + PUPILS - BOTH, i % 2 == 0);
        }
        convenant = nodes.countingConvenant();
    }

    private static void register(DemoParty party, int pupil, boolean young) {
        nodes.register(
                party,
                "count-" + pupil,
                TwoNodes.bsn(pupil),
                Map.of("birthDate", young ? "2017-03-01" : "2012-03-01"));
    }

    @AfterAll
    static void stop() {
        nodes.close();
    }

    @Test
    void each_counts_at_the_other_and_only_who_counts_has_figures() throws Exception {
        crash(DemoParty.RBL, DemoParty.SWV_PO, "OWN");
        JsonNode figures = nodes.figures(DemoParty.RBL, convenant);
        assertFigures(figures, DemoParty.RBL, DemoParty.SWV_PO);

        // The same lists again: the answer stands, and costs nothing.
        String counted = nodes.run(DemoParty.RBL, convenant).path("id").asText();
        nodes.start(DemoParty.RBL, convenant);
        nodes.until("the second answer", () -> hasEnded(DemoParty.RBL, counted));
        JsonNode again = nodes.run(DemoParty.RBL, convenant);
        assertThat(again.path("reason").asText()).isEqualTo("counted-before");
        assertThat(again.path("state").asText()).isEqualTo("COMPLETED");
        assertThat(nodes.figures(DemoParty.RBL, convenant)).isEqualTo(figures);
        assertThat(charged(DemoParty.SWV_PO, "RESPONDER")).isEqualTo(1);

        // Another list: that is another count, and too soon.
        register(DemoParty.RBL, 100, true);
        String before = again.path("id").asText();
        nodes.start(DemoParty.RBL, convenant);
        nodes.until("the refusal", () -> hasEnded(DemoParty.RBL, before));
        JsonNode refused = nodes.run(DemoParty.RBL, convenant);
        assertThat(refused.path("state").asText()).isEqualTo("FAILED");
        assertThat(refused.path("reason").asText()).isEqualTo("limit-exceeded");
        assertThat(charged(DemoParty.SWV_PO, "RESPONDER")).isEqualTo(1);

        // The other way round, with a budget of its own.
        crash(DemoParty.SWV_PO, DemoParty.SWV_PO, "PEER");
        assertFigures(nodes.figures(DemoParty.SWV_PO, convenant), DemoParty.SWV_PO, DemoParty.RBL);
    }

    /** The counter's run goes on after a node was killed while the first answer is stored. */
    private static void crash(DemoParty counter, DemoParty victim, String sender)
            throws SQLException {
        String before = nodes.run(counter, convenant).path("id").asText("");
        try (Gate gate = new Gate(nodes, victim, sender, "EVALUATED", 0)) {
            nodes.start(counter, convenant);
            nodes.until("the answer of " + victim, gate::isHolding);
            nodes.process(victim).kill();
        }
        nodes.process(victim).restart().awaitReady();
        nodes.until("the end of the count of " + counter, () -> hasEnded(counter, before));
        assertThat(nodes.run(counter, convenant).path("state").asText()).isEqualTo("COMPLETED");
    }

    private static boolean hasEnded(DemoParty party, String before) {
        JsonNode run = nodes.run(party, convenant);
        String state = run.path("state").asText();
        return !state.isEmpty()
                && !run.path("id").asText().equals(before)
                && !state.equals("RUNNING");
    }

    private static void assertFigures(JsonNode figures, DemoParty counter, DemoParty other)
            throws SQLException {
        UUID sid = UUID.fromString(figures.path("sid").asText());
        assertThat(figures.path("margin").asInt()).isEqualTo(6);
        int pupils = 0;
        int estimate = 0;
        for (JsonNode group : figures.path("groups")) {
            pupils += group.path("pupils").asInt();
            estimate += group.path("estimate").asInt();
            assertThat(group.path("pupils").asInt()).isGreaterThanOrEqualTo(20);
            assertThat(group.path("low").asInt()).isLessThanOrEqualTo(group.path("high").asInt());
            assertThat(group.path("joint").asInt() % 5).isZero();
        }
        assertThat(figures.path("groups")).hasSize(2);
        assertThat(pupils).isGreaterThanOrEqualTo(PUPILS);
        assertThat(estimate).isBetween(BOTH - 2 * BOUND, BOTH + 2 * BOUND);

        assertThat(
                        nodes.figures(other, convenant).isMissingNode()
                                || !nodes.figures(other, convenant)
                                        .path("sid")
                                        .asText()
                                        .equals(sid.toString()))
                .as("who knows the noise has no figures")
                .isTrue();
        assertThat(nodes.number(other, "select count(*) from session_count where sid = ?", sid))
                .isZero();
        assertThat(nodes.leaves(counter, "exposure", sid)).isZero();
        assertThat(nodes.leaves(counter, "sending", sid)).isEqualTo(1);
        assertThat(nodes.leaves(counter, "count", sid)).isEqualTo(2);
        assertThat(nodes.leaves(other, "exposure", sid)).isEqualTo(1);
        assertThat(nodes.leaves(other, "counted", sid)).isEqualTo(1);
        for (DemoParty party : TwoNodes.PARTIES) {
            assertThat(nodes.leaves(party, "receipt", sid)).isEqualTo(1);
            assertThat(nodes.leaves(party, "session-end", sid)).isEqualTo(1);
            assertThat(nodes.leaves(party, "outcome", sid)).isZero();
            assertThat(
                            nodes.number(
                                    party,
                                    "select count(*) from session_secret where sid = ?",
                                    sid))
                    .isZero();
        }
    }

    private static long charged(DemoParty party, String role) throws SQLException {
        return nodes.number(
                party, "select count(*) from ledger where mode = 'COUNTS' and role = ?", role);
    }
}
