package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.identifier.Oin;
import nl.sluitend.oprf.Suite;
import nl.sluitend.psi.BatchProof;
import nl.sluitend.psi.Ending;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.Phase;
import nl.sluitend.psi.Role;
import nl.sluitend.psi.SessionMode;
import nl.sluitend.psi.SessionState;

/** Sessions in the database. Whoever changes one has locked its row first. */
@ApplicationScoped
class Sessions {

    private final Sql sql;
    private final Clock clock;

    Sessions(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    void insert(Session s, BatchProof proof) {
        sql.run(
                """
                INSERT INTO session (sid, run_id, lane, role, convenant, counterpart, purpose,
                  ref_date, suite, key_version, cap, phase, rounds, own_size, peer_size, public_key,
                  commitment, list_root, commit_salt, digests, batch_proof, created, updated, expires,
                  mode, epsilon, groups)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                  ?::integer[])
                """,
                s.sid(),
                s.runId(),
                s.lane(),
                s.state().role(),
                s.convenant(),
                s.counterpart(),
                s.purpose(),
                s.refDate(),
                s.suite().identifier(),
                s.keyVersion(),
                s.cap(),
                s.state().phase(),
                s.state().rounds(),
                s.ownSize(),
                s.peerSize(),
                s.publicKey(),
                s.commitment(),
                s.listRoot(),
                s.commitSalt(),
                s.digests(),
                flat(proof),
                s.created(),
                s.updated(),
                s.expires(),
                s.mode().name(),
                epsilon(s.mode()),
                s.groups());
    }

    private static Optional<Double> epsilon(SessionMode mode) {
        return switch (mode) {
            case SessionMode.Mutual _, SessionMode.OneSided _ -> Optional.empty();
            case SessionMode.Counts(double epsilon) -> Optional.of(epsilon);
        };
    }

    private static SessionMode mode(ResultSet row) throws SQLException {
        Double epsilon = row.getObject("epsilon", Double.class);
        if (epsilon != null) {
            return new SessionMode.Counts(epsilon);
        }
        return SessionMode.comparing(row.getString("mode"));
    }

    /** S, Q, the proof of the key, then the proof of each chunk. */
    private static List<Octets> flat(BatchProof proof) {
        return java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(
                                proof.blindedBase(), proof.registrationKey(), proof.keyProof()),
                        proof.chunkProofs().stream())
                .toList();
    }

    /** The session, its row locked until the end of the transaction. */
    Optional<Session> lock(UUID sid) {
        return sql.first("SELECT * FROM session WHERE sid = ? FOR UPDATE", Sessions::read, sid);
    }

    Optional<Session> find(UUID sid) {
        return sql.first("SELECT * FROM session WHERE sid = ?", Sessions::read, sid);
    }

    Session get(UUID sid) {
        return find(sid)
                .orElseThrow(() -> new IllegalStateException("session " + sid + " is gone"));
    }

    /** What {@link #insert} stored; empty when it was deleted after 90 days. */
    Optional<BatchProof> batchProof(UUID sid) {
        return sql.first(
                        "SELECT batch_proof FROM session WHERE sid = ?",
                        row -> Sql.octetsList(row, "batch_proof"),
                        sid)
                .filter(parts -> parts.size() > 3)
                .map(
                        parts ->
                                new BatchProof(
                                        parts.get(0),
                                        parts.get(1),
                                        parts.get(2),
                                        parts.subList(3, parts.size())));
    }

    /**
     * Sessions of a run, in the order of its lanes; two may have been opened within the second that
     * {@code created} tells.
     */
    List<Session> ofRun(UUID runId) {
        return sql.list(
                "SELECT s.* FROM session s JOIN run r USING (run_id) WHERE run_id = ?"
                        + " ORDER BY array_position(r.lanes, s.lane), s.created, s.sid",
                Sessions::read,
                runId);
    }

    /** The session of this convenant that has not ended, its row locked. */
    Optional<Session> lockOpen(String convenant) {
        return sql.first(
                "SELECT * FROM session WHERE convenant = ? AND ending IS NULL FOR UPDATE",
                Sessions::read,
                convenant);
    }

    /** The last session of a run, by lane, of which both signed the matches. */
    Optional<UUID> lastAgreed(UUID runId) {
        return sql.first(
                "SELECT s.sid FROM session s JOIN run r USING (run_id) WHERE run_id = ? AND s.settled"
                        + " IS NOT NULL ORDER BY array_position(r.lanes, s.lane) DESC LIMIT 1",
                row -> Sql.uuid(row, "sid"),
                runId);
    }

    /** The session that both signed, with this receipt of the peer. */
    Optional<UUID> byPeerReceipt(Octets hash) {
        return sql.first(
                "SELECT m.sid FROM session_message m JOIN session s USING (sid) WHERE m.sender ="
                        + " 'PEER' AND m.type = 'RECEIPT' AND m.hash = ? AND s.settled IS NOT NULL",
                row -> Sql.uuid(row, "sid"),
                hash);
    }

