package nl.sluitend.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nl.sluitend.NodeClient;
import nl.sluitend.disclosure.LogReport.Check;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an administrator with full access to the database does, and what verify-log says to it. */
@QuarkusTest
@TestSecurity(user = "fg-1", roles = "fg")
class LogTamperingTest {

    private static final int SIZE = 300;

    @Inject DisclosureLog disclosureLog;

    private final TestLog log = TestLog.fresh();
    private String known;

    @BeforeEach
    void aLogThatWasPublishedBefore() {
        Leaf[] leaves =
                Stream.iterate(0, i -> i + 1)
                        .limit(SIZE)
                        .map(i -> i % 2 == 0 ? log.exposure() : log.outcome(i))
                        .toArray(Leaf[]::new);
        append(leaves);
        known = disclosureLog.checkpoint(log.name()).note();
        assertThat(verify().findings()).isEmpty();
    }

    @Test
    void anEntryIsEdited() {
        log.execute(
                "update disclosure_leaf set entry = "
                        + replaced("'zicht op'", "'iets met'")
                        + " where leaf_index = 7 and "
                        + log.own());
        assertFound(Check.TILES, "tile/0/000");
        assertFound(Check.ROOT, "another root");
    }

    @Test
    void anEntryIsEditedTogetherWithItsHash() {
        log.execute(
                "update disclosure_leaf set entry = "
                        + replaced("'zicht op'", "'iets met'")
                        + " where leaf_index = 290 and "
                        + log.own(),
                "update disclosure_leaf set leaf_hash = sha256('\\x00'::bytea || entry)"
                        + " where leaf_index = 290 and "
                        + log.own());
        assertFound(Check.CHECKPOINT, "The log was changed");
        assertFound(Check.ROOT, "another root");
    }

    @Test
    void anEntryIsDeleted() {
        log.execute("delete from disclosure_leaf where leaf_index = 298 and " + log.own());
        assertFound(Check.READABLE, "damaged");
    }

    @Test
    void anEntryIsDeletedAndTheOthersMoveUp() {
        log.execute(
                "delete from disclosure_leaf where leaf_index = 298 and " + log.own(),
                "update disclosure_leaf set leaf_index = 298 where leaf_index = 299 and "
                        + log.own(),
                "update disclosure_log set size = 299 where origin = '" + log.name() + "'");
        assertFound(Check.READABLE, "its right edge is not of its size");
    }

    @Test
    void anEntryIsInserted() {
        log.execute(
                "insert into disclosure_leaf (log_id, leaf_index, entry, leaf_hash, kind, logged_at,"
                        + " purpose, legal_basis) select log_id, 300, entry, leaf_hash, kind,"
                        + " logged_at, purpose, legal_basis from disclosure_leaf"
                        + " where leaf_index = 299 and "
                        + log.own(),
                "update disclosure_log set size = 301, right_edge = right_edge || sha256('x')"
                        + " where origin = '"
                        + log.name()
                        + "'");
        assertFound(Check.CHECKPOINT, "The log was changed");
    }

    @Test
    void twoEntriesAreSwapped() {
        log.execute(
                "update disclosure_leaf set leaf_index = -1 where leaf_index = 3 and " + log.own(),
                "update disclosure_leaf set leaf_index = 3 where leaf_index = 4 and " + log.own(),
                "update disclosure_leaf set leaf_index = 4 where leaf_index = -1 and " + log.own());
        assertFound(Check.SEQUENCE, "entry 4 stands at index 3");
        assertFound(Check.TILES, "tile/0/000");
    }

    @Test
    void anEntryIsBackDated() {
        log.execute(
                "update disclosure_leaf set entry = "
                        + replaced("'\"logged\":\"20'", "'\"logged\":\"19'")
                        + " where leaf_index = 7 and "
                        + log.own());
        assertFound(Check.TIME, "entry 7 is recorded earlier");
        assertFound(Check.SEQUENCE, "the id of entry 7 is not of its time");
    }

    @Test
    void theLogIsTruncated() {
        log.truncateLeavesTo(299);
        assertFound(Check.CHECKPOINT, "now the log is shorter");
    }

    @Test
    void theLogIsTruncatedTogetherWithItsCheckpoints() {
        log.truncateTo(299);
        assertFound(Check.KNOWN, "shorter than");
    }

    @Test
    void aTileIsChanged() {
        log.execute(
                "update disclosure_tile set hashes = set_byte(hashes, 100, 1 + get_byte(hashes,"
                        + " 100) % 255) where level = 0 and "
                        + log.own());
        assertFound(Check.TILES, "tile/0/000");
    }

    @Test
    void theRootOfATileIsChanged() {
        log.execute(
                "update disclosure_tile set root = sha256('x') where level = 0 and " + log.own());
        assertFound(Check.TILES, "tile/1/000.p/1");
        assertFound(Check.CHECKPOINT, "The log was changed");
    }

    @Test
    void aTileIsDropped() {
        log.execute("delete from disclosure_tile where " + log.own());
        assertFound(Check.CHECKPOINT, "damaged");
    }

    @Test
    void theCheckpointIsSignedWithAnotherKey() {
        LogSigner forger = new LogSigner(new byte[32], log.name().origin());
        Checkpoint forged = new Checkpoint(log.name().origin(), 300, new byte[32]);
        log.execute(
                "update disclosure_checkpoint set note = '"
                        + forger.sign(forged).note()
                        + "' where "
                        + log.own());
        assertFound(Check.CHECKPOINT, "not one that this node signed");
    }

    @Test
    void theRightEdgeIsChanged() {
        log.execute(
                "update disclosure_log set right_edge = set_byte(right_edge, 0, 1 +"
                        + " get_byte(right_edge, 0) % 255) where origin = '"
                        + log.name()
                        + "'");
        assertFound(Check.CHECKPOINT, "no longer makes");
    }

    @Test
    void anOldBackupIsRestoredAndTheLogGoesOn() {
        log.truncateTo(290);
        append(Stream.generate(log::exposure).limit(20).toArray(Leaf[]::new));
        assertFound(Check.KNOWN, "no longer holds");
    }

    private String replaced(String from, String to) {
        return "convert_to(replace(convert_from(entry, 'UTF8'), " + from + ", " + to + "), 'UTF8')";
    }

    private LogReport verify() {
        HttpClient client = HttpClient.newBuilder().sslContext(NodeClient.context(null)).build();
        HttpLogSource source =
                new HttpLogSource(
                        client,
                        URI.create(NodeClient.address()),
                        log.name().id(),
                        Optional.empty());
        return LogVerifier.verify(source, "node", List.of(), List.of(known), _ -> {});
    }

    private void assertFound(Check check, String detail) {
        LogReport report = verify();
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
