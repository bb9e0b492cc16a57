package nl.sluitend.reconciliation;

import static io.restassured.http.ContentType.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import nl.sluitend.NodeClient;
import nl.sluitend.TestNode;
import nl.sluitend.disclosure.Checkpoint;
import nl.sluitend.disclosure.LeafKind;
import nl.sluitend.disclosure.LogEntry;
import nl.sluitend.disclosure.LogKeys;
import nl.sluitend.disclosure.LogName;
import nl.sluitend.disclosure.MerkleTree;
import nl.sluitend.disclosure.SignedNote;
import nl.sluitend.disclosure.VerifierKey;
import nl.sluitend.identifier.Oin;
import nl.sluitend.oprf.Group;
import nl.sluitend.oprf.InvalidElementException;
import nl.sluitend.oprf.Mode;
import nl.sluitend.oprf.Scalar;
import nl.sluitend.oprf.Suite;
import nl.sluitend.party.CanonicalJson;
import nl.sluitend.party.Jws;
import nl.sluitend.party.JwsVerification;
import nl.sluitend.party.KeyRing;
import nl.sluitend.party.KeyStoreFile;
import nl.sluitend.party.TrustStore;
import nl.sluitend.psi.Abort;
import nl.sluitend.psi.Chunking;
import nl.sluitend.psi.Elements;
import nl.sluitend.psi.ElementsHeader;
import nl.sluitend.psi.EvaluatedHeader;
import nl.sluitend.psi.Evaluation;
import nl.sluitend.psi.Exposed;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.Offer;
import nl.sluitend.psi.Phase;
import nl.sluitend.psi.PreparedList;
import nl.sluitend.psi.ProofContext;
import nl.sluitend.psi.Receipt;
import nl.sluitend.psi.Result;
import nl.sluitend.psi.Role;
import nl.sluitend.psi.SessionScalar;
import nl.sluitend.psi.Tags;
import nl.sluitend.psi.Terms;
import nl.sluitend.psi.Transcript;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/**
 * The counterparty of {@link TestNode} as initiator, one message at a time over real mutual TLS, so
 * that a test can deviate anywhere.
 */
final class ScriptedPeer {

    static final Suite SUITE = Suite.RISTRETTO255_SHA512;
    static final String PURPOSE = "AFSTEMMING";
    private static final Group GROUP = Group.of(SUITE);
    private static final Clock CLOCK = Clock.systemUTC();

    final SecureRandom random = new SecureRandom();
    final KeyRing keys;
    final Jws jws;
    final TestConvenant convenant;
    final Terms terms;
    final UUID sid = UUID.randomUUID();
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
        this.keys = keyRing();
        this.jws = new Jws(keys, new TrustStore(List.of(TestNode.AUTHORITY.certificate())), CLOCK);
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

    static KeyRing keyRing() {
        try {
            return KeyRing.open(
                    TestNode.PEER_FILES.keystore(),
                    TestNode.PEER_FILES.password().toCharArray(),
                    new SecureRandom());
        } catch (KeyStoreFile.KeyStoreException e) {
            throw new AssertionError(e);
        }
    }

    private Octets fresh() {
        var octets = new byte[32];
        random.nextBytes(octets);
        return Octets.of(octets);
    }

    static RequestSpecification http() {
        return NodeClient.givenPeer();
    }

