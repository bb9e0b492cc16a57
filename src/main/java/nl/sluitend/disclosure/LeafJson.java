package nl.sluitend.disclosure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.erdtman.jcs.JsonCanonicalizer;
import org.jspecify.annotations.Nullable;

/** JSON of leaves and openings: canonical (RFC 8785) on writing, one spelling only on reading. */
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

    static byte[] canonical(Object value) {
        try {
            return new JsonCanonicalizer(MAPPER.writeValueAsBytes(value)).getEncodedUTF8();
        } catch (IOException e) {
            throw new IllegalArgumentException("a value that has no canonical JSON form", e);
        }
    }

    static <T> T read(byte[] json, Class<T> type) throws LogVerificationException {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            // The exception's own message may quote the content.
            throw new LogVerificationException("not the JSON that is expected here");
        } catch (IOException e) {
            throw new LogVerificationException("JSON that cannot be read");
        }
    }

    /**
     * @throws IllegalArgumentException unless the value is text, a boolean, a whole number with an
     *     exact JSON form, or a list or map of those
     */
    static void requireJson(@Nullable Object value) {
        requireJson(value, 0);
    }

    private static void requireJson(@Nullable Object value, int depth) {
        boolean valid =
                depth <= MAX_DEPTH
                        && switch (value) {
                            case String _, Boolean _, Integer _ -> true;
                            case Long number -> Math.abs(number) <= MAX_SAFE_INTEGER;
                            case List<?> items -> {
                                items.forEach(item -> requireJson(item, depth + 1));
                                yield true;
                            }
                            case Map<?, ?> members -> {
                                members.values().forEach(member -> requireJson(member, depth + 1));
                                yield members.keySet().stream().allMatch(String.class::isInstance);
                            }
                            case null, default -> false;
                        };
        if (!valid) {
            throw new IllegalArgumentException(
                    "a leaf holds text, whole numbers, booleans, lists and maps");
        }
    }
}
