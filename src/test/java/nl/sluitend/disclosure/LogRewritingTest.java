package nl.sluitend.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nl.sluitend.NodeClient;
import nl.sluitend.disclosure.LogReport.Check;
import nl.sluitend.party.PeerHttp;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What an administrator with full access to the database does so that the tables still fit together
 * and the node goes on signing, and who notices.
 */
@QuarkusTest
@TestSecurity(user = "fg-1", roles = "fg")
class LogRewritingTest {

    @Inject DisclosureLog disclosureLog;
    @Inject Disclosures disclosures;
    @Inject Cosignatures cosignatures;
    @Inject Witnesses witnesses;
    @Inject LogHalts halts;
    @Inject LogStore store;
    @Inject LogAlerts alerts;
    @Inject PeerHttp peers;

    private final TestLog log = TestLog.fresh();

    @BeforeEach
    void aSession() {
        append(log.exposure("s", 3), log.outcome(1), log.outcome(2), log.outcome(3));
    }

    @Test
    void anOutcomeIsDroppedBeforeItIsSigned() {
        log.truncateLeavesTo(3);
        append(log.receipt("session-1"));
        append(log.exposure("session-1", 3));
        assertFound(Check.OUTCOMES, "session session-1 exposes 3 pupils and holds outcomes of 2");
    }

    @Test
    void aReceiptIsDroppedBeforeItIsSigned() {
        append(log.receipt("session-1"));
        log.truncateLeavesTo(4);
        LogVerifier.Checked own = check();
        LogName theirs = LogName.ofConvenant(TestLeaves.PEER, log.name().id());
        Leaf receipt = log.receipt("session-1");
        LogVerifier.Checked counterpart =
                LogVerifier.check(
                        PublishedLog.of(
                                List.of(TestLeaves.seal(receipt, theirs, 0).bytes()),
                                TestLeaves.signer(theirs)),
                        "counterpart",
                        List.of(),
                        List.of(),
                        null,
                        _ -> {});
        LogVerifier.Checked.compareAll(List.of(own, counterpart));
        assertThat(own.report().findings())
                .anySatisfy(
                        finding ->
                                assertThat(finding.detail())
                                        .contains("is in the counterpart's log and not in this"));
    }

    @Test
    void anEntryIsLoggedTwice() {
        log.appendByHand(log.entry(3));
        assertFound(Check.SEQUENCE, "entry 3 stands at index 4");
    }

    @Test
    void anEntryOfAnotherConvenantIsMovedHere() {
        TestLog other = TestLog.fresh();
        QuarkusTransaction.requiringNew()
                .run(
                        () ->
                                disclosureLog.append(
                                        other.name(),
                                        Stream.generate(other::exposure).limit(5).toList()));
        log.appendByHand(other.entry(4));
        assertFound(Check.SEQUENCE, "entry 4 is of another convenant");
    }

