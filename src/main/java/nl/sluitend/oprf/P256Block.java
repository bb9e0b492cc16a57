package nl.sluitend.oprf;

import static nl.sluitend.oprf.P256Field.LIMBS;
import static nl.sluitend.oprf.P256Points.POINT;

/**
 * The working memory of one call of the P-256 engine: up to 64 points, whose encodings share one
 * inversion. One thread at a time.
 */
final class P256Block implements Block {

    private static final int MAX = 64;
    private static final int DIGITS = 64;
    private static final int ENTRIES = 8;

    private final int size;
    private final long[] points;
    private final long[] running;
    private final long[] table = new long[ENTRIES * POINT];
    private final long[] chosen = new long[POINT];
    private final long[] product = new long[POINT];
    private final long[] scratch = new long[9 * LIMBS];
    private final byte[] digits = new byte[DIGITS];
    private final long[] odd = new long[Modulus.LIMBS];
    private long even;
    private final P256Points curve = new P256Points();

    P256Block(int count) {
        size = Math.clamp(count, 1, MAX);
        points = new long[size * POINT];
        running = new long[size * LIMBS];
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public boolean decode(int i, byte[] in, int at) {
        return curve.decode(points, i * POINT, in, at);
    }

    @Override
    public void map(int i, byte[] uniform, int at) {
        curve.fromUniform(points, i * POINT, uniform, at, chosen);
    }

    /** An even k is replaced by n - k, which is odd, and the product by its negative. */
    @Override
    public void multiplier(Scalar k) {
        long[] limbs = k.limbs();
        even = (limbs[0] & 1) - 1;
        Modulus.P256_ORDER.complement(odd, limbs);
        for (int i = 0; i < Modulus.LIMBS; i++) {
            odd[i] = limbs[i] ^ (even & (limbs[i] ^ odd[i]));
        }
        SignedDigits.ofOddFourBits(digits, odd);
    }

    /** Replaces point i by k times itself. */
    @Override
    public void multiply(int i) {
        int p = i * POINT;
        System.arraycopy(points, p, table, 0, POINT);
        System.arraycopy(points, p, product, 0, POINT);
        curve.doublePoint(product, 0);
        for (int j = 1; j < ENTRIES; j++) {
            System.arraycopy(table, (j - 1) * POINT, table, j * POINT, POINT);
            curve.add(table, j * POINT, product, 0);
        }
        curve.select(product, 0, table, ENTRIES, digits[DIGITS - 1]);
        for (int d = DIGITS - 2; d >= 0; d--) {
            curve.doublePoint(product, 0, 4);
            curve.select(chosen, 0, table, ENTRIES, digits[d]);
            curve.add(product, 0, chosen, 0);
        }
        System.arraycopy(product, 0, points, p, POINT);
        curve.negateIf(points, p, even);
    }

    /** Encodes the first n points; the identity as zero bytes. */
    @Override
    public void encodeProducts(int n, byte[] out, int at) {
        int z = P256Points.offsetOfZ();
        int own = 0;
        int inverse = LIMBS;
        int one = 2 * LIMBS;
        int t = 3 * LIMBS;
        for (int i = 0; i < n; i++) {
            nonZero(own, i * POINT + z);
            if (i == 0) {
                System.arraycopy(scratch, own, running, 0, LIMBS);
            } else {
                P256Field.mul(running, i * LIMBS, running, (i - 1) * LIMBS, scratch, own);
            }
        }
        P256Field.invert(scratch, inverse, running, (n - 1) * LIMBS, scratch, t);
        for (int i = n - 1; i >= 0; i--) {
            long zero = nonZero(own, i * POINT + z);
            if (i > 0) {
                P256Field.mul(scratch, one, scratch, inverse, running, (i - 1) * LIMBS);
                P256Field.mul(scratch, inverse, scratch, inverse, scratch, own);
            } else {
                System.arraycopy(scratch, inverse, scratch, one, LIMBS);
            }
            curve.encode(out, at + 33 * i, points, i * POINT, scratch, one);
            for (int j = 0; j < 33; j++) {
                out[at + 33 * i + j] &= (byte) ~zero;
            }
        }
    }

    @Override
    public void encodeFirst(byte[] out, int at) {
        encodeProducts(1, out, at);
    }

    /** Encodes a point from elsewhere. */
    void encodeOne(long[] point, byte[] out, int at) {
        System.arraycopy(point, 0, points, 0, POINT);
        encodeProducts(1, out, at);
    }

    /** scratch[own] = Z of the point, or 1 instead of 0; all ones when it was 0. */
    private long nonZero(int own, int z) {
        System.arraycopy(points, z, scratch, own, LIMBS);
        long zero = P256Field.zeroMask(points, z, scratch, 3 * LIMBS);
        P256Field.select(scratch, own, P256Field.ONE, 0, LIMBS, zero);
        return zero;
    }

    @Override
    public void wipe() {
        Wipe.clear(points, running, table, chosen, product, scratch, odd);
        even = 0;
        Wipe.clear(digits);
        curve.wipe();
    }
}
