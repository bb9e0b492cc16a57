package nl.sluitend.disclosure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.MessageDigest;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Optional;

/**
 * Final statements of the logs of counterparts. Once one is known, nothing more of that log is
 * accepted or cosigned, and what it went on as is; people are told, for entries may be lost.
 */
@ApplicationScoped
class PeerClosings {

    private final LogStore store;
    private final LogAlerts alerts;

    PeerClosings(LogStore store, LogAlerts alerts) {
        this.store = store;
        this.alerts = alerts;
    }

    /** Whether the log is closed and another one goes on. */
    boolean isClosed(LogName log) {
        return store.with(
                connection -> {
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    "select 1 from disclosure_witnessed where origin = ?"
                                            + " and closing is not null")) {
                        select.setString(1, log.origin());
                        try (ResultSet row = select.executeQuery()) {
                            return row.next();
                        }
                    }
                });
    }

    /**
     * Remembers a final statement.
     *
     * @param key of the log, from the convenant
     * @throws LogVerificationException if it is not one of that log, or does not fit what we know:
     *     a log is closed at the end of its retention at the size that we know, or else below it
     */
    @Transactional(rollbackOn = LogVerificationException.class)
    void accept(VerifierKey key, byte[] note, Optional<Checkpoint> known)
            throws LogVerificationException {
        LogStatement statement = LogStatement.open(LogStatement.Kind.CLOSED, key, note);
        LogName log = LogName.parse(key.name());
        boolean goesOn = statement.next().isPresent();
        if (goesOn != (statement.ground() == LogStatement.Ground.BEHIND_WITNESSES)) {
            throw new LogVerificationException("a log goes on only when it lost entries");
        }
        if (known.isPresent() && contradicts(statement, known.get())) {
            throw new LogVerificationException("the statement contradicts " + known.get());
        }
        if (!goesOn || isClosed(log)) {
            return;
        }
        store.with(
                connection -> {
                    try (PreparedStatement insert =
                            connection.prepareStatement(
                                    "insert into disclosure_witnessed (origin, closing)"
                                            + " values (?, ?) on conflict (origin)"
                                            + " do update set closing = excluded.closing")) {
                        insert.setString(1, log.origin());
                        insert.setString(
                                2, new String(note, java.nio.charset.StandardCharsets.UTF_8));
                        return insert.executeUpdate();
                    }
                });
        alerts.raise(
                LogAlerts.Kind.COUNTERPART_CLOSED,
                log,
                "closed at %d, known is %s".formatted(statement.size(), known));
    }

    /** The same size has the same root, and a log at the end of its retention lost nothing. */
    private static boolean contradicts(LogStatement statement, Checkpoint known) {
        if (statement.size() == known.size()) {
            return !MessageDigest.isEqual(statement.root(), known.root());
        }
        return statement.ground() == LogStatement.Ground.RETENTION
                && statement.size() < known.size();
    }
}
