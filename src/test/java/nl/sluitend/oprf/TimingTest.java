package nl.sluitend.oprf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import nl.sluitend.TestScale;
import org.junit.jupiter.api.Test;
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
        assertThat(Math.abs(t(engine))).as("t of %s", engine.name()).isLessThan(THRESHOLD);
    }

    /** What the threshold is worth: a multiplier that skips digits of zero is far beyond it. */
    @Test
    void aMultiplierThatSkipsZerosIsFoundOut() {
        assumeTrue(TestScale.isFull(), "only at sluitend.test.scale=full");
        Engine right = new ScalarEngine();
        Engine careless = new Careless(right);
        assertThat(Math.abs(t(careless))).as("t of a careless engine").isGreaterThan(THRESHOLD);
    }

    private static double t(Engine engine) {
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
        return welch(fastest(times[0], count[0]), fastest(times[1], count[1]));
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

    /** Does a little more for every bit of the scalar that is set, as double-and-add does. */
    private record Careless(Engine engine) implements Engine {

        @Override
        public Suite suite() {
            return engine.suite();
        }

        @Override
        public String name() {
            return "careless";
        }

        @Override
        public int multiply(Scalar k, byte[] in, int inAt, byte[] out, int outAt, int count) {
            for (long limb : k.limbs()) {
                for (int bit = Long.bitCount(limb); bit >= Integer.SIZE; bit -= Integer.SIZE) {
                    engine.check(in, inAt, 1);
                }
            }
            return engine.multiply(k, in, inAt, out, outAt, count);
        }

        @Override
        public int multiplyEach(
                Scalar[] k, int kAt, byte[] in, int inAt, byte[] out, int outAt, int count) {
            return engine.multiplyEach(k, kAt, in, inAt, out, outAt, count);
        }

        @Override
        public void multiplyMapped(
                Scalar k, byte[] uniform, int at, byte[] out, int outAt, int count) {
            engine.multiplyMapped(k, uniform, at, out, outAt, count);
        }

        @Override
        public void multiplyMappedEach(
                Scalar[] k, int kAt, byte[] uniform, int at, byte[] out, int outAt, int count) {
            engine.multiplyMappedEach(k, kAt, uniform, at, out, outAt, count);
        }

        @Override
        public void map(byte[] uniform, int at, byte[] out, int outAt, int count) {
            engine.map(uniform, at, out, outAt, count);
        }

        @Override
        public int check(byte[] in, int inAt, int count) {
            return engine.check(in, inAt, count);
        }

        @Override
        public int combine(long[] c, byte[] in, int inAt, int count, byte[] out, int outAt) {
            return engine.combine(c, in, inAt, count, out, outAt);
        }
    }
}
