package nl.sluitend.disclosure;

import static nl.sluitend.disclosure.MerkleTree.HASH_LENGTH;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The right edge of a growing Merkle tree: the roots of the complete subtrees that its size is made
 * of. Appending and computing the root need nothing else, in constant memory.
 *
 * <p>Not thread safe.
 */
final class Frontier {

    /** Receives each complete subtree, leaves included, the moment its last leaf is appended. */
    @FunctionalInterface
    interface NodeSink {
        void completed(int level, long index, byte[] hash);
    }

    private final byte[] @Nullable [] peaks = new byte[Long.SIZE][];
    private long size;

    /** The right edge of the empty tree. */
    Frontier() {}

    /**
     * The right edge as {@link #encode()} wrote it.
     *
     * @throws IllegalArgumentException if the number of subtree roots does not belong to that size
     */
    static Frontier decode(long size, byte[] encoded) {
        if (size < 0 || encoded.length != Long.bitCount(size) * HASH_LENGTH) {
            throw new IllegalArgumentException(
                    "a right edge of " + encoded.length + " bytes for size " + size);
        }
        Frontier frontier = new Frontier();
        frontier.size = size;
        int offset = 0;
        for (int level = Long.SIZE - 2; level >= 0; level--) {
            if ((size >> level & 1) == 1) {
                frontier.peaks[level] = Arrays.copyOfRange(encoded, offset, offset + HASH_LENGTH);
                offset += HASH_LENGTH;
            }
        }
        return frontier;
    }

    long size() {
        return size;
    }

    void append(byte[] leafHash, NodeSink sink) {
        byte[] hash = leafHash;
        int level = 0;
        sink.completed(0, size, hash);
        for (byte[] left = peaks[0]; left != null; left = peaks[level]) {
            peaks[level] = null;
            hash = MerkleTree.nodeHash(left, hash);
            level++;
            sink.completed(level, size >> level, hash);
        }
        peaks[level] = hash;
        size++;
    }

    byte[] root() {
        byte[] root = null;
        for (byte[] peak : peaks) {
            if (peak != null) {
                root = root == null ? peak : MerkleTree.nodeHash(peak, root);
            }
        }
        return root == null ? MerkleTree.emptyRoot() : root.clone();
    }

    /** The subtree roots, largest subtree first, 32 bytes each. */
    byte[] encode() {
        byte[] encoded = new byte[Long.bitCount(size) * HASH_LENGTH];
        int offset = 0;
        for (int level = Long.SIZE - 2; level >= 0; level--) {
            byte[] peak = peaks[level];
            if (peak != null) {
                System.arraycopy(peak, 0, encoded, offset, HASH_LENGTH);
                offset += HASH_LENGTH;
            }
        }
        return encoded;
    }
}
