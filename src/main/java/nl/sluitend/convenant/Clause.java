package nl.sluitend.convenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * A member of a convenant as the Dutch text names it. Every value that a text shows comes through
 * here and is marked with its pointer, so that text and content can be compared value by value.
 */
final class Clause implements Iterable<Clause> {

    private static final String CONTAINS = "heeft_";

    private final JsonNode node;
    private final String pointer;
    private final Map<String, String> names;

    Clause(JsonNode node, String pointer, Map<String, String> names) {
        this.node = node;
        this.pointer = pointer;
        this.names = names;
    }

    /** What a template gets for a name: a question about this member, or a member of it. */
    Object get(String name) {
        if (name.equals("bestaat")) {
            return !node.isMissingNode();
        }
        if (name.equals("leeg")) {
            return node.isEmpty();
        }
        if (name.startsWith(CONTAINS)) {
            String wanted = name.substring(CONTAINS.length());
            for (JsonNode element : node) {
                if (element.asText().equals(wanted)) {
                    return true;
                }
            }
            return false;
        }
        return new Clause(
                node.has(name) ? node.get(name) : MissingNode.getInstance(),
                pointer + "/" + name,
                names);
    }

    @Override
    public Iterator<Clause> iterator() {
        List<Clause> elements = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            elements.add(new Clause(node.get(i), pointer + "/" + i, names));
        }
        return elements.iterator();
    }

    /** Every single value in here, in the order of the content. */
    List<Clause> leaves() {
        if (node.isValueNode()) {
            return List.of(this);
        }
        List<Clause> leaves = new ArrayList<>();
        if (node.isArray()) {
            forEach(element -> leaves.addAll(element.leaves()));
        }
        node.properties()
                .forEach(
                        member ->
                                leaves.addAll(
                                        new Clause(
                                                        member.getValue(),
                                                        pointer + "/" + member.getKey(),
                                                        names)
                                                .leaves()));
        return leaves;
    }

    String pointer() {
        return pointer;
    }

    /** What the member is called. */
    String title() {
        return MemberTexts.title(pointer);
    }

    /**
     * The value in words.
     *
     * @throws IllegalStateException when a text shows what the content does not have
     */
    String words() {
        if (!node.isValueNode()) {
            throw new IllegalStateException("the text shows " + pointer + ", which has no value");
        }
        return DutchWords.of(pointer, node, names);
    }
}
