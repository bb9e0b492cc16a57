package nl.sluitend.oprf;

import static nl.sluitend.oprf.P256Field.LIMBS;

/**
 * Points of P-256 in homogeneous coordinates X, Y, Z at an offset in a {@code long[]}, the identity
 * being 0 : 1 : 0. The complete formulas for a = -3 of Renes, Costello and Batina (2016),
 * algorithms 4 and 6, have no exceptional case, so no branch. Holds scratch: one instance per
 * thread.
 *
 * <p>Every point has coordinates of size at most 3/2 in the sense of {@link P256Field}; the
 * reductions below stand where sizes would otherwise grow past it.
 */
final class P256Points {

    /** Longs per point. */
    static final int POINT = 3 * LIMBS;

    private static final int X = 0;
    private static final int Y = LIMBS;
    private static final int Z = 2 * LIMBS;

    private static int slot(int i) {
        return i * LIMBS;
    }

    private final long[] s = new long[18 * LIMBS];
    private final byte[] bytes = new byte[32];

    static void setIdentity(long[] p, int po) {
        java.util.Arrays.fill(p, po, po + POINT, 0);
        System.arraycopy(P256Field.ONE, 0, p, po + Y, LIMBS);
    }

    /** p = p + q, algorithm 4; q may be p. */
    void add(long[] p, int po, long[] q, int qo) {
        int t0 = slot(0);
        int t1 = slot(1);
        int t2 = slot(2);
        int t3 = slot(3);
        int t4 = slot(4);
        int x = slot(5);
        int y = slot(6);
        int z = slot(7);
        P256Field.mul(s, t0, p, po + X, q, qo + X);
        P256Field.mul(s, t1, p, po + Y, q, qo + Y);
        P256Field.mul(s, t2, p, po + Z, q, qo + Z);
        crossTerm(t3, p, po + X, po + Y, q, qo + X, qo + Y, t0, t1);
        crossTerm(t4, p, po + Y, po + Z, q, qo + Y, qo + Z, t1, t2);
        crossTerm(y, p, po + X, po + Z, q, qo + X, qo + Z, t0, t2);
        P256Field.mul(s, z, P256Field.B, 0, s, t2);
        P256Field.sub(s, x, s, y, s, z);
        P256Field.triple(s, x, s, x);
        P256Field.sub(s, z, s, t1, s, x);
        P256Field.reduce(s, z, s, z);
        P256Field.add(s, x, s, t1, s, x);
        P256Field.reduce(s, x, s, x);
        P256Field.mul(s, y, P256Field.B, 0, s, y);
        P256Field.triple(s, t2, s, t2);
        P256Field.sub(s, y, s, y, s, t2);
        P256Field.sub(s, y, s, y, s, t0);
        P256Field.triple(s, y, s, y);
        P256Field.reduce(s, y, s, y);
        P256Field.triple(s, t0, s, t0);
        P256Field.sub(s, t0, s, t0, s, t2);
        P256Field.reduce(s, t0, s, t0);
        P256Field.mul(s, t1, s, t4, s, y);
        P256Field.mul(s, t2, s, t0, s, y);
        P256Field.mul(s, y, s, x, s, z);
        P256Field.add(p, po + Y, s, y, s, t2);
        P256Field.mul(s, x, s, t3, s, x);
        P256Field.sub(p, po + X, s, x, s, t1);
        P256Field.mul(s, z, s, t4, s, z);
        P256Field.mul(s, t1, s, t3, s, t0);
        P256Field.add(p, po + Z, s, z, s, t1);
    }

    /** r = (p1 + p2)(q1 + q2) - a - b, with a = p1 q1 and b = p2 q2. */
    private void crossTerm(
            int r, long[] p, int p1, int p2, long[] q, int q1, int q2, int a, int b) {
        int u = slot(8);
        int v = slot(9);
        P256Field.add(s, u, p, p1, p, p2);
        P256Field.add(s, v, q, q1, q, q2);
        P256Field.mul(s, r, s, u, s, v);
        P256Field.sub(s, r, s, r, s, a);
        P256Field.sub(s, r, s, r, s, b);
    }

