package nl.sluitend.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import nl.sluitend.demo.register.DemoParty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two packaged nodes that find pupils by a part of their names, ask people on both sides, and give
 * fields of nobody before both said yes.
 */
final class ProbableMatchIT {

    private static final int CAP = 100;
    private static final List<String> LANES =
            List.of("DEMOGRAPHIC", "DEMOGRAPHIC_SURNAME", "DEMOGRAPHIC_POSTCODE");

    @TempDir static Path directory;
    private static TwoNodes nodes;

    @BeforeAll
    static void start() {
        nodes = new TwoNodes(directory, TwoNodes.PARTIES, DemoWorld.Wires.NETWORK, CAP);
        deliver(
                DemoParty.RBL,
                """
                gelijk,2012-03-01,Jansen,A.B.,6811
                verhuisd,2012-03-02,Pietersen,C.,6811
                dubbel,2012-03-03,Smit,D.,6811
                ander-kind,2012-03-04,Bakker,J.,6811
                """);
        deliver(
                DemoParty.SWV_PO,
                """
                gelijk,2012-03-01,Jansen,A.B.,6811
                verhuisd,2012-03-02,Pietersen,C.,6842
                dubbel,2012-03-03,Smit-de Vries,D.,6811
                ander-kind,2012-03-04,Bakker,J.,6999
                """);
    }

    private static void deliver(DemoParty party, String pupils) {
        StringBuilder list =
                new StringBuilder(
                        "reference,birthDate,surname,initials,postcode4,category,startDate\n");
        pupils.lines().forEach(line -> list.append(line).append(",ABSOLUUT_VERZUIM,2026-09-01\n"));
        JsonNode report =
                nodes.source(party)
                        .post(
                                "/v1/registrations/_import?mode=delta&profile=generic&date=2026-11-01",
                                "text/csv; charset=utf-8",
                                BodyPublishers.ofString(list.toString()));
        assertThat(report.path("counts").path("created").asInt()).as(report::toString).isEqualTo(4);
    }

    @AfterAll
    static void stop() {
        nodes.close();
    }

    @Test
    void a_probable_match_gives_nothing_until_people_of_both_parties_confirmed_it()
            throws Exception {
        String convenant = nodes.givingConvenant(LANES);
        run(convenant, LANES);
        for (DemoParty party : TwoNodes.PARTIES) {
            assertThat(standing(party, convenant, "outcome"))
                    .containsExactlyInAnyOrderEntriesOf(
                            Map.of(
                                    "gelijk", "MATCHED",
                                    "verhuisd", "PROBABLE",
                                    "dubbel", "PROBABLE",
                                    "ander-kind", "PROBABLE"));
            assertThat(fieldsSent(party, convenant)).containsExactly(1, 0, 0);
        }

        answer(DemoParty.RBL, "verhuisd", "YES");
        answer(DemoParty.RBL, "dubbel", "YES");
        answer(DemoParty.RBL, "ander-kind", "YES");
        nodes.until("the commitments", () -> held(DemoParty.RBL, convenant) == 3);
        assertThat(opened(DemoParty.RBL, convenant))
                .as("nothing is opened on one side's answer")
                .isZero();
        answer(DemoParty.SWV_PO, "verhuisd", "YES");
        answer(DemoParty.SWV_PO, "ander-kind", "NO");
        Map<String, String> decided =
                Map.of(
                        "gelijk", "MATCHED",
                        "verhuisd", "MATCHED",
                        "dubbel", "PROBABLE",
                        "ander-kind", "NOT_CONFIRMED");
        for (DemoParty party : TwoNodes.PARTIES) {
            nodes.until(
                    "the decision", () -> standing(party, convenant, "outcome").equals(decided));
        }
        Set<String> numbers = new HashSet<>();
        for (DemoParty party : TwoNodes.PARTIES) {
            numbers.add(standing(party, convenant, "casusnummer").get("verhuisd"));
            assertThat(proposals(party, "verhuisd").path("casusnummer").asText())
                    .isEqualTo(standing(party, convenant, "casusnummer").get("verhuisd"));
        }
        assertThat(numbers).as("one casusnummer at both").hasSize(1);

        run(convenant, LANES);
        for (DemoParty party : TwoNodes.PARTIES) {
            assertThat(fieldsSent(party, convenant)).containsExactly(1, 1, 0);
            assertThat(standing(party, convenant, "outcome")).isEqualTo(decided);
        }
    }

