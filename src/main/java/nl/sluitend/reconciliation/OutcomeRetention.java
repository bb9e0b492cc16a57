package nl.sluitend.reconciliation;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import nl.sluitend.convenant.Convenant;
import nl.sluitend.convenant.Convenants;
import nl.sluitend.disclosure.LeafKind;
import nl.sluitend.disclosure.NodeLog;
import org.jboss.logging.Logger;

/**
 * Keeps what a convenant promises about outcomes ({@code retention.outcomeDays}): what a run said
 * of pupils, what the counterpart gave of them and what a count estimated is deleted that many days
 * after the run ended, with what could tell it again: who stayed out, and which pupils of the
 * frozen list matched. An outcome that a later run confirmed is of that run. The logs keep that
 * there was an exchange.
 */
@Singleton
class OutcomeRetention {

    private static final Logger LOG = Logger.getLogger(OutcomeRetention.class);
    private static final Duration INTERVAL = Duration.ofHours(6);
    private static final String OLD_RUNS =
            "(SELECT run_id FROM run WHERE convenant = ? AND ended < ?)";
    private static final String OLD_SESSIONS =
            "(SELECT sid FROM session WHERE convenant = ? AND ending IS NOT NULL AND updated < ?)";

    private final Sql sql;
    private final Transactions transactions;
    private final Convenants convenants;
    private final NodeLog log;
    private final Clock clock;

    OutcomeRetention(
            Sql sql, Transactions transactions, Convenants convenants, NodeLog log, Clock clock) {
        this.sql = sql;
        this.transactions = transactions;
        this.convenants = convenants;
        this.log = log;
        this.clock = clock;
    }

    @Produces
    @Singleton
    RecurringTask<Void> deletion() {
        return Tasks.recurring("reconciliation-outcome-retention", FixedDelay.of(INTERVAL))
                .execute((_, _) -> deleteOld());
    }

    /** Deletes what is older than its convenant allows; gives how many outcomes that were. */
    int deleteOld() {
        List<String> hashes =
                sql.list("SELECT DISTINCT convenant FROM run", row -> row.getString("convenant"));
        return hashes.stream().mapToInt(this::deleteOld).sum();
    }

    /** The same under one convenant; nothing when it is not here unaltered. */
    int deleteOld(String convenant) {
        return convenants
                .find(convenant)
                .map(dossier -> transactions.run(() -> deleteOld(dossier.convenant())))
                .orElse(0);
    }

    private int deleteOld(Convenant convenant) {
        String hash = convenant.hash();
        int days = convenant.retention().outcomeDays();
        Instant before = clock.instant().minus(Duration.ofDays(days));
        int outcomes =
                sql.run(
                        "DELETE FROM outcome WHERE convenant = ? AND run_id IN " + OLD_RUNS,
                        hash,
                        hash,
                        before);
        int entries =
                sql.run(
                        """
                        DELETE FROM outcome_entry e WHERE convenant = ? AND since < ?
                          AND NOT EXISTS (SELECT 1 FROM outcome o WHERE o.convenant = e.convenant
                            AND o.registration_id = e.registration_id AND o.since = e.since)
                        """,
                        hash,
                        before);
        int fields =
                sql.run(
                        "UPDATE outcome SET fields = NULL, fields_at = NULL WHERE convenant = ? AND"
                                + " fields IS NOT NULL AND fields_at < ?",
                        hash,
                        before);
        fields +=
                sql.run(
                        "UPDATE outcome_entry SET fields = NULL WHERE convenant = ? AND fields IS"
                                + " NOT NULL AND since < ?",
                        hash,
                        before);
        int excluded =
                sql.run("DELETE FROM run_excluded WHERE run_id IN " + OLD_RUNS, hash, before);
        int counted =
                sql.run("DELETE FROM session_count WHERE sid IN " + OLD_SESSIONS, hash, before);
        int pupils =
                sql.run(
                        "UPDATE frozen_pupil SET tag = NULL, conflict = false, probable = false WHERE (tag IS NOT NULL"
                                + " OR conflict) AND sid IN "
                                + OLD_SESSIONS,
                        hash,
                        before);
        if (outcomes + entries + fields + excluded + counted + pupils > 0) {
            log.byNode(
                    LeafKind.ERASURE,
                    "outcome-retention",
                    Map.of(
                            "convenant", hash,
                            "outcomeDays", days,
                            "outcomes", outcomes,
                            "entries", entries,
                            "fields", fields,
                            "counts", counted));
            LOG.infof(
                    "convenant %s keeps outcomes for %d days: %d outcome(s), %d entry(ies) of the"
                            + " feed and %d figure(s) were deleted",
                    hash, days, outcomes, entries, counted);
        }
        return outcomes;
    }
}
