package nl.sluitend.oprf;

import static nl.sluitend.oprf.VectorField.LANES;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * ristretto255 on the vectors of {@code jdk.incubator.vector}, one element per lane, for any lane
 * width that the machine prefers. Streams: a call needs the memory of 32 vectors, however many
 * elements it has. Touch this class only when the module is there (see {@link Engines}).
 */
final class VectorEngine implements Engine, RootFinder {

    private static final int IN = 32;
    private static final int UNIFORM = 64;

    /** Below this many terms a sum is not worth its buckets. */
    private static final int SMALLEST_SUM = 64;

    /** With fewer lanes the processor's own SHA-512 is the faster one. */
    private static final int LANES_TO_HASH = 4;

    @Override
    public Suite suite() {
        return Suite.RISTRETTO255_SHA512;
    }

    @Override
    public String name() {
        return "vector";
    }

    /** Elements side by side on this machine. */
    int lanes() {
        return LANES;
    }

    @Override
    public int multiply(Scalar k, byte[] in, int inAt, byte[] out, int outAt, int count) {
        return run(new Job(k, null, 0, in, inAt, IN, out, outAt, count));
    }

    @Override
    public int multiplyEach(
            Scalar[] k, int kAt, byte[] in, int inAt, byte[] out, int outAt, int count) {
        return run(new Job(null, k, kAt, in, inAt, IN, out, outAt, count));
    }

    @Override
    public void multiplyMapped(Scalar k, byte[] uniform, int at, byte[] out, int outAt, int count) {
        run(new Job(k, null, 0, uniform, at, UNIFORM, out, outAt, count));
    }

    @Override
    public void multiplyMappedEach(
            Scalar[] k, int kAt, byte[] uniform, int at, byte[] out, int outAt, int count) {
        run(new Job(null, k, kAt, uniform, at, UNIFORM, out, outAt, count));
    }

    /** One call: the input is encodings of 32 bytes or uniform strings of 64. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Job(
            @Nullable Scalar k,
            Scalar @Nullable [] each,
            int kAt,
            byte[] in,
            int inAt,
            int inLength,
            byte[] out,
            int outAt,
            int count) {

        /** The scalar of an element; those that only fill up a vector take the last. */
        Scalar scalar(int i) {
            return each == null ? Objects.requireNonNull(k) : each[kAt + Math.min(i, count - 1)];
        }
    }

    private static int run(Job job) {
        if (job.count() == 0) {
            return VALID;
        }
        VectorBlock block = new VectorBlock(job.count());
        byte[] padded = new byte[LANES * UNIFORM];
        try {
            if (job.each() == null) {
                block.multiplier(job.scalar(0));
            }
            int whole = job.count() - job.count() % LANES;
            for (int done = 0; done < whole; done += block.vectors() * LANES) {
                int n = Math.min(block.vectors(), (whole - done) / LANES);
                for (int v = 0; v < n; v++) {
                    int first = done + v * LANES;
                    int bad =
                            one(
                                    block,
                                    v,
                                    job,
                                    first,
                                    job.in(),
                                    job.inAt() + first * job.inLength());
                    if (bad != VALID) {
                        return bad;
                    }
                }
                block.doubleAndEncode(n, job.out(), job.outAt() + 32 * done);
            }
            return whole == job.count() ? VALID : rest(block, job, whole, padded);
        } finally {
            block.wipe();
            Wipe.clear(padded);
        }
    }

    /** The elements that fill no vector, filled up with a copy of the first of them. */
    private static int rest(VectorBlock block, Job job, int first, byte[] padded) {
        int length = job.inLength();
        int n = job.count() - first;
        for (int lane = 0; lane < LANES; lane++) {
            int from = job.inAt() + (first + (lane < n ? lane : 0)) * length;
            System.arraycopy(job.in(), from, padded, lane * length, length);
        }
        int bad = one(block, 0, job, first, padded, 0);
        if (bad != VALID) {
            return bad;
        }
        block.doubleAndEncode(1, padded, 0);
        System.arraycopy(padded, 0, job.out(), job.outAt() + 32 * first, 32 * n);
        return VALID;
    }

    private static int one(VectorBlock block, int v, Job job, int first, byte[] in, int at) {
        if (job.inLength() == UNIFORM) {
            block.map(v, in, at);
        } else {
            long bad = ~block.decode(v, in, at) & VectorLanes.ALL;
            if (bad != 0) {
                return first + Long.numberOfTrailingZeros(bad);
            }
        }
        if (job.each() != null) {
            for (int lane = 0; lane < LANES; lane++) {
                block.multiplier(lane, job.scalar(first + lane));
            }
        }
        block.multiplyHalf(v);
        return VALID;
    }

    @Override
    public void map(byte[] uniform, int at, byte[] out, int outAt, int count) {
        // An encoding without a doubling needs a square root each: what the scalar code does.
        new ScalarEngine().map(uniform, at, out, outAt, count);
    }

    @Override
    public int check(byte[] in, int inAt, int count) {
        return decodeAll(in, inAt, count, null, null);
    }

    @Override
    public void find(byte[] in, int inAt, int count, byte[] roots) {
        decodeAll(in, inAt, count, null, roots);
    }

    @Override
    public int combine(long[] c, byte[] in, int inAt, int count, byte[] out, int outAt) {
        if (count < SMALLEST_SUM) {
            return new RistrettoSum(count).combine(c, in, inAt, null, out, outAt);
        }
        VectorSum sum = new VectorSum(count);
        int bad = decodeAll(in, inAt, count, sum, null);
        if (bad == VALID) {
            sum.combine(c, out, outAt);
        }
        return bad;
    }

    @Override
    public void weights(Weights weights, int from, int count, long[] out) {
        int whole = LANES < LANES_TO_HASH ? 0 : count - count % LANES;
        if (whole > 0) {
            new VectorWeights(weights).compute(from, whole, out);
        }
        if (whole < count) {
            weights.compute(from + whole, count - whole, out);
        }
    }

    /** Decodes all, into the sum and with the roots if there are any; returns as {@link #check}. */
    private static int decodeAll(
            byte[] in, int inAt, int count, @Nullable VectorSum sum, byte @Nullable [] roots) {
        VectorBlock block = new VectorBlock(1);
        byte[] padded = new byte[LANES * IN];
        double[] cached = new double[VectorPoints.POINT];
        for (int done = 0; done < count; done += LANES) {
            int n = Math.min(LANES, count - done);
            for (int lane = 0; lane < LANES; lane++) {
                int from = inAt + (done + (lane < n ? lane : 0)) * IN;
                System.arraycopy(in, from, padded, lane * IN, IN);
            }
            long bad = ~block.decode(0, padded, 0) & VectorLanes.ALL;
            if (bad != 0) {
                return done + Long.numberOfTrailingZeros(bad);
            }
            for (int lane = 0; roots != null && lane < n; lane++) {
                block.root(lane, roots, (done + lane) * IN);
            }
            if (sum != null) {
                block.toCached(0, cached);
                for (int lane = 0; lane < n; lane++) {
                    sum.set(done + lane, cached, lane);
                }
            }
        }
        return VALID;
    }
}