    /** Every session that has not ended. */
    List<UUID> open() {
        return sql.list(
                "SELECT sid FROM session WHERE ending IS NULL ORDER BY created",
                row -> Sql.uuid(row, "sid"));
    }

    /** Whether we ever used this public key or commitment ourselves. */
    boolean isOwnValue(Octets publicKey, Octets commitment) {
        return sql.first(
                        "SELECT 1 FROM session WHERE public_key = ? OR commitment = ?",
                        row -> row.getInt(1),
                        publicKey,
                        commitment)
                .isPresent();
    }

    void saveState(UUID sid, SessionState state, Optional<String> reason, boolean abortDue) {
        sql.run(
                """
                UPDATE session SET phase = ?, evaluated_sent = ?, evaluated_received = ?, ending = ?,
                  reason = coalesce(?, reason), abort_due = ?, updated = ? WHERE sid = ?
                """,
                state.phase(),
                state.evaluatedSent(),
                state.evaluatedReceived(),
                state.ending(),
                reason,
                abortDue,
                clock.instant(),
                sid);
    }

    void saveOffers(UUID sid, Octets offersHash, int peerSize) {
        sql.run(
                "UPDATE session SET offers_hash = ?, peer_size = ? WHERE sid = ?",
                offersHash,
                peerSize,
                sid);
    }

    void savePeerLogSize(UUID sid, long size) {
        sql.run("UPDATE session SET peer_log_size = ? WHERE sid = ?", size, sid);
    }

    void saveExposure(UUID sid, long index, Octets leaf) {
        sql.run(
                "UPDATE session SET exposure_index = ?, exposure_leaf = ? WHERE sid = ?",
                index,
                leaf,
                sid);
    }

    void saveTranscript(UUID sid, Octets transcript, int matched) {
        sql.run(
                "UPDATE session SET transcript = ?, matched = ? WHERE sid = ?",
                transcript,
                matched,
                sid);
    }

    /** Takes the conflicts out of the matches. */
    void saveConflicts(UUID sid, int conflicts) {
        sql.run(
                "UPDATE session SET matched = matched - ?, conflicts = ? WHERE sid = ?",
                conflicts,
                conflicts,
                sid);
    }

    void abortDelivered(UUID sid) {
        sql.run("UPDATE session SET abort_due = false WHERE sid = ?", sid);
    }

    void storeSecret(UUID sid, byte[] wrapped) {
        sql.run("INSERT INTO session_secret (sid, wrapped) VALUES (?, ?)", sid, wrapped);
    }

    Optional<byte[]> secret(UUID sid) {
        return sql.first(
                "SELECT wrapped FROM session_secret WHERE sid = ?",
                row -> row.getBytes("wrapped"),
                sid);
    }

    void wipeSecret(UUID sid) {
        sql.run("DELETE FROM session_secret WHERE sid = ?", sid);
    }

    private static Session read(ResultSet row) throws SQLException {
        var state =
                new SessionState(
                        mode(row),
                        Role.valueOf(row.getString("role")),
                        Phase.valueOf(row.getString("phase")),
                        row.getInt("rounds"),
                        row.getInt("evaluated_sent"),
                        row.getInt("evaluated_received"),
                        Optional.ofNullable(row.getString("ending")).map(Ending::valueOf));
        return new Session(
                Sql.uuid(row, "sid"),
                Sql.uuid(row, "run_id"),
                state,
                row.getString("lane"),
                row.getString("convenant"),
                new Oin(row.getString("counterpart")),
                row.getString("purpose"),
                Sql.date(row, "ref_date"),
                Suite.find(row.getString("suite")).orElseThrow(),
                row.getString("key_version"),
                row.getInt("cap"),
                Sql.items(row, "groups", Integer.class),
                row.getInt("own_size"),
                Optional.ofNullable(row.getObject("peer_size", Integer.class)),
                Optional.ofNullable(row.getObject("matched", Integer.class)),
                row.getInt("conflicts"),
                Sql.octets(row, "public_key"),
                Sql.octets(row, "commitment"),
                Sql.octets(row, "list_root"),
                Sql.octets(row, "commit_salt"),
                Sql.octetsList(row, "digests"),
                Sql.optionalOctets(row, "offers_hash"),
                Optional.ofNullable(row.getObject("peer_log_size", Long.class)),
                Optional.ofNullable(row.getObject("exposure_index", Long.class)),
                Sql.optionalOctets(row, "exposure_leaf"),
                Sql.optionalOctets(row, "transcript"),
                Sql.optionalInstant(row, "settled").isPresent(),
                row.getInt("fields_sent"),
                row.getInt("fields_received"),
                Optional.ofNullable(row.getString("reason")),
                row.getBoolean("abort_due"),
                Sql.instant(row, "created"),
                Sql.instant(row, "updated"),
                Sql.instant(row, "expires"));
    }
}
