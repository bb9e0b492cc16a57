package nl.sluitend.oprf;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Engines allocate nothing per element: a call with twice the elements takes no more of the heap.
 * Until the just-in-time compiler is done every vector is an object, so that the engines are first
 * called until it is; kernels beyond its inlining never get there.
 */
class AllocationTest {

    private static final int COUNT = 512;
    private static final int ROUNDS = 400;

    /**
     * Bytes for each element more: below any object, above what the JVM itself adds now and then.
     */
    private static final double LIMIT = 4;

    static java.util.List<Engine> engines() {
        return TestEngines.all();
    }

    /** An operation on the first so many elements. */
    private interface Operation {
        void run(int count);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void twiceTheElementsTakeNoMoreMemory(Engine engine) {
        Suite suite = engine.suite();
        byte[] uniform = new byte[2 * COUNT * suite.uniformLength()];
        new Random(5).nextBytes(uniform);
        byte[] points = new byte[2 * COUNT * suite.elementLength()];
        engine.map(uniform, 0, points, 0, 2 * COUNT);
        byte[] out = new byte[points.length];
        Scalar k = Scalar.reduce(suite, java.util.Arrays.copyOf(uniform, 64));
        assertThat(perElement(n -> engine.multiply(k, points, 0, out, 0, n)))
                .as("multiply")
                .isLessThan(LIMIT);
        assertThat(perElement(n -> engine.multiplyMapped(k, uniform, 0, out, 0, n)))
                .as("multiplyMapped")
                .isLessThan(LIMIT);
        assertThat(perElement(n -> engine.check(points, 0, n))).as("check").isLessThan(LIMIT);
    }

    private static double perElement(Operation operation) {
        double least = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS && least >= LIMIT; round++) {
            long once = allocated(operation, COUNT);
            long twice = allocated(operation, 2 * COUNT);
            least = Math.min(least, (twice - once) / (double) COUNT);
        }
        return least;
    }

    private static long allocated(Operation operation, int count) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        operation.run(count);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
