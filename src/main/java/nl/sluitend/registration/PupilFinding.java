package nl.sluitend.registration;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import nl.sluitend.identifier.KeyKind;
import nl.sluitend.psi.Octets;

/**
 * Which registrations are of one pupil. An equal number decides; another equal key counts unless
 * the numbers differ, so that of twins with one name only the one is found who was meant. A key of
 * the partial tier decides nothing.
 */
@ApplicationScoped
class PupilFinding {

    private final Sql sql;
    private final RegistrationKeys keys;

    PupilFinding(Sql sql, RegistrationKeys keys) {
        this.sql = sql;
        this.keys = keys;
    }

    /**
     * What was found.
     *
     * @param registrations of the pupil
     * @param doubtful points that another pupil has too: with another number, or with nothing but a
     *     part of the name equal
     */
    record Found(Set<UUID> registrations, Set<Octets> doubtful) {}

    /** The registrations of the pupil with these points, whatever key they were made under. */
    Found find(List<KeyedPoint> known) {
        Map<KeyKind, Set<Octets>> points = new HashMap<>();
        for (KeyedPoint point : known) {
            points.computeIfAbsent(point.kind(), _ -> new HashSet<>())
                    .addAll(keys.underEveryKey(point));
        }
        Set<Octets> numbers = points.getOrDefault(KeyKind.PGN, Set.of());
        Map<UUID, List<KeyedPoint>> candidates = candidates(points);
        Set<Octets> doubtful = new HashSet<>();
        candidates
                .values()
                .removeIf(
                        theirs -> {
                            boolean partial = isByPartOfTheName(theirs, points);
                            if (partial) {
                                theirs.forEach(point -> doubtful.add(point.point()));
                            }
                            return partial;
                        });
        boolean severalNumbers =
                candidates.values().stream()
                                .flatMap(List::stream)
                                .filter(point -> point.kind() == KeyKind.PGN)
                                .map(KeyedPoint::point)
                                .distinct()
                                .count()
                        > 1;
        Set<UUID> own = new HashSet<>();
        candidates.forEach(
                (id, theirs) -> {
                    Set<Octets> theirNumbers =
                            theirs.stream()
                                    .filter(point -> point.kind() == KeyKind.PGN)
                                    .map(KeyedPoint::point)
                                    .collect(Collectors.toSet());
                    boolean another =
                            numbers.isEmpty()
                                    ? severalNumbers && !theirNumbers.isEmpty()
                                    : !theirNumbers.isEmpty()
                                            && theirNumbers.stream().noneMatch(numbers::contains);
                    if (another) {
                        theirs.forEach(point -> doubtful.add(point.point()));
                    } else {
                        own.add(id);
                    }
                });
        return new Found(own, doubtful);
    }

    /** Whether nothing but keys of the partial tier is equal: another pupil can have those. */
    private static boolean isByPartOfTheName(
            List<KeyedPoint> theirs, Map<KeyKind, Set<Octets>> known) {
        return theirs.stream()
                .filter(point -> !point.kind().isPartial())
                .noneMatch(
                        point ->
                                known.getOrDefault(point.kind(), Set.of()).contains(point.point()));
    }

    /** Every registration with one of these points, with all of its points. */
    private Map<UUID, List<KeyedPoint>> candidates(Map<KeyKind, Set<Octets>> points) {
        List<String> kinds = new ArrayList<>();
        List<Octets> values = new ArrayList<>();
        points.forEach(
                (kind, all) ->
                        all.forEach(
                                point -> {
                                    kinds.add(kind.name());
                                    values.add(point);
                                }));
        Map<UUID, List<KeyedPoint>> candidates = new HashMap<>();
        sql.query(
                        "select "
                                + PointTable.COLUMNS
                                + " from keyed_point where registration_id in"
                                + " (select p.registration_id from keyed_point p join"
                                + " unnest(cast(? as text[]), cast(? as bytea[]))"
                                + " as asked (kind, point)"
                                + " on p.kind = asked.kind and p.point = asked.point)",
                        statement -> {
                            Sql.setArray(statement, 1, "text", kinds);
                            Sql.setArray(statement, 2, "bytea", values);
                        },
                        PointTable::read)
                .forEach(
                        point ->
                                candidates
                                        .computeIfAbsent(
                                                point.registrationId(), _ -> new ArrayList<>())
                                        .add(point));
        return candidates;
    }
}
