package nl.sluitend.disclosure;

import static jakarta.transaction.Transactional.TxType.REQUIRES_NEW;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Closes logs for ever with a signed final statement: when the time is over for which a convenant
 * keeps its log, or when the log lost entries that its witnesses know. In the second case a new log
 * goes on under the next name, and its first entry names the statement.
 */
@ApplicationScoped
class LogClosing {

    private static final String ACTIVITY = "log-closing";

    private final LogStore store;
    private final LogKeys keys;
    private final Checkpoints checkpoints;
    private final DisclosureLog disclosureLog;
    private final NodeLog nodeLog;
    private final LogAlerts alerts;
    private final Clock clock;

    LogClosing(
            LogStore store,
            LogKeys keys,
            Checkpoints checkpoints,
            DisclosureLog disclosureLog,
            NodeLog nodeLog,
            LogAlerts alerts,
            Clock clock) {
        this.store = store;
        this.keys = keys;
        this.checkpoints = checkpoints;
        this.disclosureLog = disclosureLog;
        this.nodeLog = nodeLog;
        this.alerts = alerts;
        this.clock = clock;
    }

    /**
     * Closes the log of a convenant whose retention is over. Nothing goes on.
     *
     * @throws LogUnavailableException if the log is read-only, closed or damaged
     */
    @Transactional(REQUIRES_NEW)
    LogStatement atRetention(LogName log) {
        if (log.convenantHash().isEmpty()) {
            throw new IllegalArgumentException("the node log has no end");
        }
        checkpoints.sign(log);
        LogStore.Head head = store.lock(log).open();
        LogStatement statement =
                statement(head.log(), LogStatement.Ground.RETENTION, Optional.empty());
        if (statement.size() != head.edge().size()) {
            throw new LogUnavailableException("The log grew meanwhile; try again.");
        }
        close(statement);
        nodeLog.byNode(LeafKind.CONFIGURATION, ACTIVITY, clear(statement));
        return statement;
    }

    /**
     * Closes a log that is read-only because its witnesses know more, and goes on with the next.
     *
     * @param officer who decided it
     * @throws LogUnavailableException unless it is read-only
     */
    @Transactional(REQUIRES_NEW)
    LogStatement behindWitnesses(LogName log, String officer) {
        LogStore.Head head = store.lock(log);
        if (head.closed() || head.halted().isEmpty()) {
            throw new LogUnavailableException(
                    "The log is not read-only: there is nothing to mend.");
        }
        LogName next = head.log().next();
        LogStatement statement =
                statement(
                        head.log(),
                        LogStatement.Ground.BEHIND_WITNESSES,
                        Optional.of(next.origin()));
        close(statement);
        store.create(next);
        Leaf first =
                Leaf.internal(
                                LeafKind.CONFIGURATION,
                                clock.instant(),
                                NodeLog.activity(ACTIVITY),
                                NodeLog.PURPOSE,
                                NodeLog.LEGAL_BASIS,
                                next.owner(),
                                clear(statement),
                                List.of(),
                                Optional.empty())
                        .under(next.convenantHash().orElse(null));
        disclosureLog.append(next, List.of(first));
        nodeLog.byOfficer(LeafKind.CONFIGURATION, ACTIVITY, clear(statement), officer);
        alerts.raise(LogAlerts.Kind.LOG_CLOSED, log, "it goes on as " + next);
        return statement;
    }

    /** Over what was signed last: what came after it, nobody was shown. */
    private LogStatement statement(
            LogName log, LogStatement.Ground ground, Optional<String> successor) {
        Checkpoint last =
                checkpoints
                        .lastSigned(log)
                        .map(SignedCheckpoint::checkpoint)
                        .orElseThrow(
                                () ->
                                        new LogUnavailableException(
                                                "Nothing was signed of the log."));
        return new LogStatement(
                LogStatement.Kind.CLOSED,
                log.origin(),
                last.size(),
                last.root(),
                clock.instant(),
                ground,
                successor);
    }

    private void close(LogStatement statement) {
        write("update disclosure_log set closing = ? where origin = ?", statement);
    }

    /** Signs a statement and keeps it. */
    void write(String sql, LogStatement statement) {
        String note;
        try {
            note = keys.signer(LogName.parse(statement.origin())).sign(statement);
        } catch (LogVerificationException e) {
            throw new IllegalStateException("a log with an impossible origin", e);
        }
        store.with(
                connection -> {
                    try (PreparedStatement update = connection.prepareStatement(sql)) {
                        update.setString(1, note);
                        update.setString(2, statement.origin());
                        return update.executeUpdate();
                    }
                });
    }

    static Map<String, Object> clear(LogStatement statement) {
        return Map.of(
                "statement", statement.kind().name().toLowerCase(java.util.Locale.ROOT),
                "origin", statement.origin(),
                "size", statement.size(),
                "ground", statement.ground().name().toLowerCase(java.util.Locale.ROOT));
    }

    /** The statement of that kind that is kept of a log, as a signed note. */
    Optional<String> note(LogName log, LogStatement.Kind kind) {
        return store.with(
                connection -> {
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    "select closing, pruned from disclosure_log where origin = ?")) {
                        select.setString(1, log.origin());
                        try (ResultSet row = select.executeQuery()) {
                            return row.next()
                                    ? Optional.ofNullable(
                                            row.getString(kind == LogStatement.Kind.CLOSED ? 1 : 2))
                                    : Optional.empty();
                        }
                    }
                });
    }

    /** Final statements that the counterpart does not have yet, by log. */
    @Transactional
    List<LogName> untold() {
        return store.logs().stream().filter(this::isUntold).toList();
    }

    private boolean isUntold(LogName log) {
        return store.with(
                connection -> {
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    "select 1 from disclosure_log where origin = ?"
                                            + " and closing is not null and not closing_told")) {
                        select.setString(1, log.origin());
                        try (ResultSet row = select.executeQuery()) {
                            return row.next();
                        }
                    }
                });
    }

    /** Notes that the counterpart has the final statement. */
    @Transactional(REQUIRES_NEW)
    void told(LogName log) {
        store.with(
                connection -> {
                    try (PreparedStatement update =
                            connection.prepareStatement(
                                    "update disclosure_log set closing_told = true"
                                            + " where origin = ?")) {
                        update.setString(1, log.origin());
                        return update.executeUpdate();
                    }
                });
    }
}
