package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nl.sluitend.convenant.Caps;
import nl.sluitend.convenant.Convenant;
import nl.sluitend.convenant.Convenants;
import nl.sluitend.party.Alerts;
import nl.sluitend.psi.Offer;
import nl.sluitend.psi.Refusal;
import nl.sluitend.psi.RefusalType;
import nl.sluitend.psi.Role;
import nl.sluitend.psi.SessionMode;

/**
 * What the counterparts spend of what the convenants allow, shown to people, and told to the
 * privacy officer when a limit is reached or a list grows in a way that looks like trying out
 * children.
 */
@ApplicationScoped
public class Ledger {

    private final Convenants convenants;
    private final Agreements agreements;
    private final PastUse past;
    private final Charges charges;
    private final Alerts alerts;
    private final Sql sql;
    private final Clock clock;

    Ledger(
            Convenants convenants,
            Agreements agreements,
            PastUse past,
            Charges charges,
            Alerts alerts,
            Sql sql,
            Clock clock) {
        this.convenants = convenants;
        this.agreements = agreements;
        this.past = past;
        this.charges = charges;
        this.alerts = alerts;
        this.sql = sql;
        this.clock = clock;
    }

    /** Every kind of key of every convenant in force. */
    public List<LedgerView> all() {
        return convenants.inForce(clock.instant()).stream()
                .map(dossier -> agreements.find(dossier.convenant().hash()))
                .flatMap(Optional::stream)
                .flatMap(this::views)
                .toList();
    }

    /** One entry for each mode and kind of key that the convenant allows. */
    private Stream<LedgerView> views(Agreement agreement) {
        return agreement.convenant().modes().stream()
                .flatMap(mode -> agreement.mode(mode.name()).stream())
                .flatMap(
                        mode ->
                                agreement.lanes(mode).stream()
                                        .map(lane -> view(agreement, mode, lane)));
    }

    private record Spent(int sessions, long elements) {}

    private LedgerView view(Agreement agreement, SessionMode mode, String lane) {
        Caps caps = agreement.convenant().caps();
        Spent spent =
                sql.first(
                                "SELECT count(*) AS n, coalesce(sum(elements), 0) AS elements FROM"
                                        + " ledger WHERE convenant = ? AND lane = ? AND mode = ?",
                                row -> new Spent(row.getInt("n"), row.getLong("elements")),
                                agreement.hash(),
                                lane,
                                mode.name())
                        .orElseThrow();
        Optional<LedgerView.Counts> counts =
                mode instanceof SessionMode.Counts ? counts(agreement) : Optional.empty();
        Optional<Instant> last =
                counts.isPresent()
                        ? charges.lastCount(agreement.counterpart(), Role.RESPONDER)
                        : past.lastAgreedAt(agreement, lane);
        int days =
                agreement
                        .convenant()
                        .counts()
                        .filter(_ -> counts.isPresent())
                        .map(Convenant.Counts::minDaysBetween)
                        .orElse(caps.minDaysBetweenRuns());
        return new LedgerView(
                agreement.hash(),
                agreement.counterpart().value(),
                mode.name(),
                lane,
                past.attempts(agreement, mode, lane),
                caps.attemptsPerDay(),
                spent.sessions(),
                spent.elements(),
                caps.maxElements(),
                caps.maxGrowthPercent(),
                caps.growthFloor(),
                past.evaluated(agreement),
                caps.maxEvaluated(),
                caps.evaluatedDays(),
                counts.isPresent() ? Optional.empty() : past.lastPeerSize(agreement, lane),
                last,
                last.map(at -> at.plus(Duration.ofDays(days))),
                counts);
    }

    /** Counts are spent between two parties, whatever the convenant. */
    private Optional<LedgerView.Counts> counts(Agreement agreement) {
        return agreement
                .convenant()
                .counts()
                .map(
                        agreed ->
                                new LedgerView.Counts(
                                        agreed.runsPerSchoolYear(),
                                        past.countsThisSchoolYear(
                                                agreement.counterpart(), Role.RESPONDER),
                                        past.countsThisSchoolYear(
                                                agreement.counterpart(), Role.INITIATOR),
                                        agreed.epsilon()));
    }

    /** The counterpart asked for more than a limit of the convenant allows. */
    void limitReached(Agreement agreement, Refusal refusal) {
        if (refusal.type() == RefusalType.TOO_FEW_CHANGES) {
            alerts.raise(
                    "too-few-changes",
                    agreement.hash(),
                    "Een aanbod van %s om opnieuw te tellen is geweigerd: sinds de vorige telling is de eigen lijst te weinig veranderd."
                            .formatted(agreement.counterpart().value()));
        }
        if (refusal.type() == RefusalType.LIMIT_EXCEEDED) {
            alerts.raise(
                    "limit-reached",
                    agreement.hash(),
                    "Een aanbod van %s is geweigerd: een grens van het convenant is bereikt (%s)."
                            .formatted(agreement.counterpart().value(), refusal.detail()));
        }
    }

    /** Looks at the size of a list that was accepted, against those before. */
    void watch(Agreement agreement, Offer offer) {
        List<Integer> earlier = past.peerSizes(agreement, offer.lane(), offer.mode());
        if (Growth.isRemarkable(earlier, offer.n(), agreement.convenant().caps().growthFloor())) {
            alerts.raise(
                    "list-grows",
                    agreement.hash(),
                    ("De lijst van %s groeit opvallend: nu %d leerlingen, eerder %s. Vraag de andere"
                                    + " partij waardoor dat komt.")
                            .formatted(agreement.counterpart().value(), offer.n(), earlier));
        }
    }
}
