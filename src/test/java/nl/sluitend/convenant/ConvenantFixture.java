package nl.sluitend.convenant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nl.sluitend.identifier.Oin;

/** The convenant of the template, filled in for two parties, and ways to change it. */
public final class ConvenantFixture {

    public static final Oin RBL = new Oin("00000099000000001000");
    public static final Oin SWV = new Oin("00000099000000002000");

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Path TEMPLATE = Path.of("convenant-templates/afstemming/convenant.json");

    private final ObjectNode tree;

    private ConvenantFixture(ObjectNode tree) {
        this.tree = tree;
    }

    /** Between the parties of the tests, with invented log keys. */
    public static ConvenantFixture filled() {
        return filled(RBL, logKey(1), SWV, logKey(2));
    }

    /** Between these parties; valid in the school years 2026 to 2028. */
    public static ConvenantFixture filled(Oin rbl, String rblKey, Oin swv, String swvKey) {
        Map<String, String> values =
                Map.ofEntries(
                        Map.entry("rbl.oin", rbl.value()),
                        Map.entry("rbl.name", "RBL Test"),
                        Map.entry("rbl.logKey", rblKey),
                        Map.entry("rbl.decision", "B&W 2026-1"),
                        Map.entry("swv.oin", swv.value()),
                        Map.entry("swv.name", "SWV Test"),
                        Map.entry("swv.role", "SWV_PO"),
                        Map.entry("swv.logKey", swvKey),
                        Map.entry("swv.decision", "Bestuur 2026-2"),
                        Map.entry("sector", "PO"),
                        Map.entry("ready", "2026-06-01"),
                        Map.entry("drafter", "Olga Opsteller"),
                        Map.entry("from", "2026-08-01"),
                        Map.entry("until", "2028-07-31"));
        try {
            String json = Files.readString(TEMPLATE);
            for (String party : List.of("rbl", "swv")) {
                json =
                        json.replace("${" + party + ".notice}", "https://" + party + ".example/")
                                .replace("${" + party + ".signatory}", "Tekenaar " + party);
            }
            for (Map.Entry<String, String> value : values.entrySet()) {
                json = json.replace("${" + value.getKey() + "}", value.getValue());
            }
            json = json.replaceAll("\\$\\{([a-z]+)\\.([A-Za-z]+)}", "$2 van $1");
            return new ConvenantFixture((ObjectNode) MAPPER.readTree(json));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** 32 bytes of the same value in base64. */
    public static String logKey(int value) {
        byte[] key = new byte[32];
        java.util.Arrays.fill(key, (byte) value);
        return Base64.getEncoder().encodeToString(key);
    }

    /** Replaces or adds the member at a pointer. */
    public ConvenantFixture with(String pointer, Object value) {
        JsonPointer at = JsonPointer.compile(pointer);
        JsonNode parent = tree.at(at.head());
        String name = at.last().getMatchingProperty();
        if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(name), MAPPER.valueToTree(value));
        } else {
            ((ObjectNode) parent).set(name, MAPPER.valueToTree(value));
        }
        return this;
    }

    /** Takes away the member at a pointer. */
    public ConvenantFixture without(String pointer) {
        JsonPointer at = JsonPointer.compile(pointer);
        JsonNode parent = tree.at(at.head());
        if (parent instanceof ArrayNode array) {
            array.remove(at.last().getMatchingIndex());
        } else {
            ((ObjectNode) parent).remove(at.last().getMatchingProperty());
        }
        return this;
    }

    /** Matching by PGN first, with a legal basis of both parties. */
    public ConvenantFixture withPgn() {
        return with("/matchingKeys", List.of("PGN", "DEMOGRAPHIC"))
                .withBasis(RBL, "PGN")
                .withBasis(SWV, "PGN");
    }

    /** Adds a legal basis of a party for one thing alone. */
    public ConvenantFixture withBasis(Oin party, String covered) {
        ((ArrayNode) tree.get("legalBases"))
                .add(
                        MAPPER.valueToTree(
                                Map.of(
                                        "party", party.value(),
                                        "covers", List.of(covered),
                                        "article", "AVG art. 6 lid 1 onder e",
                                        "law", "wettelijke taak, voor een test",
                                        "statedBy", "Juridische zaken")));
        return this;
    }

    public byte[] json() {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The content, which must be valid. */
    public Convenant read() {
        ConvenantReading reading = ConvenantReader.read(json());
        assertThat(reading).isInstanceOf(ConvenantReading.Read.class);
        return ((ConvenantReading.Read) reading).convenant();
    }

    /** Pointers of all errors; empty when it is valid. */
    public List<String> errors() {
        return errors(json());
    }

    static List<String> errors(byte[] json) {
        return switch (ConvenantReader.read(json)) {
            case ConvenantReading.Read _ -> List.of();
            case ConvenantReading.Faulty faulty ->
                    faulty.findings().stream().map(Finding::pointer).collect(Collectors.toList());
        };
    }

    @Override
    public String toString() {
        return new String(json(), UTF_8);
    }
}
