package nl.sluitend.reconciliation;

import static io.restassured.http.ContentType.JSON;
import static nl.sluitend.reconciliation.PeerAssertions.assertRefused;
import static nl.sluitend.reconciliation.PeerAssertions.reason;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import nl.sluitend.NodeClient;
import nl.sluitend.convenant.Convenants;
import nl.sluitend.party.Alerts;
import nl.sluitend.party.CanonicalJson;
import nl.sluitend.party.OwnParty;
import nl.sluitend.psi.RefusalType;
import org.junit.jupiter.api.Test;

/** A session that has begun under a convenant that ends meanwhile. */
@QuarkusTest
@RolesOfSystems
class EndedConvenantTest {

    @Inject ReconciliationFixture fixture;
    @Inject Convenants convenants;
    @Inject Sessions sessions;
    @Inject PastUse past;
    @Inject Charges charges;
    @Inject Transitions transitions;
    @Inject Transactions transactions;
    @Inject Alerts alerts;
    @Inject OwnParty own;

    @Test
    void ourRevocationStopsARunningSession() throws Exception {
        ScriptedPeer peer = evaluating();
        NodeClient.given()
                .contentType(JSON)
                .body(Map.of("reason", "Het doel is bereikt."))
                .put("/v1/convenants/" + peer.convenant.hash() + "/revoke")
                .then()
                .statusCode(200);
        assertStopped(peer, "revoked");
    }

    @Test
    void theirRevocationStopsARunningSession() throws Exception {
        ScriptedPeer peer = evaluating();
        Instant now = Instant.now(Clock.systemUTC());
        byte[] statement =
                CanonicalJson.bytes(
                        Map.of(
                                "convenantHash", peer.convenant.hash(),
                                "type", "revoke",
                                "signedAt", now.toString()));
        ScriptedPeer.http()
                .contentType(JSON)
                .body(
                        CanonicalJson.bytes(
                                Map.of(
                                        "signature", peer.jws.sign(statement),
                                        "sentAt", now.toString())))
                .post("/peer/v1/convenants/" + peer.convenant.hash() + "/signatures")
                .then()
                .statusCode(204);
        assertStopped(peer, "revoked");
    }

    @Test
    void aConvenantThatTakesItsPlaceStopsARunningSession() throws Exception {
        ScriptedPeer peer = evaluating();
        fixture.replaceConvenant(peer);
        assertStopped(peer, "replaced");
    }

    @Test
    void theLastDayStopsARunningSession() throws Exception {
        ScriptedPeer peer = evaluating();
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(400));
        new Handling(
                        sessions,
                        new Agreements(convenants, past, charges, own, later),
                        transitions,
                        transactions,
                        alerts,
                        later)
                .expire(peer.sid);
        assertStopped(peer, "expired");
    }

    private ScriptedPeer evaluating() throws Exception {
        fixture.register("ended-500", 500);
        ScriptedPeer peer = fixture.peer(500, 501);
        peer.reachEvaluating();
        peer.evaluateRound(0);
        return peer;
    }

    private void assertStopped(ScriptedPeer peer, String reason) {
        assertRefused(
                peer.putEvaluated(1, peer.frame(1, peer.evaluate(1))),
                reason.equals("expired") ? RefusalType.OUT_OF_ORDER : RefusalType.NOT_PERMITTED);
        assertThat(peer.state().getInt("evaluatedSent")).isEqualTo(1);
        assertThat(peer.state().getString("ending")).isEqualTo("aborted-exposed");
        assertThat(reason(peer.state().getString("abort"))).isEqualTo(reason);
        assertThat(fixture.leafKinds(peer.convenant.hash())).endsWith("session-end");
        assertThat(fixture.outcomes(peer.convenant.hash())).isEmpty();
    }
}
