package nl.sluitend.node;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;
import nl.sluitend.disclosure.LeafKind;
import nl.sluitend.disclosure.NodeLog;
import nl.sluitend.party.KeyAges;

/**
 * Compares settings and keys with those of the last start and writes what changed to the node log,
 * in one transaction: a change is logged once, and not forgotten when it could not be logged.
 */
@ApplicationScoped
class SeenAtStart implements KeyAges {

    private final DataSource dataSource;
    private final NodeLog nodeLog;
    private final Clock clock;

    SeenAtStart(DataSource dataSource, NodeLog nodeLog, Clock clock) {
        this.dataSource = dataSource;
        this.nodeLog = nodeLog;
        this.clock = clock;
    }

    /** What is compared. */
    enum Kind {
        SETTING(LeafKind.CONFIGURATION, "settings"),
        KEY(LeafKind.KEY_EVENT, "key-store");

        private final LeafKind leaf;
        private final String activity;

        Kind(LeafKind leaf, String activity) {
            this.leaf = leaf;
            this.activity = activity;
        }

        private String column() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * Compares and logs.
     *
     * @param digests by name; a digest says nothing about the value
     * @return whether anything was logged
     */
    @Transactional
    boolean compare(Kind kind, Map<String, String> digests) {
        try (Connection connection = dataSource.getConnection()) {
            Map<String, String> before = lockAndRead(connection, kind);
            Map<String, Object> changes = changes(before, digests);
            if (changes.isEmpty()) {
                return false;
            }
            nodeLog.byNode(kind.leaf, kind.activity, changes);
            write(connection, kind, before, digests);
            return true;
        } catch (SQLException e) {
            throw new IllegalStateException("what was seen at the last start cannot be read", e);
        }
    }

    /** Names alone; the digests say which value it was to whoever knows it. */
    static Map<String, Object> changes(Map<String, String> before, Map<String, String> now) {
        Map<String, String> added = new TreeMap<>();
        Map<String, String> changed = new TreeMap<>();
        now.forEach(
                (name, digest) -> {
                    String old = before.get(name);
                    if (old == null) {
                        added.put(name, digest);
                    } else if (!old.equals(digest)) {
                        changed.put(name, digest);
                    }
                });
        List<String> removed =
                before.keySet().stream().filter(name -> !now.containsKey(name)).sorted().toList();
        Map<String, Object> changes = new TreeMap<>();
        if (!added.isEmpty()) {
            changes.put("added", added);
        }
        if (!changed.isEmpty()) {
            changes.put("changed", changed);
        }
        if (!removed.isEmpty()) {
            changes.put("removed", new ArrayList<>(removed));
        }
        return changes;
    }

    private static Map<String, String> lockAndRead(Connection connection, Kind kind)
            throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("lock table seen_at_start in exclusive mode")) {
            lock.execute();
        }
        Map<String, String> before = new HashMap<>();
        try (PreparedStatement select =
                connection.prepareStatement(
                        "select name, digest from seen_at_start where kind = ?")) {
            select.setString(1, kind.column());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    before.put(row.getString(1), row.getString(2));
                }
            }
        }
        return before;
    }

    /** What did not change keeps since when it is so. */
    private void write(
            Connection connection, Kind kind, Map<String, String> before, Map<String, String> now)
            throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement(
                        "delete from seen_at_start where kind = ? and name = ? and digest = ?")) {
            for (Map.Entry<String, String> one : before.entrySet()) {
                if (!one.getValue().equals(now.get(one.getKey()))) {
                    delete.setString(1, kind.column());
                    delete.setString(2, one.getKey());
                    delete.setString(3, one.getValue());
                    delete.addBatch();
                }
            }
            delete.executeBatch();
        }
        OffsetDateTime since = clock.instant().atOffset(ZoneOffset.UTC);
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "insert into seen_at_start (kind, name, digest, since) values (?, ?, ?, ?)")) {
            for (Map.Entry<String, String> one : now.entrySet()) {
                if (!one.getValue().equals(before.get(one.getKey()))) {
                    insert.setString(1, kind.column());
                    insert.setString(2, one.getKey());
                    insert.setString(3, one.getValue());
                    insert.setObject(4, since);
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    @Override
    @Transactional
    public SortedMap<String, Instant> since() {
        SortedMap<String, Instant> since = new TreeMap<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement(
                                "select name, since from seen_at_start where kind = ?")) {
            select.setString(1, Kind.KEY.column());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    since.put(row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant());
                }
            }
            return since;
        } catch (SQLException e) {
            throw new IllegalStateException("what was seen at the last start cannot be read", e);
        }
    }
}
