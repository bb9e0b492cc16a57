package nl.sluitend.oprf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** RFC 9497 section 2.2: a proof holds for exactly the statement that it was made for. */
class DleqTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] CONTEXT = LengthPrefixed.utf8("context|session 1");

    /** A true statement with its proof; compared by nobody. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Statement(Group group, Scalar k, byte[] b, byte[] c, byte[] d, byte[] proof) {

        static Statement of(Suite suite, int n) throws InvalidElementException {
            Group group = Group.of(suite);
            Scalar k = group.randomScalar(RANDOM);
            List<byte[]> inputs = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                inputs.add(LengthPrefixed.utf8("element " + i));
            }
            byte[] c = group.hashMultiply(group.randomScalar(RANDOM), Mode.VOPRF, inputs);
            byte[] b = group.multiplyBase(k);
            byte[] d = group.multiply(k, c);
            byte[] proof =
                    Dleq.generateProof(
                            group,
                            CONTEXT,
                            k,
                            group.generator(),
                            b,
                            c,
                            d,
                            group.randomScalar(RANDOM));
            return new Statement(group, k, b, c, d, proof);
        }

        boolean holds(byte[] context, byte[] b2, byte[] c2, byte[] d2, byte[] proof2) {
            return Dleq.verifyProof(group, context, group.generator(), b2, c2, d2, proof2);
        }

        boolean holdsWith(byte[] proof2) {
            return holds(CONTEXT, b, c, d, proof2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void proofsOfOneToManyElementsHold(Suite suite) throws InvalidElementException {
        for (int n : new int[] {1, 2, 5, 100, 700}) {
            Statement s = Statement.of(suite, n);
            assertThat(s.proof()).hasSize(64);
            assertThat(s.holdsWith(s.proof())).as("%d elements", n).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anyAlteredByteOfTheProofFails(Suite suite) throws InvalidElementException {
        Statement s = Statement.of(suite, 3);
        for (int i = 0; i < s.proof().length; i++) {
            byte[] altered = s.proof().clone();
            altered[i] ^= 1;
            assertThat(s.holdsWith(altered)).as("byte %d", i).isFalse();
        }
        for (int length : new int[] {0, 1, 32, 63}) {
            assertThat(s.holdsWith(java.util.Arrays.copyOf(s.proof(), length))).isFalse();
        }
        assertThat(s.holdsWith(Bytes.join(s.proof(), new byte[1]))).isFalse();
        assertThat(s.holdsWith(new byte[64])).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void anotherStatementFails(Suite suite) throws InvalidElementException {
        Statement s = Statement.of(suite, 4);
        Group group = s.group();
        int length = suite.elementLength();
        assertThat(s.holds(LengthPrefixed.utf8("other"), s.b(), s.c(), s.d(), s.proof())).isFalse();
        assertThat(s.holds(CONTEXT, group.generator(), s.c(), s.d(), s.proof())).isFalse();
        assertThat(s.holds(CONTEXT, s.b(), s.d(), s.c(), s.proof())).isFalse();
        // One element evaluated with another key.
        byte[] wrong = s.d().clone();
        byte[] other =
                group.multiply(group.randomScalar(RANDOM), java.util.Arrays.copyOf(s.c(), length));
        System.arraycopy(other, 0, wrong, 0, length);
        assertThat(s.holds(CONTEXT, s.b(), s.c(), wrong, s.proof())).isFalse();
        // The same pairs in another order.
        assertThat(
                        s.holds(
                                CONTEXT,
                                s.b(),
                                swapped(s.c(), length),
                                swapped(s.d(), length),
                                s.proof()))
                .isFalse();
        // One pair fewer.
        assertThat(
                        s.holds(
                                CONTEXT,
                                s.b(),
                                java.util.Arrays.copyOf(s.c(), 3 * length),
                                java.util.Arrays.copyOf(s.d(), 3 * length),
                                s.proof()))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aProofMadeWithAnotherKeyFails(Suite suite) throws InvalidElementException {
        Statement s = Statement.of(suite, 2);
        byte[] proof =
                Dleq.generateProof(
                        s.group(),
                        CONTEXT,
                        s.group().randomScalar(RANDOM),
                        s.group().generator(),
                        s.b(),
                        s.c(),
                        s.d(),
                        s.group().randomScalar(RANDOM));
        assertThat(s.holdsWith(proof)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void invalidElementsAndSizesThatDoNotFitFail(Suite suite) throws InvalidElementException {
        Statement s = Statement.of(suite, 2);
        int length = suite.elementLength();
        byte[] bad = s.c().clone();
        java.util.Arrays.fill(bad, 0, length, (byte) 0xff);
        assertThat(s.holds(CONTEXT, s.b(), bad, s.d(), s.proof())).isFalse();
        assertThat(s.holds(CONTEXT, s.b(), s.c(), bad, s.proof())).isFalse();
        assertThat(s.holds(CONTEXT, new byte[length], s.c(), s.d(), s.proof())).isFalse();
        assertThat(s.holds(CONTEXT, s.b(), new byte[0], new byte[0], s.proof())).isFalse();
        assertThat(s.holds(CONTEXT, s.b(), s.c(), s.b(), s.proof())).isFalse();
        byte[] tooMany = new byte[(Dleq.MAX_ELEMENTS + 1) * length];
        assertThat(s.holds(CONTEXT, s.b(), tooMany, tooMany, s.proof())).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void generatingRefusesWhatVerifyingWould(Suite suite) throws InvalidElementException {
        Statement s = Statement.of(suite, 2);
        int length = suite.elementLength();
        byte[] g = s.group().generator();
        Scalar nonce = s.group().randomScalar(RANDOM);
        byte[] empty = new byte[0];
        byte[] tooMany = new byte[(Dleq.MAX_ELEMENTS + 1) * length];
        assertThatIllegalArgumentException().isThrownBy(() -> generate(s, g, empty, empty, nonce));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> generate(s, g, tooMany, tooMany, nonce));
        assertThatIllegalArgumentException().isThrownBy(() -> generate(s, g, s.c(), s.b(), nonce));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> generate(s, g, new byte[2 * length], s.d(), nonce));
        assertThatIllegalArgumentException().isThrownBy(() -> generate(s, g, s.c(), s.d(), s.k()));
    }

    private static void generate(Statement s, byte[] g, byte[] c, byte[] d, Scalar nonce) {
        Dleq.generateProof(s.group(), CONTEXT, s.k(), g, s.b(), c, d, nonce);
    }

    private static byte[] swapped(byte[] flat, int length) {
        byte[] out = flat.clone();
        System.arraycopy(flat, 0, out, length, length);
        System.arraycopy(flat, length, out, 0, length);
        return out;
    }
}
