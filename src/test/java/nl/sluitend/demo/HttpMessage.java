package nl.sluitend.demo;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One request or answer as it went over the wire (HTTP/1.1, RFC 9112).
 *
 * @param head first line and headers
 * @param body without transfer coding
 */
@SuppressWarnings("ArrayRecordComponent")
record HttpMessage(String head, byte[] body) {

    private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /**
     * The whole messages that followed each other on one connection; one that is under way is left
     * out, and what is not HTTP/1.1 fails.
     */
    static List<HttpMessage> all(byte[] octets) {
        List<HttpMessage> messages = new ArrayList<>();
        int at = 0;
        while (at < octets.length) {
            int end = find(octets, END, at);
            if (end < 0) {
                return messages;
            }
            String head = new String(octets, at, end - at, StandardCharsets.ISO_8859_1);
            if (!head.matches("(?s)([A-Z]+ /\\S* HTTP/1\\.1|HTTP/1\\.1 \\d{3}).*")) {
                throw new AssertionError("not HTTP/1.1: " + head.lines().findFirst());
            }
            int from = end + END.length;
            if (header(head, "transfer-encoding").equals("chunked")) {
                var body = new ByteArrayOutputStream();
                at = chunks(octets, from, body);
                if (at < 0) {
                    return messages;
                }
                messages.add(new HttpMessage(head, body.toByteArray()));
            } else {
                String length = header(head, "content-length");
                int until = from + (length.isEmpty() ? 0 : Integer.parseInt(length));
                if (until > octets.length) {
                    return messages;
                }
                messages.add(new HttpMessage(head, Arrays.copyOfRange(octets, from, until)));
                at = until;
            }
        }
        return messages;
    }

    /** Where the message ends; negative when it does not yet. */
    private static int chunks(byte[] octets, int start, ByteArrayOutputStream body) {
        byte[] line = {'\r', '\n'};
        int at = start;
        while (true) {
            int end = find(octets, line, at);
            if (end < 0) {
                return -1;
            }
            String size = new String(octets, at, end - at, StandardCharsets.US_ASCII);
            int length = Integer.parseInt(size.replaceFirst(";.*", ""), 16);
            at = end + 2 + length + 2;
            if (at > octets.length) {
                return -1;
            }
            body.write(octets, end + 2, length);
            if (length == 0) {
                return at;
            }
        }
    }

    private static int find(byte[] octets, byte[] wanted, int from) {
        for (int i = from; i + wanted.length <= octets.length; i++) {
            if (Arrays.equals(octets, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }

    /** The value of a header; empty when it is not there. */
    static String header(String head, String name) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    String type() {
        return header(head, "content-type");
    }
}
