package nl.sluitend.officer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.sluitend.convenant.Convenants;
import nl.sluitend.disclosure.CheckHistory;
import nl.sluitend.disclosure.LogName;
import nl.sluitend.disclosure.LogReport;
import nl.sluitend.disclosure.LogStates;
import nl.sluitend.disclosure.ReceiptComparisons;

/** Puts the state of the logs into words. */
@Singleton
final class IntegrityViews {

    private static final int SHORT = 12;

    /** A month of nights. */
    private static final int SHOWN = 31;

    private final LogStates states;
    private final Convenants convenants;
    private final RunViews runs;
    private final CheckHistory history;
    private final ReceiptComparisons comparisons;

    IntegrityViews(
            LogStates states,
            Convenants convenants,
            RunViews runs,
            CheckHistory history,
            ReceiptComparisons comparisons) {
        this.comparisons = comparisons;
        this.history = history;
        this.states = states;
        this.convenants = convenants;
        this.runs = runs;
    }

    /** A name and a value. */
    public record Fact(String name, String value) {}

    /**
     * One log.
     *
     * @param halted empty unless it is read-only
     * @param differences what this log or that of the other party lacks
     */
    public record Log(String title, String halted, List<Fact> facts, List<String> differences) {}

    /**
     * One check of the past.
     *
     * @param result what came out, in words
     * @param reports where its report can be fetched; empty when there is none
     */
    public record Past(String when, String by, String result, String entries, String reports) {}

    /**
     * The page.
     *
     * @param checked whether a check was just asked for
     */
    public record Page(
            boolean checked,
            boolean good,
            String title,
            String verdict,
            List<String> findings,
            List<Past> checks,
            List<Log> logs) {}

    Page page() {
        return new Page(false, false, "", "", List.of(), checks(), logs());
    }

    /** The page when another check was under way. */
    Page busy() {
        return told(
                false,
                "Er loopt al een controle",
                "Probeer het over een paar minuten opnieuw.",
                List.of());
    }

    /** The page when the check that was asked for has not ended yet. */
    Page running() {
        return told(
                true,
                "De controle loopt",
                "Dat kan minuten duren. Open deze pagina straks opnieuw: de uitkomst komt onder"
                        + " Eerdere controles.",
                List.of());
    }

    /** The page after a check. */
    Page page(CheckHistory.Done done) {
        if (done.report().isEmpty()) {
            return told(
                    false,
                    "De controle is niet gelukt",
                    "Er is niets nagerekend. Waarschuw de beheerder.",
                    List.copyOf(done.failure().stream().toList()));
        }
        JsonNode report = json(done.report().get());
        int logs = report.path("logs").size();
        String counted =
                "%s en %s zijn net nagerekend."
                        .formatted(
                                done.entries() == 1 ? "1 regel" : done.entries() + " regels",
                                logs == 1 ? "1 logboek" : logs + " logboeken");
        List<String> findings = new ArrayList<>();
        for (JsonNode log : report.path("logs")) {
            for (JsonNode finding : log.path("findings")) {
                findings.add(finding(log.path("place").asText(), finding));
            }
        }
        return report.path("verified").asBoolean()
                ? told(
                        true,
                        "Alles klopt",
                        counted + " Handtekeningen, volgorde en inhoud zijn in orde.",
                        findings)
                : told(
                        false,
                        "Er klopt iets niet",
                        counted
                                + " Wijzig niets en waarschuw de functionaris"
                                + " gegevensbescherming en de beheerder.",
                        findings);
    }

    private Page told(boolean good, String title, String verdict, List<String> findings) {
        return new Page(true, good, title, verdict, findings, checks(), logs());
    }

    private List<Past> checks() {
        return history.last(SHOWN).stream().map(IntegrityViews::past).toList();
    }

    private static Past past(CheckHistory.Done done) {
        String result =
                done.running()
                        ? "loopt nog"
                        : done.verified()
                                .map(verified -> verified ? "klopt" : "klopt niet")
                                .orElse(
                                        done.failure().isPresent()
                                                ? "niet gelukt"
                                                : "afgebroken: het knooppunt stopte");
        return new Past(
                DisclosureTexts.moment(done.startedAt()),
                done.by().orElse("elke nacht, vanzelf"),
                result,
                done.report().isPresent() ? Long.toString(done.entries()) : "",
                done.report().isPresent() ? "/privacy/controles/" + done.id() : "");
    }

    private static JsonNode json(String report) {
        try {
            return new JsonMapper().readTree(report);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report that was kept as JSON", e);
        }
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
        Optional<ReceiptComparisons.Shown> compared =
                state.log().convenantHash().flatMap(comparisons::shown);
        compared.ifPresent(
                last -> facts.add(new Fact("Vergeleken met de andere partij", compared(last))));
        return new Log(
                title(state.log()),
                state.halted().orElse(""),
                facts,
                compared.map(IntegrityViews::differences).orElse(List.of()));
    }

    /** Who a witness is, in the middle of a sentence. */
    static String witness(LogStates.Followed witness) {
        return witness.name().equals("neutral") ? "de onafhankelijke getuige" : "de andere partij";
    }

    private static String compared(ReceiptComparisons.Shown last) {
        String when = DisclosureTexts.moment(last.at());
        if (!last.answered()) {
            return "op %s gaf de andere partij geen antwoord".formatted(when);
        }
        String both =
                "op %s: %d ontvangstbewijzen en %d leerlingregels staan in beide logboeken"
                        .formatted(when, last.sessions(), last.pupils());
        return last.erased() == 0
                ? both
                : both + "; %d regels zijn bij een van beide gewist".formatted(last.erased());
    }

    private static List<String> differences(ReceiptComparisons.Shown last) {
        return last.differences().stream().map(CheckTexts::difference).toList();
    }

    String title(LogName log) {
        if (log.convenantHash().isEmpty()) {
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

    private static String finding(String place, JsonNode finding) {
        return "Logboek %s: %s (%s)"
                .formatted(
                        place.substring(0, Math.min(SHORT, place.length())),
                        CheckTexts.what(LogReport.Check.valueOf(finding.path("check").asText())),
                        finding.path("detail").asText());
    }
}
