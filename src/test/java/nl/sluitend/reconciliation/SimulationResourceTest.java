package nl.sluitend.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.SecurityAttribute;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import nl.sluitend.NodeClient;
import nl.sluitend.TestNode;
import nl.sluitend.convenant.Convenants;
import nl.sluitend.disclosure.DisclosureLog;
import nl.sluitend.disclosure.LogName;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.KeyRing;
import org.junit.jupiter.api.Test;

/** A draft against the own register: numbers, refusals, and nothing else. */
@QuarkusTest
@TestSecurity(
        user = "tester",
        roles = {"registration-writer", "convenant-manager"},
        attributes = @SecurityAttribute(key = "azp", value = ReconciliationFixture.SOURCE))
class SimulationResourceTest {

    @Inject ReconciliationFixture fixture;
    @Inject KeyRing keys;
    @Inject Convenants convenants;
    @Inject DisclosureLog log;

    @Test
    void counts_pupils_per_category_and_keeps_nothing_but_the_fact() {
        fixture.register("simulation-1", 900);
        fixture.register("simulation-2", 901);
        String json = TestConvenant.of(keys, ScriptedPeer.keyRing(), 1000, 3).json();
        List<String> before = convenants.list().stream().map(d -> d.convenant().hash()).toList();
        long entries = log.checkpoint(LogName.ofNode(new Oin(TestNode.OIN))).size();
        simulate(json, "2026-10-01")
                .statusCode(200)
                .body("categories.ABSOLUUT_VERZUIM", greaterThan(1))
                .body("lanes[0].matchingKey", equalTo("PGN"))
                .body("lanes[0].pupils", greaterThan(1))
                .body("lanes[0].refusals.size()", equalTo(0))
                .body("leaving.size()", equalTo(0))
                .body("missing.size()", equalTo(0));
        assertThat(convenants.list().stream().map(d -> d.convenant().hash()))
                .containsExactlyElementsOf(before);
        assertThat(log.checkpoint(LogName.ofNode(new Oin(TestNode.OIN))).size())
                .isGreaterThan(entries);
    }

    @Test
    void tells_which_rule_would_refuse_and_takes_a_draft_that_is_not_in_order_yet() {
        fixture.register("simulation-1", 900);
        fixture.register("simulation-2", 901);
        String tight = TestConvenant.of(keys, ScriptedPeer.keyRing(), 1, 3).json();
        simulate(tight, "2026-10-01")
                .statusCode(200)
                .body("lanes[0].refusals", hasKey("MAX_ELEMENTS"));
        simulate(tight, "2099-10-01").body("lanes[0].refusals", hasKey("REFERENCE_DATE"));
        String draft = tight.replaceFirst("\"drafter\":\\{[^}]*},", "");
        simulate(draft, "2026-10-01").statusCode(200).body("missing.field", hasItem("/drafter"));
    }

    @Test
    void leaves_pupils_of_another_period_out_and_says_so() {
        fixture.register("simulation-1", 900);
        String json = TestConvenant.of(keys, ScriptedPeer.keyRing(), 1000, 3).json();
        simulate(json, "2020-10-01")
                .statusCode(200)
                .body("lanes[0].leftOut", hasKey("OUT_OF_SCOPE_PERIOD"));
    }

    @Test
    void holds_every_run_of_a_chosen_period_against_the_rules_and_tells_what_one_costs() {
        fixture.register("simulation-1", 900);
        String json = TestConvenant.of(keys, ScriptedPeer.keyRing(), 1, 3).json();
        fixture.register("simulation-2", 901);
        simulate(json, "2026-10-01&from=2026-09-01&until=2026-09-30")
                .statusCode(200)
                .body("from", equalTo("2026-09-01"))
                .body("until", equalTo("2026-09-30"))
                .body("runs", equalTo(5))
                .body("lanes[0].refusals.MAX_ELEMENTS.times", equalTo(5))
                .body("costs[0].mode", equalTo("MATCH"))
                .body("costs[0].elements", greaterThan(1))
                .body("costs[0].octets", greaterThan(63));
        simulate(json, "2026-10-01&from=2020-09-01&until=2020-09-30")
                .body("runs", equalTo(5))
                .body("lanes[0].pupils", equalTo(0));
    }

    @Test
    void tells_what_a_count_costs_and_how_many_the_school_year_has_room_for() {
        fixture.register("simulation-1", 900);
        String json = TestConvenant.counting(keys, ScriptedPeer.keyRing()).json();
        simulate(json, "2026-10-01&from=2026-09-01&until=2026-12-31")
                .statusCode(200)
                .body("costs[0].epsilon", equalTo(0.5f))
                .body("costs[0].countsLeft", lessThanOrEqualTo(2))
                .body("lanes[0].refusals", hasKey("DAYS_BETWEEN_RUNS"));
    }

    @Test
    void refuses_a_period_that_is_none() {
        String json = TestConvenant.of(keys, ScriptedPeer.keyRing(), 1000, 3).json();
        simulate(json, "2026-10-01&from=2026-09-01").statusCode(400);
        simulate(json, "2026-10-01&from=2026-09-01&until=2026-08-01").statusCode(400);
        simulate(json, "2026-10-01&from=2026-09-01&until=nooit").statusCode(400);
    }

    @Test
    void refuses_what_is_no_convenant_or_not_ours() {
        simulate("{}", "2026-10-01").statusCode(400);
        String json = TestConvenant.of(keys, ScriptedPeer.keyRing(), 1000, 3).json();
        simulate(json.replace(TestNode.OIN, "00000099000000007000"), "2026-10-01").statusCode(400);
        simulate(json, "gisteren").statusCode(400).body("errors.field", hasItem("refDate"));
    }

    @Test
    @TestSecurity(user = "fg", roles = "fg")
    void demands_the_role() {
        simulate("{}", "2026-10-01").statusCode(403);
    }

    private static ValidatableResponse simulate(String json, String refDate) {
        return NodeClient.given()
                .contentType(ContentType.JSON)
                .body(json)
                .post("/v1/convenants/_simulate?refDate=" + refDate)
                .then();
    }
}
