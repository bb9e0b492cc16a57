package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.identifier.Oin;

/**
 * Outcomes in the database: the last one of each registration, and every change in the order of
 * commit.
 */
@ApplicationScoped
class OutcomeFeed {

    private final Sql sql;

    OutcomeFeed(Sql sql) {
        this.sql = sql;
    }

    /** An entry with its place in the feed. */
    record Numbered(long seq, OutcomeChange change) {}

    /** The last outcome of every registration under this convenant. */
    Map<UUID, OutcomeEntry> current(String convenant) {
        Map<UUID, OutcomeEntry> current = new HashMap<>();
        sql.list("SELECT * FROM outcome WHERE convenant = ?", OutcomeFeed::read, convenant)
                .forEach(entry -> current.put(entry.registration(), entry));
        return current;
    }

    /**
     * Makes these the last outcomes and adds them to the feed. The counter's row stays locked until
     * commit, so that numbers become visible in order and a reader never misses one.
     */
    void append(List<OutcomeChange> changed) {
        if (changed.isEmpty()) {
            return;
        }
        long last =
                sql.first(
                                "UPDATE outcome_counter SET last = last + ? RETURNING last",
                                row -> row.getLong(1),
                                changed.size())
                        .orElseThrow();
        long seq = last - changed.size();
        List<Object[]> numbered = new ArrayList<>(changed.size());
        List<Object[]> current = new ArrayList<>(changed.size());
        for (OutcomeChange change : changed) {
            seq++;
            numbered.add(values(change.entry(), seq, change.kind(), change.retired()));
            current.add(values(change.entry()));
        }
        sql.batch(
                "INSERT INTO outcome_entry (registration_id, source_system, convenant,"
                        + " counterpart, outcome, rule, casusnummer, run_id, since, seq, change,"
                        + " retired) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                numbered);
        sql.batch(
                """
                INSERT INTO outcome (registration_id, source_system, convenant, counterpart, outcome,
                  rule, casusnummer, run_id, since) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (registration_id, convenant) DO UPDATE SET
                  source_system = excluded.source_system, counterpart = excluded.counterpart,
                  outcome = excluded.outcome, rule = excluded.rule,
                  casusnummer = excluded.casusnummer, run_id = excluded.run_id,
                  since = excluded.since
                """,
                current);
    }

    private static Object[] values(OutcomeEntry e, Object... more) {
        List<Object> values =
                new ArrayList<>(
                        List.of(
                                e.registration(),
                                e.sourceSystem(),
                                e.convenant(),
                                e.counterpart(),
                                e.outcome(),
                                e.rule(),
                                e.casusnummer(),
                                e.runId(),
                                e.since()));
        values.addAll(List.of(more));
        return values.toArray();
    }

    /** Marks that this run found these registrations, changed or not. */
    void confirm(String convenant, UUID runId, List<UUID> registrations) {
        if (registrations.isEmpty()) {
            return;
        }
        sql.run(
                "UPDATE outcome SET run_id = ? WHERE convenant = ? AND registration_id = ANY (?)",
                runId,
                convenant,
                registrations);
    }

    /** Fixes how many registrations a run leaves with each outcome, at its end. */
    void count(UUID runId) {
        sql.run(
                "INSERT INTO run_count SELECT run_id, outcome, coalesce(rule, ''), count(*) FROM"
                        + " outcome WHERE run_id = ? GROUP BY 1, 2, 3",
                runId);
    }

    /** How many registrations a run that is completed left with each outcome and rule. */
    List<OutcomeCount> counts(UUID runId) {
        return sql.list(
                "SELECT * FROM run_count WHERE run_id = ?",
                row ->
                        new OutcomeCount(
                                Outcome.Kind.valueOf(row.getString("outcome")),
                                row.getString("rule"),
                                row.getInt("registrations")),
                runId);
    }

    /** Remembers how far a source system has read; never back. Gives how far that is now. */
    long acknowledge(String sourceSystem, long seq, Instant at) {
        return sql.first(
                        """
                        INSERT INTO outcome_ack (source_system, seq, at) VALUES (?, ?, ?)
                        ON CONFLICT (source_system) DO UPDATE SET
                          seq = greatest(outcome_ack.seq, excluded.seq), at = excluded.at
                        RETURNING seq
                        """,
                        row -> row.getLong("seq"),
                        sourceSystem,
                        seq,
                        at)
                .orElseThrow();
    }

    /** How far a source system said that it has read; 0 if it never did. */
    long acknowledged(String sourceSystem) {
        return sql.first(
                        "SELECT seq FROM outcome_ack WHERE source_system = ?",
                        row -> row.getLong("seq"),
                        sourceSystem)
                .orElse(0L);
    }

    /** The last entry of one source system; 0 if it has none. */
    long last(String sourceSystem) {
        return sql.first(
                        "SELECT coalesce(max(seq), 0) AS seq FROM outcome_entry WHERE source_system"
                                + " = ?",
                        row -> row.getLong("seq"),
                        sourceSystem)
                .orElse(0L);
    }

    /** The entries of one source system after a place in the feed, in order. */
    List<Numbered> after(String sourceSystem, long seq, Optional<Outcome.Kind> only, int limit) {
        return sql.list(
                "SELECT * FROM outcome_entry WHERE source_system = ? AND seq > ? AND (?::text IS"
                        + " NULL OR outcome = ?) ORDER BY seq LIMIT ?",
                row ->
                        new Numbered(
                                row.getLong("seq"),
                                new OutcomeChange(
                                        read(row),
                                        OutcomeChange.Kind.valueOf(row.getString("change")),
                                        Optional.ofNullable(row.getString("retired")))),
                sourceSystem,
                seq,
                only,
                only,
                limit);
    }

    private static OutcomeEntry read(ResultSet row) throws SQLException {
        return new OutcomeEntry(
                Sql.uuid(row, "registration_id"),
                row.getString("source_system"),
                row.getString("convenant"),
                new Oin(row.getString("counterpart")),
                Outcome.Kind.valueOf(row.getString("outcome")),
                Optional.ofNullable(row.getString("rule")),
                Optional.ofNullable(row.getString("casusnummer")),
                Sql.uuid(row, "run_id"),
                Sql.instant(row, "since"));
    }
}
