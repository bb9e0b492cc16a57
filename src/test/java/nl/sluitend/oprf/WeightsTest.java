package nl.sluitend.oprf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import nl.sluitend.TestScale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a proof hashes and sums: every engine, and every way of sharing the work, gives what one
 * hash after the other and one multiplication after the other give.
 */
class WeightsTest {

    private final Random random = new Random(Long.getLong("sluitend.test.seed", System.nanoTime()));

    static List<Engine> engines() {
        return TestEngines.all();
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] points(Engine engine, int count) {
        byte[] points = new byte[count * engine.suite().elementLength()];
        engine.map(bytes(count * engine.suite().uniformLength()), 0, points, 0, count);
        return points;
    }

    /** Context strings of every length around the borders of a block, and beyond 255 bytes. */
    @ParameterizedTest
    @MethodSource("engines")
    void everyEngineHashesToTheSameWeights(Engine engine) {
        Suite suite = engine.suite();
        for (int i = 0; i < Math.max(12, TestScale.of(1_200)); i++) {
            int count = 1 + random.nextInt(40);
            int length = suite.elementLength();
            Weights weights =
                    new Weights(
                            suite,
                            bytes(1 + random.nextInt(300)),
                            bytes(length),
                            bytes(count * length),
                            bytes(count * length));
            long[] expected = new long[count * Modulus.LIMBS];
            weights.compute(0, count, expected);
            long[] actual = new long[count * Modulus.LIMBS];
            int cut = random.nextInt(count + 1);
            engine.weights(weights, cut, count - cut, actual);
            engine.weights(weights, 0, cut, actual);
            assertThat(actual).as("%d weights", count).isEqualTo(expected);
            long[] pooled = new long[count * Modulus.LIMBS];
            new PooledEngine(engine).weights(weights, 0, count, pooled);
            assertThat(pooled).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void aSumIsThatOfItsProducts(Engine engine) {
        Suite suite = engine.suite();
        for (int count : new int[] {1, 2, 63, 64, 65, 300}) {
            byte[] points = points(engine, count);
            long[] c = new long[count * Modulus.LIMBS];
            // All points are multiples of the first, so that one product tells the sum.
            Scalar expected = TestEngines.scalar(suite, 0);
            for (int i = 0; i < count; i++) {
                Scalar factor = TestEngines.scalar(suite, i == 0 ? 1 : 1 + random.nextInt(99_999));
                engine.multiply(factor, points, 0, points, i * suite.elementLength(), 1);
                Scalar weight = Scalar.reduce(suite, bytes(64));
                System.arraycopy(weight.limbs(), 0, c, i * Modulus.LIMBS, Modulus.LIMBS);
                expected = expected.plus(weight.times(factor));
            }
            byte[] product = new byte[suite.elementLength()];
            engine.multiply(expected, points, 0, product, 0, 1);
            byte[] sum = new byte[suite.elementLength()];
            assertThat(engine.combine(c, points, 0, count, sum, 0)).isEqualTo(Engine.VALID);
            assertThat(sum).as("%d terms", count).isEqualTo(product);
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void aSharedSumIsTheSame(Engine engine) {
        Engine pooled = new PooledEngine(engine);
        int length = engine.suite().elementLength();
        int count = 2 * PooledEngine.SMALLEST_SHARE + 77;
        byte[] few = points(engine, 40);
        byte[] points = new byte[count * length];
        for (int i = 0; i < count; i++) {
            System.arraycopy(few, random.nextInt(40) * length, points, i * length, length);
        }
        long[] c = new long[count * Modulus.LIMBS];
        for (int i = 0; i < c.length; i++) {
            c[i] = i % Modulus.LIMBS == Modulus.LIMBS - 1 ? 0 : random.nextLong();
        }
        byte[] expected = new byte[length];
        byte[] actual = new byte[length];
        engine.combine(c, points, 0, count, expected, 0);
        assertThat(pooled.combine(c, points, 0, count, actual, 0)).isEqualTo(Engine.VALID);
        assertThat(actual).isEqualTo(expected);
        int bad = count - 3;
        Arrays.fill(points, bad * length, (bad + 1) * length, (byte) 0);
        assertThat(pooled.combine(c, points, 0, count, actual, 0)).isEqualTo(bad);
        // Shares that sum to the identity, which has no encoding of its own.
        Arrays.fill(c, 0);
        System.arraycopy(few, 0, points, bad * length, length);
        assertThat(pooled.combine(c, points, 0, count, actual, 0)).isEqualTo(Engine.VALID);
        assertThat(actual).containsOnly(0);
        c[(count - 1) * Modulus.LIMBS] = 1;
        pooled.combine(c, points, 0, count, actual, 0);
        assertThat(actual)
                .isEqualTo(Arrays.copyOfRange(points, (count - 1) * length, count * length));
    }
}
