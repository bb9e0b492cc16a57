package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** Which sessions that both parties signed were shown to the source systems, in the database. */
@ApplicationScoped
class ShownSessions {

    private static final String WAITING =
            "mode = 'MATCH' AND settled IS NOT NULL AND shown IS NULL";

    private final Sql sql;
    private final Clock clock;

    ShownSessions(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** Convenants with a session that waits. */
    List<String> waiting() {
        return sql.list(
                "SELECT DISTINCT convenant FROM session WHERE " + WAITING,
                row -> row.getString("convenant"));
    }

    /** Whether a session of this convenant waits. */
    boolean isWaiting(String convenant) {
        return sql.first(
                        "SELECT 1 FROM session WHERE convenant = ? AND " + WAITING + " LIMIT 1",
                        row -> row.getInt(1),
                        convenant)
                .isPresent();
    }

    /** The sessions of a convenant that wait, oldest first, their rows locked. */
    List<UUID> lockWaiting(String convenant) {
        return sql.list(
                "SELECT sid FROM session WHERE convenant = ? AND "
                        + WAITING
                        + " ORDER BY settled, created, sid FOR UPDATE",
                row -> Sql.uuid(row, "sid"),
                convenant);
    }

    void mark(UUID sid) {
        sql.run("UPDATE session SET shown = ? WHERE sid = ?", clock.instant(), sid);
    }
}