    @Test
    void anEntryOfAnotherFormIsWritten() {
        log.appendByHand(
                "{\"type\":\"outcome\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertFound(Check.ENTRY_FORM, "entry 4");
    }

    @Test
    void aHashIsEditedWithoutItsEntry() {
        disclosureLog.checkpoint(log.name());
        log.execute(
                "update disclosure_leaf set leaf_hash = sha256('x') where leaf_index = 2 and "
                        + log.own());
        assertFound(Check.CHECKPOINT, "The log was changed");
        assertFound(Check.TILES, "tile/0/000.p/4");
    }

    @Test
    void theWholeLogIsEmptied() {
        disclosureLog.checkpoint(log.name());
        log.execute(
                "delete from disclosure_opening where " + log.own(),
                "delete from disclosure_leaf where " + log.own(),
                "update disclosure_log set size = 0, right_edge = '' where origin = '"
                        + log.name()
                        + "'");
        assertThat(check().report().verified()).isFalse();
    }

    @Test
    void theLogIsRenamed() {
        disclosureLog.checkpoint(log.name());
        log.execute(
                "update disclosure_log set origin = '"
                        + TestLog.fresh().name()
                        + "' where origin = '"
                        + log.name()
                        + "'");
        assertThat(check().report().verified()).isFalse();
    }

    @Test
    void aStoredCheckpointIsEdited() {
        disclosureLog.checkpoint(log.name());
        append(log.exposure());
        disclosureLog.checkpoint(log.name());
        log.execute(
                "update disclosure_checkpoint set note = replace(note, E'\\n4\\n', E'\\n3\\n')"
                        + " where size = 4 and "
                        + log.own());
        assertFound(Check.HISTORY, "a published checkpoint: the signature");
    }

    @Test
    void aCosignatureIsForged() {
        TestCounterparts.add(log.name().id(), TestLeaves.PEER);
        disclosureLog.checkpoint(log.name());
        VerifierKey counterpart = witnesses.counterpartOf(log.name()).orElseThrow().key();
        String line =
                new SignedNote.Signature(counterpart.name(), counterpart.keyId(), new byte[72])
                        .line();
        cosignatures.keep(log.name(), 4, counterpart, line, Instant.now());
        assertFound(Check.COSIGNATURE, "at size 4");
    }

    @Test
    void openingsAreSwappedBetweenEntries() {
        log.execute(
                "update disclosure_opening o set sealed = (select sealed from disclosure_opening p"
                        + " where p.log_id = o.log_id and p.leaf_index = 2) where leaf_index = 1 and "
                        + log.own());
        assertThatThrownBy(() -> disclosures.open(log.name().id(), 1, "fg-1"))
                .isInstanceOf(LogUnavailableException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void theKeyOfASubjectIsReplaced() {
        log.execute(
                "update disclosure_subject_key set wrapped_key = set_byte(wrapped_key, 20, 1 +"
                        + " get_byte(wrapped_key, 20) % 255) where "
                        + log.own());
        assertThatThrownBy(() -> disclosures.open(log.name().id(), 1, "fg-1"))
                .isInstanceOf(LogUnavailableException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void twoWitnessesAreShownTwoHistories() {
        VerifierKey key = disclosureLog.verifierKey(log.name());
        try (TestWitness first = new TestWitness(key);
                TestWitness second = new TestWitness(key)) {
            Witnessing witnessing = witnessing();
            append(log.exposure());
            assertThat(witnessing.ask(log.name(), first.asWitness())).isTrue();
            log.truncateTo(4);
            append(log.exposure(), log.exposure());
            assertThat(witnessing.ask(log.name(), second.asWitness())).isTrue();
            assertThat(first.knownSize()).isEqualTo(5);
            log.execute("delete from disclosure_cosignature where " + log.own());
            assertThat(witnessing.ask(log.name(), first.asWitness())).isFalse();
            assertThatThrownBy(() -> append(log.exposure()))
                    .isInstanceOf(LogUnavailableException.class)
                    .hasMessageContaining("which this log does not hold");
        }
    }

    @Test
    void aReadOnlyLogIsOpenedByHand() throws java.io.IOException {
        try (TestWitness witness = new TestWitness(disclosureLog.verifierKey(log.name()))) {
            Witnessing witnessing = witnessing();
            witnessing.ask(log.name(), witness.asWitness());
            log.truncateTo(2);
            witnessing.compare(log.name(), witness.asWitness());
            log.execute(
                    "update disclosure_log set halted = null where origin = '" + log.name() + "'");
            append(log.exposure());
            assertThat(witnessing.ask(log.name(), witness.asWitness())).isFalse();
            assertThatThrownBy(() -> append(log.exposure()))
                    .isInstanceOf(LogUnavailableException.class);
        }
    }

    private Witnessing witnessing() {
        HttpClient http = HttpClient.newBuilder().sslContext(NodeClient.context(null)).build();
        return new Witnessing(
                disclosureLog,
                cosignatures,
                witnesses,
                new WitnessCalls(peers, http),
                halts,
                store,
                alerts,
                Clock.systemUTC());
    }

    private LogVerifier.Checked check() {
        HttpClient client = HttpClient.newBuilder().sslContext(NodeClient.context(null)).build();
        HttpLogSource source =
                new HttpLogSource(
                        client,
                        URI.create(NodeClient.address()),
                        log.name().id(),
                        Optional.empty());
        return LogVerifier.check(source, "node", List.of(), List.of(), null, _ -> {});
    }

    private void assertFound(Check check, String detail) {
        LogReport report = check().report();
        assertThat(report.verified()).isFalse();
        assertThat(report.findings())
                .anySatisfy(
                        finding -> {
                            assertThat(finding.check()).isEqualTo(check);
                            assertThat(finding.detail()).contains(detail);
                        });
    }

    private void append(Leaf... leaves) {
        QuarkusTransaction.requiringNew()
                .run(() -> disclosureLog.append(log.name(), List.of(leaves)));
    }
}
