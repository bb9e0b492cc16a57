package nl.sluitend.oprf;

import static nl.sluitend.oprf.VectorField.DOUBLES;
import static nl.sluitend.oprf.VectorField.LANES;
import static nl.sluitend.oprf.VectorField.WIDTH;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;

/**
 * Points of edwards25519 with one point per lane: the formulas of {@link Edwards25519} on vectors.
 * Writes to working memory that it is given: one instance per thread.
 */
final class VectorPoints {

    /** Doubles per vector of points, extended or cached. */
    static final int POINT = 4 * WIDTH;

    static final int X = 0;
    static final int Y = WIDTH;
    static final int Z = 2 * WIDTH;
    static final int T = 3 * WIDTH;

    /** Multiples in a table. */
    static final int ENTRIES = 8;

    private static final double[] D2 = VectorLanes.broadcast(Edwards25519.D2);
    private static final double[] IDENTITY = new double[POINT];
    private static final double[] IDENTITY_CACHED = new double[POINT];

    static {
        Arrays.fill(IDENTITY, Y, Y + LANES, 1);
        Arrays.fill(IDENTITY, Z, Z + LANES, 1);
        Arrays.fill(IDENTITY_CACHED, 0, LANES, 1);
        Arrays.fill(IDENTITY_CACHED, WIDTH, WIDTH + LANES, 1);
        Arrays.fill(IDENTITY_CACHED, 2 * WIDTH, 2 * WIDTH + LANES, 2);
    }

    /** Doubles of working memory. */
    static final int MEMORY = 4 * WIDTH + (ENTRIES + 1) * LANES;

    private final double[] s;
    private final long[] raw;
    private final int columns;
    private final int efgh;
    private final int factors;

    VectorPoints(VectorMemory memory) {
        s = memory.array;
        raw = memory.raw;
        columns = memory.columns;
        efgh = memory.take(4 * WIDTH);
        factors = memory.take((ENTRIES + 1) * LANES);
    }

    static void setIdentity(double[] p, int po) {
        System.arraycopy(IDENTITY, 0, p, po, POINT);
    }

    static void setIdentityCached(double[] p, int po) {
        System.arraycopy(IDENTITY_CACHED, 0, p, po, POINT);
    }

    /** p = 2p; T is left stale unless asked for, which the next doubling does not need. */
    void doublePoint(double[] p, int po, boolean withT) {
        int a = columns;
        int b = columns + WIDTH;
        int c = columns + 2 * WIDTH;
        int e = efgh;
        VectorField.sqrRaw(raw, a, p, po + X);
        VectorField.sqrRaw(raw, b, p, po + Y);
        VectorField.sqrRaw(raw, c, p, po + Z);
        VectorField.mul(s, e, p, po + X, p, po + Y);
        VectorField.add(s, e, s, e, s, e);
        VectorField.sumAndDifference(s, e + 3 * WIDTH, e + 2 * WIDTH, raw, b, a);
        VectorField.twicePlusMinus(s, e + WIDTH, raw, c, a, b);
        finish(p, po, withT);
    }

    /** p = p + c; needs a fresh T in p. */
    void addCached(double[] p, int po, double[] c, int co, boolean withT) {
        int a = columns;
        int b = columns + WIDTH;
        int k = columns + 2 * WIDTH;
        int d = columns + 3 * WIDTH;
        int e = efgh;
        int f = efgh + WIDTH;
        VectorField.sub(s, e, p, po + Y, p, po + X);
        VectorField.add(s, f, p, po + Y, p, po + X);
        VectorField.mulRaw(raw, a, s, e, c, co + WIDTH);
        VectorField.mulRaw(raw, b, s, f, c, co);
        VectorField.mulRaw(raw, k, p, po + T, c, co + 3 * WIDTH);
        VectorField.mulRaw(raw, d, p, po + Z, c, co + 2 * WIDTH);
        VectorField.sumAndDifference(s, e + 3 * WIDTH, e, raw, b, a);
        VectorField.sumAndDifference(s, e + 2 * WIDTH, f, raw, d, k);
        finish(p, po, withT);
    }

    /** p = p + c for a c whose Z is 1, which saves a product; needs a fresh T in p. */
    void addAffine(double[] p, int po, double[] c, int co) {
        int a = columns;
        int b = columns + WIDTH;
        int e = efgh;
        int f = efgh + WIDTH;
        int g = efgh + 2 * WIDTH;
        VectorField.sub(s, e, p, po + Y, p, po + X);
        VectorField.add(s, f, p, po + Y, p, po + X);
        VectorField.mulRaw(raw, a, s, e, c, co + WIDTH);
        VectorField.mulRaw(raw, b, s, f, c, co);
        VectorField.sumAndDifference(s, e + 3 * WIDTH, e, raw, b, a);
        VectorField.mul(s, g, p, po + T, c, co + 3 * WIDTH);
        for (int i = 0; i < WIDTH; i += LANES) {
            twicePlusMinus(p, po + Z + i, f + i, g + i);
        }
        VectorField.reduce(s, g, s, g);
        finish(p, po, true);
    }

    /** One limb of F = 2Z - G and G = 2Z + G. */
    private void twicePlusMinus(double[] z, int at, int f, int g) {
        DoubleVector twice = limb(z, at).mul(2);
        DoubleVector k = limb(s, g);
        twice.sub(k).intoArray(s, f);
        twice.add(k).intoArray(s, g);
    }

