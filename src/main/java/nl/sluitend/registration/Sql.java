package nl.sluitend.registration;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import nl.sluitend.psi.Octets;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Plain SQL for what goes in batches, within the caller's transaction. A failure becomes an
 * exception without a message of the database, because that may quote a row.
 */
@ApplicationScoped
class Sql {

    /** Fills in the parameters of a statement. */
    @FunctionalInterface
    interface Binder {
        void bind(PreparedStatement statement) throws SQLException;
    }

    /** Reads one row. */
    @FunctionalInterface
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Takes one row. */
    @FunctionalInterface
    interface RowReceiver {
        void take(ResultSet row) throws SQLException;
    }

    private static final int FETCH_SIZE = 5_000;

    private final AgroalDataSource dataSource;

    Sql(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    <T> List<T> query(String sql, Binder binder, RowReader<T> reader) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(FETCH_SIZE);
            binder.bind(statement);
            List<T> rows = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(reader.read(row));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new RegisterFailedException(e);
        }
    }

    /** Hands every row to the receiver as it comes, without holding them all. */
    void each(String sql, Binder binder, RowReceiver receiver) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(FETCH_SIZE);
            binder.bind(statement);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    receiver.take(row);
                }
            }
        } catch (SQLException e) {
            throw new RegisterFailedException(e);
        }
    }

    int update(String sql, Binder binder) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            binder.bind(statement);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new RegisterFailedException(e);
        }
    }

    /** Runs a statement once per batch that {@code binder} adds with {@code addBatch}. */
    void updateEach(String sql, Binder binder) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            binder.bind(statement);
            statement.executeBatch();
        } catch (SQLException e) {
            throw new RegisterFailedException(e);
        }
    }

    /** Adds rows by COPY (docs/adr/0008). */
    void insert(NewRows rows) {
        if (rows.isEmpty()) {
            return;
        }
        try (Connection connection = dataSource.getConnection()) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(rows.statement(), new ByteArrayInputStream(rows.text()));
        } catch (SQLException e) {
            throw new RegisterFailedException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets an array; elements are UUIDs, octets, or what PostgreSQL reads from text. */
    static void setArray(
            PreparedStatement statement,
            int index,
            String type,
            Collection<? extends @Nullable Object> elements)
            throws SQLException {
        Object[] array =
                type.equals("bytea")
                        ? elements.stream().map(Sql::bytes).toArray(byte[][]::new)
                        : elements.stream().map(Sql::text).toArray(Object[]::new);
        statement.setArray(index, statement.getConnection().createArrayOf(type, array));
    }

    private static byte[] bytes(@Nullable Object element) {
        return element instanceof Octets octets ? octets.toByteArray() : new byte[0];
    }

    private static @Nullable Object text(@Nullable Object element) {
        return element == null || element instanceof UUID ? element : element.toString();
    }
}
