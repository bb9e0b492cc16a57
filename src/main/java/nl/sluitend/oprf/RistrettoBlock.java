package nl.sluitend.oprf;

import static nl.sluitend.oprf.Edwards25519.POINT;
import static nl.sluitend.oprf.Edwards25519.T;
import static nl.sluitend.oprf.Edwards25519.X;
import static nl.sluitend.oprf.Edwards25519.Y;
import static nl.sluitend.oprf.Edwards25519.Z;
import static nl.sluitend.oprf.Field25519.LIMBS;

/**
 * The working memory of one call of the scalar engine: up to 64 points, whose encodings share one
 * inversion. One thread at a time.
 *
 * <p>Encoding doubles: instead of k * P, the point (k / 2) * P is computed and 2 * (k / 2) * P
 * encoded, because the encoding of a double needs no square root, only an inversion (Hamburg,
 * "Decaf", 2015, section 6.1, for the curve of RFC 9496).
 */
final class RistrettoBlock implements Block {

    private static final int MAX = 64;
    private static final int DIGITS = 64;
    private static final int ENTRIES = 8;

    private final int size;
    private final long[] points;
    private final long[] table = new long[ENTRIES * POINT];
    private final long[] chosen = new long[POINT];
    private final long[] scratch = new long[Edwards25519.SCRATCH];
    private final long[] product = new long[POINT];
    private final byte[] digits = new byte[DIGITS];
    private final byte[] bytes = new byte[32];
    private final Ristretto255 ristretto = new Ristretto255();

    /** E, F, G, H of each doubled point, then the running products of their products. */
    private final long[] efgh;

    private final long[] running;

