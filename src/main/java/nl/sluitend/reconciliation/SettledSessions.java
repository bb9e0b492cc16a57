package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Sessions of which both parties signed the matches, in the database. */
@ApplicationScoped
class SettledSessions {

    private final Sql sql;
    private final Clock clock;

    SettledSessions(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** Both parties signed the matches. */
    void settle(UUID sid) {
        sql.run(
                "UPDATE session SET settled = ? WHERE sid = ? AND settled IS NULL",
                clock.instant(),
                sid);
    }

    /** Takes what waits for a confirmation by people out of the matches. */
    void leaveOut(UUID sid, int probable) {
        sql.run("UPDATE session SET matched = matched - ? WHERE sid = ?", probable, sid);
    }

    /** Fields of this many pupils may have left; comes before they do. */
    void sent(UUID sid, int pupils) {
        sql.run(
                "UPDATE session SET fields_sent = greatest(fields_sent, ?) WHERE sid = ?",
                pupils,
                sid);
    }

    /** Fields of this many pupils came. */
    void received(UUID sid, int pupils) {
        sql.run("UPDATE session SET fields_received = ? WHERE sid = ?", pupils, sid);
    }

    /**
     * When matches of this lane were last agreed on under any of these convenants; counts have a
     * budget of their own.
     */
    Optional<Instant> lastAgreedAt(List<String> convenants, String lane) {
        return sql.first(
                "SELECT settled FROM session WHERE convenant = ANY(?) AND lane = ? AND settled IS NOT"
                        + " NULL AND mode <> 'COUNTS' ORDER BY settled DESC LIMIT 1",
                row -> Sql.instant(row, "settled"),
                convenants,
                lane);
    }

    /**
     * Size of the peer's list in the session of this lane that was last agreed under any of these
     * convenants.
     */
    Optional<Integer> lastPeerSize(List<String> convenants, String lane) {
        return sql.first(
                "SELECT peer_size FROM session WHERE convenant = ANY(?) AND lane = ? AND settled IS NOT"
                        + " NULL AND mode <> 'COUNTS' ORDER BY settled DESC LIMIT 1",
                row -> row.getInt("peer_size"),
                convenants,
                lane);
    }

    /** Sizes of the peer's lists in agreed sessions, the newest first. */
    List<Integer> peerSizes(List<String> convenants, String lane, String mode, int most) {
        return sql.list(
                "SELECT peer_size FROM session WHERE convenant = ANY(?) AND lane = ? AND mode = ? AND"
                        + " settled IS NOT NULL ORDER BY settled DESC LIMIT ?",
                row -> row.getInt("peer_size"),
                convenants,
                lane,
                mode,
                most);
    }
}
