package nl.sluitend.oprf;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The unambiguous joining of byte strings: each part is preceded by its length in four bytes, most
 * significant first, so that no two lists of parts give the same bytes.
 */
public final class LengthPrefixed {

    private LengthPrefixed() {}

    /** {@code LP(part1) LP(part2) ...}. */
    public static byte[] of(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length = Math.addExact(length, Math.addExact(4, part.length));
        }
        ByteBuffer out = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            out.putInt(part.length).put(part);
        }
        return out.array();
    }

    /** The UTF-8 bytes of the text, to be a part of {@link #of}. */
    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
