package nl.sluitend.disclosure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A log as static files in a folder. */
public final class FolderLogSource implements LogSource {

    private static final int MAX_DEPTH = 8;
    private static final long MAX_FILE = 256L * (LogEntry.MAX_LENGTH + 2);

    private final Path folder;

    public FolderLogSource(Path folder) {
        this.folder = folder;
    }

    /** The folders at or below this one that hold a log, by name. */
    public static List<Path> find(Path folder) throws IOException {
        try (Stream<Path> files = Files.find(folder, MAX_DEPTH, (file, _) -> isCheckpoint(file))) {
            return files.map(Path::getParent).sorted().toList();
        }
    }

    private static boolean isCheckpoint(Path file) {
        return file.endsWith("checkpoint") && Files.isRegularFile(file);
    }

    @Override
    public Optional<byte[]> read(String path) throws IOException {
        Path file = folder.resolve(path);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        if (Files.size(file) > MAX_FILE) {
            throw new IOException(file + " is larger than any file of a log");
        }
        return Optional.of(Files.readAllBytes(file));
    }
}
