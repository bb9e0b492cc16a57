package nl.sluitend.reconciliation;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * What replaying a batch needs (specification, Q1): points, own elements, salts and the batch
 * proof. Kept for 90 days after the end of a session, then deleted; what stays is the hash in the
 * offer, the list root and which registrations took part.
 */
@Singleton
public class ReplayMaterial {

    /** How long it is kept. */
    public static final Duration KEPT = Duration.ofDays(90);

    private static final Logger LOG = Logger.getLogger(ReplayMaterial.class);
    private static final String ENDED =
            "(SELECT sid FROM session WHERE ending IS NOT NULL AND updated < ?)";

    private final Sql sql;
    private final Transactions transactions;
    private final Clock clock;

    ReplayMaterial(Sql sql, Transactions transactions, Clock clock) {
        this.sql = sql;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Produces
    @Singleton
    RecurringTask<Void> deletion() {
        return Tasks.recurring("reconciliation-replay-material", FixedDelay.of(Duration.ofHours(6)))
                .execute((_, _) -> deleteOld());
    }

    /** Deletes the material of every session that ended longer ago; gives how many there were. */
    int deleteOld() {
        Instant before = clock.instant().minus(KEPT);
        int sessions =
                transactions.run(
                        () -> {
                            sql.run(
                                    "DELETE FROM session_message WHERE type = 'CHUNK' AND sid IN "
                                            + ENDED,
                                    before);
                            sql.run("DELETE FROM replay WHERE at < ?", before);
                            sql.run(
                                    "UPDATE frozen_pupil SET point = '', salt = '', tag = NULL WHERE"
                                            + " length(point) > 0 AND sid IN "
                                            + ENDED,
                                    before);
                            return sql.run(
                                    "UPDATE session SET batch_proof = '{}' WHERE batch_proof <> '{}'"
                                            + " AND sid IN "
                                            + ENDED,
                                    before);
                        });
        if (sessions > 0) {
            LOG.infof(
                    "the material for replay of %d session(s) is 90 days old and deleted",
                    sessions);
        }
        return sessions;
    }
}
