package nl.sluitend.reconciliation;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import nl.sluitend.convenant.Convenant;
import nl.sluitend.convenant.ConvenantDossier;
import nl.sluitend.convenant.Convenants;
import nl.sluitend.party.Alerts;
import nl.sluitend.party.OwnParty;
import nl.sluitend.problem.ProblemException;
import org.jboss.logging.Logger;

/**
 * Starts runs as the convenant says, after a person started the first. The party with the lower OIN
 * starts, or the one that asks when one alone learns something; a run that failed is tried again
 * after a day.
 */
@Singleton
class Schedule {

    private static final Logger LOG = Logger.getLogger(Schedule.class);
    private static final Duration AGAIN = Duration.ofDays(1);

    private final Convenants convenants;
    private final RunOperations operations;
    private final Runs runs;
    private final Alerts alerts;
    private final OwnParty own;
    private final Clock clock;

    Schedule(
            Convenants convenants,
            RunOperations operations,
            Runs runs,
            Alerts alerts,
            OwnParty own,
            Clock clock) {
        this.convenants = convenants;
        this.operations = operations;
        this.runs = runs;
        this.alerts = alerts;
        this.own = own;
        this.clock = clock;
    }

    @Produces
    @Singleton
    RecurringTask<Void> task() {
        return Tasks.recurring("reconciliation-schedule", FixedDelay.of(Duration.ofMinutes(15)))
                .execute((_, _) -> startDue());
    }

    private void startDue() {
        convenants.inForce(clock.instant()).stream()
                .map(ConvenantDossier::convenant)
                .forEach(this::startIfDue);
    }

    /** Starts the run of this convenant if it is due and ours to start. */
    void startIfDue(Convenant convenant) {
        if (isOurs(convenant)) {
            runs.last(convenant.hash())
                    .filter(last -> isDue(convenant, last))
                    .ifPresent(last -> start(convenant, last));
        }
    }

    private boolean isOurs(Convenant convenant) {
        if (convenant.schedule().isEmpty()) {
            return false;
        }
        return convenant
                .oneSided()
                .map(agreed -> agreed.asker().equals(own.oin()))
                .orElseGet(() -> goesFirst(convenant));
    }

    private boolean goesFirst(Convenant convenant) {
        return convenant
                .counterpartOf(own.oin())
                .filter(peer -> own.oin().value().compareTo(peer.oin().value()) < 0)
                .isPresent();
    }

    private boolean isDue(Convenant convenant, Run last) {
        Duration interval = Duration.ofDays(convenant.schedule().orElseThrow().intervalDays());
        Instant next =
                switch (last.state()) {
                    case RUNNING -> Instant.MAX;
                    case COMPLETED, STOPPED -> last.started().plus(interval);
                    case FAILED ->
                            last.started().plus(AGAIN.compareTo(interval) < 0 ? AGAIN : interval);
                };
        return !clock.instant().isBefore(next);
    }

    private void start(Convenant convenant, Run last) {
        try {
            RunView run =
                    operations.start(
                            convenant.hash(),
                            Optional.of(last.mode()),
                            Optional.empty(),
                            last.purpose());
            LOG.infof("run %s was due and is started", run.id());
        } catch (ProblemException e) {
            alerts.raise(
                    "scheduled-run-refused",
                    convenant.hash(),
                    "De run die volgens het convenant aan de beurt is, kan niet beginnen: "
                            + e.getMessage());
        }
    }
}
