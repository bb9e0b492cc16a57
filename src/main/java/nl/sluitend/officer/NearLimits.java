package nl.sluitend.officer;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;
import nl.sluitend.reconciliation.Ledger;
import nl.sluitend.reconciliation.LedgerView;

/** What is four fifths spent, or more, of what a convenant allows. */
@Singleton
final class NearLimits {

    private final Ledger ledger;
    private final RunViews runs;

    NearLimits(Ledger ledger, RunViews runs) {
        this.ledger = ledger;
        this.runs = runs;
    }

    /**
     * One limit.
     *
     * @param address of the convenant
     * @param convenant with whom it is
     * @param text what is spent of what is allowed
     */
    public record Near(String address, String convenant, String text) {}

    /** Of every convenant in force; what counts for all kinds of key together comes once. */
    List<Near> all() {
        return ledger.all().stream()
                .flatMap(view -> of(view, runs.name(view.counterpart())))
                .distinct()
                .toList();
    }

    static Stream<Near> of(LedgerView view, String counterpart) {
        String lane = RunTexts.lane(view.lane());
        Stream<String> spent =
                Stream.concat(
                        Stream.of(
                                spent(
                                        "%s %s, in 24 uur".formatted(done(view), lane),
                                        view.attemptsToday(),
                                        view.attemptsPerDay(),
                                        "pogingen"),
                                spent(
                                        "in %d dagen".formatted(view.evaluatedDays()),
                                        view.evaluated(),
                                        view.maxEvaluated(),
                                        "versleutelde leerlingen bewerkt"),
                                spent(
                                        "laatste lijst van de ander op " + lane,
                                        view.lastSize().orElse(0),
                                        view.maxElements(),
                                        "leerlingen")),
                        view.counts().stream().flatMap(NearLimits::counts));
        return spent.filter(text -> !text.isEmpty())
                .map(
                        text ->
                                new Near(
                                        "/convenanten/" + view.convenant(),
                                        "Convenant met " + counterpart,
                                        text));
    }

    private static Stream<String> counts(LedgerView.Counts counts) {
        return Stream.of(
                spent(
                        "in dit schooljaar door de ander",
                        counts.byThem(),
                        counts.runsPerSchoolYear(),
                        "tellingen"),
                spent(
                        "in dit schooljaar door ons",
                        counts.byUs(),
                        counts.runsPerSchoolYear(),
                        "tellingen"));
    }

    /** Empty when less than four fifths is spent. */
    private static String spent(String where, long used, long allowed, String what) {
        return used == 0 || used * 5 < allowed * 4
                ? ""
                : "%s %s van %s %s (%d%%)"
                        .formatted(
                                where,
                                RunTexts.number(used),
                                RunTexts.number(allowed),
                                what,
                                used * 100 / Math.max(1, allowed));
    }

    private static String done(LedgerView view) {
        return switch (view.mode()) {
            case "COUNTS" -> "tellen op";
            case "MATCH_ONE_SIDED" -> "eenzijdig vergelijken op";
            case "FIELDS" -> "gegevens delen op";
            default -> "vergelijken op";
        };
    }
}