    String path(String rest) {
        return "/peer/v1/sessions/" + sid + rest;
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

    Response sendJws(String method, String path, byte[] payload) {
        return http().contentType("application/jose")
                .body(jws.sign(payload).getBytes(StandardCharsets.US_ASCII))
                .request(method, path);
    }

    Response postOffer(Offer offer) {
        ownOffer = MessageCodec.encode(offer);
        return sendJws("POST", "/peer/v1/sessions", ownOffer);
    }

    /** The payload that the node signed. */
    byte[] open(Response answer) {
        assertThat(answer.statusCode()).as(answer::asString).isEqualTo(200);
        return switch (jws.verify(answer.asString(), new Oin(TestNode.OIN))) {
            case JwsVerification.Verified verified -> verified.payload();
            case JwsVerification.Rejected rejected -> throw new AssertionError(rejected);
        };
    }

    void agreeOnOffers() {
        nodeOffer = open(postOffer(offer()));
        offersHash = Offer.pairHash(ownOffer, nodeOffer);
    }

    ElementsHeader header() {
        return new ElementsHeader(offersHash, list.salt(), list.digests(), 0);
    }

    Response putHeader(ElementsHeader header) {
        return sendJws("PUT", path("/elements"), MessageCodec.encode(header));
    }

    Response putChunk(int j, byte[] octets) {
        return http().contentType("application/octet-stream")
                .body(octets)
                .put(path("/elements/" + j));
    }

    void sendList() {
        putHeader(header()).then().statusCode(204);
        for (int j = 0; j < ownChunks.size(); j++) {
            putChunk(j, ownChunks.get(j).flat()).then().statusCode(204);
        }
    }

    void fetchList() throws InvalidMessageException {
        nodeSalt = MessageCodec.elements(open(http().get(path("/elements")))).salt();
        for (int j = 0; j < terms.rounds(); j++) {
            Response chunk = http().get(path("/elements/" + j));
            chunk.then().statusCode(200);
            nodeChunks.add(Elements.of(SUITE, chunk.asByteArray()));
        }
    }

    /** The leaf that the own log must hold; the log of this convenant has no other. */
    byte[] exposureLeaf(UnaryOperator<Map<String, Object>> detail) {
        Instant now = CLOCK.instant().truncatedTo(ChronoUnit.MILLIS);
        var id = new UUID(now.toEpochMilli() << 16 | 0x7000, 0x8000_0000_0000_0000L | 42);
        return new LogEntry(
                        0,
                        id,
                        LeafKind.EXPOSURE,
                        now,
                        now,
                        convenant.hash(),
                        URI.create("https://register.example/afstemming/1"),
                        PURPOSE,
                        TestConvenant.BASIS,
                        LogEntry.Role.SENDER,
                        new Oin(TestNode.PEER_OIN),
                        new Oin(TestNode.OIN),
                        sid.toString(),
                        detail.apply(
                                Map.of(
                                        "offersHash", offersHash.base64Url(),
                                        "listRoot", list.listRoot().base64Url(),
                                        "n", list.batch().elements().size())),
                        List.of())
                .encode();
    }

    Exposed exposed(byte[] leaf) {
        ownLeaf = Octets.of(MerkleTree.leafHash(leaf));
        return new Exposed(offersHash, Octets.of(leaf), 0, List.of(), checkpoint(leaf), List.of());
    }

    private String checkpoint(byte[] leaf) {
        LogName log = LogName.ofConvenant(new Oin(TestNode.PEER_OIN), convenant.hash());
        VerifierKey key = LogKeys.of(log, keys.logPublicKey());
        String text = new Checkpoint(log.origin(), 1, MerkleTree.leafHash(leaf)).text();
        byte[] message = text.getBytes(StandardCharsets.UTF_8);
        var signer = new Ed25519Signer();
        signer.init(true, new Ed25519PrivateKeyParameters(keys.logSeed()));
        signer.update(message, 0, message.length);
        return new SignedNote(
                        text,
                        List.of(
                                new SignedNote.Signature(
                                        key.name(), key.keyId(), signer.generateSignature())))
                .toString();
    }

    Response putExposure(Exposed exposed) {
        return sendJws("PUT", path("/exposure"), MessageCodec.encode(exposed));
    }

    void expose() throws InvalidMessageException {
        nodeLeaf =
                MessageCodec.exposed(open(putExposure(exposed(exposureLeaf(m -> m))))).leafHash();
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
                MessageCodec.encode(
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

    Response putEvaluated(int j, byte[] frame) {
        return http().contentType("application/octet-stream")
                .body(frame)
                .put(path("/evaluated/" + j));
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
        return sendJws("PUT", path("/result"), MessageCodec.encode(result));
    }

    Response putReceipt(Receipt receipt) {
        return sendJws("PUT", path("/receipt"), MessageCodec.encode(receipt));
    }

    Response abort(Phase phase) {
        return sendJws(
                "POST",
                path("/abort"),
                MessageCodec.encode(new Abort(sid, "stopped", phase, 0, 0)));
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

    /** The state of the session at the node. */
    io.restassured.path.json.JsonPath state() {
        return http().accept(JSON).get(path("")).then().statusCode(200).extract().jsonPath();
    }

    /** Proposes and accepts the convenant, as its counterparty. */
    void sign() {
        http().contentType(JSON)
                .body(convenant.json())
                .put("/peer/v1/convenants/" + convenant.hash())
                .then()
                .statusCode(204);
        Instant now = CLOCK.instant();
        byte[] statement =
                CanonicalJson.bytes(
                        Map.of(
                                "convenantHash",
                                convenant.hash(),
                                "type",
                                "accept",
                                "signedAt",
                                now.toString()));
        http().contentType(JSON)
                .body(
                        CanonicalJson.bytes(
                                Map.of("signature", jws.sign(statement), "sentAt", now.toString())))
                .post("/peer/v1/convenants/" + convenant.hash() + "/signatures")
                .then()
                .statusCode(204);
    }

    String logKey() {
        return Base64.getEncoder().encodeToString(keys.logPublicKey());
    }
}
