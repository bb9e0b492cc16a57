package nl.sluitend.disclosure;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** When witnesses are asked: at start before anything is signed, and again and again. */
@ApplicationScoped
class WitnessJobs {

    /** After the checks of the settings, before jobs and calls of others. */
    private static final int BEFORE_THE_JOBS = 100;

    private final Witnessing witnessing;
    private final WitnessLimit limit;
    private final LogAlerts alerts;
    private final DisclosureLog disclosureLog;

    WitnessJobs(
            Witnessing witnessing,
            WitnessLimit limit,
            LogAlerts alerts,
            DisclosureLog disclosureLog) {
        this.alerts = alerts;
        this.witnessing = witnessing;
        this.limit = limit;
        this.disclosureLog = disclosureLog;
    }

    void start(@Observes @Priority(BEFORE_THE_JOBS) StartupEvent event) {
        witnessing.compareAll();
    }

    private void watch(LogName log) {
        limit.exceeded(log)
                .ifPresent(
                        since ->
                                alerts.raise(
                                        LogAlerts.Kind.WITNESS_ASLEEP,
                                        log,
                                        "the counterpart has not cosigned since " + since));
    }

    @Produces
    @Singleton
    Task<Void> witnessTask(WitnessConfig config) {
        return Tasks.recurring("log-witnessing", FixedDelay.of(config.witnessInterval()))
                .execute(
                        (instance, context) -> {
                            witnessing.askAll();
                            disclosureLog.logs().forEach(this::watch);
                        });
    }
}
