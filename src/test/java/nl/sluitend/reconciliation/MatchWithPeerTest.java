package nl.sluitend.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import nl.sluitend.NodeClient;
import nl.sluitend.psi.Casusnummer;
import nl.sluitend.psi.Phase;
import nl.sluitend.psi.Receipt;
import nl.sluitend.psi.Tags;
import nl.sluitend.registration.Rotation;
import nl.sluitend.registration.RotationRefusedException;
import org.junit.jupiter.api.Test;

/**
 * Whole sessions in which a scripted initiator follows the protocol, over mutual TLS and
 * PostgreSQL.
 */
@QuarkusTest
@RolesOfSystems
class MatchWithPeerTest {

    @Inject ReconciliationFixture fixture;
    @Inject Rotation rotation;

    @Test
    void theSourceSystemLearnsWhichOfItsRegistrationsThePeerHasToo() throws Exception {
        fixture.register("match-anna", 0);
        fixture.register("match-bram", 1);
        fixture.register("match-chris", 2);
        ScriptedPeer peer = fixture.peer(1, 2, 9);

        peer.reachEvaluating();
        peer.evaluateAll();
        assertThat(peer.matches()).hasSize(2);
        byte[] nodeResult = peer.open(peer.putResult(peer.result()));
        assertThat(MessageCodec.RESULT.decode(nodeResult).count()).isEqualTo(2);
        assertThat(fixture.outcomes(peer.convenant.hash())).isEmpty();

        byte[] nodeReceipt =
                peer.open(
                        peer.putReceipt(
                                new Receipt(
                                        peer.transcript(),
                                        Messages.hash(MessageCodec.RESULT.encode(peer.result())),
                                        Messages.hash(nodeResult),
                                        Receipt.AGREED,
                                        "checkpoint of the peer")));

        assertThat(MessageCodec.RECEIPT.decode(nodeReceipt).outcome()).isEqualTo(Receipt.AGREED);
        assertThat(peer.state().getString("phase")).isEqualTo(Phase.COMPLETED.name());
        ShownMatches.await(peer.convenant.hash());
        var outcomes = fixture.outcomes(peer.convenant.hash());
        assertThat(outcomes.get("match-anna")).containsEntry("outcome", "ONLY_HERE");
        assertThat(outcomes.get("match-bram")).containsEntry("outcome", "MATCHED");
        assertThat(outcomes.get("match-chris")).containsEntry("outcome", "MATCHED");
        List<String> numbers =
                peer.matches().stream()
                        .map(Tags.Match::tag)
                        .map(tag -> Casusnummer.of(peer.convenant.hash(), tag).value())
                        .toList();
        assertThat(numbers)
                .containsExactlyInAnyOrder(
                        casusnummer(outcomes, "match-bram"), casusnummer(outcomes, "match-chris"));
        assertThat(fixture.leafKinds(peer.convenant.hash()))
                .startsWith("session-open", "exposure")
                .contains("outcome")
                .endsWith("receipt", "session-end");
    }

