package nl.sluitend.registration.intake;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A {@link Profile} as its file writes it, where parts may be left out. */
record WrittenProfile(
        @Nullable String name,
        @Nullable String description,
        @Nullable List<DateNotation> dates,
        @Nullable Map<String, List<String>> columns,
        @Nullable Map<String, List<String>> deciding,
        @Nullable List<String> required,
        @Nullable Map<DroppedKind, List<String>> dropped,
        @Nullable Map<String, String> constants,
        @Nullable Map<String, Map<String, String>> translations,
        @Nullable List<WrittenDecision> decisions) {

    /** A {@link Decision} as its file writes it. */
    record WrittenDecision(
            @Nullable Map<String, List<String>> when,
            @Nullable Integer longerThanDays,
            Decision.@Nullable Then then,
            @Nullable String because,
            @Nullable Map<String, String> set,
            @Nullable Boolean closed) {

        Decision toDecision() {
            Map<String, Map<String, String>> codes = new TreeMap<>();
            or(when, Map.<String, List<String>>of())
                    .forEach(
                            (column, written) ->
                                    codes.put(
                                            column,
                                            written.stream()
                                                    .collect(
                                                            Collectors.toMap(
                                                                    Profile::plain,
                                                                    code -> code,
                                                                    (one, _) -> one))));
            return new Decision(
                    codes,
                    Optional.ofNullable(longerThanDays),
                    or(then, Decision.Then.IMPORT),
                    Optional.ofNullable(because),
                    or(set, Map.of()),
                    or(closed, false));
        }
    }

    Profile toProfile() {
        Map<Column, Map<String, String>> plainTranslations = new EnumMap<>(Column.class);
        byColumn(or(translations, Map.of()))
                .forEach(
                        (column, codes) -> {
                            Map<String, String> plain = new TreeMap<>();
                            codes.forEach((code, to) -> plain.put(Profile.plain(code), to));
                            plainTranslations.put(column, plain);
                        });
        List<WrittenDecision> written = or(decisions, List.of());
        return new Profile(
                or(name, ""),
                or(description, ""),
                or(dates, List.of()),
                byColumn(or(columns, Map.of())),
                or(deciding, Map.of()),
                or(required, List.of()),
                or(dropped, Map.of()),
                byColumn(or(constants, Map.of())),
                plainTranslations,
                written.stream().map(WrittenDecision::toDecision).toList());
    }

    private static <T> Map<Column, T> byColumn(Map<String, T> byName) {
        Map<Column, T> byColumn = new EnumMap<>(Column.class);
        byName.forEach(
                (name, value) ->
                        byColumn.put(
                                Column.find(name)
                                        .orElseThrow(
                                                () ->
                                                        new IllegalArgumentException(
                                                                "no such column: " + name)),
                                value));
        return byColumn;
    }

    private static <T> T or(@Nullable T written, T otherwise) {
        return written == null ? otherwise : written;
    }
}
