package nl.sluitend.registration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import nl.sluitend.disclosure.SubjectAsked;

/** Tells the disclosure log under which keyed points a registration is known. */
@ApplicationScoped
class PupilPoints {

    private final Sql sql;

    PupilPoints(Sql sql) {
        this.sql = sql;
    }

    void answer(@Observes SubjectAsked asked) {
        sql.query(
                        "select distinct p.point from keyed_point p"
                                + " join registration r on r.id = p.registration_id"
                                + " where r.source_system = ? and r.reference = ?",
                        statement -> {
                            statement.setString(1, asked.sourceSystem());
                            statement.setString(2, asked.reference());
                        },
                        row -> row.getBytes(1))
                .forEach(asked::add);
    }
}
