package nl.sluitend.party;

import static jakarta.transaction.Transactional.TxType.REQUIRES_NEW;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * What the functionaris gegevensbescherming has to look at: kept until a person takes note of it,
 * written to the log and counted by the metric {@code sluitend.alerts}. Every call has a
 * transaction of its own, so that an alert stays when what caused it is rolled back.
 */
@ApplicationScoped
public class Alerts {

    private static final Logger LOG = Logger.getLogger(Alerts.class);
    private static final Pattern KIND = Pattern.compile("[a-z]+(-[a-z]+)*");
    private static final int LIMIT = 500;

    private final DataSource dataSource;
    private final MeterRegistry meters;
    private final Clock clock;

    Alerts(DataSource dataSource, MeterRegistry meters, Clock clock) {
        this.dataSource = dataSource;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Raises an alert; one of the same kind about the same thing that is open is raised once more.
     *
     * @param kind a short word, in lower case with hyphens
     * @param about a source system, convenant or session; never a pupil
     * @param text what happened and what to do, in Dutch, without any value of a list
     */
    @Transactional(REQUIRES_NEW)
    public void raise(String kind, String about, String text) {
        if (!KIND.matcher(kind).matches()) {
            throw new IllegalArgumentException("an alert's kind is a word in lower case");
        }
        LOG.warnf("alert for the functionaris gegevensbescherming: %s, %s", kind, about);
        meters.counter("sluitend.alerts", "kind", kind).increment();
        Timestamp now = Timestamp.from(clock.instant());
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                "insert into alert (id, kind, about, text, since, last_raised,"
                                        + " times) values (?, ?, ?, ?, ?, ?, 1)"
                                        + " on conflict (kind, about) where acknowledged_at is null"
                                        + " do update set text = excluded.text,"
                                        + " last_raised = excluded.last_raised,"
                                        + " times = alert.times + 1")) {
            statement.setObject(1, UUID.randomUUID());
            statement.setString(2, kind);
            statement.setString(3, about);
            statement.setString(4, text);
            statement.setTimestamp(5, now);
            statement.setTimestamp(6, now);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("the alert cannot be kept", e);
        }
    }

    /** Alerts, newest first, at most 500. */
    @Transactional
    public List<Alert> list(boolean openOnly) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                "select * from alert where acknowledged_at is null or not ?"
                                        + " order by last_raised desc, id limit "
                                        + LIMIT)) {
            statement.setBoolean(1, openOnly);
            List<Alert> alerts = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    alerts.add(read(row));
                }
            }
            return alerts;
        } catch (SQLException e) {
            throw new IllegalStateException("the alerts cannot be read", e);
        }
    }

    /**
     * Notes that a person has seen an alert.
     *
     * @return whether it was open
     */
    @Transactional
    public boolean acknowledge(UUID id, String person) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                "update alert set acknowledged_at = ?, acknowledged_by = ?"
                                        + " where id = ? and acknowledged_at is null")) {
            statement.setTimestamp(1, Timestamp.from(clock.instant()));
            statement.setString(2, person);
            statement.setObject(3, id);
            return statement.executeUpdate() == 1;
        } catch (SQLException e) {
            throw new IllegalStateException("the alert cannot be changed", e);
        }
    }

    private static Alert read(ResultSet row) throws SQLException {
        return new Alert(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                row.getString("about"),
                row.getString("text"),
                moment(row, "since").orElse(Instant.EPOCH),
                moment(row, "last_raised").orElse(Instant.EPOCH),
                row.getLong("times"),
                moment(row, "acknowledged_at"),
                Optional.ofNullable(row.getString("acknowledged_by")));
    }

    private static Optional<Instant> moment(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }
}
