package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.sluitend.convenant.Convenant;
import nl.sluitend.convenant.ConvenantDossier;
import nl.sluitend.convenant.ExchangeMode;
import nl.sluitend.convenant.Finding;
import nl.sluitend.disclosure.DisclosureLog;
import nl.sluitend.disclosure.Leaf;
import nl.sluitend.disclosure.LeafKind;
import nl.sluitend.disclosure.LogName;
import nl.sluitend.identifier.KeyKind;
import nl.sluitend.identifier.Oin;
import nl.sluitend.oprf.Suite;
import nl.sluitend.party.OwnParty;
import nl.sluitend.psi.Role;
import nl.sluitend.registration.ExclusionReason;
import nl.sluitend.registration.FreezeRequest;
import nl.sluitend.registration.FrozenRegister;
import nl.sluitend.registration.Period;
import nl.sluitend.registration.Register;
import nl.sluitend.registration.RegisterRefusedException;
import nl.sluitend.registration.Scope;
import nl.sluitend.registration.intake.Category;

/**
 * What a convenant would do with the own register, before anybody signs it. Reads the register and
 * asks the same policy as every exchange; nothing leaves, and nothing is kept but the fact, in the
 * node log.
 */
@ApplicationScoped
public class Simulation {

    private static final URI ACTIVITY = URI.create("urn:sluitend:processing-activity:simulation");

    private final Register register;
    private final PastUse past;
    private final DisclosureLog log;
    private final OwnParty own;
    private final Clock clock;

    Simulation(Register register, PastUse past, DisclosureLog log, OwnParty own, Clock clock) {
        this.register = register;
        this.past = past;
        this.log = log;
        this.own = own;
        this.clock = clock;
    }

    /**
     * What to try.
     *
     * @param referenceDate reference date of a run
     * @param days instead of the period that the convenant names: whoever is registered on any of
     *     them, and a run on each day that the convenant's schedule has in them
     */
    public record Question(LocalDate referenceDate, Optional<Period.Days> days) {}

    /**
     * A rule that would refuse.
     *
     * @param times how many of the planned runs
     * @param detail what it expects, for people
     */
    public record Refusal(int times, String detail) {}

    /**
     * What one run costs this party.
     *
     * @param elements points of the own list that leave
     * @param octets their size; the points of the counterpart go back over the same wire
     * @param epsilon privacy loss, of a count
     * @param countsLeft counts at this counterpart that this school year still has room for
     */
    public record Cost(
            ExchangeMode mode,
            KeyKind matchingKey,
            int elements,
            long octets,
            Optional<Double> epsilon,
            Optional<Integer> countsLeft) {}

    /**
     * One matching key.
     *
     * @param pupils in scope with this key; where something is learned per pupil, if it is at all
     * @param leftOut registrations that stay out, by reason
     * @param refusals by name of the rule
     */
    public record Lane(
            KeyKind matchingKey,
            int pupils,
            Map<ExclusionReason, Integer> leftOut,
            Map<String, Refusal> refusals) {}

    /**
     * What came of it.
     *
     * @param from first day that was looked at; empty for any
     * @param until last day
     * @param runs planned
     * @param categories pupils in scope by category, for the first matching key
     * @param costs of one run, by mode and matching key
     * @param leaving fields that would leave this party for each match
     * @param coming fields that would come
     */
    public record Report(
            String hash,
            LocalDate referenceDate,
            Optional<LocalDate> from,
            Optional<LocalDate> until,
            int runs,
            Map<Category, Integer> categories,
            List<Lane> lanes,
            List<Cost> costs,
            List<String> leaving,
            List<String> coming,
            List<Finding> missing,
            List<String> warnings) {}

