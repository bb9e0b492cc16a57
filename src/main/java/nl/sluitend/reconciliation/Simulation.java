package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.sluitend.convenant.Convenant;
import nl.sluitend.convenant.ConvenantDossier;
import nl.sluitend.convenant.ConvenantState;
import nl.sluitend.convenant.ExchangeMode;
import nl.sluitend.convenant.Finding;
import nl.sluitend.convenant.Policy;
import nl.sluitend.convenant.PolicyDecision;
import nl.sluitend.convenant.PolicyRequest;
import nl.sluitend.convenant.PolicyState;
import nl.sluitend.disclosure.DisclosureLog;
import nl.sluitend.disclosure.Leaf;
import nl.sluitend.disclosure.LeafKind;
import nl.sluitend.disclosure.LogName;
import nl.sluitend.identifier.KeyKind;
import nl.sluitend.identifier.Oin;
import nl.sluitend.oprf.Suite;
import nl.sluitend.party.OwnParty;
import nl.sluitend.registration.ExclusionReason;
import nl.sluitend.registration.FreezeRequest;
import nl.sluitend.registration.FrozenRegister;
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
class Simulation {

    private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");
    private static final URI ACTIVITY = URI.create("urn:sluitend:processing-activity:simulation");

    private final Register register;
    private final DisclosureLog log;
    private final OwnParty own;
    private final Clock clock;

    Simulation(Register register, DisclosureLog log, OwnParty own, Clock clock) {
        this.register = register;
        this.log = log;
        this.own = own;
        this.clock = clock;
    }

    /**
     * One matching key.
     *
     * @param pupils in scope with this key
     * @param leftOut registrations that stay out, by reason
     * @param refusals rules that would refuse the run, with what they expect
     * @param elements points of the own list that would leave, each as it changes hands once
     */
    record Lane(
            KeyKind matchingKey,
            int pupils,
            Map<ExclusionReason, Integer> leftOut,
            Map<String, String> refusals,
            int elements) {}

    /**
     * What came of it.
     *
     * @param categories pupils in scope by category, for the first matching key
     * @param leaving fields that would leave this party for each match
     * @param coming fields that would come
     */
    record Report(
            String hash,
            LocalDate referenceDate,
            Map<Category, Integer> categories,
            List<Lane> lanes,
            List<String> leaving,
            List<String> coming,
            List<Finding> missing,
            List<String> warnings) {}

    /**
     * Runs a convenant against the own register.
     *
     * @throws RegisterRefusedException when the register cannot be read as it must be
     */
    @Transactional
    Report simulate(Convenant convenant, Oin counterpart, LocalDate referenceDate)
            throws RegisterRefusedException {
        Instant now = clock.instant();
        Suite suite = Suite.find(convenant.suite()).orElseThrow();
        Scope scope = OwnLists.scope(convenant.scope(), referenceDate);
        List<Lane> lanes = new ArrayList<>();
        for (KeyKind kind : convenant.matchingKeys()) {
            FrozenRegister frozen = freeze(convenant, kind, suite, scope);
            lanes.add(lane(convenant, counterpart, kind, frozen, referenceDate, now));
        }
        Map<Category, Integer> categories = new EnumMap<>(Category.class);
        for (Category category : scope.categories()) {
            Scope one =
                    new Scope(
                            scope.period(),
                            scope.sectors(),
                            Set.of(category),
                            scope.municipalities());
            categories.put(
                    category,
                    freeze(convenant, convenant.matchingKeys().getFirst(), suite, one)
                            .inScope()
                            .size());
        }
        ConvenantDossier dossier = new ConvenantDossier(convenant, false, List.of());
        record(convenant, now);
        return new Report(
                convenant.hash(),
                referenceDate,
                categories,
                lanes,
                fields(convenant, own.oin()),
                fields(convenant, counterpart),
                dossier.missing(),
                dossier.warnings());
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

    private Lane lane(
            Convenant convenant,
            Oin counterpart,
            KeyKind kind,
            FrozenRegister frozen,
            LocalDate referenceDate,
            Instant now) {
        Map<ExclusionReason, Integer> leftOut = new EnumMap<>(ExclusionReason.class);
        frozen.excluded().forEach(excluded -> leftOut.merge(excluded.reason(), 1, Integer::sum));
        Map<String, String> refusals = new LinkedHashMap<>();
        Instant first = convenant.validity().from().atStartOfDay(ZONE).toInstant();
        for (ExchangeMode mode : convenant.modes()) {
            for (Convenant.Purpose purpose : convenant.purposes()) {
                refusal(
                                convenant,
                                new PolicyRequest(
                                        own.oin(),
                                        counterpart,
                                        mode,
                                        purpose.code(),
                                        kind,
                                        convenant.suite(),
                                        convenant.keyVersion(),
                                        frozen.inScope().size(),
                                        referenceDate,
                                        now.isBefore(first) ? first : now))
                        .ifPresent(
                                refused -> refusals.put(refused.rule().name(), refused.detail()));
            }
        }
        return new Lane(kind, frozen.inScope().size(), leftOut, refusals, frozen.inScope().size());
    }

    private static Optional<PolicyDecision.Refused> refusal(
            Convenant convenant, PolicyRequest request) {
        return switch (Policy.decide(
                convenant, request, PolicyState.first(ConvenantState.IN_FORCE))) {
            case PolicyDecision.Permitted _ -> Optional.empty();
            case PolicyDecision.Refused refused -> Optional.of(refused);
        };
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
