package nl.sluitend.disclosure;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/**
 * Merkle tree hashing and proofs over SHA-256 (RFC 6962 section 2.1, the same in RFC 9162 section
 * 2.1).
 *
 * <p>All hashes are 32 bytes. The verifiers answer {@code false} to every input that is not a valid
 * proof, whatever its shape; they never throw. Sizes and indexes are those of the log: index is
 * zero-based, size counts leaves.
 */
public final class MerkleTree {

    /** Length of every hash in the tree, in bytes. */
    public static final int HASH_LENGTH = 32;

    private static final byte LEAF_PREFIX = 0;
    private static final byte NODE_PREFIX = 1;

    private MerkleTree() {}

    /**
     * Access to the hashes of complete subtrees, from which every proof and every past root can be
     * built.
     */
    @FunctionalInterface
    public interface NodeReader {

        /**
         * The hash of the complete subtree over the leaves {@code [index << level, (index + 1) <<
         * level)}.
         *
         * @param level 0 for a leaf
         */
        byte[] hash(int level, long index);
    }

    /** SHA-256(0x00 || entry). */
    public static byte[] leafHash(byte[] entry) {
        MessageDigest digest = sha256();
        digest.update(LEAF_PREFIX);
        return digest.digest(entry);
    }

    /** SHA-256(0x01 || left || right). */
    public static byte[] nodeHash(byte[] left, byte[] right) {
        MessageDigest digest = sha256();
        digest.update(NODE_PREFIX);
        digest.update(left);
        return digest.digest(right);
    }

    /** The root of a tree without leaves: SHA-256 of nothing. */
    public static byte[] emptyRoot() {
        return sha256().digest();
    }

    /** The root of the first {@code size} leaves. */
    public static byte[] root(long size, NodeReader nodes) {
        return size == 0 ? emptyRoot() : subtree(0, size, nodes);
    }

    /**
     * The audit path of one leaf, from its sibling up to the child of the root (RFC 9162 section
     * 2.1.3.1).
     *
     * @throws IndexOutOfBoundsException if the tree of that size has no such leaf
     */
    public static List<byte[]> inclusionProof(long index, long size, NodeReader nodes) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException("leaf " + index + " of a tree of size " + size);
        }
        List<byte[]> path = new ArrayList<>();
        long low = 0;
        long high = size;
        while (high - low > 1) {
            long middle = low + split(high - low);
            if (index < middle) {
                path.add(subtree(middle, high, nodes));
                high = middle;
            } else {
                path.add(subtree(low, middle, nodes));
                low = middle;
            }
        }
        return path.reversed();
    }

    /**
     * The proof that the tree of size {@code to} extends the tree of size {@code from} (RFC 9162
     * section 2.1.4.1); empty when both are equal.
     *
     * @throws IndexOutOfBoundsException unless {@code 0 < from <= to}
     */
    public static List<byte[]> consistencyProof(long from, long to, NodeReader nodes) {
        if (from <= 0 || from > to) {
            throw new IndexOutOfBoundsException("from size " + from + " to size " + to);
        }
        List<byte[]> path = new ArrayList<>();
        long low = 0;
        long high = to;
        boolean oldRootIsKnown = true;
        while (from != high) {
            long middle = low + split(high - low);
            if (from <= middle) {
                path.add(subtree(middle, high, nodes));
                high = middle;
            } else {
                path.add(subtree(low, middle, nodes));
                low = middle;
                oldRootIsKnown = false;
            }
        }
        if (!oldRootIsKnown) {
            path.add(subtree(low, high, nodes));
        }
        return path.reversed();
    }

    /**
     * Whether the leaf stands at that index of the tree with that size and root (RFC 9162 section
     * 2.1.3.2, the final test that nothing of the size is left over included).
     */
    public static boolean verifyInclusion(
            long index, long size, byte[] leafHash, List<byte[]> proof, byte[] root) {
        if (index < 0 || index >= size || !areHashes(proof) || !isHash(leafHash) || !isHash(root)) {
            return false;
        }
        long fn = index;
        long sn = size - 1;
        byte[] hash = leafHash;
        for (byte[] sibling : proof) {
            if (sn == 0) {
                return false;
            }
            if ((fn & 1) == 1 || fn == sn) {
                hash = nodeHash(sibling, hash);
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                hash = nodeHash(hash, sibling);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && MessageDigest.isEqual(hash, root);
    }

    /**
     * Whether the second tree holds the first one unchanged as its beginning (RFC 9162 section
     * 2.1.4.2). From an empty tree nothing can be proven: {@code from} 0 is refused.
     */
    public static boolean verifyConsistency(
            long from, long to, byte[] fromRoot, byte[] toRoot, List<byte[]> proof) {
        if (from <= 0 || from > to || !areHashes(proof) || !isHash(fromRoot) || !isHash(toRoot)) {
            return false;
        }
        if (from == to) {
            return proof.isEmpty() && MessageDigest.isEqual(fromRoot, toRoot);
        }
        if (proof.isEmpty()) {
            return false;
        }
        boolean startsAtOldRoot = Long.bitCount(from) == 1;
        long fn = from - 1;
        long sn = to - 1;
        while ((fn & 1) == 1) {
            fn >>= 1;
            sn >>= 1;
        }
        byte[] oldHash = startsAtOldRoot ? fromRoot : proof.getFirst();
        byte[] newHash = oldHash;
        for (byte[] hash : startsAtOldRoot ? proof : proof.subList(1, proof.size())) {
            if (sn == 0) {
                return false;
            }
            if ((fn & 1) == 1 || fn == sn) {
                oldHash = nodeHash(hash, oldHash);
                newHash = nodeHash(hash, newHash);
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                newHash = nodeHash(newHash, hash);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0
                && MessageDigest.isEqual(oldHash, fromRoot)
                && MessageDigest.isEqual(newHash, toRoot);
    }

    /**
     * The hash over the leaves {@code [low, high)}, of which {@code low} is where a complete
     * subtree would start.
     */
    private static byte[] subtree(long low, long high, NodeReader nodes) {
        long count = high - low;
        if (Long.bitCount(count) == 1) {
            int level = Long.numberOfTrailingZeros(count);
            return nodes.hash(level, low >> level);
        }
        long middle = low + split(count);
        return nodeHash(subtree(low, middle, nodes), subtree(middle, high, nodes));
    }

    /** The largest power of two smaller than {@code count}. */
    private static long split(long count) {
        return Long.highestOneBit(count - 1);
    }

    private static boolean areHashes(List<byte[]> hashes) {
        return hashes.stream().allMatch(MerkleTree::isHash);
    }

    private static boolean isHash(byte[] hash) {
        return hash.length == HASH_LENGTH;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
