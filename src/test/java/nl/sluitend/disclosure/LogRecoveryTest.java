package nl.sluitend.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nl.sluitend.NodeClient;
import nl.sluitend.disclosure.LogReport.Check;
import nl.sluitend.party.PeerHttp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both ways out for a log that is behind its witnesses. */
@QuarkusTest
class LogRecoveryTest {

    private static final int RESTORED = 200;
    private static final int KNOWN = 300;

    @Inject DisclosureLog disclosureLog;
    @Inject Cosignatures cosignatures;
    @Inject Witnesses witnesses;
    @Inject LogHalts halts;
    @Inject LogStore store;
    @Inject LogAlerts alerts;
    @Inject LogRefill refill;
    @Inject LogClosing closing;
    @Inject OwnFiles files;
    @Inject PeerHttp peers;
    @TempDir Path copy;

    private final TestLog log = TestLog.fresh();
    private TestWitness server;
    private Witnessing witnessing;

    /** A copy was made and a witness cosigned; then the database came back from a backup. */
    @BeforeEach
    void aLogThatIsBehindItsWitness() throws Exception {
        append(RESTORED);
        disclosureLog.checkpoint(log.name());
        append(KNOWN - RESTORED);
        server = new TestWitness(disclosureLog.verifierKey(log.name()));
        witnessing =
                new Witnessing(
                        disclosureLog,
                        cosignatures,
                        witnesses,
                        new WitnessCalls(
                                peers,
                                HttpClient.newBuilder()
                                        .sslContext(NodeClient.context(null))
                                        .build()),
                        halts,
                        store,
                        alerts,
                        Clock.systemUTC());
        assertThat(witnessing.ask(log.name(), server.asWitness())).isTrue();
        LogExport.copy(source(log.name()), copy);
        log.truncateTo(RESTORED);
        log.execute(
                "delete from disclosure_tile where level = 0 and tile_index > 0 and " + log.own(),
                "delete from disclosure_tile where level = 0 and tile_index = 0 and "
                        + RESTORED
                        + " < 256 and "
                        + log.own());
        assertThat(witnessing.compare(log.name(), server.asWitness()).standing())
                .isEqualTo(Witnessing.Standing.AHEAD);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void entriesFromACopyOpenTheLogAgain() throws Exception {
        int count = refill.refill(log.name(), missing(KNOWN), known(), "operator-1");

        assertThat(count).isEqualTo(KNOWN - RESTORED);
        append(1);
        assertThat(witnessing.ask(log.name(), server.asWitness())).isTrue();
        assertThat(verify(log.name()).findings()).isEmpty();
    }

    @Test
    void aCopyThatIsNoLongerThanTheLogIsOfNoUse() {
        assertThatThrownBy(
                        () ->
                                LogCopy.entries(
                                        new FolderLogSource(copy),
                                        KNOWN,
                                        new ByteArrayOutputStream()))
                .isInstanceOf(LogVerificationException.class);
    }

    @Test
    void tooFewEntriesLeaveItReadOnly() throws Exception {
        List<byte[]> some = missing(KNOWN - 1);

        assertThatThrownBy(() -> refill.refill(log.name(), some, known(), "operator-1"))
                .isInstanceOf(LogVerificationException.class)
                .hasMessageContaining("a witness knows more entries");
        assertReadOnly();
    }

    @Test
    void entriesThatWereChangedLeaveItReadOnly() throws Exception {
        List<byte[]> entries = missing(KNOWN);
        Leaf other = log.exposure("another session", 7);
        entries.set(10, TestLeaves.seal(other, log.name(), (long) RESTORED + 10).bytes());

        assertThatThrownBy(() -> refill.refill(log.name(), entries, known(), "operator-1"))
                .isInstanceOf(LogVerificationException.class)
                .hasMessageContaining("does not hold");
        assertReadOnly();
        assertThat(log.count("disclosure_leaf")).isEqualTo(RESTORED);
    }

    @Test
    void entriesInAnotherOrderLeaveItReadOnly() throws Exception {
        List<byte[]> entries = missing(KNOWN);
        entries.set(0, entries.get(1));

        assertThatThrownBy(() -> refill.refill(log.name(), entries, known(), "operator-1"))
                .isInstanceOf(LogVerificationException.class);
        assertReadOnly();
    }

    @Test
    void aClosedLogGoesOnUnderTheNextNameAndSaysWhatIsLost() throws Exception {
        LogStatement statement = closing.behindWitnesses(log.name(), "operator-1");

        assertThat(statement.size()).isEqualTo(RESTORED);
        append(2);
        LogName next = log.name().next();
        assertThat(disclosureLog.checkpoint(log.name()).checkpoint().origin())
                .isEqualTo(next.origin());
        assertThat(verify(next).findings()).isEmpty();
        assertThat(disclosureLog.checkpoint(next).size()).isEqualTo(3);
        assertThat(verify(log.name()).findings())
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.check()).isEqualTo(Check.CLOSING);
                            assertThat(finding.detail()).contains(next.origin());
                        });
    }

    @Test
    void anEntryIsShownToTheCounterpartFromTheLogThatGoesOn() throws Exception {
        closing.behindWitnesses(log.name(), "operator-1");
        LeafEvidence evidence = disclosureLog.evidence(log.name(), 0, 0);

        assertThat(
                        evidence.verify(
                                        disclosureLog.verifierKey(log.name().next()),
                                        Optional.empty())
                                .entry()
                                .kind())
                .isEqualTo(LeafKind.CONFIGURATION);
    }

    @Test
    void aFinalStatementOfAnotherSizeIsFound() throws Exception {
        closing.behindWitnesses(log.name(), "operator-1");
        log.execute(
                "update disclosure_log set closing = replace(closing, chr(10) || '200' || chr(10),"
                        + " chr(10) || '199' || chr(10)) where origin = '"
                        + log.name()
                        + "'");

        assertThat(verify(log.name()).findings())
                .anyMatch(
                        finding ->
                                finding.check() == Check.CLOSING
                                        && finding.detail().contains("does not verify"));
    }

    @Test
    void aLogThatIsNotReadOnlyIsNeitherRefilledNorClosed() throws Exception {
        refill.refill(log.name(), missing(KNOWN), known(), "operator-1");

        assertThatThrownBy(() -> closing.behindWitnesses(log.name(), "operator-1"))
                .isInstanceOf(LogUnavailableException.class);
        assertThatThrownBy(() -> refill.refill(log.name(), List.of(), known(), "operator-1"))
                .isInstanceOf(LogVerificationException.class);
    }

    @Test
    @TestSecurity(user = "operator-1", roles = "node-operator")
    void anOperatorClosesALogOverTheInterface() {
        String path = "/v1/log-recovery/" + log.name().id();

        NodeClient.given()
                .contentType("application/octet-stream")
                .body(new byte[0])
                .post(path + "/_refill")
                .then()
                .statusCode(422);
        NodeClient.given()
                .get(path)
                .then()
                .statusCode(200)
                .body("size", equalTo(RESTORED))
                .body("readOnly", equalTo(true));
        NodeClient.given().post(path + "/_prune").then().statusCode(503);
        String successor =
                NodeClient.given()
                        .post(path + "/_close")
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("successor");
        assertThat(successor).isEqualTo(log.name().next().origin());
    }

    private List<byte[]> missing(int until) throws IOException, LogVerificationException {
        ByteArrayOutputStream entries = new ByteArrayOutputStream();
        LogCopy.entries(new FolderLogSource(copy), RESTORED, entries);
        return new ArrayList<>(
                EntryBundle.decode(entries.toByteArray()).subList(0, until - RESTORED));
    }

    private List<SignedCheckpoint> known() throws IOException {
        return witnessing.known(log.name(), server.asWitness()).stream().toList();
    }

    private void assertReadOnly() {
        assertThatThrownBy(() -> append(1))
                .isInstanceOf(LogUnavailableException.class)
                .hasMessageContaining("read-only");
    }

    private LogReport verify(LogName of) {
        return LogVerifier.verify(
                source(of), of.id(), List.of(disclosureLog.verifierKey(of)), List.of(), _ -> {});
    }

    private LogSource source(LogName of) {
        return path -> files.read(of.id(), path);
    }

    private void append(int leaves) {
        List<Leaf> all = Stream.generate(log::exposure).limit(leaves).toList();
        QuarkusTransaction.requiringNew().run(() -> disclosureLog.append(log.name(), all));
    }
}
