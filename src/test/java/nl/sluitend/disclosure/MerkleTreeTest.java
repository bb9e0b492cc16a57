package nl.sluitend.disclosure;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MerkleTreeTest {

    @Test
    void hashesAreThoseOfRfc6962() {
        assertThat(hex(MerkleTree.emptyRoot()))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(hex(MerkleTree.leafHash(new byte[0])))
                .isEqualTo("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
        assertThat(hex(MerkleTree.leafHash("L123456".getBytes(US_ASCII))))
                .isEqualTo("395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56");
        assertThat(hex(MerkleTree.nodeHash("N123".getBytes(US_ASCII), "N456".getBytes(US_ASCII))))
                .isEqualTo("aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb");
    }

    @Test
    void aLeafCannotPassForANode() {
        byte[] left = MerkleTree.leafHash(new byte[] {1});
        byte[] right = MerkleTree.leafHash(new byte[] {2});
        byte[] both = new byte[64];
        System.arraycopy(left, 0, both, 0, 32);
        System.arraycopy(right, 0, both, 32, 32);
        assertThat(MerkleTree.leafHash(both)).isNotEqualTo(MerkleTree.nodeHash(left, right));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inclusionVectors")
    void inclusionProofsAreJudgedLikeThePublicVectors(String name, JsonNode vector) {
        boolean valid =
                MerkleTree.verifyInclusion(
                        number(vector, "leafIdx"),
                        number(vector, "treeSize"),
                        bytes(vector.get("leafHash")),
                        hashes(vector.get("proof")),
                        bytes(vector.get("root")));
        assertThat(valid)
                .as(vector.get("desc").asText())
                .isEqualTo(!vector.get("wantErr").asBoolean());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("consistencyVectors")
    void consistencyProofsAreJudgedLikeThePublicVectors(String name, JsonNode vector) {
        boolean shortRoots =
                bytes(vector.get("root1")).length != 32 || bytes(vector.get("root2")).length != 32;
        boolean valid =
                MerkleTree.verifyConsistency(
                        number(vector, "size1"),
                        number(vector, "size2"),
                        bytes(vector.get("root1")),
                        bytes(vector.get("root2")),
                        hashes(vector.get("proof")));
        assertThat(valid)
                .as(vector.get("desc").asText())
                .isEqualTo(!vector.get("wantErr").asBoolean() && !shortRoots);
    }

    static Stream<Arguments> inclusionVectors() {
        return vectors("inclusion");
    }

    static Stream<Arguments> consistencyVectors() {
        return vectors("consistency");
    }

    @Test
    void proofsForLeavesAndSizesThatDoNotExistAreNotMade() {
        MemoryLog log = MemoryLog.of(5);
        assertThatThrownBy(() -> MerkleTree.inclusionProof(5, 5, log))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> MerkleTree.inclusionProof(-1, 5, log))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> MerkleTree.consistencyProof(0, 5, log))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> MerkleTree.consistencyProof(4, 3, log))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void theRightEdgeSurvivesStorage() {
        for (int size = 0; size < 70; size++) {
            Frontier edge = MemoryLog.of(size).frontier();
            Frontier again = Frontier.decode(size, edge.encode());
            assertThat(again.root()).isEqualTo(edge.root());
            again.append(
                    MerkleTree.leafHash(("entry " + size).getBytes(US_ASCII)),
                    (level, index, hash) -> {});
            assertThat(again.root()).isEqualTo(MemoryLog.of(size + 1).root());
        }
    }

    @Test
    void aRightEdgeOfAnotherSizeIsRefused() {
        byte[] edge = MemoryLog.of(5).frontier().encode();
        assertThatThrownBy(() -> Frontier.decode(7, edge))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Frontier.decode(-1, edge))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Stream<Arguments> vectors(String kind) {
        String resource = "/vectors/merkle/" + kind + ".json";
        try (InputStream in = MerkleTreeTest.class.getResourceAsStream(resource)) {
            JsonNode all = new ObjectMapper().readTree(Objects.requireNonNull(in, resource));
            assertThat(all).hasSize(98);
            return StreamSupport.stream(all.spliterator(), false)
                    .map(vector -> Arguments.of(vector.get("name").asText(), vector))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The vectors count in unsigned 64-bit numbers; what does not fit a long is out of range for us
     * too.
     */
    private static long number(JsonNode vector, String name) {
        return vector.get(name).bigIntegerValue().longValue();
    }

    private static List<byte[]> hashes(JsonNode array) {
        List<byte[]> hashes = new ArrayList<>();
        array.forEach(hash -> hashes.add(bytes(hash)));
        return hashes;
    }

    private static byte[] bytes(JsonNode base64) {
        return base64.isNull() ? new byte[0] : Base64.getDecoder().decode(base64.asText());
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
