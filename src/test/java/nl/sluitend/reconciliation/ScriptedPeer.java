package nl.sluitend.reconciliation;

import io.restassured.response.Response;
import java.security.SecureRandom;
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
import nl.sluitend.oprf.Group;
import nl.sluitend.oprf.InvalidElementException;
import nl.sluitend.oprf.Mode;
import nl.sluitend.oprf.Scalar;
import nl.sluitend.oprf.Suite;
import nl.sluitend.party.JwsVerification;
import nl.sluitend.psi.Chunking;
import nl.sluitend.psi.Elements;
import nl.sluitend.psi.ElementsHeader;
import nl.sluitend.psi.EvaluatedHeader;
import nl.sluitend.psi.Evaluation;
import nl.sluitend.psi.Exposed;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.Offer;
import nl.sluitend.psi.PreparedList;
import nl.sluitend.psi.ProofContext;
import nl.sluitend.psi.Receipt;
import nl.sluitend.psi.Result;
import nl.sluitend.psi.Role;
import nl.sluitend.psi.SessionScalar;
import nl.sluitend.psi.Tags;
import nl.sluitend.psi.Terms;
import nl.sluitend.psi.Transcript;

/**
 * The counterparty of {@link TestNode} as initiator, one message at a time over real mutual TLS, so
 * that a test can deviate anywhere.
 */
final class ScriptedPeer extends PeerConnection {

    static final Suite SUITE = Suite.RISTRETTO255_SHA512;
    static final String PURPOSE = "AFSTEMMING";
    private static final Group GROUP = Group.of(SUITE);
    private static final Clock CLOCK = Clock.systemUTC();

    final SecureRandom random = new SecureRandom();
    final TestConvenant convenant;
    final ScriptedLog log;
    final Terms terms;
    final byte[] seed = new byte[SessionScalar.SEED_LENGTH];
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
        this.convenant = convenant;
        this.log = new ScriptedLog(keys, convenant.hash());
        this.terms = new Terms(convenant.hash(), Terms.MATCH, "PGN", SUITE, "1", convenant.cap());
        random.nextBytes(seed);
        try (Scalar rho = GROUP.randomScalar(random)) {
            Elements points = Elements.of(SUITE, GROUP.hashMultiply(rho, Mode.VOPRF, keysOfPupils));
            this.list =
                    PreparedList.prepare(
                            GROUP,
                            GROUP,
                            sid,
                            terms,
                            TestNode.PEER_OIN,
                            TestNode.OIN,
                            new PreparedList.Frozen(
                                    points, keysOfPupils.stream().map(_ -> fresh()).toList()),
                            seed,
                            rho,
                            random);
        } catch (InvalidElementException e) {
            throw new AssertionError(e);
        }
        this.ownChunks =
                new Chunking(terms.rounds(), keysOfPupils.size()).cut(list.batch().elements());
    }

    private Octets fresh() {
        var octets = new byte[32];
        random.nextBytes(octets);
        return Octets.of(octets);
    }

    Offer offer() {
        Instant now = CLOCK.instant().truncatedTo(ChronoUnit.SECONDS);
        return new Offer(
                Offer.VERSION,
                sid,
                Role.INITIATOR,
                TestNode.PEER_OIN,
                TestNode.OIN,
                convenant.hash(),
                PURPOSE,
                Terms.MATCH,
                "PGN",
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
                fresh(),
                Optional.empty(),
                now,
                now.plus(Duration.ofHours(24)),
                Optional.empty());
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

    Response putHeader(ElementsHeader header) {
        return sendJws("PUT", path("/elements"), MessageCodec.ELEMENTS.encode(header));
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
        return new Exposed(
                offersHash, Octets.of(leaf), 0, List.of(), log.checkpoint(leaf), List.of());
    }

    Response putExposure(Exposed exposed) {
        return sendJws("PUT", path("/exposure"), MessageCodec.EXPOSED.encode(exposed));
    }

    void expose() throws InvalidMessageException {
        nodeLeaf =
                MessageCodec.EXPOSED
                        .decode(open(putExposure(exposed(exposureLeaf(m -> m)))))
                        .leafHash();
    }

    Evaluation evaluate(int j) {
        try (Scalar k =
                SessionScalar.derive(
                        GROUP,
                        seed,
                        sid,
                        terms,
                        TestNode.PEER_OIN,
                        TestNode.OIN,
                        list.listRoot())) {
            return Evaluation.evaluate(
                    GROUP,
                    GROUP,
                    k,
                    list.publicKey(),
                    new ProofContext(SUITE, offersHash, TestNode.PEER_OIN, terms.lane()),
                    j,
                    nodeChunks.get(j),
                    random);
        }
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
        return new Result(
                transcript(),
                matches().size(),
                Tags.resultTag(transcript(), TestNode.PEER_OIN, matches()));
    }

    Response putResult(Result result) {
        return sendJws("PUT", path("/result"), MessageCodec.RESULT.encode(result));
    }

    Response putReceipt(Receipt receipt) {
        return sendJws("PUT", path("/receipt"), MessageCodec.RECEIPT.encode(receipt));
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
