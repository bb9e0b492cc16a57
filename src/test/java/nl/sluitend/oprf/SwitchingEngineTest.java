package nl.sluitend.oprf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An engine that computes wrongly is found out, replaced, and its results are thrown away. */
class SwitchingEngineTest {

    private static final Suite SUITE = Suite.RISTRETTO255_SHA512;
    private static final int COUNT = 12;
    private static final Scalar K = TestEngines.scalar(SUITE, 424_242);

    private final ScalarEngine right = new ScalarEngine();
    private final List<String> alarms = new ArrayList<>();
    private final SwitchingEngine engine = new SwitchingEngine(right, 4, alarms::add);
    private final byte[] uniform = new byte[64 * COUNT];
    private final byte[] points = new byte[32 * COUNT];
    private final byte[] products = new byte[32 * COUNT];
    private final byte[] out = new byte[32 * COUNT];

    @BeforeEach
    void points() {
        new Random(31).nextBytes(uniform);
        right.map(uniform, 0, points, 0, COUNT);
        right.multiply(K, points, 0, products, 0, COUNT);
    }

    /** Right, but for the last bit of every element of its output, or for its verdicts. */
    private final class Faulty implements Engine {

        private final boolean wrongVerdicts;

        Faulty(boolean wrongVerdicts) {
            this.wrongVerdicts = wrongVerdicts;
        }

        private int spoil(int verdict, byte[] out, int outAt, int count) {
            for (int i = 0; i < count && !wrongVerdicts; i++) {
                out[outAt + 32 * i + 31] ^= 1;
            }
            return wrongVerdicts ? (verdict == VALID ? 2 : VALID) : verdict;
        }

        @Override
        public Suite suite() {
            return SUITE;
        }

        @Override
        public String name() {
            return "faulty";
        }

        @Override
        public int multiply(Scalar k, byte[] in, int inAt, byte[] out, int outAt, int count) {
            return spoil(right.multiply(k, in, inAt, out, outAt, count), out, outAt, count);
        }

        @Override
        public int multiplyEach(
                Scalar[] k, int kAt, byte[] in, int inAt, byte[] out, int outAt, int count) {
            int verdict = right.multiplyEach(k, kAt, in, inAt, out, outAt, count);
            return spoil(verdict, out, outAt, count);
        }

        @Override
        public void multiplyMapped(
                Scalar k, byte[] uniform, int at, byte[] out, int outAt, int count) {
            right.multiplyMapped(k, uniform, at, out, outAt, count);
            spoil(VALID, out, outAt, count);
        }

        @Override
        public void multiplyMappedEach(
                Scalar[] k, int kAt, byte[] uniform, int at, byte[] out, int outAt, int count) {
            right.multiplyMappedEach(k, kAt, uniform, at, out, outAt, count);
            spoil(VALID, out, outAt, count);
        }

        @Override
        public void map(byte[] uniform, int at, byte[] out, int outAt, int count) {
            right.map(uniform, at, out, outAt, count);
        }

        @Override
        public int check(byte[] in, int inAt, int count) {
            return spoil(right.check(in, inAt, count), new byte[32 * count], 0, count);
        }

        @Override
        public int combine(long[] c, byte[] in, int inAt, int count, byte[] out, int outAt) {
            return right.combine(c, in, inAt, count, out, outAt);
        }
    }

    private void assertFoundOut() {
        assertThat(alarms).hasSize(1).first().asString().contains("faulty", "scalar");
        assertThat(engine.name()).isEqualTo("scalar");
        alarms.clear();
    }

    @Test
    void wrongProductsNeverLeave() {
        engine.use(new Faulty(false));
        assertThat(engine.multiply(K, points, 0, out, 0, COUNT)).isEqualTo(Engine.VALID);
        assertThat(out).isEqualTo(products);
        assertFoundOut();
        engine.use(new Faulty(false));
        engine.multiplyMapped(K, uniform, 0, out, 0, COUNT);
        assertThat(out).isEqualTo(products);
        assertFoundOut();
        Scalar[] each = new Scalar[COUNT];
        Arrays.fill(each, K);
        engine.use(new Faulty(false));
        engine.multiplyEach(each, 0, points, 0, out, 0, COUNT);
        assertThat(out).isEqualTo(products);
        assertFoundOut();
        engine.use(new Faulty(false));
        engine.multiplyMappedEach(each, 0, uniform, 0, out, 0, COUNT);
        assertThat(out).isEqualTo(products);
        assertFoundOut();
    }

    @Test
    void wrongProductsNeverLeaveWhenTheInputIsOverwritten() {
        engine.use(new Faulty(false));
        byte[] both = points.clone();
        assertThat(engine.multiply(K, both, 0, both, 0, COUNT)).isEqualTo(Engine.VALID);
        assertThat(both).isEqualTo(products);
        assertFoundOut();
    }

    @Test
    void refusalOfAGoodElementIsFoundOut() {
        engine.use(new Faulty(true));
        assertThat(engine.check(points, 0, COUNT)).isEqualTo(Engine.VALID);
        assertFoundOut();
        engine.use(new Faulty(true));
        assertThat(engine.multiply(K, points, 0, out, 0, COUNT)).isEqualTo(Engine.VALID);
        assertThat(out).isEqualTo(products);
        assertFoundOut();
    }

    @Test
    void anEngineThatIsRightStaysAndSmallBatchesPassItBy() {
        engine.use(TestEngines.ristretto().getLast());
        assertThat(engine.multiply(K, points, 0, out, 0, COUNT)).isEqualTo(Engine.VALID);
        assertThat(out).isEqualTo(products);
        points[32 * 7] ^= 1;
        assertThat(engine.check(points, 0, COUNT)).isEqualTo(right.check(points, 0, COUNT));
        engine.use(new Faulty(false));
        engine.multiply(K, Arrays.copyOf(products, 96), 0, out, 0, 3);
        assertThat(alarms).isEmpty();
    }
}
