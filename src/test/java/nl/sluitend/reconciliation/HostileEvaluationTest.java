package nl.sluitend.reconciliation;

import static nl.sluitend.reconciliation.PeerAssertions.assertEnded;
import static nl.sluitend.reconciliation.PeerAssertions.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import nl.sluitend.psi.Evaluation;
import nl.sluitend.psi.Exposed;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.Phase;
import nl.sluitend.psi.Receipt;
import nl.sluitend.psi.RefusalType;
import nl.sluitend.psi.Result;
import org.junit.jupiter.api.Test;

/**
 * A counterparty with genuine certificates that breaks the protocol once lists are exchanged: each
 * refusal over real mutual TLS.
 */
@QuarkusTest
@RolesOfSystems
class HostileEvaluationTest {

    private static final Octets OTHER = Messages.hash(new byte[] {1});

    @Inject ReconciliationFixture fixture;

    @Test
    void nothingIsEvaluatedBeforeThePeersExposureIsProven() throws Exception {
        ScriptedPeer peer = fixture.peer(1);
        peer.reachLists();

        assertRefused(
                peer.putEvaluated(0, peer.frame(0, peer.evaluate(0))), RefusalType.OUT_OF_ORDER);
        assertThat(peer.state().getInt("evaluatedSent")).isZero();
    }

    private void assertExposureRefused(UnaryOperator<Map<String, Object>> change) throws Exception {
        ScriptedPeer peer = fixture.peer(1);
        peer.reachLists();

        assertRefused(
                peer.putExposure(peer.exposed(peer.exposureLeaf(change))), RefusalType.NOT_LOGGED);
        assertEnded(fixture, peer, "aborted-clean", RefusalType.NOT_LOGGED);
    }

    @Test
    void anExposureLeafThatSaysSomethingElseIsNotLogged() throws Exception {
        assertExposureRefused(m -> with(m, "n", 7));
        assertExposureRefused(m -> with(m, "listRoot", OTHER.base64Url()));
        assertExposureRefused(m -> with(m, "offersHash", OTHER.base64Url()));
    }

    private static Map<String, Object> with(
            Map<String, Object> members, String name, Object value) {
        var changed = new HashMap<>(members);
        changed.put(name, value);
        return changed;
    }

    @Test
    void anExposureLeafThatIsNotInTheLogIsNotLogged() throws Exception {
        ScriptedPeer peer = fixture.peer(1);
        peer.reachLists();
        var honest = peer.exposed(peer.exposureLeaf(m -> m));
        var other = peer.exposed(peer.exposureLeaf(m -> with(m, "n", 7)));

        assertRefused(
                peer.putExposure(
                        new Exposed(
                                honest.offersHash(),
                                honest.leaf(),
                                0,
                                List.of(),
                                other.checkpoint(),
                                List.of())),
                RefusalType.NOT_LOGGED);
    }

    @Test
    void anEvaluationUnderAnotherKeyIsRefusedBeforeTheNodeEvaluatesAnything() throws Exception {
        ScriptedPeer peer = fixture.peer(1);
        fixture.register("hostile-1", 1);
        peer.reachEvaluating();
        int j = filled(peer);
        for (int before = 0; before < j; before++) {
            peer.evaluateRound(before);
        }
        Evaluation honest = peer.evaluate(j);
        var forged = new Evaluation(peer.nodeChunks.get(j), honest.proof());

        assertRefused(peer.putEvaluated(j, peer.frame(j, forged)), RefusalType.PROOF_INVALID);
        assertThat(peer.state().getInt("evaluatedSent")).isEqualTo(j);
    }

    private static int filled(ScriptedPeer peer) {
        for (int j = 0; j < peer.nodeChunks.size(); j++) {
            if (!peer.nodeChunks.get(j).isEmpty()) {
                return j;
            }
        }
        throw new AssertionError("the node has no pupils");
    }

    @Test
    void aRoundOutOfTurnIsRefusedWithoutEndingTheSession() throws Exception {
        ScriptedPeer peer = fixture.peer(1);
        peer.reachEvaluating();

        assertRefused(
                peer.putEvaluated(1, peer.frame(1, peer.evaluate(1))), RefusalType.OUT_OF_ORDER);
        assertThat(peer.state().getString("phase")).isEqualTo(Phase.EVALUATING.name());
    }

    @Test
    void aFrameThatIsCutShortIsRefused() throws Exception {
        ScriptedPeer peer = fixture.peer(1);
        peer.reachEvaluating();

        assertRefused(peer.putEvaluated(0, new byte[] {0, 0, 1, 0, 7}), RefusalType.UNSUPPORTED);
    }

    @Test
    void differentResultsAreDisputedAndNothingIsShown() throws Exception {
        ScriptedPeer peer = fixture.peer(1);
        peer.reachEvaluating();
        peer.evaluateAll();
        Result honest = peer.result();

        peer.putResult(new Result(honest.transcript(), honest.count(), OTHER))
                .then()
                .statusCode(200);

        assertThat(peer.state().getString("ending")).isEqualTo("disputed");
        assertThat(fixture.outcomes(peer.convenant.hash())).isEmpty();
        assertThat(fixture.leafKinds(peer.convenant.hash())).endsWith("refusal", "session-end");
    }

    @Test
    void aReceiptOfOtherResultsIsRefusedAndTheSessionStaysAgreed() throws Exception {
        ScriptedPeer peer = fixture.peer(1);
        peer.reachEvaluating();
        peer.evaluateAll();
        peer.putResult(peer.result()).then().statusCode(200);

        assertRefused(
                peer.putReceipt(
                        new Receipt(peer.transcript(), OTHER, OTHER, Receipt.AGREED, "checkpoint")),
                RefusalType.RECEIPT_DIFFERS);
        assertThat(peer.state().getString("phase")).isEqualTo(Phase.AGREED.name());
    }

    /** Finding 15: an attempt is charged when the first chunk has left, whatever becomes of it. */
    @Test
    void anAttemptThatWasBrokenOffAfterExposureIsSpent() throws Exception {
        ScriptedPeer peer = fixture.peerWith(1000, 1, 1);
        peer.reachEvaluating();
        peer.evaluateRound(0);
        peer.abort(Phase.EVALUATING).then().statusCode(204);
        var second = new ScriptedPeer(peer.convenant, List.of(ReconciliationFixture.key(1)));

        assertRefused(second.postOffer(second.offer()), RefusalType.LIMIT_EXCEEDED);
    }

    @Test
    void anAttemptThatExposedNothingIsFree() throws Exception {
        ScriptedPeer peer = fixture.peerWith(1000, 1, 1);
        peer.reachEvaluating();
        peer.abort(Phase.EVALUATING).then().statusCode(204);
        var second = new ScriptedPeer(peer.convenant, List.of(ReconciliationFixture.key(1)));

        second.postOffer(second.offer()).then().statusCode(200);
    }
}
