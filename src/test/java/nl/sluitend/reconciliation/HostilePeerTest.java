package nl.sluitend.reconciliation;

import static nl.sluitend.reconciliation.PeerAssertions.assertEnded;
import static nl.sluitend.reconciliation.PeerAssertions.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import nl.sluitend.oprf.LengthPrefixed;
import nl.sluitend.party.CanonicalJson;
import nl.sluitend.party.JsonRefusedException;
import nl.sluitend.psi.Commitment;
import nl.sluitend.psi.Elements;
import nl.sluitend.psi.ElementsHeader;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.Offer;
import nl.sluitend.psi.Phase;
import nl.sluitend.psi.RefusalType;
import org.junit.jupiter.api.Test;

/**
 * A counterparty with genuine certificates that breaks the protocol while lists are exchanged: each
 * refusal over real mutual TLS.
 */
@QuarkusTest
@RolesOfSystems
class HostilePeerTest {

    /** A message may have 4 MiB. */
    private static final int TOO_LARGE = (4 << 20) + 1;

    private static final Octets OTHER = Messages.hash(new byte[] {1});

    @Inject ReconciliationFixture fixture;

    private static Map<String, Object> members(Offer offer) {
        try {
            var members = new HashMap<String, Object>();
            CanonicalJson.parse(MessageCodec.OFFER.encode(offer))
                    .properties()
                    .forEach(
                            e ->
                                    members.put(
                                            e.getKey(),
                                            e.getValue().isNumber()
                                                    ? e.getValue().intValue()
                                                    : e.getValue().asText()));
            return members;
        } catch (JsonRefusedException e) {
            throw new AssertionError(e);
        }
    }

    private static Response offer(ScriptedPeer peer, String member, Object value) {
        Map<String, Object> members = members(peer.offer());
        members.put(member, value);
        return peer.sendJws("POST", "/peer/v1/sessions", CanonicalJson.bytes(members));
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
        String jws = peer.jws.sign(MessageCodec.OFFER.encode(peer.offer()));
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
        Octets nodeKey = MessageCodec.OFFER.decode(peer.nodeOffer).publicKey();
        peer.abort(Phase.ELEMENTS).then().statusCode(204);
        var second = new ScriptedPeer(peer.convenant, List.of(ReconciliationFixture.key(1)));

        assertRefused(offer(second, "publicKey", nodeKey.base64Url()), RefusalType.REFLECTED);
    }

    private void assertHeaderRefused(UnaryOperator<ElementsHeader> change, RefusalType type) {
        ScriptedPeer peer = fixture.peer(1, 2);
        peer.agreeOnOffers();

        assertRefused(peer.putHeader(change.apply(peer.header())), type);
        assertEnded(fixture, peer, "aborted-clean", type);
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
        assertEnded(fixture, peer, "aborted-clean", RefusalType.CHUNK_CONFLICT);
    }

    @Test
    void otherOctetsUnderANumberThatWasUsedEndTheSession() {
        ScriptedPeer peer = fixture.peer(1, 2);
        peer.agreeOnOffers();
        peer.sendList();

        assertRefused(peer.putChunk(3, new byte[32]), RefusalType.CHUNK_CONFLICT);
        assertEnded(fixture, peer, "aborted-clean", RefusalType.CHUNK_CONFLICT);
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

    /** An offer that commits to these chunks, whatever they hold, and what belongs to it. */
    private static ElementsHeader commit(ScriptedPeer peer, List<byte[]> chunks) {
        List<Octets> digests = chunks.stream().map(HostilePeerTest::digest).toList();
        Offer honest = peer.offer();
        Map<String, Object> members = members(honest);
        members.put(
                "commitment", Commitment.of(honest).commit(peer.list.salt(), digests).base64Url());
        peer.ownOffer = CanonicalJson.bytes(members);
        peer.nodeOffer = peer.open(peer.sendJws("POST", "/peer/v1/sessions", peer.ownOffer));
        peer.offersHash = Offer.pairHash(peer.ownOffer, peer.nodeOffer);
        return new ElementsHeader(peer.offersHash, peer.list.salt(), digests, 0);
    }

    private static Octets digest(byte[] chunk) {
        return Messages.hash(LengthPrefixed.of(LengthPrefixed.utf8("elements"), chunk));
    }

    /** Sends a list of two elements, the second one as given; what the node says to it. */
    private void assertSecondRefused(UnaryOperator<byte[]> second) {
        ScriptedPeer peer = fixture.peer(1, 2);
        List<byte[]> chunks = new ArrayList<>(peer.ownChunks.stream().map(Elements::flat).toList());
        int last = chunks.size() - 1;
        byte[] first = peer.list.batch().elements().get(0).toByteArray();
        chunks.set(last, second.apply(first));
        peer.putHeader(commit(peer, chunks)).then().statusCode(204);
        for (int j = 0; j < last; j++) {
            peer.putChunk(j, chunks.get(j)).then().statusCode(204);
        }

        assertRefused(peer.putChunk(last, chunks.get(last)), RefusalType.INVALID_ELEMENT);
        assertEnded(fixture, peer, "aborted-clean", RefusalType.INVALID_ELEMENT);
    }

    @Test
    void invalidRepeatedMissingOrMorePointsThanOfferedEndTheSession() {
        assertSecondRefused(_ -> new byte[32]);
        byte[] notCanonical = new byte[32];
        Arrays.fill(notCanonical, (byte) 0xff);
        assertSecondRefused(_ -> notCanonical);
        assertSecondRefused(first -> first);
        assertSecondRefused(_ -> new byte[0]);
        assertSecondRefused(first -> Arrays.copyOf(first, 31));
        assertSecondRefused(first -> Arrays.copyOf(first, 64));
    }

    @Test
    void aMessageThatIsTooLargeIsNotReadAndEndsTheSession() {
        ScriptedPeer peer = fixture.peer(1, 2);
        peer.agreeOnOffers();
        peer.putHeader(peer.header()).then().statusCode(204);

        assertRefused(peer.putChunk(0, new byte[TOO_LARGE]), RefusalType.TOO_LARGE);
        assertEnded(fixture, peer, "aborted-clean", RefusalType.TOO_LARGE);
    }

    @Test
    void anOfferThatIsTooLargeIsRefusedInTheLogOfTheNode() {
        fixture.peer(1);
        long before = refusedAsTooLarge();

        assertRefused(
                ScriptedPeer.http()
                        .contentType("application/jose")
                        .body(new byte[TOO_LARGE])
                        .post("/peer/v1/sessions"),
                RefusalType.TOO_LARGE);
        assertThat(refusedAsTooLarge()).isEqualTo(before + 1);
    }

    /** What is no message of a session is refused all the same. */
    @Test
    void anythingElseThatIsTooLargeIsRefused() {
        assertRefused(
                ScriptedPeer.http()
                        .contentType("application/jose")
                        .body(new byte[TOO_LARGE])
                        .post("/peer/v1/notices"),
                RefusalType.TOO_LARGE);
    }

    private long refusedAsTooLarge() {
        return fixture.sql()
                .first(
                        "SELECT count(*) AS n FROM disclosure_leaf l JOIN disclosure_log g ON g.id ="
                                + " l.log_id WHERE g.origin NOT LIKE ? AND convert_from(l.entry,"
                                + " 'UTF8')::json -> 'detail' ->> 'rule' = 'too-large'",
                        row -> row.getLong("n"),
                        "%/________________________________________________________________")
                .orElseThrow();
    }
}
