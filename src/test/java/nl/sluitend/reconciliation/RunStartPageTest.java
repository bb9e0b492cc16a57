package nl.sluitend.reconciliation;

import static nl.sluitend.reconciliation.NoticeSteps.page;
import static nl.sluitend.reconciliation.NoticeSteps.post;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.SecurityAttribute;
import io.quarkus.test.security.TestSecurity;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nl.sluitend.NodeClient;
import nl.sluitend.TestNode;
import nl.sluitend.demo.DemoFormalities;
import org.junit.jupiter.api.Test;

/** Beginning a run on the page, under convenants that allow more than one way of it. */
@QuarkusTest
@TestSecurity(
        user = "karel",
        roles = {"convenant-manager", "case-worker"},
        attributes = @SecurityAttribute(key = "azp", value = ReconciliationFixture.SOURCE))
class RunStartPageTest {

    private static final String LIST = "/afstemmingen";

    @Inject ReconciliationFixture fixture;

    /** A convenant with counts and another mode. */
    private String convenant(String mode, Map<String, Object> more) {
        List<String> modes = List.of("COUNTS", mode);
        List<String> covers = Stream.concat(modes.stream(), Stream.of("PGN")).toList();
        Map<String, Object> members = new HashMap<>(more);
        members.put("modes", modes);
        members.put(
                "counts",
                Map.of(
                        "groups", List.of("AGE_BAND"),
                        "epsilon", 0.5,
                        "runsPerSchoolYear", 2,
                        "minDaysBetween", 60,
                        "minChanged", 0));
        members.put(
                "legalBases",
                Stream.of(TestNode.OIN, TestNode.PEER_OIN)
                        .flatMap(
                                oin ->
                                        DemoFormalities.bases(
                                                oin,
                                                covers,
                                                TestConvenant.ARTICLE,
                                                TestConvenant.LAW)
                                                .stream())
                        .toList());
        return fixture.peerUnder(members, 1250).convenant.hash();
    }

    private static Response start(String value) {
        return post(LIST, Map.of("afspraak", value));
    }

    private static String choice(String convenant, String mode) {
        return "%s %s %s".formatted(convenant, mode, ScriptedPeer.PURPOSE);
    }

    private static void assertStarted(String convenant, String mode) {
        Response made = start(choice(convenant, mode));
        assertThat(made.statusCode()).as(made.asString()).isEqualTo(303);
        String address = made.header("Location");
        String id = address.substring(address.lastIndexOf('/') + 1);
        JsonPath run = NodeClient.given().get("/v1/runs/" + id).then().extract().jsonPath();
        assertThat(run.getString("mode")).isEqualTo(mode);
        assertThat(run.getString("convenant")).isEqualTo(convenant);
        NodeClient.given().post("/v1/runs/" + id + "/_stop").then().statusCode(200);
    }

    @Test
    void each_mode_of_a_convenant_is_a_choice_of_its_own_that_says_what_it_is() {
        String convenant = convenant("MATCH", Map.of());
        assertThat(page(LIST))
                .contains(
                        "value=\"" + choice(convenant, "COUNTS") + "\">",
                        TestNode.PEER_NAME + ", tellen met ruis (u telt): ",
                        "value=\"" + choice(convenant, "MATCH") + "\">",
                        TestNode.PEER_NAME
                                + ", wederzijds vaststellen wie ook bij de ander bekend is: ");
        assertStarted(convenant, "COUNTS");
        assertStarted(convenant, "MATCH");
    }

    @Test
    void who_may_not_ask_gets_no_such_choice_and_who_may_does() {
        String theirs =
                convenant(
                        "MATCH_ONE_SIDED", Map.of("oneSided", Map.of("asker", TestNode.PEER_OIN)));
        String ours =
                convenant("MATCH_ONE_SIDED", Map.of("oneSided", Map.of("asker", TestNode.OIN)));
        assertThat(page(LIST))
                .contains(choice(theirs, "COUNTS"))
                .doesNotContain(choice(theirs, "MATCH_ONE_SIDED"))
                .contains(choice(ours, "COUNTS"), choice(ours, "MATCH_ONE_SIDED"))
                .contains("eenzijdig vaststellen (u vraagt, de ander leert niets)");
        assertThat(start(choice(theirs, "MATCH_ONE_SIDED")).statusCode())
                .as("nor by a form of its own making")
                .isEqualTo(403);
        assertStarted(ours, "MATCH_ONE_SIDED");
    }

    @Test
    void with_one_mode_the_choice_says_no_more_than_it_did() {
        String convenant = fixture.peer(1251).convenant.hash();
        assertThat(page(LIST))
                .containsPattern(
                        choice(convenant, "MATCH") + "\">" + TestNode.PEER_NAME + ": Afstemmen");
        assertStarted(convenant, "MATCH");
    }

    @Test
    void a_refusal_stands_on_the_page_with_the_choice_that_was_made() {
        String convenant = convenant("MATCH", Map.of());
        Response refused = start(choice(convenant, "FIELDS"));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.asString()).contains("Deze afstemming kan nu niet beginnen");

        String value = choice(convenant, "MATCH");
        Response first = start(value);
        assertThat(first.statusCode()).isEqualTo(303);
        Response busy = start(value);
        assertThat(busy.statusCode()).isEqualTo(409);
        assertThat(busy.asString()).contains("value=\"" + value + "\" selected>");
        String address = first.header("Location");
        NodeClient.given()
                .post("/v1/runs" + address.substring(address.lastIndexOf('/')) + "/_stop")
                .then()
                .statusCode(200);
        assertThat(start("").statusCode()).isEqualTo(400);
        assertThat(start(convenant + " " + ScriptedPeer.PURPOSE).statusCode()).isEqualTo(400);
    }
}
