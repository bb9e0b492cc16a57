package nl.sluitend.officer;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.sluitend.convenant.Convenant;
import nl.sluitend.convenant.Finding;
import nl.sluitend.convenant.PolicyDecision.Rule;
import nl.sluitend.identifier.Oin;
import nl.sluitend.reconciliation.Simulation;
import nl.sluitend.registration.ExclusionReason;
import nl.sluitend.registration.intake.Category;

/** What the page about a simulation shows, in Dutch. */
final class SimulationViews {

    private static final Locale NL = Locale.of("nl", "NL");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", NL);

    private SimulationViews() {}

    /**
     * The page.
     *
     * @param error why it was not tried; empty when nothing is wrong
     * @param results one, or none as long as nothing was tried
     */
    public record Trial(
            String hash,
            String title,
            String day,
            String from,
            String until,
            String error,
            List<Result> results) {}

    /** What came of it. */
    public record Result(
            String period,
            List<Count> categories,
            List<Count> pupils,
            List<Count> leftOut,
            List<Refused> refusals,
            List<String> costs,
            List<String> leaving,
            List<String> coming,
            List<String> missing,
            List<String> warnings) {}

    /** Something with its number. */
    public record Count(String what, int number) {}

    /** A rule that would refuse. */
    public record Refused(String rule, String times) {}

    static Trial asked(
            Convenant convenant, Oin own, String day, String from, String until, String error) {
        return new Trial(
                convenant.hash(), title(convenant, own), day, from, until, error, List.of());
    }

    static Trial tried(
            Convenant convenant,
            Oin own,
            String day,
            String from,
            String until,
            Simulation.Report report) {
        return new Trial(
                convenant.hash(),
                title(convenant, own),
                day,
                from,
                until,
                "",
                List.of(result(convenant, report)));
    }

    private static String title(Convenant convenant, Oin own) {
        return "Proef: convenant met "
                + convenant.counterpartOf(own).map(Convenant.Party::name).orElse("onbekend");
    }

    private static Result result(Convenant convenant, Simulation.Report report) {
        List<Count> pupils = new ArrayList<>();
        List<Count> leftOut = new ArrayList<>();
        List<Refused> refusals = new ArrayList<>();
        for (Simulation.Lane lane : report.lanes()) {
            String key = RunTexts.lane(lane.matchingKey().name());
            pupils.add(new Count(key, lane.pupils()));
            lane.leftOut()
                    .forEach(
                            (why, number) ->
                                    leftOut.add(new Count(key + ": " + words(why), number)));
            lane.refusals()
                    .forEach(
                            (rule, refusal) ->
                                    refusals.add(
                                            new Refused(
                                                    key + ": " + words(Rule.valueOf(rule)),
                                                    "%d van %d"
                                                            .formatted(
                                                                    refusal.times(),
                                                                    times(convenant, report)))));
        }
        return new Result(
                period(report.from(), report.until(), report.runs()),
                report.categories().entrySet().stream()
                        .map(one -> new Count(words(one.getKey()), one.getValue()))
                        .toList(),
                pupils,
                leftOut,
                refusals,
                report.costs().stream().map(SimulationViews::cost).toList(),
                report.leaving(),
                report.coming(),
                report.missing().stream().map(Finding::dutch).toList(),
                report.warnings());
    }

    /** Every run is asked for once under each mode and purpose. */
    private static int times(Convenant convenant, Simulation.Report report) {
        return report.runs() * convenant.modes().size() * convenant.purposes().size();
    }

    private static String period(Optional<LocalDate> from, Optional<LocalDate> until, int runs) {
        String days =
                from.isPresent() && until.isPresent()
                        ? "Wie van %s tot en met %s geregistreerd was"
                                .formatted(DAY.format(from.get()), DAY.format(until.get()))
                        : "Alle registraties";
        return days + (runs == 1 ? ", één afstemming." : ", %d afstemmingen.".formatted(runs));
    }

