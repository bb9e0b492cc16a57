package nl.sluitend.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.sluitend.TestScale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The test vectors of {@code docs/protocol/vectors}: what a node makes of their inputs, and what it
 * says of each message as the one who receives it.
 */
class SessionVectorsTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Path FILES = Path.of("docs/protocol/vectors");
    private static final Pattern DIGEST = Pattern.compile("(?<=\")[A-Za-z0-9_-]{43}(?=\")");

    /** Messages of a file in which an octet is changed, at the least. */
    private static final int FEWEST_CHANGED = 10;

    private static ObjectNode vector(String name) throws Exception {
        return (ObjectNode) JSON.readTree(FILES.resolve(name + ".json").toFile());
    }

    /** What is written to {@code target/vectors} is the file as it should be. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "match",
                "match-second-lane",
                "probable-match",
                "counts",
                "fields",
                "one-sided"
            })
    void aNodeMakesOfTheInputsWhatTheFileSays(String name) throws Exception {
        ObjectNode file = vector(name);
        ObjectNode played = JSON.createObjectNode();
        played.set("input", file.path("input"));
        played.setAll(VectorSession.play(file.path("input")));
        VectorSignatures.write(played);

        Path written = Files.createDirectories(Path.of("target/vectors"));
        Files.writeString(
                written.resolve(name + ".json"),
                JSON.writerWithDefaultPrettyPrinter().writeValueAsString(played) + "\n");
        // Signatures with ECDSA differ each time; they are verified below.
        played.remove(VectorSignatures.MEMBER);
        file.remove(VectorSignatures.MEMBER);
        assertThat(played.fieldNames()).toIterable().containsExactlyElementsOf(file::fieldNames);
        file.properties()
                .forEach(
                        member ->
                                assertThat(played.path(member.getKey()))
                                        .as(member.getKey())
                                        .isEqualTo(member.getValue()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "match",
                "match-second-lane",
                "probable-match",
                "counts",
                "fields",
                "one-sided"
            })
    void everyMessageOfTheFileIsReadAndPassesTheChecksOfItsReceiver(String name) throws Exception {
        JsonNode file = vector(name);

        assertThatCode(() -> VectorReading.check(file)).doesNotThrowAnyException();
        VectorSignatures.verify(file);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "match",
                "match-second-lane",
                "probable-match",
                "counts",
                "fields",
                "one-sided"
            })
    void anotherOctetInAnyMessageOfTheFileIsFound(String name) throws Exception {
        int count = vector(name).path("messages").size();
        assertThat(count).isGreaterThan(FEWEST_CHANGED);
        int step = count / Math.clamp(TestScale.of(count), FEWEST_CHANGED, count);
        for (int at = 0; at < count; at += step) {
            for (String member :
                    new String[] {"payload", "octets", "points", "tags", "proof", "records"}) {
                ObjectNode file = vector(name);
                var message = (ObjectNode) file.path("messages").path(at);
                String before = message.path(member).asText();
                String after = changed(member, before);
                if (!after.equals(before)) {
                    message.put(member, after);
                    rehash(message);
                    assertThat(catchThrowable(() -> VectorReading.check(file)))
                            .as("%s %d, %s", message.path("message"), at, member)
                            .isNotNull();
                }
            }
        }
    }

    /** The first digest of a message, or the last octet of what is binary. */
    private static String changed(String member, String text) {
        if (!member.equals("payload")) {
            return text.isEmpty() ? text : text.substring(0, text.length() - 1) + other(text);
        }
        Matcher digest = DIGEST.matcher(text);
        return digest.find()
                ? text.substring(0, digest.start())
                        + (digest.group().startsWith("A") ? 'B' : 'A')
                        + text.substring(digest.start() + 1)
                : text;
    }

    private static char other(String text) {
        return text.endsWith("0") ? '1' : '0';
    }

    private static void rehash(ObjectNode message) {
        if (message.has("payload")) {
            byte[] payload = message.path("payload").asText().getBytes(StandardCharsets.UTF_8);
            message.put("hash", Messages.hash(payload).hex());
        }
    }
}
