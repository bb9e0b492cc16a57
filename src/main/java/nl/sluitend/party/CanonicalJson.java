package nl.sluitend.party;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import org.erdtman.jcs.JsonCanonicalizer;
import org.jspecify.annotations.Nullable;

/**
 * JSON in one form only, so that its bytes can be hashed and signed: RFC 8785 (JCS) on the way out,
 * I-JSON (RFC 7493) without duplicate names on the way in.
 */
public final class CanonicalJson {

    /** Largest document that {@link #parse} reads, in bytes. */
    public static final int MAX_BYTES = 1 << 20;

    /** How deep arrays and objects may nest. */
    public static final int MAX_DEPTH = 32;

    private static final int MAX_STRING = 1 << 19;
    private static final int MAX_NUMBER = 40;
    private static final int MAX_NAME = 200;

    /** RFC 7493 section 2.2: whole numbers outside ±(2^53 - 1) lose digits in other programs. */
    private static final long MAX_WHOLE = (1L << 53) - 1;

    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(MAX_DEPTH)
                                                    .maxDocumentLength(MAX_BYTES)
                                                    .maxStringLength(MAX_STRING)
                                                    .maxNumberLength(MAX_NUMBER)
                                                    .maxNameLength(MAX_NAME)
                                                    .build())
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                                    .build())
                    .addModule(new JavaTimeModule())
                    .addModule(new Jdk8Module())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
                    .build();

    private CanonicalJson() {}

    /**
     * The canonical bytes of a value: a {@link JsonNode}, a map, a list, or a record whose absent
     * members (null, empty Optional) are left out. Instants become ISO 8601 text, bytes base64.
     *
     * @throws IllegalArgumentException when the value is no object or array, has a whole number
     *     outside ±(2^53 - 1), a number that is not finite, or text that is not Unicode
     */
    public static byte[] bytes(Object value) {
        JsonNode tree = MAPPER.valueToTree(value);
        if (!tree.isContainerNode()) {
            throw new IllegalArgumentException("canonical JSON is an object or an array");
        }
        try {
            check(tree, 0);
            return new JsonCanonicalizer(MAPPER.writeValueAsString(tree)).getEncodedUTF8();
        } catch (JsonRefusedException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("the value has no canonical JSON form", e);
        }
    }

    /**
     * Reads JSON strictly: UTF-8 without byte order mark, one object or array, no name twice, at
     * most {@link #MAX_BYTES} and {@link #MAX_DEPTH}, only numbers that survive RFC 8785.
     *
     * @throws JsonRefusedException with what is expected and the place, without quoting the input
     */
    public static JsonNode parse(byte[] json) throws JsonRefusedException {
        if (json.length > MAX_BYTES) {
            throw new JsonRefusedException("at most " + MAX_BYTES + " bytes of JSON are expected");
        }
        JsonNode tree;
        try {
            tree = MAPPER.readTree(utf8(json));
        } catch (JsonProcessingException e) {
            throw new JsonRefusedException(
                    "well-formed JSON is expected, with no member name twice and at most "
                            + MAX_DEPTH
                            + " levels deep; it goes wrong at "
                            + place(e.getLocation()));
        }
        if (!tree.isContainerNode()) {
            throw new JsonRefusedException("one JSON object or array is expected");
        }
        check(tree, 0);
        return tree;
    }

    private static String utf8(byte[] json) throws JsonRefusedException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(json))
                    .toString();
        } catch (CharacterCodingException _) {
            throw new JsonRefusedException("text in UTF-8 is expected");
        }
    }

    private static String place(@Nullable JsonLocation where) {
        return where == null
                ? "an unknown place"
                : "line " + where.getLineNr() + ", column " + where.getColumnNr();
    }

    private static void check(JsonNode node, int depth) throws JsonRefusedException {
        if (depth > MAX_DEPTH) {
            throw new JsonRefusedException("at most " + MAX_DEPTH + " levels are expected");
        }
        switch (node.getNodeType()) {
            case STRING -> checkText(node.textValue());
            case NUMBER -> checkNumber(node);
            case OBJECT -> {
                for (var member : node.properties()) {
                    checkText(member.getKey());
                    check(member.getValue(), depth + 1);
                }
            }
            case ARRAY -> {
                for (Iterator<JsonNode> all = node.elements(); all.hasNext(); ) {
                    check(all.next(), depth + 1);
                }
            }
            case BINARY, BOOLEAN, NULL -> {}
            case MISSING, POJO -> throw new JsonRefusedException("plain JSON is expected");
        }
    }

    private static void checkNumber(JsonNode number) throws JsonRefusedException {
        boolean kept =
                number.isIntegralNumber()
                        ? number.canConvertToLong()
                                && number.longValue() <= MAX_WHOLE
                                && number.longValue() >= -MAX_WHOLE
                        : Double.isFinite(number.doubleValue());
        if (!kept) {
            throw new JsonRefusedException(
                    "numbers are expected to be finite and whole numbers within 2^53 - 1");
        }
    }

    /** A lone surrogate has no UTF-8 form: two different texts would get the same bytes. */
    private static void checkText(String text) throws JsonRefusedException {
        if (!isUnicode(text)) {
            throw new JsonRefusedException("text of whole Unicode characters is expected");
        }
    }

    /** Whether the text has a form in UTF-8: no half of a surrogate pair stands alone. */
    public static boolean isUnicode(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair =
                        Character.isHighSurrogate(c)
                                && i + 1 < text.length()
                                && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }
}
