package nl.sluitend.disclosure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The members of an entry's JSON object, each read as the type that it must have. */
final class EntryMembers {

    private final Map<?, ?> members;

    EntryMembers(Map<?, ?> members) {
        this.members = members;
    }

    String text(String name) throws LogVerificationException {
        if (members.get(name) instanceof String text) {
            return text;
        }
        throw new LogVerificationException("an entry without the text member " + name);
    }

    @Nullable String textOrNull(String name) throws LogVerificationException {
        return members.containsKey(name) ? text(name) : null;
    }

    long number(String name) throws LogVerificationException {
        return switch (members.get(name)) {
            case Integer number -> number;
            case Long number -> number;
            case null, default ->
                    throw new LogVerificationException("an entry without the number " + name);
        };
    }

    Map<String, Object> object(String name) throws LogVerificationException {
        Object value = members.get(name);
        if (value == null && !members.containsKey(name)) {
            return Map.of();
        }
        if (!(value instanceof Map<?, ?> object)) {
            throw new LogVerificationException("the member " + name + " of an entry is an object");
        }
        LeafJson.requireJson(object);
        Map<String, Object> copy = new TreeMap<>();
        object.forEach((key, member) -> copy.put((String) key, member));
        return copy;
    }

    List<String> texts(String name) throws LogVerificationException {
        if (!members.containsKey(name)) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        if (members.get(name) instanceof List<?> list) {
            for (Object item : list) {
                if (!(item instanceof String text)) {
                    throw new LogVerificationException(
                            "the member " + name + " of an entry holds text");
                }
                texts.add(text);
            }
            return texts;
        }
        throw new LogVerificationException("the member " + name + " of an entry is a list");
    }
}
