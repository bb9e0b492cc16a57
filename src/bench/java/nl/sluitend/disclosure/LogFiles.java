package nl.sluitend.disclosure;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes a large log as static files, without a database, for whoever measures its verification.
 */
final class LogFiles {

    private final Path folder;
    private final Frontier frontier = new Frontier();
    private final Map<Integer, ByteArrayOutputStream> edge = new TreeMap<>();

    private LogFiles(Path folder) {
        this.folder = folder;
    }

    /** A sound log of that many entries, with a checkpoint at its end. */
    static void write(Path folder, long size) throws IOException {
        LogFiles files = new LogFiles(folder);
        LogSigner signer = new LogSigner(new byte[32], LogWorkbench.LOG.origin());
        SecureRandom random = new SecureRandom();
        Instant now = Instant.now();
        for (long first = 0; first < size; first += TilePath.FULL) {
            int width = (int) Math.min(TilePath.FULL, size - first);
            List<byte[]> entries = new ArrayList<>(width);
            for (int i = 0; i < width; i++) {
                SealedLeaf leaf = files.leaf(first + i, now, random);
                entries.add(leaf.bytes());
                files.frontier.append(leaf.leafHash(), files::completed);
            }
            files.put(
                    new TilePath(TilePath.ENTRIES, first / TilePath.FULL, width).toString(),
                    EntryBundle.encode(entries));
        }
        files.edge.forEach(
                (level, hashes) -> {
                    if (hashes.size() > 0) {
                        long index = (size >> (8 * level)) / TilePath.FULL;
                        files.tile(new TilePath(level, index, hashes.size() / 32), hashes);
                    }
                });
        String note =
                signer.sign(new Checkpoint(LogWorkbench.LOG.origin(), size, files.frontier.root()))
                        .note();
        byte[] bytes = note.getBytes(StandardCharsets.UTF_8);
        files.put("checkpoint", bytes);
        files.put("checkpoints/0", EntryBundle.encode(List.of(bytes)));
        files.put("vkey", signer.verifierKey().vkey().getBytes(StandardCharsets.UTF_8));
    }

    private SealedLeaf leaf(long seq, Instant now, SecureRandom random) {
        Leaf like =
                new Leaf(
                        LeafKind.DISCLOSURE,
                        now,
                        LogWorkbench.LOG.id(),
                        java.net.URI.create("https://register.example/afstemming/1"),
                        "zicht op thuiszitters",
                        "artikel 18 Leerplichtwet 1969",
                        LogWorkbench.OWNER,
                        LogWorkbench.PEER,
                        "session-1",
                        Map.of("fields", List.of("category", "startDate")),
                        List.of(new PersonalMember("outcome", "matched")),
                        Optional.of(SubjectRef.pupil(new byte[] {1})));
        return SealedLeaf.seal(like, LogWorkbench.LOG, seq, now, Optional.of("reference"), random);
    }

    private void completed(int level, long index, byte[] hash) {
        if (level % 8 != 0) {
            return;
        }
        ByteArrayOutputStream hashes =
                edge.computeIfAbsent(level / 8, _ -> new ByteArrayOutputStream());
        hashes.writeBytes(hash);
        if (hashes.size() == TilePath.FULL * 32) {
            tile(new TilePath(level / 8, index / TilePath.FULL, TilePath.FULL), hashes);
            hashes.reset();
        }
    }

    private void tile(TilePath path, ByteArrayOutputStream hashes) {
        try {
            put(path.toString(), hashes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void put(String path, byte[] bytes) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, bytes);
    }
}
