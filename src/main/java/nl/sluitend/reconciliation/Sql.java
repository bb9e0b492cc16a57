package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import nl.sluitend.identifier.Oin;
import nl.sluitend.psi.Octets;
import org.jspecify.annotations.Nullable;

/**
 * SQL of this feature, which moves chunks and arrays of octets that an entity would only copy.
 * Takes part in the transaction of the caller.
 */
@ApplicationScoped
class Sql {

    /** Reads one row. */
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Takes one row. */
    interface Receiver {
        void take(ResultSet row) throws SQLException;
    }

    private static final int FETCH_SIZE = 5_000;
    private static final int UUID_LENGTH = 36;

    private final DataSource dataSource;

    Sql(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    <T> List<T> list(String sql, Reader<T> reader, @Nullable Object... values) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(connection, statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                var found = new ArrayList<T>();
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
                return found;
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    <T> Optional<T> first(String sql, Reader<T> reader, @Nullable Object... values) {
        return list(sql, reader, values).stream().findFirst();
    }

    int run(String sql, @Nullable Object... values) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(connection, statement, values);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** The same statement for each of the rows, in one round trip. */
    void batch(String sql, List<@Nullable Object[]> rows) {
        if (rows.isEmpty()) {
            return;
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (@Nullable Object[] row : rows) {
                bind(connection, statement, row);
                statement.addBatch();
            }
            statement.executeBatch();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** New rows, as {@link RowCopy} writes them. */
    void copy(String target, Iterator<@Nullable Object[]> rows) {
        try (Connection connection = dataSource.getConnection()) {
            RowCopy.into(connection, target, rows);
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** Hands every row to the receiver as it comes, without holding them all. */
    void each(String sql, Receiver receiver, @Nullable Object... values) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(FETCH_SIZE);
            bind(connection, statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    receiver.take(rows);
                }
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    private static void bind(
            Connection connection, PreparedStatement statement, @Nullable Object... values)
            throws SQLException {
        for (int i = 0; i < values.length; i++) {
            Object value =
                    values[i] instanceof Optional<?> optional ? optional.orElse(null) : values[i];
            int at = i + 1;
            switch (value) {
                case null -> statement.setObject(at, null);
                case Octets octets -> statement.setBytes(at, octets.toByteArray());
                case byte[] bytes -> statement.setBytes(at, bytes);
                case Oin oin -> statement.setString(at, oin.value());
                case Instant instant ->
                        statement.setObject(at, OffsetDateTime.ofInstant(instant, ZoneOffset.UTC));
                case Enum<?> constant -> statement.setString(at, constant.name());
                case List<?> items -> statement.setArray(at, array(connection, items));
                default -> statement.setObject(at, value);
            }
        }
    }

    private static java.sql.Array array(Connection connection, List<?> items) throws SQLException {
        Object first =
                items.stream()
                        .filter(Objects::nonNull)
                        .map(Object.class::cast)
                        .findFirst()
                        .orElse("");
        return switch (first) {
            case Octets _ ->
                    connection.createArrayOf(
                            "bytea",
                            items.stream()
                                    .map(o -> ((Octets) o).toByteArray())
                                    .toArray(byte[][]::new));
            case Integer _ -> connection.createArrayOf("int4", items.toArray());
            case UUID _ -> connection.createArrayOf("uuid", items.toArray());
            default -> connection.createArrayOf("text", items.toArray());
        };
    }

    static UUID uuid(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    static Octets octets(ResultSet row, String column) throws SQLException {
        return Octets.of(row.getBytes(column));
    }

    static Optional<Octets> optionalOctets(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getBytes(column)).map(Octets::of);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static Optional<Instant> optionalInstant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }

    static LocalDate date(ResultSet row, String column) throws SQLException {
        return row.getObject(column, LocalDate.class);
    }

    static <T> List<T> items(ResultSet row, String column, Class<T> type) throws SQLException {
        Object[] items = (Object[]) row.getArray(column).getArray();
        return Arrays.stream(items).map(type::cast).toList();
    }

    /** An array of UUIDs, read as text: much cheaper than the driver's own arrays. */
    static List<UUID> ids(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        List<UUID> ids = new ArrayList<>(1);
        int end = text.length() - 1;
        for (int at = 1; at < end; at += UUID_LENGTH + 1) {
            ids.add(UUID.fromString(text.substring(at, at + UUID_LENGTH)));
        }
        return ids;
    }

    static List<Octets> octetsList(ResultSet row, String column) throws SQLException {
        return items(row, column, byte[].class).stream().map(Octets::of).toList();
    }

    /** The database failed. Its message can quote values, so it is not repeated. */
    static final class DatabaseException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        DatabaseException(SQLException e) {
            super("the database failed with state " + e.getSQLState());
        }
    }
}
