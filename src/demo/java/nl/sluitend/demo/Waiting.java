package nl.sluitend.demo;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for something that goes on in the background of a node. */
final class Waiting {

    private static final Duration PAUSE = Duration.ofMillis(150);

    private final Duration patience;
    private final Duration pause;

    Waiting(Duration patience) {
        this(patience, PAUSE);
    }

    Waiting(Duration patience, Duration pause) {
        this.patience = patience;
        this.pause = pause;
    }

    /**
     * Waits until {@code done} holds.
     *
     * @param what to wait for, for the message when it takes too long
     */
    void until(String what, BooleanSupplier done) {
        long end = System.nanoTime() + patience.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new DemoFailure(
                        "na %d s nog steeds aan het wachten op %s"
                                .formatted(patience.toSeconds(), what));
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new DemoFailure("onderbroken");
            }
        }
    }
}
