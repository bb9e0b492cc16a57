package nl.sluitend.disclosure;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The entry of one pupil under the leaf of its chunk: only salted digests, so that entries of one
 * run can stand under one leaf. The leaf holds their number and the Merkle root over them.
 */
final class PupilEntry {

    /** Member of the leaf: how many pupils it is about. */
    static final String PUPILS = "pupils";

    /** Member of the leaf: base64 of the root over the entries of its pupils. */
    static final String ROOT = "root";

    private PupilEntry() {}

    /** The bytes over which the leaf hash of the inner tree runs. */
    static byte[] encode(List<Opening> openings) {
        return LeafJson.canonical(
                Map.of(
                        "_sd",
                        openings.stream().map(Opening::digest).sorted().toList(),
                        "_sd_alg",
                        "sha-256"));
    }

    /** The root over the entries of a chunk. */
    static byte[] root(List<byte[]> leafHashes) {
        Frontier frontier = new Frontier();
        leafHashes.forEach(hash -> frontier.append(hash, (level, index, node) -> {}));
        return frontier.root();
    }

    /** The audit path of one entry among those of its chunk. */
    static List<byte[]> path(int position, List<byte[]> leafHashes) {
        Map<String, byte[]> nodes = new HashMap<>();
        Frontier frontier = new Frontier();
        leafHashes.forEach(
                hash ->
                        frontier.append(
                                hash,
                                (level, index, node) -> nodes.put(level + "/" + index, node)));
        return MerkleTree.inclusionProof(
                position,
                leafHashes.size(),
                (level, index) -> {
                    byte[] node = nodes.get(level + "/" + index);
                    if (node == null) {
                        throw new IllegalStateException("no complete subtree there");
                    }
                    return node;
                });
    }

    /** What a proof file says of one pupil under a chunk's leaf. */
    static Map<String, Object> describe(int position, byte[] entry, List<byte[]> path) {
        Base64.Encoder base64 = Base64.getEncoder();
        Map<String, Object> members = new TreeMap<>();
        members.put("entry", new String(entry, StandardCharsets.UTF_8));
        members.put("position", position);
        members.put("path", path.stream().map(base64::encodeToString).toList());
        return members;
    }

    /**
     * The digests of the pupil's entry, once it is shown to stand under the leaf.
     *
     * @throws LogVerificationException if it does not
     */
    static List<String> digestsOf(LogEntry leaf, Map<?, ?> pupil) throws LogVerificationException {
        byte[] entry = ProofCheck.text(pupil, "entry").getBytes(StandardCharsets.UTF_8);
        if (!(pupil.get("position") instanceof Integer position)
                || !(pupil.get("path") instanceof List<?> hashes)) {
            throw new LogVerificationException("a pupil's entry without its place");
        }
        List<byte[]> path = new ArrayList<>();
        for (Object hash : hashes) {
            path.add(ProofCheck.hash(hash));
        }
        byte[] root = ProofCheck.hash(leaf.detail().get(ROOT));
        if (root.length != MerkleTree.HASH_LENGTH
                || !MerkleTree.verifyInclusion(
                        position, leaf.pupils(), MerkleTree.leafHash(entry), path, root)) {
            throw new LogVerificationException(
                    "the pupil's entry is not proven to stand under leaf " + leaf.seq());
        }
        return new EntryMembers(LeafJson.read(entry, Map.class)).texts("_sd");
    }
}
