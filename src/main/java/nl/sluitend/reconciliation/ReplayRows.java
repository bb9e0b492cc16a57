package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Which checks of own lists were begun, by whom, and how many pupils were drawn for them. */
@ApplicationScoped
class ReplayRows {

    /** How long a check may take. */
    static final Duration OPEN = Duration.ofHours(24);

    /** Pupils that may be drawn within an hour (finding 2). */
    static final int DRAWN_PER_HOUR = 30;

    private final Sql sql;
    private final Clock clock;

    ReplayRows(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    void insert(UUID id, UUID run, String officer) {
        sql.run(
                "INSERT INTO replay (replay_id, run_id, officer, at) VALUES (?, ?, ?, ?)",
                id,
                run,
                officer,
                clock.instant());
    }

    /** The run that this officer checks under this number, and began to within a day. */
    Optional<UUID> run(UUID id, String officer) {
        return sql.first(
                "SELECT run_id FROM replay WHERE replay_id = ? AND officer = ? AND at > ?",
                row -> Sql.uuid(row, "run_id"),
                id,
                officer,
                clock.instant().minus(OPEN));
    }

    /**
     * Counts pupils that are drawn, one draw after the other.
     *
     * @return whether that is within what may be drawn in an hour; otherwise nothing is counted
     */
    boolean draw(UUID id, UUID sid, int pupils) {
        sql.run("LOCK TABLE replay_draw IN EXCLUSIVE MODE");
        int drawn =
                sql.first(
                                "SELECT coalesce(sum(pupils), 0) AS drawn FROM replay_draw WHERE at >"
                                        + " ?",
                                row -> row.getInt("drawn"),
                                clock.instant().minus(Duration.ofHours(1)))
                        .orElse(0);
        if (drawn + pupils > DRAWN_PER_HOUR) {
            return false;
        }
        sql.run(
                "INSERT INTO replay_draw (replay_id, sid, pupils, at) VALUES (?, ?, ?, ?)",
                id,
                sid,
                pupils,
                clock.instant());
        return true;
    }
}
