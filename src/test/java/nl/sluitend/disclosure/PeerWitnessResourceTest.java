package nl.sluitend.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import nl.sluitend.NodeClient;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.OwnParty;
import org.junit.jupiter.api.Test;

/** This node as the witness of a counterpart's log. */
@QuarkusTest
class PeerWitnessResourceTest {

    @Inject LogKeys keys;
    @Inject OwnParty own;

    private final LogName log = LogName.ofConvenant(TestLeaves.PEER, TestLog.fresh().name().id());
    private final LogSigner signer = new LogSigner(TestCounterparts.SEED, log.origin());
    private final MemoryLog tree = MemoryLog.of(40);

    PeerWitnessResourceTest() {
        TestCounterparts.add(log.id(), TestLeaves.PEER);
    }

    @Test
    void aCheckpointIsCheckedRememberedAndCosigned() throws LogVerificationException {
        SignedCheckpoint first = checkpoint(10);
        String line = add(0, List.of(), first).statusCode(200).extract().asString();
        assertCosigned(first, line);
        SignedCheckpoint second = checkpoint(25);
        line = add(10, proof(10, 25), second).statusCode(200).extract().asString();
        assertCosigned(second, line);
        SignedNote latest =
                SignedNote.parse(
                        NodeClient.givenPeer()
                                .get(latest(log))
                                .then()
                                .statusCode(200)
                                .extract()
                                .asString());
        assertThat(latest.text()).isEqualTo(second.checkpoint().text());
        assertThat(Cosignature.verify(keys.ownWitness(own.oin()), latest)).isPresent();
    }

    @Test
    void theSameCheckpointMayBeCosignedAgain() {
        add(0, List.of(), checkpoint(10)).statusCode(200);
        add(10, List.of(), checkpoint(10)).statusCode(200);
    }

    @Test
    void anotherOldSizeIsAnsweredWithTheOneThatIsKnown() {
        add(0, List.of(), checkpoint(10)).statusCode(200);
        String size =
                add(5, proof(5, 25), checkpoint(25))
                        .statusCode(409)
                        .contentType("text/x.tlog.size")
                        .extract()
                        .asString();
        assertThat(size).isEqualTo("10\n");
        add(0, List.of(), checkpoint(10)).statusCode(409);
    }

    @Test
    void anotherHistoryIsNotCosigned() {
        add(0, List.of(), checkpoint(10)).statusCode(200);
        MemoryLog other = new MemoryLog();
        for (int i = 0; i < 25; i++) {
            other.append(new byte[] {(byte) i});
        }
        add(10, MerkleTree.consistencyProof(10, 25, other), checkpoint(other, 25)).statusCode(422);
        add(10, List.of(), checkpoint(other, 10)).statusCode(409);
        add(10, proof(10, 25), checkpoint(25)).statusCode(200);
    }

    @Test
    void whatIsNotSignedByTheLogIsRefused() {
        LogSigner forger = new LogSigner(new byte[32], log.origin());
        add(0, List.of(), forger.sign(checkpoint(10).checkpoint())).statusCode(403);
    }

    @Test
    void aLogThatWeDoNotWatchIsUnknown() {
        LogName unknown = LogName.ofConvenant(TestLeaves.PEER, "ab".repeat(32));
        LogName node = LogName.ofNode(TestLeaves.PEER);
        LogName others = LogName.ofConvenant(new Oin("00000099000000003000"), log.id());
        for (LogName name : List.of(unknown, node, others)) {
            LogSigner key = new LogSigner(TestCounterparts.SEED, name.origin());
            Checkpoint claimed = new Checkpoint(name.origin(), 10, tree.root(10));
            add(0, List.of(), key.sign(claimed)).statusCode(404);
            NodeClient.givenPeer().get(latest(name)).then().statusCode(404);
        }
    }

    @Test
    void aRequestOfAnotherFormIsRefused() {
        add(11, List.of(), checkpoint(10)).statusCode(400);
        for (String body : List.of("", "old 1\n", "old 01\n\nnote", "old 1\nAAAA\n\nnote")) {
            post(body).statusCode(400);
        }
        String unsigned = checkpoint(10).checkpoint().text();
        post("old 0\n\n" + unsigned).statusCode(403);
    }

