package nl.sluitend.oprf;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A verifier takes square roots from another engine, and is misled by none. */
class ProposedRootsTest {

    private static final int COUNT = 300;
    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final BigInteger D =
            BigInteger.valueOf(-121_665).multiply(BigInteger.valueOf(121_666).modInverse(P)).mod(P);

    private final Random random = new Random(7);
    private final byte[] elements = elements();
    private final long[] weights = random.longs(4L * COUNT).map(w -> w >>> 8).toArray();

    private byte[] elements() {
        byte[] uniform = new byte[64 * COUNT];
        random.nextBytes(uniform);
        byte[] elements = new byte[32 * COUNT];
        new ScalarEngine().map(uniform, 0, elements, 0, COUNT);
        return elements;
    }

    private byte[] sum(RootFinder finder) {
        byte[] sum = new byte[32];
        assertThat(new ScalarEngine(finder).combine(weights, elements, 0, COUNT, sum, 0))
                .isEqualTo(Engine.VALID);
        return sum;
    }

    @Test
    void theSumIsTheSameWhateverIsProposed() {
        byte[] expected = new byte[32];
        new ScalarEngine().combine(weights, elements, 0, COUNT, expected, 0);

        assertThat(sum((_, _, _, _) -> {})).isEqualTo(expected);
        assertThat(sum((_, _, _, roots) -> random.nextBytes(roots))).isEqualTo(expected);
        assertThat(sum((_, _, _, roots) -> Arrays.fill(roots, (byte) 0xff))).isEqualTo(expected);
        for (Engine engine : TestEngines.ristretto()) {
            if (engine instanceof RootFinder finder) {
                assertThat(sum(finder)).isEqualTo(expected);
                assertThat(sum(negated(finder))).isEqualTo(expected);
            }
        }
    }

    private static RootFinder negated(RootFinder finder) {
        return (in, inAt, count, roots) -> {
            finder.find(in, inAt, count, roots);
            for (int i = 0; i < count; i++) {
                byte[] minus = bytes(P.subtract(number(roots, 32 * i)));
                System.arraycopy(minus, 0, roots, 32 * i, 32);
            }
        };
    }

    @Test
    void noProposalMakesAnInvalidElementValid() {
        elements[32 * 123] ^= 1;
        for (RootFinder finder : finders()) {
            byte[] sum = new byte[32];
            assertThat(new ScalarEngine(finder).combine(weights, elements, 0, COUNT, sum, 0))
                    .isEqualTo(123);
        }
    }

    private static RootFinder[] finders() {
        RootFinder ones = (_, _, _, roots) -> Arrays.fill(roots, (byte) 1);
        return java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(ones),
                        TestEngines.ristretto().stream()
                                .filter(RootFinder.class::isInstance)
                                .map(RootFinder.class::cast))
                .toArray(RootFinder[]::new);
    }

    /** Else every element would cost its own square root again, unseen. */
    @Test
    void whatTheVectorEngineProposesFits() {
        for (Engine engine : TestEngines.ristretto()) {
            if (engine instanceof RootFinder finder) {
                byte[] roots = new byte[32 * COUNT];
                finder.find(elements, 0, COUNT, roots);
                for (int i = 0; i < COUNT; i++) {
                    BigInteger root = number(roots, 32 * i);
                    assertThat(root.multiply(root).multiply(radicand(i)).mod(P))
                            .isEqualTo(BigInteger.ONE);
                }
            }
        }
    }

    /** v * u2^2 of RFC 9496 section 4.3.1. */
    private BigInteger radicand(int i) {
        BigInteger ss = number(elements, 32 * i).pow(2).mod(P);
        BigInteger u1 = BigInteger.ONE.subtract(ss);
        BigInteger u2 = BigInteger.ONE.add(ss);
        BigInteger v = D.negate().multiply(u1.pow(2)).subtract(u2.pow(2));
        return v.multiply(u2.pow(2)).mod(P);
    }

    private static BigInteger number(byte[] bytes, int at) {
        byte[] reversed = new byte[32];
        for (int i = 0; i < 32; i++) {
            reversed[31 - i] = bytes[at + i];
        }
        return new BigInteger(1, reversed);
    }

    private static byte[] bytes(BigInteger number) {
        byte[] big = number.toByteArray();
        byte[] little = new byte[32];
        for (int i = 0; i < Math.min(32, big.length); i++) {
            little[i] = big[big.length - 1 - i];
        }
        return little;
    }
}
