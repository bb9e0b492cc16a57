package nl.sluitend.disclosure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Copies a published log into a folder as static files: {@code checkpoint}, {@code vkey}, {@code
 * tile/...} and {@code tile/entries/...}, which {@code sluitend verify-log} and other tools for
 * C2SP logs read.
 */
public final class LogExport {

    private LogExport() {}

    /**
     * Copies the log at its present size. The folder is made; a file that is there is replaced.
     *
     * @return the checkpoint that was copied
     * @throws IOException if something cannot be read or written
     * @throws LogVerificationException if the log's checkpoint does not verify with its own key
     */
    public static Checkpoint copy(LogSource source, Path folder)
            throws IOException, LogVerificationException {
        // The node signs when it is asked; the second time the checkpoint covers all of the
        // history.
        require(source, "checkpoint");
        for (long page = 0; ; page++) {
            Optional<byte[]> notes = source.read("checkpoints/" + page);
            if (notes.isEmpty()) {
                break;
            }
            write(folder.resolve("checkpoints/" + page), notes.get());
        }
        byte[] note = require(source, "checkpoint");
        byte[] vkey = require(source, "vkey");
        Checkpoint checkpoint =
                SignedCheckpoint.open(
                                VerifierKey.parse(new String(vkey, StandardCharsets.UTF_8)),
                                new String(note, StandardCharsets.UTF_8))
                        .checkpoint();
        long size = checkpoint.size();
        int lowest = source.read("pruned").isPresent() ? 0 : TilePath.ENTRIES;
        for (int level = lowest; level <= TilePath.MAX_LEVEL; level++) {
            for (long index = 0; TilePath.widthAt(level, index, size) > 0; index++) {
                int width = TilePath.widthAt(level, index, size);
                String path = new TilePath(level, index, width).toString();
                write(folder.resolve(path), require(source, path));
            }
        }
        for (String name : List.of("policy", "cosigned-checkpoint", "closing", "pruned")) {
            Optional<byte[]> file = source.read(name);
            if (file.isPresent()) {
                write(folder.resolve(name), file.get());
            }
        }
        write(folder.resolve("vkey"), vkey);
        write(folder.resolve("checkpoint"), note);
        return checkpoint;
    }

    private static byte[] require(LogSource source, String path) throws IOException {
        return source.read(path).orElseThrow(() -> new IOException(path + " is missing"));
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.write(file, bytes);
    }
}
