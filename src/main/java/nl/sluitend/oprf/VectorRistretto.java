package nl.sluitend.oprf;

import static nl.sluitend.oprf.VectorField.LANES;
import static nl.sluitend.oprf.VectorField.WIDTH;
import static nl.sluitend.oprf.VectorPoints.T;
import static nl.sluitend.oprf.VectorPoints.X;
import static nl.sluitend.oprf.VectorPoints.Y;
import static nl.sluitend.oprf.VectorPoints.Z;

/**
 * Decoding and the map of RFC 9496 section 4.3 with one element per lane: the functions of {@link
 * Ristretto255} on vectors. Writes to working memory that it is given: one instance per thread.
 */
final class VectorRistretto {

    static final double[] ZERO = new double[WIDTH];
    static final double[] ONE = VectorLanes.broadcast(Edwards25519.ONE);
    static final double[] D = VectorLanes.broadcast(Edwards25519.D);
    static final double[] SQRT_M1 = VectorLanes.broadcast(Ristretto255.SQRT_M1);
    static final double[] INVSQRT_A_MINUS_D = VectorLanes.broadcast(Ristretto255.INVSQRT_A_MINUS_D);
    private static final double[] SQRT_AD_MINUS_ONE =
            VectorLanes.broadcast(Ristretto255.SQRT_AD_MINUS_ONE);
    private static final double[] ONE_MINUS_D_SQ =
            VectorLanes.broadcast(Ristretto255.ONE_MINUS_D_SQ);
    private static final double[] D_MINUS_ONE_SQ =
            VectorLanes.broadcast(Ristretto255.D_MINUS_ONE_SQ);

    private static final int SLOTS = 14;

    /** Doubles of working memory. */
    static final int MEMORY = SLOTS * WIDTH + VectorPoints.POINT;

    private final double[] s;

    /** Scratch elements; the first six belong to sqrtRatio. */
    private final int slots;

    private final int cached;
    private final VectorLanes lanes;
    private final VectorPoints points;

    VectorRistretto(VectorMemory memory, VectorLanes lanes, VectorPoints points) {
        this.s = memory.array;
        this.slots = memory.take(SLOTS * WIDTH);
        this.cached = memory.take(VectorPoints.POINT);
        this.lanes = lanes;
        this.points = points;
    }

    private int slot(int i) {
        return slots + i * WIDTH;
    }

    /**
     * Slot r = the root of u / v or of i * u / v, of either sign; the lanes where u / v is a
     * square.
     */
    private long sqrtRatio(int r, double[] u, int uo, int v) {
        int v3 = slot(0);
        int w = slot(1);
        int x = slot(2);
        VectorField.sqr(s, v3, s, v);
        VectorField.mul(s, v3, s, v3, s, v);
        VectorField.sqr(s, w, s, v3);
        VectorField.mul(s, w, s, w, s, v);
        VectorField.mul(s, w, s, w, u, uo);
        VectorField.powP58(s, x, s, w, s, slot(3));
        VectorField.mul(s, v3, s, v3, u, uo);
        VectorField.mul(s, r, s, x, s, v3);
        VectorField.sqr(s, w, s, r);
        VectorField.mul(s, w, s, w, s, v);
        VectorField.sub(s, x, s, w, u, uo);
        long correct = lanes.zero(s, x);
        VectorField.add(s, x, s, w, u, uo);
        long flipped = lanes.zero(s, x);
        VectorField.mul(s, x, u, uo, SQRT_M1, 0);
        VectorField.add(s, x, s, w, s, x);
        long flippedI = lanes.zero(s, x);
        VectorField.mul(s, x, s, r, SQRT_M1, 0);
        VectorField.blend(s, r, s, x, flipped | flippedI);
        return correct | flipped;
    }

