package nl.sluitend.officer;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import nl.sluitend.disclosure.CheckHistory;
import nl.sluitend.disclosure.LogName;
import nl.sluitend.disclosure.LogStates;
import nl.sluitend.disclosure.ReceiptComparisons;

/** The integrity of the logs in some sentences, for the first page after login. */
@Singleton
final class IntegritySummary {

    private final LogStates states;
    private final IntegrityViews views;
    private final CheckHistory history;
    private final ReceiptComparisons comparisons;

    IntegritySummary(
            LogStates states,
            IntegrityViews views,
            CheckHistory history,
            ReceiptComparisons comparisons) {
        this.states = states;
        this.views = views;
        this.history = history;
        this.comparisons = comparisons;
    }

    /**
     * One sentence.
     *
     * @param wrong whether it has to stand out
     */
    public record Told(String text, boolean wrong) {}

    /**
     * The block.
     *
     * @param logs how many there are, and who follows them
     * @param compared by convenant: how the receipts compare with those of the other party
     */
    public record Block(Told logs, Told checked, List<Told> compared) {

        /** For who does not see the logs. */
        static final Block NONE = new Block(new Told("", false), new Told("", false), List.of());

        public Block {
            compared = List.copyOf(compared);
        }
    }

    Block block() {
        List<LogStates.State> all = states.all();
        return new Block(
                logs(all),
                checked(history.last(2)),
                all.stream()
                        .filter(state -> !state.closed())
                        .flatMap(state -> compared(state.log()).stream())
                        .toList());
    }

    static Told logs(List<LogStates.State> all) {
        if (all.isEmpty()) {
            return new Told("Er is nog geen logboek.", false);
        }
        long halted =
                all.stream()
                        .filter(state -> !state.closed())
                        .filter(state -> state.halted().isPresent())
                        .count();
        if (halted > 0) {
            return new Told(
                    "%d van de %d logboeken is alleen-lezen. Kijk waarom."
                            .formatted(halted, all.size()),
                    true);
        }
        long alone = all.stream().filter(state -> state.witnesses().isEmpty()).count();
        return new Told(
                "%s. %s"
                        .formatted(
                                all.size() == 1
                                        ? "Er is één logboek"
                                        : "Er zijn %d logboeken".formatted(all.size()),
                                alone == 0
                                        ? "Elk logboek heeft een getuige."
                                        : ("Zonder getuige: %d. Niemand buiten dit knooppunt kijkt"
                                                        + " daar mee.")
                                                .formatted(alone)),
                false);
    }

    /**
     * @param newest the last two checks, the newest first
     */
    static Told checked(List<CheckHistory.Done> newest) {
        if (newest.isEmpty()) {
            return new Told(
                    "De logboeken zijn nog nooit gecontroleerd. Kies Controleer nu op de pagina"
                            + " Integriteit. Elke nacht gebeurt het ook vanzelf.",
                    false);
        }
        if (!newest.getFirst().running()) {
            return ended(newest.getFirst());
        }
        if (newest.size() == 1) {
            return new Told("De eerste controle van de logboeken loopt nu.", false);
        }
        Told before = ended(newest.getLast());
        return new Told(before.text() + " Er loopt nu een nieuwe controle.", before.wrong());
    }

    private static Told ended(CheckHistory.Done done) {
        String when = DisclosureTexts.moment(done.startedAt());
        if (done.verified().isEmpty()) {
            return done.failure().isPresent()
                    ? new Told(
                            "De laatste controle, %s, is niet gelukt. Waarschuw de beheerder."
                                    .formatted(when),
                            true)
                    : new Told(
                            ("De laatste controle, %s, is afgebroken: het knooppunt stopte. Kies"
                                            + " Controleer nu op de pagina Integriteit.")
                                    .formatted(when),
                            true);
        }
        return done.verified().get()
                ? new Told(
                        "Laatste controle: %s. Alles klopt. Regels nagerekend: %s."
                                .formatted(when, RunTexts.number(done.entries())),
                        false)
                : new Told(
                        ("Laatste controle: %s. Er klopt iets niet. Wijzig niets en lees het rapport"
                                        + " op de pagina Integriteit.")
                                .formatted(when),
                        true);
    }

    private Optional<Told> compared(LogName log) {
        return log.convenantHash().map(hash -> compared(views.title(log), comparisons.shown(hash)));
    }

    /**
     * @param last the last comparison under the convenant
     */
    static Told compared(String convenant, Optional<ReceiptComparisons.Shown> last) {
        if (last.isEmpty()) {
            return new Told(
                    convenant + ": nog niet vergeleken. Dat gebeurt elke nacht vanzelf.", false);
        }
        ReceiptComparisons.Shown shown = last.get();
        String where = convenant + ", " + DisclosureTexts.moment(shown.at());
        if (!shown.answered()) {
            return new Told(
                    where + ": de andere partij gaf geen antwoord. Er is niets vergeleken.", true);
        }
        int differences = shown.differences().size();
        if (differences > 0) {
            return new Told(
                    "%s: niet gelijk, %s. Lees op de pagina Integriteit welke."
                            .formatted(
                                    where,
                                    differences == 1
                                            ? "1 verschil"
                                            : RunTexts.number(differences) + " verschillen"),
                    true);
        }
        return new Told(
                shown.sessions() == 0 && shown.pupils() == 0
                        ? where + ": er was nog niets te vergelijken."
                        : "%s: gelijk. Ontvangstbewijzen: %s, leerlingregels: %s."
                                .formatted(
                                        where,
                                        RunTexts.number(shown.sessions()),
                                        RunTexts.number(shown.pupils())),
                false);
    }
}
