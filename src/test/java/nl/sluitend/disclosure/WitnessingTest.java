package nl.sluitend.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nl.sluitend.NodeClient;
import nl.sluitend.TestNode;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.Counterparties;
import nl.sluitend.party.PeerHttp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** This node as the owner of logs that others watch. */
@QuarkusTest
@TestSecurity(user = "fg-1", roles = "fg")
class WitnessingTest {

    @Inject DisclosureLog disclosureLog;
    @Inject Disclosures disclosures;
    @Inject Cosignatures cosignatures;
    @Inject Witnesses witnesses;
    @Inject LogHalts halts;
    @Inject LogStore store;
    @Inject LogAlerts alerts;
    @Inject PeerHttp peers;

    private final TestLog log = TestLog.fresh();
    private TestWitness server;
    private Witness witness;
    private Witnessing witnessing;

    @BeforeEach
    void aLogAndItsWitness() {
        append(10);
        server = new TestWitness(disclosureLog.verifierKey(log.name()));
        witness = server.asWitness();
        HttpClient http = HttpClient.newBuilder().sslContext(NodeClient.context(null)).build();
        witnessing =
                new Witnessing(
                        disclosureLog,
                        cosignatures,
                        witnesses,
                        new WitnessCalls(peers, http),
                        halts,
                        store,
                        alerts,
                        Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aCosignatureIsVerifiedKeptAndPublishedWithTheCheckpoint() throws LogVerificationException {
        assertThat(witnessing.ask(log.name(), witness)).isTrue();
        for (String name : List.of("checkpoint", "cosigned-checkpoint")) {
            SignedNote note = SignedNote.parse(get(name));
            assertThat(Cosignature.verify(TestWitness.key(), note).orElseThrow())
                    .isBetween(Instant.now().minusSeconds(60), Instant.now());
            assertThat(
                            SignedCheckpoint.open(
                                            disclosureLog.verifierKey(log.name()), note.toString())
                                    .size())
                    .isEqualTo(10);
        }
        append(1);
        assertThat(SignedNote.parse(get("checkpoint")).signatures()).hasSize(1);
        assertThat(get("cosigned-checkpoint")).contains("\n10\n");
    }

    @Test
    void aProofFileHoldsTheCosignaturesOfItsCheckpoint() throws LogVerificationException {
        byte[] before = proofOfTheFirst();
        assertThat(witnessing.ask(log.name(), witness)).isTrue();
        TlogPolicy policy =
                TlogPolicy.parse("witness w %s\nquorum w\n".formatted(TestWitness.key().vkey()));
        List<VerifierKey> keys = List.of(disclosureLog.verifierKey(log.name()));
        assertThat(ProofCheck.verify(before, keys, policy).cosignedAt()).isEmpty();
        assertThat(ProofCheck.verify(proofOfTheFirst(), keys, policy).cosignedAt()).isPresent();
    }

    @Test
    void growthIsProvenToTheWitness() {
        witnessing.ask(log.name(), witness);
        append(300);
        assertThat(witnessing.ask(log.name(), witness)).isTrue();
        assertThat(server.knownSize()).isEqualTo(310);
    }

    @Test
    void aWitnessThatKnowsAnEarlierSizeThanWeThinkIsFollowed() {
        witnessing.ask(log.name(), witness);
        append(5);
        witnessing.ask(log.name(), witness);
        log.execute("delete from disclosure_cosignature where size = 15 and " + log.own());
        append(5);
        assertThat(witnessing.ask(log.name(), witness)).isTrue();
        assertThat(server.knownSize()).isEqualTo(20);
    }

    @Test
    void aLogRestsWhileASessionIsUnderWayAndNoLongerThanTenMinutes() {
        assertThat(witnessing.sessionUnderWay(log.name())).isTrue();
        append(log.receipt("session-2"));
        assertThat(witnessing.sessionUnderWay(log.name())).isTrue();
        log.execute(
                "update disclosure_leaf set logged_at = now() - interval '11 minutes' where "
                        + log.own());
        assertThat(witnessing.sessionUnderWay(log.name())).isFalse();
    }

    @Test
    void theReceiptOfASessionEndsTheRestOfItsLog() {
        append(log.receipt("session-1"));
        assertThat(witnessing.sessionUnderWay(log.name())).isFalse();
        append(log.exposure("session-2", 3));
        assertThat(witnessing.sessionUnderWay(log.name())).isTrue();
    }

    @Test
    void whatDoesNotVerifyIsNotKept() {
        for (TestWitness.Mood mood :
                List.of(TestWitness.Mood.WRONG_SIGNATURE, TestWitness.Mood.WRONG_CLOCK)) {
            append(1);
            server.mood = mood;
            assertThat(witnessing.ask(log.name(), witness)).isFalse();
        }
        assertThat(cosignatures.last(log.name(), TestWitness.key())).isEmpty();
    }

    @Test
    void aSleepingCounterpartStopsNothingUntilTheLimitAndThenWhatDiscloses() {
        TestCounterparts.add(log.name().convenantHash().orElseThrow(), TestLeaves.PEER);
        assertThatCode(() -> append(1)).doesNotThrowAnyException();
        Clock late = Clock.offset(Clock.systemUTC(), Duration.ofHours(5));
        WitnessLimit limit = new WitnessLimit(witnesses, cosignatures, Duration.ofHours(4), late);
        assertThatThrownBy(() -> limit.require(log.name(), List.of(log.exposure())))
                .isInstanceOf(LogUnavailableException.class)
                .hasMessageContaining("suspended");
        assertThatCode(() -> limit.require(log.name(), List.of(log.outcome(1))))
                .doesNotThrowAnyException();
        VerifierKey key = witnesses.counterpartOf(log.name()).orElseThrow().key();
        assertThat(key.name()).isEqualTo(TestNode.PEER_OIN + "/witness");
        disclosureLog.checkpoint(log.name());
        cosignatures.keep(log.name(), 11, key, "line", Instant.now());
        assertThat(limit.exceeded(log.name())).isEmpty();
        assertThat(limit.cosignedSize(log.name())).isEqualTo(11);
    }

    @Test
    void anExchangeIsRefusedWhenTheLimitIsExceeded() {
        TestCounterparts.add(log.name().convenantHash().orElseThrow(), TestLeaves.PEER);
        log.execute(
                "update disclosure_leaf set logged_at = now() - interval '5 hours' where "
                        + log.own());
        assertThatThrownBy(() -> append(1))
                .isInstanceOf(LogUnavailableException.class)
                .hasMessageContaining("has not cosigned the log since");
    }

    @Test
    void aLogRestoredToBeforeWhatItsWitnessKnowsIsReadOnly() throws IOException {
        append(10);
        witnessing.ask(log.name(), witness);
        log.truncateTo(10);
        assertThat(witnessing.compare(log.name(), witness).standing())
                .isEqualTo(Witnessing.Standing.AHEAD);
        assertReadOnly();
    }

    @Test
    void aLogThatWentOnAfterARestoreIsReadOnly() throws IOException {
        append(10);
        witnessing.ask(log.name(), witness);
        log.truncateTo(10);
        append(15);
        assertThat(witnessing.ask(log.name(), witness)).isFalse();
        assertThat(witnessing.compare(log.name(), witness).standing())
                .isEqualTo(Witnessing.Standing.FORKED);
        assertReadOnly();
    }

    @Test
    void aRestoredLogOpensOnceEveryWitnessHasBeenAsked() {
        witnessing.ask(log.name(), witness);
        log.execute(
                "update disclosure_log set halted = '"
                        + LogHalts.RESTORED
                        + "' where origin = '"
                        + log.name()
                        + "'");
        server.mood = TestWitness.Mood.ASLEEP;
        witnessing.compareAll(log.name(), List.of(witness));
        assertThatThrownBy(() -> append(1)).isInstanceOf(LogUnavailableException.class);
        server.mood = TestWitness.Mood.HONEST;
        witnessing.compareAll(log.name(), List.of(witness));
        assertThatCode(() -> append(1)).doesNotThrowAnyException();
    }

    @Test
    void thePolicyNamesLogAndWitnesses() {
        TestCounterparts.add(log.name().convenantHash().orElseThrow(), new Oin(TestNode.PEER_OIN));
        String vkey = disclosureLog.verifierKey(log.name()).vkey();
        VerifierKey counterpart =
                LogKeys.witness(new Oin(TestNode.PEER_OIN), TestCounterparts.publicKey());
        assertThat(get("policy"))
                .isEqualTo(
                        "log %s\nwitness counterpart %s\ngroup witnesses all counterpart\nquorum witnesses\n"
                                .formatted(vkey, counterpart.vkey()));
        assertThat(
                        new Witnesses(
                                        _ -> Optional.empty(),
                                        new Counterparties(List.of()),
                                        Optional.of(witness))
                                .of(LogName.ofNode(TestLeaves.OWNER)))
                .containsExactly(witness);
    }

    @Test
    void everyCheckpointIsPublished() throws LogVerificationException {
        disclosureLog.checkpoint(log.name());
        append(3);
        disclosureLog.checkpoint(log.name());
        byte[] page =
                NodeClient.given()
                        .get("/v1/log/" + log.name().id() + "/checkpoints/0")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asByteArray();
        assertThat(EntryBundle.decode(page, 2)).hasSize(2);
        NodeClient.given()
                .get("/v1/log/" + log.name().id() + "/checkpoints/1")
                .then()
                .statusCode(404);
    }

    private void assertReadOnly() {
        assertThatThrownBy(() -> append(1))
                .isInstanceOf(LogUnavailableException.class)
                .hasMessageContaining("read-only");
        assertThatThrownBy(() -> disclosureLog.checkpoint(log.name()))
                .isInstanceOf(LogUnavailableException.class)
                .hasMessageContaining("witness.example/1 knows");
        NodeClient.given()
                .get("/v1/log/" + log.name().id() + "/tile/entries/000.p/10")
                .then()
                .statusCode(200);
    }

    private byte[] proofOfTheFirst() {
        return disclosures
                .open(log.name().id(), 0, "fg-1")
                .file()
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    private String get(String file) {
        return NodeClient.given()
                .get("/v1/log/" + log.name().id() + "/" + file)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private void append(int leaves) {
        append(Stream.generate(log::exposure).limit(leaves).toArray(Leaf[]::new));
    }

    private void append(Leaf... leaves) {
        List<Leaf> all = List.of(leaves);
        QuarkusTransaction.requiringNew().run(() -> disclosureLog.append(log.name(), all));
    }
}
