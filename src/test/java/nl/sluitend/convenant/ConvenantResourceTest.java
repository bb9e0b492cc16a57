package nl.sluitend.convenant;

import static nl.sluitend.convenant.ConvenantExchangeFixture.fresh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.SecurityAttribute;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import nl.sluitend.NodeClient;
import nl.sluitend.TestNode;
import nl.sluitend.disclosure.DisclosureLog;
import nl.sluitend.disclosure.LogName;
import nl.sluitend.party.KeyRing;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestSecurity(user = "coby", roles = "convenant-manager")
final class ConvenantResourceTest {

    private static final String TYPE = "urn:sluitend:problem:";

    @Inject KeyRing keys;
    @Inject Convenants convenants;
    @Inject DisclosureLog log;
    @Inject Clock clock;

    @Test
    void drafts_proposes_signs_and_comes_into_force_by_the_signature_of_both() {
        String hash = draft(fresh(keys));
        get(hash)
                .body("state", equalTo("DRAFT"))
                .body("document.suite", equalTo("ristretto255-SHA512"));
        put(hash, "propose").statusCode(200).body("state", equalTo("PROPOSED"));
        put(hash, "accept").statusCode(200).body("state", equalTo("ACCEPTED_BY_US"));
        assertThat(convenants.inForce(clock.instant()))
                .noneMatch(dossier -> dossier.convenant().hash().equals(hash));

        Instant now = clock.instant();
        String signature = ConvenantExchangeFixture.signed(hash, StepType.ACCEPT, now);
        assertThat(ConvenantExchangeFixture.send(hash, signature, now)).isEqualTo("204");
        get(hash)
                .body("state", equalTo("IN_FORCE"))
                .body("steps", hasSize(2))
                .body("steps.signer", hasItem(TestNode.PEER_OIN));
        assertThat(convenants.inForce(clock.instant()))
                .anyMatch(dossier -> dossier.convenant().hash().equals(hash));

        put(hash, "revoke").statusCode(200).body("state", equalTo("REVOKED"));
        assertThat(log.checkpoint(LogName.ofConvenant(ConvenantExchangeFixture.NODE, hash)).size())
                .isEqualTo(3);
    }

    @Test
    void gives_the_same_convenant_for_the_same_content() {
        ConvenantFixture content = fresh(keys);
        assertThat(draft(content)).isEqualTo(draft(content));
    }

    @Test
    void signs_a_step_once() {
        String hash = draft(fresh(keys));
        String first = put(hash, "accept").extract().path("steps[0].jws");
        String second = put(hash, "accept").extract().path("steps[0].jws");
        assertThat(second).isEqualTo(first);
        get(hash).body("steps", hasSize(1));
    }

    @Test
    void refuses_steps_that_do_not_fit_the_state() {
        String hash = draft(fresh(keys));
        wrongState(hash, "reject");
        wrongState(hash, "revoke");
        put(hash, "accept").statusCode(200);
        wrongState(hash, "reject");
        put(hash, "revoke").statusCode(200);
        String rejected = ConvenantExchangeFixture.propose(fresh(keys));
        put(rejected, "reject").statusCode(200).body("state", equalTo("REJECTED"));
        wrongState(rejected, "accept");
        String expired =
                draft(
                        fresh(keys)
                                .with("/validity/from", "2020-08-01")
                                .with("/validity/until", "2021-07-31"));
        wrongState(expired, "accept");
    }

    @Test
    void says_that_a_reason_is_expected_when_there_is_none() {
        String hash = ConvenantExchangeFixture.propose(fresh(keys));
        for (String step : List.of("reject", "revoke")) {
            String address = "/v1/convenants/" + hash + "/" + step;
            noReason(NodeClient.given().put(address));
            noReason(NodeClient.given().contentType("application/json").put(address));
            noReason(NodeClient.given().contentType("text/plain").body("zomaar").put(address));
            noReason(NodeClient.given().contentType("application/json").body("{}").put(address));
            noReason(
                    NodeClient.given()
                            .contentType("application/json")
                            .body(Map.of("reason", "x", "more", "y"))
                            .put(address));
        }
        get(hash).body("state", equalTo("PROPOSED"));
    }

