package nl.sluitend.oprf;

import org.jspecify.annotations.Nullable;

/**
 * An engine that works on one element at a time and encodes them by the block: what the scalar
 * engine and the P-256 engine have in common. Streams: a call needs the memory of one block.
 */
abstract class BlockEngine implements Engine {

    private final Suite suite;
    private final String name;

    BlockEngine(Suite suite, String name) {
        this.suite = suite;
        this.name = name;
    }

    /** Memory for as many elements as a call has, or as share an inversion. */
    abstract Block block(int count);

    @Override
    public final Suite suite() {
        return suite;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public int multiply(Scalar k, byte[] in, int inAt, byte[] out, int outAt, int count) {
        return run(k, null, 0, in, inAt, suite.elementLength(), out, outAt, count);
    }

    @Override
    public int multiplyEach(
            Scalar[] k, int kAt, byte[] in, int inAt, byte[] out, int outAt, int count) {
        return run(null, k, kAt, in, inAt, suite.elementLength(), out, outAt, count);
    }

    @Override
    public void multiplyMapped(Scalar k, byte[] uniform, int at, byte[] out, int outAt, int count) {
        run(k, null, 0, uniform, at, suite.uniformLength(), out, outAt, count);
    }

    @Override
    public void multiplyMappedEach(
            Scalar[] k, int kAt, byte[] uniform, int at, byte[] out, int outAt, int count) {
        run(null, k, kAt, uniform, at, suite.uniformLength(), out, outAt, count);
    }

    /**
     * The length of an input tells encodings from uniform strings, as in no suite they are equal.
     */
    private int run(
            @Nullable Scalar all,
            Scalar @Nullable [] each,
            int kAt,
            byte[] in,
            int inAt,
            int inLength,
            byte[] out,
            int outAt,
            int count) {
        Block block = block(count);
        try {
            if (all != null) {
                block.multiplier(all);
            }
            for (int done = 0; done < count; done += block.size()) {
                int n = Math.min(block.size(), count - done);
                for (int i = 0; i < n; i++) {
                    int from = inAt + inLength * (done + i);
                    if (inLength == suite.uniformLength()) {
                        block.map(i, in, from);
                    } else if (!block.decode(i, in, from)) {
                        return done + i;
                    }
                    if (each != null) {
                        block.multiplier(each[kAt + done + i]);
                    }
                    block.multiply(i);
                }
                block.encodeProducts(n, out, outAt + suite.elementLength() * done);
            }
            return VALID;
        } finally {
            block.wipe();
        }
    }

    @Override
    public void map(byte[] uniform, int at, byte[] out, int outAt, int count) {
        Block block = block(1);
        try {
            for (int i = 0; i < count; i++) {
                block.map(0, uniform, at + suite.uniformLength() * i);
                block.encodeFirst(out, outAt + suite.elementLength() * i);
            }
        } finally {
            block.wipe();
        }
    }

    @Override
    public int check(byte[] in, int inAt, int count) {
        Block block = block(1);
        for (int i = 0; i < count; i++) {
            if (!block.decode(0, in, inAt + suite.elementLength() * i)) {
                return i;
            }
        }
        return VALID;
    }
}
