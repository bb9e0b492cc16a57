package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;

/** What of a session that both signed has left and come, in the database. */
@ApplicationScoped
class FieldProgress {

    private final Sql sql;
    private final Clock clock;

    FieldProgress(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** Both parties signed the matches. */
    void settled(UUID sid) {
        sql.run(
                "UPDATE session SET settled = ? WHERE sid = ? AND settled IS NULL",
                clock.instant(),
                sid);
    }

    /** Fields of this many pupils may have left; comes before they do. */
    void sent(UUID sid, int pupils) {
        sql.run(
                "UPDATE session SET fields_sent = greatest(fields_sent, ?) WHERE sid = ?",
                pupils,
                sid);
    }

    /** Fields of this many pupils came. */
    void received(UUID sid, int pupils) {
        sql.run("UPDATE session SET fields_received = ? WHERE sid = ?", pupils, sid);
    }
}
