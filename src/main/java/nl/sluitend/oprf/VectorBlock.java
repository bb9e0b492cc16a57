package nl.sluitend.oprf;

import static nl.sluitend.oprf.VectorField.LANES;
import static nl.sluitend.oprf.VectorField.WIDTH;
import static nl.sluitend.oprf.VectorPoints.POINT;
import static nl.sluitend.oprf.VectorPoints.T;
import static nl.sluitend.oprf.VectorPoints.X;
import static nl.sluitend.oprf.VectorPoints.Y;
import static nl.sluitend.oprf.VectorPoints.Z;

import java.util.Arrays;

/**
 * The working memory of one call of the vector engine: up to 32 vectors of points, whose encodings
 * share one inversion. The steps are those of {@link RistrettoBlock}. One thread at a time.
 */
final class VectorBlock {

    private static final int MAX = 32;
    private static final int DIGITS = 64;
    private static final int ENTRIES = VectorPoints.ENTRIES;

    private final int vectors;
    private final VectorMemory memory;

    /** The array of the working memory; what follows are places in it. */
    private final double[] m;

    private final int table;
    private final int chosen;
    private final int product;
    private final int s;
    private final int magnitudes;
    private final int keep;
    private final int points;
    private final int efgh;
    private final int running;
    private final byte[] digits = new byte[DIGITS];
    private final VectorLanes lanes = new VectorLanes();
    private final VectorPoints curve;
    private final VectorRistretto ristretto;

    VectorBlock(int count) {
        vectors = Math.clamp((count + LANES - 1) / LANES, 1, MAX);
        memory =
                new VectorMemory(
                        VectorPoints.MEMORY
                                + VectorRistretto.MEMORY
                                + (ENTRIES + 2 + 2 * vectors) * POINT
                                + (8 + vectors) * WIDTH
                                + 2 * DIGITS * LANES);
        m = memory.array;
        curve = new VectorPoints(memory);
        ristretto = new VectorRistretto(memory, lanes, curve);
        table = memory.take(ENTRIES * POINT);
        chosen = memory.take(POINT);
        product = memory.take(POINT);
        s = memory.take(8 * WIDTH);
        magnitudes = memory.take(DIGITS * LANES);
        keep = memory.take(DIGITS * LANES);
        points = memory.take(vectors * POINT);
        efgh = memory.take(vectors * POINT);
        running = memory.take(vectors * WIDTH);
    }

    /** How many vectors fit. */
    int vectors() {
        return vectors;
    }

    /** Decodes a whole vector of encodings; the lanes of the valid ones. */
    long decode(int v, byte[] in, int at) {
        return ristretto.decode(m, points + v * POINT, in, at);
    }

    /** Writes a lane's square root of the last {@link #decode}. */
    void root(int lane, byte[] out, int at) {
        ristretto.root(lane, out, at);
    }

    /** c = the points of vector v, cached. */
    void toCached(int v, double[] c) {
        curve.toCached(c, 0, m, points + v * POINT);
    }

    void map(int v, byte[] uniform, int at) {
        ristretto.fromUniform(m, points + v * POINT, uniform, at);
    }

    /** Sets the scalar of the lane in the next multiplications to k / 2. */
    void multiplier(int lane, Scalar k) {
        long[] half = new long[Modulus.LIMBS];
        Modulus.RISTRETTO255_ORDER.halve(half, k.limbs());
        SignedDigits.ofFourBits(digits, half);
        for (int d = 0; d < DIGITS; d++) {
            long sign = digits[d] >> 7;
            m[keep + d * LANES + lane] = 1 + sign;
            m[magnitudes + d * LANES + lane] = (digits[d] ^ sign) - sign;
        }
        Wipe.clear(half);
    }

    /** Sets the scalar of all lanes. */
    void multiplier(Scalar k) {
        multiplier(0, k);
        for (int d = 0; d < 2 * DIGITS; d++) {
            // Magnitudes, then signs.
            int first = magnitudes + d * LANES;
            Arrays.fill(m, first + 1, first + LANES, m[first]);
        }
    }

    /** Replaces the points of vector v by (k / 2) times themselves. */
    void multiplyHalf(int v) {
        int p = points + v * POINT;
        System.arraycopy(m, p, m, product, POINT);
        curve.toCached(m, table, m, product);
        for (int j = 1; j < ENTRIES; j++) {
            curve.addCached(m, product, m, table, true);
            curve.toCached(m, table + j * POINT, m, product);
        }
        VectorPoints.setIdentity(m, product);
        for (int d = DIGITS - 1; d >= 0; d--) {
            for (int b = 0; b < 4 && d < DIGITS - 1; b++) {
                curve.doublePoint(m, product, b == 3);
            }
            curve.select(chosen, table, magnitudes + d * LANES, keep + d * LANES);
            curve.addCached(m, product, m, chosen, d == 0);
        }
        System.arraycopy(m, product, m, p, POINT);
    }

