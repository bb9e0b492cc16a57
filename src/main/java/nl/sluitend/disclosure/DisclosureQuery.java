package nl.sluitend.disclosure;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Finds entries by the columns that repeat their members. What it returns is the entry itself. */
@ApplicationScoped
class DisclosureQuery {

    private final LogStore store;
    private final SubjectKeys subjectKeys;

    DisclosureQuery(LogStore store, SubjectKeys subjectKeys) {
        this.store = store;
        this.subjectKeys = subjectKeys;
    }

    /** A found row. */
    @SuppressWarnings("ArrayRecordComponent")
    record Row(String origin, DisclosureCursor cursor, byte[] entry) {}

    /** The entries below the cursor, newest first. */
    List<Row> rows(DisclosureFilter filter, Optional<DisclosureCursor> after, int limit) {
        Where where = where(filter, "leaf.logged_at");
        after.ifPresent(
                cursor -> {
                    where.add(
                            "(leaf.logged_at, leaf.log_id, leaf.leaf_index) < (?, ?, ?)",
                            Timestamp.from(cursor.logged()));
                    where.values.add(cursor.logId());
                    where.values.add(cursor.index());
                });
        String sql =
                "select log.origin, leaf.logged_at, leaf.log_id, leaf.leaf_index, leaf.entry"
                        + " from disclosure_leaf leaf join disclosure_log log on log.id = leaf.log_id"
                        + where
                        + " order by leaf.logged_at desc, leaf.log_id desc, leaf.leaf_index desc"
                        + " limit "
                        + limit;
        return store.with(
                connection -> {
                    List<Row> rows = new ArrayList<>();
                    try (PreparedStatement select = where.prepare(connection, sql);
                            ResultSet row = select.executeQuery()) {
                        while (row.next()) {
                            rows.add(
                                    new Row(
                                            row.getString(1),
                                            new DisclosureCursor(
                                                    row.getTimestamp(2).toInstant(),
                                                    row.getInt(3),
                                                    row.getLong(4)),
                                            row.getBytes(5)));
                        }
                    }
                    return rows;
                });
    }

    /** How many entries match, by kind. Where hours will do, they are not counted one by one. */
    Map<LeafKind, Long> counts(DisclosureFilter filter) {
        boolean hours = filter.isOfWholeHours();
        Where where = where(filter, hours ? "leaf.hour" : "leaf.logged_at");
        String sql =
                (hours
                                ? "select kind, sum(leaves)::bigint from disclosure_hour leaf"
                                : "select kind, count(*) from disclosure_leaf leaf")
                        + where
                        + " group by kind";
        return store.with(
                connection -> {
                    Map<LeafKind, Long> counts = new EnumMap<>(LeafKind.class);
                    try (PreparedStatement select = where.prepare(connection, sql);
                            ResultSet row = select.executeQuery()) {
                        while (row.next()) {
                            long count = row.getLong(2);
                            LeafKind.find(row.getString(1))
                                    .ifPresent(kind -> counts.put(kind, count));
                        }
                    }
                    return counts;
                });
    }

    private Where where(DisclosureFilter filter, String time) {
        Where where = new Where();
        where.conditions.add(
                "leaf.log_id not in (select id from disclosure_log where pruned is not null)");
        filter.from().ifPresent(from -> where.add(time + " >= ?", Timestamp.from(from)));
        filter.until().ifPresent(until -> where.add(time + " < ?", Timestamp.from(until)));
        filter.convenantHash().ifPresent(hash -> where.add("leaf.convenant_hash = ?", hash));
        filter.counterpart().ifPresent(oin -> where.add("leaf.counterpart = ?", oin.value()));
        if (!filter.kinds().isEmpty()) {
            where.add(
                    "leaf.kind = any (?)",
                    filter.kinds().stream().map(LeafKind::wireName).toArray(String[]::new));
        }
        filter.exchangeId().ifPresent(id -> where.add("leaf.exchange_id = ?", id));
        filter.purpose().ifPresent(purpose -> where.add("leaf.purpose = ?", purpose));
        filter.legalBasis().ifPresent(basis -> where.add("leaf.legal_basis = ?", basis));
        if (!filter.subjects().isEmpty()) {
            UUID[] ids = subjectKeyIds(filter.subjects());
            where.add(
                    "(leaf.log_id, leaf.leaf_index) in (select log_id, leaf_index"
                            + " from disclosure_leaf where subject_key = any (?)"
                            + " union all select log_id, leaf_index"
                            + " from disclosure_pupil where subject_key = any (?))",
                    ids);
            where.values.add(ids);
        }
        return where;
    }

    /** The subjects' keys in all logs, damaged ones too: in each they have other references. */
    UUID[] subjectKeyIds(List<SubjectRef> subjects) {
        List<UUID> ids = new ArrayList<>();
        for (LogName log : store.logs()) {
            int id = store.id(log).orElseThrow();
            for (SubjectRef subject : subjects) {
                subjectKeys.find(id, subjectKeys.digest(log, subject)).ifPresent(ids::add);
            }
        }
        return ids.toArray(UUID[]::new);
    }

    /** The conditions of one statement and their values. */
    private static final class Where {

        private final List<String> conditions = new ArrayList<>();
        private final List<Object> values = new ArrayList<>();

        void add(String condition, Object value) {
            conditions.add(condition);
            values.add(value);
        }

        PreparedStatement prepare(Connection connection, String sql) throws SQLException {
            PreparedStatement statement = connection.prepareStatement(sql);
            for (int i = 0; i < values.size(); i++) {
                if (values.get(i) instanceof UUID[] ids) {
                    statement.setArray(i + 1, connection.createArrayOf("uuid", ids));
                } else if (values.get(i) instanceof String[] texts) {
                    statement.setArray(i + 1, connection.createArrayOf("text", texts));
                } else {
                    statement.setObject(i + 1, values.get(i));
                }
            }
            return statement;
        }

        @Override
        public String toString() {
            return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
        }
    }
}
