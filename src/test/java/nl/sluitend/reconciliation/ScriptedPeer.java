package nl.sluitend.reconciliation;

import io.restassured.response.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import nl.sluitend.TestNode;
import nl.sluitend.disclosure.MerkleTree;
import nl.sluitend.identifier.Oin;
import nl.sluitend.oprf.Suite;
import nl.sluitend.party.JwsVerification;
import nl.sluitend.psi.Elements;
import nl.sluitend.psi.ElementsHeader;
import nl.sluitend.psi.EvaluatedHeader;
import nl.sluitend.psi.Evaluation;
import nl.sluitend.psi.Exposed;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.Offer;
import nl.sluitend.psi.PreparedList;
import nl.sluitend.psi.Receipt;
import nl.sluitend.psi.Result;
import nl.sluitend.psi.Role;
import nl.sluitend.psi.SessionMode;
import nl.sluitend.psi.Tags;
import nl.sluitend.psi.Terms;
import nl.sluitend.psi.Transcript;

/**
 * The counterparty of {@link TestNode} as initiator, one message at a time over real mutual TLS, so
 * that a test can deviate anywhere.
 */
class ScriptedPeer extends PeerConnection {

    static final Suite SUITE = Suite.RISTRETTO255_SHA512;
    static final String PURPOSE = "AFSTEMMING";
    private static final Clock CLOCK = Clock.systemUTC();

    final TestConvenant convenant;
    final ScriptedLog log;
    final Terms terms;
    final Optional<Octets> previousReceipt;
    final ScriptedList own;
    final PreparedList list;
    final List<Elements> ownChunks;

    byte[] ownOffer = {};
    byte[] nodeOffer = {};
    Octets offersHash = Octets.empty();
    Octets nodeSalt = Octets.empty();
    Octets ownLeaf = Octets.empty();
    Octets nodeLeaf = Octets.empty();
    final List<Elements> nodeChunks = new ArrayList<>();
    final List<Octets> ownHeaders = new ArrayList<>();
    final List<Octets> nodeHeaders = new ArrayList<>();
    final List<Elements> evaluatedForNode = new ArrayList<>();
    final List<Elements> evaluatedForUs = new ArrayList<>();

    /**
     * @param keysOfPupils encoded matching keys, one for each pupil
     */
    ScriptedPeer(TestConvenant convenant, List<byte[]> keysOfPupils) {
        this(
                convenant,
                Optional.empty(),
                SessionMode.MATCH,
                "PGN",
                Optional.empty(),
                keysOfPupils,
                List.of(keysOfPupils.size()));
    }

    /** A later session of the same convenant: another run, or the next lane of the same one. */
    ScriptedPeer next(String lane, Optional<Octets> previousReceipt, List<byte[]> keysOfPupils) {
        return new ScriptedPeer(
                convenant,
                Optional.of(log),
                SessionMode.MATCH,
                lane,
                previousReceipt,
                keysOfPupils,
                List.of(keysOfPupils.size()));
    }

    ScriptedPeer(
            TestConvenant convenant,
            Optional<ScriptedLog> earlier,
            SessionMode mode,
            String lane,
            Optional<Octets> previousReceipt,
            List<byte[]> keysOfPupils,
            List<Integer> sections) {
        this.convenant = convenant;
        this.previousReceipt = previousReceipt;
        this.log = earlier.orElseGet(() -> new ScriptedLog(keys, convenant.hash()));
        this.terms = new Terms(convenant.hash(), mode, lane, SUITE, "1", convenant.cap());
        this.own = ScriptedList.prepare(terms, sid, keysOfPupils, sections);
        this.list = own.list();
        this.ownChunks = own.chunks();
    }

    Offer offer() {
        return offer(Optional.empty());
    }

    Offer offer(Optional<Offer.Counting> counting) {
        Instant now = CLOCK.instant().truncatedTo(ChronoUnit.SECONDS);
        return new Offer(
                Offer.VERSION,
                sid,
                Role.INITIATOR,
                TestNode.PEER_OIN,
                TestNode.OIN,
                convenant.hash(),
                PURPOSE,
                terms.mode().name(),
                terms.lane(),
                SUITE.identifier(),
                "1",
                "2026-11-01",
                list.batch().elements().size(),
                0,
                0,
                list.publicKey(),
                list.commitment(),
                list.listRoot(),
                list.proof().hash(),
                ScriptedList.fresh(),
                previousReceipt,
                now,
                now.plus(Duration.ofHours(24)),
                Optional.empty(),
                counting);
    }

    Response postOffer(Offer offer) {
        ownOffer = MessageCodec.OFFER.encode(offer);
        return sendJws("POST", "/peer/v1/sessions", ownOffer);
    }

    void agreeOnOffers() {
        nodeOffer = open(postOffer(offer()));
        offersHash = Offer.pairHash(ownOffer, nodeOffer);
    }

