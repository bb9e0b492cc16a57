package nl.sluitend.reconciliation;

import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.sluitend.NodeClient;
import nl.sluitend.psi.Octets;

/** Withdrawing matches, from either side, over the interfaces of the node. */
final class WithdrawalSteps {

    private WithdrawalSteps() {}

    static ValidatableResponse withdraw(String convenant, String casusnummer) {
        return post(
                Map.of(
                        "convenant",
                        convenant,
                        "casusnummer",
                        casusnummer,
                        "reason",
                        "OTHER_CHILD"));
    }

    /** Withdraws what matched under that reference, and gives the number of the withdrawal. */
    static UUID withdrawn(ReconciliationFixture fixture, ScriptedPeer peer, String reference) {
        String convenant = peer.convenant.hash();
        return UUID.fromString(
                withdraw(
                                convenant,
                                String.valueOf(
                                        fixture.last(convenant, reference).get("casusnummer")))
                        .statusCode(201)
                        .extract()
                        .jsonPath()
                        .getString("id"));
    }

    static ValidatableResponse post(Map<String, Object> body) {
        return NodeClient.given()
                .contentType("application/json")
                .body(body)
                .post("/v1/withdrawals")
                .then();
    }

    /** What the peer withdraws: the first of the matches. */
    static Withdrawal byPeer(ScriptedPeer peer) {
        return new Withdrawal(
                UUID.randomUUID(),
                peer.convenant.hash(),
                peer.sid,
                peer.matches().getFirst().tag(),
                WithdrawalReason.OTHER_CHILD,
                Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }

    static Response send(ScriptedPeer peer, Withdrawal withdrawal) {
        return peer.sendJws(
                "POST", PeerWithdrawalResource.PATH, MessageCodec.WITHDRAWAL.encode(withdrawal));
    }

    static Octets hash(Withdrawal withdrawal) {
        return Messages.hash(MessageCodec.WITHDRAWAL.encode(withdrawal));
    }

    /** The open alerts about something. */
    static List<String> alerts(Object about) {
        return NodeClient.given()
                .get("/v1/alerts")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("findAll { it.about == '" + about + "' }.kind");
    }

    /** Ends a session in agreement. */
    static ScriptedPeer ended(ScriptedPeer peer) throws Exception {
        peer.reachEvaluating();
        peer.evaluateAll();
        peer.agree(peer.result());
        return peer;
    }
}
