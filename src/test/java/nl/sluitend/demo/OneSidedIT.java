package nl.sluitend.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import nl.sluitend.demo.register.DemoParty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two packaged nodes of which one asks, killed at some step: the asker learns who is known at the
 * other, and the other nothing.
 */
final class OneSidedIT {

    @TempDir static Path directory;
    private static TwoNodes nodes;

    /**
     * A kill while a message is stored.
     *
     * @param at the party that is held, and killed
     * @param sender whose message
     */
    private record Crash(DemoParty at, String sender, String type) {}

    private static final List<Crash> CRASHES =
            List.of(
                    new Crash(DemoParty.RBL, "OWN", "OFFER"),
                    new Crash(DemoParty.SWV_PO, "PEER", "ELEMENTS"),
                    new Crash(DemoParty.SWV_PO, "PEER", "CHUNK"),
                    new Crash(DemoParty.RBL, "PEER", "EXPOSED"),
                    new Crash(DemoParty.SWV_PO, "OWN", "EVALUATED"),
                    new Crash(DemoParty.RBL, "PEER", "EVALUATED"),
                    new Crash(DemoParty.RBL, "OWN", "RESULT"),
                    new Crash(DemoParty.SWV_PO, "PEER", "RECEIPT"));

    @BeforeAll
    static void start() {
        nodes = new TwoNodes(directory);
        for (int i = 0; i < 6; i++) {
            if (i < 4) {
                nodes.register(DemoParty.RBL, "ask-" + i, TwoNodes.bsn(i));
            }
            if (i >= 2) {
                nodes.register(DemoParty.SWV_PO, "ask-" + i, TwoNodes.bsn(i));
            }
        }
    }

    @AfterAll
    static void stop() {
        nodes.close();
    }

    @Test
    void who_asks_learns_and_who_answers_does_not_whoever_is_killed_on_the_way() throws Exception {
        List<Crash> crashes = new ArrayList<>(CRASHES);
        Collections.shuffle(crashes);
        for (Crash crash : crashes.subList(0, 2)) {
            String convenant = nodes.askingConvenant();
            try (Gate gate = new Gate(nodes, crash.at(), crash.sender(), crash.type(), 0)) {
                nodes.start(convenant);
                nodes.until(crash.toString(), gate::isHolding);
                nodes.process(crash.at()).kill();
            }
            nodes.process(crash.at()).restart().awaitReady();
            for (DemoParty party : TwoNodes.PARTIES) {
                nodes.until(crash + " at " + party, () -> hasEnded(party, convenant));
                assertThat(nodes.run(party, convenant).path("state").asText())
                        .as("%s at %s", crash, party)
                        .isEqualTo("COMPLETED");
            }
            assertOutcomes(convenant, crash);
            assertLogs(convenant, crash);
        }
    }

    private static boolean hasEnded(DemoParty party, String convenant) {
        String state = nodes.run(party, convenant).path("state").asText();
        return !state.isEmpty() && !state.equals("RUNNING");
    }

    private static void assertOutcomes(String convenant, Crash crash) {
        Map<String, String> learned = new TreeMap<>();
        for (JsonNode entry : nodes.outcomes(DemoParty.RBL)) {
            if (entry.path("convenant").asText().equals(convenant)) {
                learned.put(entry.path("reference").asText(), entry.path("outcome").asText());
                assertThat(entry.path("casusnummer").isNull()).as("%s", crash).isTrue();
            }
        }
        assertThat(learned)
                .as("%s", crash)
                .isEqualTo(
                        Map.of(
                                "ask-0", "ONLY_HERE",
                                "ask-1", "ONLY_HERE",
                                "ask-2", "MATCHED",
                                "ask-3", "MATCHED"));
        for (JsonNode entry : nodes.outcomes(DemoParty.SWV_PO)) {
            assertThat(entry.path("convenant").asText())
                    .as("who answers learns nothing, %s", crash)
                    .isNotEqualTo(convenant);
        }
        assertThat(
                        nodes.run(DemoParty.SWV_PO, convenant)
                                .path("sessions")
                                .path(0)
                                .path("matched")
                                .isInt())
                .isFalse();
    }

    private static void assertLogs(String convenant, Crash crash) throws SQLException {
        JsonNode session = nodes.run(DemoParty.RBL, convenant).path("sessions").path(0);
        UUID sid = UUID.fromString(session.path("sid").asText());
        assertLeaves(DemoParty.RBL, sid, Map.of("sending", 1L, "received", 1L, "exposure", 0L));
        assertLeaves(DemoParty.SWV_PO, sid, Map.of("sending", 0L, "received", 0L, "exposure", 1L));
        for (DemoParty party : TwoNodes.PARTIES) {
            assertLeaves(party, sid, Map.of("outcome", 0L, "receipt", 1L, "session-end", 1L));
            for (String secret :
                    List.of(
                            "select count(*) from session_secret where sid = ?",
                            "select count(*) from session_message where sid = ? and (type ="
                                    + " 'COMPARED' or type = 'EVALUATED' and body is not null)")) {
                assertThat(nodes.number(party, secret, sid)).as("%s, %s", crash, secret).isZero();
            }
        }
        assertThat(
                        nodes.number(
                                DemoParty.SWV_PO,
                                "select count(*) from frozen_pupil where sid = ? and tag is not"
                                        + " null",
                                sid))
                .as("who answers knows of no match, %s", crash)
                .isZero();
    }

    private static void assertLeaves(DemoParty party, UUID sid, Map<String, Long> expected)
            throws SQLException {
        for (Map.Entry<String, Long> leaf : expected.entrySet()) {
            assertThat(nodes.leaves(party, leaf.getKey(), sid))
                    .as("%s at %s", leaf.getKey(), party)
                    .isEqualTo(leaf.getValue());
        }
    }
}
