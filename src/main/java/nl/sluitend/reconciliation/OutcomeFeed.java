package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import nl.sluitend.identifier.Oin;
import nl.sluitend.psi.Octets;
import org.jspecify.annotations.Nullable;

/**
 * Outcomes in the database: the last one of each registration, and every change in the order of
 * commit.
 */
@ApplicationScoped
class OutcomeFeed {

    private final Sql sql;
    private final FieldsBox box;

    OutcomeFeed(Sql sql, FieldsBox box) {
        this.sql = sql;
        this.box = box;
    }

    /** An entry with its place in the feed. */
    record Numbered(long seq, OutcomeChange change) {}

    /**
     * The last outcomes of these registrations under this convenant, of those that have one. Looked
     * up one by one: asked for all at once the planner, who may not know the table yet, reads all
     * of it.
     */
    Map<UUID, OutcomeEntry> current(String convenant, Collection<UUID> registrations) {
        Map<UUID, OutcomeEntry> current = new HashMap<>();
        sql.each(
                """
                SELECT o.* FROM unnest(?::uuid[]) AS u (id) CROSS JOIN LATERAL (
                  SELECT * FROM outcome WHERE registration_id = u.id AND convenant = ? LIMIT 1) o
                """,
                row -> current.put(Sql.uuid(row, "registration_id"), read(row)),
                List.copyOf(registrations),
                convenant);
        return current;
    }

    /** The matches with this casusnummer, one for each own registration of the pupil. */
    List<OutcomeEntry> ofCase(String convenant, String casusnummer) {
        return sql.list(
                "SELECT * FROM outcome WHERE convenant = ? AND casusnummer = ? AND outcome = ? ORDER"
                        + " BY registration_id",
                this::read,
                convenant,
                casusnummer,
                Outcome.Kind.MATCHED);
    }

    /** The registrations whose last outcome under this convenant is a match. */
    Set<UUID> matched(String convenant) {
        Set<UUID> matched = new HashSet<>();
        sql.each(
                "SELECT registration_id FROM outcome WHERE convenant = ? AND outcome = ?",
                row -> matched.add(Sql.uuid(row, "registration_id")),
                convenant,
                Outcome.Kind.MATCHED);
        return matched;
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
        long first = last - changed.size() + 1;
        sql.copy(
                "outcome_entry (registration_id, source_system, convenant, counterpart, outcome,"
                        + " rule, casusnummer, run_id, since, seq, change, retired, fields)",
                IntStream.range(0, changed.size())
                        .mapToObj(i -> numbered(changed.get(i), first + i))
                        .iterator());
        Map<UUID, OutcomeEntry> latest = new LinkedHashMap<>();
        changed.forEach(change -> latest.put(change.entry().registration(), change.entry()));
        List<OutcomeEntry> entries = List.copyOf(latest.values());
        sql.run(
                """
                INSERT INTO outcome (registration_id, source_system, convenant, counterpart, outcome,
                  rule, casusnummer, run_id, since, fields)
                SELECT * FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[],
                  ?::text[], ?::text[], ?::uuid[], ?::timestamptz[], ?::bytea[])
                ON CONFLICT (registration_id, convenant) DO UPDATE SET
                  source_system = excluded.source_system, counterpart = excluded.counterpart,
                  outcome = excluded.outcome, rule = excluded.rule,
                  casusnummer = excluded.casusnummer, run_id = excluded.run_id,
                  since = excluded.since, fields = excluded.fields, fields_at = NULL
                """,
                column(entries, OutcomeEntry::registration),
                column(entries, OutcomeEntry::sourceSystem),
                column(entries, OutcomeEntry::convenant),
                column(entries, entry -> entry.counterpart().value()),
                column(entries, entry -> entry.outcome().name()),
                column(entries, entry -> entry.rule().orElse(null)),
                column(entries, entry -> entry.casusnummer().orElse(null)),
                column(entries, OutcomeEntry::runId),
                column(entries, entry -> entry.since().toString()),
                column(entries, entry -> sealed(entry).map(OutcomeFeed::hex).orElse(null)));
    }

    private static List<@Nullable Object> column(
            List<OutcomeEntry> entries, Function<OutcomeEntry, @Nullable Object> value) {
        List<@Nullable Object> column = new ArrayList<>(entries.size());
        entries.forEach(entry -> column.add(value.apply(entry)));
        return column;
    }

    private Optional<Octets> sealed(OutcomeEntry entry) {
        return box.seal(entry.convenant(), entry.registration(), entry.fields());
    }

    /** As PostgreSQL reads octets in an array of text. */
    private static String hex(Octets octets) {
        return "\\x" + octets.hex();
    }

    private @Nullable Object[] numbered(OutcomeChange change, long seq) {
        OutcomeEntry e = change.entry();
        return new @Nullable Object[] {
            e.registration(),
            e.sourceSystem(),
            e.convenant(),
            e.counterpart(),
            e.outcome(),
            e.rule(),
            e.casusnummer(),
            e.runId(),
            e.since(),
            seq,
            change.kind(),
            change.retired(),
            sealed(e)
        };
    }

    /** Marks that this run found these registrations, changed or not. */
    void confirm(String convenant, UUID runId, List<UUID> registrations) {
        if (registrations.isEmpty()) {
            return;
        }
        sql.run(
                "UPDATE outcome SET run_id = ? WHERE convenant = ? AND registration_id = ANY (?::uuid[])",
                runId,
                convenant,
                registrations);
    }

    /** Marks since when the parties hold these fields, changed or not: retention counts from it. */
    void confirmFields(String convenant, List<UUID> registrations, Instant at) {
        if (!registrations.isEmpty()) {
            sql.run(
                    "UPDATE outcome SET fields_at = ? WHERE convenant = ? AND registration_id = ANY"
                            + " (?::uuid[])",
                    at,
                    convenant,
                    registrations);
        }
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

    /** The number of the last entry that was ever made; 0 if there was none. */
    long last() {
        return sql.first("SELECT last FROM outcome_counter", row -> row.getLong("last"))
                .orElseThrow();
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

    private OutcomeEntry read(ResultSet row) throws SQLException {
        return new OutcomeEntry(
                Sql.uuid(row, "registration_id"),
                row.getString("source_system"),
                row.getString("convenant"),
                new Oin(row.getString("counterpart")),
                Outcome.Kind.valueOf(row.getString("outcome")),
                Optional.ofNullable(row.getString("rule")),
                Optional.ofNullable(row.getString("casusnummer")),
                Sql.uuid(row, "run_id"),
                Sql.instant(row, "since"),
                box.open(
                        row.getString("convenant"),
                        Sql.uuid(row, "registration_id"),
                        Sql.optionalOctets(row, "fields")));
    }
}
