package nl.sluitend.registration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.identifier.KeyKind;
import nl.sluitend.oprf.Group;
import nl.sluitend.oprf.InvalidElementException;
import nl.sluitend.oprf.Scalar;
import nl.sluitend.oprf.Suite;
import nl.sluitend.psi.Octets;
import nl.sluitend.registration.RegisterRefusedException.Reason;
import nl.sluitend.registration.intake.AgeBand;
import nl.sluitend.registration.intake.Category;
import nl.sluitend.registration.intake.SchoolType;

/** What a reconciliation may ask of the register. */
@ApplicationScoped
public class Register {

    private static final int PAGE = 4096;

    private final Sql sql;
    private final RegistrationKeys keys;
    private final Pupils pupils;

    Register(Sql sql, RegistrationKeys keys, Pupils pupils) {
        this.sql = sql;
        this.keys = keys;
        this.pupils = pupils;
    }

    /**
     * The list of a lane as it is now. Registrations with an equal point are one pupil. Pupils who
     * objected or whose processing is restricted stay out.
     *
     * @throws RegisterRefusedException when a row was tampered with, a rotation is unfinished, or
     *     more pupils are in scope than the request allows
     */
    @Transactional
    public FrozenRegister freeze(FreezeRequest request) throws RegisterRefusedException {
        checkRotation(request);
        KeyKind kind = request.kind();
        Doubts doubts =
                new Doubts(
                        kind,
                        points(KeyKind.PGN, kind != KeyKind.PGN),
                        points(KeyKind.DEMOGRAPHIC, kind.isPartial()));
        Freezing freezing = new Freezing(request, doubts, pupils.withheld());
        Optional<UUID> tampered = read(request, freezing);
        if (tampered.isPresent()) {
            throw new RegisterRefusedException(
                    Reason.TAMPERED,
                    "registration "
                            + tampered.get()
                            + " has a point that this node did not store; nothing is sent");
        }
        return freezing.result();
    }

    /**
     * The registration key of a kind, with which a session scalar is divided. The caller closes it.
     */
    public Scalar registrationKey(KeyKind kind, Suite suite) {
        return keys.rho(kind, suite, keys.currentRhoId());
    }

    /**
     * The registration key of a kind with this public key, whatever rotations came after it. The
     * caller closes it.
     *
     * @param publicKey Q = ρ·G
     * @return empty when the key store does not hold it any more
     */
    public Optional<Scalar> registrationKey(KeyKind kind, Suite suite, Octets publicKey) {
        for (int rhoId : keys.rhoIds()) {
            Scalar rho = keys.rho(kind, suite, rhoId);
            if (Octets.of(Group.of(suite).multiplyBase(rho)).equals(publicKey)) {
                return Optional.of(rho);
            }
            rho.close();
        }
        return Optional.empty();
    }

    /**
     * A point under the registration key of now.
     *
     * @param registrationKey Q of that key
     */
    public record Moved(Octets registrationKey, Octets point) {}

    /**
     * Brings a point under the current registration key, whatever rotations came since. The caller
     * knows that this node stored it: nothing secret may multiply what somebody else put there.
     *
     * @param registrationKey Q of the key that the point is under
     * @return empty when the key store does not hold that key any more
     */
    public Optional<Moved> underCurrentKey(
            KeyKind kind, Suite suite, Octets registrationKey, Octets point) {
        Group group = Group.of(suite);
        try (Scalar current = registrationKey(kind, suite)) {
            Octets publicKey = Octets.of(group.multiplyBase(current));
            if (publicKey.equals(registrationKey)) {
                return Optional.of(new Moved(publicKey, point));
            }
            Optional<Scalar> old = registrationKey(kind, suite, registrationKey);
            if (old.isEmpty()) {
                return Optional.empty();
            }
            try (Scalar rho = old.get();
                    Scalar inverse = rho.inverse();
                    Scalar factor = current.times(inverse)) {
                return Optional.of(
                        new Moved(
                                publicKey, Octets.of(group.multiply(factor, point.toByteArray()))));
            }
        } catch (InvalidElementException e) {
            throw new IllegalStateException("a point that this node stored is no element", e);
        }
    }

