package nl.sluitend.reconciliation;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import nl.sluitend.psi.Phase;
import org.jboss.logging.Logger;

/**
 * Works out the responder's result while the initiator works out its own. Whatever prevents it, the
 * initiator's RESULT finds the session as it was, and it is worked out then.
 */
@ApplicationScoped
class SettlingAhead {

    private static final Logger LOG = Logger.getLogger(SettlingAhead.class);

    private final Handling handling;
    private final Settlement settlement;
    private final ExecutorService worker =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("settling-ahead").factory());

    SettlingAhead(Handling handling, Settlement settlement) {
        this.handling = handling;
        this.settlement = settlement;
    }

    /** Begins with a session of which the last round is committed. */
    void begin(UUID sid) {
        worker.execute(
                () -> {
                    try {
                        handling.own(sid, this::compute);
                    } catch (RuntimeException e) {
                        LOG.infof("session %s is settled in its turn: %s", sid, e.getMessage());
                    }
                });
    }

    /** Computes, unless that was done before. */
    Reply compute(Session session, Agreement agreement) throws RefusedException {
        if (session.state().phase() == Phase.COMPUTED) {
            settlement.compute(session, agreement);
        }
        return new Reply.Accepted();
    }

    @PreDestroy
    void stop() {
        worker.shutdownNow();
    }
}
