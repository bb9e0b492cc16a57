package nl.sluitend.oprf;

import static nl.sluitend.oprf.Edwards25519.D;
import static nl.sluitend.oprf.Edwards25519.ONE;
import static nl.sluitend.oprf.Edwards25519.T;
import static nl.sluitend.oprf.Edwards25519.X;
import static nl.sluitend.oprf.Edwards25519.Y;
import static nl.sluitend.oprf.Edwards25519.Z;
import static nl.sluitend.oprf.Field25519.LIMBS;

import org.jspecify.annotations.Nullable;

/**
 * The ristretto255 group of RFC 9496 section 4 on top of edwards25519: decoding, encoding and the
 * map from uniform bytes, one point at a time, in constant time. Holds scratch: one instance per
 * thread.
 */
final class Ristretto255 {

    /** The square root of -1 that is even. */
    static final long[] SQRT_M1 = {
        0x61b274a0ea0b0L, 0xd5a5fc8f189dL, 0x7ef5e9cbd0c60L, 0x78595a6804c9eL, 0x2b8324804fc1dL
    };

    /** 1 / sqrt(a - d). */
    static final long[] INVSQRT_A_MINUS_D = {
        0xfdaa805d40eaL, 0x2eb482e57d339L, 0x7610274bc58L, 0x6510b613dc8ffL, 0x786c8905cfaffL
    };

    static final long[] SQRT_AD_MINUS_ONE = {
        0x7f6a0497b2e1bL, 0x1836f0a97afd2L, 0x7d747f6be7638L, 0x456079e7e6498L, 0x376931bf2b834L
    };

    static final long[] ONE_MINUS_D_SQ = {
        0x409c1945fc176L, 0x719abc6a1fc4fL, 0x1c37f90b20684L, 0x6bccca55eedfL, 0x29072a8b2b3eL
    };

    static final long[] D_MINUS_ONE_SQ = {
        0x55aaa44ed4d20L, 0x59603c3332635L, 0x26d3baf4a7928L, 0x120a66e6997a9L, 0x5968b37af66c2L
    };

    private static final long[] MINUS_ONE = new long[LIMBS];

    static {
        MINUS_ONE[0] = 1;
        Field25519.negateIf(MINUS_ONE, 0, -1);
    }

    /** Scratch elements; the first six belong to sqrtRatio. */
    private final long[] s = new long[20 * LIMBS];

    private final byte[] bytes = new byte[32];

    private static int slot(int i) {
        return i * LIMBS;
    }

    /**
     * SQRT_RATIO_M1 of RFC 9496 section 4.2: r = the non-negative root of u / v, or of i * u / v.
     *
     * @return all ones when u / v is a square, else 0
     */
    private long sqrtRatio(int r, long[] u, int uo, int v) {
        int v3 = slot(0);
        int root = slot(1);
        int check = slot(2);
        Field25519.sqr(s, v3, s, v);
        Field25519.mul(s, v3, s, v3, s, v);
        Field25519.sqr(s, root, s, v3);
        Field25519.mul(s, root, s, root, s, v);
        Field25519.mul(s, root, s, root, u, uo);
        Field25519.powP58(s, check, s, root, s, slot(3));
        Field25519.mul(s, v3, s, v3, u, uo);
        Field25519.mul(s, root, s, check, s, v3);
        Field25519.sqr(s, check, s, root);
        Field25519.mul(s, check, s, check, s, v);
        long correct = differenceIsZero(check, u, uo);
        Field25519.add(s, slot(3), s, check, u, uo);
        Field25519.reduce(s, slot(3), s, slot(3));
        long flipped = Field25519.zeroMask(s, slot(3), bytes);
        Field25519.mul(s, slot(4), u, uo, SQRT_M1, 0);
        Field25519.add(s, slot(4), s, slot(4), s, check);
        Field25519.reduce(s, slot(4), s, slot(4));
        long flippedI = Field25519.zeroMask(s, slot(4), bytes);
        Field25519.mul(s, slot(3), s, root, SQRT_M1, 0);
        Field25519.select(s, root, s, slot(3), LIMBS, flipped | flippedI);
        absolute(s, root);
        System.arraycopy(s, root, s, r, LIMBS);
        return correct | flipped;
    }

