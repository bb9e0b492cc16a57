package nl.sluitend.convenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * The members of a form that come in rows, of which somebody may need more or fewer than the
 * template has: school boards, a decision for each municipality, legal bases, purposes.
 */
public final class FormRows {

    /** Most rows that a page shows of one member. */
    public static final int MOST = 60;

    /** There are always two parties. */
    private static final String PARTIES = "parties";

    private FormRows() {}

    /** Names of the members that come in rows, in the order of the content. */
    public static List<String> names() {
        return ConvenantTemplate.sharedSchema().path("properties").properties().stream()
                .map(Map.Entry::getKey)
                .filter(name -> !name.equals(PARTIES) && FormInputs.isObjects("/" + name))
                .toList();
    }

    /** Whether the template allows another row. */
    public static boolean mayAdd(JsonNode form, String name) {
        int most =
                ConvenantTemplate.find(form.at("/text/template").asText())
                        .map(t -> t.schema().at("/properties/" + name + "/maxItems").asInt(MOST))
                        .orElse(MOST);
        return names().contains(name) && form.path(name).size() < Math.min(most, MOST);
    }

    /** The form with a blank row more, where the template allows it. */
    public static JsonNode added(JsonNode form, String name) {
        return mayAdd(form, name) ? sized(form, name, form.path(name).size() + 1) : form;
    }

    /** The form without one row. */
    public static JsonNode removed(JsonNode form, String name, int row) {
        JsonNode changed = form.deepCopy();
        if (names().contains(name) && changed.path(name) instanceof ArrayNode rows) {
            rows.remove(row);
        }
        return changed;
    }

    /** The form with as many rows of each member as are asked for; new ones are blank. */
    public static JsonNode sized(JsonNode form, Map<String, Integer> sizes) {
        JsonNode sized = form;
        for (Map.Entry<String, Integer> size : sizes.entrySet()) {
            if (names().contains(size.getKey())) {
                sized = sized(sized, size.getKey(), Math.clamp(size.getValue(), 0, MOST));
            }
        }
        return sized;
    }

    private static JsonNode sized(JsonNode form, String name, int size) {
        ObjectNode sized = form.deepCopy();
        ArrayNode rows = sized.path(name) instanceof ArrayNode has ? has : sized.putArray(name);
        while (rows.size() > size) {
            rows.remove(rows.size() - 1);
        }
        while (rows.size() < size) {
            rows.add(blank(MemberTexts.schema("/" + name + "/0")));
        }
        return sized;
    }

    private static JsonNode blank(JsonNode schema) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return switch (schema.path("type").asText()) {
            case "object" -> {
                ObjectNode object = json.objectNode();
                StreamSupport.stream(schema.path("properties").properties().spliterator(), false)
                        .forEach(member -> object.set(member.getKey(), blank(member.getValue())));
                yield object;
            }
            case "array" -> json.arrayNode();
            default -> json.textNode("");
        };
    }
}
