package nl.sluitend.psi;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The fields of one pupil as they travel: always {@value #LENGTH} octets, so that the length tells
 * nothing about the pupil (finding 22). One octet with the number of fields; then for each field,
 * by ascending name, one octet with the length of its name, the name in ASCII, one octet with the
 * length of its value, the value in UTF-8; zeros up to the end. What the sender does not know is
 * left out.
 *
 * @param values by name; personal, so that it prints masked
 */
public record FieldRecord(SortedMap<String, String> values) {

    /** Octets of a record, whatever it holds. */
    public static final int LENGTH = 256;

    private static final int LONGEST = 255;

    /** A record that has no room for what it should hold: nothing is cut, and nothing is sent. */
    public static final class TooLongException extends Exception {
        private static final long serialVersionUID = 1L;

        TooLongException() {
            super("the fields of one pupil do not fit in " + LENGTH + " octets");
        }
    }

    /**
     * A copy of these values.
     *
     * @throws IllegalArgumentException when a name is not made of letters and digits alone, or a
     *     value is empty, has surrounding blanks or a control character
     */
    public FieldRecord {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        values.forEach(FieldRecord::require);
    }

    private static void require(String name, String value) {
        if (!name.matches("[A-Za-z][A-Za-z0-9]{0,59}")) {
            throw new IllegalArgumentException("a field has a name of letters and digits");
        }
        if (value.isEmpty()
                || !value.equals(value.strip())
                || value.codePoints().anyMatch(FieldRecord::isNoText)) {
            throw new IllegalArgumentException("the value of a field must be plain text");
        }
    }

    private static boolean isNoText(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED ->
                    true;
            default -> false;
        };
    }

    /**
     * The octets of the record.
     *
     * @throws TooLongException when they are more than {@value #LENGTH}
     */
    public byte[] encode() throws TooLongException {
        var octets = ByteBuffer.allocate(LENGTH);
        octets.put((byte) values.size());
        for (var field : values.entrySet()) {
            put(octets, field.getKey());
            put(octets, field.getValue());
        }
        return octets.array();
    }

    private static void put(ByteBuffer octets, String text) throws TooLongException {
        byte[] part = text.getBytes(StandardCharsets.UTF_8);
        if (part.length > LONGEST || octets.remaining() < 1 + part.length) {
            throw new TooLongException();
        }
        octets.put((byte) part.length).put(part);
    }

    /** Reads a record; refused is everything that {@link #encode} does not write. */
    public static Verified<FieldRecord> decode(byte[] octets) {
        if (octets.length != LENGTH) {
            return Verified.refused(
                    RefusalType.FIELDS_MISMATCH, "a record has " + LENGTH + " octets");
        }
        try {
            var record = new FieldRecord(read(ByteBuffer.wrap(octets)));
            return Arrays.equals(record.encode(), octets)
                    ? Verified.accepted(record)
                    : Verified.refused(
                            RefusalType.INVALID_RECORD,
                            "a record has its fields once, by ascending name, and ends in zeros");
        } catch (IllegalArgumentException | TooLongException e) {
            return Verified.refused(RefusalType.INVALID_RECORD, String.valueOf(e.getMessage()));
        }
    }

    private static SortedMap<String, String> read(ByteBuffer rest) {
        int fields = Byte.toUnsignedInt(rest.get());
        SortedMap<String, String> values = new TreeMap<>();
        for (int i = 0; i < fields; i++) {
            String name = text(rest);
            values.put(name, text(rest));
        }
        return values;
    }

    private static String text(ByteBuffer rest) {
        int length = rest.hasRemaining() ? Byte.toUnsignedInt(rest.get()) : 0;
        if (length == 0 || length > rest.remaining()) {
            throw new IllegalArgumentException("a part of a record is shorter than it says");
        }
        ByteBuffer part = rest.slice(rest.position(), length);
        rest.position(rest.position() + length);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(part).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the text of a record must be UTF-8", e);
        }
    }

    @Override
    public String toString() {
        return "FieldRecord[masked]";
    }
}
