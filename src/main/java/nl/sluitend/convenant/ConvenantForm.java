package nl.sluitend.convenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The form of a template on its way from blank to content. */
public final class ConvenantForm {

    private ConvenantForm() {}

    /**
     * What a filled-in form comes to: optional members that were left blank are taken away, and the
     * text is named by its digest when the form does not name one.
     */
    public static JsonNode complete(JsonNode form) {
        JsonNode content = form.deepCopy();
        prune("", content);
        if (content.get("text") instanceof ObjectNode text
                && text.path("digest").asText().isEmpty()) {
            ConvenantTemplate.find(text.path("template").asText())
                    .ifPresent(template -> text.put("digest", template.textDigest()));
        }
        return content;
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
        } else {
            node.forEach(element -> prune(pointer + "/0", element));
        }
    }

    private static boolean isBlank(JsonNode node) {
        if (node.isContainerNode()) {
            for (JsonNode member : node) {
                if (!isBlank(member)) {
                    return false;
                }
            }
            return true;
        }
        return node.isNull() || (node.isTextual() && node.textValue().isBlank());
    }
}
