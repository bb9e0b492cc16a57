package nl.sluitend.officer;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.sluitend.convenant.Convenant;
import nl.sluitend.convenant.ConvenantDifference;
import nl.sluitend.convenant.ConvenantDocuments;
import nl.sluitend.convenant.ConvenantDossier;
import nl.sluitend.convenant.ConvenantState;
import nl.sluitend.convenant.ConvenantSteps;
import nl.sluitend.convenant.ConvenantTemplate;
import nl.sluitend.convenant.Convenants;
import nl.sluitend.convenant.Finding;
import nl.sluitend.convenant.SignedStep;
import nl.sluitend.party.KeyRing;
import nl.sluitend.party.OwnParty;

/** What the pages about convenants show, in Dutch. */
@ApplicationScoped
class ConvenantViews {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.of("nl", "NL"));
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("d MMMM uuuu, H:mm 'uur'", Locale.of("nl", "NL"));
    private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");

    private final Convenants convenants;
    private final ConvenantSteps steps;
    private final KeyRing keys;
    private final OwnParty own;
    private final Clock clock;

    ConvenantViews(
            Convenants convenants, ConvenantSteps steps, KeyRing keys, OwnParty own, Clock clock) {
        this.convenants = convenants;
        this.steps = steps;
        this.keys = keys;
        this.own = own;
        this.clock = clock;
    }

    /**
     * The list page.
     *
     * @param logKey what the counterpart writes down of this party, beside its OIN
     */
    public record Listing(List<Row> rows, List<Model> models, String oin, String logKey) {}

    /** A convenant in the list. */
    public record Row(
            String address, String counterpart, String model, String state, String valid) {}

    /** A model to start from. */
    public record Model(String code, String title, String summary) {}

    /** The page that compares two convenants. */
    public record Comparison(
            List<Option> before, List<Option> after, boolean compared, List<String> changes) {}

    /** A convenant to choose. */
    public record Option(String hash, String label, boolean chosen) {}

    /** The page of one convenant. */
    public record Opened(
            String hash,
            String predecessor,
            String title,
            String state,
            List<String> summary,
            List<String> signatures,
            List<String> missing,
            List<String> warnings,
            List<String> changes,
            List<Model> documents,
            boolean canPropose,
            boolean drafter,
            boolean canAccept,
            boolean canReject,
            boolean canRevoke) {}

    Listing listing(List<ConvenantDossier> dossiers) {
        return new Listing(
                dossiers.stream().map(this::row).toList(),
                java.util.Arrays.stream(ConvenantTemplate.values())
                        .map(t -> new Model(t.code(), t.title(), t.summary()))
                        .toList(),
                own.oin().value(),
                Base64.getEncoder().encodeToString(keys.logPublicKey()));
    }

    private Row row(ConvenantDossier dossier) {
        Convenant convenant = dossier.convenant();
        return new Row(
                "/convenanten/" + convenant.hash(),
                counterpart(convenant),
                convenant.text().template(),
                dutch(convenants.state(dossier, clock.instant())),
                DAY.format(convenant.validity().from())
                        + " tot en met "
                        + DAY.format(convenant.validity().until()));
    }

    Opened opened(ConvenantDossier dossier, String person) {
        Convenant convenant = dossier.convenant();
        ConvenantState state = convenants.state(dossier, clock.instant());
        List<Finding> lacking = steps.lacking(dossier);
        boolean drafter = steps.isDrafter(convenant.hash(), person);
        boolean signable =
                lacking.isEmpty()
                        && (state == ConvenantState.DRAFT
                                || state == ConvenantState.PROPOSED
                                || state == ConvenantState.ACCEPTED_BY_THEM);
        return new Opened(
                convenant.hash(),
                convenant.predecessor().orElse(""),
                "Convenant met " + counterpart(convenant),
                dutch(state),
                ConvenantSummary.of(convenant, own.oin()),
                signatures(dossier),
                lacking.stream().map(ConvenantFormViews::problem).toList(),
                dossier.warnings(),
                convenant
                        .predecessor()
                        .flatMap(convenants::find)
                        .map(before -> ConvenantDifference.between(before.convenant(), convenant))
                        .orElse(List.of())
                        .stream()
                        .map(ConvenantDifference.Change::text)
                        .toList(),
                java.util.Arrays.stream(ConvenantDocuments.Kind.values())
                        .map(kind -> new Model(kind.code(), kind.title(), ""))
                        .toList(),
                state == ConvenantState.DRAFT,
                signable && drafter,
                signable && !drafter,
                state == ConvenantState.PROPOSED || state == ConvenantState.ACCEPTED_BY_THEM,
                state == ConvenantState.ACCEPTED_BY_US
                        || state == ConvenantState.ACCEPTED_BY_BOTH
                        || state == ConvenantState.IN_FORCE);
    }

    /** Every convenant to choose from, and what differs between the two that are chosen. */
    Comparison comparison(Optional<String> before, Optional<String> after) {
        List<ConvenantDossier> all = convenants.list();
        Optional<Convenant> one = chosen(all, before);
        Optional<Convenant> other = chosen(all, after);
        boolean compared = one.isPresent() && other.isPresent();
        return new Comparison(
                options(all, one),
                options(all, other),
                compared,
                compared
                        ? ConvenantDifference.between(one.get(), other.get()).stream()
                                .map(ConvenantDifference.Change::text)
                                .toList()
                        : List.of());
    }

    private static Optional<Convenant> chosen(List<ConvenantDossier> all, Optional<String> hash) {
        return all.stream()
                .map(ConvenantDossier::convenant)
                .filter(convenant -> hash.filter(convenant.hash()::equals).isPresent())
                .findFirst();
    }

    private List<Option> options(List<ConvenantDossier> all, Optional<Convenant> chosen) {
        return all.stream()
                .map(
                        dossier -> {
                            Convenant convenant = dossier.convenant();
                            return new Option(
                                    convenant.hash(),
                                    "%s, %s, vanaf %s (%s)"
                                            .formatted(
                                                    counterpart(convenant),
                                                    dutch(
                                                            convenants.state(
                                                                    dossier, clock.instant())),
                                                    DAY.format(convenant.validity().from()),
                                                    convenant.hash().substring(0, 8)),
                                    chosen.filter(convenant::equals).isPresent());
                        })
                .toList();
    }

    private List<String> signatures(ConvenantDossier dossier) {
        List<String> lines = new ArrayList<>();
        for (Convenant.Party party : dossier.convenant().parties()) {
            List<SignedStep> steps =
                    dossier.steps().stream().filter(s -> s.signer().equals(party.oin())).toList();
            if (steps.isEmpty()) {
                lines.add(party.name() + ": nog niet ondertekend");
            }
            for (SignedStep step : steps) {
                lines.add(
                        party.name()
                                + switch (step.type()) {
                                    case ACCEPT -> ": ondertekend op ";
                                    case REJECT -> ": afgewezen op ";
                                    case REVOKE -> ": ingetrokken op ";
                                }
                                + moment(step.signedAt())
                                + step.reason().map(why -> ". Reden: " + why).orElse(""));
            }
        }
        return lines;
    }

    /** The name of the other party. */
    String counterpart(Convenant convenant) {
        return convenant.counterpartOf(own.oin()).map(Convenant.Party::name).orElse("onbekend");
    }

    private static String moment(Instant at) {
        return MOMENT.format(ZonedDateTime.ofInstant(at, ZONE));
    }

    static String dutch(ConvenantState state) {
        return switch (state) {
            case DRAFT -> "concept";
            case PROPOSED -> "voorgesteld";
            case ACCEPTED_BY_US -> "door ons ondertekend";
            case ACCEPTED_BY_THEM -> "door de ander ondertekend";
            case ACCEPTED_BY_BOTH -> "door beide ondertekend, geldt nog niet";
            case IN_FORCE -> "van kracht";
            case SUPERSEDED -> "vervangen";
            case REVOKED -> "ingetrokken";
            case REJECTED -> "afgewezen";
            case EXPIRED -> "verlopen";
        };
    }
}
