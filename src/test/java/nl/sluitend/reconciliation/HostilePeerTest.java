package nl.sluitend.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.SecurityAttribute;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import nl.sluitend.psi.ElementsHeader;
import nl.sluitend.psi.Evaluation;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.Offer;
import nl.sluitend.psi.Phase;
import nl.sluitend.psi.Receipt;
import nl.sluitend.psi.RefusalType;
import nl.sluitend.psi.Result;
import org.junit.jupiter.api.Test;

/**
 * A counterparty with genuine certificates that breaks the protocol: each refusal over real mutual
 * TLS.
 */
@QuarkusTest
@TestSecurity(
        user = "tester",
        roles = {"registration-writer", "outcome-reader", "convenant-manager", "case-worker"},
        attributes = @SecurityAttribute(key = "azp", value = ReconciliationFixture.SOURCE))
class HostilePeerTest {

    private static final Octets OTHER = Messages.hash(new byte[] {1});

    @Inject ReconciliationFixture fixture;

    private static void assertRefused(Response answer, RefusalType type) {
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.jsonPath().getString("type"))
                .isEqualTo("urn:sluitend:problem:" + type.slug());
        assertThat(answer.statusCode()).isBetween(400, 409);
    }

    private void assertEnded(ScriptedPeer peer, String ending, RefusalType type) {
        assertThat(peer.state().getString("ending")).isEqualTo(ending);
        assertThat(peer.state().getString("abort")).isNotEmpty();
        assertThat(fixture.leafKinds(peer.convenant.hash())).endsWith("refusal", "session-end");
        assertThat(fixture.outcomes(peer.convenant.hash())).isEmpty();
        assertThat(type).isNotNull();
    }

    private static Map<String, Object> members(Offer offer) {
        try {
            var members = new HashMap<String, Object>();
            nl.sluitend.party.CanonicalJson.parse(MessageCodec.encode(offer))
                    .properties()
                    .forEach(
                            e ->
                                    members.put(
                                            e.getKey(),
                                            e.getValue().isNumber()
                                                    ? e.getValue().intValue()
                                                    : e.getValue().asText()));
            return members;
        } catch (nl.sluitend.party.JsonRefusedException e) {
            throw new AssertionError(e);
        }
    }

    private static Response offer(ScriptedPeer peer, String member, Object value) {
        Map<String, Object> members = members(peer.offer());
        members.put(member, value);
        return peer.sendJws(
                "POST", "/peer/v1/sessions", nl.sluitend.party.CanonicalJson.bytes(members));
    }

    @Test
    void offersAreRefusedForEachOfTheirChecks() {
        ScriptedPeer peer = fixture.peerWith(50, 3, 1, 2);

        assertRefused(offer(peer, "sender", "00000099000000003000"), RefusalType.IDENTITY_MISMATCH);
        assertRefused(
                offer(peer, "receiver", "00000099000000003000"), RefusalType.IDENTITY_MISMATCH);
        assertRefused(offer(peer, "convenant", "ab".repeat(32)), RefusalType.NOT_PERMITTED);
        assertRefused(offer(peer, "mode", "FIELDS"), RefusalType.NOT_PERMITTED);
        assertRefused(offer(peer, "lane", "DEMOGRAPHIC"), RefusalType.NOT_PERMITTED);
        assertRefused(offer(peer, "purpose", "ANDERS"), RefusalType.NOT_PERMITTED);
        assertRefused(offer(peer, "n", 51), RefusalType.LIMIT_EXCEEDED);
        assertRefused(offer(peer, "version", "2"), RefusalType.UNSUPPORTED);
        assertRefused(offer(peer, "suite", "P256-SHA256"), RefusalType.UNSUPPORTED);
        assertRefused(offer(peer, "keyVersion", "2"), RefusalType.UNSUPPORTED);
        assertRefused(offer(peer, "extra", "member"), RefusalType.UNSUPPORTED);
        assertRefused(offer(peer, "publicKey", "A".repeat(43)), RefusalType.REFLECTED);
    }

    /** Clock skew: the answer says what is expected. */
    @Test
    void anOfferOfAnotherMomentIsReplayed() {
        ScriptedPeer peer = fixture.peer(1);
        Instant issued = peer.offer().issued();

        for (Duration skew : List.of(Duration.ofMinutes(-6), Duration.ofMinutes(6))) {
            Response answer = offer(peer, "issued", issued.plus(skew).toString());
            assertRefused(answer, RefusalType.REPLAYED);
            assertThat(answer.jsonPath().getString("detail")).contains("five minutes");
        }
    }

    @Test
    void anotherOfferUnderAUsedSessionIdIsReplayed() {
        ScriptedPeer peer = fixture.peer(1);
        peer.agreeOnOffers();

        assertRefused(peer.postOffer(peer.offer()), RefusalType.REPLAYED);
    }

    @Test
    void aSecondSessionOfTheSameConvenantWaitsForTheFirst() {
        ScriptedPeer peer = fixture.peer(1);
        peer.agreeOnOffers();
        var second = new ScriptedPeer(peer.convenant, List.of(ReconciliationFixture.key(1)));

        assertRefused(second.postOffer(second.offer()), RefusalType.SESSION_OPEN);
    }

    @Test
    void aSignatureOfAnotherPartyIsAnIdentityMismatch() {
        ScriptedPeer peer = fixture.peer(1);
        String jws = peer.jws.sign(MessageCodec.encode(peer.offer()));
        String altered = jws.substring(0, jws.length() - 8) + "AAAAAAAA";

        assertRefused(
                ScriptedPeer.http()
                        .contentType("application/jose")
                        .body(altered.getBytes(StandardCharsets.US_ASCII))
                        .post("/peer/v1/sessions"),
                RefusalType.IDENTITY_MISMATCH);
    }

    /** Finding 10: our own key comes back. */
    @Test
    void ourOwnKeyInAnOfferIsReflected() throws Exception {
        ScriptedPeer peer = fixture.peer(1);
        peer.agreeOnOffers();
        Octets nodeKey = MessageCodec.offer(peer.nodeOffer).publicKey();
        peer.abort(Phase.ELEMENTS).then().statusCode(204);
        var second = new ScriptedPeer(peer.convenant, List.of(ReconciliationFixture.key(1)));

        assertRefused(offer(second, "publicKey", nodeKey.base64Url()), RefusalType.REFLECTED);
    }

    private void assertHeaderRefused(UnaryOperator<ElementsHeader> change, RefusalType type) {
        ScriptedPeer peer = fixture.peer(1, 2);
        peer.agreeOnOffers();

        assertRefused(peer.putHeader(change.apply(peer.header())), type);
        assertEnded(peer, "aborted-clean", type);
    }

    @Test
    void aListThatDoesNotOpenItsCommitmentEndsTheSession() {
        assertHeaderRefused(
                h -> new ElementsHeader(h.offersHash(), OTHER, h.digests(), 0),
                RefusalType.COMMITMENT_MISMATCH);
        assertHeaderRefused(
                h ->
                        new ElementsHeader(
                                h.offersHash(),
                                h.salt(),
                                Collections.nCopies(h.digests().size(), OTHER),
                                0),
                RefusalType.COMMITMENT_MISMATCH);
        assertHeaderRefused(
                h -> new ElementsHeader(OTHER, h.salt(), h.digests(), 0),
                RefusalType.OFFERS_DIFFER);
    }

    @Test
    void aChunkOtherThanAnnouncedEndsTheSession() {
        ScriptedPeer peer = fixture.peer(1, 2);
        peer.agreeOnOffers();
        peer.putHeader(peer.header()).then().statusCode(204);

        assertRefused(peer.putChunk(0, new byte[32]), RefusalType.CHUNK_CONFLICT);
        assertEnded(peer, "aborted-clean", RefusalType.CHUNK_CONFLICT);
    }

    @Test
    void otherOctetsUnderANumberThatWasUsedEndTheSession() {
        ScriptedPeer peer = fixture.peer(1, 2);
        peer.agreeOnOffers();
        peer.sendList();

        assertRefused(peer.putChunk(3, new byte[32]), RefusalType.CHUNK_CONFLICT);
        assertEnded(peer, "aborted-clean", RefusalType.CHUNK_CONFLICT);
    }

    /** Finding 13: nothing is given out before the whole list is in. */
    @Test
    void theNodesListIsNotGivenOutBeforeTheWholeListOfThePeerIsIn() {
        ScriptedPeer peer = fixture.peer(1, 2);
        peer.agreeOnOffers();
        peer.putHeader(peer.header()).then().statusCode(204);
        peer.putChunk(0, peer.ownChunks.get(0).flat()).then().statusCode(204);

        assertRefused(ScriptedPeer.http().get(peer.path("/elements")), RefusalType.OUT_OF_ORDER);
        assertRefused(ScriptedPeer.http().get(peer.path("/elements/0")), RefusalType.OUT_OF_ORDER);
        assertRefused(
                peer.putExposure(peer.exposed(peer.exposureLeaf(m -> m))),
                RefusalType.OUT_OF_ORDER);
        assertThat(peer.state().getString("phase")).isEqualTo(Phase.ELEMENTS.name());
    }

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
        assertEnded(peer, "aborted-clean", RefusalType.NOT_LOGGED);
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
                        new nl.sluitend.psi.Exposed(
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
