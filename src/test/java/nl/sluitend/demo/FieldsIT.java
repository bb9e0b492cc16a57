package nl.sluitend.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
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
        List<Crash> crashes = new ArrayList<>(CRASHES);
        Collections.shuffle(crashes);
        for (Crash crash : crashes.subList(0, 2)) {
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

    @Test
    void a_match_that_was_withdrawn_is_closed_at_both_and_does_not_come_back(@TempDir Path logs)
            throws Exception {
        String convenant = nodes.givingConvenant();
        String run = ended(convenant, "");
        String number = last(DemoParty.RBL, convenant, "fields-2").path("casusnummer").asText();

        JsonNode withdrawn =
                nodes.casework(DemoParty.RBL)
                        .post(
                                "/v1/withdrawals",
                                Map.of(
                                        "convenant",
                                        convenant,
                                        "casusnummer",
                                        number,
                                        "reason",
                                        "OTHER_CHILD"));
        String id = withdrawn.path("id").asText();
        nodes.until(
                "the confirmation",
                () ->
                        nodes.casework(DemoParty.RBL)
                                .get("/v1/withdrawals/" + id)
                                .hasNonNull("confirmed"));
        JsonNode confirmed = nodes.casework(DemoParty.RBL).get("/v1/withdrawals/" + id);
        assertThat(confirmed.path("deletedHere").asInt()).isEqualTo(2);
        assertThat(confirmed.path("deletedThere").asInt()).isEqualTo(2);
        JsonNode theirs = nodes.casework(DemoParty.SWV_PO).get("/v1/withdrawals/" + id);
        assertThat(theirs.path("by").asText()).isEqualTo("COUNTERPART");
        assertThat(theirs.path("casusnummer").asText()).isEqualTo(number);
        for (DemoParty party : TwoNodes.PARTIES) {
            JsonNode closed = last(party, convenant, "fields-2");
            assertThat(closed.path("change").asText()).isEqualTo("WITHDRAWN");
            assertThat(closed.path("retired").asText()).isEqualTo(number);
            assertThat(received(party, convenant)).as("fields of one pupil are left").isEqualTo(1);
            assertThat(
                            nodes.number(
                                    party,
                                    "select count(*) from incident where withdrawal_id = ? and due ="
                                            + " aware + interval '72 hours' and decision is null",
                                    UUID.fromString(id)))
                    .as("the clock runs at %s", party)
                    .isEqualTo(1);
        }

        ended(convenant, run);
        for (DemoParty party : TwoNodes.PARTIES) {
            assertThat(last(party, convenant, "fields-2").path("outcome").asText())
                    .isEqualTo("WITHDRAWN");
            assertThat(last(party, convenant, "fields-3").path("outcome").asText())
                    .isEqualTo("MATCHED");
            assertThat(nodes.run(party, convenant).path("sessions").path(0).path("matched").asInt())
                    .isEqualTo(1);
            LogStep.Checked log = nodes.checkLog(party, convenant, logs.resolve(party.role()));
            assertThat(log.log().verified()).as(log.findings()).isTrue();
        }
        assertThat(steps(DemoParty.RBL, id)).isEqualTo(2);
        assertThat(steps(DemoParty.SWV_PO, id)).isEqualTo(1);
    }

    /** Runs until a new run has ended at both, and gives its number at the RBL. */
    private static String ended(String convenant, String before) {
        nodes.start(convenant);
        nodes.until(
                "the end of the run",
                () ->
                        hasEnded(DemoParty.RBL, convenant)
                                && !nodes.run(DemoParty.RBL, convenant)
                                        .path("id")
                                        .asText()
                                        .equals(before));
        nodes.until("the end at the other", () -> hasEnded(DemoParty.SWV_PO, convenant));
        assertThat(nodes.run(DemoParty.RBL, convenant).path("state").asText())
                .isEqualTo("COMPLETED");
        return nodes.run(DemoParty.RBL, convenant).path("id").asText();
    }

    private static JsonNode last(DemoParty party, String convenant, String reference) {
        JsonNode last = MissingNode.getInstance();
        for (JsonNode entry : nodes.outcomes(party)) {
            if (entry.path("convenant").asText().equals(convenant)
                    && entry.path("reference").asText().equals(reference)) {
                last = entry;
            }
        }
        return last;
    }

    /** Outcomes under this convenant that hold fields of the other party. */
    private static long received(DemoParty party, String convenant) throws SQLException {
        return nodes.number(
                party,
                "select count(*) from outcome where convenant = ? and fields is not null",
                convenant);
    }

    /** Entries about a withdrawal in the logs of a party's convenants. */
    private static long steps(DemoParty party, String withdrawal) throws SQLException {
        return nodes.number(
                party,
                "select count(*) from disclosure_leaf where kind = 'withdrawal' and"
                        + " convert_from(entry, 'UTF8')::json -> 'detail' ->> 'withdrawal' = ?",
                withdrawal);
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