    /** Both work out the result at the same time, not first one and then the other. */
    @Test
    void theResultIsWorkedOutBeforeThePeersComes() throws Exception {
        ScriptedPeer peer = fixture.peer(600);
        peer.reachEvaluating();
        peer.evaluateAll();

        for (int i = 0; i < 300 && peer.state().getString("phase").equals("COMPUTED"); i++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(peer.state().getString("phase")).isEqualTo(Phase.RESULT_SENT.name());
        assertThat(fixture.outcomes(peer.convenant.hash())).isEmpty();
        peer.open(peer.putResult(peer.result()));
        assertThat(peer.state().getString("phase")).isEqualTo(Phase.AGREED.name());
    }

    @Test
    void theRegistrationKeyDoesNotRotateUnderAnOpenSession() throws Exception {
        ScriptedPeer peer = fixture.peer(1);
        peer.postOffer(peer.offer()).then().statusCode(200);

        assertThatThrownBy(rotation::run)
                .isInstanceOf(RotationRefusedException.class)
                .hasMessageContaining("open");
    }

    @Test
    void theSameMessageAgainGetsTheSameAnswer() throws Exception {
        ScriptedPeer peer = fixture.peer(1);
        var offer = peer.offer();
        String first = peer.postOffer(offer).then().statusCode(200).extract().asString();
        String again = peer.postOffer(offer).then().statusCode(200).extract().asString();
        assertThat(again).isEqualTo(first);

        peer.nodeOffer = OfferExchange.payloadOf(stored(first));
        peer.offersHash = nl.sluitend.psi.Offer.pairHash(peer.ownOffer, peer.nodeOffer);
        peer.sendList();
        peer.sendList();
        peer.fetchList();
        peer.expose();
        byte[] frame = peer.frame(0, peer.evaluate(0));
        byte[] one = peer.putEvaluated(0, frame).then().statusCode(200).extract().asByteArray();
        byte[] two = peer.putEvaluated(0, frame).then().statusCode(200).extract().asByteArray();
        assertThat(two).isEqualTo(one);
        assertThat(peer.state().getInt("evaluatedSent")).isEqualTo(1);
    }

    private static String casusnummer(Map<String, Map<String, Object>> outcomes, String reference) {
        return String.valueOf(outcomes.getOrDefault(reference, Map.of()).get("casusnummer"));
    }

    private static Message stored(String jws) {
        return Message.signed(
                java.util.UUID.randomUUID(), Sender.PEER, MessageType.OFFER, new byte[0], jws);
    }

    @Test
    void anotherPartySeesNothingOfASession() throws Exception {
        ScriptedPeer peer = fixture.peer(1);
        peer.agreeOnOffers();

        NodeClient.given().get(peer.path("")).then().statusCode(401);
    }

    @Test
    void thePeersAbortEndsTheSessionAndIsLogged() throws Exception {
        ScriptedPeer peer = fixture.peer(1);
        peer.reachEvaluating();
        peer.evaluateRound(0);

        peer.abort(Phase.EVALUATING).then().statusCode(204);

        assertThat(peer.state().getString("ending")).isEqualTo("aborted-exposed");
        assertThat(fixture.leafKinds(peer.convenant.hash())).endsWith("session-end");
        assertThat(fixture.outcomes(peer.convenant.hash())).isEmpty();
    }

    /** Both sides keep why: in the log, with the run, and on its page. */
    @Test
    void whyThePeerBrokeOffIsKept() throws Exception {
        ScriptedPeer peer = fixture.peer(1);
        peer.reachEvaluating();

        peer.abort("proof-invalid", Phase.EVALUATING).then().statusCode(204);

        assertThat(fixture.lastLeaf(peer.convenant.hash()))
                .contains("\"reason\":\"aborted-by-peer\"", "\"peerReason\":\"proof-invalid\"");
        JsonPath run = fixture.lastRun(peer.convenant.hash());
        assertThat(run.getString("reason")).isEqualTo("aborted-by-peer");
        assertThat(run.getString("peerReason")).isEqualTo("proof-invalid");
        NodeClient.given()
                .accept("text/html")
                .get("/afstemmingen/" + run.getString("id"))
                .then()
                .body(containsString("het bewijs bij een berekening klopte niet"));
    }

    /** A word of the peer's own making is not kept: it could be about a pupil. */
    @Test
    void aReasonThatIsNotOfTheProtocolIsUnknown() throws Exception {
        ScriptedPeer peer = fixture.peer(1);
        peer.reachLists();

        peer.abort("leerling 999980014", Phase.ELEMENTS).then().statusCode(204);

        assertThat(fixture.lastLeaf(peer.convenant.hash())).contains("\"peerReason\":\"unknown\"");
        assertThat(fixture.lastRun(peer.convenant.hash()).getString("peerReason"))
                .isEqualTo("unknown");
    }

    @Test
    void anAbortBeforeTheNodeEvaluatedIsClean() throws Exception {
        ScriptedPeer peer = fixture.peer(1);
        peer.reachLists();

        peer.abort(Phase.ELEMENTS).then().statusCode(204);

        assertThat(peer.state().getString("ending")).isEqualTo("aborted-clean");
    }
}
