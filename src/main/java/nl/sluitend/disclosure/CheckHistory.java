package nl.sluitend.disclosure;

import static jakarta.transaction.Transactional.TxType.REQUIRES_NEW;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The checks of the logs that were done, and what came out of each. */
@ApplicationScoped
public class CheckHistory {

    /** Keeps two replicas from beginning a check at the same time. */
    private static final int BEGINNING = 401;

    private static final String COLUMNS =
            "select id, started_at, started_by, finished_at, verified, entries, report, failure"
                    + " from disclosure_check ";

    private final LogStore store;
    private final Duration limit;
    private final Clock clock;

    CheckHistory(LogStore store, WitnessConfig config, Clock clock) {
        this.store = store;
        this.limit = config.checkLimit();
        this.clock = clock;
    }

    /**
     * A check of all logs of this node.
     *
     * @param by who asked for it; empty for the nightly one
     * @param finishedAt empty while it runs, or when the node stopped meanwhile
     * @param verified whether everything holds; empty when there is no report
     * @param entries how many entries were worked out again
     * @param report JSON, as {@link LogReport#all} says; empty when there is none
     * @param failure why there is no report
     * @param running whether it may still end
     */
    public record Done(
            UUID id,
            Instant startedAt,
            Optional<String> by,
            Optional<Instant> finishedAt,
            Optional<Boolean> verified,
            long entries,
            Optional<String> report,
            Optional<String> failure,
            boolean running) {}

    /** Notes that a check begins, unless one is running. */
    @Transactional(REQUIRES_NEW)
    Optional<UUID> begin(Optional<String> by) {
        Instant now = clock.instant();
        UUID id = UUID.randomUUID();
        int begun =
                store.with(
                        connection -> {
                            try (PreparedStatement lock =
                                    connection.prepareStatement(
                                            "select pg_advisory_xact_lock(" + BEGINNING + ")")) {
                                lock.execute();
                            }
                            try (PreparedStatement insert =
                                    connection.prepareStatement(
                                            "insert into disclosure_check (id, started_at, started_by)"
                                                    + " select ?, ?, ? where not exists (select 1 from"
                                                    + " disclosure_check where finished_at is null"
                                                    + " and started_at > ?)")) {
                                insert.setObject(1, id);
                                insert.setTimestamp(2, Timestamp.from(now));
                                insert.setString(3, by.orElse(null));
                                insert.setTimestamp(4, Timestamp.from(now.minus(limit)));
                                return insert.executeUpdate();
                            }
                        });
        return begun == 1 ? Optional.of(id) : Optional.empty();
    }

    /** Notes what came out. */
    @Transactional(REQUIRES_NEW)
    void end(UUID id, boolean verified, long entries, String report) {
        finish(
                "update disclosure_check set finished_at = ?, verified = ?, entries = ?, report = ?"
                        + " where id = ?",
                Timestamp.from(clock.instant()),
                verified,
                entries,
                report,
                id);
    }

    /** Notes that nothing came out. */
    @Transactional(REQUIRES_NEW)
    void failed(UUID id, String reason) {
        finish(
                "update disclosure_check set finished_at = ?, failure = ? where id = ?",
                Timestamp.from(clock.instant()),
                reason,
                id);
    }

    private void finish(String sql, Object... values) {
        store.with(
                connection -> {
                    try (PreparedStatement update = connection.prepareStatement(sql)) {
                        for (int i = 0; i < values.length; i++) {
                            update.setObject(i + 1, values[i]);
                        }
                        return update.executeUpdate();
                    }
                });
    }

    /** The last checks, newest first. */
    @Transactional
    public List<Done> last(int count) {
        return store.with(
                connection -> {
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    COLUMNS + "order by started_at desc, id limit ?")) {
                        select.setInt(1, count);
                        return read(select);
                    }
                });
    }

    /** One check. */
    @Transactional
    public Optional<Done> find(UUID id) {
        return store.with(
                connection -> {
                    try (PreparedStatement select =
                            connection.prepareStatement(COLUMNS + "where id = ?")) {
                        select.setObject(1, id);
                        return read(select).stream().findFirst();
                    }
                });
    }

    private List<Done> read(PreparedStatement select) throws SQLException {
        List<Done> found = new ArrayList<>();
        Instant oldest = clock.instant().minus(limit);
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                Instant started = row.getTimestamp("started_at").toInstant();
                Optional<Instant> finished =
                        Optional.ofNullable(row.getTimestamp("finished_at"))
                                .map(Timestamp::toInstant);
                found.add(
                        new Done(
                                row.getObject("id", UUID.class),
                                started,
                                Optional.ofNullable(row.getString("started_by")),
                                finished,
                                Optional.ofNullable(row.getObject("verified", Boolean.class)),
                                row.getLong("entries"),
                                Optional.ofNullable(row.getString("report")),
                                Optional.ofNullable(row.getString("failure")),
                                finished.isEmpty() && started.isAfter(oldest)));
            }
        }
        return found;
    }
}