    @Test
    void aLogThatLostEntriesGoesOnUnderTheNextNameOnlyAfterItsFinalStatement() {
        add(0, List.of(), checkpoint(20)).statusCode(200);
        LogName next = log.next();
        SignedCheckpoint first =
                new LogSigner(TestCounterparts.SEED, next.origin())
                        .sign(new Checkpoint(next.origin(), 3, tree.root(3)));
        add(0, List.of(), first).statusCode(404);
        close(statement(10, LogStatement.Ground.BEHIND_WITNESSES, next.origin())).statusCode(200);
        close(statement(10, LogStatement.Ground.BEHIND_WITNESSES, next.origin())).statusCode(200);

        add(0, List.of(), first).statusCode(200);
        add(20, proof(20, 25), checkpoint(25)).statusCode(404);
    }

    @Test
    void aFinalStatementThatContradictsWhatIsKnownIsRefused() {
        add(0, List.of(), checkpoint(20)).statusCode(200);
        LogStatement another =
                new LogStatement(
                        LogStatement.Kind.CLOSED,
                        log.origin(),
                        20,
                        tree.root(19),
                        Instant.now(),
                        LogStatement.Ground.RETENTION,
                        java.util.Optional.empty());

        close(signer.sign(another)).statusCode(422);
        close(statement(10, LogStatement.Ground.RETENTION, null)).statusCode(422);
        close(statement(10, LogStatement.Ground.BEHIND_WITNESSES, null)).statusCode(422);
        close(statement(10, LogStatement.Ground.RETENTION, log.next().origin())).statusCode(422);
        close(statement(10, LogStatement.Ground.BEHIND_WITNESSES, log.next().next().origin()))
                .statusCode(422);
        close(statement(20, LogStatement.Ground.RETENTION, null).replace("retention", "other"))
                .statusCode(422);
        close(checkpoint(20).note()).statusCode(404);
        close(statement(20, LogStatement.Ground.RETENTION, null)).statusCode(200);
        add(20, proof(20, 25), checkpoint(25)).statusCode(200);
    }

    private String statement(
            long size,
            LogStatement.Ground ground,
            @org.jspecify.annotations.Nullable String successor) {
        return signer.sign(
                new LogStatement(
                        LogStatement.Kind.CLOSED,
                        log.origin(),
                        size,
                        tree.root(size),
                        Instant.now(),
                        ground,
                        java.util.Optional.ofNullable(successor)));
    }

    private static ValidatableResponse close(String statement) {
        return NodeClient.givenPeer()
                .contentType("text/plain; charset=utf-8")
                .body(statement)
                .post("/peer/v1/witness/close")
                .then();
    }

    @Test
    void withoutACertificateNobodyIsAnswered() {
        NodeClient.given()
                .contentType("text/plain")
                .body("old 0\n\n")
                .post("/peer/v1/witness/add-checkpoint")
                .then()
                .statusCode(401);
    }

    private void assertCosigned(SignedCheckpoint signed, String line)
            throws LogVerificationException {
        SignedNote note = SignedNote.parse(signed.checkpoint().text() + "\n" + line);
        assertThat(Cosignature.verify(keys.ownWitness(own.oin()), note).orElseThrow())
                .isBetween(Instant.now().minusSeconds(60), Instant.now());
    }

    private static String latest(LogName name) {
        return "/peer/v1/witness/" + WitnessCalls.originHash(name.origin()) + "/checkpoint";
    }

    private List<byte[]> proof(long from, long to) {
        return MerkleTree.consistencyProof(from, to, tree);
    }

    private SignedCheckpoint checkpoint(long size) {
        return checkpoint(tree, size);
    }

    private SignedCheckpoint checkpoint(MemoryLog of, long size) {
        return signer.sign(new Checkpoint(log.origin(), size, of.root(size)));
    }

    private static ValidatableResponse add(long old, List<byte[]> proof, SignedCheckpoint signed) {
        byte[] body = new AddCheckpoint(old, proof, signed.note()).encode();
        return post(new String(body, java.nio.charset.StandardCharsets.UTF_8));
    }

    private static ValidatableResponse post(String body) {
        return NodeClient.givenPeer()
                .contentType("text/plain; charset=utf-8")
                .body(body)
                .post("/peer/v1/witness/add-checkpoint")
                .then();
    }
}
