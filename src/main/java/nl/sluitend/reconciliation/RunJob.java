package nl.sluitend.reconciliation;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.disclosure.LogUnavailableException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Drives runs as persistent jobs: one for each run that this node initiates, and one that ends
 * sessions whose time is up and shows what was left unshown. Any replica can go on where another
 * stopped.
 */
@Singleton
class RunJob {

    private static final Logger LOG = Logger.getLogger(RunJob.class);
    private static final String NAME = "reconciliation-run";

    /**
     * Data of the job.
     *
     * @param failures steps in a row that had to wait
     */
    record Attempt(UUID runId, int failures) {}

    private final RunSteps steps;
    private final Runs runs;
    private final Handling handling;
    private final Sessions sessions;
    private final Showing showing;
    private final Clock clock;
    private final Duration longestWait;

    RunJob(
            RunSteps steps,
            Runs runs,
            Handling handling,
            Sessions sessions,
            Showing showing,
            Clock clock,
            @ConfigProperty(name = "sluitend.reconciliation.longest-wait", defaultValue = "PT1M")
                    Duration longestWait) {
        this.steps = steps;
        this.runs = runs;
        this.handling = handling;
        this.sessions = sessions;
        this.showing = showing;
        this.clock = clock;
        this.longestWait = longestWait;
    }

    /** Schedules a run, in the caller's transaction. */
    static void schedule(SchedulerClient client, UUID runId, Clock clock) {
        client.scheduleIfNotExists(
                new TaskInstance<>(NAME, runId.toString(), new Attempt(runId, 0)), clock.instant());
    }

    @Produces
    @Singleton
    Task<Attempt> task() {
        return Tasks.custom(NAME, Attempt.class)
                .onFailureReschedule(FixedDelay.of(Duration.ofSeconds(5)))
                .execute(this::execute);
    }

    @Produces
    @Singleton
    RecurringTask<Void> expiry() {
        return Tasks.recurring("reconciliation-expiry", FixedDelay.of(Duration.ofMinutes(1)))
                .execute(
                        (_, _) -> {
                            sessions.open().forEach(handling::expire);
                            showing.recover();
                        });
    }

    private CompletionHandler<Attempt> execute(
            TaskInstance<Attempt> instance, ExecutionContext context) {
        Attempt attempt = instance.getData();
        while (!context.getSchedulerState().isShuttingDown()) {
            switch (next(attempt.runId())) {
                case RunSteps.Next.Onward _ -> {
                    if (attempt.failures() > 0) {
                        runs.waiting(attempt.runId(), Optional.empty());
                    }
                    attempt = new Attempt(attempt.runId(), 0);
                }
                case RunSteps.Next.Done _ -> {
                    return (_, operations) -> operations.stop();
                }
                case RunSteps.Next.Wait(String why) -> {
                    LOG.infof("run %s waits: %s", attempt.runId(), why);
                    runs.waiting(attempt.runId(), Optional.of(why));
                    return again(
                            new Attempt(attempt.runId(), attempt.failures() + 1),
                            backOff(attempt.failures()));
                }
            }
        }
        return again(attempt, Duration.ZERO);
    }

    /** Without the log nothing goes on; it is tried again like a counterpart that is away. */
    private RunSteps.Next next(UUID runId) {
        try {
            return steps.next(runId);
        } catch (LogUnavailableException e) {
            LOG.errorf("run %s: %s", runId, e.getMessage());
            return new RunSteps.Next.Wait("the disclosure log of this node cannot be written");
        }
    }

    private CompletionHandler<Attempt> again(Attempt attempt, Duration delay) {
        return (complete, operations) ->
                operations.reschedule(complete, clock.instant().plus(delay), attempt);
    }

    private Duration backOff(int failures) {
        Duration wait = Duration.ofSeconds(1L << Math.min(failures, 10));
        return wait.compareTo(longestWait) > 0 ? longestWait : wait;
    }
}
