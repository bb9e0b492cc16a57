package nl.sluitend.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.sql.SQLException;
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
 * Two packaged nodes that give each other fields under a convenant from the template, and are
 * killed while they do.
 */
final class FieldsIT {

    @TempDir static Path directory;
    private static TwoNodes nodes;

    /** Where the killed node stands in the transaction that stores a message. */
    private record Crash(DemoParty at, String sender, String type) {}

    private static final List<Crash> CRASHES =
            List.of(
                    new Crash(DemoParty.RBL, "OWN", "FIELDS"),
                    new Crash(DemoParty.SWV_PO, "PEER", "FIELDS"),
                    new Crash(DemoParty.SWV_PO, "OWN", "FIELDS"),
                    new Crash(DemoParty.RBL, "PEER", "FIELDS"),
                    new Crash(DemoParty.RBL, "OWN", "FIELDS_RECEIPT"),
                    new Crash(DemoParty.SWV_PO, "PEER", "FIELDS_RECEIPT"),
                    new Crash(DemoParty.RBL, "PEER", "FIELDS_RECEIPT"));

    @BeforeAll
    static void start() {
        nodes = new TwoNodes(directory);
        for (int i = 0; i < 4; i++) {
            register(DemoParty.RBL, i, "2026-09-01", "RBL");
            register(DemoParty.SWV_PO, i + 2, "2026-09-0" + (7 + i % 2), i == 0 ? "RBL" : "SWV");
        }
    }

    private static void register(DemoParty party, int pupil, String startDate, String lead) {
        nodes.register(
                party,
                "fields-" + pupil,
                TwoNodes.bsn(pupil),
                Map.of("lead", lead, "startDate", startDate));
    }

    @AfterAll
    static void stop() {
        nodes.close();
    }

    @Test
    void fields_are_given_whole_and_logged_first_whatever_is_killed() throws Exception {
        for (Crash crash : CRASHES) {
            String convenant = nodes.givingConvenant();
            try (Gate gate = new Gate(nodes, crash.at(), crash.sender(), crash.type(), 0)) {
                nodes.start(convenant);
                nodes.until(crash.toString(), gate::isHolding);
                assertLoggedFirst(convenant, crash);
                nodes.process(crash.at()).kill();
            }
            nodes.process(crash.at()).restart().awaitReady();
            for (DemoParty party : TwoNodes.PARTIES) {
                nodes.until("the end of " + crash, () -> hasEnded(party, convenant));
                assertSound(party, convenant, crash);
            }
            assertShown(convenant, crash);
        }
    }

    private static boolean hasEnded(DemoParty party, String convenant) {
        String state = nodes.run(party, convenant).path("state").asText();
        return !state.isEmpty() && !state.equals("RUNNING");
    }

    /** Whoever holds fields of the other: the other has logged them before. */
    private static void assertLoggedFirst(String convenant, Crash crash) throws SQLException {
        for (DemoParty party : TwoNodes.PARTIES) {
            DemoParty other = party == DemoParty.RBL ? DemoParty.SWV_PO : DemoParty.RBL;
            UUID sid = sid(DemoParty.RBL, convenant);
            long received =
                    nodes.number(
                            other,
                            "select count(*) from session_message where sid = ? and sender ="
                                    + " 'PEER' and type = 'FIELDS'",
                            sid);
            if (received > 0) {
                assertThat(nodes.leaves(party, "disclosure", sid))
                        .as("%s at %s", crash, party)
                        .isEqualTo(1);
            }
        }
    }

    private static UUID sid(DemoParty party, String convenant) {
        return UUID.fromString(
                nodes.run(party, convenant).path("sessions").path(0).path("sid").asText());
    }

    private static void assertSound(DemoParty party, String convenant, Crash crash)
            throws SQLException {
        JsonNode run = nodes.run(party, convenant);
        UUID sid = sid(party, convenant);
        String at = crash + " at " + party;
        assertThat(run.path("state").asText()).as(at).isEqualTo("COMPLETED");
        assertThat(run.path("sessions").path(0).path("fieldsSent").asInt()).as(at).isEqualTo(2);
        assertThat(run.path("sessions").path(0).path("fieldsReceived").asInt()).as(at).isEqualTo(2);
        for (String leaf : List.of("receipt", "disclosure", "fields-receipt", "session-end")) {
            assertThat(nodes.leaves(party, leaf, sid)).as("%s, %s", leaf, at).isEqualTo(1);
        }
        assertThat(
                        nodes.number(
                                party,
                                "select count(*) from session_message where sid = ? and type ="
                                        + " 'FIELDS' and body is not null",
                                sid))
                .as(at)
                .isZero();
        assertThat(nodes.number(party, "select count(*) from session_secret where sid = ?", sid))
                .as(at)
                .isZero();
    }

    /** Of pupils 2 and 3, which both have: what the other gave, each entry once. */
    private static void assertShown(String convenant, Crash crash) {
        assertThat(shown(DemoParty.RBL, convenant))
                .as(crash.toString())
                .isEqualTo(
                        Map.of(
                                "fields-2",
                                "NEW; FIELDS startDate EQUAL 2026-09-07, lead EQUAL RBL",
                                "fields-3",
                                "NEW; DIFFERENCE_ARISEN startDate EQUAL 2026-09-08, lead DIFFERS"
                                        + " SWV"));
        assertThat(shown(DemoParty.SWV_PO, convenant))
                .as(crash.toString())
                .isEqualTo(
                        Map.of(
                                "fields-2",
                                "NEW; FIELDS startDate EQUAL 2026-09-01, lead EQUAL RBL",
                                "fields-3",
                                "NEW; DIFFERENCE_ARISEN startDate EQUAL 2026-09-01, lead DIFFERS"
                                        + " RBL"));
    }

    private static Map<String, String> shown(DemoParty party, String convenant) {
        Map<String, String> shown = new TreeMap<>();
        for (JsonNode entry : nodes.outcomes(party)) {
            if (entry.path("convenant").asText().equals(convenant)
                    && entry.path("outcome").asText().equals("MATCHED")) {
                StringBuilder text = new StringBuilder(entry.path("change").asText());
                String between = " ";
                for (JsonNode field : entry.path("fields")) {
                    text.append(between)
                            .append(field.path("name").asText())
                            .append(' ')
                            .append(field.path("comparison").asText())
                            .append(' ')
                            .append(field.path("received").asText());
                    between = ", ";
                }
                shown.merge(
                        entry.path("reference").asText(),
                        text.toString(),
                        (before, next) -> before + "; " + next);
            }
        }
        return shown;
    }
}
