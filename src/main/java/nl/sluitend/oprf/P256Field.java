package nl.sluitend.oprf;

/**
 * The field of P-256, p = 2^256 - 2^224 + 2^192 + 2^96 - 1: five signed limbs of 52 bits in a
 * {@code long[]}, at an offset the caller names, in Montgomery form with R = 2^260. No branch and
 * no address depends on a value, and no {@code BigInteger} is used.
 *
 * <p>Sizes, which every caller keeps: an element has a size s when it lies between -s * 2p and s *
 * 2p; a product of sizes s and t has size (1 + st / 4) / 2, a sum the sum of sizes, a {@link
 * #reduce reduced} element less than 1/2 and a bit. Limbs stay below 2^56 up to size 16, where a
 * product is still exact. The notes in {@link P256Points} give the sizes.
 *
 * <p>Reduction costs no multiplication: p is -1 mod 2^96, so a digit of the quotient is a digit of
 * the product, and its multiple of p is four shifts.
 */
final class P256Field {

    /** Longs per element. */
    static final int LIMBS = 5;

    /** 1. */
    static final long[] ONE = {
        0x10L, 0xf000000000000L, 0xfffffffffffffL, 0xffeffffffffffL, 0xfffffL
    };

    /** The coefficient b of the curve (SP 800-186 section 3.2.1.3). */
    static final long[] B = {
        0xdf6229c4bddfdL, 0xca8843090d89cL, 0x212ed6acf005cL, 0x83415a220abf7L, 0xc30061dd4874L
    };

    /** 3, the negated coefficient a. */
    static final long[] THREE = {
        0x30L, 0xd000000000000L, 0xfffffffffffffL, 0xffcffffffffffL, 0x2fffffL
    };

    /** Z = -10 of the map (RFC 9380 section 8.2). */
    static final long[] Z = {
        0xfffffffffff5fL, 0xa0fffffffffffL, 0x0L, 0xa1000000000L, 0xffffff5f0000L
    };

    /** The square root of -Z = 10 (RFC 9380 appendix F.2.1.2). */
    static final long[] SQRT_MINUS_Z = {
        0x38ee98a195fd9L, 0x6b23dcf70a1fdL, 0xa8dfee78400adL, 0x303d913c88f9eL, 0x51d26ea2a8fL
    };

    private static final long[] R_SQUARED = {
        0x300L, 0xffffffff00000L, 0xffffefffffffbL, 0xfdfffffffffffL, 0x4ffffffL
    };

    private static final long[] R_SQUARED_2_256 = {
        0xffd0000000a00L, 0xfffffff7fffffL, 0xffffcffffffedL, 0x100000005fffL, 0x18000000L
    };

    private static final long[] PLAIN_ONE = {1, 0, 0, 0, 0};

    private static final long[] P = {
        0xfffffffffffffL, 0xfffffffffffL, 0x0L, 0x1000000000L, 0xffffffff0000L
    };

    private static final long MASK = (1L << 52) - 1;

    private P256Field() {}

