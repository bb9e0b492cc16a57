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

/** Notices in the database. */
@ApplicationScoped
class NoticeRows {

    private static final int MOST = 200;

    private final Sql sql;

    NoticeRows(Sql sql) {
        this.sql = sql;
    }

    /** Keeps other notices under this convenant waiting until the end of the transaction. */
    void lock(String convenant) {
        sql.first("SELECT pg_advisory_xact_lock(hashtextextended(?, 601))", _ -> true, convenant);
    }

    void insert(StoredNotice n) {
        sql.run(
                """
                INSERT INTO notice (notice_id, own, request_id, convenant, counterpart, kind, fields,
                  at, sid, tag, jws, casusnummer, hash, answer, confirmed, problem, given_up)
                VALUES (?, ?, ?, ?, ?, ?, cast(? AS text[]), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                n.id(),
                n.own(),
                n.request(),
                n.convenant(),
                n.counterpart(),
                n.kind(),
                n.fields(),
                n.at(),
                n.pair().map(StoredNotice.Pair::sid),
                n.pair().map(StoredNotice.Pair::tag),
                n.pair().map(StoredNotice.Pair::jws),
                n.casusnummer(),
                n.hash(),
                n.answer(),
                n.confirmed(),
                n.problem(),
                n.givenUp());
    }

    Optional<StoredNotice> find(UUID id) {
        return sql.first("SELECT * FROM notice WHERE notice_id = ?", NoticeRows::read, id);
    }

    /** What this party told for a request, by recipient. */
    List<StoredNotice> ofRequest(UUID request) {
        return sql.list(
                "SELECT * FROM notice WHERE own AND request_id = ? ORDER BY counterpart, convenant,"
                        + " at, kind DESC",
                NoticeRows::read,
                request);
    }

    /** What this party was told: first what nobody dealt with, then the newest. */
    List<StoredNotice> received() {
        return sql.list(
                "SELECT * FROM notice WHERE NOT own ORDER BY handled IS NOT NULL, at DESC, notice_id"
                        + " LIMIT "
                        + MOST,
                NoticeRows::read);
    }

    /** How many notices about this pair nobody has dealt with. */
    int waiting(UUID sid, Octets tag) {
        return sql.first(
                        "SELECT count(*) FROM notice WHERE NOT own AND sid = ? AND tag = ? AND handled"
                                + " IS NULL",
                        row -> row.getInt(1),
                        sid,
                        tag)
                .orElseThrow();
    }

    /** Own notices from before then that are neither confirmed nor given up. */
    List<StoredNotice> unconfirmed(Instant before) {
        return sql.list(
                "SELECT * FROM notice WHERE own AND confirmed IS NULL AND given_up IS NULL AND at < ?"
                        + " ORDER BY at",
                NoticeRows::read,
                before);
    }

    /** Keeps the confirmation and forgets the pair; whether it was the first. */
    boolean confirm(UUID id, String answer, Instant at) {
        return sql.run(
                        "UPDATE notice SET answer = ?, confirmed = ?, problem = NULL, tag = NULL, jws ="
                                + " NULL WHERE notice_id = ? AND own AND confirmed IS NULL",
                        answer,
                        at,
                        id)
                == 1;
    }

    void failed(UUID id, String problem) {
        sql.run(
                "UPDATE notice SET problem = ? WHERE notice_id = ? AND confirmed IS NULL AND"
                        + " given_up IS NULL",
                problem,
                id);
    }

    /** Stops sending and forgets the pair. */
    void giveUp(UUID id, String problem, Instant at) {
        sql.run(
                "UPDATE notice SET problem = ?, given_up = ?, tag = NULL, jws = NULL WHERE notice_id ="
                        + " ? AND confirmed IS NULL",
                problem,
                at,
                id);
    }

    /** Keeps what was done about a received notice; whether it was the first. */
    boolean handle(UUID id, String handling, Instant at) {
        return sql.run(
                        "UPDATE notice SET handled = ?, handling = ? WHERE notice_id = ? AND NOT own"
                                + " AND handled IS NULL",
                        at,
                        handling,
                        id)
                == 1;
    }

    /** Keeps how people told what the node could not; whether it was the first. */
    boolean told(UUID id, String how, Instant at) {
        return sql.run(
                        "UPDATE notice SET handled = ?, handling = ? WHERE notice_id = ? AND own AND"
                                + " given_up IS NOT NULL AND handled IS NULL",
                        at,
                        how,
                        id)
                == 1;
    }

    /** Forgets about whom a received notice was that people dealt with before then. */
    int forgetHandled(Instant before) {
        return sql.run(
                "UPDATE notice SET tag = NULL, jws = NULL, casusnummer = NULL WHERE NOT own AND"
                        + " handled < ? AND casusnummer IS NOT NULL",
                before);
    }

    private static StoredNotice read(ResultSet row) throws SQLException {
        Optional<Octets> tag = Sql.optionalOctets(row, "tag");
        UUID sid = row.getObject("sid", UUID.class);
        String jws = row.getString("jws");
        return new StoredNotice(
                Sql.uuid(row, "notice_id"),
                row.getBoolean("own"),
                Optional.ofNullable(row.getObject("request_id", UUID.class)),
                row.getString("convenant"),
                new Oin(row.getString("counterpart")),
                NoticeKind.valueOf(row.getString("kind")),
                Sql.items(row, "fields", String.class),
                Sql.instant(row, "at"),
                tag.map(octets -> new StoredNotice.Pair(sid, octets, jws)),
                Optional.ofNullable(row.getString("casusnummer")),
                Sql.optionalOctets(row, "hash"),
                Optional.ofNullable(row.getString("answer")),
                Sql.optionalInstant(row, "confirmed"),
                Optional.ofNullable(row.getString("problem")),
                Sql.optionalInstant(row, "given_up"),
                Sql.optionalInstant(row, "handled"),
                Optional.ofNullable(row.getString("handling")));
    }
}
