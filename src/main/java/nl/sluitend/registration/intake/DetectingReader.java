package nl.sluitend.registration.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.Charset;

/**
 * Reads text whose encoding nobody stated: UTF-8 with or without byte order mark, or Windows-1252.
 * As long as all bytes are ASCII both are the same; the first that is not decides, because text in
 * Windows-1252 hardly ever holds a valid UTF-8 sequence. A byte that then does not fit becomes
 * U+FFFD, which refuses its line.
 */
final class DetectingReader extends Reader {

    static final char REPLACEMENT = '\uFFFD';

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final String WINDOWS_HIGH = upperHalf();

    private enum Encoding {
        UNDECIDED,
        UTF_8,
        WINDOWS_1252
    }

    private final InputStream in;
    private final byte[] buffer = new byte[16_384];
    private int position;
    private int limit;
    private Encoding encoding = Encoding.UNDECIDED;
    private char pendingLowSurrogate;
    private boolean started;

    DetectingReader(InputStream in) {
        this.in = in;
    }

    @Override
    public int read(char[] out, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!started) {
            started = true;
            skipByteOrderMark();
        }
        int written = 0;
        while (written < length) {
            if (pendingLowSurrogate != 0) {
                out[offset + written++] = pendingLowSurrogate;
                pendingLowSurrogate = 0;
                continue;
            }
            boolean nothingYet = written > 0 && in.available() == 0;
            if (position == limit && (nothingYet || !fill(1))) {
                break;
            }
            int first = buffer[position++] & 0xff;
            out[offset + written++] = first < 0x80 ? (char) first : decode(first);
        }
        return written == 0 ? -1 : written;
    }

    private void skipByteOrderMark() throws IOException {
        if (fill(3) && unsigned(0) == 0xEF && unsigned(1) == 0xBB && unsigned(2) == 0xBF) {
            position += 3;
            encoding = Encoding.UTF_8;
        }
    }

    private char decode(int first) throws IOException {
        if (encoding != Encoding.WINDOWS_1252) {
            int more = continuationBytes(first);
            if (more > 0 && fill(more)) {
                int point = codePoint(first, more);
                if (point >= 0) {
                    encoding = Encoding.UTF_8;
                    position += more;
                    if (point > 0xFFFF) {
                        pendingLowSurrogate = Character.lowSurrogate(point);
                        return Character.highSurrogate(point);
                    }
                    return (char) point;
                }
            }
            if (encoding == Encoding.UTF_8) {
                return REPLACEMENT;
            }
            encoding = Encoding.WINDOWS_1252;
        }
        return WINDOWS_HIGH.charAt(first - 0x80);
    }

    private static int continuationBytes(int first) {
        if (first >= 0xC2 && first <= 0xDF) {
            return 1;
        }
        if (first >= 0xE0 && first <= 0xEF) {
            return 2;
        }
        return first >= 0xF0 && first <= 0xF4 ? 3 : 0;
    }

    /** The code point, or -1 when the bytes are no valid sequence (RFC 3629). */
    private int codePoint(int first, int more) {
        int point = first & (0x3f >> more);
        for (int i = 0; i < more; i++) {
            int next = unsigned(i);
            if ((next & 0xC0) != 0x80) {
                return -1;
            }
            point = (point << 6) | (next & 0x3f);
        }
        boolean overlong = (more == 2 && point < 0x800) || (more == 3 && point < 0x10000);
        boolean surrogate = point >= 0xD800 && point <= 0xDFFF;
        return overlong || surrogate || point > 0x10FFFF ? -1 : point;
    }

    private int unsigned(int ahead) {
        return buffer[position + ahead] & 0xff;
    }

    /** Whether {@code count} unread bytes are in the buffer, after reading more where needed. */
    private boolean fill(int count) throws IOException {
        while (limit - position < count) {
            if (position > 0) {
                System.arraycopy(buffer, position, buffer, 0, limit - position);
                limit -= position;
                position = 0;
            }
            int read = in.read(buffer, limit, buffer.length - limit);
            if (read < 0) {
                return false;
            }
            limit += read;
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static String upperHalf() {
        byte[] bytes = new byte[128];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (0x80 + i);
        }
        return new String(bytes, WINDOWS_1252);
    }
}