    private long differenceIsZero(int a, long[] b, int bo) {
        Field25519.sub(s, slot(3), s, a, b, bo);
        Field25519.reduce(s, slot(3), s, slot(3));
        return Field25519.zeroMask(s, slot(3), bytes);
    }

    /** Reads a proposal into slot r; whether r * r * x = 1. */
    private boolean isInverseRoot(int r, byte[] roots, int at, int x) {
        int check = slot(0);
        Field25519.fromBytes(s, r, roots, at);
        Field25519.sqr(s, check, s, r);
        Field25519.mul(s, check, s, check, s, x);
        return differenceIsZero(check, ONE, 0) != 0;
    }

    /** CT_ABS of RFC 9496 section 4. */
    private void absolute(long[] a, int ao) {
        Field25519.negateIf(a, ao, Field25519.negativeMask(a, ao, bytes));
    }

    /**
     * Decode, RFC 9496 section 4.3.1. The identity is refused as well (RFC 9497 section 4.1,
     * DeserializeElement). Whether an encoding is good is public.
     *
     * @return whether it is the canonical encoding of an element other than the identity
     */
    boolean decode(long[] p, int po, byte[] in, int at) {
        return decode(p, po, in, at, null, 0);
    }

    /**
     * The same with a proposal for the square root, for public encodings: it is used if it fits.
     *
     * @param roots as {@link RootFinder} fills them, or null
     */
    boolean decode(long[] p, int po, byte[] in, int at, byte @Nullable [] roots, int rootAt) {
        int si = slot(6);
        int u1 = slot(7);
        int u2 = slot(8);
        int u2s = slot(9);
        int v = slot(10);
        int x = slot(11);
        int root = slot(12);
        Field25519.fromBytes(s, si, in, at);
        Field25519.toBytes(bytes, 0, s, si);
        long difference = in[at] & 1;
        long any = 0;
        for (int i = 0; i < 32; i += 8) {
            long word = Words.littleEndian(in, at + i);
            difference |= word ^ Words.littleEndian(bytes, i);
            any |= word;
        }
        boolean canonical = difference == 0 && any != 0;
        Field25519.sqr(s, u2s, s, si);
        Field25519.sub(s, u1, ONE, 0, s, u2s);
        Field25519.reduce(s, u1, s, u1);
        Field25519.add(s, u2, ONE, 0, s, u2s);
        Field25519.sqr(s, u2s, s, u2);
        Field25519.sqr(s, v, s, u1);
        Field25519.mul(s, v, s, v, D, 0);
        Field25519.add(s, v, s, v, s, u2s);
        Field25519.reduce(s, v, s, v);
        Field25519.negateIf(s, v, -1);
        Field25519.mul(s, x, s, v, s, u2s);
        boolean square =
                (roots != null && isInverseRoot(root, roots, rootAt, x))
                        || sqrtRatio(root, ONE, 0, x) != 0;
        Field25519.mul(s, x, s, root, s, u2);
        Field25519.mul(s, root, s, root, s, x);
        Field25519.mul(s, root, s, root, s, v);
        Field25519.add(s, si, s, si, s, si);
        Field25519.mul(p, po + X, s, si, s, x);
        absolute(p, po + X);
        Field25519.mul(p, po + Y, s, u1, s, root);
        System.arraycopy(ONE, 0, p, po + Z, LIMBS);
        Field25519.mul(p, po + T, p, po + X, p, po + Y);
        boolean negative = Field25519.negativeMask(p, po + T, bytes) != 0;
        boolean zero = Field25519.zeroMask(p, po + Y, bytes) != 0;
        return canonical && square && !negative && !zero;
    }

