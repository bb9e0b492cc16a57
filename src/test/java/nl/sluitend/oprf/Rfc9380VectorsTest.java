package nl.sluitend.oprf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** RFC 9380 Appendices J.1.1 and K.1 to K.3. */
class Rfc9380VectorsTest {

    private static final List<VectorFile.Block> BLOCKS =
            VectorFile.read("rfc9380.txt", "expand", "p256");

    static List<VectorFile.Block> expansions() {
        return BLOCKS.stream().filter(b -> b.kind().equals("expand")).toList();
    }

    static List<VectorFile.Block> points() {
        return BLOCKS.stream().filter(b -> b.kind().equals("p256")).toList();
    }

    @Test
    void theVectorsAreAllThere() {
        assertThat(expansions()).hasSize(30);
        assertThat(points()).hasSize(5);
    }

    @ParameterizedTest
    @MethodSource("expansions")
    void expandMessageXmd(VectorFile.Block block) {
        Suite suite =
                block.arguments().getFirst().equals("SHA512")
                        ? Suite.RISTRETTO255_SHA512
                        : Suite.P256_SHA256;
        int length = Integer.parseInt(block.arguments().get(1));
        ExpandMessage expand = new ExpandMessage(suite, block.bytes("dst"), length);
        byte[] out = new byte[length + 3];
        byte[] message = block.bytes("message");
        // Twice, and in two parts: the digest is reused.
        expand.expand(out, 0, message);
        byte[] head = java.util.Arrays.copyOf(message, message.length / 2);
        byte[] tail = java.util.Arrays.copyOfRange(message, message.length / 2, message.length);
        expand.expand(out, 3, head, tail);
        assertThat(java.util.Arrays.copyOfRange(out, 3, length + 3))
                .isEqualTo(block.bytes("uniform"));
    }

    @ParameterizedTest
    @MethodSource("points")
    void hashToCurveP256(VectorFile.Block block) {
        byte[] uniform = new byte[96];
        new ExpandMessage(Suite.P256_SHA256, block.bytes("dst"), 96)
                .expand(uniform, 0, block.bytes("message"));
        byte[] y = block.bytes("y");
        byte[] expected = Bytes.join(new byte[] {(byte) (2 + (y[31] & 1))}, block.bytes("x"));
        for (Engine engine : TestEngines.p256()) {
            byte[] out = new byte[33];
            engine.map(uniform, 0, out, 0, 1);
            assertThat(out).isEqualTo(expected);
        }
    }
}
