package nl.sluitend.disclosure;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The complete subtrees of a log at one size, read from its tiles. Keeps the tiles that it has
 * read: use one per proof.
 */
final class TileNodes implements MerkleTree.NodeReader {

    /** Levels of the tree within one tile. */
    private static final int HEIGHT = 8;

    private final long size;
    private final Function<TilePath, byte[]> tiles;
    private final Map<TilePath, byte[]> read = new HashMap<>();

    TileNodes(long size, Function<TilePath, byte[]> tiles) {
        this.size = size;
        this.tiles = tiles;
    }

    @Override
    public byte[] hash(int level, long index) {
        int tileLevel = level / HEIGHT;
        int height = level % HEIGHT;
        long first = index << height;
        long tileIndex = first / TilePath.FULL;
        int width = TilePath.widthAt(tileLevel, tileIndex, size);
        byte[] hashes = read.computeIfAbsent(new TilePath(tileLevel, tileIndex, width), tiles);
        return root(hashes, (int) (first % TilePath.FULL), 1 << height);
    }

    private static byte[] slice(byte[] hashes, int position) {
        int start = position * MerkleTree.HASH_LENGTH;
        return Arrays.copyOfRange(hashes, start, start + MerkleTree.HASH_LENGTH);
    }

    /** The root over {@code count} hashes, a power of two, from a position in a tile on. */
    private static byte[] root(byte[] hashes, int position, int count) {
        if (count == 1) {
            return slice(hashes, position);
        }
        int half = count / 2;
        return MerkleTree.nodeHash(
                root(hashes, position, half), root(hashes, position + half, half));
    }
}
