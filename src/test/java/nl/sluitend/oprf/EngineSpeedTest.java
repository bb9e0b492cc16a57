package nl.sluitend.oprf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The floor below the vector engine: a kernel that has outgrown the compiler's inlining runs some
 * 35 times slower. Two lanes of full speed beat the scalar engine; half its speed is only ever the
 * cliff.
 */
class EngineSpeedTest {

    private static final int BATCH = 256;
    private static final double FLOOR = 0.5;

    @Test
    void theVectorEngineHasNotFallenOffTheInliningCliff() {
        List<Engine> engines = TestEngines.ristretto();
        assumeTrue(engines.size() == 2, Engines.obstacle());
        byte[] uniform = new byte[64 * BATCH];
        new java.util.Random(6).nextBytes(uniform);
        byte[] points = new byte[32 * BATCH];
        engines.getFirst().map(uniform, 0, points, 0, BATCH);
        Scalar k = Scalar.reduce(Suite.RISTRETTO255_SHA512, uniform);
        // Both warm up until the floor is met, or far longer than the compiler needs.
        double best = 0;
        for (int round = 0; round < 60 && best < FLOOR; round++) {
            double scalar = cpuSecondsPerBatch(engines.getFirst(), k, points);
            best = Math.max(best, scalar / cpuSecondsPerBatch(engines.getLast(), k, points));
        }
        assertThat(best).as("vector rate by scalar rate").isGreaterThanOrEqualTo(FLOOR);
    }

    private static double cpuSecondsPerBatch(Engine engine, Scalar k, byte[] points) {
        var threads = ManagementFactory.getThreadMXBean();
        byte[] out = new byte[points.length];
        long start = threads.getCurrentThreadCpuTime();
        int batches = 0;
        long used;
        do {
            engine.multiply(k, points, 0, out, 0, BATCH);
            batches++;
            used = threads.getCurrentThreadCpuTime() - start;
        } while (used < 200_000_000);
        return used / 1e9 / batches;
    }
}