    /**
     * Runs a convenant against the own register.
     *
     * @param counterpart the other party
     * @throws RegisterRefusedException when the register cannot be read as it must be
     */
    @Transactional
    public Report simulate(Convenant convenant, Oin counterpart, Question question)
            throws RegisterRefusedException {
        Instant now = clock.instant();
        Suite suite = Suite.find(convenant.suite()).orElseThrow();
        ExchangeMode strictest =
                convenant.modes().stream()
                        .filter(ExchangeMode::isPerPupil)
                        .findFirst()
                        .orElse(ExchangeMode.COUNTS);
        Scope scope = scope(convenant, strictest, question);
        PlannedRuns planned = new PlannedRuns(convenant, own.oin(), counterpart, question, now);
        List<Lane> lanes = new ArrayList<>();
        List<Cost> costs = new ArrayList<>();
        for (KeyKind kind : convenant.matchingKeys()) {
            FrozenRegister frozen = freeze(convenant, kind, suite, scope);
            int pupils = frozen.inScope().size();
            lanes.add(new Lane(kind, pupils, leftOut(frozen), planned.refusals(kind, pupils)));
            for (ExchangeMode mode : convenant.modes()) {
                if (PlannedRuns.uses(convenant, mode, kind)) {
                    Scope ofMode = scope(convenant, mode, question);
                    int entering =
                            ofMode.equals(scope)
                                    ? pupils
                                    : freeze(convenant, kind, suite, ofMode).inScope().size();
                    costs.add(cost(convenant, counterpart, mode, kind, entering, suite));
                }
            }
        }
        ConvenantDossier dossier = new ConvenantDossier(convenant, false, List.of());
        Map<Category, Integer> categories = categories(convenant, suite, scope);
        record(convenant, now);
        boolean always = scope.period() instanceof Period.Always;
        return new Report(
                convenant.hash(),
                question.referenceDate(),
                always ? Optional.empty() : Optional.of(scope.period().from()),
                always ? Optional.empty() : Optional.of(scope.period().until()),
                planned.number(),
                categories,
                lanes,
                costs,
                fields(convenant, own.oin()),
                fields(convenant, counterpart),
                dossier.missing(),
                dossier.warnings());
    }

    private static Scope scope(Convenant convenant, ExchangeMode mode, Question question) {
        Scope agreed = OwnLists.scope(convenant, mode, question.referenceDate());
        return new Scope(
                question.days().map(Period.class::cast).orElse(agreed.period()),
                agreed.sectors(),
                agreed.categories(),
                agreed.withheld(),
                agreed.municipalities(),
                agreed.ageBands(),
                agreed.lastSchoolAnswers());
    }

    private Map<Category, Integer> categories(Convenant convenant, Suite suite, Scope scope)
            throws RegisterRefusedException {
        Map<Category, Integer> categories = new EnumMap<>(Category.class);
        for (Category category : scope.categories()) {
            Scope one =
                    new Scope(
                            scope.period(),
                            scope.sectors(),
                            Set.of(category),
                            scope.withheld(),
                            scope.municipalities(),
                            scope.ageBands(),
                            scope.lastSchoolAnswers());
            categories.put(
                    category,
                    freeze(convenant, convenant.matchingKeys().getFirst(), suite, one)
                            .inScope()
                            .size());
        }
        return categories;
    }

    private FrozenRegister freeze(Convenant convenant, KeyKind kind, Suite suite, Scope scope)
            throws RegisterRefusedException {
        return register.freeze(
                new FreezeRequest(
                        kind,
                        suite,
                        convenant.keyVersion(),
                        scope,
                        Map.of(),
                        Set.of(),
                        Integer.MAX_VALUE));
    }

    private static Map<ExclusionReason, Integer> leftOut(FrozenRegister frozen) {
        Map<ExclusionReason, Integer> leftOut = new EnumMap<>(ExclusionReason.class);
        frozen.excluded().forEach(excluded -> leftOut.merge(excluded.reason(), 1, Integer::sum));
        return leftOut;
    }

    private Cost cost(
            Convenant convenant,
            Oin counterpart,
            ExchangeMode mode,
            KeyKind kind,
            int pupils,
            Suite suite) {
        Optional<Convenant.Counts> counts =
                convenant.counts().filter(_ -> mode == ExchangeMode.COUNTS);
        return new Cost(
                mode,
                kind,
                pupils,
                (long) pupils * suite.elementLength(),
                counts.map(Convenant.Counts::epsilon),
                counts.map(
                        agreed ->
                                Math.max(
                                        0,
                                        agreed.runsPerSchoolYear()
                                                - past.countsThisSchoolYear(
                                                        counterpart, Role.INITIATOR))));
    }

    private static List<String> fields(Convenant convenant, Oin from) {
        return convenant.fields().stream()
                .filter(field -> field.from().equals(from))
                .map(Convenant.Field::name)
                .toList();
    }

    private void record(Convenant convenant, Instant now) {
        log.append(
                LogName.ofNode(own.oin()),
                List.of(
                        Leaf.internal(
                                LeafKind.CONSULTATION,
                                now,
                                ACTIVITY,
                                "Een convenant proberen op het eigen register",
                                "eigen verwerking; er wordt niets gedeeld",
                                own.oin(),
                                Map.of("consulted", "simulation", "convenant", convenant.hash()),
                                List.of(),
                                Optional.empty())));
    }
}
