package nl.sluitend.convenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.sluitend.problem.FieldError;

/** The form of a template on its way from blank to content. */
public final class ConvenantForm {

    private ConvenantForm() {}

    private static final Set<String> REFERENCES = Set.of("party", "from", "to", "through", "asker");

    /**
     * What a filled-in form comes to: optional members that were left blank are taken away, RBL and
     * SWV become the OIN of that party where an OIN is expected, and the text is named by its
     * digest, unless the form names one that is not of its template.
     */
    public static JsonNode complete(JsonNode form) {
        JsonNode content = form.deepCopy();
        prune("", content);
        Map<String, String> oins = new HashMap<>();
        content.path("parties").forEach(party -> oins.put(kind(party), party.path("oin").asText()));
        refer(content, oins);
        if (content.get("text") instanceof ObjectNode text) {
            String digest = text.path("digest").asText();
            ConvenantTemplate.find(text.path("template").asText())
                    .filter(template -> digest.isEmpty() || template.isOwn(digest))
                    .ifPresent(template -> text.put("digest", template.textDigest(content)));
        }
        return content;
    }

    /**
     * The other way round: the two parties by RBL and SWV where a form has them so, whenever that
     * says which one is meant.
     */
    static JsonNode named(JsonNode content) {
        JsonNode form = content.deepCopy();
        Map<String, String> names = new HashMap<>();
        form.path("parties")
                .forEach(
                        party -> {
                            if (!party.path("oin").asText().isEmpty()) {
                                names.put(party.path("oin").asText(), kind(party));
                            }
                        });
        if (Set.copyOf(names.values()).size() == names.size()) {
            refer(form, names);
        }
        return form;
    }

    /** Whether the member at a pointer is one of the parties. */
    static boolean isReference(String pointer) {
        return REFERENCES.contains(pointer.substring(pointer.lastIndexOf('/') + 1))
                && !pointer.startsWith("/validity/");
    }

    private static String kind(JsonNode party) {
        return party.path("role").asText().replaceFirst("_.*", "");
    }

    /**
     * Reads a form in YAML as it is, filled in or not.
     *
     * @throws YamlRefusedException when it is no YAML that is taken
     */
    public static JsonNode tree(byte[] yaml) throws YamlRefusedException {
        return YamlTree.read(yaml);
    }

    /**
     * Reads a filled-in form in YAML.
     *
     * @return the content as JSON, checked against the schema of its template
     * @throws nl.sluitend.problem.ProblemException {@code invalid-input}, with errors in Dutch
     */
    public static byte[] read(byte[] yaml) {
        JsonNode content;
        try {
            content = complete(YamlTree.read(yaml));
        } catch (YamlRefusedException e) {
            throw ConvenantProblems.invalid(
                    List.of(new FieldError("", String.valueOf(e.getMessage()))));
        }
        return switch (SchemaCheck.read(content)) {
            case ConvenantReading.Read(Convenant convenant) ->
                    convenant.canonicalJson().getBytes(StandardCharsets.UTF_8);
            case ConvenantReading.Faulty(List<Finding> findings) ->
                    throw ConvenantProblems.invalid(
                            findings.stream()
                                    .map(f -> new FieldError(f.pointer(), f.dutch()))
                                    .toList());
        };
    }

    private static void prune(String pointer, JsonNode node) {
        if (node instanceof ObjectNode object) {
            Set<String> required = new HashSet<>();
            MemberTexts.schema(pointer).path("required").forEach(n -> required.add(n.asText()));
            List<String> blank = new ArrayList<>();
            object.properties()
                    .forEach(
                            member -> {
                                prune(pointer + "/" + member.getKey(), member.getValue());
                                if (!required.contains(member.getKey())
                                        && isBlank(member.getValue())) {
                                    blank.add(member.getKey());
                                }
                            });
            object.remove(blank);
        } else if (node instanceof ArrayNode array) {
            array.forEach(element -> prune(pointer + "/0", element));
            for (int i = array.size() - 1; i >= 0; i--) {
                if (array.get(i).isObject() && isBlank(array.get(i))) {
                    array.remove(i);
                }
            }
        }
    }

    /** Days have a {@code from} too; they are no OIN and no name of a party. */
    private static void refer(JsonNode node, Map<String, String> oins) {
        if (node instanceof ObjectNode object) {
            for (String name : REFERENCES) {
                String oin = oins.get(object.path(name).asText());
                if (oin != null && !oin.isEmpty()) {
                    object.put(name, oin);
                }
            }
        }
        node.forEach(member -> refer(member, oins));
    }

    private static boolean isBlank(JsonNode node) {
        if (node.isObject()) {
            return node.properties().stream()
                    .allMatch(m -> isNoContent(m.getKey()) || isBlank(m.getValue()));
        }
        if (node.isArray()) {
            return node.valueStream().allMatch(ConvenantForm::isBlank);
        }
        return node.isNull() || (node.isTextual() && node.textValue().isBlank());
    }

    /** A party by itself says nothing, but for who asks: that is all there is to say of it. */
    private static boolean isNoContent(String member) {
        return REFERENCES.contains(member) && !member.equals("asker");
    }
}