    /** r = a * b / R. The three may overlap. */
    static void mul(long[] r, int ro, long[] a, int ao, long[] b, int bo) {
        final long a0 = a[ao + 0];
        final long x0 = a0 << 6;
        final long a1 = a[ao + 1];
        final long x1 = a1 << 6;
        final long a2 = a[ao + 2];
        final long x2 = a2 << 6;
        final long a3 = a[ao + 3];
        final long x3 = a3 << 6;
        final long a4 = a[ao + 4];
        final long x4 = a4 << 6;
        final long b0 = b[bo + 0];
        final long y0 = b0 << 6;
        final long b1 = b[bo + 1];
        final long y1 = b1 << 6;
        final long b2 = b[bo + 2];
        final long y2 = b2 << 6;
        final long b3 = b[bo + 3];
        final long y3 = b3 << 6;
        final long b4 = b[bo + 4];
        final long y4 = b4 << 6;
        long t0 = (a0 * b0 & MASK);
        long t1 = Math.multiplyHigh(x0, y0) + (a0 * b1 & MASK) + (a1 * b0 & MASK);
        long t2 =
                Math.multiplyHigh(x0, y1)
                        + (a0 * b2 & MASK)
                        + Math.multiplyHigh(x1, y0)
                        + (a1 * b1 & MASK)
                        + (a2 * b0 & MASK);
        long t3 =
                Math.multiplyHigh(x0, y2)
                        + (a0 * b3 & MASK)
                        + Math.multiplyHigh(x1, y1)
                        + (a1 * b2 & MASK)
                        + Math.multiplyHigh(x2, y0)
                        + (a2 * b1 & MASK)
                        + (a3 * b0 & MASK);
        long t4 =
                Math.multiplyHigh(x0, y3)
                        + (a0 * b4 & MASK)
                        + Math.multiplyHigh(x1, y2)
                        + (a1 * b3 & MASK)
                        + Math.multiplyHigh(x2, y1)
                        + (a2 * b2 & MASK)
                        + Math.multiplyHigh(x3, y0)
                        + (a3 * b1 & MASK)
                        + (a4 * b0 & MASK);
        long t5 =
                Math.multiplyHigh(x0, y4)
                        + Math.multiplyHigh(x1, y3)
                        + (a1 * b4 & MASK)
                        + Math.multiplyHigh(x2, y2)
                        + (a2 * b3 & MASK)
                        + Math.multiplyHigh(x3, y1)
                        + (a3 * b2 & MASK)
                        + Math.multiplyHigh(x4, y0)
                        + (a4 * b1 & MASK);
        long t6 =
                Math.multiplyHigh(x1, y4)
                        + Math.multiplyHigh(x2, y3)
                        + (a2 * b4 & MASK)
                        + Math.multiplyHigh(x3, y2)
                        + (a3 * b3 & MASK)
                        + Math.multiplyHigh(x4, y1)
                        + (a4 * b2 & MASK);
        long t7 =
                Math.multiplyHigh(x2, y4)
                        + Math.multiplyHigh(x3, y3)
                        + (a3 * b4 & MASK)
                        + Math.multiplyHigh(x4, y2)
                        + (a4 * b3 & MASK);
        long t8 = Math.multiplyHigh(x3, y4) + Math.multiplyHigh(x4, y3) + (a4 * b4 & MASK);
        long t9 = Math.multiplyHigh(x4, y4);
        final long q0 = t0 & MASK;
        t1 += (t0 >> 52) + (q0 << 44 & MASK);
        t2 += q0 >>> 8;
        t3 += q0 << 36 & MASK;
        t4 += (q0 >>> 16) - (q0 << 16 & MASK) + (q0 << 48 & MASK);
        t5 += (q0 >>> 4) - (q0 >>> 36);
        final long q1 = t1 & MASK;
        t2 += (t1 >> 52) + (q1 << 44 & MASK);
        t3 += q1 >>> 8;
        t4 += q1 << 36 & MASK;
        t5 += (q1 >>> 16) - (q1 << 16 & MASK) + (q1 << 48 & MASK);
        t6 += (q1 >>> 4) - (q1 >>> 36);
        final long q2 = t2 & MASK;
        t3 += (t2 >> 52) + (q2 << 44 & MASK);
        t4 += q2 >>> 8;
        t5 += q2 << 36 & MASK;
        t6 += (q2 >>> 16) - (q2 << 16 & MASK) + (q2 << 48 & MASK);
        t7 += (q2 >>> 4) - (q2 >>> 36);
        final long q3 = t3 & MASK;
        t4 += (t3 >> 52) + (q3 << 44 & MASK);
        t5 += q3 >>> 8;
        t6 += q3 << 36 & MASK;
        t7 += (q3 >>> 16) - (q3 << 16 & MASK) + (q3 << 48 & MASK);
        t8 += (q3 >>> 4) - (q3 >>> 36);
        final long q4 = t4 & MASK;
        t5 += (t4 >> 52) + (q4 << 44 & MASK);
        t6 += q4 >>> 8;
        t7 += q4 << 36 & MASK;
        t8 += (q4 >>> 16) - (q4 << 16 & MASK) + (q4 << 48 & MASK);
        t9 += (q4 >>> 4) - (q4 >>> 36);
        t6 += t5 >> 52;
        t7 += t6 >> 52;
        t8 += t7 >> 52;
        r[ro] = t5 & MASK;
        r[ro + 1] = t6 & MASK;
        r[ro + 2] = t7 & MASK;
        r[ro + 3] = t8 & MASK;
        r[ro + 4] = t9 + (t8 >> 52);
    }

