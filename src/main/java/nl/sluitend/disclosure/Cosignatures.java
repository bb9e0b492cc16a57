package nl.sluitend.disclosure;

import static jakarta.transaction.Transactional.TxType.REQUIRES_NEW;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What witnesses answered about our logs; only verified cosignatures are kept. */
@ApplicationScoped
class Cosignatures {

    private final LogStore store;

    Cosignatures(LogStore store) {
        this.store = store;
    }

    /**
     * The last thing that a witness cosigned.
     *
     * @param size of the log
     * @param at by the witness' clock
     */
    record Last(long size, Instant at) {}

    /** Keeps a cosignature; a later one over the same size replaces nothing. */
    @Transactional(REQUIRES_NEW)
    void keep(LogName log, long size, VerifierKey witness, String line, Instant at) {
        store.with(
                connection -> {
                    try (PreparedStatement insert =
                            connection.prepareStatement(
                                    "insert into disclosure_cosignature"
                                            + " (log_id, size, witness, line, cosigned_at)"
                                            + " select id, ?, ?, ?, ? from disclosure_log"
                                            + " where origin = ? on conflict do nothing")) {
                        insert.setLong(1, size);
                        insert.setString(2, witness.name());
                        insert.setString(3, line);
                        insert.setTimestamp(4, Timestamp.from(at));
                        insert.setString(5, log.origin());
                        return insert.executeUpdate();
                    }
                });
    }

