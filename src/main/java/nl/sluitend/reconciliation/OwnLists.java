package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.sluitend.convenant.Convenant;
import nl.sluitend.convenant.ExchangeMode;
import nl.sluitend.identifier.KeyKind;
import nl.sluitend.oprf.Scalar;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.RefusalType;
import nl.sluitend.registration.ExclusionReason;
import nl.sluitend.registration.FreezeRequest;
import nl.sluitend.registration.FrozenRegister;
import nl.sluitend.registration.Period;
import nl.sluitend.registration.Pupils;
import nl.sluitend.registration.Register;
import nl.sluitend.registration.RegisterRefusedException;
import nl.sluitend.registration.Scope;
import nl.sluitend.registration.Sector;
import nl.sluitend.registration.SourceReference;
import nl.sluitend.registration.intake.AgeBand;
import nl.sluitend.registration.intake.Category;
import org.jboss.logging.Logger;

/** The own register, as a run needs it. */
@ApplicationScoped
class OwnLists {

    private static final Logger LOG = Logger.getLogger(OwnLists.class);
    private static final String SCOPE = "OUT_OF_SCOPE_";

    private final Register register;
    private final Pupils pupils;
    private final WithdrawnKeys withdrawn;
    private final ProposedKeys proposed;
    private final Sql sql;

    OwnLists(
            Register register,
            Pupils pupils,
            WithdrawnKeys withdrawn,
            ProposedKeys proposed,
            Sql sql) {
        this.register = register;
        this.pupils = pupils;
        this.withdrawn = withdrawn;
        this.proposed = proposed;
        this.sql = sql;
    }

    /**
     * Freezes the list of a lane.
     *
     * @param matched registrations that matched in an earlier lane of the run
     * @throws RefusedException when the register cannot take part; what the peer sees does not say
     *     why (finding 30)
     */
    OwnList freeze(Run run, Agreement agreement, String lane, Set<UUID> matched)
            throws RefusedException {
        Map<Octets, ExclusionReason> stayOut =
                ExchangeMode.valueOf(run.mode()) == ExchangeMode.COUNTS
                        ? Map.of()
                        : stayOut(agreement, lane);
        Map<UUID, ExclusionReason> excluded = new HashMap<>();
        if (agreement.asksPeople(lane)) {
            notConfirmed(run.id()).forEach(id -> excluded.put(id, ExclusionReason.NOT_CONFIRMED));
        }
        matched.forEach(id -> excluded.put(id, ExclusionReason.MATCHED_EARLIER));
        try {
            return own(
                    register.freeze(
                            new FreezeRequest(
                                    KeyKind.valueOf(lane),
                                    agreement.suite(),
                                    agreement.convenant().keyVersion(),
                                    scope(
                                            agreement.convenant(),
                                            ExchangeMode.valueOf(run.mode()),
                                            run.refDate()),
                                    excluded,
                                    stayOut,
                                    previous(agreement.hash(), lane),
                                    agreement.cap())));
        } catch (RegisterRefusedException e) {
            LOG.errorf("run %s cannot start: %s", run.id(), e.getMessage());
            throw cannotTakePart();
        }
    }

    /** The points of pairs that were withdrawn, or asked about and not confirmed. */
    private Map<Octets, ExclusionReason> stayOut(Agreement agreement, String lane)
            throws RefusedException {
        String keyVersion = agreement.convenant().keyVersion();
        Map<Octets, ExclusionReason> stayOut = new HashMap<>();
        if (agreement.asksPeople(lane)) {
            proposed.notConfirmed(agreement.hash(), lane, agreement.suite(), keyVersion)
                    .forEach(point -> stayOut.put(point, ExclusionReason.NOT_CONFIRMED));
        }
        withdrawn
                .points(agreement, lane)
                .forEach(point -> stayOut.put(point, ExclusionReason.WITHDRAWN));
        return stayOut;
    }

    /**
     * Registrations that an earlier lane of the run left out because people did not confirm the
     * pair: it is not asked about again on another part of the name.
     */
    private Set<UUID> notConfirmed(UUID runId) {
        return Set.copyOf(
                sql.list(
                        "SELECT DISTINCT registration_id FROM run_excluded WHERE run_id = ? AND"
                                + " outcome = ?",
                        row -> Sql.uuid(row, "registration_id"),
                        runId,
                        Outcome.Kind.NOT_CONFIRMED));
    }

