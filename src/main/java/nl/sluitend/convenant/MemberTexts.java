package nl.sluitend.convenant;

import com.fasterxml.jackson.databind.JsonNode;

/** What a member of a convenant is called, and what it is for, in Dutch: from the schema. */
final class MemberTexts {

    private static final JsonNode SCHEMA = ConvenantTemplate.sharedSchema();

    private MemberTexts() {}

    /** The schema of the member at a pointer; missing when there is no such member. */
    static JsonNode schema(String pointer) {
        JsonNode at = SCHEMA;
        for (String part : pointer.split("/", -1)) {
            if (part.matches("[0-9]+")) {
                at = at.path("items");
            } else if (!part.isEmpty()) {
                at = at.path("properties").path(part);
            }
        }
        return at;
    }

    static String title(String pointer) {
        return schema(pointer).path("title").asText(pointer);
    }

    static String description(String pointer) {
        return schema(pointer).path("description").asText();
    }
}
