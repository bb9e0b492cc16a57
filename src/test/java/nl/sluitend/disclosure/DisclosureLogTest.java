package nl.sluitend.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import nl.sluitend.TestScale;
import nl.sluitend.problem.ProblemException;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DisclosureLogTest {

    @Inject DisclosureLog disclosureLog;
    @Inject WitnessedLogs witnessedLogs;
    @Inject LogKeys keys;
    @Inject SubjectKeys subjectKeys;
    @Inject LogStore store;

    private final TestLog log = TestLog.fresh();

    @Test
    void whatIsAppendedIsProvableAfterCommit() throws LogVerificationException {
        List<LogPosition> positions = append(log.exposure(), log.outcome(1), log.outcome(2));
        assertThat(positions).extracting(LogPosition::index).containsExactly(0L, 1L, 2L);
        SignedCheckpoint checkpoint = disclosureLog.checkpoint(log.name());
        assertThat(checkpoint.size()).isEqualTo(3);
        assertThat(SignedCheckpoint.open(keys.verifierKey(log.name()), checkpoint.note()))
                .isEqualTo(checkpoint);
        for (LogPosition position : positions) {
            LeafEvidence.Proven proven =
                    disclosureLog
                            .evidence(log.name(), position.index(), 0)
                            .verify(keys.verifierKey(log.name()), Optional.empty());
            assertThat(proven.leafHash()).isEqualTo(position.leafHash());
            assertThat(proven.entry().encode()).isEqualTo(position.entry());
        }
    }

    @Test
    void theStoredTreeIsThatOfRfc6962AtEverySize() {
        MemoryLog reference = new MemoryLog();
        int target = 70_000 / (TestScale.isFull() ? 1 : 100);
        while (reference.frontier().size() < target) {
            long room = target - reference.frontier().size();
            int count = (int) Math.min(room, ThreadLocalRandom.current().nextInt(1, 300));
            append(IntStream.range(0, count).mapToObj(_ -> log.exposure()).toArray(Leaf[]::new))
                    .forEach(position -> reference.append(position.entry()));
            Checkpoint checkpoint = disclosureLog.checkpoint(log.name()).checkpoint();
            assertThat(checkpoint.root()).isEqualTo(reference.root());
        }
        for (int i = 0; i < 50; i++) {
            long size = ThreadLocalRandom.current().nextLong(1, target + 1);
            long index = ThreadLocalRandom.current().nextLong(size);
            assertThat(disclosureLog.inclusionProof(log.name(), index, size))
                    .containsExactlyElementsOf(MerkleTree.inclusionProof(index, size, reference));
            long from = ThreadLocalRandom.current().nextLong(1, size + 1);
            assertThat(disclosureLog.consistencyProof(log.name(), from, size))
                    .containsExactlyElementsOf(MerkleTree.consistencyProof(from, size, reference));
        }
    }

    @Test
    void whatIsRolledBackLeavesNoTrace() {
        append(log.exposure());
        assertThatThrownBy(
                        () ->
                                QuarkusTransaction.requiringNew()
                                        .run(
                                                () -> {
                                                    disclosureLog.append(
                                                            log.name(), List.of(log.outcome(1)));
                                                    throw new IllegalStateException("crash");
                                                }))
                .hasMessageContaining("crash");
        assertThat(disclosureLog.checkpoint(log.name()).size()).isEqualTo(1);
        assertThat(append(log.outcome(1))).extracting(LogPosition::index).containsExactly(1L);
    }

    @Test
    void aDatabaseThatDiesBetweenAppendAndCommitLeavesNothingAndComesBack() {
        append(log.exposure());
        assertThatThrownBy(
                        () ->
                                QuarkusTransaction.requiringNew()
                                        .run(
                                                () -> {
                                                    disclosureLog.append(
                                                            log.name(), List.of(log.outcome(1)));
                                                    log.execute(
                                                            "select pg_terminate_backend("
                                                                    + backend()
                                                                    + ", 5000)");
                                                }))
                .isInstanceOf(Exception.class);
        assertThat(log.count("disclosure_leaf")).isEqualTo(1);
        assertThat(log.count("disclosure_opening")).isZero();
        assertThat(append(log.outcome(1))).extracting(LogPosition::index).containsExactly(1L);
        assertThat(disclosureLog.checkpoint(log.name()).size()).isEqualTo(2);
    }

    @Test
    void aDatabaseThatDiesBeforeTheAppendIsTheLogNotBeingAvailable() {
        assertThatThrownBy(
                        () ->
                                QuarkusTransaction.requiringNew()
                                        .run(
                                                () -> {
                                                    int backend = backend();
                                                    log.execute(
                                                            "select pg_terminate_backend("
                                                                    + backend
                                                                    + ", 5000)");
                                                    disclosureLog.append(
                                                            log.name(), List.of(log.outcome(1)));
                                                }))
                .isInstanceOf(LogUnavailableException.class);
        assertThat(append(log.outcome(1))).extracting(LogPosition::index).containsExactly(0L);
    }

    @Test
    void aCheckpointCoversCommittedLeavesOnly() {
        append(log.exposure());
        QuarkusTransaction.requiringNew()
                .run(
                        () -> {
                            disclosureLog.append(log.name(), List.of(log.exposure()));
                            assertThat(disclosureLog.checkpoint(log.name()).size()).isEqualTo(1);
                        });
        assertThat(disclosureLog.checkpoint(log.name()).size()).isEqualTo(2);
    }

    @Test
    void theSameSizeIsSignedOnce() {
        append(log.exposure());
        String note = disclosureLog.checkpoint(log.name()).note();
        assertThat(disclosureLog.checkpoint(log.name()).note()).isEqualTo(note);
        assertThat(log.count("disclosure_checkpoint")).isEqualTo(1);
    }

    @Test
    void anEmptyLogHasNoCheckpoint() {
        assertThatThrownBy(() -> disclosureLog.checkpoint(log.name()))
                .isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void appendingNeedsTheTransactionOfWhatIsAnnounced() {
        assertThatThrownBy(() -> disclosureLog.append(log.name(), List.of(log.exposure())))
                .hasMessageContaining("ARJUNA016110");
        assertThat(log.count("disclosure_leaf")).isZero();
    }

    @Test
    void manyWritersKeepOneGapFreeSequence() throws InterruptedException, ExecutionException {
        int writers = 8;
        int each = TestScale.of(1_000) / 5 + 3;
        List<Long> indexes = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(writers)) {
            Callable<List<Long>> writer =
                    () -> {
                        List<Long> own = new ArrayList<>();
                        for (int i = 0; i < each; i++) {
                            append(log.outcome(i), log.exposure())
                                    .forEach(position -> own.add(position.index()));
                            if (i % 10 == 0) {
                                disclosureLog.checkpoint(log.name());
                            }
                        }
                        return own;
                    };
            List<Future<List<Long>>> running = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                running.add(pool.submit(writer));
            }
            for (Future<List<Long>> one : running) {
                indexes.addAll(one.get());
            }
        }
        assertThat(indexes).hasSize(2 * each * writers).doesNotHaveDuplicates();
        assertThat(indexes.stream().mapToLong(Long::longValue).max()).hasValue(indexes.size() - 1);
        assertThat(disclosureLog.checkpoint(log.name()).size()).isEqualTo(indexes.size());
    }

    @Test
    void aLogThatCannotBeWrittenStopsTheDisclosure() {
        append(log.exposure());
        log.execute("alter table disclosure_leaf rename to hidden");
        try {
            assertThatThrownBy(() -> append(log.exposure()))
                    .isInstanceOf(LogUnavailableException.class)
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> {
                                assertThat(e.problem().status()).isEqualTo(503);
                                assertThat(e.problem().type()).isEqualTo("log-unavailable");
                                assertThat(e.problem().detail()).contains("Nothing was disclosed");
                            });
        } finally {
            log.execute("alter table hidden rename to disclosure_leaf");
        }
        assertThat(append(log.exposure())).extracting(LogPosition::index).containsExactly(1L);
    }

    @Test
    void nothingIsSignedOverALogThatWasChanged() {
        append(log.exposure(), log.exposure(), log.exposure());
        disclosureLog.checkpoint(log.name());
        log.execute(
                "update disclosure_leaf set leaf_hash = sha256('x') where leaf_index = 1 and "
                        + log.own());
        assertThatThrownBy(() -> disclosureLog.checkpoint(log.name()))
                .isInstanceOf(LogUnavailableException.class)
                .hasMessageContaining("no longer makes");
    }

    @Test
    void nothingIsSignedOverALogThatIsShorterThanBefore() {
        append(log.exposure(), log.exposure());
        disclosureLog.checkpoint(log.name());
        byte[] edge = MerkleTree.leafHash(log.entry(0));
        log.execute(
                "update disclosure_log set size = 1, right_edge = '\\x"
                        + java.util.HexFormat.of().formatHex(edge)
                        + "' where origin = '"
                        + log.name()
                        + "'");
        log.execute("delete from disclosure_leaf where leaf_index = 1 and " + log.own());
        assertThatThrownBy(() -> disclosureLog.checkpoint(log.name()))
                .hasMessageContaining("now the log is shorter");
    }

    @Test
    void nothingIsSignedAfterACheckpointThatIsNotOurs() {
        append(log.exposure());
        disclosureLog.checkpoint(log.name());
        log.execute("update disclosure_checkpoint set note = replace(note, '\n1\n', '\n2\n')");
        assertThatThrownBy(() -> disclosureLog.checkpoint(log.name()))
                .hasMessageContaining("not one that this node signed");
    }

    @Test
    void evidenceForACounterpartThatKnowsMoreIsRefused() {
        append(log.exposure());
        assertThatThrownBy(() -> disclosureLog.evidence(log.name(), 0, 2))
                .isInstanceOf(LogUnavailableException.class);
        assertThatThrownBy(() -> disclosureLog.evidence(log.name(), 1, 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> disclosureLog.inclusionProof(log.name(), 0, 2))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void aCounterpartFollowsALogFromStateToState() throws LogVerificationException {
        VerifierKey key = keys.verifierKey(log.name());
        append(log.exposure(), log.exposure());
        assertThat(witnessedLogs.knownSize(log.name())).isZero();
        witnessedLogs.accept(key, disclosureLog.evidence(log.name(), 1, 0));
        assertThat(witnessedLogs.knownSize(log.name())).isEqualTo(2);
        append(log.exposure(), log.exposure(), log.exposure());
        LeafEvidence fromNothing = disclosureLog.evidence(log.name(), 4, 0);
        assertThatThrownBy(() -> witnessedLogs.accept(key, fromNothing))
                .hasMessageContaining("known size 2");
        assertThat(witnessedLogs.knownSize(log.name())).isEqualTo(2);
        witnessedLogs.accept(key, disclosureLog.evidence(log.name(), 4, 2));
        assertThat(witnessedLogs.knownSize(log.name())).isEqualTo(5);
    }

    @Test
    void erasingASubjectLeavesEveryProofValid() throws LogVerificationException {
        append(log.outcome(1), log.outcome(2), log.outcome(1));
        byte[] before = disclosureLog.checkpoint(log.name()).checkpoint().root();
        int id = store.find(log.name()).orElseThrow().id();
        String digest = subjectKeys.digest(log.name(), TestLeaves.pupil(1));
        assertThat(subjectKeys.openings(id, log.name(), 2))
                .extracting(Opening::name)
                .contains("outcome");

        assertThat(QuarkusTransaction.requiringNew().call(() -> subjectKeys.destroy(id, digest)))
                .isPresent();

        assertThat(subjectKeys.openings(id, log.name(), 0)).isEmpty();
        assertThat(subjectKeys.openings(id, log.name(), 2)).isEmpty();
        assertThat(subjectKeys.openings(id, log.name(), 1)).hasSize(2);
        assertThat(subjectKeys.find(id, digest)).isEmpty();
        assertThat(disclosureLog.checkpoint(log.name()).checkpoint().root()).isEqualTo(before);
        for (int index = 0; index < 3; index++) {
            disclosureLog
                    .evidence(log.name(), index, 0)
                    .verify(keys.verifierKey(log.name()), Optional.empty());
        }
    }

    @Test
    void oneSubjectHasUnrelatedReferencesInTwoLogs() {
        assertThat(subjectKeys.digest(log.name(), TestLeaves.pupil(1)))
                .isNotEqualTo(subjectKeys.digest(TestLog.fresh().name(), TestLeaves.pupil(1)))
                .isNotEqualTo(subjectKeys.digest(log.name(), TestLeaves.pupil(2)));
    }

    @Test
    void nothingPersonalIsReadableInTheDatabase() {
        append(log.outcome(1));
        assertThat(
                        log.text(
                                "select convert_from(entry, 'UTF8') from disclosure_leaf where "
                                        + log.own()))
                .doesNotContain("MATCHED");
        assertThat(
                        log.text(
                                "select encode(sealed, 'escape') from disclosure_opening where "
                                        + log.own()))
                .doesNotContain("MATCHED");
    }

    /** The server process of the caller's transaction. */
    private int backend() {
        return store.with(
                connection -> {
                    try (ResultSet row =
                            connection.createStatement().executeQuery("select pg_backend_pid()")) {
                        row.next();
                        return row.getInt(1);
                    }
                });
    }

    private List<LogPosition> append(Leaf... leaves) {
        return QuarkusTransaction.requiringNew()
                .call(() -> disclosureLog.append(log.name(), List.of(leaves)));
    }
}