    /** Encodes the doubles of the first n vectors of points. */
    void doubleAndEncode(int n, byte[] out, int at) {
        for (int v = 0; v < n; v++) {
            prepareDouble(v);
        }
        int inverse = s;
        VectorField.invert(m, inverse, m, running + (n - 1) * WIDTH, m, s + WIDTH);
        for (int v = n - 1; v >= 0; v--) {
            int own = s + WIDTH;
            int one = s + 2 * WIDTH;
            long zero = productOf(v, own);
            if (v > 0) {
                VectorField.mul(m, one, m, inverse, m, running + (v - 1) * WIDTH);
                VectorField.mul(m, inverse, m, inverse, m, own);
            } else {
                VectorField.copy(m, one, m, inverse);
            }
            VectorField.blend(m, one, VectorRistretto.ZERO, 0, zero);
            encodeDouble(v, one, out, at + 32 * LANES * v);
        }
    }

    /** E = 2XY, F = Z^2 + dT^2, G = Y^2 + X^2, H = Z^2 - dT^2, and the running product of EFGH. */
    private void prepareDouble(int v) {
        int p = points + v * POINT;
        int q = efgh + v * POINT;
        int a = s + WIDTH;
        int b = s + 2 * WIDTH;
        VectorField.sqr(m, a, m, p + X);
        VectorField.sqr(m, b, m, p + Y);
        VectorField.add(m, a, m, a, m, b);
        VectorField.reduce(m, q + 2 * WIDTH, m, a);
        VectorField.add(m, a, m, p + X, m, p + X);
        VectorField.mul(m, q, m, a, m, p + Y);
        VectorField.sqr(m, a, m, p + Z);
        VectorField.sqr(m, b, m, p + T);
        VectorField.mul(m, b, m, b, VectorRistretto.D, 0);
        VectorField.add(m, q + WIDTH, m, a, m, b);
        VectorField.reduce(m, q + WIDTH, m, q + WIDTH);
        VectorField.sub(m, q + 3 * WIDTH, m, a, m, b);
        VectorField.reduce(m, q + 3 * WIDTH, m, q + 3 * WIDTH);
        productOf(v, s + WIDTH);
        if (v == 0) {
            VectorField.copy(m, running, m, s + WIDTH);
        } else {
            VectorField.mul(m, running + v * WIDTH, m, running + (v - 1) * WIDTH, m, s + WIDTH);
        }
    }

    /** Scratch r = EFGH of vector v, or 1 instead of 0; the lanes where it was 0. */
    private long productOf(int v, int r) {
        int p = efgh + v * POINT;
        VectorField.mul(m, r, m, p, m, p + 2 * WIDTH);
        VectorField.mul(m, r + WIDTH, m, p + WIDTH, m, p + 3 * WIDTH);
        VectorField.mul(m, r, m, r, m, r + WIDTH);
        long zero = lanes.zero(m, r);
        VectorField.blend(m, r, VectorRistretto.ONE, 0, zero);
        return zero;
    }

    private void encodeDouble(int v, int inverse, byte[] out, int at) {
        int e = efgh + v * POINT;
        int f = e + WIDTH;
        int g = e + 2 * WIDTH;
        int h = e + 3 * WIDTH;
        int eg = s + 3 * WIDTH;
        int zInv = s + 4 * WIDTH;
        int tInv = s + 5 * WIDTH;
        int w = s + 6 * WIDTH;
        VectorField.mul(m, eg, m, e, m, g);
        VectorField.mul(m, zInv, m, eg, m, inverse);
        VectorField.mul(m, w, m, f, m, h);
        VectorField.mul(m, tInv, m, w, m, inverse);
        VectorField.mul(m, w, m, eg, m, zInv);
        long rotate = lanes.negative(m, w);
        // Rotated by the 4-torsion: E, G, H become G, -E, iF.
        VectorField.mul(m, w, m, f, VectorRistretto.SQRT_M1, 0);
        VectorField.blend(m, h, m, w, rotate);
        VectorField.copy(m, w, m, e);
        VectorField.blend(m, e, m, g, rotate);
        VectorField.blend(m, g, m, w, rotate);
        VectorField.negate(m, g, rotate);
        VectorField.copy(m, eg, VectorRistretto.INVSQRT_A_MINUS_D, 0);
        VectorField.blend(m, eg, VectorRistretto.SQRT_M1, 0, rotate);
        VectorField.mul(m, w, m, h, m, e);
        VectorField.mul(m, w, m, w, m, zInv);
        VectorField.negate(m, g, lanes.negative(m, w));
        VectorField.sub(m, w, m, h, m, g);
        VectorField.mul(m, w, m, w, m, eg);
        VectorField.mul(m, w, m, w, m, g);
        VectorField.mul(m, w, m, w, m, tInv);
        VectorField.negate(m, w, lanes.negative(m, w));
        for (int lane = 0; lane < LANES; lane++) {
            lanes.toBytes(out, at + 32 * lane, m, w, lane);
        }
    }

    /** Clears points, tables and digits. */
    void wipe() {
        memory.wipe();
        Wipe.clear(digits);
        lanes.wipe();
    }
}
