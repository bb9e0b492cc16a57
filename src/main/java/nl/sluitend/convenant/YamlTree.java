package nl.sluitend.convenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.DocumentEndEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.events.StreamStartEvent;

/**
 * Reads YAML as the plain data that JSON knows: one document of mappings, sequences and scalars.
 * Built from the events of the parser, so that nothing of YAML that makes objects, repeats parts
 * (anchors, aliases, merge keys) or changes types by surprise (dates, yes and no, octal numbers)
 * exists for it. Numbers and true, false, null are read as JSON writes them; all else is text.
 */
public final class YamlTree {

    /** How deep mappings and sequences may nest. */
    public static final int MAX_DEPTH = 12;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Iterator<Event> events;

    private YamlTree(Iterator<Event> events) {
        this.events = events;
    }

    /**
     * Reads one document.
     *
     * @throws YamlRefusedException when it is larger than {@link ConvenantReader#MAX_BYTES}, no
     *     UTF-8, no mapping, nested deeper than {@link #MAX_DEPTH}, or uses what is not read
     */
    public static JsonNode read(byte[] yaml) throws YamlRefusedException {
        if (yaml.length > ConvenantReader.MAX_BYTES) {
            throw new YamlRefusedException(
                    "Het bestand is te groot: hoogstens " + ConvenantReader.MAX_BYTES + " bytes.");
        }
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(ConvenantReader.MAX_BYTES);
        limits.setNestingDepthLimit(MAX_DEPTH);
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(yaml)).toString();
            Iterator<Event> events =
                    new Yaml(limits).parse(new java.io.StringReader(text)).iterator();
            return new YamlTree(events).document();
        } catch (CharacterCodingException _) {
            throw new YamlRefusedException("Bewaar het bestand als UTF-8.");
        } catch (MarkedYAMLException e) {
            throw new YamlRefusedException("Dit is geen leesbare YAML" + place(e) + ".");
        } catch (YAMLException _) {
            throw new YamlRefusedException("Dit is geen leesbare YAML.");
        }
    }

    private JsonNode document() throws YamlRefusedException {
        expect(events.next() instanceof StreamStartEvent, "één document");
        expect(events.next() instanceof DocumentStartEvent, "één document");
        JsonNode tree = node(events.next(), 1);
        expect(tree.isObject(), "namen met waarden");
        expect(events.next() instanceof DocumentEndEvent, "één document");
        expect(!(events.next() instanceof DocumentStartEvent), "één document");
        return tree;
    }

    private JsonNode node(Event event, int depth) throws YamlRefusedException {
        expect(depth <= MAX_DEPTH, "hoogstens " + MAX_DEPTH + " niveaus");
        expect(!(event instanceof AliasEvent), "geen verwijzingen (*)");
        expect(!(event instanceof NodeEvent node) || node.getAnchor() == null, "geen ankers (&)");
        return switch (event) {
            case ScalarEvent scalar -> scalar(scalar);
            case SequenceStartEvent start -> sequence(start, depth);
            case MappingStartEvent start -> mapping(start, depth);
            default -> throw new YamlRefusedException("Dit is geen leesbare YAML.");
        };
    }

    private ArrayNode sequence(SequenceStartEvent start, int depth) throws YamlRefusedException {
        expect(start.getTag() == null, "geen typen (!)");
        ArrayNode array = JSON.arrayNode();
        for (Event next = events.next();
                !(next instanceof SequenceEndEvent);
                next = events.next()) {
            array.add(node(next, depth + 1));
        }
        return array;
    }

    private ObjectNode mapping(MappingStartEvent start, int depth) throws YamlRefusedException {
        expect(start.getTag() == null, "geen typen (!)");
        ObjectNode object = JSON.objectNode();
        for (Event next = events.next(); !(next instanceof MappingEndEvent); next = events.next()) {
            expect(next instanceof ScalarEvent, "namen als tekst");
            expect(((NodeEvent) next).getAnchor() == null, "geen ankers (&)");
            String name = ((ScalarEvent) next).getValue();
            expect(!name.equals("<<"), "geen samenvoegingen (<<)");
            expect(!object.has(name), "elke naam één keer");
            object.set(name, node(events.next(), depth + 1));
        }
        return object;
    }

    private static JsonNode scalar(ScalarEvent scalar) throws YamlRefusedException {
        expect(scalar.getTag() == null, "geen typen (!)");
        String text = scalar.getValue();
        if (scalar.getScalarStyle() != ScalarStyle.PLAIN) {
            return JSON.textNode(text.strip());
        }
        if (text.matches("-?(0|[1-9][0-9]{0,15})")) {
            return JSON.numberNode(Long.parseLong(text));
        }
        if (text.matches("-?(0|[1-9][0-9]{0,8})\\.[0-9]{1,12}")) {
            return JSON.numberNode(Double.parseDouble(text));
        }
        return switch (text) {
            case "true" -> JSON.booleanNode(true);
            case "false" -> JSON.booleanNode(false);
            case "", "null", "~" -> JSON.nullNode();
            default -> JSON.textNode(text);
        };
    }

    private static void expect(boolean holds, String what) throws YamlRefusedException {
        if (!holds) {
            throw new YamlRefusedException("In de YAML wordt verwacht: " + what + ".");
        }
    }

    private static String place(MarkedYAMLException e) {
        return Optional.ofNullable(e.getProblemMark())
                .map(m -> " (regel " + (m.getLine() + 1) + ", teken " + (m.getColumn() + 1) + ")")
                .orElse("");
    }
}
