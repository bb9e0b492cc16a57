package nl.sluitend.oprf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import nl.sluitend.TestScale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Does the time of a multiplication tell scalars apart? Fixed against random scalars in random
 * order, compared by Welch's t-test on the faster 90 % (Reparaz, Balasch, Verbauwhede, "Dude, is my
 * code constant time?", 2017). Threshold: t below 10 in size at 40,000 samples; their paper takes
 * 4.5 for suspicion on a quiet machine and 10 for certainty, and this runs on a shared one. Runs in
 * the full run alone: it takes minutes, and says nothing on fewer samples.
 */
class TimingTest {

    private static final int SAMPLES = 40_000;
    private static final double THRESHOLD = 10;
    private static final int BATCH = 8;

    static java.util.List<Engine> engines() {
        return TestEngines.all();
    }

    @ParameterizedTest
    @MethodSource("engines")
    void timeDoesNotTellAFixedScalarFromRandomOnes(Engine engine) {
        assumeTrue(TestScale.isFull(), "only at sluitend.test.scale=full");
        Random random = new Random(2017);
        Suite suite = engine.suite();
        byte[] uniform = new byte[BATCH * suite.uniformLength()];
        random.nextBytes(uniform);
        byte[] points = new byte[BATCH * suite.elementLength()];
        engine.map(uniform, 0, points, 0, BATCH);
        // Few digits other than zero: the scalar that a careless multiplier is fastest with.
        Scalar fixed = TestEngines.scalar(suite, 2);
        Scalar[] pool = new Scalar[512];
        Arrays.setAll(pool, i -> random(suite, random));
        byte[] out = new byte[points.length];
        for (int i = 0; i < 6_000; i++) {
            engine.multiply(pool[i % pool.length], points, 0, out, 0, BATCH);
        }
        double[][] times = new double[2][SAMPLES];
        int[] count = new int[2];
        var threads = ManagementFactory.getThreadMXBean();
        while (count[0] < SAMPLES && count[1] < SAMPLES) {
            int kind = random.nextInt(2);
            Scalar other = pool[random.nextInt(pool.length)];
            Scalar k = kind == 0 ? fixed : other;
            long start = threads.getCurrentThreadCpuTime();
            engine.multiply(k, points, 0, out, 0, BATCH);
            times[kind][count[kind]++] = (double) (threads.getCurrentThreadCpuTime() - start);
        }
        double t = welch(fastest(times[0], count[0]), fastest(times[1], count[1]));
        assertThat(Math.abs(t)).as("t of %s", engine.name()).isLessThan(THRESHOLD);
    }

    private static Scalar random(Suite suite, Random random) {
        byte[] wide = new byte[64];
        random.nextBytes(wide);
        return Scalar.reduce(suite, wide);
    }

    private static double[] fastest(double[] times, int count) {
        double[] sorted = Arrays.copyOf(times, count);
        Arrays.sort(sorted);
        return Arrays.copyOf(sorted, count * 9 / 10);
    }

    private static double welch(double[] a, double[] b) {
        double meanA = Arrays.stream(a).average().orElseThrow();
        double meanB = Arrays.stream(b).average().orElseThrow();
        double varianceA = Arrays.stream(a).map(x -> (x - meanA) * (x - meanA)).sum() / a.length;
        double varianceB = Arrays.stream(b).map(x -> (x - meanB) * (x - meanB)).sum() / b.length;
        return (meanA - meanB) / Math.sqrt(varianceA / a.length + varianceB / b.length);
    }
}
