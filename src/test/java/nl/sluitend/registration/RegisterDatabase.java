package nl.sluitend.registration;

import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.Arc;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Looks into the tables of the running node. */
final class RegisterDatabase {

    private RegisterDatabase() {}

    static void clear() {
        for (String table :
                new String[] {
                    "import_job", "registration", "quota_use", "quota_raise", "case_point"
                }) {
            execute("delete from " + table);
        }
        endSessions();
    }

    /** Sessions that other tests left open would hold up a rotation. */
    private static void endSessions() {
        execute(
                "update session set phase = 'ABORTED', ending = 'ABORTED_CLEAN' where ending is"
                        + " null");
    }

    static void execute(String sql) {
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static long number(String sql) {
        try (Connection connection = open();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static String text(String sql) {
        try (Connection connection = open();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            StringBuilder all = new StringBuilder();
            while (row.next()) {
                all.append(row.getString(1)).append('\n');
            }
            return all.toString();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection open() throws SQLException {
        return Arc.container().instance(AgroalDataSource.class).get().getConnection();
    }
}
