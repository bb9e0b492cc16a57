package nl.sluitend.disclosure;

import static jakarta.transaction.Transactional.TxType.REQUIRES_NEW;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Removes the entries, openings and subject keys of a closed log and leaves a signed tombstone.
 * Hashes, checkpoints and cosignatures stay: the log can still be shown to be the one that was
 * signed.
 */
@ApplicationScoped
class LogPruning {

    private static final List<String> REMOVALS =
            List.of(
                    "delete from disclosure_opening where log_id = ?",
                    "delete from disclosure_pupil where log_id = ?",
                    "update disclosure_leaf set entry = '', subject_key = null, exchange_id = null,"
                            + " counterpart = null, purpose = '', legal_basis = ''"
                            + " where log_id = ?",
                    "delete from disclosure_subject_key where log_id = ?");

    private final LogStore store;
    private final LogClosing closing;
    private final NodeLog nodeLog;
    private final Clock clock;

    LogPruning(LogStore store, LogClosing closing, NodeLog nodeLog, Clock clock) {
        this.store = store;
        this.closing = closing;
        this.nodeLog = nodeLog;
        this.clock = clock;
    }

    /**
     * Prunes a log that was closed because its retention is over.
     *
     * @param officer who decided it
     * @throws LogUnavailableException unless it was closed for that reason, and was not pruned yet
     */
    @Transactional(REQUIRES_NEW)
    LogStatement prune(LogName log, String officer) {
        LogStore.Head head = store.find(log).orElseThrow();
        if (!head.closed() || store.isSuperseded(log)) {
            throw new LogUnavailableException(
                    "Only a log that was closed at the end of its retention is pruned.");
        }
        if (closing.note(log, LogStatement.Kind.PRUNED).isPresent()) {
            throw new LogUnavailableException("The log was pruned before.");
        }
        LogStatement tombstone =
                new LogStatement(
                        LogStatement.Kind.PRUNED,
                        log.origin(),
                        head.edge().size(),
                        head.edge().root(),
                        clock.instant(),
                        LogStatement.Ground.RETENTION,
                        Optional.empty());
        closing.write("update disclosure_log set pruned = ? where origin = ?", tombstone);
        REMOVALS.forEach(
                sql ->
                        store.with(
                                connection -> {
                                    try (PreparedStatement removal =
                                            connection.prepareStatement(sql)) {
                                        removal.setInt(1, head.id());
                                        return removal.executeUpdate();
                                    }
                                }));
        nodeLog.byOfficer(
                LeafKind.CONFIGURATION, "log-pruning", LogClosing.clear(tombstone), officer);
        return tombstone;
    }
}
