package nl.sluitend.reconciliation;

import static nl.sluitend.reconciliation.WithdrawalSteps.ended;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.SecurityAttribute;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.NodeClient;
import nl.sluitend.psi.RefusalType;
import org.junit.jupiter.api.Test;

/** A withdrawal that was itself a mistake: this party lets the pair match again. */
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
class WithdrawalLiftingTest {

    @Inject ReconciliationFixture fixture;

    private static ValidatableResponse lift(UUID id, Map<String, Object> body) {
        return NodeClient.given()
                .contentType("application/json")
                .body(body)
                .post("/v1/withdrawals/" + id + "/_lift")
                .then();
    }

    private static ScriptedPeer again(ScriptedPeer peer, int... pupils) throws Exception {
        return ended(peer.next("PGN", Optional.empty(), ReconciliationFixture.keys(pupils)));
    }

    @Test
    void the_pair_matches_again_under_another_number_when_the_other_party_enters_it_too()
            throws Exception {
        fixture.register("opgeheven", 750);
        fixture.register("naast-opgeheven", 751);
        ScriptedPeer peer = ended(fixture.peer(750, 751));
        String convenant = peer.convenant.hash();
        Object before = fixture.last(convenant, "opgeheven").get("casusnummer");
        UUID id = WithdrawalSteps.withdrawn(fixture, peer, "opgeheven");

        lift(id, Map.of("reason", "het was toch hetzelfde kind"))
                .statusCode(200)
                .body("lifted", notNullValue());

        assertThat(fixture.lastLeaf(convenant))
                .contains(id.toString(), "lifted")
                .doesNotContain(String.valueOf(before));
        assertThat(again(peer, 751).matches()).as("kept out by the other").hasSize(1);
        assertThat(fixture.last(convenant, "opgeheven").get("outcome")).isNotEqualTo("MATCHED");
        assertThat(again(peer, 750, 751).matches()).hasSize(2);
        assertThat(fixture.last(convenant, "opgeheven"))
                .containsEntry("outcome", "MATCHED")
                .extractingByKey("casusnummer")
                .isNotNull()
                .isNotEqualTo(before);
    }

    @Test
    void what_both_parties_withdrew_is_lifted_at_once_here() throws Exception {
        fixture.register("dubbel-ingetrokken", 752);
        ScriptedPeer peer = ended(fixture.peer(752));
        UUID id = WithdrawalSteps.withdrawn(fixture, peer, "dubbel-ingetrokken");
        Withdrawal theirs = WithdrawalSteps.byPeer(peer);
        WithdrawalSteps.send(peer, theirs).then().statusCode(200);

        lift(id, Map.of("reason", "verkeerde regel aangeklikt")).statusCode(200);

        NodeClient.given()
                .get("/v1/withdrawals/" + theirs.id())
                .then()
                .statusCode(200)
                .body("lifted", notNullValue());
        assertThat(again(peer, 752).matches()).hasSize(1);
    }

    @Test
    void it_is_lifted_once_with_a_reason_and_while_no_session_is_open() throws Exception {
        fixture.register("een-keer", 753);
        ScriptedPeer peer = ended(fixture.peer(753));
        UUID id = WithdrawalSteps.withdrawn(fixture, peer, "een-keer");
        lift(id, Map.of()).statusCode(400).body("errors.field", equalTo(List.of("/reason")));
        lift(UUID.randomUUID(), Map.of("reason", "vergissing")).statusCode(404);
        ScriptedPeer open = peer.next("PGN", Optional.empty(), ReconciliationFixture.keys(753));
        open.agreeOnOffers();
        lift(id, Map.of("reason", "vergissing"))
                .statusCode(409)
                .body("type", equalTo("urn:sluitend:problem:session-open"));
        open.abort(nl.sluitend.psi.Phase.OFFERED).then().statusCode(204);
        lift(id, Map.of("reason", "vergissing")).statusCode(200);
        lift(id, Map.of("reason", "vergissing"))
                .statusCode(409)
                .body("type", equalTo("urn:sluitend:problem:already-lifted"));
    }

    @Test
    void a_lift_that_was_written_by_hand_stops_the_run() throws Exception {
        fixture.register("zelf-opgeheven", 754);
        ScriptedPeer peer = ended(fixture.peer(754));
        UUID id = WithdrawalSteps.withdrawn(fixture, peer, "zelf-opgeheven");
        fixture.sql().run("UPDATE withdrawal SET lifted = now() WHERE withdrawal_id = ?", id);
        ScriptedPeer next = peer.next("PGN", Optional.empty(), ReconciliationFixture.keys(754));
        PeerAssertions.assertRefused(next.postOffer(next.offer()), RefusalType.NOT_PERMITTED);
    }

    @Test
    void nothing_is_lifted_when_the_log_cannot_be_written() throws Exception {
        fixture.register("log-vol", 755);
        ScriptedPeer peer = ended(fixture.peer(755));
        UUID id = WithdrawalSteps.withdrawn(fixture, peer, "log-vol");
        fixture.whileTheLogCannotBeWritten(
                () -> lift(id, Map.of("reason", "vergissing")).statusCode(503));
        assertThat(again(peer, 755).matches()).isEmpty();
    }

    @Test
    @TestSecurity(
            user = "karel",
            roles = {"case-worker", "fg"})
    void only_the_privacy_officer_lifts() {
        lift(UUID.randomUUID(), Map.of("reason", "vergissing")).statusCode(403);
    }
}
