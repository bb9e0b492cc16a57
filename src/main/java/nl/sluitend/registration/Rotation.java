package nl.sluitend.registration;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.sluitend.identifier.KeyKind;
import nl.sluitend.oprf.Group;
import nl.sluitend.oprf.InvalidElementException;
import nl.sluitend.oprf.Scalar;
import nl.sluitend.oprf.Suite;
import nl.sluitend.psi.Octets;
import nl.sluitend.registration.RegisterRefusedException.Reason;

/**
 * Brings all points under the current registration key, by multiplying them with rho'/rho. That
 * factor is never stored. Works in batches that each commit, so that it goes on where it stopped;
 * until it has come to its end no list is frozen. Renews a key; it does not undo a leak of the old
 * one (protocol review, finding 4).
 */
@ApplicationScoped
public class Rotation {

    private static final int BATCH = 2_000;

    private final Sql sql;
    private final PointTable points;
    private final CasePoints cases;
    private final RegistrationKeys keys;
    private final Event<RotationStarting> starting;

    Rotation(
            Sql sql,
            PointTable points,
            CasePoints cases,
            RegistrationKeys keys,
            Event<RotationStarting> starting) {
        this.sql = sql;
        this.points = points;
        this.cases = cases;
        this.keys = keys;
        this.starting = starting;
    }

    /**
     * Rotates all points that are not under the current key.
     *
     * @return how many points were rotated; 0 when there was nothing to do
     * @throws RotationRefusedException when a session is open
     * @throws RegisterRefusedException when a point was tampered with; what was rotated before
     *     stays so
     */
    public long run() throws RotationRefusedException, RegisterRefusedException {
        RotationStarting event = new RotationStarting();
        starting.fire(event);
        Optional<String> objection = event.objection();
        if (objection.isPresent()) {
            throw new RotationRefusedException(objection.get());
        }
        long rotated = QuarkusTransaction.requiringNew().call(cases::renew);
        while (true) {
            List<KeyedPoint> batch = QuarkusTransaction.requiringNew().call(this::nextBatch);
            if (batch.isEmpty()) {
                return rotated;
            }
            List<KeyedPoint> renewed = renew(batch);
            QuarkusTransaction.requiringNew().run(() -> points.replaceIfUnchanged(batch, renewed));
            rotated += renewed.size();
        }
    }

    /** Points of one kind, suite and old key. */
    private List<KeyedPoint> nextBatch() {
        return sql.query(
                "select p.* from keyed_point p join (select kind, suite, rho_id from keyed_point"
                        + " where rho_id <> ? limit 1) old on p.kind = old.kind"
                        + " and p.suite = old.suite and p.rho_id = old.rho_id limit ?",
                statement -> {
                    statement.setInt(1, keys.currentRhoId());
                    statement.setInt(2, BATCH);
                },
                PointTable::read);
    }

    private List<KeyedPoint> renew(List<KeyedPoint> batch) throws RegisterRefusedException {
        KeyedPoint first = batch.getFirst();
        Suite suite = Suite.find(first.suite()).orElseThrow();
        KeyKind kind = first.kind();
        int newRhoId = keys.currentRhoId();
        Group group = Group.of(suite);
        ByteArrayOutputStream flat = new ByteArrayOutputStream();
        for (KeyedPoint point : batch) {
            if (!keys.isGenuine(point)) {
                throw tampered(point);
            }
            flat.writeBytes(point.point().toByteArray());
        }
        List<KeyedPoint> renewed = new ArrayList<>();
        try (Scalar before = keys.rho(kind, suite, first.rhoId());
                Scalar inverse = before.inverse();
                Scalar after = keys.rho(kind, suite, newRhoId);
                Scalar factor = after.times(inverse)) {
            List<Octets> elements =
                    RegistrationKeys.split(group, group.multiply(factor, flat.toByteArray()));
            for (int i = 0; i < batch.size(); i++) {
                KeyedPoint old = batch.get(i);
                renewed.add(
                        keys.seal(
                                old.registrationId(),
                                kind,
                                old.suite(),
                                old.keyVersion(),
                                newRhoId,
                                elements.get(i)));
            }
        } catch (InvalidElementException e) {
            throw tampered(batch.get(e.index()));
        }
        return renewed;
    }

    private static RegisterRefusedException tampered(KeyedPoint point) {
        return new RegisterRefusedException(
                Reason.TAMPERED,
                "registration "
                        + point.registrationId()
                        + " has a point that this node did not store; the rotation stopped");
    }
}
