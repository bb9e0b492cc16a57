package nl.sluitend.oprf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProofsTogetherTest {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** Proofs over 1, 2, 3 ... pairs, all of one k. */
    private static final class Prover {
        private final Group group;
        private final Scalar k;

        Prover(Suite suite) {
            group = Group.of(suite);
            k = group.randomScalar(RANDOM);
        }

        ProofsTogether verifier() {
            return new ProofsTogether(group, group.generator(), group.multiplyBase(k), RANDOM);
        }

        List<StatedProof> proofs(int count) throws InvalidElementException {
            List<StatedProof> proofs = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                byte[] c = elements(i + 1);
                proofs.add(prove(i, c, group.multiply(k, c)));
            }
            return proofs;
        }

        byte[] elements(int count) {
            return group.hashMultiply(
                    group.randomScalar(RANDOM),
                    Mode.VOPRF,
                    IntStream.range(0, count)
                            .mapToObj(n -> ("pupil" + n).getBytes(StandardCharsets.UTF_8))
                            .toList());
        }

        StatedProof prove(int i, byte[] c, byte[] d) {
            return Dleq.prove(
                    group,
                    context(i),
                    k,
                    group.generator(),
                    group.multiplyBase(k),
                    c,
                    d,
                    group.randomScalar(RANDOM));
        }

        static byte[] context(int i) {
            return ("part" + i).getBytes(StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void whatHoldsOneByOneHoldsTogether(Suite suite) throws InvalidElementException {
        Prover prover = new Prover(suite);
        for (int count = 0; count < 5; count++) {
            assertThat(prover.verifier().hold(prover.proofs(count))).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void onePairUnderAnotherKeyIsFoundWhereverItStands(Suite suite) throws InvalidElementException {
        Prover prover = new Prover(suite);
        for (int wrong = 0; wrong < 4; wrong++) {
            List<StatedProof> proofs = prover.proofs(4);
            byte[] c = prover.elements(wrong + 1);
            byte[] d = prover.group.multiply(prover.k, c);
            byte[] other = prover.group.multiplyBase(prover.group.randomScalar(RANDOM));
            System.arraycopy(other, 0, d, d.length - other.length, other.length);
            proofs.set(wrong, prover.prove(wrong, c, d));
            assertThat(prover.verifier().hold(proofs)).as("proof %d", wrong).isFalse();
        }
    }

    /** Each is a valid proof for what it says; only the sum tells that it says something else. */
    @ParameterizedTest
    @EnumSource(Suite.class)
    void aCompositeThatIsNotThatOfTheStatementIsFound(Suite suite) throws InvalidElementException {
        Prover prover = new Prover(suite);
        List<StatedProof> proofs = prover.proofs(3);
        byte[] c = prover.elements(3);
        byte[] d = prover.group.multiply(prover.k, c);
        StatedProof sound = prover.prove(7, c, d);
        byte[] more = prover.elements(3);
        StatedProof other =
                new StatedProof(
                        Prover.context(7),
                        more,
                        prover.group.multiply(prover.k, more),
                        sound.proof(),
                        sound.m(),
                        sound.z());
        assertThat(
                        other.challengeHolds(
                                prover.group,
                                prover.group.generator(),
                                prover.group.multiplyBase(prover.k)))
                .isTrue();
        proofs.add(other);
        assertThat(prover.verifier().hold(proofs)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void everyOctetOfAProofAndOfACompositeCounts(Suite suite) throws InvalidElementException {
        Prover prover = new Prover(suite);
        List<StatedProof> proofs = prover.proofs(2);
        byte[] c = prover.elements(2);
        byte[] d = prover.group.multiply(prover.k, c);
        StatedProof sound = prover.prove(9, c, d);
        for (int at = 0; at < sound.proof().length; at++) {
            byte[] proof = sound.proof();
            proof[at] ^= 1;
            assertThat(together(prover, proofs, c, d, proof, sound.m(), sound.z())).isFalse();
        }
        byte[] swapped = prover.group.multiplyBase(prover.k);
        assertThat(together(prover, proofs, c, d, sound.proof(), swapped, sound.z())).isFalse();
        assertThat(together(prover, proofs, c, d, sound.proof(), sound.m(), swapped)).isFalse();
        assertThat(together(prover, proofs, c, d, sound.proof(), sound.m(), sound.z())).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void whatIsNoElementHoldsNothing(Suite suite) throws InvalidElementException {
        Prover prover = new Prover(suite);
        List<StatedProof> proofs = prover.proofs(2);
        byte[] c = prover.elements(2);
        byte[] d = prover.group.multiply(prover.k, c);
        StatedProof sound = prover.prove(9, c, d);
        byte[] none = new byte[d.length];
        assertThat(together(prover, proofs, c, none, sound.proof(), sound.m(), sound.z()))
                .isFalse();
        byte[] shorter = new byte[0];
        assertThat(together(prover, proofs, c, shorter, sound.proof(), sound.m(), sound.z()))
                .isFalse();
    }

    private static boolean together(
            Prover prover,
            List<StatedProof> proofs,
            byte[] c,
            byte[] d,
            byte[] proof,
            byte[] m,
            byte[] z) {
        List<StatedProof> all = new ArrayList<>(proofs);
        all.add(new StatedProof(Prover.context(9), c, d, proof, m, z));
        return prover.verifier().hold(all);
    }
}