    /** Decode, RFC 9496 section 4.3.1: the lanes of valid elements other than the identity. */
    long decode(double[] p, int po, byte[] in, int at) {
        int si = slot(6);
        int u1 = slot(7);
        int u2 = slot(8);
        int u2s = slot(9);
        int v = slot(10);
        int x = slot(11);
        int root = slot(12);
        long good = 0;
        for (int lane = 0; lane < LANES; lane++) {
            if (lanes.isCanonical(in, at + 32 * lane)) {
                good |= 1L << lane;
            }
            lanes.fromBytes(s, si, lane, in, at + 32 * lane);
        }
        VectorField.sqr(s, u2s, s, si);
        VectorField.sub(s, u1, ONE, 0, s, u2s);
        VectorField.reduce(s, u1, s, u1);
        VectorField.add(s, u2, ONE, 0, s, u2s);
        VectorField.reduce(s, u2, s, u2);
        VectorField.sqr(s, u2s, s, u2);
        VectorField.sqr(s, v, s, u1);
        VectorField.mul(s, v, s, v, D, 0);
        VectorField.add(s, v, s, v, s, u2s);
        VectorField.sub(s, v, ZERO, 0, s, v);
        VectorField.reduce(s, v, s, v);
        VectorField.mul(s, x, s, v, s, u2s);
        good &= sqrtRatio(root, ONE, 0, x);
        VectorField.copy(s, slot(13), s, root);
        VectorField.mul(s, x, s, root, s, u2);
        VectorField.mul(s, root, s, root, s, x);
        VectorField.mul(s, root, s, root, s, v);
        VectorField.add(s, si, s, si, s, si);
        VectorField.mul(p, po + X, s, si, s, x);
        VectorField.negate(p, po + X, lanes.negative(p, po + X));
        VectorField.mul(p, po + Y, s, u1, s, root);
        VectorField.copy(p, po + Z, ONE, 0);
        VectorField.mul(p, po + T, p, po + X, p, po + Y);
        return good & ~lanes.negative(p, po + T) & ~lanes.zero(p, po + Y);
    }

    /** Writes a lane's square root of the last {@link #decode}. */
    void root(int lane, byte[] out, int at) {
        lanes.toBytes(out, at, s, slot(13), lane);
    }

    /** Element derivation, RFC 9496 section 4.3.4, from 64 uniform bytes per lane. */
    void fromUniform(double[] p, int po, byte[] uniform, int at) {
        map(p, po, uniform, at);
        points.toCached(s, cached, p, po);
        map(p, po, uniform, at + 32);
        points.addCached(p, po, s, cached, true);
    }

    /** MAP of RFC 9496 section 4.3.4; the strings of the lanes lie 64 bytes apart. */
    private void map(double[] p, int po, byte[] in, int at) {
        int t = slot(6);
        int r = slot(7);
        int u = slot(8);
        int v = slot(9);
        int root = slot(10);
        int c = slot(11);
        int n = slot(12);
        int w = slot(13);
        for (int lane = 0; lane < LANES; lane++) {
            lanes.fromBytes(s, t, lane, in, at + 64 * lane);
        }
        VectorField.sqr(s, r, s, t);
        VectorField.mul(s, r, s, r, SQRT_M1, 0);
        VectorField.add(s, u, s, r, ONE, 0);
        VectorField.mul(s, u, s, u, ONE_MINUS_D_SQ, 0);
        // v = (-1 - rD)(r + D)
        VectorField.mul(s, v, s, r, D, 0);
        VectorField.add(s, v, s, v, ONE, 0);
        VectorField.sub(s, v, ZERO, 0, s, v);
        VectorField.reduce(s, v, s, v);
        VectorField.add(s, w, s, r, D, 0);
        VectorField.mul(s, v, s, v, s, w);
        long square = sqrtRatio(root, s, u, v);
        VectorField.negate(s, root, lanes.negative(s, root));
        VectorField.mul(s, w, s, root, s, t);
        VectorField.negate(s, w, ~lanes.negative(s, w) & VectorLanes.ALL);
        VectorField.blend(s, root, s, w, ~square & VectorLanes.ALL);
        VectorField.copy(s, c, s, r);
        VectorField.sub(s, w, ZERO, 0, ONE, 0);
        VectorField.blend(s, c, s, w, square);
        VectorField.sub(s, w, s, r, ONE, 0);
        VectorField.mul(s, n, s, w, s, c);
        VectorField.mul(s, n, s, n, D_MINUS_ONE_SQ, 0);
        VectorField.sub(s, n, s, n, s, v);
        VectorField.add(s, w, s, root, s, root);
        VectorField.mul(s, w, s, w, s, v);
        VectorField.mul(s, n, s, n, SQRT_AD_MINUS_ONE, 0);
        VectorField.sqr(s, u, s, root);
        VectorField.sub(s, c, ONE, 0, s, u);
        VectorField.reduce(s, c, s, c);
        VectorField.add(s, u, ONE, 0, s, u);
        VectorField.reduce(s, u, s, u);
        VectorField.mul(p, po + X, s, w, s, u);
        VectorField.mul(p, po + Y, s, c, s, n);
        VectorField.mul(p, po + Z, s, n, s, u);
        VectorField.mul(p, po + T, s, w, s, c);
    }
}