    Optional<Last> last(LogName log, VerifierKey witness) {
        return store.with(
                connection -> {
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    "select c.size, c.cosigned_at from disclosure_cosignature c"
                                            + " join disclosure_log l on l.id = c.log_id"
                                            + " where l.origin = ? and c.witness = ?"
                                            + " order by c.size desc limit 1")) {
                        select.setString(1, log.origin());
                        select.setString(2, witness.name());
                        try (ResultSet row = select.executeQuery()) {
                            return row.next()
                                    ? Optional.of(
                                            new Last(
                                                    row.getLong(1),
                                                    row.getTimestamp(2).toInstant()))
                                    : Optional.empty();
                        }
                    }
                });
    }

    /** When the oldest committed entry that the witness has not cosigned was recorded. */
    Optional<Instant> oldestWithout(LogName log, VerifierKey witness) {
        return store.with(
                connection -> {
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    "select leaf.logged_at from disclosure_leaf leaf"
                                            + " join disclosure_log l on l.id = leaf.log_id"
                                            + " where l.origin = ? and leaf.leaf_index ="
                                            + " (select coalesce(max(c.size), 0)"
                                            + " from disclosure_cosignature c"
                                            + " where c.log_id = l.id and c.witness = ?)")) {
                        select.setString(1, log.origin());
                        select.setString(2, witness.name());
                        try (ResultSet row = select.executeQuery()) {
                            return row.next()
                                    ? Optional.of(row.getTimestamp(1).toInstant())
                                    : Optional.empty();
                        }
                    }
                });
    }

    /**
     * A heartbeat in a log.
     *
     * @param index where it stands
     * @param at when it was recorded
     */
    record Beat(long index, Instant at) {}

    Optional<Beat> lastHeartbeat(LogName log) {
        return store.with(
                connection -> {
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    "select leaf_index, logged_at from disclosure_leaf"
                                            + " where kind = 'heartbeat' and log_id ="
                                            + " (select id from disclosure_log where origin = ?)"
                                            + " order by logged_at desc limit 1")) {
                        select.setString(1, log.origin());
                        try (ResultSet row = select.executeQuery()) {
                            return row.next()
                                    ? Optional.of(
                                            new Beat(
                                                    row.getLong(1),
                                                    row.getTimestamp(2).toInstant()))
                                    : Optional.empty();
                        }
                    }
                });
    }

    /** Whether the witness cosigned at least that size, no later than that. */
    boolean cosigned(LogName log, VerifierKey witness, long size, Instant until) {
        return store.with(
                connection -> {
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    "select 1 from disclosure_cosignature c"
                                            + " join disclosure_log l on l.id = c.log_id"
                                            + " where l.origin = ? and c.witness = ? and c.size >= ?"
                                            + " and c.cosigned_at <= ? limit 1")) {
                        select.setString(1, log.origin());
                        select.setString(2, witness.name());
                        select.setLong(3, size);
                        select.setTimestamp(4, Timestamp.from(until));
                        try (ResultSet row = select.executeQuery()) {
                            return row.next();
                        }
                    }
                });
    }

    /** The last size of a log that stands in the node log, 0 if none. */
    long recordedSize(LogName nodeLog, LogName log) {
        return store.with(
                connection -> {
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    "select (convert_from(entry, 'UTF8')::json -> 'detail' ->> 'size')"
                                            + "::bigint from disclosure_leaf where kind = 'checkpoint'"
                                            + " and log_id = (select id from disclosure_log"
                                            + " where origin = ?) and convert_from(entry, 'UTF8')"
                                            + "::json -> 'detail' ->> 'origin' = ?"
                                            + " order by logged_at desc limit 1")) {
                        select.setString(1, nodeLog.origin());
                        select.setString(2, log.origin());
                        try (ResultSet row = select.executeQuery()) {
                            return row.next() ? row.getLong(1) : 0L;
                        }
                    }
                });
    }

    /** Whether a session that began after that moment has reached neither receipt nor end. */
    boolean sessionUnderWay(LogName log, Instant since) {
        return store.with(
                connection -> {
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    "select 1 from disclosure_leaf begun join disclosure_log l"
                                            + " on l.id = begun.log_id where l.origin = ?"
                                            + " and begun.logged_at > ?"
                                            + " and begun.kind in ('session-open', 'exposure')"
                                            + " and not exists (select 1 from disclosure_leaf done"
                                            + " where done.exchange_id = begun.exchange_id"
                                            + " and done.log_id = begun.log_id"
                                            + " and done.kind in ('receipt', 'session-end'))"
                                            + " limit 1")) {
                        select.setString(1, log.origin());
                        select.setTimestamp(2, Timestamp.from(since));
                        try (ResultSet row = select.executeQuery()) {
                            return row.next();
                        }
                    }
                });
    }

    /** The note with the cosignatures that are kept for its size. */
    String under(LogName log, SignedCheckpoint signed) {
        return signed.note() + String.join("", lines(log, signed.size()));
    }

    /** The last checkpoint that any witness cosigned, with all its cosignatures. */
    Optional<String> lastCosigned(LogName log) {
        return store.with(
                connection -> {
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    "select p.note, p.size from disclosure_checkpoint p"
                                            + " join disclosure_log l on l.id = p.log_id"
                                            + " where l.origin = ? and exists (select 1"
                                            + " from disclosure_cosignature c where"
                                            + " c.log_id = p.log_id and c.size = p.size)"
                                            + " order by p.size desc limit 1")) {
                        select.setString(1, log.origin());
                        try (ResultSet row = select.executeQuery()) {
                            return row.next()
                                    ? Optional.of(
                                            row.getString(1)
                                                    + String.join("", lines(log, row.getLong(2))))
                                    : Optional.empty();
                        }
                    }
                });
    }

    /** A page of all checkpoints that were ever signed, by size, each with its cosignatures. */
    List<String> page(LogName log, long page, int length) {
        return store.with(
                connection -> {
                    List<String> notes = new ArrayList<>();
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    "select p.note || coalesce((select string_agg(c.line, ''"
                                            + " order by c.witness) from disclosure_cosignature c"
                                            + " where c.log_id = p.log_id and c.size = p.size), '')"
                                            + " from disclosure_checkpoint p"
                                            + " join disclosure_log l on l.id = p.log_id"
                                            + " where l.origin = ? order by p.size"
                                            + " limit ? offset ?")) {
                        select.setString(1, log.origin());
                        select.setInt(2, length);
                        select.setLong(3, page * length);
                        try (ResultSet rows = select.executeQuery()) {
                            while (rows.next()) {
                                notes.add(rows.getString(1));
                            }
                        }
                    }
                    return notes;
                });
    }

    private List<String> lines(LogName log, long size) {
        return store.with(
                connection -> {
                    List<String> lines = new ArrayList<>();
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    "select c.line from disclosure_cosignature c"
                                            + " join disclosure_log l on l.id = c.log_id"
                                            + " where l.origin = ? and c.size = ? order by c.witness")) {
                        select.setString(1, log.origin());
                        select.setLong(2, size);
                        try (ResultSet rows = select.executeQuery()) {
                            while (rows.next()) {
                                lines.add(rows.getString(1));
                            }
                        }
                    }
                    return lines;
                });
    }
}
