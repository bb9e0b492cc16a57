package nl.sluitend.oprf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the group refuses, and that its batches agree with single operations. */
class GroupTest {

    private static final SecureRandom RANDOM = new SecureRandom();

    static List<Engine> engines() {
        return TestEngines.all();
    }

    @ParameterizedTest
    @EnumSource
    void batchesOfAnySizeAgreeWithOneAtATime(Suite suite) throws InvalidElementException {
        Group group = Group.of(suite);
        Scalar k = group.randomScalar(RANDOM);
        List<byte[]> inputs = new ArrayList<>();
        for (int i = 0; i < 131; i++) {
            inputs.add(new byte[] {(byte) i, 1});
        }
        byte[] all = group.hashMultiply(k, Mode.VOPRF, inputs);
        for (int i = 0; i < inputs.size(); i++) {
            byte[] one = element(suite, all, i);
            byte[] hash = group.hashToGroup(Mode.VOPRF, inputs.get(i));
            assertThat(group.multiply(k, hash)).isEqualTo(one);
        }
        byte[] back = group.multiply(k.inverse(), all);
        assertThat(element(suite, back, 130))
                .isEqualTo(group.hashToGroup(Mode.VOPRF, inputs.get(130)));
        for (int size : new int[] {0, 1, 7, 8, 9, 63, 64, 65, 128}) {
            byte[] part = Arrays.copyOf(all, size * suite.elementLength());
            assertThat(group.multiply(k.inverse(), part))
                    .isEqualTo(Arrays.copyOf(back, part.length));
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachElementCanHaveAScalarOfItsOwn(Suite suite) throws InvalidElementException {
        Group group = Group.of(suite);
        List<Scalar> blinds = new ArrayList<>();
        byte[][] elements = new byte[70][];
        for (int i = 0; i < elements.length; i++) {
            blinds.add(group.randomScalar(RANDOM));
            elements[i] = group.hashToGroup(Mode.OPRF, new byte[] {(byte) i});
        }
        byte[] blinded = group.multiplyEach(blinds, Bytes.join(elements));
        for (int i = 0; i < elements.length; i++) {
            assertThat(element(suite, blinded, i))
                    .isEqualTo(group.multiply(blinds.get(i), elements[i]));
        }
        Scalar[] inverses = Scalar.inverses(blinds.toArray(Scalar[]::new));
        assertThat(group.multiplyEach(List.of(inverses), blinded)).isEqualTo(Bytes.join(elements));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> group.multiplyEach(blinds, elements[0]));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void sumsOfMultiplesAreRightFromOneTermToMany(Engine engine) throws InvalidElementException {
        Group group = Group.of(engine);
        Suite suite = engine.suite();
        for (int n : new int[] {1, 2, 3, 9, 40, 64, 65, 300, 1500}) {
            // sum of c_i * (k_i * G) = (sum of c_i * k_i) * G
            Scalar total = TestEngines.scalar(suite, 0);
            long[] c = new long[n * Modulus.LIMBS];
            byte[][] elements = new byte[n][];
            for (int i = 0; i < n; i++) {
                Scalar k = group.randomScalar(RANDOM);
                Scalar weight =
                        i % 5 == 1 ? TestEngines.scalar(suite, i) : group.randomScalar(RANDOM);
                elements[i] = group.multiplyBase(k);
                System.arraycopy(weight.limbs(), 0, c, i * Modulus.LIMBS, Modulus.LIMBS);
                total = total.plus(weight.times(k));
            }
            byte[] sum = new byte[suite.elementLength()];
            assertThat(group.engine().combine(c, Bytes.join(elements), 0, n, sum, 0))
                    .isEqualTo(Engine.VALID);
            assertThat(sum).isEqualTo(group.multiplyBase(total));
        }
    }

    @ParameterizedTest
    @EnumSource
    void sumThatIsTheIdentityIsWrittenAsZeroBytes(Suite suite) {
        Group group = Group.of(suite);
        Scalar one = TestEngines.scalar(suite, 1);
        Scalar minusOne = TestEngines.scalar(suite, 0).minus(one);
        long[] c = Arrays.copyOf(one.limbs(), 8);
        System.arraycopy(minusOne.limbs(), 0, c, 4, 4);
        byte[] sum = group.generator();
        byte[] twice = Bytes.join(group.generator(), group.generator());
        assertThat(group.engine().combine(c, twice, 0, 2, sum, 0)).isEqualTo(Engine.VALID);
        assertThat(sum).isEqualTo(new byte[suite.elementLength()]);
        assertThatThrownBy(() -> group.check(sum)).isInstanceOf(InvalidElementException.class);
    }

    @ParameterizedTest
    @EnumSource
    void zeroScalarsAndScalarsOfTheOtherSuiteAreRefused(Suite suite) {
        Group group = Group.of(suite);
        Suite other = suite == Suite.P256_SHA256 ? Suite.RISTRETTO255_SHA512 : Suite.P256_SHA256;
        for (Scalar bad : List.of(TestEngines.scalar(suite, 0), TestEngines.scalar(other, 2))) {
            assertThatIllegalArgumentException().isThrownBy(() -> group.multiplyBase(bad));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> group.multiply(bad, group.generator()));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> group.multiplyEach(List.of(bad), group.generator()));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> group.hashMultiply(bad, Mode.OPRF, List.of(new byte[] {1})));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anArrayThatHoldsNoWholeElementsIsRefused(Suite suite) {
        Group group = Group.of(suite);
        byte[] cut = Arrays.copyOf(group.generator(), suite.elementLength() - 1);
        assertThatIllegalArgumentException().isThrownBy(() -> group.check(cut));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> group.multiply(group.randomScalar(RANDOM), cut));
    }

    @ParameterizedTest
    @EnumSource
    void theIdentityIsRefused(Suite suite) {
        Group group = Group.of(suite);
        byte[] elements =
                Bytes.join(group.generator(), new byte[suite.elementLength()], group.generator());
        assertThatThrownBy(() -> group.check(elements))
                .isInstanceOfSatisfying(
                        InvalidElementException.class, e -> assertThat(e.index()).isEqualTo(1));
    }

    @ParameterizedTest
    @EnumSource
    void randomScalarsDrawAgainWhenTheyComeOutZero(Suite suite) {
        SecureRandom zeroFirst =
                new SecureRandom() {
                    private static final long serialVersionUID = 1L;
                    private int calls;

                    @Override
                    public void nextBytes(byte[] bytes) {
                        Arrays.fill(bytes, (byte) (calls++ == 0 ? 0 : 5));
                    }
                };
        assertThat(Group.of(suite).randomScalar(zeroFirst).isZero()).isFalse();
    }

    private static byte[] element(Suite suite, byte[] flat, int i) {
        int length = suite.elementLength();
        return Arrays.copyOfRange(flat, i * length, (i + 1) * length);
    }
}
