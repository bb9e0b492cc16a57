package nl.sluitend.subject;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import nl.sluitend.psi.Ending;
import nl.sluitend.reconciliation.Comparisons.Comparison;
import nl.sluitend.reconciliation.Comparisons.Counted;
import nl.sluitend.reconciliation.Comparisons.Standing;
import nl.sluitend.registration.HeldRegistration;
import nl.sluitend.registration.intake.AgeBand;
import nl.sluitend.registration.intake.Category;
import nl.sluitend.registration.intake.Lead;
import nl.sluitend.registration.intake.SourceKind;
import nl.sluitend.subject.AccessReport.Fact;

/** What stands in a register and a log, as a parent or a pupil reads it (B1). */
final class ReportTexts {

    /** Name of what a report tells of a pupil with a secret address or in a shelter. */
    static final String SHIELDED = "Beschermd";

    private static final Locale DUTCH = Locale.of("nl", "NL");
    private static final ZoneId HERE = ZoneId.of("Europe/Amsterdam");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", DUTCH);
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("d MMMM yyyy 'om' HH:mm 'uur'", DUTCH);

    private ReportTexts() {}

    static String day(LocalDate day) {
        return DAY.format(day);
    }

    static String day(Instant at) {
        return DAY.format(at.atZone(HERE));
    }

    static String moment(Instant at) {
        return MOMENT.format(at.atZone(HERE));
    }

    /** The day so many years after a moment. */
    static String after(Instant at, int years) {
        return DAY.format(at.atZone(HERE).plusYears(years));
    }

    static String title(HeldRegistration held) {
        return "Registratie uit %s".formatted(held.sourceSystem());
    }

