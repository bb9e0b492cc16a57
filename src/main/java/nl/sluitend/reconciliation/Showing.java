package nl.sluitend.reconciliation;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/**
 * Shows what a MATCH said of each registration, once both receipts are stored, in a transaction of
 * its own: the receipt is answered first, so that both parties do this at the same time. Until then
 * the run is running. What a crash leaves undone is done before the next session of the convenant
 * opens, and within a minute.
 */
@ApplicationScoped
class Showing {

    private static final Logger LOG = Logger.getLogger(Showing.class);

    private final ShownSessions shown;
    private final Sessions sessions;
    private final Agreements agreements;
    private final Outcomes outcomes;
    private final Runs runs;
    private final Transactions transactions;
    private final ExecutorService worker =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("showing").factory());

    Showing(
            ShownSessions shown,
            Sessions sessions,
            Agreements agreements,
            Outcomes outcomes,
            Runs runs,
            Transactions transactions) {
        this.shown = shown;
        this.sessions = sessions;
        this.agreements = agreements;
        this.outcomes = outcomes;
        this.runs = runs;
        this.transactions = transactions;
    }

    /** Begins with a convenant of which a receipt is committed. */
    void begin(String convenant) {
        worker.execute(() -> attempt(convenant));
    }

    /** Does what was left undone, of every convenant. */
    void recover() {
        shown.waiting().forEach(this::attempt);
    }

    private void attempt(String convenant) {
        try {
            transactions.run(() -> all(convenant));
        } catch (RuntimeException e) {
            LOG.errorf(e, "outcomes under convenant %s are not shown yet", convenant);
        }
    }

    /**
     * Shows every session of the convenant that waits, oldest first, in the caller's transaction.
     *
     * @return how many there were
     */
    int all(String convenant) {
        var waiting = shown.lockWaiting(convenant);
        waiting.forEach(this::show);
        return waiting.size();
    }

    private void show(UUID sid) {
        Session session = sessions.get(sid);
        boolean last = agreements.of(session).isLast(session);
        outcomes.show(session, last);
        shown.mark(sid);
        if (last) {
            runs.end(session.runId(), Run.State.COMPLETED, Optional.empty(), Optional.empty());
        }
    }

    @PreDestroy
    void stop() {
        worker.shutdownNow();
    }
}
