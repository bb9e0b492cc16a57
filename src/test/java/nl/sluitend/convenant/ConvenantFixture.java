package nl.sluitend.convenant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.sluitend.identifier.Oin;

/** The convenant of the template, filled in for two parties, and ways to change it. */
public final class ConvenantFixture {

    public static final Oin RBL = new Oin("00000099000000001000");
    public static final Oin SWV = new Oin("00000099000000002000");

    private static final ObjectMapper MAPPER = new ObjectMapper();

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
        return filled(ConvenantTemplate.AFSTEMMING, rbl, rblKey, swv, swvKey);
    }

    /** A template with everything filled in. */
    public static ConvenantFixture filled(ConvenantTemplate template) {
        return filled(template, RBL, logKey(1), SWV, logKey(2));
    }

    private static ConvenantFixture filled(
            ConvenantTemplate template, Oin rbl, String rblKey, Oin swv, String swvKey) {
        ConvenantFixture form = form(template);
        form.with("/drafter/name", "Olga Opsteller")
                .with("/drafter/party", rbl.value())
                .with("/purposes/0/processingActivity", "https://register.example/afstemming/1")
                .with("/validity/from", "2026-08-01")
                .with("/validity/until", "2028-07-31");
        fillParty(form, 0, rbl, rblKey, "RBL Test");
        fillParty(form, 1, swv, swvKey, "SWV Test");
        for (int i = 0; i < form.tree.path("fields").size(); i++) {
            form.with("/fields/" + i + "/from", (i % 2 == 0 ? rbl : swv).value())
                    .with("/fields/" + i + "/to", (i % 2 == 0 ? swv : rbl).value());
        }
        if (template == ConvenantTemplate.DRIE_PARTIJEN) {
            form.with("/fellowParties/0/oin", "00000099000000003000")
                    .with("/fellowParties/0/name", "SWV VO Test");
        }
        return new ConvenantFixture((ObjectNode) ConvenantForm.complete(form.tree));
    }

    /** A template as it is handed out. */
    static ConvenantFixture form(ConvenantTemplate template) {
        try {
            return new ConvenantFixture((ObjectNode) YamlTree.read(template.form()));
        } catch (YamlRefusedException e) {
            throw new IllegalStateException(e);
        }
    }

    JsonNode tree() {
        return tree;
    }

    private static void fillParty(
            ConvenantFixture form, int i, Oin oin, String logKey, String name) {
        String party = "/parties/" + i;
        String formal = party + "/formalities/";
        String slug = i == 0 ? "rbl" : "swv";
        form.with(party + "/oin", oin.value())
                .with(party + "/name", name)
                .with(party + "/logKey", logKey)
                .with(formal + "controller", "Bestuur van " + name)
                .with(formal + "dpia/date", "2026-06-01")
                .with(formal + "dpia/reference", "DPIA " + slug)
                .with(formal + "fg/name", "FG van " + slug)
                .with(formal + "fg/contact", "fg@" + slug + ".example")
                .with(formal + "fg/date", "2026-06-01")
                .with(formal + "fg/advice", "Akkoord, met evaluatie na een jaar.")
                .with(formal + "notice/url", "https://" + slug + ".example/")
                .with(formal + "notice/published", "2026-06-01")
                .with(formal + "host/name", name)
                .with(formal + "signatory/name", "Tekenaar " + slug)
                .with(formal + "signatory/mandate", "Mandaat " + slug)
                .with("/legalBases/" + i + "/party", oin.value())
                .with("/legalBases/" + i + "/statedBy", "Juridische zaken " + slug)
                .with("/decisions/" + i + "/party", oin.value())
                .with("/decisions/" + i + "/reference", "Besluit 2026-" + i)
                .with("/decisions/" + i + "/date", "2026-06-01");
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

    /** Lets categories about health take part per pupil, by both parties. */
    public ConvenantFixture withExceptions(String... categories) {
        return with(
                "/specialCategories",
                Stream.of(tree.at("/parties/0/oin"), tree.at("/parties/1/oin"))
                        .map(
                                oin ->
                                        Map.of(
                                                "party", oin.asText(),
                                                "covers", List.of(categories),
                                                "article", "AVG artikel 9 lid 2 onder g",
                                                "law", "een wet, voor een test",
                                                "statedBy", "Juridische zaken"))
                        .toList());
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
