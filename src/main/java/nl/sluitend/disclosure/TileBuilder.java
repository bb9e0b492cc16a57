package nl.sluitend.disclosure;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;

/**
 * Collects the hashes that a growing tree completes and hands over each tile the moment that it is
 * full. Keeps at most one tile per level.
 */
final class TileBuilder implements Frontier.NodeSink {

    private static final int HEIGHT = 8;

    /** Gives the hashes {@code [from, to)} of a level that were there before. */
    @FunctionalInterface
    interface Earlier {
        byte[] hashes(int level, long from, long to);
    }

    /** Receives a full tile and the root over it. */
    @FunctionalInterface
    interface Sink {
        void full(TilePath tile, byte[] hashes, byte[] root);
    }

    private final Earlier earlier;
    private final Sink sink;
    private final long startSize;
    private final Map<Integer, ByteArrayOutputStream> open = new HashMap<>();

    /**
     * @param startSize the size of the tree before it grows
     */
    TileBuilder(long startSize, Earlier earlier, Sink sink) {
        this.startSize = startSize;
        this.earlier = earlier;
        this.sink = sink;
    }

    @Override
    public void completed(int level, long index, byte[] hash) {
        if (level % HEIGHT != 0) {
            return;
        }
        int tileLevel = level / HEIGHT;
        if (tileLevel > 0) {
            close(tileLevel - 1, index, hash);
        }
        open.computeIfAbsent(tileLevel, _ -> new ByteArrayOutputStream()).writeBytes(hash);
    }

    private void close(int tileLevel, long tileIndex, byte[] root) {
        ByteArrayOutputStream added = open.remove(tileLevel);
        long first = tileIndex * TilePath.FULL;
        long before = Math.max(first, startSize >> (HEIGHT * tileLevel));
        ByteArrayOutputStream hashes = new ByteArrayOutputStream();
        if (before > first) {
            hashes.writeBytes(earlier.hashes(tileLevel, first, before));
        }
        if (added != null) {
            hashes.writeBytes(added.toByteArray());
        }
        sink.full(new TilePath(tileLevel, tileIndex, TilePath.FULL), hashes.toByteArray(), root);
    }
}
