package nl.sluitend.registration.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How a list of a certain kind is read. Profiles are configuration: see {@link Profiles}.
 *
 * @param name as in the query parameter
 * @param description in Dutch, for whoever chooses one
 * @param dates the notations that dates may have
 * @param columns the header names of each column, the first one being the preferred one
 * @param deciding the header names of columns that only the decisions read
 * @param required columns, of either sort, without which the list makes no sense
 * @param dropped header names whose values are dropped unread and counted
 * @param constants values of columns that the list itself does not have
 * @param translations per column, the codes of the list and the codes of the register
 * @param decisions what to do with a line; when there are none every line is a registration
 */
public record Profile(
        String name,
        String description,
        List<DateNotation> dates,
        Map<Column, List<String>> columns,
        Map<String, List<String>> deciding,
        List<String> required,
        Map<DroppedKind, List<String>> dropped,
        Map<Column, String> constants,
        Map<Column, Map<String, String>> translations,
        List<Decision> decisions) {

    /** What a header name or a member of a line stands for. */
    sealed interface Target {
        record Value(Column column) implements Target {}

        record Deciding(String name) implements Target {}

        record Dropped(DroppedKind kind) implements Target {}
    }

    /**
     * @throws IllegalArgumentException naming the part that contradicts another
     */
    public Profile {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,40}")) {
            throw new IllegalArgumentException(
                    "a profile's name has small letters, digits and hyphens");
        }
        if (dates.isEmpty()) {
            throw new IllegalArgumentException("profile " + name + " has no date notation");
        }
        Set<String> deciders = deciding.keySet();
        for (Decision decision : decisions) {
            if (!deciders.containsAll(decision.columns())) {
                throw new IllegalArgumentException(
                        "profile " + name + " decides on a column that it does not read");
            }
            decision.set().keySet().forEach(column -> knownColumn(name, column));
        }
        for (String column : required) {
            if (!deciders.contains(column)
                    && Column.find(column).filter(columns::containsKey).isEmpty()) {
                throw new IllegalArgumentException(
                        "profile " + name + " requires a column that it does not read: " + column);
            }
        }
    }

    private static void knownColumn(String profile, String column) {
        if (Column.find(column).isEmpty()) {
            throw new IllegalArgumentException(
                    "profile " + profile + " sets a column that does not exist: " + column);
        }
    }

    /** What each header name stands for, by its plain form. Made once per list. */
    Map<String, Target> targets() {
        Map<String, Target> targets = new HashMap<>();
        dropped.forEach(
                (kind, names) ->
                        names.forEach(n -> targets.put(plain(n), new Target.Dropped(kind))));
        deciding.forEach(
                (column, names) ->
                        names.forEach(n -> targets.put(plain(n), new Target.Deciding(column))));
        columns.forEach(
                (column, names) ->
                        names.forEach(n -> targets.put(plain(n), new Target.Value(column))));
        return targets;
    }

    /** The preferred header name of a column of either sort. */
    String headerName(String column) {
        return Optional.ofNullable(deciding.get(column))
                .or(() -> Column.find(column).map(columns::get))
                .map(List::getFirst)
                .orElse(column);
    }

    /** The preferred header names, for an error about a header. */
    String headerNames() {
        Set<String> names = new TreeSet<>();
        columns.values().forEach(aliases -> names.add(aliases.getFirst()));
        deciding.values().forEach(aliases -> names.add(aliases.getFirst()));
        return String.join(", ", names);
    }

    /** The codes that a deciding column may hold, over all decisions: plain, and as written. */
    SortedMap<String, String> codesOf(String decidingColumn) {
        SortedMap<String, String> codes = new TreeMap<>();
        decisions.forEach(d -> codes.putAll(d.when().getOrDefault(decidingColumn, Map.of())));
        return codes;
    }

    /**
     * A code and the category under which lines with it are counted.
     *
     * @param written as the profile writes it
     */
    public record CategoryCode(String written, Category category) {}

    /**
     * Every code that alone decides the category of a line; of a list that is of one category the
     * name of the profile itself.
     */
    public List<CategoryCode> categoryCodes() {
        String column = Column.CATEGORY.columnName();
        List<CategoryCode> codes = new ArrayList<>();
        Optional.ofNullable(constants.get(Column.CATEGORY))
                .ifPresent(all -> codes.add(new CategoryCode(name, Category.valueOf(all))));
        for (Decision decision : decisions) {
            String category = decision.set().get(column);
            if (category != null && decision.then() == Decision.Then.IMPORT) {
                decision.when().entrySet().stream()
                        .filter(when -> decides(when.getKey()))
                        .flatMap(when -> when.getValue().values().stream())
                        .forEach(
                                code ->
                                        codes.add(
                                                new CategoryCode(
                                                        code, Category.valueOf(category))));
            }
        }
        translations
                .getOrDefault(Column.CATEGORY, Map.of())
                .forEach(
                        (code, category) ->
                                codes.add(new CategoryCode(code, Category.valueOf(category))));
        return codes;
    }

    /** Whether the codes of this column lead to a category each: a status leads to several. */
    private boolean decides(String decidingColumn) {
        Map<String, Set<String>> leads = new HashMap<>();
        for (Decision decision : decisions) {
            String category = decision.set().get(Column.CATEGORY.columnName());
            if (category != null) {
                decision.when()
                        .getOrDefault(decidingColumn, Map.of())
                        .keySet()
                        .forEach(
                                code ->
                                        leads.computeIfAbsent(code, _ -> new TreeSet<>())
                                                .add(category));
            }
        }
        return leads.values().stream().allMatch(categories -> categories.size() == 1);
    }

    /** A name or code without what people write differently: case, spaces and punctuation. */
    static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }
}
