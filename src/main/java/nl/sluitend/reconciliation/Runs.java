package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.identifier.Oin;

/** Runs in the database. */
@ApplicationScoped
class Runs {

    private final Sql sql;
    private final Clock clock;

    Runs(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    void insert(Run run) {
        sql.run(
                """
                INSERT INTO run (run_id, convenant, counterpart, purpose, ref_date, mode, lanes,
                  initiator, state, started) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                run.id(),
                run.convenant(),
                run.counterpart(),
                run.purpose(),
                run.refDate(),
                run.mode(),
                run.lanes(),
                run.initiator(),
                run.state(),
                run.started());
    }

    Optional<Run> find(UUID id) {
        return sql.first("SELECT * FROM run WHERE run_id = ?", Runs::read, id);
    }

    Run get(UUID id) {
        return find(id).orElseThrow(() -> new IllegalStateException("run " + id + " is gone"));
    }

    /** The run, its row locked until the end of the transaction. */
    Optional<Run> lock(UUID id) {
        return sql.first("SELECT * FROM run WHERE run_id = ? FOR UPDATE", Runs::read, id);
    }

    /** Newest first. */
    List<Run> newest(int limit) {
        return sql.list("SELECT * FROM run ORDER BY started DESC LIMIT ?", Runs::read, limit);
    }

    Optional<Run> running(String convenant) {
        return sql.first(
                "SELECT * FROM run WHERE convenant = ? AND state = 'RUNNING' AND initiator",
                Runs::read,
                convenant);
    }

    /** The run of this convenant that was started last; counts are not repeated by themselves. */
    Optional<Run> last(String convenant) {
        return sql.first(
                "SELECT * FROM run WHERE convenant = ? AND mode <> 'COUNTS' ORDER BY started DESC LIMIT"
                        + " 1",
                Runs::read,
                convenant);
    }

    /** When this convenant was last reconciled to the end with this counterpart. */
    Optional<java.time.Instant> lastCompleted(String convenant, Oin counterpart) {
        return sql.first(
                        "SELECT max(ended) AS ended FROM run WHERE convenant = ? AND counterpart ="
                                + " ? AND state = 'COMPLETED'",
                        row -> Sql.optionalInstant(row, "ended"),
                        convenant,
                        counterpart)
                .flatMap(ended -> ended);
    }

    /** The run of this convenant that was completed before this one. */
    Optional<UUID> completedBefore(Run run) {
        return sql.first(
                "SELECT run_id FROM run WHERE convenant = ? AND state = 'COMPLETED' AND started < ?"
                        + " AND mode = ? AND run_id <> ? ORDER BY started DESC LIMIT 1",
                row -> Sql.uuid(row, "run_id"),
                run.convenant(),
                run.started(),
                run.mode(),
                run.id());
    }

    /** Says which earlier session answers this run. */
    void answeredBy(UUID id, UUID sid) {
        sql.run("UPDATE run SET answered_by = ? WHERE run_id = ?", sid, id);
    }

    /** The earlier session that answers this run, if one does. */
    Optional<UUID> answeredBy(UUID id) {
        return sql.first(
                "SELECT answered_by FROM run WHERE run_id = ? AND answered_by IS NOT NULL",
                row -> Sql.uuid(row, "answered_by"),
                id);
    }

    /** Ends a run that is running; an ended one keeps its end. */
    void end(UUID id, Run.State state, Optional<String> reason, Optional<String> detail) {
        sql.run(
                "UPDATE run SET state = ?, reason = ?, detail = ?, waiting = NULL, ended = ? WHERE"
                        + " run_id = ? AND state = 'RUNNING'",
                state,
                reason,
                detail,
                clock.instant(),
                id);
    }

    /** Says what a running run waits for, if anything. */
    void waiting(UUID id, Optional<String> why) {
        sql.run(
                "UPDATE run SET waiting = ? WHERE run_id = ? AND state = 'RUNNING' AND waiting IS"
                        + " DISTINCT FROM ?",
                why,
                id,
                why);
    }

    /** Says why in the words of whoever ended it. */
    void explain(UUID id, String reason, String detail) {
        sql.run("UPDATE run SET reason = ?, detail = ? WHERE run_id = ?", reason, detail, id);
    }

    private static Run read(ResultSet row) throws SQLException {
        return new Run(
                Sql.uuid(row, "run_id"),
                row.getString("convenant"),
                new Oin(row.getString("counterpart")),
                row.getString("purpose"),
                Sql.date(row, "ref_date"),
                row.getString("mode"),
                Sql.items(row, "lanes", String.class),
                row.getBoolean("initiator"),
                Run.State.valueOf(row.getString("state")),
                Optional.ofNullable(row.getString("reason")),
                Optional.ofNullable(row.getString("detail")),
                Optional.ofNullable(row.getString("waiting")),
                Sql.instant(row, "started"),
                Sql.optionalInstant(row, "ended"));
    }
}
