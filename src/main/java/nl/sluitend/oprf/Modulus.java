package nl.sluitend.oprf;

/**
 * Arithmetic modulo the order of a group, on four 64-bit limbs, least significant first. Constant
 * time: no branch and no address depends on a value, and no {@code BigInteger} is used. Results are
 * fully reduced. Products are Montgomery's (HAC 14.36) with R = 2^256.
 */
final class Modulus {

    static final int LIMBS = 4;

    /** 2^252 + 27742317777372353535851937790883648493, RFC 9496 section 4.4. */
    static final Modulus RISTRETTO255_ORDER =
            new Modulus(
                    new long[] {0x5812631a5cf5d3edL, 0x14def9dea2f79cd6L, 0L, 0x1000000000000000L},
                    new long[] {
                        0xa40611e3449c0f01L,
                        0xd00e1ba768859347L,
                        0xceec73d217f5be65L,
                        0x399411b7c309a3dL
                    },
                    0xd2b51da312547e1bL);

    /** The order n of P-256, SP 800-186 section 3.2.1.3. */
    static final Modulus P256_ORDER =
            new Modulus(
                    new long[] {
                        0xf3b9cac2fc632551L,
                        0xbce6faada7179e84L,
                        0xffffffffffffffffL,
                        0xffffffff00000000L
                    },
                    new long[] {
                        0x83244c95be79eea2L,
                        0x4699799c49bd6fa6L,
                        0x2845b2392b6bec59L,
                        0x66e12d94f3d95620L
                    },
                    0xccd1c8aaee00bc4fL);

    private static final long[] ONE = {1, 0, 0, 0};

    private final long[] m;

    /** 2^512 mod m. */
    private final long[] rSquared;

    /** 2^256 mod m. */
    private final long[] r1 = new long[LIMBS];

    /** -1 / m mod 2^64. */
    private final long negInverse;

    private Modulus(long[] m, long[] rSquared, long negInverse) {
        this.m = m;
        this.rSquared = rSquared;
        this.negInverse = negInverse;
        montgomery(r1, new long[] {1, 0, 0, 0}, rSquared);
    }

    /** r = a * b mod m. */
    void multiply(long[] r, long[] a, long[] b) {
        montgomery(r, a, b);
        montgomery(r, r, rSquared);
    }

    /** r = a + b mod m for reduced a, b. */
    void add(long[] r, long[] a, long[] b) {
        long carry = 0;
        long[] sum = new long[LIMBS];
        for (int i = 0; i < LIMBS; i++) {
            long s = a[i] + b[i];
            long c = carry(a[i], b[i], s);
            sum[i] = s + carry;
            carry = c | carry(s, carry, sum[i]);
        }
        subtractOnce(r, sum, carry);
    }

    /** r = a - b mod m for reduced a, b. */
    void subtract(long[] r, long[] a, long[] b) {
        long[] negated = new long[LIMBS];
        complement(negated, b);
        add(r, a, negated);
    }

    /** r = m - a for reduced a; the only result that is not reduced is m itself, for zero. */
    void complement(long[] r, long[] a) {
        long borrow = 0;
        for (int i = 0; i < LIMBS; i++) {
            long d = m[i] - a[i];
            long c = borrow(m[i], a[i], d);
            r[i] = d - borrow;
            borrow = c | borrow(d, borrow, r[i]);
        }
    }

    /** r = 1 / a mod m by Fermat; the exponent m - 2 is public. */
    void invert(long[] r, long[] a) {
        long[] base = new long[LIMBS];
        long[] power = new long[LIMBS];
        montgomery(base, a, rSquared);
        montgomery(power, ONE, rSquared);
        for (int bit = 255; bit >= 0; bit--) {
            montgomery(power, power, power);
            long word = m[bit >>> 6] - ((bit >>> 6) == 0 ? 2 : 0);
            if ((word >>> (bit & 63) & 1) != 0) {
                montgomery(power, power, base);
            }
        }
        montgomery(r, power, ONE);
        Wipe.clear(base, power);
    }

    /** r = (high * 2^256 + low) mod m, for any limbs. */
    void reduceWide(long[] r, long[] low, long[] high) {
        long[] h = new long[LIMBS];
        long[] l = new long[LIMBS];
        montgomery(h, high, rSquared);
        montgomery(l, low, r1);
        add(r, l, h);
        Wipe.clear(h, l);
    }

    /** Whether a is below m, by subtraction of all limbs: a may be a secret. */
    boolean isReduced(long[] a) {
        long borrow = 0;
        for (int i = 0; i < LIMBS; i++) {
            long d = a[i] - m[i];
            long b = borrow(a[i], m[i], d);
            borrow = b | borrow(d, borrow, d - borrow);
        }
        return borrow != 0;
    }

