package nl.sluitend.oprf;

import static nl.sluitend.oprf.Field25519.LIMBS;

import java.util.Arrays;

/**
 * Points of edwards25519, -x^2 + y^2 = 1 + d x^2 y^2 (RFC 8032 section 5.1), in extended
 * coordinates X, Y, Z, T with T = XY / Z, each of reduced field elements, at an offset in a {@code
 * long[]}. Formulas of Hisil, Wong, Carter and Dawson (2008), complete on this curve: there is no
 * exceptional case, so no branch.
 *
 * <p>A <em>cached</em> point, ready to be added, is Y + X, Y - X, 2Z, 2dT, reduced.
 */
final class Edwards25519 {

    /** Longs per point, extended or cached. */
    static final int POINT = 4 * LIMBS;

    /** Longs of scratch that the functions here need. */
    static final int SCRATCH = 8 * LIMBS;

    static final int X = 0;
    static final int Y = LIMBS;
    static final int Z = 2 * LIMBS;
    static final int T = 3 * LIMBS;

    static final long[] ZERO = {0, 0, 0, 0, 0};
    static final long[] ONE = {1, 0, 0, 0, 0};

    /** d = -121665 / 121666. */
    static final long[] D = {
        0x34dca135978a3L, 0x1a8283b156ebdL, 0x5e7a26001c029L, 0x739c663a03cbbL, 0x52036cee2b6ffL
    };

    /** 2d. */
    static final long[] D2 = {
        0x69b9426b2f159L, 0x35050762add7aL, 0x3cf44c0038052L, 0x6738cc7407977L, 0x2406d9dc56dffL
    };

    private static final long[] IDENTITY_CACHED = {
        1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0
    };

    private Edwards25519() {}

    static void setIdentity(long[] p, int po) {
        Arrays.fill(p, po, po + POINT, 0);
        p[po + Y] = 1;
        p[po + Z] = 1;
    }

    static void setIdentityCached(long[] c, int co) {
        System.arraycopy(IDENTITY_CACHED, 0, c, co, POINT);
    }

    /** p = 2p; T is left stale unless asked for, which the next doubling does not need. */
    static void doublePoint(long[] p, int po, long[] s, boolean withT) {
        int a = 0;
        int b = LIMBS;
        int e = 2 * LIMBS;
        int f = 3 * LIMBS;
        int g = 4 * LIMBS;
        int h = 5 * LIMBS;
        Field25519.add(s, e, p, po + X, p, po + Y);
        Field25519.sqr(s, e, s, e);
        Field25519.sqr(s, a, p, po + X);
        Field25519.sqr(s, b, p, po + Y);
        Field25519.sqr(s, f, p, po + Z);
        Field25519.add(s, f, s, f, s, f);
        Field25519.add(s, h, s, a, s, b);
        Field25519.sub(s, g, s, b, s, a);
        Field25519.subWide(s, e, s, e, s, h);
        Field25519.subWide(s, f, s, f, s, g);
        finish(p, po, s, e, withT);
    }

    /** p = p + c; needs a fresh T in p. */
    static void addCached(long[] p, int po, long[] c, int co, long[] s, boolean withT) {
        int a = 0;
        int b = LIMBS;
        int e = 2 * LIMBS;
        int f = 3 * LIMBS;
        int g = 4 * LIMBS;
        int h = 5 * LIMBS;
        int d = 6 * LIMBS;
        int k = 7 * LIMBS;
        Field25519.sub(s, a, p, po + Y, p, po + X);
        Field25519.add(s, b, p, po + Y, p, po + X);
        Field25519.mul(s, a, s, a, c, co + LIMBS);
        Field25519.mul(s, b, s, b, c, co);
        Field25519.mul(s, k, p, po + T, c, co + 3 * LIMBS);
        Field25519.mul(s, d, p, po + Z, c, co + 2 * LIMBS);
        Field25519.sub(s, e, s, b, s, a);
        Field25519.sub(s, f, s, d, s, k);
        Field25519.add(s, g, s, d, s, k);
        Field25519.add(s, h, s, b, s, a);
        finish(p, po, s, e, withT);
    }

    /**
     * p = p + c, or p - c, for a public c whose Z is 1, which saves a product; needs a fresh T in
     * p.
     */
    static void addAffine(long[] p, int po, long[] c, int co, boolean negative, long[] s) {
        int a = 0;
        int b = LIMBS;
        int e = 2 * LIMBS;
        int f = (negative ? 4 : 3) * LIMBS;
        int g = (negative ? 3 : 4) * LIMBS;
        int h = 5 * LIMBS;
        int d = 6 * LIMBS;
        int k = 7 * LIMBS;
        Field25519.sub(s, a, p, po + Y, p, po + X);
        Field25519.add(s, b, p, po + Y, p, po + X);
        Field25519.mul(s, a, s, a, c, negative ? co : co + LIMBS);
        Field25519.mul(s, b, s, b, c, negative ? co + LIMBS : co);
        Field25519.mul(s, k, p, po + T, c, co + 3 * LIMBS);
        Field25519.add(s, d, p, po + Z, p, po + Z);
        Field25519.sub(s, e, s, b, s, a);
        Field25519.sub(s, f, s, d, s, k);
        Field25519.add(s, g, s, d, s, k);
        Field25519.add(s, h, s, b, s, a);
        finish(p, po, s, e, true);
    }

