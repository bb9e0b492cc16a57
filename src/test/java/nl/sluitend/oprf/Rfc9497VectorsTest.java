package nl.sluitend.oprf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** RFC 9497 Appendix A: every vector of our suites and modes, batches and proofs included. */
class Rfc9497VectorsTest {

    /** A vector with the key group that it belongs to. */
    record Case(VectorFile.Block keys, VectorFile.Block vector) {

        Suite suite() {
            return Suite.find(keys.arguments().get(0)).orElseThrow();
        }

        Mode mode() {
            return keys.arguments().get(1).equals("0") ? Mode.OPRF : Mode.VOPRF;
        }

        @Override
        public String toString() {
            return suite() + " " + mode() + " " + vector.text("Input");
        }
    }

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        VectorFile.Block keys = new VectorFile.Block("none", List.of(), java.util.Map.of());
        for (VectorFile.Block block : VectorFile.read("rfc9497.txt", "group", "vector")) {
            if (block.kind().equals("group")) {
                keys = block;
            } else {
                cases.add(new Case(keys, block));
            }
        }
        return cases;
    }

    @Test
    void everyVectorOfBothSuitesAndModesIsThere() {
        assertThat(cases()).hasSize(10);
        assertThat(cases().stream().filter(c -> c.vector().arguments().contains("2"))).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void keysAreDerivedAsInTheVector(Case c) {
        Group group = Group.of(c.suite());
        Scalar key =
                new Oprf(group, c.mode())
                        .deriveKeyPair(c.keys().bytes("seed"), c.keys().bytes("keyInfo"));
        assertThat(key.encode()).isEqualTo(c.keys().bytes("skSm"));
        if (c.mode() == Mode.VOPRF) {
            assertThat(group.multiplyBase(key)).isEqualTo(c.keys().bytes("pkSm"));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void blindEvaluateAndFinalizeGiveTheVector(Case c) throws InvalidElementException {
        Group group = Group.of(c.suite());
        Oprf oprf = new Oprf(group, c.mode());
        Scalar key = Scalar.decode(c.suite(), c.keys().bytes("skSm"));
        List<byte[]> inputs = c.vector().list("Input");
        for (int i = 0; i < inputs.size(); i++) {
            Scalar blind = Scalar.decode(c.suite(), c.vector().list("Blind").get(i));
            byte[] evaluated = c.vector().list("EvaluationElement").get(i);
            byte[] output = c.vector().list("Output").get(i);
            assertThat(oprf.blind(inputs.get(i), blind))
                    .isEqualTo(c.vector().list("BlindedElement").get(i));
            assertThat(oprf.finalizeOutput(inputs.get(i), blind, evaluated)).isEqualTo(output);
            assertThat(oprf.evaluate(key, inputs.get(i))).isEqualTo(output);
        }
        assertThat(oprf.blindEvaluate(key, c.vector().flat("BlindedElement")))
                .isEqualTo(c.vector().flat("EvaluationElement"));
    }

    static List<Case> proofs() {
        return cases().stream().filter(c -> c.mode() == Mode.VOPRF).toList();
    }

    @ParameterizedTest
    @MethodSource("proofs")
    void proofIsTheVectorsAndVerifies(Case c) {
        Group group = Group.of(c.suite());
        byte[] context = c.mode().contextString(c.suite());
        byte[] pk = c.keys().bytes("pkSm");
        byte[] blinded = c.vector().flat("BlindedElement");
        byte[] evaluated = c.vector().flat("EvaluationElement");
        byte[] proof =
                Dleq.generateProof(
                        group,
                        context,
                        Scalar.decode(c.suite(), c.keys().bytes("skSm")),
                        group.generator(),
                        pk,
                        blinded,
                        evaluated,
                        Scalar.decode(c.suite(), c.vector().bytes("ProofRandom")));
        assertThat(proof).isEqualTo(c.vector().bytes("Proof"));
        assertThat(
                        Dleq.verifyProof(
                                group, context, group.generator(), pk, blinded, evaluated, proof))
                .isTrue();
    }
}
