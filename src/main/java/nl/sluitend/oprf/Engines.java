package nl.sluitend.oprf;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Which engine computes, and why. Every group starts on the scalar engine. The vector engine takes
 * over for larger batches once it has been warmed up in the background, has passed its known-answer
 * test, and has proved the faster of the two on this machine. The setting {@code
 * sluitend.oprf.engine} decides otherwise: {@code scalar} never tries, {@code vector} takes over
 * without being the faster, {@code auto} is the default.
 */
public final class Engines {

    /** The name of the setting. */
    public static final String SETTING = "sluitend.oprf.engine";

    /** Below this many elements the scalar engine is used: it needs no filled-up vectors. */
    static final int SMALLEST_BATCH = 4;

    /**
     * What the node logs and shows in its health.
     *
     * @param engine the engine of ristretto255-SHA512 for larger batches at this moment
     * @param reason why that one, in a sentence
     * @param settled whether the choice has been made; before that the scalar engine stands in
     * @param alarms the sentences of every alarm so far
     */
    public record Status(String engine, String reason, boolean settled, List<String> alarms) {

        public Status {
            alarms = List.copyOf(alarms);
        }
    }

    private static final List<String> ALARMS = new CopyOnWriteArrayList<>();
    private static final List<Consumer<String>> LISTENERS = new CopyOnWriteArrayList<>();
    private static final SwitchingEngine RISTRETTO =
            new SwitchingEngine(new ScalarEngine(), SMALLEST_BATCH, Engines::alarm);
    private static final Engine RISTRETTO_POOLED = new PooledEngine(RISTRETTO);
    private static final Engine P256_POOLED = new PooledEngine(new P256Engine());
    private static final AtomicBoolean STARTED = new AtomicBoolean();

    private static volatile String reason = "not asked to warm up yet";
    private static volatile boolean settled;

    private Engines() {}

    /** The engine behind {@link Group#of(Suite)}. */
    static Engine of(Suite suite) {
        return switch (suite) {
            case RISTRETTO255_SHA512 -> RISTRETTO_POOLED;
            case P256_SHA256 -> P256_POOLED;
        };
    }

    /**
     * Every engine of the suite that can run in this JVM, on the calling thread and without checks:
     * for tests and measurements. The first is the one that stands in for all others.
     */
    public static List<Engine> runnable(Suite suite) {
        return switch (suite) {
            case P256_SHA256 -> List.of(new P256Engine());
            case RISTRETTO255_SHA512 ->
                    obstacle().isEmpty()
                            ? List.of(new ScalarEngine(), VectorTrial.engine())
                            : List.of(new ScalarEngine());
        };
    }

    /** That engine, its larger batches spread over the processors. */
    public static Engine pooled(Engine engine) {
        return new PooledEngine(engine);
    }

    /**
     * The scalar engine as one that verifies what the engine in use computed, larger batches spread
     * over the processors. The engine in use proposes square roots; each is checked by squaring.
     */
    public static Engine verifier() {
        return new PooledEngine(new ScalarEngine(RISTRETTO));
    }

    /** Calls the listener, on the thread that found out, whenever an engine gave a wrong result. */
    public static void onAlarm(Consumer<String> listener) {
        LISTENERS.add(listener);
    }

    private static void alarm(String sentence) {
        reason = sentence;
        ALARMS.add(sentence);
        LISTENERS.forEach(listener -> listener.accept(sentence));
    }

    /** The engine in use and why. */
    public static Status status() {
        return new Status(RISTRETTO.name(), reason, settled, ALARMS);
    }

    /**
     * Starts choosing and warming up in the background, once per JVM; the node calls it at start.
     * Never fails: whatever stands in the way of vectors becomes the reason in {@link #status}.
     *
     * @param setting {@code auto}, {@code vector} or {@code scalar}: the value of {@link #SETTING}
     * @param done called with the outcome when the choice has been made
     */
    public static void warmUp(String setting, Consumer<Status> done) {
        if (STARTED.compareAndSet(false, true)) {
            Thread.ofPlatform()
                    .daemon()
                    .name("oprf-warm-up")
                    .priority(Thread.MIN_PRIORITY)
                    .start(
                            () -> {
                                settle(setting);
                                done.accept(status());
                            });
        }
    }

    private static void settle(String setting) {
        reason = "warming up";
        try {
            reason = choose(setting);
        } catch (RuntimeException | LinkageError e) {
            reason = "scalar: the vector engine cannot run here (" + e + ")";
        }
        settled = true;
    }

    private static String choose(String setting) {
        if (!List.of("auto", "vector", "scalar").contains(setting)) {
            return "scalar: " + SETTING + " must be auto, vector or scalar, not " + setting;
        }
        if (setting.equals("scalar")) {
            return "scalar: set by " + SETTING;
        }
        String obstacle = obstacle();
        if (!obstacle.isEmpty()) {
            return "scalar: " + obstacle;
        }
        return VectorTrial.run(new ScalarEngine(), setting.equals("vector"), RISTRETTO::use);
    }

    /** What keeps this JVM from vectors, empty if nothing does; names no vector type itself. */
    static String obstacle() {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            return "the JVM was started without --add-modules jdk.incubator.vector";
        }
        if (System.getProperty("java.vm.info", "").contains("interpreted")) {
            return "the JVM interprets, and does not compile";
        }
        for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (argument.startsWith("-XX:TieredStopAtLevel=") && !argument.endsWith("=4")) {
                return "the JVM is held to its first compiler ("
                        + argument
                        + "), where vectors are slower than scalars";
            }
        }
        return "";
    }
}