    RistrettoBlock(int count) {
        size = Math.clamp(count, 1, MAX);
        points = new long[size * POINT];
        efgh = new long[size * POINT];
        running = new long[size * LIMBS];
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public boolean decode(int i, byte[] in, int at) {
        return ristretto.decode(points, i * POINT, in, at);
    }

    @Override
    public void map(int i, byte[] uniform, int at) {
        ristretto.fromUniform(points, i * POINT, uniform, at, chosen, scratch);
    }

    @Override
    public void encodeFirst(byte[] out, int at) {
        ristretto.encode(out, at, points, 0);
    }

    /** Sets the scalar of the next multiplications to k / 2. */
    @Override
    public void multiplier(Scalar k) {
        long[] half = new long[Modulus.LIMBS];
        Modulus.RISTRETTO255_ORDER.halve(half, k.limbs());
        SignedDigits.ofFourBits(digits, half);
        Wipe.clear(half);
    }

    /** Replaces point i by (k / 2) times itself. */
    @Override
    public void multiply(int i) {
        int p = i * POINT;
        System.arraycopy(points, p, product, 0, POINT);
        Edwards25519.toCached(table, 0, product, 0);
        for (int j = 1; j < ENTRIES; j++) {
            Edwards25519.addCached(product, 0, table, 0, scratch, true);
            Edwards25519.toCached(table, j * POINT, product, 0);
        }
        Edwards25519.setIdentity(product, 0);
        for (int d = DIGITS - 1; d >= 0; d--) {
            for (int b = 0; b < 4 && d < DIGITS - 1; b++) {
                Edwards25519.doublePoint(product, 0, scratch, b == 3);
            }
            Edwards25519.select(chosen, 0, table, ENTRIES, digits[d]);
            Edwards25519.addCached(product, 0, chosen, 0, scratch, d == 0);
        }
        System.arraycopy(product, 0, points, p, POINT);
    }

    /** Encodes the doubles of the first n points. */
    @Override
    public void encodeProducts(int n, byte[] out, int at) {
        for (int i = 0; i < n; i++) {
            prepareDouble(i);
        }
        int inverse = 2 * LIMBS;
        int unused = 3 * LIMBS;
        Field25519.invert(scratch, inverse, running, (n - 1) * LIMBS, scratch, unused);
        for (int i = n - 1; i >= 0; i--) {
            long[] own = chosen;
            long zero = productOf(i, own, 0);
            if (i > 0) {
                Field25519.mul(own, LIMBS, scratch, inverse, running, (i - 1) * LIMBS);
                Field25519.mul(scratch, inverse, scratch, inverse, own, 0);
            } else {
                System.arraycopy(scratch, inverse, own, LIMBS, LIMBS);
            }
            // The double is the identity when a product is zero; its encoding is zero.
            Field25519.select(own, LIMBS, Edwards25519.ZERO, 0, LIMBS, zero);
            encodeDouble(i, own, LIMBS, out, at + 32 * i);
        }
    }

    /** E = 2XY, F = Z^2 + dT^2, G = Y^2 + X^2, H = Z^2 - dT^2, and the running product of EFGH. */
    private void prepareDouble(int i) {
        int p = i * POINT;
        int a = 0;
        int b = LIMBS;
        Field25519.sqr(scratch, a, points, p + X);
        Field25519.sqr(scratch, b, points, p + Y);
        Field25519.add(scratch, a, scratch, a, scratch, b);
        Field25519.reduce(efgh, p + 2 * LIMBS, scratch, a);
        Field25519.mul(scratch, a, points, p + X, points, p + Y);
        Field25519.add(scratch, a, scratch, a, scratch, a);
        Field25519.reduce(efgh, p, scratch, a);
        Field25519.sqr(scratch, a, points, p + Z);
        Field25519.sqr(scratch, b, points, p + T);
        Field25519.mul(scratch, b, scratch, b, Edwards25519.D, 0);
        Field25519.add(efgh, p + LIMBS, scratch, a, scratch, b);
        Field25519.reduce(efgh, p + LIMBS, efgh, p + LIMBS);
        Field25519.sub(efgh, p + 3 * LIMBS, scratch, a, scratch, b);
        Field25519.reduce(efgh, p + 3 * LIMBS, efgh, p + 3 * LIMBS);
        productOf(i, chosen, 0);
        if (i == 0) {
            System.arraycopy(chosen, 0, running, 0, LIMBS);
        } else {
            Field25519.mul(running, i * LIMBS, running, (i - 1) * LIMBS, chosen, 0);
        }
    }

    /** r = EFGH of point i, or 1 instead of 0; all ones when it was 0. */
    private long productOf(int i, long[] r, int ro) {
        int p = i * POINT;
        Field25519.mul(r, ro, efgh, p, efgh, p + 2 * LIMBS);
        Field25519.mul(product, 0, efgh, p + LIMBS, efgh, p + 3 * LIMBS);
        Field25519.mul(r, ro, r, ro, product, 0);
        long zero = Field25519.zeroMask(r, ro, bytes);
        Field25519.select(r, ro, Edwards25519.ONE, 0, LIMBS, zero);
        return zero;
    }

    private void encodeDouble(int i, long[] inverse, int io, byte[] out, int at) {
        int e = i * POINT;
        int f = e + LIMBS;
        int g = e + 2 * LIMBS;
        int h = e + 3 * LIMBS;
        int eg = 0;
        int zInv = LIMBS;
        int tInv = 2 * LIMBS;
        int w = 3 * LIMBS;
        Field25519.mul(product, eg, efgh, e, efgh, g);
        Field25519.mul(product, zInv, product, eg, inverse, io);
        Field25519.mul(product, w, efgh, f, efgh, h);
        Field25519.mul(product, tInv, product, w, inverse, io);
        Field25519.mul(product, w, product, eg, product, zInv);
        long rotate = Field25519.negativeMask(product, w, bytes);
        // Rotated by the 4-torsion: E, G, H become G, -E, iF.
        Field25519.mul(product, w, efgh, f, Ristretto255.SQRT_M1, 0);
        Field25519.select(efgh, h, product, w, LIMBS, rotate);
        System.arraycopy(efgh, e, product, w, LIMBS);
        Field25519.select(efgh, e, efgh, g, LIMBS, rotate);
        Field25519.negateIf(product, w, -1);
        Field25519.select(efgh, g, product, w, LIMBS, rotate);
        System.arraycopy(Ristretto255.INVSQRT_A_MINUS_D, 0, product, eg, LIMBS);
        Field25519.select(product, eg, Ristretto255.SQRT_M1, 0, LIMBS, rotate);
        Field25519.mul(product, w, efgh, h, efgh, e);
        Field25519.mul(product, w, product, w, product, zInv);
        Field25519.negateIf(efgh, g, Field25519.negativeMask(product, w, bytes));
        Field25519.sub(product, w, efgh, h, efgh, g);
        Field25519.mul(product, w, product, w, product, eg);
        Field25519.mul(product, w, product, w, efgh, g);
        Field25519.mul(product, w, product, w, product, tInv);
        Field25519.negateIf(product, w, Field25519.negativeMask(product, w, bytes));
        Field25519.toBytes(out, at, product, w);
    }

    @Override
    public void wipe() {
        Wipe.clear(points, table, chosen, scratch, product, efgh, running);
        Wipe.clear(digits);
        Wipe.clear(bytes);
        ristretto.wipe();
    }
}
