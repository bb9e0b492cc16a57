package nl.sluitend.disclosure;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Daily;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import nl.sluitend.party.Counterparties;
import nl.sluitend.party.Counterparty;
import org.jboss.logging.Logger;

/**
 * Every night: the receipts and pupils' entries of every convenant beside those of the counterpart.
 * What differs is an alert, and so is a counterpart that keeps silent.
 */
@ApplicationScoped
class ReceiptJobs {

    private static final Logger LOG = Logger.getLogger(ReceiptJobs.class);

    /** So many nights a counterpart may give no answer. */
    static final int SILENT_NIGHTS = 3;

    private static final ReceiptComparison NOTHING = new ReceiptComparison(0, 0, 0, List.of());

    private final DisclosureLog disclosureLog;
    private final OwnReceipts receipts;
    private final ReceiptCalls calls;
    private final ReceiptComparisons comparisons;
    private final Witnesses witnesses;
    private final Counterparties counterparties;
    private final LogAlerts alerts;
    private final Clock clock;

    ReceiptJobs(
            DisclosureLog disclosureLog,
            OwnReceipts receipts,
            ReceiptCalls calls,
            ReceiptComparisons comparisons,
            Witnesses witnesses,
            Counterparties counterparties,
            LogAlerts alerts,
            Clock clock) {
        this.disclosureLog = disclosureLog;
        this.receipts = receipts;
        this.calls = calls;
        this.comparisons = comparisons;
        this.witnesses = witnesses;
        this.counterparties = counterparties;
        this.alerts = alerts;
        this.clock = clock;
    }

    /** Every night. */
    @Produces
    @Singleton
    Task<Void> receiptTask(WitnessConfig config) {
        return Tasks.recurring("log-receipts", new Daily(config.compareAt()))
                .execute((instance, context) -> disclosureLog.logs().forEach(this::compare));
    }

    /** Compares one log; nothing to do for the node log. */
    void compare(LogName log) {
        Optional<String> convenant = log.convenantHash();
        Optional<Counterparty> counterpart =
                convenant
                        .flatMap(witnesses::counterpart)
                        .flatMap(known -> counterparties.find(known.oin()));
        if (counterpart.isEmpty()) {
            return;
        }
        String hash = convenant.get();
        try {
            ReceiptComparison compared =
                    ReceiptComparison.compare(
                            receipts.lines(log),
                            calls.lines(counterpart.get(), hash),
                            id -> receipts.pupils(log, id),
                            id -> calls.pupils(counterpart.get(), hash, id),
                            clock.instant());
            comparisons.keep(hash, Optional.empty(), compared);
            if (!compared.differences().isEmpty()) {
                alerts.raise(
                        LogAlerts.Kind.RECEIPT_MISSING, log, compared.differences().toString());
            }
        } catch (IOException e) {
            unanswered(log, hash, String.valueOf(e.getMessage()));
        } catch (LogUnavailableException e) {
            LOG.warnf("log %s is not compared: %s", log, e.getMessage());
            alerts.raise(LogAlerts.Kind.LOG_NOT_VERIFIED, log, String.valueOf(e.getMessage()));
        }
    }

    private void unanswered(LogName log, String hash, String reason) {
        comparisons.keep(hash, Optional.of(reason), NOTHING);
        List<ReceiptComparisons.Kept> last = comparisons.last(hash, SILENT_NIGHTS);
        if (last.size() == SILENT_NIGHTS
                && last.stream().allMatch(kept -> kept.unanswered().isPresent())) {
            alerts.raise(LogAlerts.Kind.RECEIPTS_NOT_COMPARED, log, reason);
        }
    }
}