    /** p = 2p, algorithm 6; also for the identity. */
    void doublePoint(long[] p, int po) {
        int t0 = slot(0);
        int t1 = slot(1);
        int t2 = slot(2);
        int t3 = slot(3);
        int x = slot(5);
        int y = slot(6);
        int z = slot(7);
        P256Field.sqr(s, t0, p, po + X);
        P256Field.sqr(s, t1, p, po + Y);
        P256Field.sqr(s, t2, p, po + Z);
        P256Field.mul(s, t3, p, po + X, p, po + Y);
        P256Field.add(s, t3, s, t3, s, t3);
        P256Field.mul(s, z, p, po + X, p, po + Z);
        P256Field.add(s, z, s, z, s, z);
        P256Field.mul(s, y, P256Field.B, 0, s, t2);
        P256Field.sub(s, y, s, y, s, z);
        P256Field.triple(s, y, s, y);
        P256Field.sub(s, x, s, t1, s, y);
        P256Field.reduce(s, x, s, x);
        P256Field.add(s, y, s, t1, s, y);
        P256Field.reduce(s, y, s, y);
        P256Field.mul(s, y, s, x, s, y);
        P256Field.mul(s, x, s, x, s, t3);
        P256Field.triple(s, t2, s, t2);
        P256Field.mul(s, z, P256Field.B, 0, s, z);
        P256Field.sub(s, z, s, z, s, t2);
        P256Field.sub(s, z, s, z, s, t0);
        P256Field.triple(s, z, s, z);
        P256Field.reduce(s, z, s, z);
        P256Field.triple(s, t0, s, t0);
        P256Field.sub(s, t0, s, t0, s, t2);
        P256Field.mul(s, t0, s, t0, s, z);
        P256Field.mul(s, t2, p, po + Y, p, po + Z);
        P256Field.add(p, po + Y, s, y, s, t0);
        P256Field.add(s, t2, s, t2, s, t2);
        P256Field.mul(s, z, s, t2, s, z);
        P256Field.sub(p, po + X, s, x, s, z);
        P256Field.mul(s, z, s, t2, s, t1);
        P256Field.add(s, z, s, z, s, z);
        P256Field.add(s, z, s, z, s, z);
        P256Field.reduce(p, po + Z, s, z);
    }

    /**
     * p = 2^n p for any p but the identity, in Jacobian coordinates X / Z^2, Y / Z^3 on the way:
     * formula dbl-2001-b (Explicit-Formulas Database), 8 products where the complete one has 13. No
     * point has order 2, so that it has no exceptional case. Of the identity it makes 0 : 0 : 0,
     * which encodes as the identity does and stays so in every sum.
     *
     * <p>Sizes between two doublings: X and Y less than 1/2 and a bit (at first 0.8), Z 3/2.
     */
    void doublePoint(long[] p, int po, int n) {
        int x = slot(5);
        int y = slot(6);
        int z = slot(7);
        int t = slot(0);
        P256Field.mul(s, x, p, po + X, p, po + Z);
        P256Field.sqr(s, t, p, po + Z);
        P256Field.mul(s, y, p, po + Y, s, t);
        System.arraycopy(p, po + Z, s, z, LIMBS);
        for (int i = 0; i < n; i++) {
            doubleJacobian(x, y, z);
        }
        P256Field.mul(p, po + X, s, x, s, z);
        System.arraycopy(s, y, p, po + Y, LIMBS);
        P256Field.sqr(s, t, s, z);
        P256Field.mul(p, po + Z, s, t, s, z);
    }

