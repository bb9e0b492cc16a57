package nl.sluitend.reconciliation;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Tells the counterpart what was withdrawn, as often as it takes, and watches the clocks. */
@Singleton
class WithdrawalJobs {

    private static final TaskDescriptor<Integer> DELIVERY =
            TaskDescriptor.of("reconciliation-withdrawal", Integer.class);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int DOUBLINGS = 12;

    private final WithdrawalDelivery delivery;
    private final Incidents incidents;
    private final Clock clock;

    WithdrawalJobs(WithdrawalDelivery delivery, Incidents incidents, Clock clock) {
        this.delivery = delivery;
        this.incidents = incidents;
        this.clock = clock;
    }

    /** Schedules the delivery, in the caller's transaction. */
    static void deliver(SchedulerClient jobs, UUID id, Instant now) {
        jobs.scheduleIfNotExists(DELIVERY.instance(id.toString()).data(0).scheduledTo(now));
    }

    /** The data is the number of attempts so far. */
    @Produces
    @Singleton
    Task<Integer> deliveryTask() {
        return Tasks.custom(DELIVERY)
                .execute(
                        (instance, _) -> {
                            if (delivery.deliver(UUID.fromString(instance.getId()))) {
                                return new CompletionHandler.OnCompleteRemove<Integer>();
                            }
                            int attempts = instance.getData() + 1;
                            return (complete, operations) ->
                                    operations.reschedule(
                                            complete,
                                            clock.instant().plus(pause(attempts)),
                                            attempts);
                        });
    }

    @Produces
    @Singleton
    RecurringTask<Void> watch() {
        return Tasks.recurring("reconciliation-incidents", FixedDelay.of(Duration.ofHours(1)))
                .execute(
                        (_, _) -> {
                            incidents.watch();
                            delivery.watch();
                        });
    }

    /** Doubles from two seconds up to an hour. */
    static Duration pause(int attempts) {
        Duration pause = Duration.ofSeconds(1L << Math.min(attempts, DOUBLINGS));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
