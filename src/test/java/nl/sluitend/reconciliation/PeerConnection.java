package nl.sluitend.reconciliation;

import static io.restassured.http.ContentType.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import nl.sluitend.NodeClient;
import nl.sluitend.TestNode;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.Jws;
import nl.sluitend.party.JwsVerification;
import nl.sluitend.party.KeyRing;
import nl.sluitend.party.KeyStoreFile;
import nl.sluitend.party.TrustStore;
import nl.sluitend.psi.Abort;
import nl.sluitend.psi.ElementsHeader;
import nl.sluitend.psi.Exposed;
import nl.sluitend.psi.Phase;
import nl.sluitend.psi.Receipt;
import nl.sluitend.psi.Result;

/** One session with {@link TestNode} as its counterparty sees it: requests over mutual TLS. */
class PeerConnection {

    private static final Clock CLOCK = Clock.systemUTC();

    private static final KeyRing KEYS = open();

    final UUID sid = UUID.randomUUID();
    final KeyRing keys = KEYS;
    final Jws jws = new Jws(keys, new TrustStore(List.of(TestNode.AUTHORITY.certificate())), CLOCK);

    /** The counterparty's keys. */
    static KeyRing keyRing() {
        return KEYS;
    }

    private static KeyRing open() {
        try {
            return KeyRing.open(
                    TestNode.PEER_FILES.keystore(),
                    TestNode.PEER_FILES.password().toCharArray(),
                    new SecureRandom());
        } catch (KeyStoreFile.KeyStoreException e) {
            throw new AssertionError(e);
        }
    }

    static RequestSpecification http() {
        return NodeClient.givenPeer();
    }

    String path(String rest) {
        return "/peer/v1/sessions/" + sid + rest;
    }

    Response sendJws(String method, String path, byte[] payload) {
        return http().contentType("application/jose")
                .body(jws.sign(payload).getBytes(StandardCharsets.US_ASCII))
                .request(method, path);
    }

    /** The payload that the node signed. */
    byte[] open(Response answer) {
        assertThat(answer.statusCode()).as(answer::asString).isEqualTo(200);
        return switch (jws.verify(answer.asString(), new Oin(TestNode.OIN))) {
            case JwsVerification.Verified verified -> verified.payload();
            case JwsVerification.Rejected rejected -> throw new AssertionError(rejected);
        };
    }

    Response putChunk(int j, byte[] octets) {
        return http().contentType("application/octet-stream")
                .body(octets)
                .put(path("/elements/" + j));
    }

    /** Chunks {@code j} to {@code last} in one body. */
    Response putChunks(int j, int last, byte[] octets) {
        return http().contentType("application/octet-stream")
                .queryParam("to", last)
                .body(octets)
                .put(path("/elements/" + j));
    }

    Response putEvaluated(int j, byte[] frame) {
        return http().contentType("application/octet-stream")
                .body(frame)
                .put(path("/evaluated/" + j));
    }

    Response abort(Phase phase) {
        return abort("stopped", phase);
    }

    Response abort(String reason, Phase phase) {
        return sendJws(
                "POST",
                path("/abort"),
                MessageCodec.ABORT.encode(new Abort(sid, reason, phase, 0, 0)));
    }

    Response putHeader(ElementsHeader header) {
        return sendJws("PUT", path("/elements"), MessageCodec.ELEMENTS.encode(header));
    }

    Response putExposure(Exposed exposed) {
        return sendJws("PUT", path("/exposure"), MessageCodec.EXPOSED.encode(exposed));
    }

    Response putResult(Result result) {
        return sendJws("PUT", path("/result"), MessageCodec.RESULT.encode(result));
    }

    Response putReceipt(Receipt receipt) {
        return sendJws("PUT", path("/receipt"), MessageCodec.RECEIPT.encode(receipt));
    }

    /** The state of the session at the node. */
    JsonPath state() {
        return http().accept(JSON).get(path("")).then().statusCode(200).extract().jsonPath();
    }
}
