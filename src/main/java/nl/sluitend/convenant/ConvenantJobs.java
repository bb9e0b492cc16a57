package nl.sluitend.convenant;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The jobs that keep two nodes equal: deliver what was signed, fetch what was missed. */
@ApplicationScoped
class ConvenantJobs {

    private static final TaskDescriptor<Integer> DELIVERY =
            TaskDescriptor.of("convenant-delivery", Integer.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int DOUBLINGS = 11;

    private final ConvenantDelivery delivery;
    private final ConvenantFetch fetch;
    private final Clock clock;

    ConvenantJobs(ConvenantDelivery delivery, ConvenantFetch fetch, Clock clock) {
        this.delivery = delivery;
        this.fetch = fetch;
        this.clock = clock;
    }

    /** Plans a delivery. Every event has a job of its own: a waiting one may wait for an hour. */
    static void deliver(SchedulerClient jobs, String hash, Instant now) {
        jobs.scheduleIfNotExists(
                DELIVERY.instance(hash + "/" + now.toEpochMilli()).data(0).scheduledTo(now));
    }

    /** The data is the number of attempts so far. */
    @Produces
    @Singleton
    Task<Integer> deliveryTask() {
        return Tasks.custom(DELIVERY)
                .execute(
                        (instance, context) -> {
                            String hash = instance.getId().split("/", 2)[0];
                            if (delivery.deliver(hash)) {
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
    Task<Void> fetchTask(
            @ConfigProperty(name = "sluitend.convenant.fetch-interval", defaultValue = "PT5M")
                    Duration interval) {
        return Tasks.recurring("convenant-fetch", FixedDelay.of(interval))
                .execute((instance, context) -> fetch.fetch());
    }

    /** Doubles from two seconds up to an hour. */
    static Duration pause(int attempts) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, DOUBLINGS));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