    /** r = a / 2 mod m, for the encoding that doubles (see {@link RistrettoEngine}). */
    void halve(long[] r, long[] a) {
        long odd = -(a[0] & 1);
        long carry = 0;
        long[] sum = new long[LIMBS];
        for (int i = 0; i < LIMBS; i++) {
            long addend = m[i] & odd;
            long s = a[i] + addend;
            long c = carry(a[i], addend, s);
            sum[i] = s + carry;
            carry = c | carry(s, carry, sum[i]);
        }
        for (int i = 0; i < LIMBS - 1; i++) {
            r[i] = sum[i] >>> 1 | sum[i + 1] << 63;
        }
        r[LIMBS - 1] = sum[LIMBS - 1] >>> 1 | carry << 63;
        Wipe.clear(sum);
    }

    /** r = a * b / 2^256 mod m, for any a and reduced b. */
    private void montgomery(long[] r, long[] a, long[] b) {
        long t0 = 0;
        long t1 = 0;
        long t2 = 0;
        long t3 = 0;
        long t4 = 0;
        for (int i = 0; i < LIMBS; i++) {
            long x = a[i];
            long c = 0;
            // t += x * b
            long lo = x * b[0];
            long s = t0 + lo;
            c = Math.unsignedMultiplyHigh(x, b[0]) + carry(t0, lo, s);
            t0 = s;
            lo = x * b[1];
            s = t1 + lo;
            long h = Math.unsignedMultiplyHigh(x, b[1]) + carry(t1, lo, s);
            t1 = s + c;
            c = h + carry(s, c, t1);
            lo = x * b[2];
            s = t2 + lo;
            h = Math.unsignedMultiplyHigh(x, b[2]) + carry(t2, lo, s);
            t2 = s + c;
            c = h + carry(s, c, t2);
            lo = x * b[3];
            s = t3 + lo;
            h = Math.unsignedMultiplyHigh(x, b[3]) + carry(t3, lo, s);
            t3 = s + c;
            c = h + carry(s, c, t3);
            long t4Sum = t4 + c;
            long t5 = carry(t4, c, t4Sum);
            t4 = t4Sum;
            // t = (t + q * m) / 2^64
            long q = t0 * negInverse;
            lo = q * m[0];
            s = t0 + lo;
            c = Math.unsignedMultiplyHigh(q, m[0]) + carry(t0, lo, s);
            lo = q * m[1];
            s = t1 + lo;
            h = Math.unsignedMultiplyHigh(q, m[1]) + carry(t1, lo, s);
            t0 = s + c;
            c = h + carry(s, c, t0);
            lo = q * m[2];
            s = t2 + lo;
            h = Math.unsignedMultiplyHigh(q, m[2]) + carry(t2, lo, s);
            t1 = s + c;
            c = h + carry(s, c, t1);
            lo = q * m[3];
            s = t3 + lo;
            h = Math.unsignedMultiplyHigh(q, m[3]) + carry(t3, lo, s);
            t2 = s + c;
            c = h + carry(s, c, t2);
            s = t4 + c;
            t4 = t5 + carry(t4, c, s);
            t3 = s;
        }
        subtractOnce(r, t0, t1, t2, t3, t4);
    }

    private void subtractOnce(long[] r, long[] a, long top) {
        subtractOnce(r, a[0], a[1], a[2], a[3], top);
    }

    /** r = t - m when t (with its fifth limb) is at least m, else t. */
    private void subtractOnce(long[] r, long t0, long t1, long t2, long t3, long top) {
        long d0 = t0 - m[0];
        long b = borrow(t0, m[0], d0);
        long s = t1 - m[1];
        long d1 = s - b;
        b = borrow(t1, m[1], s) | borrow(s, b, d1);
        s = t2 - m[2];
        long d2 = s - b;
        b = borrow(t2, m[2], s) | borrow(s, b, d2);
        s = t3 - m[3];
        long d3 = s - b;
        b = borrow(t3, m[3], s) | borrow(s, b, d3);
        long keep = -(b & ~top & 1);
        r[0] = d0 ^ (keep & (d0 ^ t0));
        r[1] = d1 ^ (keep & (d1 ^ t1));
        r[2] = d2 ^ (keep & (d2 ^ t2));
        r[3] = d3 ^ (keep & (d3 ^ t3));
    }

    /** The carry out of sum = a + b. */
    private static long carry(long a, long b, long sum) {
        return ((a & b) | ((a | b) & ~sum)) >>> 63;
    }

    /** The borrow out of difference = a - b. */
    private static long borrow(long a, long b, long difference) {
        return ((~a & b) | ((~a | b) & difference)) >>> 63;
    }
}
