package nl.sluitend.disclosure;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import nl.sluitend.disclosure.LogReport.Check;

/** Compares every published tile with the hashes that the entries make, one tile at a time. */
final class TileChecker implements Frontier.NodeSink {

    private static final int HEIGHT = 8;

    private final LogSource source;
    private final long size;
    private final LogReport report;
    private final Map<Integer, ByteArrayOutputStream> open = new TreeMap<>();

    TileChecker(LogSource source, long size, LogReport report) {
        this.source = source;
        this.size = size;
        this.report = report;
    }

    @Override
    public void completed(int level, long index, byte[] hash) {
        if (level % HEIGHT != 0) {
            return;
        }
        int tileLevel = level / HEIGHT;
        ByteArrayOutputStream hashes =
                open.computeIfAbsent(tileLevel, _ -> new ByteArrayOutputStream());
        hashes.writeBytes(hash);
        if (hashes.size() == TilePath.FULL * MerkleTree.HASH_LENGTH) {
            compare(new TilePath(tileLevel, index / TilePath.FULL, TilePath.FULL), hashes);
            hashes.reset();
        }
    }

    /** Compares the partial tiles at the right edge. */
    void finish() {
        open.forEach(
                (level, hashes) -> {
                    if (hashes.size() > 0) {
                        long index = (size >> (HEIGHT * level)) / TilePath.FULL;
                        int width = hashes.size() / MerkleTree.HASH_LENGTH;
                        compare(new TilePath(level, index, width), hashes);
                    }
                });
    }

    private void compare(TilePath path, ByteArrayOutputStream computed) {
        try {
            Optional<byte[]> published = source.read(path.toString());
            if (published.isEmpty()) {
                report.add(Check.READABLE, path + " is missing");
            } else if (!Arrays.equals(published.get(), computed.toByteArray())) {
                report.add(Check.TILES, path + " holds other hashes than the entries make");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