    private void doubleJacobian(int x, int y, int z) {
        int delta = slot(0);
        int gamma = slot(1);
        int beta = slot(2);
        int alpha = slot(3);
        int u = slot(4);
        P256Field.sqr(s, delta, s, z);
        P256Field.sqr(s, gamma, s, y);
        P256Field.mul(s, beta, s, x, s, gamma);
        P256Field.sub(s, u, s, x, s, delta);
        P256Field.add(s, alpha, s, x, s, delta);
        P256Field.mul(s, alpha, s, alpha, s, u);
        P256Field.triple(s, alpha, s, alpha);
        P256Field.mul(s, z, s, y, s, z);
        P256Field.shift(s, z, s, z, 1);
        P256Field.shift(s, beta, s, beta, 2);
        P256Field.sqr(s, x, s, alpha);
        P256Field.sub(s, x, s, x, s, beta);
        P256Field.sub(s, x, s, x, s, beta);
        P256Field.reduce(s, x, s, x);
        P256Field.sub(s, u, s, beta, s, x);
        P256Field.mul(s, y, s, alpha, s, u);
        P256Field.sqr(s, gamma, s, gamma);
        P256Field.shift(s, gamma, s, gamma, 3);
        P256Field.sub(s, y, s, y, s, gamma);
        P256Field.reduce(s, y, s, y);
    }

    /**
     * Decodes a compressed point, SEC 1 section 2.3.4 with the checks of RFC 9497 section 4.3:
     * first byte 2 or 3, x below p, on the curve. The identity has no such encoding. Whether an
     * encoding is good is public.
     */
    boolean decode(long[] p, int po, byte[] in, int at) {
        int x = slot(10);
        int square = slot(11);
        int y = slot(12);
        P256Field.fromBytes(s, x, in, at + 1);
        P256Field.toBytes(bytes, 0, s, x, s, slot(0));
        long difference = (in[at] & 0xfe) ^ 2;
        for (int i = 0; i < 32; i++) {
            difference |= bytes[i] ^ in[at + 1 + i];
        }
        P256Field.sqr(s, square, s, x);
        P256Field.sub(s, square, s, square, P256Field.THREE, 0);
        P256Field.mul(s, square, s, square, s, x);
        P256Field.add(s, square, s, square, P256Field.B, 0);
        P256Field.powP34(s, y, s, square, s, slot(0));
        P256Field.mul(s, y, s, y, s, square);
        P256Field.sqr(s, slot(5), s, y);
        P256Field.sub(s, slot(5), s, slot(5), s, square);
        boolean onCurve = P256Field.zeroMask(s, slot(5), s, slot(0)) != 0;
        long parity = -(in[at] & 1L);
        P256Field.negateIf(s, y, parity ^ P256Field.oddMask(s, y, s, slot(0)));
        System.arraycopy(s, x, p, po + X, LIMBS);
        System.arraycopy(s, y, p, po + Y, LIMBS);
        System.arraycopy(P256Field.ONE, 0, p, po + Z, LIMBS);
        return difference == 0 && onCurve;
    }

    /** Encodes X, Y with 1 / Z given; SEC 1 section 2.3.3, compressed. */
    void encode(byte[] out, int at, long[] p, int po, long[] zInverse, int zo) {
        int x = slot(10);
        int y = slot(11);
        P256Field.mul(s, x, p, po + X, zInverse, zo);
        P256Field.mul(s, y, p, po + Y, zInverse, zo);
        P256Field.toBytes(out, at + 1, s, x, s, slot(0));
        out[at] = (byte) (2 - P256Field.oddMask(s, y, s, slot(0)));
    }

    /** hash_to_curve after expand_message, RFC 9380 section 3, from 96 uniform bytes. */
    void fromUniform(long[] p, int po, byte[] uniform, int at, long[] other) {
        map(p, po, uniform, at);
        map(other, 0, uniform, at + 48);
        add(p, po, other, 0);
    }