    ElementsHeader header() {
        return new ElementsHeader(offersHash, list.salt(), list.digests(), 0);
    }

    void sendList() {
        putHeader(header()).then().statusCode(204);
        for (int j = 0; j < ownChunks.size(); j++) {
            putChunk(j, ownChunks.get(j).flat()).then().statusCode(204);
        }
    }

    void fetchList() throws InvalidMessageException {
        nodeSalt = MessageCodec.ELEMENTS.decode(open(http().get(path("/elements")))).salt();
        for (int j = 0; j < terms.rounds(); j++) {
            Response chunk = http().get(path("/elements/" + j));
            chunk.then().statusCode(200);
            nodeChunks.add(Elements.of(SUITE, chunk.asByteArray()));
        }
    }

    /** The leaf that this party shows before anything is evaluated. */
    byte[] exposureLeaf(UnaryOperator<Map<String, Object>> detail) {
        return log.exposureLeaf(
                sid,
                PURPOSE,
                detail.apply(
                        Map.of(
                                "offersHash", offersHash.base64Url(),
                                "listRoot", list.listRoot().base64Url(),
                                "n", list.batch().elements().size())));
    }

    Exposed exposed(byte[] leaf) {
        ownLeaf = Octets.of(MerkleTree.leafHash(leaf));
        return log.exposed(offersHash, leaf);
    }

    void expose() throws InvalidMessageException {
        byte[] leaf = exposureLeaf(m -> m);
        nodeLeaf = MessageCodec.EXPOSED.decode(open(putExposure(exposed(leaf)))).leafHash();
        log.keep(leaf);
    }

    Evaluation evaluate(int j) {
        return own.evaluate(offersHash, j, nodeChunks.get(j));
    }

    byte[] frame(int j, Evaluation evaluation) {
        byte[] header =
                MessageCodec.EVALUATED.encode(
                        new EvaluatedHeader(
                                offersHash,
                                j,
                                EvaluatedHeader.digest(evaluation.points(), evaluation.proof())));
        ownHeaders.add(Octets.of(header));
        evaluatedForNode.add(evaluation.points());
        return new EvaluatedFrame(
                        jws.sign(header), Octets.of(evaluation.points().flat()), evaluation.proof())
                .encode();
    }

    void evaluateRound(int j) throws InvalidMessageException {
        Response answer = putEvaluated(j, frame(j, evaluate(j)));
        answer.then().statusCode(200);
        EvaluatedFrame frame = EvaluatedFrame.decode(answer.asByteArray());
        nodeHeaders.add(
                Octets.of(
                        ((JwsVerification.Verified) jws.verify(frame.jws(), new Oin(TestNode.OIN)))
                                .payload()));
        evaluatedForUs.add(Elements.of(SUITE, frame.points().toByteArray()));
    }

    void evaluateAll() throws InvalidMessageException {
        for (int j = 0; j < terms.rounds(); j++) {
            evaluateRound(j);
        }
    }

    Octets transcript() {
        return new Transcript(
                        offersHash,
                        list.salt(),
                        nodeSalt,
                        ownLeaf,
                        nodeLeaf,
                        ownHeaders,
                        nodeHeaders)
                .hash();
    }

    List<Tags.Match> matches() {
        return Tags.intersect(
                Tags.of(offersHash, terms.lane(), Elements.join(SUITE, evaluatedForUs)),
                Tags.of(offersHash, terms.lane(), Elements.join(SUITE, evaluatedForNode)));
    }

    Result result() {
        return result(Optional.empty());
    }

    Result result(Optional<Octets> laneBits) {
        return result(laneBits, Optional.empty());
    }

    Result result(Optional<Octets> laneBits, Optional<Octets> confirmedBits) {
        return new Result(
                transcript(),
                matches().size(),
                Tags.resultTag(transcript(), TestNode.PEER_OIN, matches()),
                laneBits,
                Optional.empty(),
                confirmedBits);
    }

    /** Ends the session in agreement, until it is shown; gives the hash of the own receipt. */
    Octets agree(Result own) {
        byte[] nodeResult = open(putResult(own));
        var receipt = receipt(own, nodeResult);
        open(putReceipt(receipt));
        ShownMatches.await(convenant.hash());
        return Messages.hash(MessageCodec.RECEIPT.encode(receipt));
    }

    Receipt receipt(Result own, byte[] nodeResult) {
        return new Receipt(
                transcript(),
                Messages.hash(MessageCodec.RESULT.encode(own)),
                Messages.hash(nodeResult),
                Receipt.AGREED,
                "checkpoint of the peer");
    }

    /** Everything up to and including the lists. */
    void reachLists() throws InvalidMessageException {
        agreeOnOffers();
        sendList();
        fetchList();
    }

    /** Everything up to the first round. */
    void reachEvaluating() throws InvalidMessageException {
        reachLists();
        expose();
    }
}
