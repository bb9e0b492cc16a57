package nl.sluitend.officer;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import nl.sluitend.convenant.Convenant;
import nl.sluitend.convenant.Convenants;
import nl.sluitend.disclosure.DisclosureFigures;
import nl.sluitend.party.Alert;
import nl.sluitend.party.Alerts;
import nl.sluitend.reconciliation.Ledger;
import nl.sluitend.reconciliation.LedgerView;
import nl.sluitend.reconciliation.RunOperations;
import nl.sluitend.reconciliation.RunView;
import nl.sluitend.subject.Requests;
import nl.sluitend.subject.RightsRequest;

/** Gathers what stands out, for the first page after login. */
@Singleton
final class OverviewViews {

    /** From so many days before its end a convenant stands out. */
    private static final int SOON = 90;

    private static final int RUNS = 5;
    private static final ZoneId HERE = ZoneId.of("Europe/Amsterdam");

    private final Convenants convenants;
    private final RunOperations runs;
    private final RunViews runViews;
    private final Ledger ledger;
    private final Alerts alerts;
    private final Requests requests;
    private final DisclosureFigures figures;
    private final IntegrityViews integrity;
    private final Clock clock;

    OverviewViews(
            Convenants convenants,
            RunOperations runs,
            RunViews runViews,
            Ledger ledger,
            Alerts alerts,
            Requests requests,
            DisclosureFigures figures,
            IntegrityViews integrity,
            Clock clock) {
        this.convenants = convenants;
        this.runs = runs;
        this.runViews = runViews;
        this.ledger = ledger;
        this.alerts = alerts;
        this.requests = requests;
        this.figures = figures;
        this.integrity = integrity;
        this.clock = clock;
    }

    /** A convenant in force. */
    public record InForce(
            String address, String counterpart, String until, boolean soon, long days) {}

    /** Something that a person has to look at. */
    public record Raised(UUID id, String text, String since, long times) {}

    /**
     * The page.
     *
     * @param next what to do first on a node that does nothing yet; empty on others
     */
    public record Page(
            String next,
            List<Raised> alerts,
            long open,
            long late,
            List<InForce> convenants,
            List<RunViews.Row> runs,
            List<String> limits,
            MonthChart chart,
            String integrity) {}

    Page page(Visitor visitor) {
        List<InForce> inForce =
                convenants.inForce(clock.instant()).stream()
                        .map(dossier -> inForce(dossier.convenant()))
                        .toList();
        List<RunView> newest = runs.newest();
        boolean supervises = visitor.seesDisclosures();
        List<RightsRequest> asked = supervises ? requests.list() : List.of();
        return new Page(
                next(inForce, newest, visitor),
                visitor.seesAlerts()
                        ? alerts.list(true).stream().map(OverviewViews::raised).toList()
                        : List.of(),
                asked.stream().filter(RightsRequest::isOpen).count(),
                asked.stream()
                        .filter(RightsRequest::isOpen)
                        .filter(request -> request.daysLeft(requests.today()) < 0)
                        .count(),
                inForce,
                newest.stream().limit(RUNS).map(runViews::row).toList(),
                limits(),
                MonthChart.of(supervises ? figures.lastMonths() : List.of()),
                supervises ? integrity.summary() : "");
    }

    private static String next(List<InForce> inForce, List<RunView> newest, Visitor visitor) {
        if (inForce.isEmpty()) {
            return visitor.managesConvenants()
                    ? "Er is nog geen convenant van kracht. Begin bij Convenanten: kies een model,"
                            + " vul het in en laat het door beide partijen ondertekenen."
                    : "Er is nog geen convenant van kracht. De convenantbeheerder maakt het eerste."
                            + " Tot dan wordt er niets verstrekt.";
        }
        if (newest.isEmpty()) {
            return visitor.startsRuns()
                    ? "Er is een convenant van kracht. Begin nu bij Afstemmingen met de eerste"
                            + " afstemming."
                    : "Er is een convenant van kracht, maar nog geen afstemming geweest.";
        }
        return "";
    }

    private InForce inForce(Convenant convenant) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), HERE);
        long days = ChronoUnit.DAYS.between(today, convenant.validity().until());
        return new InForce(
                "/convenanten/" + convenant.hash(),
                runViews.counterpart(convenant),
                RightsTexts.day(convenant.validity().until()),
                days <= SOON,
                days);
    }

    private static Raised raised(Alert alert) {
        return new Raised(
                alert.id(), alert.text(), DisclosureTexts.moment(alert.since()), alert.times());
    }

    /** Whatever is four fifths spent, or more. */
    private List<String> limits() {
        List<String> near = new ArrayList<>();
        for (LedgerView view : ledger.all()) {
            String where =
                    "%s, vergeleken op %s"
                            .formatted(
                                    runViews.name(view.counterpart()), RunTexts.lane(view.lane()));
            if (view.attemptsToday() > 0 && nearly(view.attemptsToday(), view.attemptsPerDay())) {
                near.add(
                        "%s: vandaag %d van %d afstemmingen gebruikt."
                                .formatted(where, view.attemptsToday(), view.attemptsPerDay()));
            }
            if (nearly(view.evaluated(), view.maxEvaluated())) {
                near.add(
                        "%s: in %d dagen %d van %d versleutelde leerlingen bewerkt."
                                .formatted(
                                        where,
                                        view.evaluatedDays(),
                                        view.evaluated(),
                                        view.maxEvaluated()));
            }
            view.lastSize()
                    .filter(size -> nearly(size, view.maxElements()))
                    .ifPresent(
                            size ->
                                    near.add(
                                            "%s: de lijst van de ander had %d leerlingen; het convenant staat er %d toe."
                                                    .formatted(where, size, view.maxElements())));
        }
        return near;
    }

    private static boolean nearly(long used, long allowed) {
        return used * 5 >= allowed * 4;
    }
}
