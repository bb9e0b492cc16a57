package nl.sluitend.disclosure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import nl.sluitend.party.CanonicalJson;
import org.jspecify.annotations.Nullable;

/**
 * JSON of leaves and openings: canonical (RFC 8785) on writing, one spelling only on reading.
 *
 * <p>Writes the same bytes as {@link CanonicalJson}, for the few types that a leaf may hold,
 * several times faster: whoever verifies a log writes every entry of it again.
 */
final class LeafJson {

    /** Whole numbers beyond this have no exact JSON form (RFC 7493). */
    private static final long MAX_SAFE_INTEGER = (1L << 53) - 1;

    private static final int MAX_DEPTH = 8;

    static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private LeafJson() {}

    /**
     * The canonical bytes of a value that a leaf may hold.
     *
     * @throws IllegalArgumentException if it holds anything else, or text that is not Unicode
     */
    static byte[] canonical(Object value) {
        requireJson(value);
        StringBuilder json = new StringBuilder(512);
        write(value, json);
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void write(@Nullable Object value, StringBuilder json) {
        switch (value) {
            case String text -> write(text, json);
            case List<?> items -> {
                json.append('[');
                String separator = "";
                for (Object item : items) {
                    json.append(separator);
                    write(item, json);
                    separator = ",";
                }
                json.append(']');
            }
            case Map<?, ?> members -> {
                // Members stand in the order of their UTF-16 code units, as String compares.
                json.append('{');
                String separator = "";
                for (Map.Entry<?, ?> member : inOrder(members).entrySet()) {
                    json.append(separator);
                    write((String) member.getKey(), json);
                    json.append(':');
                    write(member.getValue(), json);
                    separator = ",";
                }
                json.append('}');
            }
            case null, default -> json.append(value);
        }
    }

    private static Map<?, ?> inOrder(Map<?, ?> members) {
        return members instanceof SortedMap<?, ?> sorted && sorted.comparator() == null
                ? sorted
                : new TreeMap<>(members);
    }

    private static void write(String text, StringBuilder json) {
        json.append('"');
        int written = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c != '"' && c != '\\') {
                continue;
            }
            json.append(text, written, i);
            escape(c, json);
            written = i + 1;
        }
        if (written == 0) {
            json.append(text);
        } else {
            json.append(text, written, text.length());
        }
        json.append('"');
    }

    private static void escape(char c, StringBuilder json) {
        switch (c) {
            case '"' -> json.append("\\\"");
            case '\\' -> json.append("\\\\");
            case '\b' -> json.append("\\b");
            case '\t' -> json.append("\\t");
            case '\n' -> json.append("\\n");
            case '\f' -> json.append("\\f");
            case '\r' -> json.append("\\r");
            default -> {
                json.append("\\u00").append(c < 0x10 ? '0' : '1');
                json.append(Character.forDigit(c & 0xf, 16));
            }
        }
    }

    static <T> T read(byte[] json, Class<T> type) throws LogVerificationException {
        try {
            @Nullable T value = MAPPER.readValue(json, type);
            if (value == null) {
                throw new LogVerificationException("not the JSON that is expected here");
            }
            return value;
        } catch (JsonProcessingException e) {
            // The exception's own message may quote the content.
            throw new LogVerificationException("not the JSON that is expected here");
        } catch (IOException e) {
            throw new LogVerificationException("JSON that cannot be read");
        }
    }

    /**
     * @throws IllegalArgumentException unless the value is Unicode text, a boolean, a whole number
     *     with an exact JSON form, or a list or map of those
     */
    static void requireJson(@Nullable Object value) {
        requireJson(value, 0);
    }

    private static void requireJson(@Nullable Object value, int depth) {
        boolean valid =
                depth <= MAX_DEPTH
                        && switch (value) {
                            case String text -> CanonicalJson.isUnicode(text);
                            case Boolean _, Integer _ -> true;
                            case Long number -> Math.abs(number) <= MAX_SAFE_INTEGER;
                            case List<?> items -> {
                                items.forEach(item -> requireJson(item, depth + 1));
                                yield true;
                            }
                            case Map<?, ?> members -> {
                                boolean named = true;
                                for (Map.Entry<?, ?> member : members.entrySet()) {
                                    named &=
                                            member.getKey() instanceof String name
                                                    && CanonicalJson.isUnicode(name);
                                    requireJson(member.getValue(), depth + 1);
                                }
                                yield named;
                            }
                            case null, default -> false;
                        };
        if (!valid) {
            throw new IllegalArgumentException(
                    "a leaf holds Unicode text, whole numbers, booleans, lists and maps");
        }
    }
}