    /** r = a * a / R. The two may overlap. */
    static void sqr(long[] r, int ro, long[] a, int ao) {
        final long a0 = a[ao + 0];
        final long x0 = a0 << 6;
        final long a1 = a[ao + 1];
        final long x1 = a1 << 6;
        final long a2 = a[ao + 2];
        final long x2 = a2 << 6;
        final long a3 = a[ao + 3];
        final long x3 = a3 << 6;
        final long a4 = a[ao + 4];
        final long x4 = a4 << 6;
        final long b1 = a1 << 1;
        final long y1 = a1 << 7;
        final long b2 = a2 << 1;
        final long y2 = a2 << 7;
        final long b3 = a3 << 1;
        final long y3 = a3 << 7;
        final long b4 = a4 << 1;
        final long y4 = a4 << 7;
        long t0 = (a0 * a0 & MASK);
        long t1 = Math.multiplyHigh(x0, x0) + (a0 * b1 & MASK);
        long t2 = Math.multiplyHigh(x0, y1) + (a0 * b2 & MASK) + (a1 * a1 & MASK);
        long t3 =
                Math.multiplyHigh(x0, y2)
                        + (a0 * b3 & MASK)
                        + Math.multiplyHigh(x1, x1)
                        + (a1 * b2 & MASK);
        long t4 =
                Math.multiplyHigh(x0, y3)
                        + (a0 * b4 & MASK)
                        + Math.multiplyHigh(x1, y2)
                        + (a1 * b3 & MASK)
                        + (a2 * a2 & MASK);
        long t5 =
                Math.multiplyHigh(x0, y4)
                        + Math.multiplyHigh(x1, y3)
                        + (a1 * b4 & MASK)
                        + Math.multiplyHigh(x2, x2)
                        + (a2 * b3 & MASK);
        long t6 =
                Math.multiplyHigh(x1, y4)
                        + Math.multiplyHigh(x2, y3)
                        + (a2 * b4 & MASK)
                        + (a3 * a3 & MASK);
        long t7 = Math.multiplyHigh(x2, y4) + Math.multiplyHigh(x3, x3) + (a3 * b4 & MASK);
        long t8 = Math.multiplyHigh(x3, y4) + (a4 * a4 & MASK);
        long t9 = Math.multiplyHigh(x4, x4);
        final long q0 = t0 & MASK;
        t1 += (t0 >> 52) + (q0 << 44 & MASK);
        t2 += q0 >>> 8;
        t3 += q0 << 36 & MASK;
        t4 += (q0 >>> 16) - (q0 << 16 & MASK) + (q0 << 48 & MASK);
        t5 += (q0 >>> 4) - (q0 >>> 36);
        final long q1 = t1 & MASK;
        t2 += (t1 >> 52) + (q1 << 44 & MASK);
        t3 += q1 >>> 8;
        t4 += q1 << 36 & MASK;
        t5 += (q1 >>> 16) - (q1 << 16 & MASK) + (q1 << 48 & MASK);
        t6 += (q1 >>> 4) - (q1 >>> 36);
        final long q2 = t2 & MASK;
        t3 += (t2 >> 52) + (q2 << 44 & MASK);
        t4 += q2 >>> 8;
        t5 += q2 << 36 & MASK;
        t6 += (q2 >>> 16) - (q2 << 16 & MASK) + (q2 << 48 & MASK);
        t7 += (q2 >>> 4) - (q2 >>> 36);
        final long q3 = t3 & MASK;
        t4 += (t3 >> 52) + (q3 << 44 & MASK);
        t5 += q3 >>> 8;
        t6 += q3 << 36 & MASK;
        t7 += (q3 >>> 16) - (q3 << 16 & MASK) + (q3 << 48 & MASK);
        t8 += (q3 >>> 4) - (q3 >>> 36);
        final long q4 = t4 & MASK;
        t5 += (t4 >> 52) + (q4 << 44 & MASK);
        t6 += q4 >>> 8;
        t7 += q4 << 36 & MASK;
        t8 += (q4 >>> 16) - (q4 << 16 & MASK) + (q4 << 48 & MASK);
        t9 += (q4 >>> 4) - (q4 >>> 36);
        t6 += t5 >> 52;
        t7 += t6 >> 52;
        t8 += t7 >> 52;
        r[ro] = t5 & MASK;
        r[ro + 1] = t6 & MASK;
        r[ro + 2] = t7 & MASK;
        r[ro + 3] = t8 & MASK;
        r[ro + 4] = t9 + (t8 >> 52);
    }

