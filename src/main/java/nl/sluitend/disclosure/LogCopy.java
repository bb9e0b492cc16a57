package nl.sluitend.disclosure;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads entries from a copy of a log's published files, to put them back. */
public final class LogCopy {

    private LogCopy() {}

    /**
     * Writes the entries from a place on, each with its length as big-endian uint16 in front.
     *
     * @param first the first that is wanted
     * @throws LogVerificationException if a file is torn, or the copy holds none of them
     */
    public static void entries(LogSource source, long first, ByteArrayOutputStream to)
            throws IOException, LogVerificationException {
        byte[] note =
                source.read("checkpoint")
                        .orElseThrow(() -> new LogVerificationException("no file checkpoint"));
        long size = size(note);
        if (size <= first) {
            throw new LogVerificationException(
                    "the copy has " + size + " entries, and the log " + first);
        }
        for (long bundle = first / TilePath.FULL; bundle * TilePath.FULL < size; bundle++) {
            int width = TilePath.widthAt(TilePath.ENTRIES, bundle, size);
            String path = new TilePath(TilePath.ENTRIES, bundle, width).toString();
            byte[] bytes =
                    source.read(path)
                            .orElseThrow(() -> new LogVerificationException(path + " is missing"));
            List<byte[]> entries = EntryBundle.decode(bytes, width);
            int skip = (int) Math.max(0, first - bundle * TilePath.FULL);
            to.writeBytes(EntryBundle.encode(entries.subList(skip, width)));
        }
    }

    private static long size(byte[] note) throws LogVerificationException {
        return Checkpoint.parse(SignedNote.parse(new String(note, StandardCharsets.UTF_8)).text())
                .size();
    }
}
