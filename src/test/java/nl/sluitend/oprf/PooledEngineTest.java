package nl.sluitend.oprf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Splitting a batch over threads changes nothing but the time. */
class PooledEngineTest {

    private static final int COUNT = 3 * PooledEngine.PIECE + 17;

    static java.util.List<Engine> engines() {
        return TestEngines.all();
    }

    private static byte[] uniform(Engine engine) {
        byte[] uniform = new byte[COUNT * engine.suite().uniformLength()];
        new Random(8).nextBytes(uniform);
        return uniform;
    }

    @ParameterizedTest
    @MethodSource("engines")
    void allOperationsGiveWhatOneThreadGives(Engine engine) {
        Engine pooled = new PooledEngine(engine);
        Suite suite = engine.suite();
        byte[] uniform = uniform(engine);
        Scalar[] k = new Scalar[COUNT];
        Arrays.setAll(k, i -> TestEngines.scalar(suite, 1_000_003L * i + 1));
        byte[] expected = new byte[COUNT * suite.elementLength()];
        byte[] actual = expected.clone();
        engine.map(uniform, 0, expected, 0, COUNT);
        pooled.map(uniform, 0, actual, 0, COUNT);
        assertThat(actual).isEqualTo(expected);
        byte[] points = expected.clone();
        assertThat(pooled.check(points, 0, COUNT)).isEqualTo(Engine.VALID);
        engine.multiplyMapped(k[5], uniform, 0, expected, 0, COUNT);
        pooled.multiplyMapped(k[5], uniform, 0, actual, 0, COUNT);
        assertThat(actual).isEqualTo(expected);
        pooled.multiply(k[5], points, 0, actual, 0, COUNT);
        assertThat(actual).isEqualTo(expected);
        engine.multiplyEach(k, 0, points, 0, expected, 0, COUNT);
        pooled.multiplyEach(k, 0, points, 0, actual, 0, COUNT);
        assertThat(actual).isEqualTo(expected);
        pooled.multiplyMappedEach(k, 0, uniform, 0, actual, 0, COUNT);
        assertThat(actual).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void theFirstOfSeveralBadElementsIsNamed(Engine engine) {
        Engine pooled = new PooledEngine(engine);
        int length = engine.suite().elementLength();
        byte[] points = new byte[COUNT * length];
        engine.map(uniform(engine), 0, points, 0, COUNT);
        Scalar k = TestEngines.scalar(engine.suite(), 3);
        for (int bad : new int[] {COUNT - 1, 1200, 700, 3}) {
            Arrays.fill(points, bad * length, (bad + 1) * length, (byte) 0);
            assertThat(pooled.check(points, 0, COUNT)).isEqualTo(bad);
            assertThat(pooled.multiply(k, points, 0, new byte[points.length], 0, COUNT))
                    .isEqualTo(bad);
        }
    }
}
