package nl.sluitend.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import nl.sluitend.TestScale;
import nl.sluitend.demo.register.DemoParty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Packaged nodes that are killed in the middle of a run, at every step of the protocol. Whatever
 * happens: one exposure leaf before the first evaluated chunk, no leaf twice, and a result for both
 * parties or for neither.
 */
final class CrashAndResumeIT {

    /** Two at each step in a full run, one at each in any other. */
    private static final int KILLS = 14;

    private static final int ROUNDS = 16;
    private static final List<String> STEPS =
            List.of("OFFER", "ELEMENTS", "CHUNK", "EXPOSED", "EVALUATED", "RESULT", "RECEIPT");

    @TempDir static Path directory;
    private static TwoNodes nodes;

    /**
     * One kill.
     *
     * @param at the party that is held while it stores a message
     * @param sender whose message
     * @param victim the party that is killed then
     */
    private record Crash(DemoParty at, String sender, String type, int j, DemoParty victim) {

        static Crash of(String type, Random random) {
            boolean numbered = type.equals("CHUNK") || type.equals("EVALUATED");
            return new Crash(
                    party(random),
                    random.nextBoolean() ? "OWN" : "PEER",
                    type,
                    numbered ? random.nextInt(ROUNDS) : 0,
                    party(random));
        }

        private static DemoParty party(Random random) {
            return TwoNodes.PARTIES.get(random.nextInt(TwoNodes.PARTIES.size()));
        }
    }

    @BeforeAll
    static void start() {
        nodes = new TwoNodes(directory);
        for (int i = 0; i < 6; i++) {
            String bsn = TwoNodes.bsn(i);
            if (i < 4) {
                nodes.register(DemoParty.RBL, "crash-" + i, bsn);
            }
            if (i >= 2) {
                nodes.register(DemoParty.SWV_PO, "crash-" + i, bsn);
            }
        }
    }

    @AfterAll
    static void stop() {
        nodes.close();
    }

    @Test
    void a_run_goes_on_after_either_node_was_killed_at_any_step() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int kills = Math.max(STEPS.size(), TestScale.of(KILLS));
        for (int i = 0; i < kills; i++) {
            Crash crash = Crash.of(STEPS.get(i % STEPS.size()), random);
            String convenant = nodes.convenant();
            crash(convenant, crash);
            nodes.process(crash.victim()).restart().awaitReady();
            for (DemoParty party : TwoNodes.PARTIES) {
                nodes.until(crash + " of seed " + seed, () -> hasEnded(party, convenant));
            }
            assertSound(convenant, crash + " of seed " + seed);
            for (DemoParty party : TwoNodes.PARTIES) {
                assertThat(nodes.run(party, convenant).path("state").asText())
                        .as("%s at %s, seed %d", crash, party, seed)
                        .isEqualTo("COMPLETED");
            }
        }
    }

    private static void crash(String convenant, Crash crash) throws SQLException {
        try (Gate gate = new Gate(nodes, crash.at(), crash.sender(), crash.type(), crash.j())) {
            nodes.start(convenant);
            nodes.until(crash.toString(), gate::isHolding);
            nodes.process(crash.victim()).kill();
        }
    }

    private static boolean hasEnded(DemoParty party, String convenant) {
        String state = nodes.run(party, convenant).path("state").asText();
        return !state.isEmpty() && !state.equals("RUNNING");
    }

    /** What must hold of every session, however it ended. */
    private static void assertSound(String convenant, String crash) throws SQLException {
        for (JsonNode session : nodes.run(DemoParty.RBL, convenant).path("sessions")) {
            UUID sid = UUID.fromString(session.path("sid").asText());
            for (DemoParty party : TwoNodes.PARTIES) {
                assertSound(party, sid, crash + " at " + party);
            }
            assertThat(matched(DemoParty.RBL, sid))
                    .as("a result for both or for neither, %s", crash)
                    .isEqualTo(matched(DemoParty.SWV_PO, sid));
        }
        assertThat(shown(DemoParty.RBL, convenant))
                .as("shown by both or by neither, %s", crash)
                .isEqualTo(shown(DemoParty.SWV_PO, convenant));
    }

    private static void assertSound(DemoParty party, UUID sid, String at) throws SQLException {
        long sent = ofSession(party, "evaluated_sent", sid);
        assertThat(nodes.leaves(party, "exposure", sid))
                .as("exposure leaves, %s", at)
                .isBetween(sent > 0 ? 1L : 0L, 1L);
        assertThat(messages(party, "EVALUATED", sid)).as("released chunks, %s", at).isEqualTo(sent);
        assertThat(nodes.leaves(party, "outcome", sid))
                .as("the pupils of a list this small under one leaf before the result, %s", at)
                .isEqualTo(messages(party, "RESULT", sid));
        assertThat(nodes.leaves(party, "session-end", sid)).as("ends, %s", at).isEqualTo(1);
        assertThat(
                        nodes.number(
                                party,
                                "select count(*) from session where sid = ? and (ending = 'AGREED' or"
                                        + " reason is not null)",
                                sid))
                .as("an ending with its reason, %s", at)
                .isEqualTo(1);
    }

    private static long ofSession(DemoParty party, String column, UUID sid) throws SQLException {
        return nodes.number(party, "select " + column + " from session where sid = ?", sid);
    }

    private static long messages(DemoParty party, String type, UUID sid) throws SQLException {
        return nodes.number(
                party,
                "select count(*) from session_message where sid = ? and sender = 'OWN' and type = ?",
                sid,
                type);
    }

    private static long matched(DemoParty party, UUID sid) throws SQLException {
        return nodes.number(
                party,
                "select coalesce(matched, 0) from session where sid = ? and ending = 'AGREED'",
                sid);
    }

    private static long shown(DemoParty party, String convenant) throws SQLException {
        return nodes.number(
                party,
                "select count(*) from outcome where convenant = ? and outcome = 'MATCHED'",
                convenant);
    }

    @Test
    void a_counterpart_that_stays_down_is_named_and_hears_of_the_end_when_it_is_back()
            throws Exception {
        String convenant = nodes.convenant();
        crash(convenant, new Crash(DemoParty.SWV_PO, "PEER", "EVALUATED", 3, DemoParty.SWV_PO));
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
        nodes.until("the end", () -> hasEnded(DemoParty.SWV_PO, convenant));
        JsonNode told = nodes.run(DemoParty.SWV_PO, convenant);
        assertThat(told.path("reason").asText()).isEqualTo("aborted-by-peer");
        assertThat(told.path("sessions").path(0).path("ending").asText()).startsWith("aborted-");
        assertSound(convenant, "stayed down");
    }
}
