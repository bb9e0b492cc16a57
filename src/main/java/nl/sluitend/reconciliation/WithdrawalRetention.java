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
import nl.sluitend.convenant.Convenants;
import nl.sluitend.disclosure.LeafKind;
import nl.sluitend.disclosure.NodeLog;

/**
 * Deletes withdrawals, with the key that stays out of the lists and the incident that they began,
 * once the logs of their convenant and of those that took its place need not be kept any more.
 * Until then a convenant may come that takes the place of the last one, and the pair must not match
 * under it. An incident on which nobody decided stays.
 */
@Singleton
class WithdrawalRetention {

    private static final Duration INTERVAL = Duration.ofHours(6);

    /** Those of a convenant of which no incident waits for a decision. */
    private static final String DONE =
            """
            (SELECT w.withdrawal_id FROM withdrawal w WHERE w.convenant = ? AND NOT EXISTS
              (SELECT 1 FROM withdrawal p JOIN incident i USING (withdrawal_id)
               WHERE p.convenant = w.convenant AND p.casusnummer = w.casusnummer AND i.decision IS NULL))
            """;

    private final Sql sql;
    private final Transactions transactions;
    private final Convenants convenants;
    private final NodeLog log;
    private final Clock clock;

    WithdrawalRetention(
            Sql sql, Transactions transactions, Convenants convenants, NodeLog log, Clock clock) {
        this.sql = sql;
        this.transactions = transactions;
        this.convenants = convenants;
        this.log = log;
        this.clock = clock;
    }

    @Produces
    @Singleton
    RecurringTask<Void> withdrawalDeletion() {
        return Tasks.recurring("reconciliation-withdrawal-retention", FixedDelay.of(INTERVAL))
                .execute((_, _) -> deleteOld());
    }

    /** Deletes what is older than its convenants allow; gives how many withdrawals that were. */
    int deleteOld() {
        List<String> hashes =
                sql.list(
                        "SELECT DISTINCT convenant FROM withdrawal",
                        row -> row.getString("convenant"));
        return hashes.stream().mapToInt(this::deleteOld).sum();
    }

    /** The same under one convenant; nothing when it is not here unaltered. */
    int deleteOld(String convenant) {
        Instant now = clock.instant();
        return convenants.keptUntil(convenant).filter(now::isAfter).isPresent()
                ? transactions.run(() -> delete(convenant))
                : 0;
    }

    private int delete(String convenant) {
        int incidents = sql.run("DELETE FROM incident WHERE withdrawal_id IN " + DONE, convenant);
        int withdrawals =
                sql.run("DELETE FROM withdrawal WHERE withdrawal_id IN " + DONE, convenant);
        if (withdrawals > 0) {
            log.byNode(
                    LeafKind.ERASURE,
                    Incidents.ACTIVITY,
                    Map.of(
                            "convenant", convenant,
                            "withdrawals", withdrawals,
                            "incidents", incidents));
        }
        return withdrawals;
    }
}
