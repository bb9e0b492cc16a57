package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
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
    record Numbered(long seq, OutcomeEntry entry) {}

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
    void append(List<OutcomeEntry> changed) {
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
        for (OutcomeEntry e : changed) {
            seq++;
            numbered.add(values(seq, e));
            current.add(values(null, e));
        }
        sql.batch(
                "INSERT INTO outcome_entry (seq, registration_id, source_system, convenant,"
                        + " counterpart, outcome, rule, casusnummer, run_id, since)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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

    private static Object[] values(@org.jspecify.annotations.Nullable Long seq, OutcomeEntry e) {
        List<Object> values = new ArrayList<>();
        if (seq != null) {
            values.add(seq);
        }
        values.addAll(
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
        return values.toArray();
    }

    /** Marks that this run found these registrations, changed or not. */
    void confirm(String convenant, UUID runId, List<UUID> registrations) {
        sql.run(
                "UPDATE outcome SET run_id = ? WHERE convenant = ? AND registration_id = ANY (?)",
                runId,
                convenant,
                registrations);
    }

    /** How many registrations this run left with each outcome. */
    Map<String, Integer> counts(UUID runId) {
        Map<String, Integer> counts = new HashMap<>();
        sql.list(
                        "SELECT outcome, count(*) AS n FROM outcome WHERE run_id = ? GROUP BY"
                                + " outcome",
                        row -> Map.entry(row.getString("outcome"), row.getInt("n")),
                        runId)
                .forEach(e -> counts.put(e.getKey(), e.getValue()));
        return counts;
    }

    /** The entries of one source system after a place in the feed, in order. */
    List<Numbered> after(String sourceSystem, long seq, Optional<Outcome.Kind> only, int limit) {
        return sql.list(
                "SELECT * FROM outcome_entry WHERE source_system = ? AND seq > ? AND (?::text IS"
                        + " NULL OR outcome = ?) ORDER BY seq LIMIT ?",
                row -> new Numbered(row.getLong("seq"), read(row)),
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
