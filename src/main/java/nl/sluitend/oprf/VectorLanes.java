package nl.sluitend.oprf;

import static nl.sluitend.oprf.VectorField.LANES;
import static nl.sluitend.oprf.VectorField.WIDTH;

/** Single lanes of vectors of field elements: bytes in and out, signs, zeros, constants. */
final class VectorLanes {

    /** A bit for every lane. */
    static final long ALL = LANES == 64 ? -1L : (1L << LANES) - 1;

    private final long[] limbs = new long[Field25519.LIMBS];
    private final byte[] bytes = new byte[32];

    /** The element in every lane. */
    static double[] broadcast(long[] element) {
        double[] r = new double[WIDTH];
        VectorLanes lanes = new VectorLanes();
        for (int lane = 0; lane < LANES; lane++) {
            System.arraycopy(element, 0, lanes.limbs, 0, Field25519.LIMBS);
            lanes.put(r, 0, lane);
        }
        return r;
    }

    /** Puts the limbs, below 2^51 each, into a lane as signed digits. */
    private void put(double[] r, int ro, int lane) {
        long carry = 0;
        for (int i = 0; i < Field25519.LIMBS; i++) {
            long limb = limbs[i] + carry;
            carry = (limb + (1L << 50)) >> 51;
            r[ro + i * LANES + lane] = (double) (limb - (carry << 51));
        }
        r[ro + lane] += 19 * carry;
    }

    /** Takes a lane, limbs below 2^51 in size, out as limbs that are not negative. */
    private void get(double[] a, int ao, int lane) {
        for (int i = 0; i < Field25519.LIMBS; i++) {
            limbs[i] = (long) a[ao + i * LANES + lane] + (1L << 52) - (i == 0 ? 38 : 2);
        }
    }

    /** Reads 32 little-endian bytes into a lane; the highest bit is ignored. */
    void fromBytes(double[] r, int ro, int lane, byte[] in, int at) {
        Field25519.fromBytes(limbs, 0, in, at);
        put(r, ro, lane);
    }

    /** Writes the canonical bytes of a lane. */
    void toBytes(byte[] out, int at, double[] a, int ao, int lane) {
        get(a, ao, lane);
        Field25519.toBytes(out, at, limbs, 0);
    }

    /** The lanes that are negative in the sense of RFC 9496 section 4. */
    long negative(double[] a, int ao) {
        long lanes = 0;
        for (int lane = 0; lane < LANES; lane++) {
            get(a, ao, lane);
            lanes |= (Field25519.negativeMask(limbs, 0, bytes) & 1) << lane;
        }
        return lanes;
    }

    /** The lanes that are zero. */
    long zero(double[] a, int ao) {
        long lanes = 0;
        for (int lane = 0; lane < LANES; lane++) {
            get(a, ao, lane);
            lanes |= (Field25519.zeroMask(limbs, 0, bytes) & 1) << lane;
        }
        return lanes;
    }

    /** Takes a lane out into the scalar field's form, reduced. */
    void toScalarField(long[] r, int ro, double[] a, int ao, int lane) {
        get(a, ao, lane);
        Field25519.reduce(r, ro, limbs, 0);
    }

    /** Whether 32 bytes are a canonical, non-negative and non-zero field element. */
    boolean isCanonical(byte[] in, int at) {
        Field25519.fromBytes(limbs, 0, in, at);
        Field25519.toBytes(bytes, 0, limbs, 0);
        long difference = in[at] & 1;
        long any = 0;
        for (int i = 0; i < 32; i += 8) {
            long word = Words.littleEndian(in, at + i);
            difference |= word ^ Words.littleEndian(bytes, i);
            any |= word;
        }
        return difference == 0 && any != 0;
    }

    void wipe() {
        Wipe.clear(limbs);
        Wipe.clear(bytes);
    }
}
