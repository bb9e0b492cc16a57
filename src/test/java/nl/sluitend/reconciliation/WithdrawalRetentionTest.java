package nl.sluitend.reconciliation;

import static nl.sluitend.reconciliation.WithdrawalSteps.ended;
import static nl.sluitend.reconciliation.WithdrawalSteps.withdraw;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.SecurityAttribute;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.NodeClient;
import nl.sluitend.TestNode;
import nl.sluitend.convenant.Convenants;
import nl.sluitend.disclosure.DisclosureLog;
import nl.sluitend.disclosure.LogName;
import nl.sluitend.disclosure.NodeLog;
import nl.sluitend.identifier.Oin;
import org.junit.jupiter.api.Test;

/** How long a withdrawn pair stays out of the lists, and how long its incident is kept. */
@QuarkusTest
@TestSecurity(
        user = "petra",
        roles = {
            "registration-writer",
            "outcome-reader",
            "convenant-manager",
            "case-worker",
            "privacy-officer"
        },
        attributes = @SecurityAttribute(key = "azp", value = ReconciliationFixture.SOURCE))
class WithdrawalRetentionTest {

    private static final LogName NODE_LOG = LogName.ofNode(new Oin(TestNode.OIN));

    @Inject ReconciliationFixture fixture;
    @Inject Transactions transactions;
    @Inject Convenants convenants;
    @Inject NodeLog nodeLog;
    @Inject DisclosureLog log;

    private int deleteOldAt(String convenant, Instant moment) {
        return new WithdrawalRetention(
                        fixture.sql(),
                        transactions,
                        convenants,
                        nodeLog,
                        Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), moment)))
                .deleteOld(convenant);
    }

    private void decide(UUID withdrawal) {
        String incident =
                NodeClient.given()
                        .get("/v1/withdrawals/" + withdrawal)
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .getString("incident");
        NodeClient.given()
                .contentType("application/json")
                .body(Map.of("decision", "NOT_REPORTED", "reason", "geen risico"))
                .post("/v1/incidents/" + incident + "/_decide")
                .then()
                .statusCode(200);
    }

    @Test
    void it_is_deleted_with_its_incident_when_the_log_need_not_be_kept_and_people_decided()
            throws Exception {
        fixture.register("bewaard", 756);
        ScriptedPeer peer = ended(fixture.peer(756));
        String convenant = peer.convenant.hash();
        UUID id = WithdrawalSteps.withdrawn(fixture, peer, "bewaard");
        Instant until = convenants.keptUntil(convenant).orElseThrow();

        assertThat(deleteOldAt(convenant, until.plusSeconds(3600)))
                .as("nobody decided on the incident")
                .isZero();
        decide(id);
        assertThat(deleteOldAt(convenant, until.minusSeconds(3600))).isZero();
        long before = log.checkpoint(NODE_LOG).size();
        assertThat(deleteOldAt(convenant, until.plusSeconds(3600))).isEqualTo(1);
        assertThat(log.checkpoint(NODE_LOG).size()).isEqualTo(before + 1);
        NodeClient.given().get("/v1/withdrawals/" + id).then().statusCode(404);
    }

    @Test
    void it_is_kept_as_long_as_the_convenant_that_took_the_place() throws Exception {
        fixture.register("opgevolgd", 757);
        fixture.register("naast-opgevolgd", 758);
        ScriptedPeer peer = ended(fixture.peer(757, 758));
        String convenant = peer.convenant.hash();
        decide(WithdrawalSteps.withdrawn(fixture, peer, "opgevolgd"));
        Instant until = convenants.keptUntil(convenant).orElseThrow();
        ScriptedPeer next =
                fixture.peerUnder(
                        Map.of(
                                "predecessor",
                                convenant,
                                "retention",
                                Map.of("outcomeDays", 365, "logYears", 7)),
                        757,
                        758);

        assertThat(convenants.keptUntil(convenant).orElseThrow()).isAfter(until);
        assertThat(deleteOldAt(convenant, until.plusSeconds(3600))).isZero();
        assertThat(ended(next).matches())
                .as("the pair does not match under the next convenant either")
                .hasSize(1);
        assertThat(fixture.last(next.convenant.hash(), "opgevolgd"))
                .containsEntry("outcome", "WITHDRAWN");
    }

    @Test
    void a_match_of_long_ago_under_a_convenant_that_is_over_is_for_people() throws Exception {
        fixture.register("voorbij", 759);
        ScriptedPeer peer = ended(fixture.peer(759));
        String convenant = peer.convenant.hash();
        String number = String.valueOf(fixture.last(convenant, "voorbij").get("casusnummer"));
        new ReplayMaterial(
                        fixture.sql(),
                        transactions,
                        Clock.offset(Clock.systemUTC(), Duration.ofDays(91)))
                .deleteOld();
        withdraw(convenant, number)
                .statusCode(409)
                .body("type", equalTo("urn:sluitend:problem:match-too-old"))
                .body("detail", containsString("Nothing was changed"));

        ScriptedPeer again =
                ended(peer.next("PGN", Optional.empty(), ReconciliationFixture.keys(759)));
        assertThat(again.matches()).hasSize(1);
        withdraw(convenant, number).statusCode(201);
    }

    @Test
    void nothing_names_a_match_of_long_ago_once_no_run_can_find_it_again() throws Exception {
        fixture.register("onbereikbaar", 760);
        ScriptedPeer peer = ended(fixture.peer(760));
        String convenant = peer.convenant.hash();
        NodeClient.given()
                .contentType("application/json")
                .body(Map.of("reason", "het convenant is niet meer nodig"))
                .put("/v1/convenants/" + convenant + "/revoke")
                .then()
                .statusCode(200);
        new ReplayMaterial(
                        fixture.sql(),
                        transactions,
                        Clock.offset(Clock.systemUTC(), Duration.ofDays(91)))
                .deleteOld();
        withdraw(
                        convenant,
                        String.valueOf(fixture.last(convenant, "onbereikbaar").get("casusnummer")))
                .statusCode(409)
                .body("type", equalTo("urn:sluitend:problem:match-out-of-reach"));
        assertThat(fixture.last(convenant, "onbereikbaar")).containsEntry("outcome", "MATCHED");
    }
}