    @Test
    void a_convenant_lets_people_confirm_whole_names_too_in_a_term_of_its_own() throws Exception {
        List<String> lanes = List.of("DEMOGRAPHIC");
        String convenant = nodes.confirmingConvenant(lanes, 14);
        run(convenant, lanes);
        for (DemoParty party : TwoNodes.PARTIES) {
            assertThat(standing(party, convenant, "outcome"))
                    .containsEntry("gelijk", "PROBABLE")
                    .containsEntry("verhuisd", "ONLY_HERE");
            assertThat(fieldsSent(party, convenant)).containsExactly(0);
            assertThat(
                            count(
                                    party,
                                    convenant,
                                    "lapses between now() + interval '13 days 23 hours' and now() +"
                                            + " interval '14 days'"))
                    .isEqualTo(1);
        }
        for (DemoParty party : TwoNodes.PARTIES) {
            answer(party, "gelijk", "YES");
        }
        for (DemoParty party : TwoNodes.PARTIES) {
            nodes.until(
                    "the decision",
                    () -> "MATCHED".equals(standing(party, convenant, "outcome").get("gelijk")));
        }
        run(convenant, lanes);
        for (DemoParty party : TwoNodes.PARTIES) {
            assertThat(fieldsSent(party, convenant)).containsExactly(1);
        }
    }

    private static void run(String convenant, List<String> lanes) {
        String before = nodes.run(DemoParty.RBL, convenant).path("id").asText();
        nodes.start(convenant);
        for (DemoParty party : TwoNodes.PARTIES) {
            nodes.until("the end of the run", () -> hasEnded(party, convenant, before));
            JsonNode run = nodes.run(party, convenant);
            assertThat(run.path("state").asText()).as(run::toString).isEqualTo("COMPLETED");
            assertThat(run.path("sessions").findValuesAsText("lane"))
                    .containsExactlyElementsOf(lanes);
        }
    }

    private static boolean hasEnded(DemoParty party, String convenant, String before) {
        JsonNode run = nodes.run(party, convenant);
        boolean later =
                party != DemoParty.RBL
                        || before.isEmpty()
                        || !run.path("id").asText().equals(before);
        String state = run.path("state").asText();
        return later && !state.isEmpty() && !state.equals("RUNNING");
    }

    private static List<Integer> fieldsSent(DemoParty party, String convenant) {
        return nodes.run(party, convenant).path("sessions").findValues("fieldsSent").stream()
                .map(JsonNode::asInt)
                .toList();
    }

    /** A member of the last entry of the feed, by reference. */
    private static Map<String, String> standing(DemoParty party, String convenant, String member) {
        Map<String, String> standing = new HashMap<>();
        for (JsonNode entry : nodes.outcomes(party)) {
            if (entry.path("convenant").asText().equals(convenant)) {
                standing.put(entry.path("reference").asText(), entry.path(member).asText());
            }
        }
        return standing;
    }

    private static JsonNode proposals(DemoParty party, String reference) {
        for (JsonNode one : nodes.casework(party).get("/v1/proposals")) {
            if (one.path("registrations").findValuesAsText("reference").contains(reference)) {
                return one;
            }
        }
        throw new AssertionError("nothing is proposed of " + reference);
    }

    private static void answer(DemoParty party, String reference, String answer) {
        UUID id = UUID.fromString(proposals(party, reference).path("id").asText());
        nodes.casework(party).post("/v1/proposals/" + id + "/_answer", Map.of("answer", answer));
    }

    private static long held(DemoParty party, String convenant) {
        return count(party, convenant, "held is not null");
    }

    private static long opened(DemoParty party, String convenant) {
        return count(party, convenant, "(own_open is not null or peer_open is not null)");
    }

    private static long count(DemoParty party, String convenant, String condition) {
        try {
            return nodes.number(
                    party,
                    "select count(*) from proposal where convenant = '%s' and %s"
                            .formatted(convenant, condition));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
