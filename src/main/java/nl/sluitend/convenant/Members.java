package nl.sluitend.convenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import nl.sluitend.identifier.Checked;
import nl.sluitend.identifier.Oin;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of one JSON object and collects what is wrong with them, each with its pointer
 * (RFC 6901). A faulty member yields a stand-in, so that reading goes on; the result counts only if
 * no error was collected.
 */
final class Members {

    private static final Oin NO_OIN = new Oin("00000001000000000000");
    private static final URI NO_URI = URI.create("https://invalid/");
    private static final int MAX_ENTRIES = 200;
    private static final String WEB_ADDRESS = "Vul een adres in dat begint met https://.";

    private final JsonNode object;
    private final String pointer;
    private final List<Finding> errors;
    private final Set<String> read = new HashSet<>();

    Members(JsonNode object, String pointer, List<Finding> errors) {
        this.object = object;
        this.pointer = pointer;
        if (object.isObject()) {
            this.errors = errors;
        } else {
            errors.add(
                    new Finding(pointer, "an object is expected", "Vul de onderdelen hiervan in."));
            this.errors = new ArrayList<>();
        }
    }

    /** Text of 1 to {@code max} characters, on one line. */
    String text(String name, int max) {
        return text(pointer + "/" + name, take(name), max);
    }

    /** As {@link #text}, or absent. */
    Optional<String> optionalText(String name, int max) {
        return has(name) ? Optional.of(text(name, max)) : Optional.empty();
    }

    /** A whole number from {@code min} to {@code max}. */
    int whole(String name, int min, int max) {
        JsonNode node = take(name);
        if (node != null
                && node.isIntegralNumber()
                && node.canConvertToInt()
                && node.intValue() >= min
                && node.intValue() <= max) {
            return node.intValue();
        }
        error(
                name,
                "a whole number from " + min + " to " + max + " is expected",
                "Vul een geheel getal in van " + min + " tot en met " + max + ".");
        return min;
    }

    /** The same, or {@code min} when it is absent. */
    int optionalWhole(String name, int min, int max) {
        return has(name) ? whole(name, min, max) : min;
    }

    /** A number above 0 and at most {@code max}. */
    double positive(String name, double max) {
        JsonNode node = take(name);
        if (node != null && node.isNumber() && node.asDouble() > 0 && node.asDouble() <= max) {
            return node.asDouble();
        }
        error(
                name,
                "a number above 0 and at most " + max + " is expected",
                "Vul een getal in boven 0 en hoogstens " + max + ".");
        return max;
    }

    <E extends Enum<E>> E constant(String name, Class<E> type) {
        return constant(pointer + "/" + name, take(name), type);
    }

    /** As {@link #constant}, or absent. */
    <E extends Enum<E>> Optional<E> optionalConstant(String name, Class<E> type) {
        return has(name) ? Optional.of(constant(name, type)) : Optional.empty();
    }

    /** Different constants, at least one. */
    <E extends Enum<E>> List<E> constants(String name, Class<E> type) {
        return different(name, list(name, 1, (node, where) -> constant(where, node, type)));
    }

    /** As {@link #constants}, or absent, which gives none. */
    <E extends Enum<E>> List<E> optionalConstants(String name, Class<E> type) {
        return has(name) ? constants(name, type) : List.of();
    }

    /** Different texts. */
    List<String> texts(String name, int min, int max) {
        return different(name, list(name, min, (node, where) -> text(where, node, max)));
    }

    /** As {@link #texts}, or absent, which gives none. */
    List<String> optionalTexts(String name, int max) {
        return has(name) ? texts(name, 1, max) : List.of();
    }

    /** Objects, at least {@code min}. */
    <T> List<T> objects(String name, int min, Function<Members, T> reader) {
        return list(
                name,
                min,
                (node, where) -> {
                    Members members = new Members(node, where, errors);
                    T value = reader.apply(members);
                    members.noOthers();
                    return value;
                });
    }

    <T> T object(String name, Function<Members, T> reader) {
        JsonNode node = take(name);
        Members members =
                new Members(
                        node == null ? MissingNode.getInstance() : node,
                        pointer + "/" + name,
                        errors);
        T value = reader.apply(members);
        members.noOthers();
        return value;
    }

    <T> Optional<T> optionalObject(String name, Function<Members, T> reader) {
        return has(name) ? Optional.of(object(name, reader)) : Optional.empty();
    }

    /** A SHA-256 in 64 lower-case hexadecimal digits. */
    String hash(String name) {
        String text = text(name, 64);
        if (!text.matches("[0-9a-f]{64}")) {
            error(
                    name,
                    "64 lower-case hexadecimal digits are expected",
                    "Vul 64 tekens in: cijfers en de letters a tot en met f.");
        }
        return text;
    }

