package nl.sluitend.oprf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** The laws of a prime-order group, for both suites, on points that hash from random inputs. */
class GroupLawsProperties {

    private static final int TRIES = 40;

    @Provide
    Arbitrary<byte[]> scalarBytes() {
        return Arbitraries.bytes().array(byte[].class).ofSize(64);
    }

    private static Scalar scalar(Suite suite, byte[] wide) {
        Scalar scalar = Scalar.reduce(suite, wide);
        return scalar.isZero() ? TestEngines.scalar(suite, 1) : scalar;
    }

    private static byte[] sum(Group group, byte[]... elements) {
        long[] ones = new long[4 * elements.length];
        for (int i = 0; i < elements.length; i++) {
            ones[4 * i] = 1;
        }
        byte[] out = new byte[group.suite().elementLength()];
        assertThat(group.engine().combine(ones, Bytes.join(elements), 0, elements.length, out, 0))
                .isEqualTo(Engine.VALID);
        return out;
    }

    @Property(tries = TRIES)
    void multiplicationsCommuteAndUndoEachOther(
            @ForAll Suite suite,
            @ForAll("scalarBytes") byte[] a,
            @ForAll("scalarBytes") byte[] b,
            @ForAll @Size(max = 40) byte[] input)
            throws InvalidElementException {
        Group group = Group.of(suite);
        Scalar x = scalar(suite, a);
        Scalar y = scalar(suite, b);
        byte[] point = group.hashToGroup(Mode.VOPRF, input);
        byte[] xy = group.multiply(y, group.multiply(x, point));
        assertThat(xy).isEqualTo(group.multiply(x, group.multiply(y, point)));
        assertThat(xy).isEqualTo(group.multiply(x.times(y), point));
        assertThat(group.multiply(y.inverse(), xy)).isEqualTo(group.multiply(x, point));
    }

    @Property(tries = TRIES)
    void multiplicationDistributesOverSums(
            @ForAll Suite suite,
            @ForAll("scalarBytes") byte[] a,
            @ForAll("scalarBytes") byte[] b,
            @ForAll @Size(max = 40) byte[] input)
            throws InvalidElementException {
        Group group = Group.of(suite);
        Scalar x = scalar(suite, a);
        Scalar y = scalar(suite, b);
        byte[] p = group.hashToGroup(Mode.OPRF, input);
        byte[] q = group.multiplyBase(y);
        if (!x.plus(y).isZero()) {
            assertThat(sum(group, group.multiply(x, p), group.multiply(y, p)))
                    .isEqualTo(group.multiply(x.plus(y), p));
        }
        assertThat(group.multiply(x, sum(group, p, q)))
                .isEqualTo(sum(group, group.multiply(x, p), group.multiply(x, q)));
        assertThat(sum(group, p, q)).isEqualTo(sum(group, q, p));
    }

    @Property(tries = TRIES)
    void theOrderTakesEveryPointToTheIdentity(
            @ForAll Suite suite, @ForAll @Size(max = 40) byte[] input)
            throws InvalidElementException {
        Group group = Group.of(suite);
        byte[] p = group.hashToGroup(Mode.OPRF, input);
        Scalar minusOne = TestEngines.scalar(suite, 0).minus(TestEngines.scalar(suite, 1));
        byte[] negated = group.multiply(minusOne, p);
        assertThat(sum(group, p, negated)).isEqualTo(new byte[suite.elementLength()]);
    }

    @Property(tries = TRIES)
    void arbitraryBytesAreEitherRefusedOrCanonical(
            @ForAll Suite suite, @ForAll("scalarBytes") byte[] bytes)
            throws InvalidElementException {
        Group group = Group.of(suite);
        byte[] candidate = Arrays.copyOf(bytes, suite.elementLength());
        if (suite == Suite.P256_SHA256) {
            candidate[0] = (byte) (2 + (candidate[0] & 1));
        }
        if (group.engine().check(candidate, 0, 1) == Engine.VALID) {
            assertThat(group.multiply(TestEngines.scalar(suite, 1), candidate))
                    .isEqualTo(candidate);
        }
    }
}