    private static String cost(Simulation.Cost cost) {
        String mode =
                switch (cost.mode()) {
                    case COUNTS -> "Tellen";
                    case MATCH -> "Afstemmen";
                    case MATCH_ONE_SIDED -> "Eenzijdig afstemmen";
                    case FIELDS -> "Gegevens delen";
                };
        StringBuilder text = new StringBuilder();
        text.append(
                "%s op %s: %d versleutelde punten gaan weg (%s)"
                        .formatted(
                                mode,
                                RunTexts.lane(cost.matchingKey().name()),
                                cost.elements(),
                                size(cost.octets())));
        cost.epsilon()
                .ifPresent(
                        epsilon ->
                                text.append(
                                        "; privacyverlies %s"
                                                .formatted(epsilon.toString().replace('.', ','))));
        cost.countsLeft()
                .ifPresent(
                        left ->
                                text.append(
                                        "; dit schooljaar mag tellen bij deze partij nog %d keer"
                                                .formatted(left)));
        return text.append('.').toString();
    }

    private static String size(long octets) {
        return octets < 10_000
                ? octets + " bytes"
                : String.format(NL, "%,d kB", (octets + 999) / 1000);
    }

    private static String words(Category category) {
        return nl.sluitend.convenant.Category.valueOf(category.name()).inDutch();
    }

    /** What stays out, and why. */
    private static String words(ExclusionReason reason) {
        return switch (reason) {
            case OUT_OF_SCOPE_PERIOD -> "buiten de periode";
            case OUT_OF_SCOPE_CATEGORY -> "categorie hoort er niet bij";
            case OUT_OF_SCOPE_SPECIAL_CATEGORY ->
                    "categorie over gezondheid, zonder uitzondering in het convenant";
            case OUT_OF_SCOPE_SECTOR -> "andere sector, of onbekend";
            case OUT_OF_SCOPE_MUNICIPALITY -> "andere gemeente, of onbekend";
            case OUT_OF_SCOPE_AGE -> "andere leeftijd, of onbekend";
            case OUT_OF_SCOPE_SHIELDED -> "beschermd: geheim adres of opvang";
            case NOBODY_ANSWERS -> "niemand kan antwoorden";
            case KEY_MISSING -> "een koppelsleutel ontbreekt";
            case AMBIGUOUS -> "past op meer dan één leerling";
            case MATCHED_EARLIER -> "al herkend met een andere koppelsleutel";
            case WITHDRAWN -> "overeenkomst ingetrokken";
            case NOT_CONFIRMED -> "voorgelegd en niet bevestigd";
            case OBJECTION, RESTRICTION -> "bezwaar of beperking";
        };
    }

    /** What a rule wants. */
    private static String words(Rule rule) {
        return switch (rule) {
            case PARTIES -> "het convenant is tussen andere partijen";
            case CONVENANT_IN_FORCE -> "het convenant geldt dan niet";
            case MODE -> "deze manier is niet afgesproken";
            case DIRECTION -> "alleen de andere partij mag vragen";
            case PURPOSE -> "dit doel is niet afgesproken";
            case LANE -> "deze koppelsleutel is niet afgesproken";
            case LEGAL_BASIS -> "niet elke partij noemt een grondslag";
            case SPECIAL_CATEGORIES -> "alle categorieën zeggen iets over gezondheid";
            case SUITE -> "een andere rekenwijze is afgesproken";
            case KEY_VERSION -> "een andere versie van de koppelsleutels is afgesproken";
            case FIELD -> "het convenant geeft dit gegeven niet";
            case REFERENCE_DATE -> "de peildatum ligt in de toekomst";
            case MAX_ELEMENTS -> "er doen te veel leerlingen mee";
            case MAX_GROWTH -> "de lijst groeit te veel";
            case EVALUATED_PER_PERIOD -> "in deze periode zijn al te veel leerlingen bewerkt";
            case COUNTS_PER_SCHOOL_YEAR -> "er is dit schooljaar al te vaak geteld";
            case CHANGED_SINCE_COUNT -> "er is te weinig veranderd sinds de vorige telling";
            case DAYS_BETWEEN_RUNS -> "te snel na de vorige keer";
            case ATTEMPTS_PER_DAY -> "te vaak op één dag";
        };
    }
}