    /** p = c, or -c, for a public c whose Z is 1: what {@link #addAffine} makes of the identity. */
    static void setAffine(long[] p, int po, long[] c, int co, boolean negative) {
        int sum = negative ? co + LIMBS : co;
        int difference = negative ? co : co + LIMBS;
        // (2X, 2Y, 2, 2XY) times 2.
        Field25519.sub(p, po + X, c, sum, c, difference);
        Field25519.add(p, po + Y, c, sum, c, difference);
        Field25519.mul(p, po + T, p, po + X, p, po + Y);
        Field25519.add(p, po + X, p, po + X, p, po + X);
        Field25519.reduce(p, po + X, p, po + X);
        Field25519.add(p, po + Y, p, po + Y, p, po + Y);
        Field25519.reduce(p, po + Y, p, po + Y);
        Arrays.fill(p, po + Z, po + T, 0);
        p[po + Z] = 4;
    }

    /** X = EF, Y = GH, Z = FG, T = EH, for E, F, G, H in a row at e. */
    private static void finish(long[] p, int po, long[] s, int e, boolean withT) {
        Field25519.mul(p, po + X, s, e, s, e + LIMBS);
        Field25519.mul(p, po + Y, s, e + 2 * LIMBS, s, e + 3 * LIMBS);
        Field25519.mul(p, po + Z, s, e + LIMBS, s, e + 2 * LIMBS);
        if (withT) {
            Field25519.mul(p, po + T, s, e, s, e + 3 * LIMBS);
        }
    }

    /** c = p, cached; c and p do not overlap. */
    static void toCached(long[] c, int co, long[] p, int po) {
        Field25519.add(c, co, p, po + Y, p, po + X);
        Field25519.reduce(c, co, c, co);
        Field25519.sub(c, co + LIMBS, p, po + Y, p, po + X);
        Field25519.reduce(c, co + LIMBS, c, co + LIMBS);
        Field25519.add(c, co + 2 * LIMBS, p, po + Z, p, po + Z);
        Field25519.reduce(c, co + 2 * LIMBS, c, co + 2 * LIMBS);
        Field25519.mul(c, co + 3 * LIMBS, p, po + T, D2, 0);
    }

    /** c = -c, for a cached c; by a swap and a negation. */
    static void negateCached(long[] c, int co, long mask) {
        for (int i = co; i < co + LIMBS; i++) {
            long x = mask & (c[i] ^ c[i + LIMBS]);
            c[i] ^= x;
            c[i + LIMBS] ^= x;
        }
        Field25519.negateIf(c, co + 3 * LIMBS, mask);
    }

    /**
     * r = digit * P from the cached multiples 1 to {@code entries} in the table, for a digit from
     * -entries to entries. Reads the whole table whatever the digit is.
     */
    static void select(long[] r, int ro, long[] table, int entries, int digit) {
        int negative = digit >> 31;
        int magnitude = (digit ^ negative) - negative;
        if (entries != 8) {
            throw new IllegalArgumentException("the scan is written for eight entries");
        }
        long m0 = equal(magnitude, 0);
        long m1 = equal(magnitude, 1);
        long m2 = equal(magnitude, 2);
        long m3 = equal(magnitude, 3);
        long m4 = equal(magnitude, 4);
        long m5 = equal(magnitude, 5);
        long m6 = equal(magnitude, 6);
        long m7 = equal(magnitude, 7);
        long m8 = equal(magnitude, 8);
        for (int i = 0; i < POINT; i++) {
            r[ro + i] =
                    (IDENTITY_CACHED[i] & m0)
                            | (table[i + 0 * POINT] & m1)
                            | (table[i + 1 * POINT] & m2)
                            | (table[i + 2 * POINT] & m3)
                            | (table[i + 3 * POINT] & m4)
                            | (table[i + 4 * POINT] & m5)
                            | (table[i + 5 * POINT] & m6)
                            | (table[i + 6 * POINT] & m7)
                            | (table[i + 7 * POINT] & m8);
        }
        negateCached(r, ro, negative);
    }

    /** All ones when the two small numbers are equal, else 0. */
    private static long equal(int a, int b) {
        long x = a ^ b;
        return ((x - 1) & ~x) >> 63;
    }
}
