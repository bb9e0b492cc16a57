package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.Tags;

/** Frozen lists in the database. */
@ApplicationScoped
class FrozenLists {

    /** Pupils that are read or changed together. */
    static final int PAGE = 4096;

    private final Sql sql;

    FrozenLists(Sql sql) {
        this.sql = sql;
    }

    void insert(UUID sid, Stream<FrozenPupil> pupils) {
        insert("frozen_pupil", sid, pupils);
    }

    /** Into a table with the columns of {@code frozen_pupil}. */
    void insert(String table, UUID sid, Stream<FrozenPupil> pupils) {
        sql.copy(
                table + " (sid, position, place, point, salt, registrations)",
                pupils.map(
                                p ->
                                        new Object[] {
                                            sid,
                                            p.position(),
                                            p.place(),
                                            p.point(),
                                            p.salt(),
                                            p.registrations()
                                        })
                        .iterator());
    }

    /**
     * By position, so that each statement reads a few thousand rows in a row: the planner, who does
     * not yet know the new list, would else read all of it for each.
     */
    void mark(UUID sid, List<Tags.Match> matches) {
        List<Tags.Match> byPosition =
                matches.stream().sorted(Comparator.comparingInt(Tags.Match::position)).toList();
        for (int from = 0; from < byPosition.size(); from += PAGE) {
            List<Tags.Match> some =
                    byPosition.subList(from, Math.min(from + PAGE, byPosition.size()));
            sql.run(
                    "UPDATE frozen_pupil f SET tag = u.tag FROM unnest(?::int[], ?::bytea[]) u"
                            + " (position, tag) WHERE f.sid = ? AND f.position BETWEEN ? AND ? AND"
                            + " f.position = u.position",
                    some.stream().map(Tags.Match::position).toList(),
                    some.stream().map(Tags.Match::tag).toList(),
                    sid,
                    some.getFirst().position(),
                    some.getLast().position());
        }
    }

    /** Marks matches that people have to confirm and did not. */
    void markProbable(UUID sid, List<Octets> tags) {
        if (!tags.isEmpty()) {
            sql.run(
                    "UPDATE frozen_pupil SET probable = true WHERE sid = ? AND tag = ANY (?)",
                    sid,
                    tags);
        }
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
                  WHERE s.run_id = ? AND s.lane = ? AND s.settled IS NOT NULL
                    AND p.registrations && f.registrations) AS took_part
                FROM frozen_pupil f WHERE f.sid = ? AND f.tag IS NOT NULL ORDER BY f.tag
                """,
                row -> row.getBoolean("took_part"),
                session.runId(),
                lane,
                session.sid());
    }

    /** The pupils of the batch from one position up to another, in its order. */
    List<FrozenPupil> range(UUID sid, int from, int until) {
        return sql.list(
                "SELECT * FROM frozen_pupil WHERE sid = ? AND position >= ? AND position < ? ORDER"
                        + " BY position",
                FrozenLists::read,
                sid,
                from,
                until);
    }

    static FrozenPupil read(ResultSet row) throws SQLException {
        return new FrozenPupil(
                row.getInt("position"),
                row.getInt("place"),
                Sql.octets(row, "point"),
                Sql.octets(row, "salt"),
                Sql.ids(row, "registrations"),
                Sql.optionalOctets(row, "tag"),
                row.getBoolean("conflict"),
                row.getBoolean("probable"));
    }

    /** The pupils whom both parties have, by ascending tag. */
    List<FrozenPupil> withTag(UUID sid) {
        return sql.list(
                "SELECT * FROM frozen_pupil WHERE sid = ? AND tag IS NOT NULL ORDER BY tag",
                FrozenLists::read,
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
        sql.each(
                """
                SELECT point, registrations FROM matched_pupil
                WHERE sid = (
                  SELECT sid FROM session WHERE convenant = ? AND lane = ? AND sid <> ?
                    AND mode <> 'COUNTS' AND settled IS NOT NULL ORDER BY settled DESC LIMIT 1)
                """,
                row -> matched.put(Sql.octets(row, "point"), Sql.ids(row, "registrations")),
                session.convenant(),
                session.lane(),
                session.sid());
        return matched;
    }

    /**
     * Registrations that matched in the sessions of this run so far, probable ones too: they stay
     * out of the next lane (finding 18).
     */
    Set<UUID> matchedInRun(UUID runId) {
        Set<UUID> matched = new HashSet<>();
        sql.each(
                """
                SELECT DISTINCT unnest(f.registrations) AS id FROM frozen_pupil f
                JOIN session s USING (sid)
                WHERE s.run_id = ? AND s.settled IS NOT NULL AND f.tag IS NOT NULL
                  AND NOT f.conflict
                """,
                row -> matched.add(Sql.uuid(row, "id")),
                runId);
        return matched;
    }

    /**
     * The pupils that matched without a conflict, and need no confirmation, by ascending tag: from
     * one place up to another.
     */
    List<FrozenPupil> matched(UUID sid, int from, int until) {
        return sql.list(
                "SELECT * FROM frozen_pupil WHERE sid = ? AND tag IS NOT NULL AND NOT conflict AND"
                        + " NOT probable ORDER BY tag LIMIT ? OFFSET ?",
                FrozenLists::read,
                sid,
                until - from,
                from);
    }

    /** Hands out the registrations of every pupil of the list, one pupil after the other. */
    void eachPupil(UUID sid, Consumer<List<UUID>> receiver) {
        sql.each(
                "SELECT registrations FROM frozen_pupil WHERE sid = ? ORDER BY position",
                row -> receiver.accept(Sql.ids(row, "registrations")),
                sid);
    }

    /**
     * Hands out every pupil of the list that matched without a conflict, in the order of the batch;
     * those that are probable too.
     */
    void eachMatched(UUID sid, Consumer<FrozenPupil> receiver) {
        sql.each(
                "SELECT * FROM frozen_pupil WHERE sid = ? AND tag IS NOT NULL AND NOT conflict"
                        + " ORDER BY position",
                row -> receiver.accept(read(row)),
                sid);
    }
}