    Optional<String> optionalHash(String name) {
        return has(name) ? Optional.of(hash(name)) : Optional.empty();
    }

    /** A day in this century or the next. */
    LocalDate date(String name) {
        JsonNode node = take(name);
        String text = node != null && node.isTextual() ? node.textValue() : "";
        if (text.matches("2[01][0-9]{2}-[0-9]{2}-[0-9]{2}")) {
            try {
                return LocalDate.parse(text);
            } catch (DateTimeParseException _) {
                error(name, "a day that exists is expected", "Vul een dag in die bestaat.");
                return LocalDate.EPOCH;
            }
        }
        error(name, "a date such as 2026-08-01 is expected", "Vul een datum in, zoals 2026-08-01.");
        return LocalDate.EPOCH;
    }

    Oin oin(String name) {
        JsonNode node = take(name);
        switch (Oin.parse(node != null && node.isTextual() ? node.textValue() : "")) {
            case Checked.Valid<Oin>(Oin oin) -> {
                return oin;
            }
            case Checked.Invalid<Oin>(String expectation) -> {
                error(
                        name,
                        "expected: " + expectation,
                        "Vul een OIN in: 20 tekens, zoals in het OIN-register.");
                return NO_OIN;
            }
        }
    }

    /** An absolute address with https. */
    URI https(String name) {
        String text = text(name, 500);
        try {
            URI uri = new URI(text);
            if ("https".equals(uri.getScheme()) && uri.getHost() != null) {
                return uri;
            }
            error(name, "an address that starts with https:// is expected", WEB_ADDRESS);
        } catch (URISyntaxException _) {
            error(
                    name,
                    "an address without other characters than RFC 3986 allows is expected",
                    WEB_ADDRESS);
        }
        return NO_URI;
    }

    Optional<URI> optionalHttps(String name) {
        return has(name) ? Optional.of(https(name)) : Optional.empty();
    }

    /** Adds an error about a member. */
    void error(String name, String expectation, String dutch) {
        errors.add(new Finding(pointer + "/" + name, expectation, dutch));
    }

    /** Refuses every member that was not read: a new member needs a new schema version. */
    void noOthers() {
        object.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!read.contains(name)) {
                                errors.add(
                                        new Finding(
                                                pointer + "/" + escape(name),
                                                "this member is not known in schemaVersion "
                                                        + Convenant.SCHEMA_VERSION,
                                                "Dit onderdeel kent een convenant niet. Haal het"
                                                        + " weg."));
                            }
                        });
    }

    private boolean has(String name) {
        return object.has(name);
    }

    private @Nullable JsonNode take(String name) {
        read.add(name);
        return object.get(name);
    }

    private interface Element<T> {
        T read(JsonNode node, String where);
    }

    private <T> List<T> list(String name, int min, Element<T> element) {
        JsonNode node = take(name);
        List<T> list = new ArrayList<>();
        if (node == null || !node.isArray() || node.size() < min || node.size() > MAX_ENTRIES) {
            error(
                    name,
                    "a list of " + min + " to " + MAX_ENTRIES + " is expected",
                    "Vul een lijst in van " + min + " tot en met " + MAX_ENTRIES + " regels.");
            return list;
        }
        for (int i = 0; i < node.size(); i++) {
            list.add(element.read(node.get(i), pointer + "/" + name + "/" + i));
        }
        return list;
    }

    private <T> List<T> different(String name, List<T> list) {
        if (new HashSet<>(list).size() != list.size()) {
            error(name, "every entry is expected once", "Noem elke regel één keer.");
        }
        return list;
    }

    private String text(String where, @Nullable JsonNode node, int max) {
        String text = node != null && node.isTextual() ? node.textValue() : "";
        boolean printable = text.codePoints().noneMatch(Members::isInvisible);
        if (text.isBlank() || text.length() > max || !printable) {
            errors.add(
                    new Finding(
                            where,
                            "text of 1 to " + max + " visible characters on one line is expected",
                            "Vul tekst in: 1 tot en met " + max + " tekens, op één regel."));
            return "-";
        }
        return text;
    }

    /** Control, format and line characters can make a text read other than it is. */
    static boolean isInvisible(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.PRIVATE_USE
                || type == Character.UNASSIGNED;
    }

    private <E extends Enum<E>> E constant(String where, @Nullable JsonNode node, Class<E> type) {
        E[] all = type.getEnumConstants();
        String text = node != null && node.isTextual() ? node.textValue() : "";
        return Arrays.stream(all)
                .filter(constant -> constant.name().equals(text))
                .findFirst()
                .orElseGet(
                        () -> {
                            errors.add(
                                    new Finding(
                                            where,
                                            "one of " + Arrays.toString(all) + " is expected",
                                            "Kies één van " + Arrays.toString(all) + "."));
                            return all[0];
                        });
    }

    private static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
