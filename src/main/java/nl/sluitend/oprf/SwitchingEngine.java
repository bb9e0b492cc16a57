package nl.sluitend.oprf;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The scalar engine, and in its place a faster one for larger batches as soon as that is ready. Of
 * every batch of the faster one a random element is computed again by the scalar engine: a
 * difference raises the alarm, ends the use of the faster engine, and the whole batch is computed
 * again, so that no wrong result leaves.
 */
final class SwitchingEngine implements Engine, RootFinder {

    private final Engine steady;
    private final int smallest;
    private final Consumer<String> alarm;
    private volatile @Nullable Engine fast;

    /**
     * @param steady used until another is ready, for small batches and to check
     * @param smallest elements in a batch from which on the faster engine is used
     * @param alarm told, in a sentence without any element, when an engine was wrong
     */
    SwitchingEngine(Engine steady, int smallest, Consumer<String> alarm) {
        this.steady = steady;
        this.smallest = smallest;
        this.alarm = alarm;
    }

    /** From now on larger batches go to that engine. */
    void use(Engine faster) {
        fast = faster;
    }

    private Engine pick(int count) {
        Engine faster = fast;
        return faster == null || count < smallest ? steady : faster;
    }

    @Override
    public Suite suite() {
        return steady.suite();
    }

    @Override
    public String name() {
        return pick(Integer.MAX_VALUE).name();
    }

    @Override
    public int multiply(Scalar k, byte[] in, int inAt, byte[] out, int outAt, int count) {
        Engine engine = pick(count);
        if (engine == steady) {
            return steady.multiply(k, in, inAt, out, outAt, count);
        }
        boolean inPlace = in == out;
        byte[] input = inPlace ? Arrays.copyOfRange(in, inAt, inAt + 32 * count) : in;
        int at = inPlace ? 0 : inAt;
        int bad = engine.multiply(k, input, at, out, outAt, count);
        if (bad != VALID && refusesToo(input, at, bad)) {
            return bad;
        }
        int i = bad == VALID ? sample(count) : bad;
        byte[] again = new byte[32];
        int verdict = bad == VALID ? steady.multiply(k, input, at + 32 * i, again, 0, 1) : bad;
        if (verdict == VALID && agrees(again, out, outAt, i)) {
            return VALID;
        }
        wrong(engine, "multiply");
        return steady.multiply(k, input, at, out, outAt, count);
    }

    @Override
    public int multiplyEach(
            Scalar[] k, int kAt, byte[] in, int inAt, byte[] out, int outAt, int count) {
        Engine engine = pick(count);
        if (engine == steady) {
            return steady.multiplyEach(k, kAt, in, inAt, out, outAt, count);
        }
        boolean inPlace = in == out;
        byte[] input = inPlace ? Arrays.copyOfRange(in, inAt, inAt + 32 * count) : in;
        int at = inPlace ? 0 : inAt;
        int bad = engine.multiplyEach(k, kAt, input, at, out, outAt, count);
        if (bad != VALID && refusesToo(input, at, bad)) {
            return bad;
        }
        int i = bad == VALID ? sample(count) : bad;
        byte[] again = new byte[32];
        int verdict =
                bad == VALID ? steady.multiply(k[kAt + i], input, at + 32 * i, again, 0, 1) : bad;
        if (verdict == VALID && agrees(again, out, outAt, i)) {
            return VALID;
        }
        wrong(engine, "multiplyEach");
        return steady.multiplyEach(k, kAt, input, at, out, outAt, count);
    }

    @Override
    public void multiplyMapped(Scalar k, byte[] uniform, int at, byte[] out, int outAt, int count) {
        Engine engine = pick(count);
        engine.multiplyMapped(k, uniform, at, out, outAt, count);
        if (engine == steady) {
            return;
        }
        int i = sample(count);
        byte[] again = new byte[32];
        steady.multiplyMapped(k, uniform, at + 64 * i, again, 0, 1);
        if (!agrees(again, out, outAt, i)) {
            wrong(engine, "multiplyMapped");
            steady.multiplyMapped(k, uniform, at, out, outAt, count);
        }
    }

    @Override
    public void multiplyMappedEach(
            Scalar[] k, int kAt, byte[] uniform, int at, byte[] out, int outAt, int count) {
        Engine engine = pick(count);
        engine.multiplyMappedEach(k, kAt, uniform, at, out, outAt, count);
        if (engine == steady) {
            return;
        }
        int i = sample(count);
        byte[] again = new byte[32];
        steady.multiplyMapped(k[kAt + i], uniform, at + 64 * i, again, 0, 1);
        if (!agrees(again, out, outAt, i)) {
            wrong(engine, "multiplyMappedEach");
            steady.multiplyMappedEach(k, kAt, uniform, at, out, outAt, count);
        }
    }

    @Override
    public void map(byte[] uniform, int at, byte[] out, int outAt, int count) {
        steady.map(uniform, at, out, outAt, count);
    }

    @Override
    public int check(byte[] in, int inAt, int count) {
        Engine engine = pick(count);
        int bad = engine.check(in, inAt, count);
        if (engine == steady) {
            return bad;
        }
        if (bad != VALID && refusesToo(in, inAt, bad)) {
            return bad;
        }
        if (bad == VALID && steady.check(in, inAt + 32 * sample(count), 1) == VALID) {
            return VALID;
        }
        wrong(engine, "check");
        return steady.check(in, inAt, count);
    }

    @Override
    public int combine(long[] c, byte[] in, int inAt, int count, byte[] out, int outAt) {
        // Sums stand in proofs, which the counterpart verifies with an engine of its own.
        return pick(count).combine(c, in, inAt, count, out, outAt);
    }

    @Override
    public void weights(Weights weights, int from, int count, long[] out) {
        // As with sums: a wrong weight makes a proof that the counterpart refuses.
        pick(count).weights(weights, from, count, out);
    }

    @Override
    public void find(byte[] in, int inAt, int count, byte[] roots) {
        if (pick(count) instanceof RootFinder finder) {
            finder.find(in, inAt, count, roots);
        }
    }

    /** Whether the steady engine refuses the element as well, so that all is as it should be. */
    private boolean refusesToo(byte[] in, int inAt, int bad) {
        return steady.check(in, inAt + 32 * bad, 1) != VALID;
    }

    private static int sample(int count) {
        return ThreadLocalRandom.current().nextInt(count);
    }

    private static boolean agrees(byte[] again, byte[] out, int outAt, int i) {
        int at = outAt + 32 * i;
        return Arrays.equals(again, 0, 32, out, at, at + 32);
    }

    private void wrong(Engine engine, String operation) {
        fast = null;
        alarm.accept(
                "the "
                        + engine.name()
                        + " engine gave a wrong result ("
                        + operation
                        + "); the "
                        + steady.name()
                        + " engine has taken over");
    }
}
