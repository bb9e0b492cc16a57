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
    private final double[] points;
    private final double[] efgh;
    private final double[] running;
    private final double[] table = new double[ENTRIES * POINT];
    private final double[] chosen = new double[POINT];
    private final double[] product = new double[POINT];
    private final double[] s = new double[8 * WIDTH];
    private final long[] magnitudes = new long[DIGITS * LANES];
    private final double[] keep = new double[DIGITS * LANES];
    private final byte[] digits = new byte[DIGITS];
    private final VectorLanes lanes = new VectorLanes();
    private final VectorPoints curve = new VectorPoints();
    private final VectorRistretto ristretto = new VectorRistretto(lanes, curve);

    VectorBlock(int count) {
        vectors = Math.clamp((count + LANES - 1) / LANES, 1, MAX);
        points = new double[vectors * POINT];
        efgh = new double[vectors * POINT];
        running = new double[vectors * WIDTH];
    }

    /** How many vectors fit. */
    int vectors() {
        return vectors;
    }

    /** Decodes a whole vector of encodings; the lanes of the valid ones. */
    long decode(int v, byte[] in, int at) {
        return ristretto.decode(points, v * POINT, in, at);
    }

    /** c = the points of vector v, cached. */
    void toCached(int v, double[] c) {
        curve.toCached(c, 0, points, v * POINT);
    }

    void map(int v, byte[] uniform, int at) {
        ristretto.fromUniform(points, v * POINT, uniform, at);
    }

    /** Sets the scalar of the lane in the next multiplications to k / 2. */
    void multiplier(int lane, Scalar k) {
        long[] half = new long[Modulus.LIMBS];
        Modulus.RISTRETTO255_ORDER.halve(half, k.limbs());
        SignedDigits.ofFourBits(digits, half);
        for (int d = 0; d < DIGITS; d++) {
            long sign = digits[d] >> 7;
            keep[d * LANES + lane] = 1 + sign;
            magnitudes[d * LANES + lane] = (digits[d] ^ sign) - sign;
        }
        Wipe.clear(half);
    }

    /** Sets the scalar of all lanes. */
    void multiplier(Scalar k) {
        multiplier(0, k);
        for (int d = 0; d < DIGITS; d++) {
            Arrays.fill(keep, d * LANES + 1, (d + 1) * LANES, keep[d * LANES]);
            Arrays.fill(magnitudes, d * LANES + 1, (d + 1) * LANES, magnitudes[d * LANES]);
        }
    }

    /** Replaces the points of vector v by (k / 2) times themselves. */
    void multiplyHalf(int v) {
        int p = v * POINT;
        System.arraycopy(points, p, product, 0, POINT);
        curve.toCached(table, 0, product, 0);
        for (int j = 1; j < ENTRIES; j++) {
            curve.addCached(product, 0, table, 0, true);
            curve.toCached(table, j * POINT, product, 0);
        }
        VectorPoints.setIdentity(product, 0);
        for (int d = DIGITS - 1; d >= 0; d--) {
            for (int b = 0; b < 4 && d < DIGITS - 1; b++) {
                curve.doublePoint(product, 0, b == 3);
            }
            curve.select(chosen, table, magnitudes, keep, d * LANES);
            curve.addCached(product, 0, chosen, 0, d == 0);
        }
        System.arraycopy(product, 0, points, p, POINT);
    }

    /** Encodes the doubles of the first n vectors of points. */
    void doubleAndEncode(int n, byte[] out, int at) {
        for (int v = 0; v < n; v++) {
            prepareDouble(v);
        }
        int inverse = 0;
        VectorField.invert(s, inverse, running, (n - 1) * WIDTH, s, WIDTH);
        for (int v = n - 1; v >= 0; v--) {
            int own = WIDTH;
            int one = 2 * WIDTH;
            long zero = productOf(v, own);
            if (v > 0) {
                VectorField.mul(s, one, s, inverse, running, (v - 1) * WIDTH);
                VectorField.mul(s, inverse, s, inverse, s, own);
            } else {
                VectorField.copy(s, one, s, inverse);
            }
            VectorField.blend(s, one, VectorRistretto.ZERO, 0, zero);
            encodeDouble(v, one, out, at + 32 * LANES * v);
        }
    }

    /** E = 2XY, F = Z^2 + dT^2, G = Y^2 + X^2, H = Z^2 - dT^2, and the running product of EFGH. */
    private void prepareDouble(int v) {
        int p = v * POINT;
        int a = WIDTH;
        int b = 2 * WIDTH;
        VectorField.sqr(s, a, points, p + X);
        VectorField.sqr(s, b, points, p + Y);
        VectorField.add(s, a, s, a, s, b);
        VectorField.reduce(efgh, p + 2 * WIDTH, s, a);
        VectorField.add(s, a, points, p + X, points, p + X);
        VectorField.mul(efgh, p, s, a, points, p + Y);
        VectorField.sqr(s, a, points, p + Z);
        VectorField.sqr(s, b, points, p + T);
        VectorField.mul(s, b, s, b, VectorRistretto.D, 0);
        VectorField.add(efgh, p + WIDTH, s, a, s, b);
        VectorField.reduce(efgh, p + WIDTH, efgh, p + WIDTH);
        VectorField.sub(efgh, p + 3 * WIDTH, s, a, s, b);
        VectorField.reduce(efgh, p + 3 * WIDTH, efgh, p + 3 * WIDTH);
        productOf(v, WIDTH);
        if (v == 0) {
            VectorField.copy(running, 0, s, WIDTH);
        } else {
            VectorField.mul(running, v * WIDTH, running, (v - 1) * WIDTH, s, WIDTH);
        }
    }

    /** Scratch r = EFGH of vector v, or 1 instead of 0; the lanes where it was 0. */
    private long productOf(int v, int r) {
        int p = v * POINT;
        VectorField.mul(s, r, efgh, p, efgh, p + 2 * WIDTH);
        VectorField.mul(s, r + WIDTH, efgh, p + WIDTH, efgh, p + 3 * WIDTH);
        VectorField.mul(s, r, s, r, s, r + WIDTH);
        long zero = lanes.zero(s, r);
        VectorField.blend(s, r, VectorRistretto.ONE, 0, zero);
        return zero;
    }

    private void encodeDouble(int v, int inverse, byte[] out, int at) {
        int e = v * POINT;
        int f = e + WIDTH;
        int g = e + 2 * WIDTH;
        int h = e + 3 * WIDTH;
        int eg = 3 * WIDTH;
        int zInv = 4 * WIDTH;
        int tInv = 5 * WIDTH;
        int w = 6 * WIDTH;
        VectorField.mul(s, eg, efgh, e, efgh, g);
        VectorField.mul(s, zInv, s, eg, s, inverse);
        VectorField.mul(s, w, efgh, f, efgh, h);
        VectorField.mul(s, tInv, s, w, s, inverse);
        VectorField.mul(s, w, s, eg, s, zInv);
        long rotate = lanes.negative(s, w);
        // Rotated by the 4-torsion: E, G, H become G, -E, iF.
        VectorField.mul(s, w, efgh, f, VectorRistretto.SQRT_M1, 0);
        VectorField.blend(efgh, h, s, w, rotate);
        VectorField.copy(s, w, efgh, e);
        VectorField.blend(efgh, e, efgh, g, rotate);
        VectorField.blend(efgh, g, s, w, rotate);
        VectorField.negate(efgh, g, rotate);
        VectorField.copy(s, eg, VectorRistretto.INVSQRT_A_MINUS_D, 0);
        VectorField.blend(s, eg, VectorRistretto.SQRT_M1, 0, rotate);
        VectorField.mul(s, w, efgh, h, efgh, e);
        VectorField.mul(s, w, s, w, s, zInv);
        VectorField.negate(efgh, g, lanes.negative(s, w));
        VectorField.sub(s, w, efgh, h, efgh, g);
        VectorField.mul(s, w, s, w, s, eg);
        VectorField.mul(s, w, s, w, efgh, g);
        VectorField.mul(s, w, s, w, s, tInv);
        VectorField.negate(s, w, lanes.negative(s, w));
        for (int lane = 0; lane < LANES; lane++) {
            lanes.toBytes(out, at + 32 * lane, s, w, lane);
        }
    }

    /** Clears points, tables and digits. */
    void wipe() {
        for (double[] a : new double[][] {points, efgh, running, table, chosen, product, s, keep}) {
            Arrays.fill(a, 0);
        }
        Wipe.clear(magnitudes);
        Wipe.clear(digits);
        lanes.wipe();
        curve.wipe();
        ristretto.wipe();
    }
}
