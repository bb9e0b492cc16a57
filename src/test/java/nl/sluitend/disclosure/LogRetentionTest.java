package nl.sluitend.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.sluitend.disclosure.LogReport.Check;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The end of the time for which a convenant keeps its log. */
@QuarkusTest
class LogRetentionTest {

    private static final int SIZE = 300;

    @Inject DisclosureLog disclosureLog;
    @Inject RetentionJobs jobs;
    @Inject LogClosing closing;
    @Inject LogPruning pruning;
    @Inject OwnFiles files;
    @Inject DisclosureQuery query;
    @Inject Clock clock;

    private final TestLog log = TestLog.fresh();

    @BeforeEach
    void aLogWithPupils() {
        QuarkusTransaction.requiringNew()
                .run(
                        () -> {
                            List<Leaf> leaves = new ArrayList<>();
                            for (int i = 0; i < SIZE; i++) {
                                leaves.add(log.outcome(i));
                            }
                            disclosureLog.append(log.name(), leaves);
                        });
    }

    @Test
    void aLogIsClosedWhenItsTimeIsOverAndNotBefore() {
        TestRetention.until(log.name().id(), clock.instant().plusSeconds(60));
        jobs.closeIfOver(log.name());
        append();
        TestRetention.until(log.name().id(), clock.instant().minusSeconds(60));
        jobs.closeIfOver(log.name());

        assertThatThrownBy(this::append)
                .isInstanceOf(LogUnavailableException.class)
                .hasMessageContaining("closed");
        assertThat(closing.note(log.name(), LogStatement.Kind.CLOSED)).isPresent();
    }

    @Test
    void aClosedLogVerifies() {
        closing.atRetention(log.name());

        assertThat(verify().verified()).isTrue();
        assertThat(verify().members()).containsKey("closedAt");
    }

    @Test
    void anEntryAfterTheFinalStatementIsFound() {
        closing.atRetention(log.name());
        String statement = closing.note(log.name(), LogStatement.Kind.CLOSED).orElseThrow();
        close("null");
        append();
        disclosureLog.checkpoint(log.name());
        close("'" + statement + "'");

        assertThat(verify().findings())
                .anyMatch(
                        finding ->
                                finding.check() == Check.CLOSING
                                        && finding.detail().contains("another tree"));
    }

    @Test
    void aPrunedLogVerifiesByItsHashesAndNothingCanBeReadAnyMore() throws Exception {
        Checkpoint before = disclosureLog.checkpoint(log.name()).checkpoint();
        closing.atRetention(log.name());
        pruning.prune(log.name(), "operator-1");

        LogReport report = verify();
        assertThat(report.findings()).isEmpty();
        assertThat(report.members()).containsEntry("prunedEntries", (long) SIZE);
        assertThat(report.checkpoint()).isEqualTo(before);
        assertThat(files.read(log.name().id(), "tile/entries/000")).isEmpty();
        assertThat(log.count("disclosure_opening")).isZero();
        assertThat(log.count("disclosure_subject_key")).isZero();
        assertThat(
                        log.text(
                                "select count(*) from disclosure_leaf where octet_length(entry) > 0 and "
                                        + log.own()))
                .isEqualTo("0");
    }

    @Test
    void aPrunedLogIsNotSearched() {
        DisclosureFilter filter =
                new DisclosureFilter(
                        Optional.empty(),
                        Optional.empty(),
                        log.name().convenantHash(),
                        Optional.empty(),
                        Set.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of());
        assertThat(query.counts(filter)).isNotEmpty();
        closing.atRetention(log.name());
        pruning.prune(log.name(), "operator-1");

        assertThat(query.counts(filter)).isEmpty();
    }

    @Test
    void aHashThatIsChangedAfterPruningIsFound() {
        closing.atRetention(log.name());
        pruning.prune(log.name(), "operator-1");
        log.execute(
                "update disclosure_leaf set leaf_hash = sha256('other') where leaf_index = 299 and "
                        + log.own());

        assertThat(verify().findings()).anyMatch(finding -> finding.check() == Check.ROOT);
    }

    @Test
    void entriesThatAreGoneWithoutATombstoneAreFound() {
        closing.atRetention(log.name());
        pruning.prune(log.name(), "operator-1");
        log.execute("update disclosure_log set pruned = null where origin = '" + log.name() + "'");

        assertThat(verify().findings()).anyMatch(finding -> finding.check() == Check.READABLE);
    }

    @Test
    void aTombstoneOfALogThatWasNeverClosedIsFound() {
        closing.atRetention(log.name());
        pruning.prune(log.name(), "operator-1");
        close("null");

        assertThat(verify().findings())
                .anyMatch(finding -> finding.detail().contains("not closed"));
    }

    @Test
    void aLogIsPrunedOnceAndOnlyWhenItIsClosed() {
        assertThatThrownBy(() -> pruning.prune(log.name(), "operator-1"))
                .isInstanceOf(LogUnavailableException.class);
        closing.atRetention(log.name());
        pruning.prune(log.name(), "operator-1");
        assertThatThrownBy(() -> pruning.prune(log.name(), "operator-1"))
                .isInstanceOf(LogUnavailableException.class)
                .hasMessageContaining("before");
    }

    private void close(String value) {
        log.execute(
                "update disclosure_log set closing = "
                        + value
                        + " where origin = '"
                        + log.name()
                        + "'");
    }

    private void append() {
        QuarkusTransaction.requiringNew()
                .run(() -> disclosureLog.append(log.name(), List.of(log.exposure())));
    }

    private LogReport verify() {
        return LogVerifier.verify(
                path -> files.read(log.name().id(), path),
                log.name().id(),
                List.of(disclosureLog.verifierKey(log.name())),
                List.of(),
                _ -> {});
    }
}