    /** r = a^(2^n) by n squarings, n at least 1. */
    static void sqrTimes(long[] r, int ro, long[] a, int ao, int n) {
        sqr(r, ro, a, ao);
        for (int i = 1; i < n; i++) {
            sqr(r, ro, r, ro);
        }
    }

    static void add(long[] r, int ro, long[] a, int ao, long[] b, int bo) {
        for (int i = 0; i < LIMBS; i++) {
            r[ro + i] = a[ao + i] + b[bo + i];
        }
    }

    static void sub(long[] r, int ro, long[] a, int ao, long[] b, int bo) {
        for (int i = 0; i < LIMBS; i++) {
            r[ro + i] = a[ao + i] - b[bo + i];
        }
    }

    /** r = 3a. */
    static void triple(long[] r, int ro, long[] a, int ao) {
        for (int i = 0; i < LIMBS; i++) {
            r[ro + i] = 3 * a[ao + i];
        }
    }

    /** r = 2^n a. */
    static void shift(long[] r, int ro, long[] a, int ao, int n) {
        for (int i = 0; i < LIMBS; i++) {
            r[ro + i] = a[ao + i] << n;
        }
    }

    /** r = a, between 0 and 2^256 and a bit; the size of a is at most 64. */
    static void reduce(long[] r, int ro, long[] a, int ao) {
        long l0 = a[ao];
        long l1 = a[ao + 1] + (l0 >> 52);
        long l2 = a[ao + 2] + (l1 >> 52);
        long l3 = a[ao + 3] + (l2 >> 52);
        long l4 = a[ao + 4] + (l3 >> 52);
        long e = l4 >> 48;
        l0 = (l0 & MASK) + e;
        l1 = (l1 & MASK) - (e << 44) + (l0 >> 52);
        l2 = (l2 & MASK) + (l1 >> 52);
        l3 = (l3 & MASK) - (e << 36) + (l2 >> 52);
        l4 = (l4 & (1L << 48) - 1) + (e << 16) + (l3 >> 52);
        r[ro] = l0 & MASK;
        r[ro + 1] = l1 & MASK;
        r[ro + 2] = l2 & MASK;
        r[ro + 3] = l3 & MASK;
        r[ro + 4] = l4;
    }

    /** r = a where mask is all ones, unchanged where it is zero. */
    static void select(long[] r, int ro, long[] a, int ao, int length, long mask) {
        for (int i = 0; i < length; i++) {
            r[ro + i] ^= mask & (r[ro + i] ^ a[ao + i]);
        }
    }

    /** r = -r where mask is all ones. */
    static void negateIf(long[] r, int ro, long mask) {
        for (int i = 0; i < LIMBS; i++) {
            r[ro + i] = (r[ro + i] ^ mask) - mask;
        }
    }

    /** The canonical value out of Montgomery form, by limbs from 0 to p - 1. */
    private static void canonical(long[] r, int ro, long[] a, int ao) {
        mul(r, ro, a, ao, PLAIN_ONE, 0);
        // From just below 0 to p: once up if negative, then once down if not below p.
        addMasked(r, ro, r[ro + 4] >> 63, 1);
        long borrow = 0;
        for (int i = 0; i < LIMBS; i++) {
            borrow = (r[ro + i] - P[i] + borrow) >> 52;
        }
        addMasked(r, ro, ~borrow, -1);
    }

    /** r = r + sign * p where mask is all ones, limbs carried. */
    private static void addMasked(long[] r, int ro, long mask, int sign) {
        long carry = 0;
        for (int i = 0; i < LIMBS; i++) {
            long limb = r[ro + i] + sign * (P[i] & mask) + carry;
            carry = i < LIMBS - 1 ? limb >> 52 : 0;
            r[ro + i] = limb - (carry << 52);
        }
    }

    /** Writes the canonical 32 big-endian bytes; t is scratch of one element. */
    static void toBytes(byte[] out, int at, long[] a, int ao, long[] t, int to) {
        canonical(t, to, a, ao);
        Words.bigEndian(out, at + 24, t[to] | t[to + 1] << 52);
        Words.bigEndian(out, at + 16, t[to + 1] >>> 12 | t[to + 2] << 40);
        Words.bigEndian(out, at + 8, t[to + 2] >>> 24 | t[to + 3] << 28);
        Words.bigEndian(out, at, t[to + 3] >>> 36 | t[to + 4] << 16);
    }

