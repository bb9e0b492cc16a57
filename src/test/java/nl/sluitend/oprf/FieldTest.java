package nl.sluitend.oprf;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import nl.sluitend.TestScale;
import org.junit.jupiter.api.Test;

/** The two scalar fields against BigInteger, with limbs as large as their contracts allow. */
class FieldTest {

    private static final BigInteger P25519 =
            BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final BigInteger P256 =
            new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
    private static final BigInteger R = BigInteger.TWO.pow(260);

    private final Random random = new Random(25519);

    private static BigInteger value(long[] limbs, int bits) {
        BigInteger v = BigInteger.ZERO;
        for (int i = limbs.length - 1; i >= 0; i--) {
            v = v.shiftLeft(bits).add(BigInteger.valueOf(limbs[i]));
        }
        return v;
    }

    private static BigInteger canonical25519(long[] a) {
        long[] reduced = new long[5];
        Field25519.reduce(reduced, 0, a, 0);
        byte[] bytes = new byte[32];
        Field25519.toBytes(bytes, 0, reduced, 0);
        BigInteger v = BigInteger.ZERO;
        for (int i = 31; i >= 0; i--) {
            v = v.shiftLeft(8).add(BigInteger.valueOf(bytes[i] & 255));
        }
        assertThat(v).isLessThan(P25519);
        return v;
    }

    /** Limbs of up to the bound: extremes one time in four. */
    private long[] limbs(long bound, boolean signed) {
        long[] a = new long[5];
        for (int i = 0; i < 5; i++) {
            a[i] =
                    switch (random.nextInt(8)) {
                        case 0 -> bound - 1;
                        case 1 -> signed ? 1 - bound : 0;
                        default -> random.nextLong(signed ? 1 - bound : 0, bound);
                    };
        }
        return a;
    }

    @Test
    void products25519AreExactUpToTheStatedSizes() {
        for (int i = 0; i < TestScale.of(500_000); i++) {
            long[] a = limbs(1L << 53, false);
            long[] b = limbs(1L << 54, false);
            BigInteger x = value(a, 51);
            BigInteger y = value(b, 51);
            long[] r = new long[5];
            Field25519.mul(r, 0, a, 0, b, 0);
            assertReduced(r);
            assertThat(value(r, 51).subtract(x.multiply(y)).mod(P25519)).isZero();
            Field25519.sqr(r, 0, a, 0);
            assertReduced(r);
            assertThat(value(r, 51).subtract(x.multiply(x)).mod(P25519)).isZero();
        }
    }

    private static void assertReduced(long[] r) {
        for (long limb : r) {
            assertThat(limb).isBetween(0L, (1L << 51) + (1L << 18));
        }
    }

    @Test
    void sumsDifferencesAndSigns25519() {
        byte[] bytes = new byte[32];
        for (int i = 0; i < TestScale.of(100_000); i++) {
            long[] a = limbs((1L << 51) + (1L << 18), false);
            long[] b = limbs((1L << 51) + (1L << 18), false);
            long[] wide = limbs((1L << 53) - 76, false);
            BigInteger x = value(a, 51);
            long[] r = new long[5];
            Field25519.sub(r, 0, a, 0, b, 0);
            assertThat(canonical25519(r)).isEqualTo(x.subtract(value(b, 51)).mod(P25519));
            Field25519.subWide(r, 0, a, 0, wide, 0);
            assertThat(canonical25519(r)).isEqualTo(x.subtract(value(wide, 51)).mod(P25519));
            Field25519.add(r, 0, a, 0, b, 0);
            assertThat(canonical25519(r)).isEqualTo(x.add(value(b, 51)).mod(P25519));
            long[] n = a.clone();
            Field25519.negateIf(n, 0, -1);
            assertReduced(n);
            assertThat(canonical25519(n)).isEqualTo(x.negate().mod(P25519));
            Field25519.negateIf(n, 0, 0);
            assertThat(canonical25519(n)).isEqualTo(x.negate().mod(P25519));
            assertThat(Field25519.negativeMask(a, 0, bytes) != 0)
                    .isEqualTo(x.mod(P25519).testBit(0));
        }
    }

