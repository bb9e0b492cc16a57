package nl.sluitend.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import nl.sluitend.demo.register.DemoParty;

/**
 * Holds a node in the middle of the transaction in which it stores one message of a session, until
 * the gate is closed: a lock in its own database.
 */
final class Gate implements AutoCloseable {

    private static final int LOCK = 4711;

    private final Connection connection;

    /**
     * @param sender {@code OWN} or {@code PEER}
     * @param type of the message
     * @param j chunk or round, 0 for messages that come once
     */
    Gate(TwoNodes nodes, DemoParty party, String sender, String type, int j) throws SQLException {
        connection = nodes.connect(party);
        execute("select pg_advisory_lock(" + LOCK + ")");
        execute(
                """
                create function gate() returns trigger language plpgsql as $$ begin
                  if new.sender = '%s' and new.type = '%s' and new.j = %d then
                    perform pg_advisory_xact_lock(%d);
                  end if;
                  return new;
                end $$
                """
                        .formatted(sender, type, j, LOCK));
        execute(
                "create trigger gate before insert on session_message for each row execute function"
                        + " gate()");
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

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            execute("select pg_advisory_unlock(" + LOCK + ")");
            execute("drop trigger gate on session_message");
            execute("drop function gate()");
        }
    }
}
