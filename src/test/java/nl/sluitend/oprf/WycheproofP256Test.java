package nl.sluitend.oprf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wycheproof's P-256 points: edge cases of decoding and multiplying. */
class WycheproofP256Test {

    private static final Engine ENGINE = new P256Engine();

    static List<VectorFile.Block> cases() {
        return VectorFile.read("wycheproof-p256.txt", "case");
    }

    @Test
    void theCasesAreAllThere() {
        assertThat(cases()).hasSize(355);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void decodeAndMultiply(VectorFile.Block c) throws InvalidElementException {
        byte[] point = c.bytes("public");
        boolean valid = !c.arguments().get(1).equals("invalid");
        if (valid) {
            Scalar k = Scalar.decode(Suite.P256_SHA256, c.bytes("private"));
            byte[] product = Group.of(ENGINE).multiply(k, compressed(point));
            assertThat(Arrays.copyOfRange(product, 1, 33)).isEqualTo(c.bytes("shared"));
        } else if (point.length > 0) {
            // Compressed and not on the curve, or in the form that is not ours.
            assertThat(ENGINE.check(point, 0, 1)).isZero();
        } else {
            assertThat(Group.of(ENGINE).count(point)).isZero();
        }
    }

    private static byte[] compressed(byte[] point) {
        if (point.length == 33) {
            return point;
        }
        return Bytes.join(
                new byte[] {(byte) (2 + (point[64] & 1))}, Arrays.copyOfRange(point, 1, 33));
    }

    @Test
    void encodingsInAnotherFormAreRefused() {
        byte[] good = Generators.of(Suite.P256_SHA256);
        for (int first = 0; first < 256; first++) {
            byte[] other = good.clone();
            other[0] = (byte) first;
            int expected = first == 2 || first == 3 ? Engine.VALID : 0;
            assertThat(ENGINE.check(other, 0, 1)).as("first byte %d", first).isEqualTo(expected);
        }
    }
}
