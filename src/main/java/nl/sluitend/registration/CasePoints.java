package nl.sluitend.registration;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.sluitend.psi.Octets;
import org.jspecify.annotations.Nullable;

/**
 * The points of pupils about whom a case runs, sealed under the number of the case, within the
 * caller's transaction.
 */
@ApplicationScoped
class CasePoints {

    private static final String SELECT =
            "select case_id as registration_id, kind, suite, key_version, rho_id, point, mac"
                    + " from case_point";

    private final Sql sql;
    private final RegistrationKeys keys;

    CasePoints(Sql sql, RegistrationKeys keys) {
        this.sql = sql;
        this.keys = keys;
    }

    /** Keeps points for a case, each sealed again under its number. */
    void insert(UUID caseId, List<KeyedPoint> points) {
        sql.updateEach(
                "insert into case_point (case_id, kind, suite, key_version, rho_id, point, mac)"
                        + " values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                statement -> {
                    for (KeyedPoint point : points) {
                        KeyedPoint own = sealed(caseId, point);
                        statement.setObject(1, caseId);
                        statement.setString(2, own.kind().name());
                        statement.setString(3, own.suite());
                        statement.setString(4, own.keyVersion());
                        statement.setInt(5, own.rhoId());
                        statement.setBytes(6, own.point().toByteArray());
                        statement.setBytes(7, own.mac().toByteArray());
                        statement.addBatch();
                    }
                });
    }

    private KeyedPoint sealed(UUID caseId, KeyedPoint point) {
        return keys.seal(
                caseId,
                point.kind(),
                point.suite(),
                point.keyVersion(),
                point.rhoId(),
                point.point());
    }

    /** The points of a case; none once they are forgotten. */
    List<KeyedPoint> of(UUID caseId) {
        return sql.query(
                SELECT + " where case_id = ?",
                statement -> statement.setObject(1, caseId),
                PointTable::read);
    }

    /** The points of pupils who stay out of every list, by case. */
    Map<UUID, List<KeyedPoint>> withheld(ExclusionReason reason) {
        Map<UUID, List<KeyedPoint>> cases = new LinkedHashMap<>();
        sql.query(
                        SELECT + " where withheld = ? order by case_id",
                        statement -> statement.setString(1, reason.name()),
                        PointTable::read)
                .forEach(
                        point ->
                                cases.computeIfAbsent(
                                                point.registrationId(), _ -> new ArrayList<>())
                                        .add(point));
        return cases;
    }

    /** Keeps the pupil of a case out of the lists, or for no reason lets the pupil in again. */
    void withhold(UUID caseId, @Nullable ExclusionReason reason) {
        sql.update(
                "update case_point set withheld = ? where case_id = ?",
                statement -> {
                    statement.setString(1, reason == null ? null : reason.name());
                    statement.setObject(2, caseId);
                });
    }

    /** The pupils of cases who had a number that was replaced have the new one too. */
    void vervang(Octets before, KeyedPoint after) {
        List<UUID> owners =
                sql.query(
                        "select distinct case_id from case_point where kind = ? and point = ?",
                        statement -> {
                            statement.setString(1, after.kind().name());
                            statement.setBytes(2, before.toByteArray());
                        },
                        row -> row.getObject(1, UUID.class));
        owners.forEach(caseId -> insert(caseId, List.of(after)));
        sql.update(
                "update case_point set withheld = (select max(o.withheld) from case_point o"
                        + " where o.case_id = case_point.case_id) where case_id = any(?)",
                statement -> Sql.setArray(statement, 1, "uuid", owners));
    }

    void delete(UUID caseId) {
        sql.update(
                "delete from case_point where case_id = ?",
                statement -> statement.setObject(1, caseId));
    }

    /** Brings the points under the current registration key; returns how many. */
    int renew() {
        List<KeyedPoint> old =
                sql.query(
                        SELECT + " where rho_id <> ?",
                        statement -> statement.setInt(1, keys.currentRhoId()),
                        PointTable::read);
        int renewed = 0;
        for (KeyedPoint point : old) {
            if (!keys.isGenuine(point)) {
                continue;
            }
            KeyedPoint current = keys.underCurrentKey(point);
            renewed +=
                    sql.update(
                            "update case_point set rho_id = ?, point = ?, mac = ?"
                                    + " where case_id = ? and kind = ? and point = ?",
                            statement -> {
                                statement.setInt(1, current.rhoId());
                                statement.setBytes(2, current.point().toByteArray());
                                statement.setBytes(3, current.mac().toByteArray());
                                statement.setObject(4, point.registrationId());
                                statement.setString(5, point.kind().name());
                                statement.setBytes(6, point.point().toByteArray());
                            });
        }
        return renewed;
    }
}
