package nl.sluitend.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.arc.Arc;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A node shows what both parties signed after it answered the receipt. */
final class ShownMatches {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    private ShownMatches() {}

    /** Until no session of the convenant waits to be shown. */
    static void await(String convenant) {
        ShownSessions shown = Arc.container().instance(ShownSessions.class).get();
        long start = System.nanoTime();
        while (shown.isWaiting(convenant) && System.nanoTime() - start < PATIENCE) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        assertThat(shown.isWaiting(convenant)).as("outcomes that are not shown").isFalse();
    }
}
