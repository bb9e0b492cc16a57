package nl.sluitend.psi;

import java.math.BigInteger;
import nl.sluitend.oprf.Engine;
import nl.sluitend.oprf.Scalar;
import nl.sluitend.oprf.Suite;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECPoint;

/**
 * P-256 by Bouncy Castle, for public values alone: what verifying a proof needs. It holds numbers
 * in {@code BigInteger}, so it refuses to touch a secret.
 */
final class BouncyCastleP256 implements Engine {

    private static final ECCurve CURVE = CustomNamedCurves.getByName("secp256r1").getCurve();
    private static final int LENGTH = Suite.P256_SHA256.elementLength();
    private static final int LIMBS = 4;

    @Override
    public Suite suite() {
        return Suite.P256_SHA256;
    }

    @Override
    public String name() {
        return "bouncy-castle";
    }

    @Override
    public int combine(long[] c, byte[] in, int inAt, int count, byte[] out, int outAt) {
        var points = new ECPoint[count];
        var factors = new BigInteger[count];
        for (int i = 0; i < count; i++) {
            ECPoint point = point(in, inAt + i * LENGTH);
            if (point == null) {
                return i;
            }
            points[i] = point;
            factors[i] = number(c, i * LIMBS);
        }
        ECPoint sum =
                count == 0
                        ? CURVE.getInfinity()
                        : ECAlgorithms.sumOfMultiplies(points, factors).normalize();
        byte[] encoded = sum.isInfinity() ? new byte[LENGTH] : sum.getEncoded(true);
        System.arraycopy(encoded, 0, out, outAt, LENGTH);
        return VALID;
    }

    @Override
    public int check(byte[] in, int inAt, int count) {
        for (int i = 0; i < count; i++) {
            if (point(in, inAt + i * LENGTH) == null) {
                return i;
            }
        }
        return VALID;
    }

    private static @org.jspecify.annotations.Nullable ECPoint point(byte[] in, int at) {
        if (in[at] != 2 && in[at] != 3) {
            return null;
        }
        try {
            return CURVE.decodePoint(java.util.Arrays.copyOfRange(in, at, at + LENGTH));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Four limbs, the least significant first. */
    private static BigInteger number(long[] limbs, int at) {
        BigInteger number = BigInteger.ZERO;
        for (int i = LIMBS - 1; i >= 0; i--) {
            number =
                    number.shiftLeft(Long.SIZE)
                            .or(new BigInteger(Long.toUnsignedString(limbs[at + i])));
        }
        return number;
    }

    @Override
    public int multiply(Scalar k, byte[] in, int inAt, byte[] out, int outAt, int count) {
        throw secret();
    }

    @Override
    public int multiplyEach(
            Scalar[] k, int kAt, byte[] in, int inAt, byte[] out, int outAt, int count) {
        throw secret();
    }

    @Override
    public void multiplyMapped(Scalar k, byte[] uniform, int at, byte[] out, int outAt, int count) {
        throw secret();
    }

    @Override
    public void multiplyMappedEach(
            Scalar[] k, int kAt, byte[] uniform, int at, byte[] out, int outAt, int count) {
        throw secret();
    }

    @Override
    public void map(byte[] uniform, int at, byte[] out, int outAt, int count) {
        throw secret();
    }

    private static UnsupportedOperationException secret() {
        return new UnsupportedOperationException("this engine verifies; it takes no secret");
    }
}
