package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.identifier.Oin;
import nl.sluitend.psi.Answer;
import nl.sluitend.psi.Octets;

/** Probable matches in the database. */
@ApplicationScoped
class ProposalRows {

    private static final int MOST = 500;

    private final Sql sql;

    ProposalRows(Sql sql) {
        this.sql = sql;
    }

    void insert(StoredProposal p) {
        sql.run(
                """
                INSERT INTO proposal (proposal_id, convenant, counterpart, sid, lane, tag, state,
                  proposed, lapses, registrations, suite, key_version, registration_key, point, mac)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                p.id(),
                p.convenant(),
                p.counterpart(),
                p.sid(),
                p.lane(),
                p.tag(),
                p.state(),
                p.proposed(),
                p.lapses(),
                p.registrations(),
                p.key().suite(),
                p.key().keyVersion(),
                p.key().registrationKey(),
                p.key().point(),
                p.key().mac());
    }

    Optional<StoredProposal> find(UUID id) {
        return sql.first("SELECT * FROM proposal WHERE proposal_id = ?", ProposalRows::read, id);
    }

    /** The same, its row locked. */
    Optional<StoredProposal> lock(UUID id) {
        return sql.first(
                "SELECT * FROM proposal WHERE proposal_id = ? FOR UPDATE", ProposalRows::read, id);
    }

    /** The pair that this session proposed under this tag, its row locked. */
    Optional<StoredProposal> lock(UUID sid, Octets tag) {
        return sql.first(
                "SELECT * FROM proposal WHERE sid = ? AND tag = ? FOR UPDATE",
                ProposalRows::read,
                sid,
                tag);
    }

    /** What was proposed in a lane of a convenant, oldest first, the rows locked. */
    List<StoredProposal> lockLane(String convenant, String lane, String suite, String keyVersion) {
        return sql.list(
                "SELECT * FROM proposal WHERE convenant = ? AND lane = ? AND suite = ? AND"
                        + " key_version = ? ORDER BY proposed, proposal_id FOR UPDATE",
                ProposalRows::read,
                convenant,
                lane,
                suite,
                keyVersion);
    }

    /** Newest first. */
    List<StoredProposal> newest() {
        return sql.list(
                "SELECT * FROM proposal ORDER BY proposed DESC, proposal_id LIMIT " + MOST,
                ProposalRows::read);
    }

    /** Those that wait for an answer of either party. */
    List<StoredProposal> open() {
        return sql.list(
                "SELECT * FROM proposal WHERE state = 'OPEN' ORDER BY lapses, proposal_id",
                ProposalRows::read);
    }

    /** When the first of those lapses that wait for an answer of this party. */
    Optional<Instant> firstLapse(Instant at) {
        return sql.first(
                        "SELECT min(lapses) AS first FROM proposal WHERE state = 'OPEN' AND answer"
                                + " IS NULL AND lapses >= ?",
                        row -> Sql.optionalInstant(row, "first"),
                        at)
                .flatMap(first -> first);
    }

    /** How many wait for an answer of this party, which can still be given. */
    int unanswered(Instant at) {
        return sql.first(
                        "SELECT count(*) AS waiting FROM proposal WHERE state = 'OPEN' AND answer IS"
                                + " NULL AND lapses >= ?",
                        row -> row.getInt("waiting"),
                        at)
                .orElse(0);
    }

    void replaceKey(UUID id, StoredProposal.Key key) {
        sql.run(
                "UPDATE proposal SET registration_key = ?, point = ?, mac = ? WHERE proposal_id = ?",
                key.registrationKey(),
                key.point(),
                key.mac(),
                id);
    }

    /** A run found it again. */
    void foundAgain(UUID id, List<UUID> registrations) {
        sql.run("UPDATE proposal SET registrations = ? WHERE proposal_id = ?", registrations, id);
    }

    void answer(UUID id, Answer answer, Octets salt, Instant at, String commit) {
        sql.run(
                "UPDATE proposal SET answer = ?, salt = ?, answered = ?, own_commit = ? WHERE"
                        + " proposal_id = ? AND answer IS NULL",
                answer,
                salt,
                at,
                commit,
                id);
    }

    /** The counterpart holds the own commitment. */
    void held(UUID id, Instant at) {
        sql.run(
                "UPDATE proposal SET held = ?, problem = NULL WHERE proposal_id = ? AND held IS NULL",
                at,
                id);
    }

    void peerCommits(UUID id, Octets commitment, String commit, String held) {
        sql.run(
                "UPDATE proposal SET peer_commitment = ?, peer_commit = ?, peer_held = ? WHERE"
                        + " proposal_id = ? AND peer_commitment IS NULL",
                commitment,
                commit,
                held,
                id);
    }

    /** Fixes the message that opens the own answer. */
    void opens(UUID id, String open) {
        sql.run(
                "UPDATE proposal SET own_open = ? WHERE proposal_id = ? AND own_open IS NULL",
                open,
                id);
    }

    void peerOpens(UUID id, Answer answer, String open) {
        sql.run(
                "UPDATE proposal SET peer_answer = ?, peer_open = ?, problem = NULL WHERE proposal_id"
                        + " = ? AND peer_open IS NULL",
                answer,
                open,
                id);
    }

    /** Ends it. */
    void end(UUID id, StoredProposal.State state, Octets mac, Instant at) {
        sql.run(
                "UPDATE proposal SET state = ?, mac = ?, ended = ? WHERE proposal_id = ? AND state ="
                        + " 'OPEN'",
                state,
                mac,
                at,
                id);
    }

    void failed(UUID id, String problem) {
        sql.run("UPDATE proposal SET problem = ? WHERE proposal_id = ?", problem, id);
    }

    private static StoredProposal read(ResultSet row) throws SQLException {
        return new StoredProposal(
                Sql.uuid(row, "proposal_id"),
                row.getString("convenant"),
                new Oin(row.getString("counterpart")),
                Sql.uuid(row, "sid"),
                row.getString("lane"),
                Sql.octets(row, "tag"),
                StoredProposal.State.valueOf(row.getString("state")),
                Sql.instant(row, "proposed"),
                Sql.instant(row, "lapses"),
                Sql.optionalInstant(row, "ended"),
                Sql.ids(row, "registrations"),
                new StoredProposal.Key(
                        row.getString("suite"),
                        row.getString("key_version"),
                        Sql.octets(row, "registration_key"),
                        Sql.octets(row, "point"),
                        Sql.octets(row, "mac")),
                own(row),
                new StoredProposal.Peer(
                        Sql.optionalOctets(row, "peer_commitment"),
                        Optional.ofNullable(row.getString("peer_commit")),
                        Optional.ofNullable(row.getString("peer_held")),
                        Optional.ofNullable(row.getString("peer_answer")).map(Answer::valueOf),
                        Optional.ofNullable(row.getString("peer_open"))),
                Optional.ofNullable(row.getString("problem")));
    }

    private static Optional<StoredProposal.Own> own(ResultSet row) throws SQLException {
        String answer = row.getString("answer");
        return answer == null
                ? Optional.empty()
                : Optional.of(
                        new StoredProposal.Own(
                                Answer.valueOf(answer),
                                Sql.octets(row, "salt"),
                                Sql.instant(row, "answered"),
                                row.getString("own_commit"),
                                Sql.optionalInstant(row, "held"),
                                Optional.ofNullable(row.getString("own_open"))));
    }
}