    /** Reads 32 big-endian bytes, whatever their value, into Montgomery form. */
    static void fromBytes(long[] r, int ro, byte[] in, int at) {
        long w3 = Words.bigEndian(in, at);
        long w2 = Words.bigEndian(in, at + 8);
        long w1 = Words.bigEndian(in, at + 16);
        long w0 = Words.bigEndian(in, at + 24);
        r[ro] = w0 & MASK;
        r[ro + 1] = (w0 >>> 52 | w1 << 12) & MASK;
        r[ro + 2] = (w1 >>> 40 | w2 << 24) & MASK;
        r[ro + 3] = (w2 >>> 28 | w3 << 36) & MASK;
        r[ro + 4] = w3 >>> 16;
        mul(r, ro, r, ro, R_SQUARED, 0);
    }

    /** Reads 48 big-endian bytes and reduces them (hash_to_field, RFC 9380 section 5.2). */
    static void fromWideBytes(long[] r, int ro, byte[] in, int at, long[] t, int to) {
        long high = Words.bigEndian(in, at);
        long low = Words.bigEndian(in, at + 8);
        t[to] = low & MASK;
        t[to + 1] = (low >>> 52 | high << 12) & MASK;
        t[to + 2] = high >>> 40;
        t[to + 3] = 0;
        t[to + 4] = 0;
        mul(t, to, t, to, R_SQUARED_2_256, 0);
        fromBytes(r, ro, in, at + 16);
        add(r, ro, r, ro, t, to);
        reduce(r, ro, r, ro);
    }

    /** All ones when a is zero mod p, else 0; t is scratch of one element. */
    static long zeroMask(long[] a, int ao, long[] t, int to) {
        canonical(t, to, a, ao);
        long any = t[to] | t[to + 1] | t[to + 2] | t[to + 3] | t[to + 4];
        return ((any | -any) >>> 63) - 1;
    }

    /** sgn0 of RFC 9380 section 4.1: all ones when the canonical value is odd, else 0. */
    static long oddMask(long[] a, int ao, long[] t, int to) {
        canonical(t, to, a, ao);
        return -(t[to] & 1);
    }

    /** r = a^((p - 3) / 4); t is scratch of 5 elements, apart from r and a. */
    static void powP34(long[] r, int ro, long[] a, int ao, long[] t, int to) {
        int x2 = to;
        int x14 = to + LIMBS;
        int x = to + 2 * LIMBS;
        int x30 = to + 3 * LIMBS;
        int y = to + 4 * LIMBS;
        sqr(t, x2, a, ao);
        mul(t, x2, t, x2, a, ao);
        sqrTimes(t, x, t, x2, 2);
        mul(t, x, t, x, t, x2); // 2^4 - 1
        sqrTimes(t, x14, t, x, 2);
        mul(t, x14, t, x14, t, x2); // 2^6 - 1
        sqrTimes(t, y, t, x, 4);
        mul(t, x, t, y, t, x); // 2^8 - 1
        sqrTimes(t, y, t, x, 6);
        mul(t, x14, t, y, t, x14); // 2^14 - 1
        sqrTimes(t, y, t, x, 8);
        mul(t, x, t, y, t, x); // 2^16 - 1
        sqrTimes(t, y, t, x, 14);
        mul(t, x30, t, y, t, x14); // 2^30 - 1
        sqrTimes(t, y, t, x, 16);
        mul(t, x, t, y, t, x); // 2^32 - 1
        sqrTimes(t, y, t, x, 32);
        mul(t, x14, t, y, t, x); // 2^64 - 1
        mul(t, y, t, y, a, ao); // 2^64 - 2^32 + 1
        sqrTimes(t, x14, t, x14, 30);
        mul(t, x14, t, x14, t, x30); // 2^94 - 1
        sqrTimes(t, y, t, y, 190);
        mul(r, ro, t, y, t, x14);
    }

    /** r = 1 / a, and 0 for 0: a^(p - 2); t is scratch of 6 elements, apart from r and a. */
    static void invert(long[] r, int ro, long[] a, int ao, long[] t, int to) {
        int x = to + 5 * LIMBS;
        powP34(t, x, a, ao, t, to);
        sqrTimes(t, x, t, x, 2);
        mul(r, ro, t, x, a, ao);
    }
}
