package nl.sluitend.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Interleaved rounds: every candidate runs one slice of CPU time per round, so that what disturbs
 * the machine disturbs all. Rates are per second of the threads' own CPU time.
 */
final class EcRounds {

    /** Warm-up in slices; the vector engine is at full speed after some 40,000 elements. */
    private static final int WARM_UP_SLICES = 10;

    /**
     * Medians over the rounds.
     *
     * @param opsPerCpuSecond per second of CPU time of all threads together
     * @param opsPerSecond per second on the clock
     * @param ratio to libsodium at the same operation, if it was there
     */
    record Result(double opsPerCpuSecond, double opsPerSecond, OptionalDouble ratio) {}

    private record Slice(double operations, long cpuNanos, long nanos) {

        double perCpuSecond() {
            return operations * 1e9 / cpuNanos;
        }

        double perSecond() {
            return operations * 1e9 / nanos;
        }
    }

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final List<EcCandidate> candidates;
    private final int threads;
    private final int rounds;
    private final long sliceNanos;
    private final Map<EcCandidate, List<Slice>> slices = new HashMap<>();

    EcRounds(List<EcCandidate> candidates, int threads, int rounds, int sliceMillis) {
        this.candidates = candidates;
        this.threads = threads;
        this.rounds = rounds;
        this.sliceNanos = sliceMillis * 1_000_000L;
        candidates.forEach(c -> slices.put(c, new ArrayList<>()));
    }

    void run() {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (EcCandidate candidate : candidates) {
                slice(pool, candidate, sliceNanos * WARM_UP_SLICES);
            }
            for (int round = 0; round < rounds; round++) {
                for (EcCandidate candidate : candidates) {
                    Objects.requireNonNull(slices.get(candidate))
                            .add(slice(pool, candidate, sliceNanos));
                }
            }
        }
    }

    private Slice slice(ExecutorService pool, EcCandidate candidate, long cpuNanos) {
        List<Callable<Slice>> work = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Runnable batch = candidate.batch().get();
            work.add(() -> work(batch, candidate.size(), cpuNanos));
        }
        long start = System.nanoTime();
        double operations = 0;
        long cpu = 0;
        try {
            for (Future<Slice> part : pool.invokeAll(work)) {
                operations += part.get().operations();
                cpu += part.get().cpuNanos();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(
                    "the measurement of " + candidate.name() + " failed", e);
        }
        return new Slice(operations, cpu, System.nanoTime() - start);
    }

    private static Slice work(Runnable batch, int size, long cpuNanos) {
        long start = THREADS.getCurrentThreadCpuTime();
        long used;
        long batches = 0;
        do {
            batch.run();
            batches++;
            used = THREADS.getCurrentThreadCpuTime() - start;
        } while (used < cpuNanos);
        return new Slice((double) batches * size, used, 0);
    }

    Result result(EcCandidate candidate) {
        List<Slice> own = Objects.requireNonNull(slices.get(candidate));
        return new Result(
                median(own.stream().mapToDouble(Slice::perCpuSecond).toArray()),
                median(own.stream().mapToDouble(Slice::perSecond).toArray()),
                ratio(candidate, own));
    }

    private OptionalDouble ratio(EcCandidate candidate, List<Slice> own) {
        for (EcCandidate other : candidates) {
            if (other.name().equals(EcCandidate.LIBSODIUM)
                    && other.operation().equals(candidate.operation())) {
                List<Slice> base = Objects.requireNonNull(slices.get(other));
                double[] ratios = new double[rounds];
                Arrays.setAll(ratios, i -> own.get(i).perCpuSecond() / base.get(i).perCpuSecond());
                return OptionalDouble.of(median(ratios));
            }
        }
        return OptionalDouble.empty();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
