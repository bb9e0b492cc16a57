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
import java.io.IOException;
import java.util.NoSuchElementException;
import nl.sluitend.party.KeyStoreFile.KeyStoreException;
import nl.sluitend.party.OwnParty;
import org.jboss.logging.Logger;

/** When witnesses are asked: at start before anything is signed, and again and again. */
@ApplicationScoped
class WitnessJobs {

    private static final Logger LOG = Logger.getLogger(WitnessJobs.class);

    /** After the checks of the settings, before jobs and calls of others. */
    private static final int BEFORE_THE_JOBS = 100;

    private final Witnessing witnessing;
    private final WitnessLimit limit;
    private final Heartbeats heartbeats;
    private final OwnParty own;
    private final Erasures erasures;
    private final LogAlerts alerts;
    private final DisclosureLog disclosureLog;
    private final LogStore store;
    private final LogClosing closing;

    WitnessJobs(
            Witnessing witnessing,
            WitnessLimit limit,
            Heartbeats heartbeats,
            OwnParty own,
            Erasures erasures,
            LogAlerts alerts,
            DisclosureLog disclosureLog,
            LogStore store,
            LogClosing closing) {
        this.store = store;
        this.closing = closing;
        this.heartbeats = heartbeats;
        this.own = own;
        this.erasures = erasures;
        this.alerts = alerts;
        this.witnessing = witnessing;
        this.limit = limit;
        this.disclosureLog = disclosureLog;
    }

    void start(@Observes @Priority(BEFORE_THE_JOBS) StartupEvent event) {
        int again = erasures.replay();
        if (again > 0) {
            LOG.warnf("%d keys of erased subjects had come back and are destroyed again", again);
        }
        witnessing.compareAll();
    }

    /** A heartbeat goes before the round that has it cosigned. */
    private void beat(LogName log) {
        try {
            if (store.find(log).filter(LogStore.Head::closed).isEmpty()) {
                heartbeats.beat(log);
            }
        } catch (LogUnavailableException e) {
            LOG.warnf("no heartbeat in log %s: %s", log, e.getMessage());
        }
    }

    /** Hourly: the state of every convenant's log, in the node log. */
    @Produces
    @Singleton
    Task<Void> stateTask() {
        return Tasks.recurring("log-states", FixedDelay.ofHours(1))
                .execute((instance, context) -> recordStates());
    }

    /** Daily: a new month gets a key of its own, and the old one goes. */
    @Produces
    @Singleton
    Task<Void> epochTask(SubjectKeyEpochs epochs) {
        return Tasks.recurring("subject-key-epochs", FixedDelay.ofHours(24))
                .execute(
                        (instance, context) -> {
                            try {
                                epochs.turn();
                            } catch (KeyStoreException e) {
                                throw new IllegalStateException("the key store is not writable", e);
                            }
                        });
    }

    void recordStates() {
        LogName nodeLog = LogName.ofNode(own.oin());
        for (LogName log : disclosureLog.logs()) {
            try {
                if (log.convenantHash().isPresent() && !store.isSuperseded(log)) {
                    heartbeats.recordState(log, nodeLog);
                }
            } catch (LogUnavailableException | NoSuchElementException e) {
                LOG.warnf("the state of log %s is not recorded: %s", log, e.getMessage());
            }
        }
    }

    /**
     * The counterpart gets the final statement of a log; there is no such call to a neutral one.
     */
    private void tell(LogName log) {
        try {
            if (witnessing.tell(log, closing.note(log, LogStatement.Kind.CLOSED).orElseThrow())) {
                closing.told(log);
            }
        } catch (IOException | LogUnavailableException e) {
            LOG.warnf("the closing of log %s is not told: %s", log, e.getMessage());
        }
    }

    private void watch(LogName log) {
        if (store.isSuperseded(log)) {
            return;
        }
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
                            closing.untold().forEach(this::tell);
                            disclosureLog.logs().forEach(this::beat);
                            witnessing.askAll();
                            disclosureLog.logs().forEach(this::watch);
                        });
    }
}
