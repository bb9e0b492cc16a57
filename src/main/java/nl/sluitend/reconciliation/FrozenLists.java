package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.Tags;

/** Frozen lists in the database. */
@ApplicationScoped
class FrozenLists {

    private final Sql sql;

    FrozenLists(Sql sql) {
        this.sql = sql;
    }

    void insert(UUID sid, List<FrozenPupil> pupils) {
        sql.batch(
                "INSERT INTO frozen_pupil (sid, position, place, point, salt, registrations) VALUES"
                        + " (?, ?, ?, ?, ?, ?)",
                pupils.stream()
                        .map(
                                p ->
                                        new Object[] {
                                            sid,
                                            p.position(),
                                            p.place(),
                                            p.point(),
                                            p.salt(),
                                            p.registrations()
                                        })
                        .toList());
    }

    void mark(UUID sid, List<Tags.Match> matches) {
        sql.batch(
                "UPDATE frozen_pupil SET tag = ? WHERE sid = ? AND position = ?",
                matches.stream()
                        .map(match -> new Object[] {match.tag(), sid, match.position()})
                        .toList());
    }

    void markConflicts(UUID sid, List<Octets> tags) {
        if (!tags.isEmpty()) {
            sql.run(
                    "UPDATE frozen_pupil SET conflict = true WHERE sid = ? AND tag = ANY (?)",
                    sid,
                    tags);
        }
    }

    /**
     * For each match of a session, by ascending tag: whether the own pupil was in the list of this
     * lane of the same run.
     */
    List<Boolean> tookPart(Session session, String lane) {
        return sql.list(
                """
                SELECT EXISTS (SELECT 1 FROM frozen_pupil p JOIN session s USING (sid)
                  WHERE s.run_id = ? AND s.lane = ? AND s.ending = 'AGREED'
                    AND p.registrations && f.registrations) AS took_part
                FROM frozen_pupil f WHERE f.sid = ? AND f.tag IS NOT NULL ORDER BY f.tag
                """,
                row -> row.getBoolean("took_part"),
                session.runId(),
                lane,
                session.sid());
    }

    /** Every pupil of the list, in the order of the batch. */
    List<FrozenPupil> all(UUID sid) {
        return sql.list(
                "SELECT * FROM frozen_pupil WHERE sid = ? ORDER BY position",
                row ->
                        new FrozenPupil(
                                row.getInt("position"),
                                row.getInt("place"),
                                Sql.octets(row, "point"),
                                Sql.octets(row, "salt"),
                                Sql.items(row, "registrations", UUID.class),
                                Sql.optionalOctets(row, "tag"),
                                row.getBoolean("conflict")),
                sid);
    }

    /** What both parties have, by ascending tag. */
    List<Tags.Match> matches(UUID sid) {
        return sql.list(
                "SELECT position, tag FROM frozen_pupil WHERE sid = ? AND tag IS NOT NULL ORDER BY"
                        + " tag",
                row -> new Tags.Match(row.getInt("position"), Sql.octets(row, "tag")),
                sid);
    }

    /**
     * Registrations that matched in the session of this lane that was agreed before this one, by
     * point.
     */
    Map<Octets, List<UUID>> matchedBefore(Session session) {
        Map<Octets, List<UUID>> matched = new HashMap<>();
        sql.list(
                        """
                        SELECT point, registrations FROM frozen_pupil
                        WHERE tag IS NOT NULL AND NOT conflict AND sid = (
                          SELECT sid FROM session WHERE convenant = ? AND lane = ? AND sid <> ?
                            AND ending = 'AGREED' ORDER BY updated DESC LIMIT 1)
                        """,
                        row ->
                                Map.entry(
                                        Sql.octets(row, "point"),
                                        Sql.items(row, "registrations", UUID.class)),
                        session.convenant(),
                        session.lane(),
                        session.sid())
                .forEach(e -> matched.put(e.getKey(), e.getValue()));
        return matched;
    }

    /**
     * Registrations that matched in the sessions of this run so far: they stay out of the next lane
     * (finding 18).
     */
    List<UUID> matchedInRun(UUID runId) {
        return sql.list(
                """
                SELECT DISTINCT unnest(f.registrations) AS id FROM frozen_pupil f
                JOIN session s USING (sid)
                WHERE s.run_id = ? AND s.ending = 'AGREED' AND f.tag IS NOT NULL
                  AND NOT f.conflict
                """,
                row -> Sql.uuid(row, "id"),
                runId);
    }
}
