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

/** Exchanges answers about probable matches, as often as it takes, and lets them lapse. */
@Singleton
class ProposalJobs {

    private static final TaskDescriptor<Integer> DELIVERY =
            TaskDescriptor.of("reconciliation-proposal", Integer.class);

    private final ProposalDelivery delivery;
    private final Clock clock;

    ProposalJobs(ProposalDelivery delivery, Clock clock) {
        this.delivery = delivery;
        this.clock = clock;
    }

    /** Schedules the delivery, in the caller's transaction. */
    static void deliver(SchedulerClient jobs, UUID id, Instant now) {
        jobs.scheduleIfNotExists(DELIVERY.instance(id.toString()).data(0).scheduledTo(now));
    }

    /** The data is the number of attempts so far. */
    @Produces
    @Singleton
    Task<Integer> proposalTask() {
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
                                            clock.instant().plus(WithdrawalJobs.pause(attempts)),
                                            attempts);
                        });
    }

    @Produces
    @Singleton
    RecurringTask<Void> proposalWatch() {
        return Tasks.recurring("reconciliation-proposals", FixedDelay.of(Duration.ofHours(1)))
                .execute((_, _) -> delivery.watch());
    }
}
