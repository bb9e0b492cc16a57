package nl.sluitend.disclosure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The files of a log, made from its entries by the rules of the specification, in memory. */
final class PublishedLog implements LogSource {

    final Map<String, byte[]> files = new HashMap<>();

    /** Publishes these entries, whatever they are, under a signature of the key. */
    static PublishedLog of(List<byte[]> entries, LogSigner signer) {
        PublishedLog log = new PublishedLog();
        MemoryLog tree = new MemoryLog();
        entries.forEach(tree::append);
        long size = entries.size();
        for (int level = 0; size >> (8 * level) > 0 && level < 8; level++) {
            for (long tile = 0; TilePath.widthAt(level, tile, size) > 0; tile++) {
                int width = TilePath.widthAt(level, tile, size);
                byte[] hashes = new byte[32 * width];
                for (int i = 0; i < width; i++) {
                    System.arraycopy(tree.hash(8 * level, tile * 256 + i), 0, hashes, 32 * i, 32);
                }
                log.files.put(new TilePath(level, tile, width).toString(), hashes);
            }
        }
        for (long bundle = 0; bundle * 256 < size; bundle++) {
            int width = TilePath.widthAt(TilePath.ENTRIES, bundle, size);
            List<byte[]> some = entries.subList((int) bundle * 256, (int) bundle * 256 + width);
            log.files.put(
                    new TilePath(TilePath.ENTRIES, bundle, width).toString(),
                    EntryBundle.encode(some));
        }
        log.text("vkey", signer.verifierKey().vkey() + "\n");
        Checkpoint checkpoint = new Checkpoint(signer.verifierKey().name(), size, tree.root());
        String note = signer.sign(checkpoint).note();
        log.text("checkpoint", note);
        log.text("policy", "log " + signer.verifierKey().vkey() + "\nquorum none\n");
        log.history(List.of(note));
        return log;
    }

    /** Entries of the log of {@link TestLeaves}, as the node would write them. */
    static List<byte[]> entries(int count) {
        List<byte[]> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Leaf leaf =
                    i % 3 == 0
                            ? TestLeaves.exposure("session-" + i)
                            : TestLeaves.outcome(i, "MATCHED");
            entries.add(TestLeaves.seal(leaf, TestLeaves.LOG, i).bytes());
        }
        return entries;
    }

    /** Publishes these notes as all that were ever signed. */
    void history(List<String> notes) {
        files.put(
                "checkpoints/0",
                EntryBundle.encode(
                        notes.stream()
                                .map(note -> note.getBytes(StandardCharsets.UTF_8))
                                .toList()));
    }

    void text(String path, String text) {
        files.put(path, text.getBytes(StandardCharsets.UTF_8));
    }

    byte[] bytes(String path) {
        return Objects.requireNonNull(files.get(path), path);
    }

    String text(String path) {
        return new String(bytes(path), StandardCharsets.UTF_8);
    }

    @Override
    public Optional<byte[]> read(String path) throws IOException {
        return Optional.ofNullable(files.get(path));
    }
}