    /** Encode, RFC 9496 section 4.3.2. */
    void encode(byte[] out, int at, long[] p, int po) {
        int u1 = slot(6);
        int u2 = slot(7);
        int w = slot(8);
        int root = slot(9);
        int den1 = slot(10);
        int den2 = slot(11);
        int zInv = slot(12);
        int x = slot(13);
        int y = slot(14);
        Field25519.add(s, u1, p, po + Z, p, po + Y);
        Field25519.sub(s, w, p, po + Z, p, po + Y);
        Field25519.mul(s, u1, s, u1, s, w);
        Field25519.mul(s, u2, p, po + X, p, po + Y);
        Field25519.sqr(s, w, s, u2);
        Field25519.mul(s, w, s, w, s, u1);
        sqrtRatio(root, ONE, 0, w);
        Field25519.mul(s, den1, s, root, s, u1);
        Field25519.mul(s, den2, s, root, s, u2);
        Field25519.mul(s, zInv, s, den1, s, den2);
        Field25519.mul(s, zInv, s, zInv, p, po + T);
        Field25519.mul(s, w, p, po + T, s, zInv);
        long rotate = Field25519.negativeMask(s, w, bytes);
        System.arraycopy(p, po + X, s, x, LIMBS);
        System.arraycopy(p, po + Y, s, y, LIMBS);
        Field25519.mul(s, w, p, po + Y, SQRT_M1, 0);
        Field25519.select(s, x, s, w, LIMBS, rotate);
        Field25519.mul(s, w, p, po + X, SQRT_M1, 0);
        Field25519.select(s, y, s, w, LIMBS, rotate);
        Field25519.mul(s, w, s, den1, INVSQRT_A_MINUS_D, 0);
        Field25519.select(s, den2, s, w, LIMBS, rotate);
        Field25519.mul(s, w, s, x, s, zInv);
        Field25519.negateIf(s, y, Field25519.negativeMask(s, w, bytes));
        Field25519.sub(s, w, p, po + Z, s, y);
        Field25519.mul(s, w, s, den2, s, w);
        absolute(s, w);
        Field25519.toBytes(out, at, s, w);
    }

    /** Element derivation from 64 uniform bytes, RFC 9496 section 4.3.4: the sum of two maps. */
    void fromUniform(long[] p, int po, byte[] uniform, int at, long[] cached, long[] pointScratch) {
        map(p, po, uniform, at);
        Edwards25519.toCached(cached, 0, p, po);
        map(p, po, uniform, at + 32);
        Edwards25519.addCached(p, po, cached, 0, pointScratch, true);
    }

    /** MAP of RFC 9496 section 4.3.4. */
    private void map(long[] p, int po, byte[] in, int at) {
        int t = slot(6);
        int r = slot(7);
        int u = slot(8);
        int v = slot(9);
        int root = slot(10);
        int c = slot(11);
        int n = slot(12);
        int w = slot(13);
        Field25519.fromBytes(s, t, in, at);
        Field25519.sqr(s, r, s, t);
        Field25519.mul(s, r, s, r, SQRT_M1, 0);
        Field25519.add(s, u, s, r, ONE, 0);
        Field25519.mul(s, u, s, u, ONE_MINUS_D_SQ, 0);
        Field25519.mul(s, v, s, r, D, 0);
        Field25519.sub(s, v, MINUS_ONE, 0, s, v);
        Field25519.add(s, w, s, r, D, 0);
        Field25519.mul(s, v, s, v, s, w);
        long square = sqrtRatio(root, s, u, v);
        Field25519.mul(s, w, s, root, s, t);
        absolute(s, w);
        Field25519.negateIf(s, w, -1);
        Field25519.select(s, root, s, w, LIMBS, ~square);
        System.arraycopy(s, r, s, c, LIMBS);
        Field25519.select(s, c, MINUS_ONE, 0, LIMBS, square);
        Field25519.sub(s, w, s, r, ONE, 0);
        Field25519.mul(s, n, s, c, s, w);
        Field25519.mul(s, n, s, n, D_MINUS_ONE_SQ, 0);
        Field25519.sub(s, n, s, n, s, v);
        Field25519.add(s, w, s, root, s, root);
        Field25519.mul(s, w, s, w, s, v);
        Field25519.mul(s, n, s, n, SQRT_AD_MINUS_ONE, 0);
        Field25519.sqr(s, c, s, root);
        Field25519.sub(s, u, ONE, 0, s, c);
        Field25519.add(s, c, ONE, 0, s, c);
        Field25519.mul(p, po + X, s, w, s, c);
        Field25519.mul(p, po + Y, s, u, s, n);
        Field25519.mul(p, po + Z, s, n, s, c);
        Field25519.mul(p, po + T, s, w, s, u);
    }

    /** Clears what the last operation left. */
    void wipe() {
        Wipe.clear(s);
        Wipe.clear(bytes);
    }
}
