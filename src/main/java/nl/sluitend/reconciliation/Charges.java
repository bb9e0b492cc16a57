package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nl.sluitend.identifier.Oin;
import nl.sluitend.psi.Role;

/** What sessions spent of what the convenants allow, in the database. */
@ApplicationScoped
class Charges {

    private final Sql sql;
    private final Clock clock;

    Charges(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    void charge(Session session) {
        sql.run(
                "INSERT INTO ledger (sid, convenant, counterpart, lane, elements, charged, mode,"
                        + " role) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                session.sid(),
                session.convenant(),
                session.counterpart(),
                session.lane(),
                session.peerSize().orElse(0),
                clock.instant(),
                session.mode().name(),
                session.state().role());
    }

    /** Sessions of this lane charged under these convenants since {@code from}. */
    int charged(List<String> convenants, String mode, String lane, Instant from) {
        return sql.first(
                        "SELECT count(*) FROM ledger WHERE convenant = ANY(?) AND mode = ? AND lane = ?"
                                + " AND charged >= ?",
                        row -> row.getInt(1),
                        convenants,
                        mode,
                        lane,
                        from)
                .orElse(0);
    }

    /**
     * Encrypted pupils of the counterpart that we evaluated under these convenants since {@code
     * from}, in all lanes and modes. Who counts or asks evaluates nothing.
     */
    long evaluated(List<String> convenants, Oin counterpart, Instant from) {
        return sql.first(
                        "SELECT coalesce(sum(elements), 0) AS n FROM ledger WHERE convenant = ANY(?)"
                                + " AND counterpart = ? AND charged >= ? AND NOT (mode IN"
                                + " ('COUNTS', 'MATCH_ONE_SIDED') AND role = 'INITIATOR')",
                        row -> row.getLong("n"),
                        convenants,
                        counterpart,
                        from)
                .orElse(0L);
    }

    /**
     * Counts with this party under any convenant, in which we had this role, since {@code from}.
     */
    int counts(Oin counterpart, Role own, Instant from) {
        return sql.first(
                        "SELECT count(*) FROM ledger WHERE counterpart = ? AND role = ? AND mode ="
                                + " 'COUNTS' AND charged >= ?",
                        row -> row.getInt(1),
                        counterpart,
                        own,
                        from)
                .orElse(0);
    }

    /** How long the counterpart's list was in the last of those counts, decoys included. */
    Optional<Integer> lastCountSize(Oin counterpart, Role own) {
        return sql.first(
                "SELECT elements FROM ledger WHERE counterpart = ? AND role = ? AND mode = 'COUNTS'"
                        + " ORDER BY charged DESC LIMIT 1",
                row -> row.getInt("elements"),
                counterpart,
                own);
    }

    /** When the last of those counts was. */
    Optional<Instant> lastCount(Oin counterpart, Role own) {
        return sql.first(
                        "SELECT max(charged) AS charged FROM ledger WHERE counterpart = ? AND role ="
                                + " ? AND mode = 'COUNTS'",
                        row -> Sql.optionalInstant(row, "charged"),
                        counterpart,
                        own)
                .flatMap(charged -> charged);
    }
}
