package nl.sluitend.registration;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * Removes imports that ended long ago, with their answers; an import that waits for a person stays.
 * The registrations stay too, and the Idempotency-Key can name another import then.
 */
@ApplicationScoped
class ImportRetention {

    private static final Logger LOG = Logger.getLogger(ImportRetention.class);
    private static final Duration INTERVAL = Duration.ofHours(6);

    private final Sql sql;
    private final RegistrationConfig config;
    private final Clock clock;

    ImportRetention(Sql sql, RegistrationConfig config, Clock clock) {
        this.sql = sql;
        this.config = config;
        this.clock = clock;
    }

    @Produces
    @Singleton
    RecurringTask<Void> task() {
        return Tasks.recurring("import-retention", FixedDelay.of(INTERVAL))
                .execute((_, _) -> run());
    }

    /** Removes what is older than the retention; returns how many imports that were. */
    int run() {
        Instant until = clock.instant().minus(config.importRetention());
        int removed =
                QuarkusTransaction.requiringNew()
                        .call(
                                () ->
                                        sql.update(
                                                "delete from import_job"
                                                        + " where state <> 'WAITING_FOR_CONSENT'"
                                                        + " and coalesce(finished_at, progress_at)"
                                                        + " < ?",
                                                statement ->
                                                        statement.setTimestamp(
                                                                1, Timestamp.from(until))));
        if (removed > 0) {
            LOG.infof("%d imports that ended before %s were removed", removed, until);
        }
        return removed;
    }
}
