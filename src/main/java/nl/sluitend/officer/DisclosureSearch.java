package nl.sluitend.officer;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import nl.sluitend.disclosure.DisclosureFilter;
import nl.sluitend.disclosure.LeafKind;
import nl.sluitend.identifier.Oin;
import org.jspecify.annotations.Nullable;

/**
 * What was filled in above the list. Nothing in it is about a pupil, so that a search can be kept
 * as a bookmark.
 *
 * @param from first day, as it was filled in; empty for no bound, like every other field
 * @param until last day, included
 * @param convenant hash of the convenant
 * @param party OIN of the counterparty
 * @param kind wire name of a kind, {@link #EVERYTHING}, or empty for all but consultations
 * @param purpose in the words of the convenant
 * @param basis legal basis, in the words of the log
 * @param session number of the session
 */
public record DisclosureSearch(
        String from,
        String until,
        String convenant,
        String party,
        String kind,
        String purpose,
        String basis,
        String session) {

    /** Everything, looking into the log included. */
    public static final String EVERYTHING = "alles";

    private static final Set<LeafKind> ALL_BUT_CONSULTATIONS =
            Arrays.stream(LeafKind.values())
                    .filter(kind -> kind != LeafKind.CONSULTATION)
                    .collect(Collectors.toUnmodifiableSet());

    /**
     * A search that was understood, or all that is wrong with it.
     *
     * @param filter what matches; everything that was understood
     * @param errors per field, in Dutch
     */
    record Understood(DisclosureFilter filter, Map<String, String> errors) {}

    /**
     * @param answers what was filled in, by the name of the field in the page's address
     */
    static DisclosureSearch of(UnaryOperator<@Nullable String> answers) {
        return new DisclosureSearch(
                plain(answers.apply("van")),
                plain(answers.apply("tot")),
                plain(answers.apply("convenant")),
                plain(answers.apply("partij")),
                plain(answers.apply("soort")),
                plain(answers.apply("doel")),
                plain(answers.apply("grondslag")),
                plain(answers.apply("sessie")));
    }

    Understood understand() {
        Map<String, String> errors = new LinkedHashMap<>();
        Optional<LocalDate> first = read("van", from, LocalDate::parse, errors);
        Optional<LocalDate> last = read("tot", until, LocalDate::parse, errors);
        if (first.isPresent() && last.isPresent() && last.get().isBefore(first.get())) {
            errors.put("tot", "De laatste dag ligt voor de eerste dag.");
        }
        DisclosureFilter filter =
                new DisclosureFilter(
                        first.map(DisclosureTexts::startOf),
                        last.map(day -> DisclosureTexts.startOf(day.plusDays(1))),
                        read("convenant", convenant, DisclosureSearch::hash, errors),
                        read("partij", party, Oin::new, errors),
                        kinds(errors),
                        given(session),
                        given(purpose),
                        given(basis),
                        List.of());
        return new Understood(filter, errors);
    }

    /** Whether anything was filled in. */
    public boolean restricted() {
        return fields().stream().anyMatch(field -> !field.value().isEmpty());
    }

    /** One field and its value, for the address of the next page. */
    public record Field(String name, String value) {}

    /** The fields under the names that they have in the address. */
    public List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        fields.add(new Field("van", from));
        fields.add(new Field("tot", until));
        fields.add(new Field("convenant", convenant));
        fields.add(new Field("partij", party));
        fields.add(new Field("soort", kind));
        fields.add(new Field("doel", purpose));
        fields.add(new Field("grondslag", basis));
        fields.add(new Field("sessie", session));
        return fields;
    }

    private Set<LeafKind> kinds(Map<String, String> errors) {
        if (kind.isEmpty()) {
            return ALL_BUT_CONSULTATIONS;
        }
        if (kind.equals(EVERYTHING)) {
            return Set.of();
        }
        return read("soort", kind, text -> LeafKind.find(text).orElseThrow(), errors)
                .map(Set::of)
                .orElse(Set.of());
    }

    private static String hash(String text) {
        if (!text.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("not a hash");
        }
        return text;
    }

    private static <T> Optional<T> read(
            String name, String text, Function<String, T> reader, Map<String, String> errors) {
        try {
            return given(text).map(reader);
        } catch (IllegalArgumentException
                | DateTimeException
                | java.util.NoSuchElementException e) {
            errors.put(
                    name,
                    switch (name) {
                        case "van", "tot" -> "Vul een datum in, bijvoorbeeld 22-11-2026.";
                        case "partij" -> "Kies een organisatie uit de lijst.";
                        case "convenant" -> "Kies een convenant uit de lijst.";
                        default -> "Kies een soort uit de lijst.";
                    });
            return Optional.empty();
        }
    }

    private static Optional<String> given(String text) {
        return Optional.of(text).filter(value -> !value.isEmpty());
    }

    private static String plain(@Nullable String text) {
        return text == null ? "" : text.strip();
    }
}
