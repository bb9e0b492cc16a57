package nl.sluitend.registration;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import nl.sluitend.identifier.KeyKind;
import nl.sluitend.psi.Octets;

/** The table of points, in batches, within the caller's transaction. */
@ApplicationScoped
class PointTable {

    static final String COLUMNS = "registration_id, kind, suite, key_version, rho_id, point, mac";

    private final Sql sql;

    PointTable(Sql sql) {
        this.sql = sql;
    }

    static KeyedPoint read(ResultSet row) throws SQLException {
        return new KeyedPoint(
                row.getObject("registration_id", UUID.class),
                KeyKind.valueOf(row.getString("kind")),
                row.getString("suite"),
                row.getString("key_version"),
                row.getInt("rho_id"),
                Octets.of(row.getBytes("point")),
                Octets.of(row.getBytes("mac")));
    }

    /** All points of these registrations. */
    List<KeyedPoint> of(Collection<UUID> registrations) {
        return sql.query(
                "select " + COLUMNS + " from keyed_point where registration_id = any(?)",
                statement -> Sql.setArray(statement, 1, "uuid", registrations),
                PointTable::read);
    }

    /** How many of these points, all different, no registration of the source system has yet. */
    long countNew(String sourceSystem, KeyKind kind, Collection<Octets> points) {
        // One look-up a point, and not every registration of a pupil that has many.
        long known =
                sql.query(
                                "select count(*) from unnest(cast(? as bytea[])) as asked (point) cross join lateral"
                                        + " (select 1 from keyed_point p"
                                        + " join registration r on r.id = p.registration_id"
                                        + " where r.source_system = ? and p.kind = ?"
                                        + " and p.point = asked.point limit 1) found",
                                statement -> {
                                    Sql.setArray(statement, 1, "bytea", points);
                                    statement.setString(2, sourceSystem);
                                    statement.setString(3, kind.name());
                                },
                                row -> row.getLong(1))
                        .getFirst();
        return points.size() - known;
    }

    /** The registrations of a source system with this point. */
    List<UUID> withPoint(String sourceSystem, KeyKind kind, Octets point) {
        return sql.query(
                "select p.registration_id from keyed_point p"
                        + " join registration r on r.id = p.registration_id"
                        + " where r.source_system = ? and p.kind = ? and p.point = ?",
                statement -> {
                    statement.setString(1, sourceSystem);
                    statement.setString(2, kind.name());
                    statement.setBytes(3, point.toByteArray());
                },
                row -> row.getObject(1, UUID.class));
    }

    void insert(List<KeyedPoint> points) {
        NewRows rows =
                new NewRows("keyed_point")
                        .column("registration_id")
                        .column("kind")
                        .column("suite")
                        .column("key_version")
                        .column("rho_id")
                        .column("point")
                        .column("mac");
        for (KeyedPoint point : points) {
            rows.row(
                    List.of(
                            point.registrationId(),
                            point.kind(),
                            point.suite(),
                            point.keyVersion(),
                            point.rhoId(),
                            point.point(),
                            point.mac()));
        }
        sql.insert(rows);
    }

    /** Removes all points of these registrations. */
    void delete(Collection<UUID> registrations) {
        if (!registrations.isEmpty()) {
            sql.update(
                    "delete from keyed_point where registration_id = any(?)",
                    statement -> Sql.setArray(statement, 1, "uuid", registrations));
        }
    }

    /** Replaces one kind of point of registrations that have it. */
    void replace(List<KeyedPoint> points) {
        replace(points, "", List.of());
    }

    /** Replaces points, except those that intake has replaced in the meantime. */
    void replaceIfUnchanged(List<KeyedPoint> before, List<KeyedPoint> after) {
        replace(after, " and point = ?", before);
    }

    private void replace(List<KeyedPoint> points, String condition, List<KeyedPoint> before) {
        if (points.isEmpty()) {
            return;
        }
        sql.updateEach(
                "update keyed_point set suite = ?, key_version = ?, rho_id = ?, point = ?, mac = ?"
                        + " where registration_id = ? and kind = ?"
                        + condition,
                statement -> {
                    for (int i = 0; i < points.size(); i++) {
                        KeyedPoint point = points.get(i);
                        statement.setString(1, point.suite());
                        statement.setString(2, point.keyVersion());
                        statement.setInt(3, point.rhoId());
                        statement.setBytes(4, point.point().toByteArray());
                        statement.setBytes(5, point.mac().toByteArray());
                        statement.setObject(6, point.registrationId());
                        statement.setString(7, point.kind().name());
                        if (!before.isEmpty()) {
                            statement.setBytes(8, before.get(i).point().toByteArray());
                        }
                        statement.addBatch();
                    }
                });
    }
}