    private static OwnList own(FrozenRegister frozen) {
        return new OwnList(
                frozen.inScope().stream()
                        .map(
                                pupil ->
                                        new OwnList.Pupil(
                                                pupil.point(),
                                                pupil.registrationIds(),
                                                pupil.ageBand()))
                        .toList(),
                frozen.excluded().stream()
                        .map(
                                e ->
                                        new OwnList.Excluded(
                                                e.registrationId(),
                                                outcome(e.reason()),
                                                rule(e.reason()),
                                                e.with()))
                        .toList(),
                frozen.added(),
                frozen.removed());
    }

    private static Outcome.Kind outcome(ExclusionReason reason) {
        return switch (reason) {
            case OUT_OF_SCOPE_PERIOD,
                    OUT_OF_SCOPE_CATEGORY,
                    OUT_OF_SCOPE_SPECIAL_CATEGORY,
                    OUT_OF_SCOPE_SECTOR,
                    OUT_OF_SCOPE_MUNICIPALITY,
                    OUT_OF_SCOPE_AGE,
                    OUT_OF_SCOPE_SHIELDED ->
                    Outcome.Kind.OUT_OF_SCOPE;
            case NOBODY_ANSWERS -> Outcome.Kind.NOBODY_ANSWERS;
            case KEY_MISSING -> Outcome.Kind.KEY_MISSING;
            case AMBIGUOUS -> Outcome.Kind.AMBIGUOUS;
            case MATCHED_EARLIER -> Outcome.Kind.MATCHED;
            case WITHDRAWN -> Outcome.Kind.WITHDRAWN;
            case NOT_CONFIRMED -> Outcome.Kind.NOT_CONFIRMED;
            case OBJECTION, RESTRICTION -> Outcome.Kind.OBJECTION;
        };
    }

    private static Optional<String> rule(ExclusionReason reason) {
        return reason.isOutOfScope()
                ? Optional.of(reason.name().substring(SCOPE.length()).toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    /** Which registrations take part in this way of reconciling. */
    static Scope scope(Convenant convenant, ExchangeMode mode, LocalDate refDate) {
        Convenant.Scope scope = convenant.scope();
        Set<Sector> sectors =
                scope.sectors().contains(Convenant.Sector.ALL)
                        ? EnumSet.noneOf(Sector.class)
                        : scope.sectors().stream()
                                .map(sector -> Sector.valueOf(sector.name()))
                                .collect(Collectors.toSet());
        return new Scope(
                switch (scope.period()) {
                    case SCHOOL_YEAR -> Period.SchoolYear.of(refDate);
                    case REFERENCE_DATE -> new Period.ReferenceDate(refDate);
                    case ALL -> new Period.Always();
                },
                sectors,
                categories(scope.categories().stream()),
                categories(
                        scope.categories().stream()
                                .filter(category -> !convenant.takesPart(category, mode))),
                Set.copyOf(scope.municipalities()),
                scope.ageBands().stream()
                        .map(band -> AgeBand.valueOf(band.name()))
                        .collect(Collectors.toSet()),
                scope.notEnrolled().isPresent());
    }

    private static Set<Category> categories(Stream<nl.sluitend.convenant.Category> categories) {
        return categories
                .map(category -> Category.valueOf(category.name()))
                .collect(Collectors.toSet());
    }

    /** Registrations of the list of this lane that was last agreed on. */
    private Set<UUID> previous(String convenant, String lane) {
        Set<UUID> previous = new HashSet<>();
        sql.each(
                """
                SELECT unnest(registrations) AS id FROM frozen_pupil WHERE sid = (
                  SELECT sid FROM session WHERE convenant = ? AND lane = ?
                    AND mode <> 'COUNTS' AND settled IS NOT NULL ORDER BY settled DESC LIMIT 1)
                """,
                row -> previous.add(Sql.uuid(row, "id")),
                convenant,
                lane);
        return previous;
    }

    /** The registration key of a lane; the caller closes it. */
    Scalar registrationKey(Agreement agreement, String lane) {
        return register.registrationKey(KeyKind.valueOf(lane), agreement.suite());
    }

    /**
     * The registrations of pupils who stay out of every list from now on, at their own wish or as
     * they are shielded: nothing more is given of those.
     *
     * @throws RefusedException when that cannot be told, as for a list
     */
    Set<UUID> stayingOut() throws RefusedException {
        try {
            return pupils.stayingOut();
        } catch (RegisterRefusedException e) {
            LOG.errorf("nothing is given of any pupil: %s", e.getMessage());
            throw cannotTakePart();
        }
    }

    private static RefusedException cannotTakePart() {
        return new RefusedException(
                RefusalType.NOT_PERMITTED,
                "the party cannot take part now; its operator knows why");
    }

    /** How the source systems know these registrations; deleted ones are left out. */
    Map<UUID, SourceReference> references(Collection<UUID> registrations) {
        return register.references(registrations);
    }
}