    @Test
    void canonicalBytes25519AtTheEdges() {
        byte[] bytes = new byte[32];
        for (int d = -40; d <= 40; d++) {
            for (BigInteger base :
                    new BigInteger[] {BigInteger.ZERO, P25519, BigInteger.TWO.pow(255)}) {
                BigInteger v = base.add(BigInteger.valueOf(d));
                if (v.signum() < 0) {
                    continue;
                }
                long[] a = new long[5];
                for (int i = 0; i < 4; i++) {
                    a[i] = v.shiftRight(51 * i).longValue() & ((1L << 51) - 1);
                }
                a[4] = v.shiftRight(204).longValue();
                assertThat(canonical25519(a)).isEqualTo(v.mod(P25519));
                assertThat(Field25519.zeroMask(a, 0, bytes))
                        .isEqualTo(v.mod(P25519).signum() == 0 ? -1 : 0);
            }
        }
    }

    @Test
    void inverses25519() {
        long[] t = new long[20];
        for (int i = 0; i < TestScale.of(2_000); i++) {
            long[] a = limbs(1L << 51, false);
            long[] r = new long[5];
            Field25519.invert(r, 0, a, 0, t, 0);
            BigInteger x = value(a, 51).mod(P25519);
            BigInteger expected = x.signum() == 0 ? x : x.modInverse(P25519);
            assertThat(canonical25519(r)).isEqualTo(expected);
        }
    }

    @Test
    void productsP256AreExactUpToTheStatedSizes() {
        long[] t = new long[5];
        byte[] bytes = new byte[32];
        BigInteger inverseR = R.modInverse(P256);
        for (int i = 0; i < TestScale.of(500_000); i++) {
            long[] a = limbs(1L << 55, true);
            long[] b = limbs(1L << 55, true);
            a[4] >>= 3;
            b[4] >>= 3;
            BigInteger x = value(a, 52);
            BigInteger y = value(b, 52);
            long[] r = new long[5];
            P256Field.mul(r, 0, a, 0, b, 0);
            assertThat(value(r, 52)).isEqualTo(value(r, 52));
            assertThat(value(r, 52).subtract(x.multiply(y).multiply(inverseR)).mod(P256)).isZero();
            P256Field.sqr(r, 0, a, 0);
            assertThat(value(r, 52).subtract(x.multiply(x).multiply(inverseR)).mod(P256)).isZero();
            P256Field.reduce(r, 0, a, 0);
            assertThat(value(r, 52).subtract(x).mod(P256)).isZero();
            assertThat(value(r, 52).bitLength()).isLessThanOrEqualTo(257);
            P256Field.toBytes(bytes, 0, r, 0, t, 0);
            assertThat(new BigInteger(1, bytes)).isEqualTo(x.multiply(inverseR).mod(P256));
            assertThat(P256Field.oddMask(r, 0, t, 0) != 0)
                    .isEqualTo(x.multiply(inverseR).mod(P256).testBit(0));
        }
    }

    @Test
    void bytesAndInversesP256() {
        long[] t = new long[30];
        byte[] back = new byte[32];
        for (int i = 0; i < TestScale.of(2_000); i++) {
            byte[] in = new byte[48];
            random.nextBytes(in);
            if (i % 4 == 0) {
                java.util.Arrays.fill(in, (byte) 0xff);
                in[47] = (byte) i;
            }
            long[] a = new long[5];
            P256Field.fromBytes(a, 0, in, 0);
            P256Field.toBytes(back, 0, a, 0, t, 0);
            BigInteger x = new BigInteger(1, java.util.Arrays.copyOf(in, 32)).mod(P256);
            assertThat(new BigInteger(1, back)).isEqualTo(x);
            P256Field.invert(a, 0, a.clone(), 0, t, 0);
            P256Field.toBytes(back, 0, a, 0, t, 0);
            assertThat(new BigInteger(1, back)).isEqualTo(x.modInverse(P256));
            P256Field.fromWideBytes(a, 0, in, 0, t, 0);
            P256Field.toBytes(back, 0, a, 0, t, 0);
            assertThat(new BigInteger(1, back)).isEqualTo(new BigInteger(1, in).mod(P256));
        }
    }
}
