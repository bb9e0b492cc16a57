package nl.sluitend.convenant;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A form as questions that a person answers one by one, and the answers put back into the form. */
public final class FormInputs {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** What the node knows by itself, or what a model fixes. */
    private static final Set<String> FIXED = Set.of("schemaVersion", "template", "digest");

    /** Longer texts than this are prose. */
    private static final int SHORT = 500;

    /** How a form names its two parties wherever an OIN is meant. */
    private static final List<Choice> PARTIES =
            List.of(new Choice("RBL", "het RBL"), new Choice("SWV", "het samenwerkingsverband"));

    private FormInputs() {}

    /**
     * One question.
     *
     * @param pointer the member
     * @param group what it belongs to, for a heading
     * @param label what it is called
     * @param hint what it is for
     * @param value what is there now; one line for every entry of a list
     * @param choices what can be chosen; empty when anything can be written
     * @param prose whether what is written takes more than a line on a page
     * @param list whether several can be given: of the choices, or lines of text
     */
    public record Input(
            String pointer,
            String group,
            String label,
            String hint,
            String value,
            List<Choice> choices,
            boolean prose,
            boolean list) {

        public Input {
            choices = List.copyOf(choices);
        }
    }

    /**
     * Something to choose.
     *
     * @param label the value in Dutch
     */
    public record Choice(String value, String label) {}

    /** The questions of a form, in its order. */
    public static List<Input> of(JsonNode form) {
        List<Input> inputs = new ArrayList<>();
        collect("", form, inputs);
        return inputs;
    }

    /**
     * The form of a template, filled with what is known.
     *
     * @throws IllegalStateException when the build holds a template that cannot be read
     */
    public static JsonNode form(ConvenantTemplate template) {
        try {
            return YamlTree.read(template.form());
        } catch (YamlRefusedException e) {
            throw new IllegalStateException(template + " cannot be read", e);
        }
    }

    /** The form of a convenant's own template, filled with the content of the convenant. */
    public static JsonNode form(Convenant convenant) {
        return form(ConvenantView.document(convenant));
    }

    /** The form of the template that some content names, filled with that content. */
    public static JsonNode form(JsonNode content) {
        JsonNode named = ConvenantForm.named(content);
        return ConvenantTemplate.find(content.at("/text/template").asText())
                .map(template -> overlay(form(template), named))
                .orElse(named);
    }

    /** The form with answers put in; what is no question of the form is left alone. */
    public static JsonNode filled(JsonNode form, Map<String, String> answers) {
        JsonNode filled = form.deepCopy();
        for (Input input : of(form)) {
            String answer = answers.get(input.pointer());
            if (answer != null) {
                put(filled, input, answer.strip());
            }
        }
        return filled;
    }

    private static void collect(String pointer, JsonNode node, List<Input> inputs) {
        if (node.isObject()) {
            node.properties()
                    .forEach(
                            member -> {
                                if (!FIXED.contains(member.getKey())) {
                                    collect(
                                            pointer + "/" + member.getKey(),
                                            member.getValue(),
                                            inputs);
                                }
                            });
        } else if (node.isArray() && isObjects(pointer)) {
            for (int i = 0; i < node.size(); i++) {
                collect(pointer + "/" + i, node.get(i), inputs);
            }
        } else {
            inputs.add(input(pointer, node));
        }
    }

    private static Input input(String pointer, JsonNode node) {
        JsonNode schema = MemberTexts.schema(pointer);
        List<String> lines = new ArrayList<>();
        node.forEach(element -> lines.add(element.asText()));
        return new Input(
                pointer,
                group(pointer),
                MemberTexts.title(pointer),
                MemberTexts.description(pointer),
                node.isArray() ? String.join("\n", lines) : node.isNull() ? "" : node.asText(),
                choices(pointer, node, schema),
                !node.isArray() && schema.path("maxLength").asInt() > SHORT,
                node.isArray());
    }

    private static List<Choice> choices(String pointer, JsonNode node, JsonNode schema) {
        if (ConvenantForm.isReference(pointer)) {
            boolean named =
                    node.asText().isEmpty()
                            || PARTIES.stream().anyMatch(c -> c.value().equals(node.asText()));
            return Stream.concat(
                            PARTIES.stream(),
                            named
                                    ? Stream.empty()
                                    : Stream.of(new Choice(node.asText(), node.asText())))
                    .toList();
        }
        List<Choice> choices = new ArrayList<>();
        (node.isArray() ? schema.path("items") : schema)
                .path("enum")
                .forEach(
                        value ->
                                choices.add(
                                        new Choice(
                                                value.asText(),
                                                DutchWords.of(
                                                        node.isArray() ? pointer + "/0" : pointer,
                                                        value,
                                                        Map.of()))));
        return choices;
    }

    /** Whether a member names one of the two parties. */
    public static boolean isParty(String pointer) {
        return ConvenantForm.isReference(pointer);
    }

    /** What a member belongs to, for a heading: "Looptijd", "Besluit 2". */
    public static String group(String pointer) {
        String[] parts = pointer.split("/", -1);
        if (parts.length < 2) {
            return "";
        }
        String top = "/" + parts[1];
        return parts.length > 2 && parts[2].matches("[0-9]{1,6}") && isObjects(top)
                ? MemberTexts.title(top + "/0") + " " + (Integer.parseInt(parts[2]) + 1)
                : MemberTexts.title(top);
    }

    static boolean isObjects(String pointer) {
        return MemberTexts.schema(pointer + "/0").path("type").asText().equals("object");
    }

    private static void put(JsonNode form, Input input, String answer) {
        JsonPointer at = JsonPointer.compile(input.pointer());
        ObjectNode parent = (ObjectNode) form.at(at.head());
        String name = at.last().getMatchingProperty();
        String type = MemberTexts.schema(input.pointer()).path("type").asText();
        if (input.list()) {
            ArrayNode lines = JSON.arrayNode();
            answer.lines().map(String::strip).filter(l -> !l.isEmpty()).forEach(lines::add);
            parent.set(name, lines);
        } else if (type.equals("integer") && answer.matches("-?[0-9]{1,15}")) {
            parent.put(name, Long.parseLong(answer));
        } else if (type.equals("number") && answer.matches("[0-9]{1,9}([.,][0-9]{1,9})?")) {
            parent.put(name, Double.parseDouble(answer.replace(',', '.')));
        } else {
            parent.put(name, answer.replaceAll("\\s*\\R\\s*", " "));
        }
    }

    private static JsonNode overlay(JsonNode form, JsonNode content) {
        if (form instanceof ObjectNode blank && content.isObject()) {
            ObjectNode all = blank.deepCopy();
            content.properties()
                    .forEach(
                            member ->
                                    all.set(
                                            member.getKey(),
                                            blank.has(member.getKey())
                                                    ? overlay(
                                                            blank.get(member.getKey()),
                                                            member.getValue())
                                                    : member.getValue()));
            return all;
        }
        if (form.isArray() && content.isArray()) {
            ArrayNode all = JSON.arrayNode();
            for (int i = 0; i < content.size(); i++) {
                all.add(i < form.size() ? overlay(form.get(i), content.get(i)) : content.get(i));
            }
            return content.isEmpty() && !form.isEmpty() && form.get(0).isObject() ? form : all;
        }
        return content;
    }
}
