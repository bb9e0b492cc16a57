package nl.sluitend.oprf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** RFC 9496 Appendix A on every engine of ristretto255. */
class Rfc9496VectorsTest {

    private static final List<VectorFile.Block> BLOCKS =
            VectorFile.read("rfc9496.txt", "multiple", "bad", "map");

    static List<Engine> engines() {
        return TestEngines.ristretto();
    }

    private static List<VectorFile.Block> blocks(String kind) {
        return BLOCKS.stream().filter(b -> b.kind().equals(kind)).toList();
    }

    @Test
    void theVectorsAreAllThere() {
        assertThat(blocks("multiple")).hasSize(15);
        assertThat(blocks("bad").stream().mapToInt(b -> b.list("encodings").size()).sum())
                .isEqualTo(29);
        assertThat(blocks("map")).hasSize(11);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void smallMultiplesOfTheGenerator(Engine engine) throws InvalidElementException {
        Group group = Group.of(engine);
        for (VectorFile.Block block : blocks("multiple")) {
            long i = Long.parseLong(block.arguments().getFirst());
            byte[] expected = block.bytes("element");
            assertThat(group.multiplyBase(TestEngines.scalar(engine.suite(), i)))
                    .isEqualTo(expected);
            group.check(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void badEncodingsAreRefusedWhereverTheyStand(Engine engine) {
        Group group = Group.of(engine);
        Scalar k = TestEngines.scalar(engine.suite(), 3);
        for (VectorFile.Block block : blocks("bad")) {
            for (byte[] bad : block.list("encodings")) {
                for (int position : new int[] {0, 1, 7, 8, 40}) {
                    byte[][] batch = new byte[41][];
                    java.util.Arrays.fill(batch, group.generator());
                    batch[position] = bad;
                    byte[] flat = Bytes.join(batch);
                    assertThatThrownBy(() -> group.check(flat))
                            .isInstanceOfSatisfying(
                                    InvalidElementException.class,
                                    e -> assertThat(e.index()).isEqualTo(position));
                    assertThatThrownBy(() -> group.multiply(k, flat))
                            .isInstanceOfSatisfying(
                                    InvalidElementException.class,
                                    e -> assertThat(e.index()).isEqualTo(position));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void mapFromUniformBytes(Engine engine) {
        for (VectorFile.Block block : blocks("map")) {
            byte[] out = new byte[32];
            engine.map(block.bytes("uniform"), 0, out, 0, 1);
            assertThat(out).isEqualTo(block.bytes("element"));
            engine.multiplyMapped(
                    TestEngines.scalar(engine.suite(), 1), block.bytes("uniform"), 0, out, 0, 1);
            assertThat(out).isEqualTo(block.bytes("element"));
        }
    }
}
