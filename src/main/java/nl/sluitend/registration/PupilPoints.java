package nl.sluitend.registration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import nl.sluitend.disclosure.SubjectAsked;
import nl.sluitend.psi.Octets;

/**
 * Tells the disclosure log under which keyed points a registration is known, also under those of
 * the registration keys before the last rotation: the log knows a pupil by the point of its time.
 */
@ApplicationScoped
class PupilPoints {

    private final Sql sql;
    private final RegistrationKeys keys;

    PupilPoints(Sql sql, RegistrationKeys keys) {
        this.sql = sql;
        this.keys = keys;
    }

    void answer(@Observes SubjectAsked asked) {
        points(asked.sourceSystem(), asked.reference())
                .forEach(point -> asked.add(point.toByteArray()));
    }

    /** The points of a registration under every key that the key store holds. */
    List<Octets> points(String sourceSystem, String reference) {
        List<KeyedPoint> stored =
                sql.query(
                        "select p.* from keyed_point p"
                                + " join registration r on r.id = p.registration_id"
                                + " where r.source_system = ? and r.reference = ?",
                        statement -> {
                            statement.setString(1, sourceSystem);
                            statement.setString(2, reference);
                        },
                        PointTable::read);
        return stored.stream().flatMap(point -> keys.underEveryKey(point).stream()).toList();
    }
}
