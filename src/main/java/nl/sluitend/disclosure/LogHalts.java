package nl.sluitend.disclosure;

import static jakarta.transaction.Transactional.TxType.REQUIRES_NEW;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.Timestamp;
import java.time.Clock;

/**
 * Makes a log read-only: nothing more is written to it or signed, what was published stays to be
 * read. Lasts until somebody recovers the log.
 */
@ApplicationScoped
class LogHalts {

    /**
     * Why a log that came from a backup is read-only until its witnesses have been asked. Whoever
     * restores a database writes this text.
     */
    static final String RESTORED = "restored: the witnesses have not been asked yet";

    private final LogStore store;
    private final LogAlerts alerts;
    private final Clock clock;

    LogHalts(LogStore store, LogAlerts alerts, Clock clock) {
        this.store = store;
        this.alerts = alerts;
        this.clock = clock;
    }

    @Transactional(REQUIRES_NEW)
    void halt(LogName log, String reason) {
        if (set(log, reason, "(halted is null or halted = '" + RESTORED + "')") > 0) {
            alerts.raise(LogAlerts.Kind.LOG_HALTED, log, reason);
        }
    }

    /** Opens a log that was read-only for being restored alone. */
    @Transactional(REQUIRES_NEW)
    void confirm(LogName log) {
        set(log, null, "halted = '" + RESTORED + "'");
    }

    /** Opens a log whose missing entries are there again, in the caller's transaction. */
    void reopen(LogName log) {
        set(log, null, "halted is not null");
    }

    private int set(LogName log, @org.jspecify.annotations.Nullable String reason, String when) {
        return store.with(
                connection -> {
                    try (PreparedStatement update =
                            connection.prepareStatement(
                                    "update disclosure_log set halted = ?, halted_at = ?"
                                            + " where origin = ? and "
                                            + when)) {
                        update.setString(1, reason);
                        update.setTimestamp(
                                2, reason == null ? null : Timestamp.from(clock.instant()));
                        update.setString(3, log.origin());
                        return update.executeUpdate();
                    }
                });
    }
}