    /** map_to_curve_simple_swu, RFC 9380 appendix F.2, of hash_to_field's element. */
    private void map(long[] p, int po, byte[] in, int at) {
        int u = slot(10);
        int tv1 = slot(11);
        int tv2 = slot(12);
        int tv3 = slot(13);
        int tv4 = slot(14);
        int tv6 = slot(15);
        int y = slot(16);
        int y1 = slot(17);
        int t = slot(0);
        P256Field.fromWideBytes(s, u, in, at, s, t);
        P256Field.sqr(s, tv1, s, u);
        P256Field.mul(s, tv1, P256Field.Z, 0, s, tv1);
        P256Field.sqr(s, tv2, s, tv1);
        P256Field.add(s, tv2, s, tv2, s, tv1);
        P256Field.add(s, tv3, s, tv2, P256Field.ONE, 0);
        P256Field.mul(s, tv3, P256Field.B, 0, s, tv3);
        long zero = P256Field.zeroMask(s, tv2, s, t);
        P256Field.negateIf(s, tv2, -1);
        P256Field.select(s, tv2, P256Field.Z, 0, LIMBS, zero);
        // A = -3
        P256Field.mul(s, tv4, P256Field.THREE, 0, s, tv2);
        P256Field.negateIf(s, tv4, -1);
        P256Field.sqr(s, tv2, s, tv3);
        P256Field.sqr(s, tv6, s, tv4);
        P256Field.triple(s, t, s, tv6);
        P256Field.sub(s, tv2, s, tv2, s, t);
        P256Field.mul(s, tv2, s, tv2, s, tv3);
        P256Field.mul(s, tv6, s, tv6, s, tv4);
        P256Field.mul(s, t, P256Field.B, 0, s, tv6);
        P256Field.add(s, tv2, s, tv2, s, t);
        P256Field.mul(p, po + X, s, tv1, s, tv3);
        long square = sqrtRatio(y1, tv2, tv6);
        P256Field.mul(s, y, s, tv1, s, u);
        P256Field.mul(s, y, s, y, s, y1);
        P256Field.select(p, po + X, s, tv3, LIMBS, square);
        P256Field.select(s, y, s, y1, LIMBS, square);
        long different = P256Field.oddMask(s, u, s, t) ^ P256Field.oddMask(s, y, s, t);
        P256Field.negateIf(s, y, different);
        P256Field.mul(p, po + Y, s, y, s, tv4);
        System.arraycopy(s, tv4, p, po + Z, LIMBS);
    }

    /** sqrt_ratio for p = 3 mod 4, RFC 9380 appendix F.2.1.2; all ones when u / v is a square. */
    private long sqrtRatio(int r, int u, int v) {
        int tv1 = slot(6);
        int tv2 = slot(7);
        int root = slot(8);
        P256Field.sqr(s, tv1, s, v);
        P256Field.mul(s, tv2, s, u, s, v);
        P256Field.mul(s, tv1, s, tv1, s, tv2);
        P256Field.powP34(s, root, s, tv1, s, slot(0));
        P256Field.mul(s, root, s, root, s, tv2);
        P256Field.sqr(s, tv1, s, root);
        P256Field.mul(s, tv1, s, tv1, s, v);
        P256Field.sub(s, tv1, s, tv1, s, u);
        long square = P256Field.zeroMask(s, tv1, s, slot(0));
        P256Field.mul(s, r, s, root, P256Field.SQRT_MINUS_Z, 0);
        P256Field.select(s, r, s, root, LIMBS, square);
        return square;
    }

    /**
     * r = digit * P for an odd digit, from the odd multiples of P in the table; reads all of it.
     */
    void select(long[] r, int ro, long[] table, int entries, int digit) {
        int negative = digit >> 31;
        int magnitude = (digit ^ negative) - negative;
        java.util.Arrays.fill(r, ro, ro + POINT, 0);
        for (int j = 0; j < entries; j++) {
            long x = j ^ (magnitude >>> 1);
            long mask = ((x - 1) & ~x) >> 63;
            P256Field.select(r, ro, table, j * POINT, POINT, mask);
        }
        P256Field.negateIf(r, ro + Y, negative);
    }

    /** p = -p where mask is all ones. */
    void negateIf(long[] p, int po, long mask) {
        P256Field.negateIf(p, po + Y, mask);
    }

    static int offsetOfZ() {
        return Z;
    }

    void wipe() {
        Wipe.clear(s);
        Wipe.clear(bytes);
    }
}