    private static void noReason(io.restassured.response.Response answer) {
        answer.then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo(TYPE + "invalid-input"))
                .body("errors.field", hasItem("/reason"));
    }

    @Test
    @TestSecurity(
            user = "olga",
            roles = "convenant-manager",
            attributes = @SecurityAttribute(key = "preferred_username", value = "olga"))
    void lets_no_person_sign_over_the_interface_what_the_person_drew_up() {
        String hash = draft(fresh(keys));
        put(hash, "accept").statusCode(403).body("type", equalTo(TYPE + "drafter-may-not-sign"));
        get(hash).body("state", equalTo("DRAFT")).body("steps", hasSize(0));
        put(ConvenantExchangeFixture.propose(fresh(keys)), "accept").statusCode(200);
    }

    @Test
    void keeps_and_proposes_an_incomplete_draft_but_does_not_sign_it() {
        String hash = draft(fresh(keys).without("/parties/1/formalities").without("/drafter"));
        get(hash)
                .body("missing.field", hasItem("/drafter"))
                .body("missing.field", hasItem("/parties/1/formalities"));
        put(hash, "propose").statusCode(200).body("state", equalTo("PROPOSED"));
        put(hash, "accept")
                .statusCode(409)
                .body("type", equalTo(TYPE + "formalities-missing"))
                .body("errors", hasSize(2));
        get(hash).body("state", equalTo("PROPOSED"));
        get(draft(fresh(keys))).body("missing", hasSize(0)).body("warnings", hasSize(0));
    }

    @Test
    void tells_all_errors_of_a_faulty_content_at_once() {
        create(fresh(keys).with("/suite", "x").with("/caps/attemptsPerDay", 9).with("/extra", 1))
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo(TYPE + "invalid-input"))
                .body("errors.field", hasItem("/extra"))
                .body("errors.field", hasItem("/caps/attemptsPerDay"));
    }

    @Test
    void refuses_a_convenant_that_is_not_ours_or_names_another_log_key_or_role() {
        create(
                        ConvenantFixture.filled(
                                new nl.sluitend.identifier.Oin("00000099000000007000"),
                                ConvenantFixture.logKey(1),
                                ConvenantExchangeFixture.PEER,
                                ConvenantFixture.logKey(2)))
                .statusCode(403)
                .body("type", equalTo(TYPE + "identity-mismatch"));
        create(
                        fresh(keys)
                                .with("/parties/0/logKey", ConvenantFixture.logKey(9))
                                .with("/parties/0/role", "SWV_VO")
                                .with("/decisions/0/kind", "BESTUURSBESLUIT"))
                .statusCode(400)
                .body("errors.field", hasItem("/parties/0/logKey"))
                .body("errors.field", hasItem("/parties/0/role"));
    }

    @Test
    void refuses_to_sign_with_an_unknown_counterparty_or_what_this_node_does_not_have() {
        String stranger =
                draft(
                        ConvenantFixture.filled(
                                ConvenantExchangeFixture.NODE,
                                java.util.Base64.getEncoder().encodeToString(keys.logPublicKey()),
                                new nl.sluitend.identifier.Oin("00000099000000007000"),
                                ConvenantFixture.logKey(2)));
        refused(stranger, 409, "unknown-counterparty");
        refused(draft(fresh(keys).with("/parties/1/role", "SWV_VO")), 409, "unknown-counterparty");
        refused(draft(fresh(keys).with("/suite", "P256-SHA256")), 409, "unsupported");
        refused(draft(fresh(keys).with("/keyVersion", "2")), 409, "unsupported");
    }

    @Test
    void answers_not_found_for_an_unknown_hash() {
        get("0".repeat(64), 404).body("type", equalTo(TYPE + "convenant-unknown"));
        put("0".repeat(64), "accept").statusCode(404);
        get("not-a-hash", 404).contentType("application/problem+json");
    }

    @Test
    void lists_convenants_without_their_content() {
        String hash = draft(fresh(keys));
        NodeClient.given()
                .get("/v1/convenants")
                .then()
                .statusCode(200)
                .body("hash", hasItem(hash))
                .body("[0].document", nullValue());
    }

    @Test
    @TestSecurity(user = "sys", roles = "outcome-reader")
    void demands_the_role() {
        NodeClient.given().get("/v1/convenants").then().statusCode(403);
        create(fresh(keys)).statusCode(403);
        put("0".repeat(64), "accept").statusCode(403);
    }

    @Test
    @TestSecurity(user = "fg", roles = "fg")
    void lets_the_fg_read_but_not_sign() {
        NodeClient.given().get("/v1/convenants").then().statusCode(200);
        put("0".repeat(64), "accept").statusCode(403);
        put("0".repeat(64), "revoke").statusCode(403);
    }

    @Test
    @TestSecurity(authorizationEnabled = true)
    void demands_a_login() {
        NodeClient.given().get("/v1/convenants").then().statusCode(401);
        NodeClient.given().get("/v1/party").then().statusCode(401);
    }

    @Test
    void shows_the_facts_of_this_party() {
        NodeClient.given()
                .get("/v1/party")
                .then()
                .statusCode(200)
                .body("oin", equalTo(TestNode.OIN))
                .body("counterparties.oin", hasItem(TestNode.PEER_OIN));
    }

    private String draft(ConvenantFixture content) {
        return create(content).statusCode(201).extract().path("hash");
    }

    private static ValidatableResponse create(ConvenantFixture content) {
        return NodeClient.given()
                .contentType("application/json")
                .body(content.json())
                .post("/v1/convenants")
                .then();
    }

    private static ValidatableResponse put(String hash, String step) {
        var request = NodeClient.given();
        if (step.equals("reject") || step.equals("revoke")) {
            request.contentType("application/json").body(Map.of("reason", "Een test."));
        }
        return request.put("/v1/convenants/" + hash + "/" + step).then();
    }

    private static ValidatableResponse get(String hash) {
        return get(hash, 200);
    }

    private static ValidatableResponse get(String hash, int status) {
        return NodeClient.given().get("/v1/convenants/" + hash).then().statusCode(status);
    }

    private static void wrongState(String hash, String step) {
        put(hash, step).statusCode(409).body("type", equalTo(TYPE + "wrong-state"));
    }

    private static void refused(String hash, int status, String type) {
        put(hash, "propose").statusCode(status).body("type", equalTo(TYPE + type));
        put(hash, "accept").statusCode(status).body("type", equalTo(TYPE + type));
        get(hash).body("state", equalTo("DRAFT"));
    }
}
