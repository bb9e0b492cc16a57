package nl.sluitend.officer;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.sluitend.convenant.Convenants;
import nl.sluitend.disclosure.LogName;
import nl.sluitend.disclosure.LogReport;
import nl.sluitend.disclosure.LogStates;
import nl.sluitend.party.OwnParty;

/** Puts the state of the logs into words. */
@Singleton
final class IntegrityViews {

    private static final int SHORT = 12;

    private final LogStates states;
    private final Convenants convenants;
    private final RunViews runs;
    private final OwnParty own;

    IntegrityViews(LogStates states, Convenants convenants, RunViews runs, OwnParty own) {
        this.states = states;
        this.convenants = convenants;
        this.runs = runs;
        this.own = own;
    }

    /** A name and a value. */
    public record Fact(String name, String value) {}

    /** One log; {@code halted} is empty unless it is read-only. */
    public record Log(String title, String halted, List<Fact> facts) {}

    /**
     * The page.
     *
     * @param checked whether a check was just done
     */
    public record Page(
            boolean checked, boolean good, String verdict, List<String> findings, List<Log> logs) {}

    Page page() {
        return new Page(false, false, "", List.of(), logs());
    }

    /** The page after a check; the reports are empty when another check was under way. */
    Page page(Optional<List<LogReport>> reports) {
        if (reports.isEmpty()) {
            return new Page(
                    true,
                    false,
                    "Er loopt al een controle. Probeer het over een paar minuten opnieuw.",
                    List.of(),
                    logs());
        }
        boolean good = reports.get().stream().allMatch(LogReport::verified);
        long entries =
                reports.get().stream()
                        .mapToLong(
                                report ->
                                        Optional.ofNullable(report.checkpoint())
                                                .map(checkpoint -> checkpoint.size())
                                                .orElse(0L))
                        .sum();
        String counted =
                "%s en %s zijn net nagerekend."
                        .formatted(
                                entries == 1 ? "1 regel" : entries + " regels",
                                reports.get().size() == 1
                                        ? "1 logboek"
                                        : reports.get().size() + " logboeken");
        List<String> findings = new ArrayList<>();
        reports.get()
                .forEach(
                        report ->
                                report.findings()
                                        .forEach(
                                                finding ->
                                                        findings.add(
                                                                finding(report.place(), finding))));
        return new Page(
                true,
                good,
                good
                        ? counted + " Handtekeningen, volgorde en inhoud zijn in orde."
                        : counted
                                + " Wijzig niets en waarschuw de functionaris"
                                + " gegevensbescherming en de beheerder.",
                findings,
                logs());
    }

    /** One sentence for the overview. */
    String summary() {
        List<LogStates.State> all = states.all();
        if (all.isEmpty()) {
            return "Er is nog geen logboek.";
        }
        long halted = all.stream().filter(state -> state.halted().isPresent()).count();
        long alone = all.stream().filter(state -> state.witnesses().isEmpty()).count();
        if (halted > 0) {
            return "%d van de %d logboeken is alleen-lezen. Kijk waarom."
                    .formatted(halted, all.size());
        }
        return "%s. %s"
                .formatted(
                        all.size() == 1
                                ? "Er is één logboek"
                                : "Er zijn %d logboeken".formatted(all.size()),
                        alone == 0
                                ? "Elk logboek heeft een getuige."
                                : "Zonder getuige: %d. Niemand buiten dit knooppunt kijkt daar mee."
                                        .formatted(alone));
    }

    private List<Log> logs() {
        return states.all().stream().map(this::log).toList();
    }

    private Log log(LogStates.State state) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Regels", Long.toString(state.entries())));
        state.lastLogged()
                .ifPresent(at -> facts.add(new Fact("Laatste regel", DisclosureTexts.moment(at))));
        if (state.witnesses().isEmpty()) {
            facts.add(new Fact("Getuige", "geen: niemand anders kijkt mee met dit logboek"));
        }
        for (LogStates.Followed witness : state.witnesses()) {
            facts.add(
                    new Fact(
                            witness.name().equals("neutral")
                                    ? "Onafhankelijke getuige"
                                    : "Getuige: de andere partij",
                            witness.at()
                                    .map(
                                            at ->
                                                    "heeft %d van de %d regels meeondertekend, het laatst op %s"
                                                            .formatted(
                                                                    witness.size(),
                                                                    state.entries(),
                                                                    DisclosureTexts.moment(at)))
                                    .orElse("heeft nog niets meeondertekend")));
        }
        facts.add(new Fact("Naam in bewijzen", state.log().origin()));
        return new Log(title(state.log()), state.halted().orElse(""), facts);
    }

    private String title(LogName log) {
        if (log.equals(LogName.ofNode(own.oin()))) {
            return "Logboek van dit knooppunt";
        }
        return log.convenantHash()
                .flatMap(convenants::find)
                .map(dossier -> "Convenant met " + runs.counterpart(dossier.convenant()))
                .orElseGet(
                        () ->
                                "Convenant "
                                        + log.id()
                                                .substring(0, Math.min(SHORT, log.id().length())));
    }

    private static String finding(String place, LogReport.Finding finding) {
        String what =
                switch (finding.check()) {
                    case READABLE -> "kan niet worden gelezen";
                    case KEY, CHECKPOINT -> "de handtekening klopt niet";
                    case ENTRY_FORM, SEQUENCE, TIME -> "een regel is niet zoals zij hoort";
                    case TILES, ROOT -> "de boom klopt niet met de regels";
                    case KNOWN, HISTORY -> "een eerdere stand is niet meer terug te vinden";
                    case COSIGNATURE -> "een getuige is achter, of haar handtekening klopt niet";
                    case HEARTBEAT -> "een levensteken ontbreekt of telt niet";
                    case OUTCOMES -> "van een leerling ontbreekt een uitkomst";
                    case RECEIPTS -> "ontvangstbewijzen van beide partijen verschillen";
                };
        return "Logboek %s: %s (%s)"
                .formatted(
                        place.substring(0, Math.min(SHORT, place.length())),
                        what,
                        finding.detail());
    }
}
