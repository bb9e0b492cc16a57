package nl.sluitend.oprf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import nl.sluitend.TestScale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Arithmetic modulo the group orders against BigInteger, and what scalars refuse. */
class ScalarTest {

    private static final BigInteger L =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    private static final BigInteger N =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    private static BigInteger order(Suite suite) {
        return suite == Suite.RISTRETTO255_SHA512 ? L : N;
    }

    private static byte[] littleEndian(BigInteger value, int length) {
        byte[] out = new byte[length];
        for (int i = 0; i < length; i++) {
            out[i] = value.shiftRight(8 * i).byteValue();
        }
        return out;
    }

    private static BigInteger value(Scalar scalar) {
        byte[] encoded = scalar.encode();
        if (scalar.suite() == Suite.RISTRETTO255_SHA512) {
            byte[] reversed = new byte[encoded.length];
            for (int i = 0; i < encoded.length; i++) {
                reversed[i] = encoded[encoded.length - 1 - i];
            }
            encoded = reversed;
        }
        return new BigInteger(1, encoded);
    }

    private static Scalar scalar(Suite suite, BigInteger value) {
        return Scalar.reduce(suite, littleEndian(value, 64));
    }

    /** Random values, and those where carries and borrows run through all limbs. */
    private static List<BigInteger> values(Suite suite, Random random) {
        BigInteger m = order(suite);
        List<BigInteger> values = new ArrayList<>();
        for (int i = 1; i < 4; i++) {
            values.add(BigInteger.valueOf(i));
            values.add(m.subtract(BigInteger.valueOf(i)));
        }
        for (int bit = 63; bit < 256; bit += 64) {
            values.add(BigInteger.TWO.pow(bit).subtract(BigInteger.ONE).mod(m));
            values.add(BigInteger.TWO.pow(bit + 1).subtract(BigInteger.ONE).mod(m));
        }
        values.add(m.shiftRight(1));
        for (int i = 0; i < 20; i++) {
            values.add(new BigInteger(256, random).mod(m));
        }
        return values;
    }

    @ParameterizedTest
    @EnumSource
    void arithmeticAgreesWithBigInteger(Suite suite) {
        Random random = new Random(9497);
        BigInteger m = order(suite);
        for (int round = 0; round < TestScale.of(500); round++) {
            List<BigInteger> values = values(suite, random);
            for (BigInteger a : values) {
                BigInteger b = values.get(random.nextInt(values.size()));
                Scalar x = scalar(suite, a);
                Scalar y = scalar(suite, b);
                assertThat(value(x)).isEqualTo(a);
                assertThat(value(x.times(y))).isEqualTo(a.multiply(b).mod(m));
                assertThat(value(x.plus(y))).isEqualTo(a.add(b).mod(m));
                assertThat(value(x.minus(y))).isEqualTo(a.subtract(b).mod(m));
                long[] half = new long[4];
                suite.order().halve(half, x.limbs());
                suite.order().add(half, half, half);
                assertThat(half).isEqualTo(x.limbs());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void inversesOneByOneAndTogether(Suite suite) {
        List<BigInteger> values = values(suite, new Random(1));
        values.removeIf(v -> v.signum() == 0);
        Scalar[] scalars = values.stream().map(v -> scalar(suite, v)).toArray(Scalar[]::new);
        Scalar[] together = Scalar.inverses(scalars);
        for (int i = 0; i < scalars.length; i++) {
            assertThat(value(scalars[i].inverse()))
                    .isEqualTo(values.get(i).modInverse(order(suite)));
            assertThat(together[i]).isEqualTo(scalars[i].inverse());
        }
        assertThat(Scalar.inverses()).isEmpty();
        Scalar zero = TestEngines.scalar(suite, 0);
        assertThatThrownBy(zero::inverse).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Scalar.inverses(scalars[0], zero))
                .isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @EnumSource
    void wideReductionAgreesWithBigInteger(Suite suite) {
        Random random = new Random(4);
        List<BigInteger> wide = new ArrayList<>();
        wide.add(BigInteger.TWO.pow(512).subtract(BigInteger.ONE));
        wide.add(order(suite));
        wide.add(order(suite).multiply(order(suite)));
        for (int i = 0; i < TestScale.of(10_000); i++) {
            wide.add(new BigInteger(512, random));
        }
        for (BigInteger v : wide) {
            assertThat(value(scalar(suite, v))).isEqualTo(v.mod(order(suite)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void onlyCanonicalEncodingsFromOneToTheOrderAreDecoded(Suite suite) {
        BigInteger m = order(suite);
        BigInteger top = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);
        for (BigInteger good : List.of(BigInteger.ONE, m.subtract(BigInteger.ONE))) {
            byte[] encoded = scalar(suite, good).encode();
            assertThat(value(Scalar.decode(suite, encoded))).isEqualTo(good);
        }
        for (BigInteger bad : List.of(BigInteger.ZERO, m, m.add(BigInteger.ONE), top)) {
            byte[] encoded = littleEndian(bad, 32);
            if (suite == Suite.P256_SHA256) {
                for (int i = 0; i < 16; i++) {
                    byte swap = encoded[i];
                    encoded[i] = encoded[31 - i];
                    encoded[31 - i] = swap;
                }
            }
            assertThatIllegalArgumentException().isThrownBy(() -> Scalar.decode(suite, encoded));
        }
        for (int length : new int[] {0, 31, 33, 64}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Scalar.decode(suite, new byte[length]));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWipedScalarIsGoneAndPrintsNothing(Suite suite) {
        Scalar scalar = TestEngines.scalar(suite, 123_456_789);
        assertThat(scalar).asString().doesNotContain("123456789").contains("masked");
        long[] limbs = scalar.limbs();
        scalar.close();
        assertThat(limbs).containsOnly(0);
        assertThatThrownBy(scalar::encode).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(scalar::inverse).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Group.of(suite).multiplyBase(scalar))
                .isInstanceOf(IllegalStateException.class);
        assertThat(scalar).asString().contains("masked");
    }

    @ParameterizedTest
    @EnumSource
    void scalarsOfDifferentSuitesDoNotMix(Suite suite) {
        Suite other = suite == Suite.P256_SHA256 ? Suite.RISTRETTO255_SHA512 : Suite.P256_SHA256;
        Scalar mine = TestEngines.scalar(suite, 2);
        Scalar foreign = TestEngines.scalar(other, 2);
        assertThat(mine).isNotEqualTo(foreign);
        assertThatIllegalArgumentException().isThrownBy(() -> mine.times(foreign));
        assertThatIllegalArgumentException().isThrownBy(() -> mine.plus(foreign));
        assertThatIllegalArgumentException().isThrownBy(() -> mine.minus(foreign));
    }
}
