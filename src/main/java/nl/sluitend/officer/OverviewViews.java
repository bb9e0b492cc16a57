package nl.sluitend.officer;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import nl.sluitend.convenant.Convenant;
import nl.sluitend.convenant.Convenants;
import nl.sluitend.disclosure.DisclosureFigures;
import nl.sluitend.party.Alert;
import nl.sluitend.party.Alerts;
import nl.sluitend.reconciliation.ProposalDesk;
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
    private final NearLimits limits;
    private final ProposalDesk proposals;
    private final Alerts alerts;
    private final Requests requests;
    private final DisclosureFigures figures;
    private final IntegritySummary integrity;
    private final Clock clock;

    OverviewViews(
            Convenants convenants,
            RunOperations runs,
            RunViews runViews,
            NearLimits limits,
            ProposalDesk proposals,
            Alerts alerts,
            Requests requests,
            DisclosureFigures figures,
            IntegritySummary integrity,
            Clock clock) {
        this.convenants = convenants;
        this.runs = runs;
        this.runViews = runViews;
        this.limits = limits;
        this.proposals = proposals;
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
     * @param proposals how many probable matches wait for an answer of this party
     * @param proposalsLeft how much time is left for the first of them, once that is a week or less
     */
    public record Page(
            String next,
            List<Raised> alerts,
            long open,
            long late,
            int proposals,
            String proposalsLeft,
            List<InForce> convenants,
            List<RunViews.Row> runs,
            List<NearLimits.Near> limits,
            MonthChart chart,
            IntegritySummary.Block integrity) {}

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
                visitor.seesProposals() ? proposals.waiting() : 0,
                visitor.seesProposals()
                        ? proposals
                                .firstLapse()
                                .map(until -> ProposalViews.left(until, clock.instant()))
                                .orElse("")
                        : "",
                inForce,
                newest.stream().limit(RUNS).map(runViews::row).toList(),
                limits.all(),
                MonthChart.of(supervises ? figures.lastMonths() : List.of()),
                supervises ? integrity.block() : IntegritySummary.Block.NONE);
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
}
