package nl.sluitend.disclosure;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.Operations;
import org.jspecify.annotations.Nullable;

/**
 * The rows of consecutive leaves as columns, so that any number of them is one statement. The
 * leaves are of one moment and of one log.
 */
final class LeafColumns {

    static final String INSERT =
            "insert into disclosure_leaf (log_id, leaf_index, logged_at, entry, leaf_hash, kind,"
                    + " convenant_hash, purpose, legal_basis, counterpart, exchange_id, subject_key)"
                    + " select ?, ? + u.position - 1, ?, u.entry, u.leaf_hash, u.kind,"
                    + " u.convenant_hash, u.purpose, u.legal_basis, u.counterpart, u.exchange_id,"
                    + " u.subject_key from unnest(?::bytea[], ?::bytea[], ?::text[], ?::text[],"
                    + " ?::text[], ?::text[], ?::text[], ?::text[], ?::uuid[]) with ordinality"
                    + " as u (entry, leaf_hash, kind, convenant_hash, purpose, legal_basis,"
                    + " counterpart, exchange_id, subject_key, position)";

    private final List<SealedLeaf> leaves;
    private final List<Optional<SubjectKeys.Key>> keys;

    LeafColumns(List<SealedLeaf> leaves, List<Optional<SubjectKeys.Key>> keys) {
        this.leaves = leaves;
        this.keys = keys;
    }

    void bind(Connection connection, PreparedStatement insert, int logId) throws SQLException {
        LogEntry first = leaves.getFirst().entry();
        insert.setInt(1, logId);
        insert.setLong(2, first.seq());
        insert.setTimestamp(3, Timestamp.from(first.logged()));
        insert.setArray(4, bytes(connection, SealedLeaf::bytes));
        insert.setArray(5, bytes(connection, SealedLeaf::leafHash));
        insert.setArray(6, texts(connection, entry -> entry.kind().wireName()));
        insert.setArray(7, texts(connection, LogEntry::convenantHash));
        insert.setArray(8, texts(connection, LogEntry::purpose));
        insert.setArray(9, texts(connection, LogEntry::legalBasis));
        insert.setArray(10, texts(connection, LeafColumns::counterpart));
        insert.setArray(11, texts(connection, LeafColumns::exchange));
        UUID[] ids =
                keys.stream()
                        .map(key -> key.map(SubjectKeys.Key::id).orElse(null))
                        .toArray(UUID[]::new);
        insert.setArray(12, connection.createArrayOf("uuid", ids));
    }

    /** The session; outside one the operation, in the same spelling. */
    private static @Nullable String exchange(LogEntry entry) {
        return entry.exchangeId() == null
                        && entry.detail().get(Operations.MEMBER) instanceof String operation
                ? operation.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5")
                : entry.exchangeId();
    }

    /** The other party, seen from the owner of the log. */
    private static @Nullable String counterpart(LogEntry entry) {
        Oin other = entry.role() == LogEntry.Role.SENDER ? entry.receiver() : entry.sender();
        return other == null ? null : other.value();
    }

    private java.sql.Array bytes(Connection connection, Function<SealedLeaf, byte[]> member)
            throws SQLException {
        return connection.createArrayOf(
                "bytea", leaves.stream().map(member).toArray(byte[][]::new));
    }

    private java.sql.Array texts(Connection connection, Function<LogEntry, @Nullable String> member)
            throws SQLException {
        return connection.createArrayOf(
                "text",
                leaves.stream().map(leaf -> member.apply(leaf.entry())).toArray(String[]::new));
    }
}
