package nl.sluitend.disclosure;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Daily;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalTime;
import org.jboss.logging.Logger;

/** Every night: logs of convenants whose retention is over are closed. */
@ApplicationScoped
class RetentionJobs {

    private static final Logger LOG = Logger.getLogger(RetentionJobs.class);
    private static final LocalTime AT = LocalTime.of(4, 0);

    private final DisclosureLog disclosureLog;
    private final LogStore store;
    private final LogClosing closing;
    private final Event<LogRetention> question;
    private final Clock clock;

    RetentionJobs(
            DisclosureLog disclosureLog,
            LogStore store,
            LogClosing closing,
            Event<LogRetention> question,
            Clock clock) {
        this.disclosureLog = disclosureLog;
        this.store = store;
        this.closing = closing;
        this.question = question;
        this.clock = clock;
    }

    /** Every night. */
    @Produces
    @Singleton
    Task<Void> retentionTask() {
        return Tasks.recurring("log-retention", new Daily(AT))
                .execute((instance, context) -> disclosureLog.logs().forEach(this::closeIfOver));
    }

    /** Closes a log that is open and whose convenant says that its time is over. */
    void closeIfOver(LogName log) {
        if (log.convenantHash().isEmpty()) {
            return;
        }
        LogRetention asked = new LogRetention(log.convenantHash().get());
        question.fire(asked);
        try {
            if (asked.until().filter(end -> end.isBefore(clock.instant())).isPresent()
                    && store.find(log).filter(head -> !head.closed()).isPresent()) {
                closing.atRetention(log);
            }
        } catch (LogUnavailableException e) {
            LOG.warnf("log %s is not closed: %s", log, e.getMessage());
        }
    }
}
