package nl.sluitend.registration;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import nl.sluitend.registration.intake.LineIssue;

/** The rows that go with an import, in bulk, within the caller's transaction. */
@ApplicationScoped
class ImportTables {

    private final Sql sql;

    ImportTables(Sql sql) {
        this.sql = sql;
    }

    /** Adds answers behind the {@code from} that there are already. */
    void addAnswers(UUID job, int from, List<LineIssue> issues) {
        NewRows rows =
                new NewRows("import_line_answer")
                        .column("job_id")
                        .column("position")
                        .column("line")
                        .column("field")
                        .column("severity")
                        .column("wrong")
                        .column("expected");
        int position = from;
        for (LineIssue issue : issues) {
            rows.row(
                    List.of(
                            job,
                            position++,
                            issue.line(),
                            issue.field(),
                            issue.severity(),
                            issue.wrong(),
                            issue.expected()));
        }
        sql.insert(rows);
    }

    /** At most {@code limit} answers from position {@code from} on. */
    List<LineIssue> answers(UUID job, int from, int limit) {
        return sql.query(
                "select line, field, severity, wrong, expected from import_line_answer"
                        + " where job_id = ? and position >= ? order by position limit ?",
                statement -> {
                    statement.setObject(1, job);
                    statement.setInt(2, from);
                    statement.setInt(3, limit);
                },
                row ->
                        new LineIssue(
                                row.getLong(1),
                                row.getString(2),
                                LineIssue.Severity.valueOf(row.getString(3)),
                                row.getString(4),
                                row.getString(5)));
    }

    /** Notes which registrations a person has to consent to end. */
    void propose(UUID job, Collection<UUID> endings) {
        NewRows rows = new NewRows("import_ending").column("job_id").column("registration_id");
        endings.forEach(ending -> rows.row(List.of(job, ending)));
        sql.insert(rows);
    }

    /**
     * The proposed endings that nothing happened to since the import; the proposal is gone then.
     */
    List<UUID> takeProposed(UUID job) {
        List<UUID> endings =
                sql.query(
                        "select e.registration_id from import_ending e"
                                + " join registration r on r.id = e.registration_id"
                                + " join import_job j on j.id = e.job_id"
                                + " where e.job_id = ? and r.changed_at <= j.finished_at",
                        statement -> statement.setObject(1, job),
                        row -> row.getObject(1, UUID.class));
        forget(job, "import_ending");
        return endings;
    }

    /** Removes what an earlier attempt under the same key left. */
    void clear(UUID job) {
        forget(job, "import_line_answer");
        forget(job, "import_ending");
    }

    private void forget(UUID job, String table) {
        sql.update(
                "delete from " + table + " where job_id = ?",
                statement -> statement.setObject(1, job));
    }
}
