package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.identifier.Oin;
import nl.sluitend.psi.Octets;

/** Withdrawals in the database. */
@ApplicationScoped
class WithdrawalRows {

    private static final int MOST = 500;

    private final Sql sql;

    WithdrawalRows(Sql sql) {
        this.sql = sql;
    }

    /**
     * Keeps other withdrawals and the freezing of lists under this convenant waiting until the end
     * of the transaction: a list is frozen with or without a key, never in between.
     */
    void lock(String convenant) {
        sql.first("SELECT pg_advisory_xact_lock(hashtextextended(?, 517))", _ -> true, convenant);
    }

    void insert(StoredWithdrawal w, WithdrawnKeys.Sealed key) {
        sql.run(
                """
                INSERT INTO withdrawal (withdrawal_id, convenant, counterpart, own, sid, lane, tag,
                  casusnummer, reason, at, hash, jws, answer, confirmed, own_deleted, suite,
                  key_version, registration_key, point, mac)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                w.id(),
                w.convenant(),
                w.counterpart(),
                w.own(),
                w.sid(),
                w.lane(),
                w.tag(),
                w.casusnummer(),
                w.reason(),
                w.at(),
                w.hash(),
                w.jws(),
                w.answer(),
                w.confirmed(),
                w.ownDeleted(),
                key.suite(),
                key.keyVersion(),
                key.registrationKey(),
                key.point(),
                key.mac());
    }

    Optional<StoredWithdrawal> find(UUID id) {
        return sql.first(
                "SELECT * FROM withdrawal WHERE withdrawal_id = ?", WithdrawalRows::read, id);
    }

    /** Whether a pair with this number was withdrawn before. */
    boolean isKnown(String convenant, String casusnummer) {
        return sql.first(
                        "SELECT 1 FROM withdrawal WHERE convenant = ? AND casusnummer = ?",
                        _ -> true,
                        convenant,
                        casusnummer)
                .isPresent();
    }

    /** Whether the counterpart withdrew this pair before. */
    boolean isWithdrawnByPeer(UUID sid, Octets tag) {
        return sql.first(
                        "SELECT 1 FROM withdrawal WHERE sid = ? AND tag = ? AND NOT own",
                        _ -> true,
                        sid,
                        tag)
                .isPresent();
    }

    /** Newest first. */
    List<StoredWithdrawal> newest() {
        return sql.list(
                "SELECT * FROM withdrawal ORDER BY at DESC, withdrawal_id LIMIT " + MOST,
                WithdrawalRows::read);
    }

    /** Own withdrawals from before then that the counterpart has not confirmed. */
    List<StoredWithdrawal> unconfirmed(Instant before) {
        return sql.list(
                "SELECT * FROM withdrawal WHERE own AND confirmed IS NULL AND at < ? ORDER BY at",
                WithdrawalRows::read,
                before);
    }

    /** Keeps the confirmation of the counterpart; whether it was the first. */
    boolean confirm(UUID id, String answer, int deleted, Instant at) {
        return sql.run(
                        "UPDATE withdrawal SET answer = ?, peer_deleted = ?, confirmed = ?, problem ="
                                + " NULL WHERE withdrawal_id = ? AND own AND confirmed IS NULL",
                        answer,
                        deleted,
                        at,
                        id)
                == 1;
    }

    void failed(UUID id, String problem) {
        sql.run(
                "UPDATE withdrawal SET problem = ? WHERE withdrawal_id = ? AND confirmed IS NULL",
                problem,
                id);
    }

    private static StoredWithdrawal read(ResultSet row) throws SQLException {
        return new StoredWithdrawal(
                Sql.uuid(row, "withdrawal_id"),
                row.getString("convenant"),
                new Oin(row.getString("counterpart")),
                row.getBoolean("own"),
                Sql.uuid(row, "sid"),
                row.getString("lane"),
                Sql.octets(row, "tag"),
                row.getString("casusnummer"),
                WithdrawalReason.valueOf(row.getString("reason")),
                Sql.instant(row, "at"),
                Sql.octets(row, "hash"),
                row.getString("jws"),
                Optional.ofNullable(row.getString("answer")),
                Sql.optionalInstant(row, "confirmed"),
                row.getInt("own_deleted"),
                Optional.ofNullable(row.getObject("peer_deleted", Integer.class)),
                Optional.ofNullable(row.getString("problem")),
                lifted(row));
    }

    private static Optional<StoredWithdrawal.Lifted> lifted(ResultSet row) throws SQLException {
        Optional<Instant> at = Sql.optionalInstant(row, "lifted");
        String explanation = row.getString("lift_explanation");
        return at.map(moment -> new StoredWithdrawal.Lifted(moment, explanation));
    }

    /**
     * A key that stays out of the lists, as stored.
     *
     * @param lifted whether this party says that it need not
     */
    record KeyRow(
            UUID id, String convenant, String lane, WithdrawnKeys.Sealed sealed, boolean lifted) {}

    List<KeyRow> keys(String convenant, String lane, String suite, String keyVersion) {
        return sql.list(
                "SELECT * FROM withdrawal WHERE convenant = ? AND lane = ? AND suite = ? AND"
                        + " key_version = ?",
                WithdrawalRows::key,
                convenant,
                lane,
                suite,
                keyVersion);
    }

    /** The keys of a pair that still stay out: it was withdrawn by either party, or by both. */
    List<KeyRow> keysOfPair(String convenant, String casusnummer) {
        return sql.list(
                "SELECT * FROM withdrawal WHERE convenant = ? AND casusnummer = ? AND lifted IS NULL"
                        + " ORDER BY at FOR UPDATE",
                WithdrawalRows::key,
                convenant,
                casusnummer);
    }

    /** The key that this withdrawal keeps out. */
    KeyRow key(UUID id) {
        return sql.first(
                        "SELECT * FROM withdrawal WHERE withdrawal_id = ?", WithdrawalRows::key, id)
                .orElseThrow();
    }

    private static KeyRow key(ResultSet row) throws SQLException {
        return new KeyRow(
                Sql.uuid(row, "withdrawal_id"),
                row.getString("convenant"),
                row.getString("lane"),
                new WithdrawnKeys.Sealed(
                        row.getString("suite"),
                        row.getString("key_version"),
                        Sql.octets(row, "registration_key"),
                        Sql.octets(row, "point"),
                        Sql.octets(row, "mac")),
                Sql.optionalInstant(row, "lifted").isPresent());
    }

    /** The key need not stay out any more; its code says so too. */
    void lift(UUID id, Octets mac, Instant at, String explanation) {
        sql.run(
                "UPDATE withdrawal SET lifted = ?, lift_explanation = ?, mac = ? WHERE withdrawal_id ="
                        + " ? AND lifted IS NULL",
                at,
                explanation,
                mac,
                id);
    }

    void replaceKey(UUID id, WithdrawnKeys.Sealed key) {
        sql.run(
                "UPDATE withdrawal SET registration_key = ?, point = ?, mac = ? WHERE withdrawal_id"
                        + " = ?",
                key.registrationKey(),
                key.point(),
                key.mac(),
                id);
    }

    /** Where a pair matched in a session, by what both parties know of it. */
    record Matched(UUID sid, FrozenPupil pupil) {}

    /** The pupil of one of these registrations that matched in a run. */
    Optional<Matched> inRun(UUID runId, List<UUID> registrations) {
        return sql.first(
                """
                SELECT f.* FROM matched_pupil f JOIN session s USING (sid) JOIN run r USING (run_id)
                WHERE s.run_id = ? AND s.settled IS NOT NULL AND f.registrations && ?::uuid[]
                ORDER BY array_position(r.lanes, s.lane) LIMIT 1
                """,
                WithdrawalRows::matched,
                runId,
                registrations);
    }

    /** The pupil with this tag in a session that both signed. */
    Optional<Matched> inSession(UUID sid, Octets tag) {
        return sql.first(
                """
                SELECT f.* FROM matched_pupil f JOIN session s USING (sid)
                WHERE f.sid = ? AND f.tag = ? AND s.settled IS NOT NULL
                """,
                WithdrawalRows::matched,
                sid,
                tag);
    }

    private static Matched matched(ResultSet row) throws SQLException {
        return new Matched(Sql.uuid(row, "sid"), FrozenLists.read(row));
    }

    /** Deletes the received fields of these registrations from the feed's older entries too. */
    void forgetFields(String convenant, List<UUID> registrations) {
        sql.run(
                "UPDATE outcome_entry SET fields = NULL WHERE fields IS NOT NULL AND convenant = ? AND"
                        + " registration_id = ANY (?::uuid[])",
                convenant,
                registrations);
    }
}
