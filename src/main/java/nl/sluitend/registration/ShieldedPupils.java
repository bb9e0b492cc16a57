package nl.sluitend.registration;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import nl.sluitend.identifier.KeyKind;

/**
 * Which registrations are of a pupil who has a secret address or is in a shelter. One source system
 * may know of it and others not, and they may know the pupil by different keys: whatever shares a
 * whole key with a shielded registration is of that pupil, and so on, until a number says that it
 * is another child. In doubt a registration counts as shielded.
 */
@ApplicationScoped
class ShieldedPupils {

    private static final int PAGE = 4096;

    /** A chain from registration to registration, with the number of its pupil once one has it. */
    private static final String SAME_PUPIL =
            """
            with recursive same (id, number) as (
              select r.id, n.point from registration r
              left join keyed_point n on n.registration_id = r.id and n.kind = 'PGN'
              where r.shielded
              union
              select p.registration_id, coalesce(same.number, n.point)
              from same
              join keyed_point s on s.registration_id = same.id and s.kind = any(?)
              join keyed_point p on p.kind = s.kind and p.point = s.point
              left join keyed_point n on n.registration_id = p.registration_id and n.kind = 'PGN'
              where same.number is null or n.point is null or n.point = same.number
            )
            select distinct id from same
            """;

    private final Sql sql;
    private final RegistrationKeys keys;

    ShieldedPupils(Sql sql, RegistrationKeys keys) {
        this.sql = sql;
        this.keys = keys;
    }

    /**
     * All of them, by one query, with no more points in memory at a time than a page.
     *
     * @throws RegisterRefusedException when a point of a shielded registration was tampered with:
     *     somebody may have wanted the pupil in a list
     */
    Set<UUID> registrations() throws RegisterRefusedException {
        requireGenuine();
        Set<UUID> shielded = new HashSet<>();
        sql.each(
                SAME_PUPIL,
                statement ->
                        Sql.setArray(
                                statement,
                                1,
                                "text",
                                Arrays.stream(KeyKind.values())
                                        .filter(kind -> !kind.isPartial())
                                        .toList()),
                row -> shielded.add(row.getObject(1, UUID.class)));
        return shielded;
    }

    private void requireGenuine() throws RegisterRefusedException {
        List<KeyedPoint> some = new ArrayList<>(PAGE);
        boolean[] tampered = {false};
        sql.each(
                "select p.* from keyed_point p join registration r on r.id = p.registration_id"
                        + " where r.shielded",
                _ -> {},
                row -> tampered[0] |= take(row, some));
        if (tampered[0] || isTampered(some)) {
            throw new RegisterRefusedException(
                    RegisterRefusedException.Reason.TAMPERED,
                    "a shielded registration has a point that this node did not store; nothing is"
                            + " sent");
        }
    }

    /** Each code is a hash of its own, so every core takes part. */
    private boolean take(ResultSet row, List<KeyedPoint> some) throws SQLException {
        some.add(PointTable.read(row));
        if (some.size() < PAGE) {
            return false;
        }
        boolean tampered = isTampered(some);
        some.clear();
        return tampered;
    }

    private boolean isTampered(List<KeyedPoint> some) {
        return some.parallelStream().anyMatch(point -> !keys.isGenuine(point));
    }
}
