package nl.sluitend.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import nl.sluitend.demo.register.DemoParty;

/**
 * Holds a node in the middle of the transaction in which it stores one message, until the gate is
 * closed: a lock in its own database.
 */
final class Gate implements AutoCloseable {

    private static final int LOCK = 4711;

    private final Connection connection;
    private final String table;

    /**
     * Before a message of a session.
     *
     * @param sender {@code OWN} or {@code PEER}
     * @param type of the message
     * @param j chunk or round, 0 for messages that come once
     */
    Gate(TwoNodes nodes, DemoParty party, String sender, String type, int j) throws SQLException {
        this(
                nodes,
                party,
                "session_message",
                "insert",
                "new.sender = '%s' and new.type = '%s' and new.j = %d".formatted(sender, type, j));
    }

    private Gate(TwoNodes nodes, DemoParty party, String table, String event, String condition)
            throws SQLException {
        this.connection = nodes.connect(party);
        this.table = table;
        execute("select pg_advisory_lock(" + LOCK + ")");
        execute(
                """
                create function gate() returns trigger language plpgsql as $$ begin
                  if %s then
                    perform pg_advisory_xact_lock(%d);
                  end if;
                  return new;
                end $$
                """
                        .formatted(condition, LOCK));
        execute(
                "create trigger gate before %s on %s for each row execute function gate()"
                        .formatted(event, table));
    }

    /** Before a message of the session in that lane. */
    static Gate inLane(
            TwoNodes nodes, DemoParty party, String lane, String sender, String type, int j)
            throws SQLException {
        return new Gate(
                nodes,
                party,
                "session_message",
                "insert",
                """
                new.sender = '%s' and new.type = '%s' and new.j = %d
                and (select lane from session where sid = new.sid) = '%s'\
                """
                        .formatted(sender, type, j, lane));
    }

    /** Before a message about a probable match, kept in that column. */
    static Gate ofProposal(TwoNodes nodes, DemoParty party, String column) throws SQLException {
        return new Gate(
                nodes,
                party,
                "proposal",
                "update",
                "old.%1$s is null and new.%1$s is not null".formatted(column));
    }

    /** Whether a node stands before it. */
    boolean isHolding() {
        try (Statement statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                "select count(*) from pg_locks where locktype = 'advisory' and not"
                                        + " granted and objid = "
                                        + LOCK)) {
            return row.next() && row.getInt(1) > 0;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends the connections of a node to its database, but for this one; gives how many. */
    int cutOthers() throws SQLException {
        try (Statement statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                "select count(pg_terminate_backend(pid)) from pg_stat_activity where"
                                        + " datname = current_database() and pid <>"
                                        + " pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }

    /** Has the server write whatever it said to be committed. */
    void checkpoint() throws SQLException {
        execute("checkpoint");
    }

    /** Process of the server that serves this gate. */
    long backend() throws SQLException {
        try (Statement statement = connection.createStatement();
                var row = statement.executeQuery("select pg_backend_pid()")) {
            row.next();
            return row.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            execute("select pg_advisory_unlock(" + LOCK + ")");
            execute("drop trigger gate on " + table);
            execute("drop function gate()");
        }
    }
}
