package nl.sluitend.disclosure;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.sql.DataSource;

/** Logs, leaves and tiles in PostgreSQL. Takes part in the caller's transaction. */
@ApplicationScoped
class LogStore {

    private static final int LOCK_SECONDS = 10;

    /** Keeps other writers out, yet lets checkpoints over what is committed be signed meanwhile. */
    private static final String LOCKING = " for no key update";

    private final DataSource dataSource;

    LogStore(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * The state of a log.
     *
     * @param log its name, of the generation that is written to
     * @param id its number in this database
     * @param edge the right edge of its tree
     * @param lastLogged when its last leaf was recorded
     * @param halted why it is read-only, if it is
     * @param closed whether nothing is written to it any more, for ever
     */
    record Head(
            LogName log,
            int id,
            Frontier edge,
            Instant lastLogged,
            Optional<String> halted,
            boolean closed) {

        /** Refuses when the log is read-only or closed. */
        Head open() {
            if (closed) {
                throw new LogUnavailableException("The log is closed.");
            }
            halted.ifPresent(
                    reason -> {
                        throw new LogUnavailableException("The log is read-only: " + reason + ".");
                    });
            return this;
        }
    }

    /** Work on one connection of the caller's transaction. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /**
     * @throws LogUnavailableException when the database does not do it
     */
    <T> T with(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw new LogUnavailableException("The database of the log does not answer.", e);
        }
    }

    /**
     * The state of a log, made if it is new, locked until the transaction ends. Of a log that was
     * closed and went on, the one that it went on as.
     */
    Head lock(LogName log) {
        Head head = lockExactly(log);
        return head.closed() && isSuperseded(log) ? lock(log.next()) : head;
    }

    /** The log that this one went on as, or itself. */
    LogName current(LogName log) {
        return isSuperseded(log) ? current(log.next()) : log;
    }

    /** Whether another log went on in its place. */
    boolean isSuperseded(LogName log) {
        return id(log.next()).isPresent();
    }

    private Head lockExactly(LogName log) {
        return with(
                connection ->
                        head(connection, log, LOCKING)
                                .or(
                                        () -> {
                                            create(log);
                                            return find(log, LOCKING);
                                        })
                                .orElseThrow());
    }

    /** The committed state of a log. */
    Optional<Head> find(LogName log) {
        return find(log, "");
    }