    static List<Fact> facts(HeldRegistration held) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Kenmerk in dat systeem", held.reference()));
        facts.add(new Fact("Waarom het kind is geregistreerd", category(held.category())));
        facts.add(new Fact("Vanaf", day(held.startDate())));
        held.endDate().ifPresent(date -> facts.add(new Fact("Tot en met", day(date))));
        held.enrolled()
                .ifPresent(yes -> facts.add(new Fact("Ingeschreven op een school", yesNo(yes))));
        held.schoolType().ifPresent(type -> facts.add(new Fact("Soort school", type.name())));
        held.brin().ifPresent(brin -> facts.add(new Fact("Nummer van de school", brin)));
        held.municipality()
                .ifPresent(code -> facts.add(new Fact("Gemeente (landelijke code)", code)));
        held.ageBand().ifPresent(band -> facts.add(new Fact("Leeftijdsgroep", age(band))));
        if (held.shielded()) {
            facts.add(new Fact(SHIELDED, "ja: geheim adres of opvang. Het kind doet nooit mee"));
        }
        held.source().ifPresent(from -> facts.add(new Fact("Van wie wij dit weten", source(from))));
        held.lead().ifPresent(lead -> facts.add(new Fact("Wie de leiding heeft", lead(lead))));
        held.offerDate()
                .ifPresent(
                        date -> facts.add(new Fact("Aanbod van onderwijs gedaan op", day(date))));
        facts.add(
                new Fact(
                        "Hoe lang wij dit bewaren",
                        held.endedOn()
                                .map(
                                        date ->
                                                "Het systeem heeft de registratie sinds "
                                                        + day(date)
                                                        + " niet meer. Zij wordt gewist als dat"
                                                        + " systeem daarom vraagt.")
                                .orElse("Zolang dat systeem de registratie nodig heeft.")));
        return facts;
    }

    static Fact standing(Standing standing, String counterpart) {
        String outcome =
                switch (standing.outcome()) {
                    case "MATCHED" -> "staat ook op de lijst van " + counterpart;
                    case "PROBABLE" ->
                            "lijkt op een kind op de lijst van "
                                    + counterpart
                                    + "; medewerkers van beide organisaties zoeken uit of het"
                                    + " hetzelfde kind is";
                    case "NOT_CONFIRMED" ->
                            "leek op een kind op de lijst van "
                                    + counterpart
                                    + ", maar dat is niet bevestigd";
                    case "ONLY_HERE" ->
                            "staat volgens de uitkomst niet op de lijst van " + counterpart;
                    case "CONFLICT" -> "lijkt op een ander kind; mensen moeten dit uitzoeken";
                    case "OUT_OF_SCOPE" -> "valt buiten de afspraken met " + counterpart;
                    case "KEY_MISSING" -> "kon niet worden vergeleken: een gegeven ontbreekt";
                    case "AMBIGUOUS" ->
                            "kon niet worden vergeleken: meer kinderen lijken op elkaar";
                    case "NOBODY_ANSWERS" -> "geen organisatie kan hierover antwoorden";
                    case "WITHDRAWN" ->
                            "de overeenkomst met " + counterpart + " klopte niet en is ingetrokken";
                    case "OBJECTION" ->
                            "doet niet mee: u hebt bezwaar gemaakt of om beperking" + " gevraagd";
                    default -> standing.outcome();
                };
        return new Fact(
                "Laatste uitkomst (sinds %s)".formatted(day(standing.since())),
                outcome
                        + standing.casusnummer()
                                .map(". Het nummer van de zaak is %s"::formatted)
                                .orElse("")
                        + received(standing, counterpart));
    }

    private static String received(Standing standing, String counterpart) {
        return standing.received().isEmpty()
                ? ""
                : ". Van %s kregen wij: %s"
                        .formatted(
                                counterpart,
                                standing.received().entrySet().stream()
                                        .map(f -> field(f.getKey()) + " (" + f.getValue() + ")")
                                        .collect(Collectors.joining(", ")));
    }

    /** What the other party learned from a session, as far as it can be known. */
    static String learned(
            Optional<Comparison> session, Optional<String> outcome, String counterpart) {
        return switch (session.map(Comparison::counted).orElse(Counted.NOBODY)) {
            case NOBODY -> compared(session, outcome, counterpart);
            case WE_ASKED -> AskedTexts.byUs(session, outcome, counterpart);
            case COUNTERPART_ASKED -> AskedTexts.byThem(session, counterpart);
            case WE ->
                    "Wij wilden weten hoeveel kinderen ook bij %s bekend zijn. Onze lijst, met het kind erop, ging daarvoor versleuteld naar %s. %s kan daar alleen de lengte van zien."
                            .formatted(counterpart, counterpart, counterpart);
            case COUNTERPART ->
                    session.filter(Comparison::exposed).isPresent()
                            ? "%s heeft geteld hoeveel kinderen wij allebei kennen. Het kind stond op onze lijst. %s zag alleen aantallen met ruis. Om welke kinderen het gaat, staat daar niet bij."
                                    .formatted(counterpart, counterpart)
                            : "%s wilde tellen hoeveel kinderen wij allebei kennen. Het kind stond op onze lijst. Er is niets geteld."
                                    .formatted(counterpart);
        };
    }

    private static String compared(
            Optional<Comparison> session, Optional<String> outcome, String counterpart) {
        Optional<Ending> ending = session.flatMap(Comparison::ending);
        boolean agreed = ending.filter(ReportTexts::isAgreed).isPresent();
        boolean exposed = session.map(Comparison::exposed).orElse(true);
        Optional<Boolean> matched =
                outcome.map("matched"::equals).or(() -> session.flatMap(Comparison::matched));
        if (outcome.filter("probable"::equals).isPresent() && (agreed || session.isEmpty())) {
            return ("Wij hebben onze lijst vergeleken met die van %s. Een kind op die lijst lijkt op"
                            + " dit kind. %s weet dat ook. Daarna is niets verstrekt, tenzij hier iets"
                            + " anders staat: medewerkers van beide organisaties moeten eerst zeggen"
                            + " of het hetzelfde kind is.")
                    .formatted(counterpart, counterpart);
        }
        String compared =
                "Wij hebben onze lijst vergeleken met die van %s. ".formatted(counterpart);
        if (matched.isPresent() && (agreed || session.isEmpty())) {
            return compared
                    + (matched.get()
                            ? "Het kind staat op beide lijsten. %s weet nu dat het kind ook bij ons bekend is."
                                    .formatted(counterpart)
                            : "Volgens de uitkomst staat het kind niet op de lijst van %s. Dan kan %s ook niet zien dat het kind bij ons bekend is."
                                    .formatted(counterpart, counterpart));
        }
        if (session.isEmpty()) {
            return compared + "Wat daaruit kwam, is gewist.";
        }
        if (ending.isEmpty()) {
            return compared + "De vergelijking is nog bezig.";
        }
        if (exposed) {
            return compared
                    + "De vergelijking is niet goed geëindigd. %s kan wel weten of het kind op beide lijsten staat. Daarna is niets meer verstrekt."
                            .formatted(counterpart);
        }
        return "Wij wilden onze lijst vergelijken met die van %s. Dat is gestopt voordat %s iets kon vergelijken."
                .formatted(counterpart, counterpart);
    }

    /** Whether both parties signed who is on both lists, whatever became of fields after that. */
    private static boolean isAgreed(Ending ending) {
        return switch (ending) {
            case AGREED, FIELDS_WITHHELD, FIELDS_EXPOSED -> true;
            case DISPUTED, ABORTED_CLEAN, ABORTED_EXPOSED, SUPERSEDED -> false;
        };
    }

    /**
     * What was given of the pupil.
     *
     * @param names of the fields; empty when they are erased
     * @param session empty when it is not known any more
     */
    static String fields(
            Optional<List<String>> names, Optional<Comparison> session, String counterpart) {
        if (names.filter(List::isEmpty).isPresent()) {
            return "Wij wisten niets om van het kind aan %s te geven.".formatted(counterpart);
        }
        String given =
                names.isEmpty()
                        ? "Wij hebben gegevens van het kind gegeven aan %s. Welke, is gewist."
                                .formatted(counterpart)
                        : "Wij hebben %s deze gegevens van het kind gegeven: %s."
                                .formatted(
                                        counterpart,
                                        names.get().stream()
                                                .map(ReportTexts::field)
                                                .collect(Collectors.joining(", ")));
        return session.flatMap(Comparison::ending).filter(Ending.FIELDS_EXPOSED::equals).isPresent()
                ? given
                        + " %s heeft niet getekend dat de gegevens zijn aangekomen."
                                .formatted(counterpart)
                : given;
    }

    private static String field(String name) {
        return switch (name) {
            case "startDate" -> "de eerste dag van het verzuim";
            case "endDate" -> "de laatste dag van het verzuim";
            case "offerDate" -> "de dag van het aanbod van onderwijs of zorg";
            case "lead" -> "wie de regie heeft";
            case "enrolled" -> "of het kind staat ingeschreven";
            case "schoolType" -> "de schoolsoort";
            case "source" -> "van wie de melding komt";
            case "municipality" -> "de woongemeente";
            case "category" -> "de categorie";
            default -> name;
        };
    }

    /** That another party was told, or told us, of a rectification, erasure or restriction. */
    static String notice(Map<String, Object> detail, String counterpart) {
        String what =
                switch (String.valueOf(detail.get("right"))) {
                    case "rectification" -> "gegevens van het kind zijn verbeterd";
                    case "erasure" -> "gegevens van het kind zijn gewist";
                    case "restriction" -> "gegevens van het kind voorlopig niet worden gebruikt";
                    default -> "er iets is veranderd aan gegevens van het kind";
                };
        return "received".equals(detail.get("step"))
                ? "%s heeft ons verteld dat %s.".formatted(counterpart, what)
                : "Wij hebben %s verteld dat %s.".formatted(counterpart, what);
    }

    static String other(String counterpart) {
        return counterpart.isEmpty()
                ? "In ons logboek staat een regel over het kind."
                : "In ons logboek staat een regel over het kind. %s was daarbij betrokken."
                        .formatted(counterpart);
    }

    private static String yesNo(boolean yes) {
        return yes ? "ja" : "nee";
    }

    private static String category(Category category) {
        return switch (category) {
            case ABSOLUUT_VERZUIM -> "Het kind staat bij geen school ingeschreven";
            case LANGDURIG_RELATIEF_VERZUIM ->
                    "Het kind staat ingeschreven, maar is al langer dan vier weken niet op school";
            case VRIJSTELLING_5A ->
                    "Het kind hoeft niet naar school (vrijstelling, artikel 5 onder a Leerplichtwet)";
            case GEOORLOOFD_LANGDURIG ->
                    "Het kind is lang niet op school en heeft daar een goede reden voor";
            case DREIGEND -> "Er is zorg dat het kind straks niet meer naar school gaat";
            case TRAJECT_BUITEN_SCHOOL -> "Het kind leert op een plek buiten school";
        };
    }

    private static String age(AgeBand band) {
        return switch (band) {
            case UNDER_12 -> "jonger dan 12 jaar";
            case FROM_12_TO_15 -> "12 tot en met 15 jaar";
            case FROM_16_TO_17 -> "16 of 17 jaar";
            case FROM_18 -> "18 jaar of ouder";
        };
    }

    private static String source(SourceKind source) {
        return switch (source) {
            case DUO -> "DUO";
            case SCHOOL -> "de school";
            case OUDER -> "de ouders";
            case EIGEN -> "onszelf";
        };
    }

    private static String lead(Lead lead) {
        return switch (lead) {
            case RBL -> "het bureau leerplicht";
            case SWV -> "het samenwerkingsverband";
            case SCHOOL -> "de school";
        };
    }
}
