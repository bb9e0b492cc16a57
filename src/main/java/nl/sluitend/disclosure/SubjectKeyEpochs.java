package nl.sluitend.disclosure;

import static jakarta.transaction.Transactional.TxType.REQUIRES_NEW;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.sluitend.party.EpochKeys;
import nl.sluitend.party.KeyStoreFile.KeyStoreException;

/**
 * Moves the keys of subjects to the key of the month and destroys those of the months before. A
 * copy of the table, such as a backup, is then unreadable: whoever was erased in the meantime is
 * gone from it too.
 */
@ApplicationScoped
class SubjectKeyEpochs {

    private static final int BATCH = 1_000;

    private final LogStore store;
    private final EpochKeys epochs;
    private final SubjectKeyWrapping wrapping;
    private final SubjectKeyEpochs self;
    private final NodeLog nodeLog;
    private final Clock clock;

    SubjectKeyEpochs(
            LogStore store,
            EpochKeys epochs,
            SubjectKeyWrapping wrapping,
            SubjectKeyEpochs self,
            NodeLog nodeLog,
            Clock clock) {
        this.store = store;
        this.epochs = epochs;
        this.wrapping = wrapping;
        this.self = self;
        this.nodeLog = nodeLog;
        this.clock = clock;
    }

    /** Begins the month if it is new, moves every key to it and destroys what is left behind. */
    void turn() throws KeyStoreException {
        YearMonth month = YearMonth.from(clock.instant().atZone(ZoneOffset.UTC));
        if (epochs.current().filter(current -> !current.isBefore(month)).isEmpty()) {
            epochs.begin(month);
            self.begun(month);
        }
        String current = String.valueOf(wrapping.epoch());
        int moved = BATCH;
        while (moved == BATCH) {
            moved = self.move(current);
        }
        for (YearMonth old : self.left(current)) {
            epochs.destroy(old);
            self.destroyed(old);
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Wrapped(
            UUID id, LogName log, @org.jspecify.annotations.Nullable String epoch, byte[] key) {}

    /** Moves some keys; returns how many. */
    @Transactional(REQUIRES_NEW)
    int move(String current) {
        return store.with(
                connection -> {
                    List<Wrapped> rows = new ArrayList<>();
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    "select k.id, l.origin, k.epoch, k.wrapped_key"
                                            + " from disclosure_subject_key k"
                                            + " join disclosure_log l on l.id = k.log_id"
                                            + " where k.wrapped_key is not null"
                                            + " and k.epoch is distinct from ? limit "
                                            + BATCH
                                            + " for update of k skip locked")) {
                        select.setString(1, current);
                        try (ResultSet row = select.executeQuery()) {
                            while (row.next()) {
                                rows.add(
                                        new Wrapped(
                                                row.getObject(1, UUID.class),
                                                LogName.parse(row.getString(2)),
                                                row.getString(3),
                                                row.getBytes(4)));
                            }
                        }
                    } catch (LogVerificationException e) {
                        throw new IllegalStateException("a log with an impossible origin", e);
                    }
                    try (PreparedStatement update =
                            connection.prepareStatement(
                                    "update disclosure_subject_key set epoch = ?, wrapped_key = ?"
                                            + " where id = ?")) {
                        for (Wrapped row : rows) {
                            byte[] secret =
                                    wrapping.unwrap(row.epoch(), row.log(), row.id(), row.key());
                            update.setString(1, current);
                            update.setBytes(2, wrapping.wrap(current, row.log(), row.id(), secret));
                            update.setObject(3, row.id());
                            update.addBatch();
                        }
                        update.executeBatch();
                    }
                    return rows.size();
                });
    }

    /** The months that were in use and hold no key any more. */
    @Transactional(REQUIRES_NEW)
    List<YearMonth> left(String current) {
        return store.with(
                connection -> {
                    List<YearMonth> months = new ArrayList<>();
                    for (YearMonth month : epochs.months()) {
                        if (!month.toString().equals(current)
                                && !isDestroyed(connection, month)
                                && !isUsed(connection, month)) {
                            months.add(month);
                        }
                    }
                    return months;
                });
    }

    private static boolean isUsed(java.sql.Connection connection, YearMonth month)
            throws SQLException {
        return exists(
                connection,
                "select 1 from disclosure_subject_key where wrapped_key is not null and epoch = ?",
                month);
    }

    private static boolean isDestroyed(java.sql.Connection connection, YearMonth month)
            throws SQLException {
        return exists(
                connection, "select 1 from disclosure_epoch_destroyed where epoch = ?", month);
    }

    private static boolean exists(java.sql.Connection connection, String sql, YearMonth month)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, month.toString());
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    @Transactional(REQUIRES_NEW)
    void begun(YearMonth month) {
        nodeLog.byNode(
                LeafKind.KEY_EVENT,
                "subject-key-epoch",
                Map.of("event", "epoch-begun", "epoch", month.toString()));
    }

    @Transactional(REQUIRES_NEW)
    void destroyed(YearMonth month) {
        store.with(
                connection -> {
                    try (PreparedStatement insert =
                            connection.prepareStatement(
                                    "insert into disclosure_epoch_destroyed (epoch) values (?)"
                                            + " on conflict do nothing")) {
                        insert.setString(1, month.toString());
                        return insert.executeUpdate();
                    }
                });
        nodeLog.byNode(
                LeafKind.KEY_EVENT,
                "subject-key-epoch",
                Map.of("event", "epoch-destroyed", "epoch", month.toString()));
    }
}