    /** The row of a log, also of one whose state is damaged. */
    OptionalInt id(LogName log) {
        return with(
                connection -> {
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    "select id from disclosure_log where origin = ?")) {
                        select.setString(1, log.origin());
                        try (ResultSet row = select.executeQuery()) {
                            return row.next() ? OptionalInt.of(row.getInt(1)) : OptionalInt.empty();
                        }
                    }
                });
    }

    private Optional<Head> find(LogName log, String locking) {
        return with(connection -> head(connection, log, locking));
    }

    void create(LogName log) {
        with(
                connection -> {
                    try (PreparedStatement insert =
                            connection.prepareStatement(
                                    "insert into disclosure_log (origin) values (?)"
                                            + " on conflict (origin) do nothing")) {
                        insert.setString(1, log.origin());
                        return insert.executeUpdate();
                    }
                });
    }

    private static Optional<Head> head(Connection connection, LogName log, String locking)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "select id, size, right_edge, last_logged_at, halted,"
                                + " closing is not null from disclosure_log"
                                + " where origin = ?"
                                + locking)) {
            select.setQueryTimeout(LOCK_SECONDS);
            select.setString(1, log.origin());
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(
                                new Head(
                                        log,
                                        row.getInt(1),
                                        Frontier.decode(row.getLong(2), row.getBytes(3)),
                                        row.getTimestamp(4).toInstant(),
                                        Optional.ofNullable(row.getString(5)),
                                        row.getBoolean(6)))
                        : Optional.empty();
            } catch (IllegalArgumentException e) {
                throw new LogUnavailableException(
                        "The log is damaged: its right edge is not of its size.", e);
            }
        }
    }

    /** All logs, by origin. */
    List<LogName> logs() {
        return with(
                connection -> {
                    List<LogName> logs = new ArrayList<>();
                    try (PreparedStatement select =
                                    connection.prepareStatement(
                                            "select origin from disclosure_log order by origin");
                            ResultSet rows = select.executeQuery()) {
                        while (rows.next()) {
                            logs.add(LogName.parse(rows.getString(1)));
                        }
                        return logs;
                    } catch (LogVerificationException e) {
                        throw new IllegalStateException("a log with an impossible origin", e);
                    }
                });
    }

    void updateHead(Head head, Instant logged) {
        with(
                connection -> {
                    try (PreparedStatement update =
                            connection.prepareStatement(
                                    "update disclosure_log set size = ?, right_edge = ?,"
                                            + " last_logged_at = ? where id = ?")) {
                        update.setLong(1, head.edge().size());
                        update.setBytes(2, head.edge().encode());
                        update.setTimestamp(3, Timestamp.from(logged));
                        update.setInt(4, head.id());
                        return update.executeUpdate();
                    }
                });
    }

    /** Inserts leaves of one moment; they stand one after the other. */
    void insertLeaves(int logId, List<SealedLeaf> leaves, List<Optional<SubjectKeys.Key>> keys) {
        LeafColumns columns = new LeafColumns(leaves, keys);
        with(
                connection -> {
                    try (PreparedStatement insert =
                            connection.prepareStatement(LeafColumns.INSERT)) {
                        columns.bind(connection, insert, logId);
                        return insert.executeUpdate();
                    }
                });
    }

    void insertTile(int logId, TilePath tile, byte[] hashes, byte[] root) {
        with(connection -> TileRows.insert(connection, logId, tile, hashes, root));
    }

    /**
     * The entries {@code [from, to)}, in order.
     *
     * @throws LogUnavailableException if any of them is missing
     */
    List<byte[]> entries(int logId, long from, long to) {
        return rows(
                "select entry from disclosure_leaf where log_id = ? and leaf_index >= ?"
                        + " and leaf_index < ? order by leaf_index",
                logId,
                from,
                to);
    }

    /**
     * The hashes of the tile, concatenated.
     *
     * @throws LogUnavailableException if any of them is missing
     */
    byte[] tile(int logId, TilePath tile) {
        if (tile.width() == TilePath.FULL) {
            Optional<byte[]> full = with(connection -> TileRows.find(connection, logId, tile));
            if (full.isPresent()) {
                return full.get();
            }
        }
        long first = tile.index() * TilePath.FULL;
        return hashes(logId, tile.level(), first, first + tile.width());
    }

    /** The hashes {@code [from, to)} of complete subtrees at a level of tiles, concatenated. */
    byte[] hashes(int logId, int level, long from, long to) {
        List<byte[]> hashes =
                level == 0
                        ? rows(
                                "select leaf_hash from disclosure_leaf where log_id = ?"
                                        + " and leaf_index >= ? and leaf_index < ?"
                                        + " order by leaf_index",
                                logId,
                                from,
                                to)
                        : rows(
                                "select root from disclosure_tile where log_id = ?"
                                        + " and tile_index >= ? and tile_index < ? and level = "
                                        + (level - 1)
                                        + " order by tile_index",
                                logId,
                                from,
                                to);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        hashes.forEach(all::writeBytes);
        return all.toByteArray();
    }

    private List<byte[]> rows(String sql, int logId, long from, long to) {
        return with(connection -> LeafRange.read(connection, sql, logId, from, to));
    }

    /** A view on the tree of one log, at one size, that reads tiles when they are needed. */
    MerkleTree.NodeReader nodes(int logId, long size) {
        return new TileNodes(size, tile -> tile(logId, tile));
    }
}
