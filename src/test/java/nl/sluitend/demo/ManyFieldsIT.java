package nl.sluitend.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.sluitend.demo.register.DemoParty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two packaged nodes that give each other fields of more pupils than one part of message 7 holds,
 * in two lanes: by number, and then by name of those who have no number.
 */
final class ManyFieldsIT {

    /** Two parts: 1,024 records in the first. */
    private static final int NUMBERED = 1_030;

    private static final int NAMED = 3;
    private static final int CAP = 2_000;
    private static final List<String> LANES = List.of("PGN", "DEMOGRAPHIC");

    @TempDir static Path directory;
    private static TwoNodes nodes;

    @BeforeAll
    static void start() {
        nodes = new TwoNodes(directory, TwoNodes.PARTIES, DemoWorld.Wires.NETWORK, CAP);
        List<String> numbers = TwoNodes.bsns(NUMBERED);
        for (DemoParty party : TwoNodes.PARTIES) {
            StringBuilder list =
                    new StringBuilder(
                            "reference,bsn,birthDate,surname,initials,postcode4,category,startDate\n");
            for (int i = 0; i < NUMBERED; i++) {
                list.append(
                        "nummer-%d,%s,,,,,ABSOLUUT_VERZUIM,%s\n"
                                .formatted(i, numbers.get(i), startDate(party, i)));
            }
            for (int i = 0; i < NAMED; i++) {
                list.append(
                        "naam-%d,,2012-03-0%d,Jansen%s,A.B.,6811,ABSOLUUT_VERZUIM,%s\n"
                                .formatted(i, i + 1, "abc".charAt(i), startDate(party, i)));
            }
            JsonNode report =
                    nodes.source(party)
                            .post(
                                    "/v1/registrations/_import?mode=delta&profile=generic&date=2026-11-01",
                                    "text/csv; charset=utf-8",
                                    BodyPublishers.ofString(list.toString()));
            assertThat(report.path("counts").path("created").asInt())
                    .as(report::toString)
                    .isEqualTo(NUMBERED + NAMED);
        }
    }

    /** Every tenth pupil began more than a week later at the samenwerkingsverband. */
    private static String startDate(DemoParty party, int pupil) {
        boolean later = party != DemoParty.RBL && pupil % 10 == 0;
        return later ? "2026-10-01" : "2026-09-01";
    }

    @AfterAll
    static void stop() {
        nodes.close();
    }

    @Test
    void fields_of_more_pupils_than_one_part_holds_are_given_in_every_lane() throws Exception {
        String convenant = nodes.givingConvenant(LANES);
        nodes.start(convenant);
        for (DemoParty party : TwoNodes.PARTIES) {
            nodes.until("the end of the run", () -> hasEnded(party, convenant));
            JsonNode run = nodes.run(party, convenant);
            assertThat(run.path("state").asText()).as(run::toString).isEqualTo("COMPLETED");
            JsonNode sessions = run.path("sessions");
            assertThat(sessions.findValuesAsText("lane")).containsExactlyElementsOf(LANES);
            assertLane(party, sessions.path(0), NUMBERED, 2);
            assertLane(party, sessions.path(1), NAMED, 1);
            assertShown(party, convenant);
        }
    }

    private static boolean hasEnded(DemoParty party, String convenant) {
        String state = nodes.run(party, convenant).path("state").asText();
        return !state.isEmpty() && !state.equals("RUNNING");
    }

    private static void assertLane(DemoParty party, JsonNode session, int pupils, int parts)
            throws Exception {
        UUID sid = UUID.fromString(session.path("sid").asText());
        assertThat(session.path("fieldsSent").asInt()).isEqualTo(pupils);
        assertThat(session.path("fieldsReceived").asInt()).isEqualTo(pupils);
        for (String sender : List.of("OWN", "PEER")) {
            assertThat(
                            nodes.number(
                                    party,
                                    "select count(*) from session_message where sid = ? and type ="
                                            + " 'FIELDS' and sender = ?",
                                    sid,
                                    sender))
                    .isEqualTo(parts);
        }
        assertThat(nodes.leaves(party, "fields-receipt", sid)).isEqualTo(1);
    }

    /** Each pupil with what the other gave of this very pupil, whatever the part it came in. */
    private static void assertShown(DemoParty party, String convenant) {
        DemoParty other = party == DemoParty.RBL ? DemoParty.SWV_PO : DemoParty.RBL;
        Map<String, String> shown = new HashMap<>();
        for (JsonNode entry : nodes.outcomes(party)) {
            if (entry.path("convenant").asText().equals(convenant)) {
                for (JsonNode field : entry.path("fields")) {
                    if (field.path("name").asText().equals("startDate")) {
                        shown.put(
                                entry.path("reference").asText(),
                                field.path("comparison").asText()
                                        + " "
                                        + field.path("received").asText());
                    }
                }
            }
        }
        assertThat(shown).hasSize(NUMBERED + NAMED);
        for (int i = 0; i < NUMBERED; i++) {
            assertThat(shown).containsEntry("nummer-" + i, expected(other, i));
        }
        for (int i = 0; i < NAMED; i++) {
            assertThat(shown).containsEntry("naam-" + i, expected(other, i));
        }
    }

    private static String expected(DemoParty other, int pupil) {
        return (pupil % 10 == 0 ? "DIFFERS " : "EQUAL ") + startDate(other, pupil);
    }
}
