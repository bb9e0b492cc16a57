package nl.sluitend.oprf;

/**
 * The field GF(2^255 - 19) for one element at a time: five unsigned limbs of 51 bits in a {@code
 * long[]}, at an offset the caller names. No branch and no address depends on a value.
 *
 * <p>Sizes, which every caller keeps: a <em>reduced</em> element has limbs below 2^51 + 2^18;
 * {@link #mul} and {@link #sqr} take limbs a, b with a * b below 2^107 and give a reduced element;
 * {@link #sub} takes a reduced subtrahend, {@link #subWide} one with limbs below 2^53 - 76.
 *
 * <p>The two kernels are written out in full: the just-in-time compiler keeps their limbs in
 * registers only so. A product of limbs is split at bit 51 by one high and one low multiplication.
 */
final class Field25519 {

    /** Longs per element. */
    static final int LIMBS = 5;

    private static final long MASK = (1L << 51) - 1;

    private Field25519() {}

    /** r = a * b. The three may overlap. */
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
        final long y0 = b0 << 7;
        final long b1 = b[bo + 1];
        final long y1 = b1 << 7;
        final long b2 = b[bo + 2];
        final long y2 = b2 << 7;
        final long b3 = b[bo + 3];
        final long y3 = b3 << 7;
        final long b4 = b[bo + 4];
        final long y4 = b4 << 7;
        long t0 = (a0 * b0 & MASK);
        t0 +=
                19
                        * (Math.unsignedMultiplyHigh(x0, y4)
                                + Math.unsignedMultiplyHigh(x1, y3)
                                + (a1 * b4 & MASK)
                                + Math.unsignedMultiplyHigh(x2, y2)
                                + (a2 * b3 & MASK)
                                + Math.unsignedMultiplyHigh(x3, y1)
                                + (a3 * b2 & MASK)
                                + Math.unsignedMultiplyHigh(x4, y0)
                                + (a4 * b1 & MASK));
        long t1 = Math.unsignedMultiplyHigh(x0, y0) + (a0 * b1 & MASK) + (a1 * b0 & MASK);
        t1 +=
                19
                        * (Math.unsignedMultiplyHigh(x1, y4)
                                + Math.unsignedMultiplyHigh(x2, y3)
                                + (a2 * b4 & MASK)
                                + Math.unsignedMultiplyHigh(x3, y2)
                                + (a3 * b3 & MASK)
                                + Math.unsignedMultiplyHigh(x4, y1)
                                + (a4 * b2 & MASK));
        long t2 =
                Math.unsignedMultiplyHigh(x0, y1)
                        + (a0 * b2 & MASK)
                        + Math.unsignedMultiplyHigh(x1, y0)
                        + (a1 * b1 & MASK)
                        + (a2 * b0 & MASK);
        t2 +=
                19
                        * (Math.unsignedMultiplyHigh(x2, y4)
                                + Math.unsignedMultiplyHigh(x3, y3)
                                + (a3 * b4 & MASK)
                                + Math.unsignedMultiplyHigh(x4, y2)
                                + (a4 * b3 & MASK));
        long t3 =
                Math.unsignedMultiplyHigh(x0, y2)
                        + (a0 * b3 & MASK)
                        + Math.unsignedMultiplyHigh(x1, y1)
                        + (a1 * b2 & MASK)
                        + Math.unsignedMultiplyHigh(x2, y0)
                        + (a2 * b1 & MASK)
                        + (a3 * b0 & MASK);
        t3 +=
                19
                        * (Math.unsignedMultiplyHigh(x3, y4)
                                + Math.unsignedMultiplyHigh(x4, y3)
                                + (a4 * b4 & MASK));
        long t4 =
                Math.unsignedMultiplyHigh(x0, y3)
                        + (a0 * b4 & MASK)
                        + Math.unsignedMultiplyHigh(x1, y2)
                        + (a1 * b3 & MASK)
                        + Math.unsignedMultiplyHigh(x2, y1)
                        + (a2 * b2 & MASK)
                        + Math.unsignedMultiplyHigh(x3, y0)
                        + (a3 * b1 & MASK)
                        + (a4 * b0 & MASK);
        t4 += 19 * Math.unsignedMultiplyHigh(x4, y4);
        t1 += t0 >>> 51;
        t2 += t1 >>> 51;
        t3 += t2 >>> 51;
        t4 += t3 >>> 51;
        r[ro] = (t0 & MASK) + 19 * (t4 >>> 51);
        r[ro + 1] = t1 & MASK;
        r[ro + 2] = t2 & MASK;
        r[ro + 3] = t3 & MASK;
        r[ro + 4] = t4 & MASK;
    }

    /** r = a * a. The two may overlap. */
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
        final long y1 = a1 << 8;
        final long b2 = a2 << 1;
        final long y2 = a2 << 8;
        final long b3 = a3 << 1;
        final long y3 = a3 << 8;
        final long b4 = a4 << 1;
        final long y4 = a4 << 8;
        long t0 = (a0 * a0 & MASK);
        t0 +=
                19
                        * (Math.unsignedMultiplyHigh(x0, y4)
                                + Math.unsignedMultiplyHigh(x1, y3)
                                + (a1 * b4 & MASK)
                                + Math.unsignedMultiplyHigh(x2, a2 << 7)
                                + (a2 * b3 & MASK));
        long t1 = Math.unsignedMultiplyHigh(x0, a0 << 7) + (a0 * b1 & MASK);
        t1 +=
                19
                        * (Math.unsignedMultiplyHigh(x1, y4)
                                + Math.unsignedMultiplyHigh(x2, y3)
                                + (a2 * b4 & MASK)
                                + (a3 * a3 & MASK));
        long t2 = Math.unsignedMultiplyHigh(x0, y1) + (a0 * b2 & MASK) + (a1 * a1 & MASK);
        t2 +=
                19
                        * (Math.unsignedMultiplyHigh(x2, y4)
                                + Math.unsignedMultiplyHigh(x3, a3 << 7)
                                + (a3 * b4 & MASK));
        long t3 =
                Math.unsignedMultiplyHigh(x0, y2)
                        + (a0 * b3 & MASK)
                        + Math.unsignedMultiplyHigh(x1, a1 << 7)
                        + (a1 * b2 & MASK);
        t3 += 19 * (Math.unsignedMultiplyHigh(x3, y4) + (a4 * a4 & MASK));
        long t4 =
                Math.unsignedMultiplyHigh(x0, y3)
                        + (a0 * b4 & MASK)
                        + Math.unsignedMultiplyHigh(x1, y2)
                        + (a1 * b3 & MASK)
                        + (a2 * a2 & MASK);
        t4 += 19 * Math.unsignedMultiplyHigh(x4, a4 << 7);
        t1 += t0 >>> 51;
        t2 += t1 >>> 51;
        t3 += t2 >>> 51;
        t4 += t3 >>> 51;
        r[ro] = (t0 & MASK) + 19 * (t4 >>> 51);
        r[ro + 1] = t1 & MASK;
        r[ro + 2] = t2 & MASK;
        r[ro + 3] = t3 & MASK;
        r[ro + 4] = t4 & MASK;
    }

    /** r = a^(2^n) by n squarings, n at least 1. */
    static void sqrTimes(long[] r, int ro, long[] a, int ao, int n) {
        sqr(r, ro, a, ao);
        for (int i = 1; i < n; i++) {
            sqr(r, ro, r, ro);
        }
    }

    /** r = a + b, limbs added without a carry. */
    static void add(long[] r, int ro, long[] a, int ao, long[] b, int bo) {
        for (int i = 0; i < LIMBS; i++) {
            r[ro + i] = a[ao + i] + b[bo + i];
        }
    }

    /** r = a - b for a reduced b; limbs grow by less than 2^52. */
    static void sub(long[] r, int ro, long[] a, int ao, long[] b, int bo) {
        // 2p in limbs, so that no limb goes below zero.
        r[ro] = a[ao] - b[bo] + (1L << 52) - 38;
        for (int i = 1; i < LIMBS; i++) {
            r[ro + i] = a[ao + i] - b[bo + i] + (1L << 52) - 2;
        }
    }

    /** r = a - b for limbs of b below 2^53 - 76; limbs grow by less than 2^53. */
    static void subWide(long[] r, int ro, long[] a, int ao, long[] b, int bo) {
        r[ro] = a[ao] - b[bo] + (1L << 53) - 76;
        for (int i = 1; i < LIMBS; i++) {
            r[ro + i] = a[ao + i] - b[bo + i] + (1L << 53) - 4;
        }
    }

    /** r = a, reduced; limbs of a may use 63 bits. */
    static void reduce(long[] r, int ro, long[] a, int ao) {
        long carry = a[ao + 4] >>> 51;
        long low = (a[ao] & MASK) + 19 * carry;
        long next = a[ao] >>> 51;
        for (int i = 1; i < LIMBS; i++) {
            long limb = (a[ao + i] & MASK) + next;
            next = a[ao + i] >>> 51;
            r[ro + i] = limb;
        }
        r[ro] = low;
    }

    /** r = a where mask is all ones, unchanged where it is zero. */
    static void select(long[] r, int ro, long[] a, int ao, int length, long mask) {
        for (int i = 0; i < length; i++) {
            r[ro + i] ^= mask & (r[ro + i] ^ a[ao + i]);
        }
    }

    /** r = -r where mask is all ones; r is reduced before and after. */
    static void negateIf(long[] r, int ro, long mask) {
        long c = 0;
        for (int i = 0; i < LIMBS; i++) {
            long bias = (1L << 52) - (i == 0 ? 38 : 2);
            long limb = r[ro + i] ^ (mask & (r[ro + i] ^ (bias - r[ro + i])));
            limb += c;
            c = limb >>> 51;
            r[ro + i] = limb & MASK;
        }
        r[ro] += 19 * c;
    }

    /** Reads 32 little-endian bytes; the highest bit is ignored (RFC 7748, section 5). */
    static void fromBytes(long[] r, int ro, byte[] in, int at) {
        long w0 = Words.littleEndian(in, at);
        long w1 = Words.littleEndian(in, at + 8);
        long w2 = Words.littleEndian(in, at + 16);
        long w3 = Words.littleEndian(in, at + 24);
        r[ro] = w0 & MASK;
        r[ro + 1] = (w0 >>> 51 | w1 << 13) & MASK;
        r[ro + 2] = (w1 >>> 38 | w2 << 26) & MASK;
        r[ro + 3] = (w2 >>> 25 | w3 << 39) & MASK;
        r[ro + 4] = w3 >>> 12 & MASK;
    }

    /** Writes the canonical 32 little-endian bytes of a reduced a. */
    static void toBytes(byte[] out, int at, long[] a, int ao) {
        long l0 = a[ao];
        long l1 = a[ao + 1] + (l0 >>> 51);
        long l2 = a[ao + 2] + (l1 >>> 51);
        long l3 = a[ao + 3] + (l2 >>> 51);
        long l4 = a[ao + 4] + (l3 >>> 51);
        l0 = (l0 & MASK) + 19 * (l4 >>> 51);
        l1 = (l1 & MASK) + (l0 >>> 51);
        l2 = (l2 & MASK) + (l1 >>> 51);
        l3 = (l3 & MASK) + (l2 >>> 51);
        l4 = (l4 & MASK) + (l3 >>> 51);
        // The value is below 2p here: q tells whether p has to go once more.
        long q = ((l0 & MASK) + 19) >>> 51;
        q = ((l1 & MASK) + q) >>> 51;
        q = ((l2 & MASK) + q) >>> 51;
        q = ((l3 & MASK) + q) >>> 51;
        q = (l4 + q) >>> 51;
        l0 = (l0 & MASK) + 19 * q;
        l1 = (l1 & MASK) + (l0 >>> 51);
        l2 = (l2 & MASK) + (l1 >>> 51);
        l3 = (l3 & MASK) + (l2 >>> 51);
        l4 = (l4 + (l3 >>> 51)) & MASK;
        l0 &= MASK;
        l1 &= MASK;
        l2 &= MASK;
        l3 &= MASK;
        Words.littleEndian(out, at, l0 | l1 << 51);
        Words.littleEndian(out, at + 8, l1 >>> 13 | l2 << 38);
        Words.littleEndian(out, at + 16, l2 >>> 26 | l3 << 25);
        Words.littleEndian(out, at + 24, l3 >>> 39 | l4 << 12);
    }

    /** All ones when a is zero mod p, else 0; bytes is scratch of 32. */
    static long zeroMask(long[] a, int ao, byte[] bytes) {
        toBytes(bytes, 0, a, ao);
        long any = 0;
        for (int i = 0; i < 32; i += 8) {
            any |= Words.littleEndian(bytes, i);
        }
        return ((any | -any) >>> 63) - 1;
    }

    /**
     * All ones when a is negative in the sense of RFC 9496 section 4 (canonical a is odd), else 0.
     */
    static long negativeMask(long[] a, int ao, byte[] bytes) {
        toBytes(bytes, 0, a, ao);
        return -(bytes[0] & 1L);
    }

    /** r = a^((p - 5) / 8) = a^(2^252 - 3); t is scratch of 3 elements, apart from r and a. */
    static void powP58(long[] r, int ro, long[] a, int ao, long[] t, int to) {
        int x = to;
        int y = to + LIMBS;
        int z = to + 2 * LIMBS;
        sqr(t, x, a, ao);
        sqrTimes(t, y, t, x, 2);
        mul(t, y, t, y, a, ao);
        mul(t, x, t, x, t, y);
        sqr(t, x, t, x);
        mul(t, x, t, x, t, y); // 2^5 - 1
        sqrTimes(t, y, t, x, 5);
        mul(t, x, t, x, t, y); // 2^10 - 1
        sqrTimes(t, y, t, x, 10);
        mul(t, y, t, y, t, x); // 2^20 - 1
        sqrTimes(t, z, t, y, 20);
        mul(t, y, t, y, t, z); // 2^40 - 1
        sqrTimes(t, y, t, y, 10);
        mul(t, x, t, x, t, y); // 2^50 - 1
        sqrTimes(t, y, t, x, 50);
        mul(t, y, t, y, t, x); // 2^100 - 1
        sqrTimes(t, z, t, y, 100);
        mul(t, y, t, y, t, z); // 2^200 - 1
        sqrTimes(t, y, t, y, 50);
        mul(t, x, t, x, t, y); // 2^250 - 1
        sqrTimes(t, x, t, x, 2);
        mul(r, ro, t, x, a, ao);
    }

    /** r = 1 / a, and 0 for 0; t is scratch of 4 elements, apart from r and a. */
    static void invert(long[] r, int ro, long[] a, int ao, long[] t, int to) {
        int x = to + 3 * LIMBS;
        powP58(t, x, a, ao, t, to);
        sqrTimes(t, x, t, x, 3);
        sqr(t, to, a, ao);
        mul(t, to, t, to, a, ao);
        mul(r, ro, t, x, t, to);
    }
}
