package nl.sluitend.oprf;

import static nl.sluitend.oprf.VectorField.DOUBLES;
import static nl.sluitend.oprf.VectorField.LANES;
import static nl.sluitend.oprf.VectorField.LONGS;
import static nl.sluitend.oprf.VectorField.WIDTH;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;

/**
 * Points of edwards25519 with one point per lane: the formulas of {@link Edwards25519} on vectors.
 * Holds its working memory: one instance per thread.
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

    private static final int A = 0;
    private static final int B = WIDTH;
    private static final int C = 2 * WIDTH;
    private static final int D = 3 * WIDTH;
    private static final int E = 0;
    private static final int F = WIDTH;
    private static final int G = 2 * WIDTH;
    private static final int H = 3 * WIDTH;

    private final long[] raw = new long[4 * WIDTH];
    private final double[] s = new double[4 * WIDTH];
    private final long[] masks = new long[(ENTRIES + 1) * LANES];

    static void setIdentity(double[] p, int po) {
        System.arraycopy(IDENTITY, 0, p, po, POINT);
    }

    static void setIdentityCached(double[] p, int po) {
        System.arraycopy(IDENTITY_CACHED, 0, p, po, POINT);
    }

    /** p = 2p; T is left stale unless asked for, which the next doubling does not need. */
    void doublePoint(double[] p, int po, boolean withT) {
        VectorField.sqrRaw(raw, A, p, po + X);
        VectorField.sqrRaw(raw, B, p, po + Y);
        VectorField.sqrRaw(raw, C, p, po + Z);
        VectorField.mul(s, E, p, po + X, p, po + Y);
        VectorField.add(s, E, s, E, s, E);
        VectorField.sumAndDifference(s, H, G, raw, B, A);
        VectorField.twicePlusMinus(s, F, raw, C, A, B);
        finish(p, po, withT);
    }

    /** p = p + c; needs a fresh T in p. */
    void addCached(double[] p, int po, double[] c, int co, boolean withT) {
        VectorField.sub(s, E, p, po + Y, p, po + X);
        VectorField.add(s, F, p, po + Y, p, po + X);
        VectorField.mulRaw(raw, A, s, E, c, co + WIDTH);
        VectorField.mulRaw(raw, B, s, F, c, co);
        VectorField.mulRaw(raw, C, p, po + T, c, co + 3 * WIDTH);
        VectorField.mulRaw(raw, D, p, po + Z, c, co + 2 * WIDTH);
        VectorField.sumAndDifference(s, H, E, raw, B, A);
        VectorField.sumAndDifference(s, G, F, raw, D, C);
        finish(p, po, withT);
    }

    /** X = EF, Y = GH, Z = FG, T = EH. */
    private void finish(double[] p, int po, boolean withT) {
        VectorField.mul(p, po + X, s, E, s, F);
        VectorField.mul(p, po + Y, s, G, s, H);
        VectorField.mul(p, po + Z, s, F, s, G);
        if (withT) {
            VectorField.mul(p, po + T, s, E, s, H);
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
     * of it is read whatever the digits are.
     *
     * @param magnitudes 0 to 8 per lane
     * @param keep 0 per lane whose digit is negative, else 1
     */
    void select(double[] r, double[] table, long[] magnitudes, double[] keep, int digit) {
        // All ones where the magnitude is j, else 0: below zero, less one, is only j XOR j.
        for (int i = 0; i < masks.length; i++) {
            masks[i] = ((magnitudes[digit + i % LANES] ^ (i / LANES)) - 1) >> 63;
        }
        for (int i = 0; i < POINT; i += LANES) {
            selectLimb(r, i, table, masks);
        }
        for (int i = 0; i < WIDTH; i += LANES) {
            negateLimb(r, i, keep, digit);
        }
    }

    private static void selectLimb(double[] r, int at, double[] table, long[] masks) {
        limb(IDENTITY_CACHED, at)
                .and(mask(masks, 0))
                .or(limb(table, at).and(mask(masks, 1)))
                .or(limb(table, 1 * POINT + at).and(mask(masks, 2)))
                .or(limb(table, 2 * POINT + at).and(mask(masks, 3)))
                .or(limb(table, 3 * POINT + at).and(mask(masks, 4)))
                .or(limb(table, 4 * POINT + at).and(mask(masks, 5)))
                .or(limb(table, 5 * POINT + at).and(mask(masks, 6)))
                .or(limb(table, 6 * POINT + at).and(mask(masks, 7)))
                .or(limb(table, 7 * POINT + at).and(mask(masks, 8)))
                .reinterpretAsDoubles()
                .intoArray(r, at);
    }

    private static LongVector mask(long[] masks, int j) {
        return LongVector.fromArray(LONGS, masks, j * LANES);
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

    private static LongVector limb(double[] a, int at) {
        return DoubleVector.fromArray(DOUBLES, a, at).reinterpretAsLongs();
    }

    void wipe() {
        Wipe.clear(raw, masks);
        Arrays.fill(s, 0);
    }
}
