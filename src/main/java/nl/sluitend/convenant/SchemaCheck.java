package nl.sluitend.convenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import nl.sluitend.convenant.ConvenantReading.Faulty;

/**
 * Holds a filled-in form against the JSON Schema of its template and explains in Dutch what is
 * wrong, everything at once, with the title and the explanation of each member. {@link
 * ConvenantReader} has the last word.
 */
public final class SchemaCheck {

    private static final Map<ConvenantTemplate, JsonSchema> SCHEMAS = schemas();

    private SchemaCheck() {}

    /** Everything that is wrong with a form; empty when the schema has no objection. */
    public static List<Finding> findings(JsonNode form) {
        Optional<ConvenantTemplate> template =
                ConvenantTemplate.find(form.at("/text/template").asText());
        if (template.isEmpty()) {
            return List.of(
                    new Finding(
                            "/text/template",
                            "the name of a template is expected",
                            "Kies een model: telling, afstemming, eenzijdig, gegevensdeling of"
                                    + " drie-partijen."));
        }
        return Objects.requireNonNull(SCHEMAS.get(template.get())).validate(form).stream()
                .map(SchemaCheck::explain)
                .distinct()
                .toList();
    }

    /** Reads a form: first against its schema, then as every convenant. */
    public static ConvenantReading read(JsonNode form) {
        List<Finding> findings = findings(form);
        return findings.isEmpty()
                ? ConvenantReader.read(nl.sluitend.party.CanonicalJson.bytes(form))
                : new Faulty(findings);
    }

    private static Finding explain(ValidationMessage message) {
        String at = String.valueOf(message.getInstanceLocation());
        String missing = message.getProperty();
        boolean ofMember =
                missing != null
                        && (message.getType().equals("required")
                                || message.getType().equals("additionalProperties"));
        String pointer = ofMember ? at + "/" + missing : at;
        JsonNode schema = MemberTexts.schema(pointer);
        String title = schema.path("title").asText(pointer);
        String wrong =
                switch (message.getType()) {
                    case "required" -> "ontbreekt nog";
                    case "additionalProperties" -> "hoort niet in dit model; haal het weg";
                    case "type" -> "heeft een ander soort waarde dan verwacht";
                    case "const" -> "heeft in dit model een vaste waarde";
                    case "enum" -> "is geen van de keuzes: " + choices(schema);
                    case "minLength", "pattern", "format" -> "is leeg of heeft een andere vorm";
                    case "maxLength" -> "is te lang";
                    case "minItems" -> "heeft te weinig regels";
                    case "maxItems" -> "heeft te veel regels";
                    case "uniqueItems" -> "noemt iets twee keer";
                    case "minimum", "maximum", "exclusiveMinimum" ->
                            "ligt buiten de grenzen" + bounds(schema);
                    default -> "klopt niet";
                };
        String hint = schema.path("description").asText();
        return new Finding(
                pointer,
                "the schema expects another value (" + message.getType() + ")",
                title + " " + wrong + ". " + hint);
    }

    private static String choices(JsonNode schema) {
        StringBuilder choices = new StringBuilder();
        for (JsonNode choice : schema.path("enum")) {
            choices.append(choices.isEmpty() ? "" : ", ").append(choice.asText());
        }
        return choices.toString();
    }

    private static String bounds(JsonNode schema) {
        return schema.has("minimum")
                ? ": %s tot en met %s"
                        .formatted(schema.get("minimum").asText(), schema.path("maximum").asText())
                : "";
    }

    /** Nothing is fetched: the one schema that the others name is handed in. */
    private static Map<ConvenantTemplate, JsonSchema> schemas() {
        JsonNode shared = ConvenantTemplate.sharedSchema();
        JsonSchemaFactory factory =
                JsonSchemaFactory.getInstance(
                        VersionFlag.V202012,
                        builder ->
                                builder.schemaLoaders(
                                        loaders ->
                                                loaders.schemas(
                                                        Map.of(
                                                                shared.get("$id").asText(),
                                                                shared.toString()))));
        SchemaValidatorsConfig config =
                SchemaValidatorsConfig.builder()
                        .pathType(PathType.JSON_POINTER)
                        .formatAssertionsEnabled(true)
                        .build();
        Map<ConvenantTemplate, JsonSchema> schemas = new EnumMap<>(ConvenantTemplate.class);
        for (ConvenantTemplate template : ConvenantTemplate.values()) {
            schemas.put(template, factory.getSchema(template.schema(), config));
        }
        return schemas;
    }
}
