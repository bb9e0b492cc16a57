package nl.sluitend.demo.trace;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/** Everything that a run leaves behind, place by place. */
public final class Remains {

    /** Told the name and the whole content of a place. */
    @FunctionalInterface
    public interface Visitor {
        void visit(String place, byte[] content);
    }

    private Remains() {}

    /** Every file under a folder, as it lies on the disk. */
    public static void ofFolder(Path folder, Visitor visitor) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path file : paths.filter(Files::isRegularFile).toList()) {
                visitor.visit(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
    }

    /**
     * Every table and view of a database: as text, binary columns in hexadecimal, and each value of
     * a binary column once more as the bytes that it holds.
     */
    public static void ofDatabase(String name, DataSource source, Visitor visitor)
            throws SQLException, IOException {
        try (Connection connection = source.getConnection()) {
            PGConnection postgres = connection.unwrap(PGConnection.class);
            for (String table : tables(connection)) {
                ByteArrayOutputStream text = new ByteArrayOutputStream();
                postgres.getCopyAPI().copyOut("COPY (SELECT * FROM " + table + ") TO STDOUT", text);
                visitor.visit(name + ": " + table, text.toByteArray());
            }
            for (String column : binaryColumns(connection)) {
                visitor.visit(name + ": " + column, binaryValues(connection, column));
            }
        }
    }

    private static List<String> tables(Connection connection) throws SQLException {
        return strings(
                connection,
                """
                SELECT format('%I.%I', table_schema, table_name)
                FROM information_schema.tables
                WHERE table_schema NOT IN ('pg_catalog', 'information_schema')
                """);
    }

    /** As a query each; arrays of binary values are taken apart. */
    private static List<String> binaryColumns(Connection connection) throws SQLException {
        return strings(
                connection,
                """
                SELECT format(
                    CASE WHEN udt_name = '_bytea' THEN 'SELECT unnest(%I) FROM %I.%I'
                         ELSE 'SELECT %I FROM %I.%I' END,
                    column_name, table_schema, table_name)
                FROM information_schema.columns
                WHERE udt_name IN ('bytea', '_bytea')
                  AND table_schema NOT IN ('pg_catalog', 'information_schema')
                """);
    }

    private static List<String> strings(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> strings = new ArrayList<>();
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
            return strings;
        }
    }

    private static byte[] binaryValues(Connection connection, String query) throws SQLException {
        byte[] between = "\n--\n".getBytes(StandardCharsets.US_ASCII);
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            ByteArrayOutputStream values = new ByteArrayOutputStream();
            while (rows.next()) {
                byte[] value = rows.getBytes(1);
                if (value != null) {
                    values.writeBytes(value);
                    values.writeBytes(between);
                }
            }
            return values.toByteArray();
        }
    }
}
