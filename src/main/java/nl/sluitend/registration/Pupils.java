package nl.sluitend.registration;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import nl.sluitend.identifier.KeyKind;
import nl.sluitend.identifier.MatchingKey;
import nl.sluitend.identifier.Pgn;
import nl.sluitend.identifier.PgnKey;
import nl.sluitend.oprf.Group;
import nl.sluitend.psi.Octets;

/**
 * What the rights of data subjects ask of the register: whom a case is about, what is held of that
 * pupil, and who stays out of every list. An identifier becomes a keyed point here and is
 * forgotten.
 */
@ApplicationScoped
public class Pupils {

    /** Why a pupil can stay out at the pupil's own wish. */
    private static final Set<ExclusionReason> WITHHELD =
            EnumSet.of(ExclusionReason.OBJECTION, ExclusionReason.RESTRICTION);

    private final Sql sql;
    private final PupilFinding finding;
    private final CasePoints cases;
    private final ShieldedPupils shielded;
    private final PointTable points;
    private final RegisterTable register;
    private final RegistrationKeys keys;
    private final Group group;

    Pupils(
            Sql sql,
            PupilFinding finding,
            CasePoints cases,
            ShieldedPupils shielded,
            PointTable points,
            RegisterTable register,
            RegistrationKeys keys,
            Group group) {
        this.sql = sql;
        this.finding = finding;
        this.cases = cases;
        this.shielded = shielded;
        this.points = points;
        this.register = register;
        this.keys = keys;
        this.group = group;
    }

    /**
     * Keeps for a case who the pupil with this number is, whether the register has the pupil or
     * not. The number is not kept.
     *
     * @param caseId a random number that nobody else uses
     */
    @Transactional(MANDATORY)
    public void remember(UUID caseId, Pgn number) {
        int rhoId = keys.currentRhoId();
        Octets point =
                keys.points(group, KeyKind.PGN, rhoId, List.of(new PgnKey(number))).getFirst();
        KeyedPoint asked =
                keys.seal(
                        caseId,
                        KeyKind.PGN,
                        group.suite().identifier(),
                        MatchingKey.KEY_VERSION,
                        rhoId,
                        point);
        List<KeyedPoint> all = new ArrayList<>(List.of(asked));
        all.addAll(genuine(points.of(finding.find(all).registrations())));
        cases.insert(caseId, all);
    }

    /**
     * Keeps for a case who the pupil is that a source system calls so.
     *
     * @return whether the register has this registration; otherwise nothing is kept
     */
    @Transactional(MANDATORY)
    public boolean remember(UUID caseId, String sourceSystem, String reference) {
        StoredRegistration stored = register.find(sourceSystem, List.of(reference)).get(reference);
        if (stored == null) {
            return false;
        }
        List<KeyedPoint> own = genuine(points.of(List.of(stored.id())));
        List<KeyedPoint> all = new ArrayList<>(own);
        all.addAll(genuine(points.of(finding.find(own).registrations())));
        cases.insert(caseId, all);
        return true;
    }

    /** The pupil of a case; without points once the case has forgotten who it was about. */
    @Transactional
    public Pupil of(UUID caseId) {
        List<KeyedPoint> known = genuine(cases.of(caseId));
        PupilFinding.Found found = finding.find(known);
        List<KeyedPoint> all = new ArrayList<>(known);
        all.addAll(genuine(points.of(found.registrations())));
        List<Octets> searched =
                all.stream()
                        .filter(point -> !found.doubtful().contains(point.point()))
                        .flatMap(point -> keys.underEveryKey(point).stream())
                        .distinct()
                        .toList();
        return new Pupil(searched, held(found.registrations()));
    }

    /**
     * Keeps the pupil of a case out of every list that is frozen from now on.
     *
     * @param reason {@link ExclusionReason#OBJECTION} or {@link ExclusionReason#RESTRICTION}
     */
    @Transactional(MANDATORY)
    public void withhold(UUID caseId, ExclusionReason reason) {
        if (!WITHHELD.contains(reason)) {
            throw new IllegalArgumentException("not a reason of the pupil's own");
        }
        cases.withhold(caseId, reason);
    }

    /** Deletes whom a case is about; a pupil who stayed out enters lists again. */
    @Transactional(MANDATORY)
    public void forget(UUID caseId) {
        cases.delete(caseId);
    }

    /** Deletes the registrations of the pupil of a case; returns how many there were. */
    @Transactional(MANDATORY)
    public int delete(UUID caseId) {
        int deleted = 0;
        for (HeldRegistration held : of(caseId).registrations()) {
            register.lock(held.sourceSystem());
            deleted += register.delete(held.sourceSystem(), held.reference());
        }
        return deleted;
    }

    /** The source systems that the register has registrations of, by name. */
    @Transactional
    public List<String> sourceSystems() {
        return sql.query(
                "select distinct source_system from registration order by 1",
                statement -> {},
                row -> row.getString(1));
    }

    /**
     * The registrations whose pupils stay out whatever the scope says: at their own wish, or as one
     * of their registrations is shielded.
     *
     * @throws RegisterRefusedException when a point was tampered with: somebody may have wanted the
     *     pupil in the list
     */
    Map<UUID, ExclusionReason> withheld() throws RegisterRefusedException {
        Map<UUID, ExclusionReason> withheld = new HashMap<>();
        for (ExclusionReason reason : WITHHELD) {
            for (List<KeyedPoint> known : cases.withheld(reason).values()) {
                if (known.stream().anyMatch(point -> !keys.isGenuine(point))) {
                    throw new RegisterRefusedException(
                            RegisterRefusedException.Reason.TAMPERED,
                            "a case has a point that this node did not store; nothing is sent");
                }
                for (UUID id : finding.find(known).registrations()) {
                    withheld.putIfAbsent(id, reason);
                }
            }
        }
        for (UUID id : shielded.registrations()) {
            withheld.put(id, ExclusionReason.OUT_OF_SCOPE_SHIELDED);
        }
        return withheld;
    }

    /**
     * The registrations of pupils who stay out of every list from now on, whatever a convenant
     * says: at their own wish, or as they are shielded.
     *
     * @throws RegisterRefusedException as for a list: when a point was tampered with
     */
    @Transactional
    public Set<UUID> stayingOut() throws RegisterRefusedException {
        return withheld().keySet();
    }

    private List<KeyedPoint> genuine(List<KeyedPoint> stored) {
        if (stored.stream().anyMatch(point -> !keys.isGenuine(point))) {
            throw new IllegalStateException("a point that this node did not store");
        }
        return stored;
    }

    private List<HeldRegistration> held(Collection<UUID> registrations) {
        return sql.query(
                "select * from registration where id = any(?) order by start_date, id",
                statement -> Sql.setArray(statement, 1, "uuid", new HashSet<>(registrations)),
                HeldRegistration::read);
    }
}
