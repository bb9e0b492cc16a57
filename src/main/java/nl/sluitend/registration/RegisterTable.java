package nl.sluitend.registration;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The table of registrations, in batches, within the caller's transaction. */
@ApplicationScoped
class RegisterTable {

    private static final String FIND =
            "select id, reference, ended_on is not null as ended, "
                    + StoredRegistration.COLUMNS.stream()
                            .map(column -> column + "::text")
                            .collect(Collectors.joining(", "))
                    + " from registration where source_system = ? and reference = any(?)";

    private static final String UPDATE = updateStatement();

    private final Sql sql;

    RegisterTable(Sql sql) {
        this.sql = sql;
    }

    private static String updateStatement() {
        List<String> assignments = new ArrayList<>();
        for (int i = 0; i < StoredRegistration.COLUMNS.size(); i++) {
            assignments.add(
                    StoredRegistration.COLUMNS.get(i) + " = ?::" + StoredRegistration.TYPES.get(i));
        }
        return "update registration set "
                + String.join(", ", assignments)
                + ", ended_on = null, changed_at = ? where id = ?";
    }

    /** A registration to write. */
    record Write(UUID id, String reference, List<@Nullable String> columns) {
        @Override
        public String toString() {
            return "Write[" + id + "]";
        }
    }

    /**
     * Makes all writers of a source system wait for each other until the transaction ends. Until
     * then every statement is planned for the tables as they are: a plan that was kept from when
     * they were small would read them whole for every batch.
     */
    void lock(String sourceSystem) {
        sql.query(
                "select set_config('plan_cache_mode', 'force_custom_plan', true)"
                        + " from pg_advisory_xact_lock("
                        + "hashtextextended('sluitend registration ' || ?, 0))",
                statement -> statement.setString(1, sourceSystem),
                row -> row.getString(1));
    }

    /** The registrations of a source system that have one of these references, by reference. */
    Map<String, StoredRegistration> find(String sourceSystem, Collection<String> references) {
        Map<String, StoredRegistration> found = new HashMap<>();
        sql.query(
                FIND,
                statement -> {
                    statement.setString(1, sourceSystem);
                    Sql.setArray(statement, 2, "text", references);
                },
                row -> {
                    List<@Nullable String> values = new ArrayList<>();
                    for (int i = 0; i < StoredRegistration.COLUMNS.size(); i++) {
                        values.add(row.getString(4 + i));
                    }
                    return found.put(
                            row.getString(2),
                            new StoredRegistration(
                                    row.getObject(1, UUID.class), values, row.getBoolean(3)));
                });
        return found;
    }

    void insert(String sourceSystem, List<Write> writes, Instant at) {
        NewRows rows =
                new NewRows("registration")
                        .column("id")
                        .column("source_system")
                        .column("reference")
                        .column("created_at")
                        .column("changed_at");
        for (int i = 0; i < StoredRegistration.COLUMNS.size(); i++) {
            rows.column(StoredRegistration.COLUMNS.get(i));
        }
        for (Write write : writes) {
            List<@Nullable Object> values = new ArrayList<>();
            Collections.addAll(values, write.id(), sourceSystem, write.reference(), at, at);
            values.addAll(write.columns());
            rows.row(values);
        }
        sql.insert(rows);
    }

    /** Overwrites registrations; one that had ended is there again. */
    void update(List<Write> writes, Instant at) {
        if (writes.isEmpty()) {
            return;
        }
        sql.updateEach(
                UPDATE,
                statement -> {
                    for (Write write : writes) {
                        int index = 1;
                        for (String value : write.columns()) {
                            statement.setString(index++, value);
                        }
                        statement.setTimestamp(index++, Timestamp.from(at));
                        statement.setObject(index, write.id());
                        statement.addBatch();
                    }
                });
    }

    /** Registrations of a list of a source system that have not ended, by reference. */
    Map<String, UUID> active(String sourceSystem, String profile) {
        Map<String, UUID> active = new HashMap<>();
        sql.query(
                "select reference, id from registration"
                        + " where source_system = ? and profile = ? and ended_on is null",
                statement -> {
                    statement.setString(1, sourceSystem);
                    statement.setString(2, profile);
                },
                row -> active.put(row.getString(1), row.getObject(2, UUID.class)));
        return active;
    }

    /** How many registrations {@link #active} gives. */
    long countActive(String sourceSystem, String profile) {
        return sql.query(
                        "select count(*) from registration"
                                + " where source_system = ? and profile = ? and ended_on is null",
                        statement -> {
                            statement.setString(1, sourceSystem);
                            statement.setString(2, profile);
                        },
                        row -> row.getLong(1))
                .getFirst();
    }

    /** Ends registrations that have not ended yet; returns how many. */
    int end(Collection<UUID> registrations, LocalDate endedOn, Instant at) {
        return sql.update(
                "update registration set ended_on = ?, changed_at = ?"
                        + " where id = any(?) and ended_on is null",
                statement -> {
                    statement.setObject(1, endedOn);
                    statement.setTimestamp(2, Timestamp.from(at));
                    Sql.setArray(statement, 3, "uuid", registrations);
                });
    }

    /** Ends those of {@code references} that have not ended yet; returns how many. */
    int endByReference(
            String sourceSystem, Collection<String> references, LocalDate endedOn, Instant at) {
        return sql.update(
                "update registration set ended_on = ?, changed_at = ?"
                        + " where source_system = ? and reference = any(?) and ended_on is null",
                statement -> {
                    statement.setObject(1, endedOn);
                    statement.setTimestamp(2, Timestamp.from(at));
                    statement.setString(3, sourceSystem);
                    Sql.setArray(statement, 4, "text", references);
                });
    }

    /** How many of {@code references} have not ended. */
    long countActive(String sourceSystem, Collection<String> references) {
        return sql.query(
                        "select count(*) from registration where source_system = ?"
                                + " and reference = any(?) and ended_on is null",
                        statement -> {
                            statement.setString(1, sourceSystem);
                            Sql.setArray(statement, 2, "text", references);
                        },
                        row -> row.getLong(1))
                .getFirst();
    }

    /** Deletes a registration with its points; returns how many there were, 0 or 1. */
    int delete(String sourceSystem, String reference) {
        return sql.update(
                "delete from registration where source_system = ? and reference = ?",
                statement -> {
                    statement.setString(1, sourceSystem);
                    statement.setString(2, reference);
                });
    }

    /** How many registrations the source system has, ended ones included. */
    long count(String sourceSystem) {
        return sql.query(
                        "select count(*) from registration where source_system = ?",
                        statement -> statement.setString(1, sourceSystem),
                        row -> row.getLong(1))
                .getFirst();
    }

    /** How many registrations the source system had before {@code moment}. */
    long countBefore(String sourceSystem, Instant moment) {
        return sql.query(
                        "select count(*) from registration"
                                + " where source_system = ? and created_at < ?",
                        statement -> {
                            statement.setString(1, sourceSystem);
                            statement.setTimestamp(2, Timestamp.from(moment));
                        },
                        row -> row.getLong(1))
                .getFirst();
    }
}