    /**
     * How the source systems know these registrations; deleted ones are left out.
     *
     * @param registrations ids from a {@link FrozenRegister}
     */
    @Transactional
    public Map<UUID, SourceReference> references(Collection<UUID> registrations) {
        Map<UUID, SourceReference> references = new HashMap<>();
        sql.query(
                "select id, source_system, reference from registration where id = any(?)",
                statement -> Sql.setArray(statement, 1, "uuid", registrations),
                row ->
                        references.put(
                                row.getObject(1, UUID.class),
                                new SourceReference(row.getString(2), row.getString(3))));
        return references;
    }

    /** One registration with the point of the lane. */
    record Row(UUID id, Scope.Candidate candidate, Optional<KeyedPoint> point) {}

    private void checkRotation(FreezeRequest request) throws RegisterRefusedException {
        boolean unfinished =
                sql.query(
                                "select exists (select 1 from keyed_point"
                                        + " where rho_id <> ? and suite = ?)",
                                statement -> {
                                    statement.setInt(1, keys.currentRhoId());
                                    statement.setString(2, request.suite().identifier());
                                },
                                row -> row.getBoolean(1))
                        .getFirst();
        if (unfinished) {
            throw new RegisterRefusedException(
                    Reason.ROTATION_UNFINISHED,
                    "the rotation of the registration key has not come to its end");
        }
    }

    /** The points of one kind of all registrations, against which a key is tested; or none. */
    private Map<UUID, Octets> points(KeyKind kind, boolean wanted) {
        Map<UUID, Octets> points = new HashMap<>();
        if (wanted) {
            sql.query(
                    "select registration_id, point from keyed_point where kind = ?",
                    statement -> statement.setString(1, kind.name()),
                    row -> points.put(row.getObject(1, UUID.class), Octets.of(row.getBytes(2))));
        }
        return points;
    }

    /**
     * Sorts every registration, some thousands at a time: a register is larger than memory may be.
     *
     * @return a registration with a point that this node did not store, if there is one
     */
    private Optional<UUID> read(FreezeRequest request, Freezing freezing) {
        List<UUID> tampered = new ArrayList<>();
        List<Row> some = new ArrayList<>(PAGE);
        sql.each(
                "select r.id, r.category, r.start_date, r.end_date, r.ended_on, r.enrolled,"
                        + " r.school_type, r.municipality, r.age_band, r.shielded, p.registration_id, p.kind, p.suite,"
                        + " p.key_version, p.rho_id, p.point, p.mac"
                        + " from registration r left join keyed_point p"
                        + " on p.registration_id = r.id and p.kind = ?"
                        + " and p.suite = ? and p.key_version = ? order by r.id",
                statement -> {
                    statement.setString(1, request.kind().name());
                    statement.setString(2, request.suite().identifier());
                    statement.setString(3, request.keyVersion());
                },
                result -> {
                    some.add(read(result));
                    if (some.size() == PAGE) {
                        tampered.addAll(tampered(some));
                        some.forEach(freezing::add);
                        some.clear();
                    }
                });
        tampered.addAll(tampered(some));
        some.forEach(freezing::add);
        return tampered.stream().findFirst();
    }

    /** Each code is a hash of its own, so every core takes part. */
    List<UUID> tampered(List<Row> rows) {
        return rows.parallelStream()
                .filter(row -> row.point().filter(point -> !keys.isGenuine(point)).isPresent())
                .map(Row::id)
                .toList();
    }

    static Row read(ResultSet row) throws SQLException {
        return new Row(
                row.getObject("id", UUID.class),
                new Scope.Candidate(
                        Category.valueOf(row.getString("category")),
                        row.getObject("start_date", LocalDate.class),
                        Optional.ofNullable(row.getObject("end_date", LocalDate.class)),
                        Optional.ofNullable(row.getObject("ended_on", LocalDate.class)),
                        Optional.ofNullable(row.getObject("enrolled", Boolean.class)),
                        Optional.ofNullable(row.getString("school_type")).map(SchoolType::valueOf),
                        Optional.ofNullable(row.getString("municipality")),
                        Optional.ofNullable(row.getString("age_band")).map(AgeBand::valueOf),
                        row.getBoolean("shielded")),
                row.getObject("registration_id") == null
                        ? Optional.empty()
                        : Optional.of(PointTable.read(row)));
    }
}