    /** X = EF, Y = GH, Z = FG, T = EH. */
    private void finish(double[] p, int po, boolean withT) {
        int e = efgh;
        int f = efgh + WIDTH;
        int g = efgh + 2 * WIDTH;
        int h = efgh + 3 * WIDTH;
        VectorField.mul(p, po + X, s, e, s, f);
        VectorField.mul(p, po + Y, s, g, s, h);
        VectorField.mul(p, po + Z, s, f, s, g);
        if (withT) {
            VectorField.mul(p, po + T, s, e, s, h);
        }
    }

    /** c = p, cached; c and p do not overlap. */
    void toCached(double[] c, int co, double[] p, int po) {
        VectorField.add(c, co, p, po + Y, p, po + X);
        VectorField.reduce(c, co, c, co);
        VectorField.sub(c, co + WIDTH, p, po + Y, p, po + X);
        VectorField.reduce(c, co + WIDTH, c, co + WIDTH);
        VectorField.add(c, co + 2 * WIDTH, p, po + Z, p, po + Z);
        VectorField.reduce(c, co + 2 * WIDTH, c, co + 2 * WIDTH);
        VectorField.mul(c, co + 3 * WIDTH, p, po + T, D2, 0);
    }

    /**
     * r = the multiple of each lane's own digit, from the cached multiples 1 to 8 in the table: all
     * of it is read whatever the digits are, and added up with the factors 0 and 1, which is exact.
     * All are places in the working memory.
     *
     * @param magnitudes where numbers from 0 to 8 lie, one per lane
     * @param keep where 0 per lane lies whose digit is negative, else 1
     */
    void select(int r, int table, int magnitudes, int keep) {
        for (int j = 0; j <= ENTRIES; j++) {
            factor(magnitudes, j);
        }
        for (int i = 0; i < POINT; i += 2 * LANES) {
            selectLimbs(r + i, table + i, i);
        }
        for (int i = 0; i < WIDTH; i += LANES) {
            negateLimb(s, r + i, s, keep);
        }
    }

    /** 1 in the lanes where the magnitude is j, else 0. */
    private void factor(int magnitudes, int j) {
        DoubleVector.broadcast(DOUBLES, 1)
                .sub(limb(s, magnitudes).sub(j).abs())
                .max(0)
                .intoArray(s, factors + j * LANES);
    }

    /** Two limbs: with more of them the compiler gives up and every operation allocates. */
    private void selectLimbs(int to, int t, int at) {
        DoubleVector f0 = limb(s, factors);
        DoubleVector f1 = limb(s, factors + LANES);
        DoubleVector f2 = limb(s, factors + 2 * LANES);
        DoubleVector f3 = limb(s, factors + 3 * LANES);
        DoubleVector f4 = limb(s, factors + 4 * LANES);
        DoubleVector f5 = limb(s, factors + 5 * LANES);
        DoubleVector f6 = limb(s, factors + 6 * LANES);
        DoubleVector f7 = limb(s, factors + 7 * LANES);
        DoubleVector f8 = limb(s, factors + 8 * LANES);
        DoubleVector r0 = limb(IDENTITY_CACHED, at).mul(f0);
        r0 = limb(s, t).fma(f1, r0);
        r0 = limb(s, t + POINT).fma(f2, r0);
        r0 = limb(s, t + 2 * POINT).fma(f3, r0);
        r0 = limb(s, t + 3 * POINT).fma(f4, r0);
        r0 = limb(s, t + 4 * POINT).fma(f5, r0);
        r0 = limb(s, t + 5 * POINT).fma(f6, r0);
        r0 = limb(s, t + 6 * POINT).fma(f7, r0);
        r0 = limb(s, t + 7 * POINT).fma(f8, r0);
        r0.intoArray(s, to);
        DoubleVector r1 = limb(IDENTITY_CACHED, at + LANES).mul(f0);
        r1 = limb(s, t + LANES).fma(f1, r1);
        r1 = limb(s, t + POINT + LANES).fma(f2, r1);
        r1 = limb(s, t + 2 * POINT + LANES).fma(f3, r1);
        r1 = limb(s, t + 3 * POINT + LANES).fma(f4, r1);
        r1 = limb(s, t + 4 * POINT + LANES).fma(f5, r1);
        r1 = limb(s, t + 5 * POINT + LANES).fma(f6, r1);
        r1 = limb(s, t + 6 * POINT + LANES).fma(f7, r1);
        r1 = limb(s, t + 7 * POINT + LANES).fma(f8, r1);
        r1.intoArray(s, to + LANES);
    }

    /**
     * One limb of c = -c in the lanes whose {@code keep} is 0 and not 1, for a cached c: a swap and
     * a change of sign, as exact sums of products.
     */
    static void negateLimb(double[] c, int at, double[] keep, int digit) {
        DoubleVector same = DoubleVector.fromArray(DOUBLES, keep, digit);
        DoubleVector other = DoubleVector.broadcast(DOUBLES, 1).sub(same);
        DoubleVector p = DoubleVector.fromArray(DOUBLES, c, at);
        DoubleVector q = DoubleVector.fromArray(DOUBLES, c, at + WIDTH);
        DoubleVector t = DoubleVector.fromArray(DOUBLES, c, at + 3 * WIDTH);
        p.mul(same).add(q.mul(other)).intoArray(c, at);
        q.mul(same).add(p.mul(other)).intoArray(c, at + WIDTH);
        t.mul(same.sub(other)).intoArray(c, at + 3 * WIDTH);
    }

    private static DoubleVector limb(double[] a, int at) {
        return DoubleVector.fromArray(DOUBLES, a, at);
    }
}
