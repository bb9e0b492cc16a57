package nl.sluitend.disclosure;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.sluitend.TestNode;

/**
 * A log of its own in the database of the test node, and what an administrator with full access to
 * that database can do to it.
 */
final class TestLog {

    private final LogName name;

    private TestLog(LogName name) {
        this.name = name;
    }

    /** A log of a convenant that no other test has. */
    static TestLog fresh() {
        byte[] hash = new byte[32];
        TestLeaves.RANDOM.nextBytes(hash);
        return new TestLog(LogName.ofConvenant(TestLeaves.OWNER, HexFormat.of().formatHex(hash)));
    }

    LogName name() {
        return name;
    }

    Leaf exposure() {
        return of(TestLeaves.exposure());
    }

    Leaf outcome(int pupil) {
        return of(TestLeaves.outcome(pupil, "MATCHED"));
    }

    /** An exposure of that many pupils in a session. */
    Leaf exposure(String session, int pupils) {
        return like(TestLeaves.exposure(session), LeafKind.EXPOSURE, Map.of("n", pupils));
    }

    Leaf receipt(String session) {
        return like(TestLeaves.exposure(session), LeafKind.RECEIPT, Map.of("transcript", "t"));
    }

    private Leaf like(Leaf leaf, LeafKind kind, Map<String, Object> clear) {
        return new Leaf(
                kind,
                leaf.time(),
                name.convenantHash().orElseThrow(),
                leaf.processingActivity(),
                leaf.purpose(),
                leaf.legalBasis(),
                leaf.sender(),
                leaf.receiver(),
                leaf.exchangeId(),
                clear,
                List.of(),
                Optional.empty());
    }

    private Leaf of(Leaf leaf) {
        return of(name, leaf);
    }

    /** The same leaf for the log of another convenant. */
    static Leaf of(LogName log, Leaf leaf) {
        return new Leaf(
                leaf.kind(),
                leaf.time(),
                log.convenantHash().orElseThrow(),
                leaf.processingActivity(),
                leaf.purpose(),
                leaf.legalBasis(),
                leaf.sender(),
                leaf.receiver(),
                leaf.exchangeId(),
                leaf.clear(),
                leaf.personal(),
                leaf.subject());
    }

    /** The SQL condition that selects the rows of this log. */
    String own() {
        return "log_id = (select id from disclosure_log where origin = '" + name + "')";
    }

    long count(String table) {
        return Long.parseLong(text("select count(*) from " + table + " where " + own()));
    }

    byte[] entry(long index) {
        String sql =
                "select encode(entry, 'hex') from disclosure_leaf where leaf_index = "
                        + index
                        + " and "
                        + own();
        return HexFormat.of().parseHex(text(sql));
    }

    /** Truncates as someone would who knows how the tables hang together. */
    void truncateLeavesTo(int size) {
        MemoryLog tree = new MemoryLog();
        for (int i = 0; i < size; i++) {
            tree.append(entry(i));
        }
        execute(
                "delete from disclosure_leaf where leaf_index >= " + size + " and " + own(),
                "update disclosure_log set size = "
                        + size
                        + ", right_edge = '\\x"
                        + HexFormat.of().formatHex(tree.frontier().encode())
                        + "' where origin = '"
                        + name
                        + "'");
    }

    /** Writes an entry as someone would who knows how the tables hang together. */
    void appendByHand(byte[] entry) {
        MemoryLog tree = new MemoryLog();
        int size =
                Integer.parseInt(
                        text("select size from disclosure_log where origin = '" + name + "'"));
        for (int i = 0; i < size; i++) {
            tree.append(entry(i));
        }
        tree.append(entry);
        String hex = HexFormat.of().formatHex(entry);
        execute(
                "insert into disclosure_leaf (log_id, leaf_index, entry, leaf_hash, kind, logged_at,"
                        + " purpose, legal_basis) select id, size, '\\x"
                        + hex
                        + "', sha256('\\x00"
                        + hex
                        + "'), 'exposure', now(), 'p', 'b' from disclosure_log where origin = '"
                        + name
                        + "'",
                "update disclosure_log set size = size + 1, right_edge = '\\x"
                        + HexFormat.of().formatHex(tree.frontier().encode())
                        + "' where origin = '"
                        + name
                        + "'");
    }

    /** Truncates, and everything that was signed over more with it: what a backup brings back. */
    void truncateTo(int size) {
        truncateLeavesTo(size);
        execute(
                "delete from disclosure_cosignature where size > " + size + " and " + own(),
                "delete from disclosure_checkpoint where size > " + size + " and " + own());
    }

    String text(String sql) {
        return query(sql).orElseThrow();
    }

    void execute(String... sql) {
        try (Connection connection = TestNode.database().dataSource("node").getConnection();
                Statement statement = connection.createStatement()) {
            for (String one : List.of(sql)) {
                statement.execute(one);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<String> query(String sql) {
        try (Connection connection = TestNode.database().dataSource("node").getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
