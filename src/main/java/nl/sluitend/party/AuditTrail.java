package nl.sluitend.party;

import static jakarta.transaction.Transactional.TxType.REQUIRES_NEW;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Audit records in PostgreSQL: written and read, never changed. */
@ApplicationScoped
public class AuditTrail {

    private static final int LIMIT = 500;

    private final DataSource dataSource;

    AuditTrail(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Transactional(REQUIRES_NEW)
    void write(AuditRecord done) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement(
                                "insert into audit_record (at, operation, actor, action, origin,"
                                        + " status) values (?, ?, ?, ?, ?, ?)")) {
            insert.setTimestamp(1, Timestamp.from(done.at()));
            insert.setString(2, done.operation());
            insert.setString(3, done.actor().orElse(null));
            insert.setString(4, done.action());
            insert.setString(5, done.origin().orElse(null));
            insert.setInt(6, done.status());
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("the audit record cannot be kept", e);
        }
    }

    /** Records before a moment, newest first, at most 500; of one operation when one is named. */
    @Transactional
    public List<AuditRecord> before(Instant moment, Optional<String> operation) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement(
                                "select at, operation, actor, action, origin, status"
                                        + " from audit_record where at < ?"
                                        + (operation.isPresent() ? " and operation = ?" : "")
                                        + " order by at desc, id desc limit "
                                        + LIMIT)) {
            select.setTimestamp(1, Timestamp.from(moment));
            if (operation.isPresent()) {
                select.setString(2, operation.get());
            }
            List<AuditRecord> found = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(
                            new AuditRecord(
                                    row.getTimestamp(1).toInstant(),
                                    row.getString(2),
                                    Optional.ofNullable(row.getString(3)),
                                    row.getString(4),
                                    Optional.ofNullable(row.getString(5)),
                                    row.getInt(6)));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("the audit records cannot be read", e);
        }
    }
}
