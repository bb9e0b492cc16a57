package nl.sluitend.oprf;

import static nl.sluitend.oprf.VectorField.LANES;
import static nl.sluitend.oprf.VectorPoints.POINT;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;

/**
 * Sums of public multiples as {@link RistrettoSum}, with one window of digits per lane: each lane
 * adds the same point to its own window's bucket. Variable time, so for public coefficients alone.
 */
final class VectorSum {

    /** Limbs of a point in one lane. */
    private static final int LIMBS = Edwards25519.POINT;

    /** Limbs before 2Z in a cached point, which is 2 and not kept, and limbs of 2Z. */
    private static final int TWICE_Z = 2 * Field25519.LIMBS;

    private static final int SKIPPED = Field25519.LIMBS;

    /** Limbs that are kept of a point to be added. */
    private static final int AFFINE = LIMBS - SKIPPED;

    private final int count;
    private final int width;
    private final int groups;
    private final int entries;
    private final double[] cached;
    private final int[] digits;

    /** For each lane its buckets in a row, the first for the digit zero. */
    private final double[] buckets;

    private final int[] chosen = new int[LANES];
    private final VectorPoints curve;

    /** The array of the working memory; what follows are places in it. */
    private final double[] m;

    private final int keep;
    private final int bucket;
    private final int addend;
    private final int running;
    private final int sum;

    VectorSum(int count) {
        this.count = count;
        this.width = width(count);
        this.groups = groups(width);
        this.entries = 1 << (width - 1);
        this.cached = new double[count * AFFINE];
        this.digits = new int[count * groups * LANES];
        this.buckets = new double[LANES * (entries + 1) * LIMBS];
        VectorMemory memory = new VectorMemory(VectorMemory.WORTH_SEARCHING);
        this.m = memory.array;
        this.curve = new VectorPoints(memory);
        this.keep = memory.take(LANES);
        this.bucket = memory.take(POINT);
        this.addend = memory.take(POINT);
        this.running = memory.take(POINT);
        this.sum = memory.take(POINT);
    }

    private static int groups(int width) {
        return (SignedDigits.count(253, width) + LANES - 1) / LANES;
    }

    private static int width(int count) {
        int best = 4;
        long least = Long.MAX_VALUE;
        for (int w = 4; w <= 13; w++) {
            long additions = groups(w) * (count + (2L << (w - 1)));
            if (additions < least) {
                least = additions;
                best = w;
            }
        }
        return best;
    }

    /** Sets the point at position i from a lane of cached points whose Z is 1. */
    void set(int i, double[] points, int lane) {
        for (int j = 0; j < AFFINE; j++) {
            cached[i * AFFINE + j] = points[(j < TWICE_Z ? j : j + SKIPPED) * LANES + lane];
        }
    }

    /** Adds up the points that were set, each times its coefficient, and encodes the sum. */
    void combine(long[] c, byte[] out, int outAt) {
        int windows = groups * LANES;
        for (int i = 0; i < count; i++) {
            SignedDigits.of(digits, i * windows, c, i * Modulus.LIMBS, width, windows);
        }
        long[] total = new long[LIMBS];
        long[] window = new long[LIMBS];
        long[] windowCached = new long[LIMBS];
        long[] scratch = new long[Edwards25519.SCRATCH];
        VectorLanes lanes = new VectorLanes();
        Edwards25519.setIdentity(total, 0);
        for (int g = groups - 1; g >= 0; g--) {
            sumGroup(g);
            for (int lane = LANES - 1; lane >= 0; lane--) {
                for (int b = 0; b < width; b++) {
                    Edwards25519.doublePoint(total, 0, scratch, b == width - 1);
                }
                for (int i = 0; i < 4; i++) {
                    int at = sum + i * VectorField.WIDTH;
                    lanes.toScalarField(window, i * Field25519.LIMBS, m, at, lane);
                }
                Edwards25519.toCached(windowCached, 0, window, 0);
                Edwards25519.addCached(total, 0, windowCached, 0, scratch, true);
            }
        }
        new Ristretto255().encode(out, outAt, total, 0);
    }

    /** Leaves in the lanes of {@link #sum} the sums of a group's windows. */
    private void sumGroup(int g) {
        for (int b = 0; b < LANES * (entries + 1); b++) {
            Arrays.fill(buckets, b * LIMBS, (b + 1) * LIMBS, 0);
            buckets[b * LIMBS + 5] = 1;
            buckets[b * LIMBS + 10] = 1;
        }
        for (int i = 0; i < count; i++) {
            int at = (i * groups + g) * LANES;
            for (int lane = 0; lane < LANES; lane++) {
                int digit = digits[at + lane];
                m[keep + lane] = digit < 0 ? 0 : 1;
                chosen[lane] = Math.abs(digit);
            }
            broadcast(i * AFFINE);
            for (int j = 0; j < VectorField.WIDTH; j += LANES) {
                VectorPoints.negateLimb(m, addend + j, m, keep);
            }
            gather();
            curve.addAffine(m, bucket, m, addend);
            scatter();
        }
        VectorPoints.setIdentity(m, running);
        VectorPoints.setIdentity(m, sum);
        for (int b = entries; b > 0; b--) {
            Arrays.fill(chosen, b);
            gather();
            curve.toCached(m, addend, m, bucket);
            curve.addCached(m, running, m, addend, true);
            curve.toCached(m, addend, m, running);
            curve.addCached(m, sum, m, addend, true);
        }
    }

    private void broadcast(int at) {
        for (int j = 0; j < TWICE_Z; j++) {
            DoubleVector.broadcast(VectorField.DOUBLES, cached[at + j])
                    .intoArray(m, addend + j * LANES);
        }
        for (int j = TWICE_Z; j < AFFINE; j++) {
            DoubleVector.broadcast(VectorField.DOUBLES, cached[at + j])
                    .intoArray(m, addend + (j + SKIPPED) * LANES);
        }
    }

    /** Two lanes at a time, which the compiler turns into the fewest instructions. */
    private void gather() {
        for (int lane = 0; lane < LANES; lane += 2) {
            int one = (lane * (entries + 1) + chosen[lane]) * LIMBS;
            int two = ((lane + 1) * (entries + 1) + chosen[lane + 1]) * LIMBS;
            int to = bucket + lane;
            for (int j = 0; j < LIMBS; j++) {
                m[to + j * LANES] = buckets[one + j];
                m[to + j * LANES + 1] = buckets[two + j];
            }
        }
    }

    private void scatter() {
        for (int lane = 0; lane < LANES; lane += 2) {
            int one = (lane * (entries + 1) + chosen[lane]) * LIMBS;
            int two = ((lane + 1) * (entries + 1) + chosen[lane + 1]) * LIMBS;
            int from = bucket + lane;
            for (int j = 0; j < LIMBS; j++) {
                buckets[one + j] = m[from + j * LANES];
                buckets[two + j] = m[from + j * LANES + 1];
            }
        }
    }
}
