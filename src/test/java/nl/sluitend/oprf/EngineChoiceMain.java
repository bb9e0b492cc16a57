package nl.sluitend.oprf;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Chooses an engine in a JVM of its own and prints the outcome; see {@link EngineChoiceIT}. */
final class EngineChoiceMain {

    private EngineChoiceMain() {}

    public static void main(String[] args) throws InterruptedException {
        // The first request comes before the choice is made, and is served.
        Group group = Group.of(Suite.RISTRETTO255_SHA512);
        group.multiplyBase(TestEngines.scalar(Suite.RISTRETTO255_SHA512, 5));
        CountDownLatch done = new CountDownLatch(1);
        Engines.warmUp(System.getProperty(Engines.SETTING, "auto"), status -> done.countDown());
        if (!done.await(5, TimeUnit.MINUTES)) {
            throw new IllegalStateException("the choice took too long");
        }
        Engines.Status status = Engines.status();
        System.out.println(
                status.engine()
                        + "|"
                        + status.settled()
                        + "|"
                        + status.reason()
                        + "|"
                        + status.alarms());
    }
}
