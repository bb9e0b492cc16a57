package nl.sluitend.subject;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.subject.RightsRequest.Kind;
import nl.sluitend.subject.RightsRequest.Requester;
import nl.sluitend.subject.RightsRequest.State;
import org.jspecify.annotations.Nullable;

/** The worklist in the database, within the caller's transaction. */
@ApplicationScoped
class RequestTable {

    private final AgroalDataSource dataSource;

    RequestTable(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The next case number of a year. */
    String nextNumber(int year) {
        int last =
                query(
                                "insert into rights_request_number (year, last) values (?, 1)"
                                        + " on conflict (year) do update"
                                        + " set last = rights_request_number.last + 1 returning last",
                                row -> row.getInt(1),
                                year)
                        .getFirst();
        return "%d-%04d".formatted(year, last);
    }

    void insert(RightsRequest request, Instant at) {
        update(
                "insert into rights_request (id, number, kind, requester, received_on, due_on,"
                        + " state, created_at) values (?, ?, ?, ?, ?, ?, ?, ?)",
                request.id(),
                request.number(),
                request.kind().name(),
                request.requester().name(),
                request.receivedOn(),
                request.dueOn(),
                request.state().name(),
                Timestamp.from(at));
    }

    /** How many were entered since. Entering waits for each other until the transaction ends. */
    long countSince(Instant moment) {
        update("lock table rights_request in share row exclusive mode");
        return query(
                        "select count(*) from rights_request where created_at > ?",
                        row -> row.getLong(1),
                        Timestamp.from(moment))
                .getFirst();
    }

    Optional<RightsRequest> find(UUID id) {
        return query("select * from rights_request where id = ?", RequestTable::read, id).stream()
                .findFirst();
    }

    /** Waits for whoever else decides on it. */
    Optional<RightsRequest> lock(UUID id) {
        return query("select * from rights_request where id = ? for update", RequestTable::read, id)
                .stream()
                .findFirst();
    }

    /** Open requests by deadline, then closed ones, newest first. */
    List<RightsRequest> list(int limit) {
        return query(
                "select * from rights_request order by state <> 'OPEN',"
                        + " case when state = 'OPEN' then due_on end, created_at desc limit ?",
                RequestTable::read,
                limit);
    }

    void extend(UUID id, LocalDate dueOn, String reason) {
        update(
                "update rights_request set due_on = ?, extension_reason = ? where id = ?",
                dueOn,
                reason,
                id);
    }

    void changeRequester(UUID id, Requester requester) {
        update("update rights_request set requester = ? where id = ?", requester.name(), id);
    }

    /** Open requests of which the last day is this one or an earlier one. */
    List<RightsRequest> dueBy(LocalDate day) {
        return query(
                "select * from rights_request where state = 'OPEN' and due_on <= ?",
                RequestTable::read,
                day);
    }

    void close(UUID id, State state, String explanation, LocalDate day) {
        update(
                "update rights_request set state = ?, explanation = ?, closed_on = ? where id = ?",
                state.name(),
                explanation,
                day,
                id);
    }

    @FunctionalInterface
    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(String sql, Reader<T> reader, @Nullable Object... values) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            List<T> found = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(reader.read(row));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("the worklist cannot be read", e);
        }
    }

    private void update(String sql, @Nullable Object... values) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("the worklist cannot be changed", e);
        }
    }

    private static void bind(PreparedStatement statement, @Nullable Object... values)
            throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    private static RightsRequest read(ResultSet row) throws SQLException {
        return new RightsRequest(
                row.getObject("id", UUID.class),
                row.getString("number"),
                Kind.valueOf(row.getString("kind")),
                Requester.valueOf(row.getString("requester")),
                row.getObject("received_on", LocalDate.class),
                row.getObject("due_on", LocalDate.class),
                Optional.ofNullable(row.getString("extension_reason")),
                State.valueOf(row.getString("state")),
                Optional.ofNullable(row.getString("explanation")),
                Optional.ofNullable(row.getObject("closed_on", LocalDate.class)));
    }
}
