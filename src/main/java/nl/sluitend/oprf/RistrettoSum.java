package nl.sluitend.oprf;

import static nl.sluitend.oprf.Edwards25519.POINT;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sums of public multiples by Pippenger's buckets: for each window of digits, points with the same
 * digit are added up first. Variable time, so for public coefficients alone.
 */
final class RistrettoSum {

    private final int count;
    private final int width;
    private final int windows;
    private final long[] cached;
    private final long[] buckets;
    private final boolean[] filled;
    private final int[] digits;
    private final long[] total = new long[POINT];
    private final long[] running = new long[POINT];
    private final long[] windowSum = new long[POINT];
    private final long[] one = new long[POINT];
    private final long[] scratch = new long[Edwards25519.SCRATCH];

    RistrettoSum(int count) {
        this.count = count;
        this.width = width(count);
        this.windows = SignedDigits.count(253, width);
        this.cached = new long[count * POINT];
        this.buckets = new long[(1 << (width - 1)) * POINT];
        this.filled = new boolean[1 << (width - 1)];
        this.digits = new int[count * windows];
    }

    /** The width with about the fewest additions for so many points. */
    static int width(int count) {
        int best = 2;
        long least = Long.MAX_VALUE;
        for (int w = 2; w <= 13; w++) {
            long additions = (long) SignedDigits.count(253, w) * (count + (2L << (w - 1)));
            if (additions < least) {
                least = additions;
                best = w;
            }
        }
        return best;
    }

    /**
     * Decodes one encoding after the other and adds up; returns as {@link Engine#combine}.
     *
     * @param roots proposals for the roots, or null
     */
    int combine(long[] c, byte[] in, int inAt, byte @Nullable [] roots, byte[] out, int outAt) {
        Ristretto255 ristretto = new Ristretto255();
        for (int i = 0; i < count; i++) {
            if (!ristretto.decode(one, 0, in, inAt + 32 * i, roots, 32 * i)) {
                return i;
            }
            set(i, one, 0);
        }
        combine(c, out, outAt);
        return Engine.VALID;
    }

    /** Sets the point at position i, in extended coordinates whose Z is 1. */
    void set(int i, long[] point, int po) {
        Edwards25519.toCached(cached, i * POINT, point, po);
    }

    /** Adds up the points that were set. */
    void combine(long[] c, byte[] out, int outAt) {
        for (int i = 0; i < count; i++) {
            SignedDigits.of(digits, i * windows, c, i * Modulus.LIMBS, width, windows);
        }
        Edwards25519.setIdentity(total, 0);
        for (int w = windows - 1; w >= 0; w--) {
            for (int b = 0; b < width && w < windows - 1; b++) {
                Edwards25519.doublePoint(total, 0, scratch, b == width - 1);
            }
            sumWindow(w);
            Edwards25519.toCached(one, 0, windowSum, 0);
            Edwards25519.addCached(total, 0, one, 0, scratch, true);
        }
        new Ristretto255().encode(out, outAt, total, 0);
    }

    private void sumWindow(int w) {
        int entries = 1 << (width - 1);
        Arrays.fill(filled, false);
        for (int i = 0; i < count; i++) {
            int digit = digits[i * windows + w];
            if (digit != 0) {
                int bucket = Math.abs(digit) - 1;
                int at = bucket * POINT;
                if (filled[bucket]) {
                    Edwards25519.addAffine(buckets, at, cached, i * POINT, digit < 0, scratch);
                } else {
                    Edwards25519.setAffine(buckets, at, cached, i * POINT, digit < 0);
                    filled[bucket] = true;
                }
            }
        }
        Edwards25519.setIdentity(running, 0);
        Edwards25519.setIdentity(windowSum, 0);
        for (int b = entries - 1; b >= 0; b--) {
            if (filled[b]) {
                Edwards25519.toCached(one, 0, buckets, b * POINT);
                Edwards25519.addCached(running, 0, one, 0, scratch, true);
            }
            Edwards25519.toCached(one, 0, running, 0);
            Edwards25519.addCached(windowSum, 0, one, 0, scratch, true);
        }
    }
}
