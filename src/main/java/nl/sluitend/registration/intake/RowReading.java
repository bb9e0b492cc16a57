package nl.sluitend.registration.intake;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nl.sluitend.identifier.Brin;
import nl.sluitend.identifier.MatchingKey;

/** Reads one row as a registration, and gathers all that is wrong or doubtful on the way. */
final class RowReading {

    private static final Pattern REFERENCE = Pattern.compile("[\\p{Print}&&[^\\s]]{1,100}");
    private static final Pattern MUNICIPALITY_CODE = Pattern.compile("(?:GM)?([0-9]{4})");
    private static final Pattern MUNICIPALITY_NAME = Pattern.compile("[\\p{L}' .()-]{2,60}");

    private final Row row;
    private final Profile profile;
    private final LocalDate fileDate;
    private final List<LineIssue> errors = new ArrayList<>();
    private final List<LineIssue> warnings = new ArrayList<>();

    RowReading(Row row, Profile profile, LocalDate fileDate) {
        this.row = row;
        this.profile = profile;
        this.fileDate = fileDate;
    }

    /** Whether a text can be a reference: 1 to 100 printable ASCII characters without spaces. */
    static boolean isReference(String text) {
        return REFERENCE.matcher(text).matches();
    }

    /**
     * The row as a registration, or all its errors.
     *
     * @param closed without an end date the absence ends on the date of the file
     */
    LineAnswer read(boolean closed) {
        checkText();
        String reference = reference();
        Optional<LocalDate> birthDate = date(Column.BIRTH_DATE);
        KeyReading keyReading = new KeyReading(this, birthDate);
        List<MatchingKey> keys = keyReading.read();
        Optional<Brin> brin = keyReading.brin();
        Optional<Category> category = code(Column.CATEGORY, Category.class);
        require(Column.CATEGORY, "one of: " + names(Category.class));
        Optional<LocalDate> start = date(Column.START_DATE);
        require(Column.START_DATE, dateForms());
        Optional<LocalDate> end =
                date(Column.END_DATE).or(() -> Optional.of(fileDate).filter(_ -> closed));
        Optional<Boolean> enrolled = truth(Column.ENROLLED);
        Optional<SchoolType> schoolType = code(Column.SCHOOL_TYPE, SchoolType.class);
        Optional<String> municipality = municipality();
        Optional<SourceKind> source = code(Column.SOURCE, SourceKind.class);
        Optional<LocalDate> offer = date(Column.OFFER_DATE);
        Optional<Lead> lead = code(Column.LEAD, Lead.class);
        Optional<Boolean> shielded = truth(Column.SHIELDED);
        if (start.isPresent() && end.isPresent() && end.get().isBefore(start.get())) {
            error(Column.END_DATE, "is before the start date", "the start date or later");
        }
        if (!errors.isEmpty() || category.isEmpty() || start.isEmpty()) {
            return new LineAnswer.Refused(
                    row.line(), Optional.of(reference).filter(RowReading::isReference), errors);
        }
        Plausibility.check(
                this, category.get(), start.get(), enrolled, schoolType, birthDate, offer);
        return new LineAnswer.Accepted(
                row.line(),
                new Registration(
                        reference,
                        keys,
                        category.get(),
                        start.get(),
                        end,
                        enrolled,
                        schoolType,
                        municipality,
                        brin,
                        source,
                        offer,
                        lead,
                        birthDate.map(born -> AgeBand.of(born, fileDate)),
                        shielded),
                warnings);
    }

    private void checkText() {
        for (Column column : Column.values()) {
            String value = row.value(column);
            if (value.length() > column.maxLength()) {
                error(column, "is too long", "at most " + column.maxLength() + " characters");
            } else if (value.chars().anyMatch(RowReading::isNoText)) {
                error(
                        column,
                        "has a character that is not text",
                        "text in UTF-8 or Windows-1252, without control characters");
            }
        }
    }

    private static boolean isNoText(int c) {
        return Character.isISOControl(c) || c == DetectingReader.REPLACEMENT;
    }

    private String reference() {
        String reference = row.value(Column.REFERENCE);
        if (reference.isEmpty()) {
            error(Column.REFERENCE, "is missing", "the key of the source system for this pupil");
        } else if (!isReference(reference)) {
            error(
                    Column.REFERENCE,
                    "is not a reference",
                    "1 to 100 printable ASCII characters without spaces");
        }
        return reference;
    }

    private void require(Column column, String expected) {
        if (!row.has(column)) {
            error(column, "is missing", expected);
        }
    }

    Optional<LocalDate> date(Column column) {
        String value = row.value(column);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        Optional<LocalDate> date =
                profile.dates().stream()
                        .flatMap(notation -> notation.parse(value).stream())
                        .findFirst();
        if (date.isEmpty()) {
            error(column, "is not a date", dateForms());
        }
        return date;
    }

    private String dateForms() {
        return "a date from 1900 as "
                + profile.dates().stream()
                        .map(DateNotation::form)
                        .collect(Collectors.joining(" or "));
    }

    private <E extends Enum<E>> Optional<E> code(Column column, Class<E> codes) {
        String value = row.value(column);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        String translated =
                profile.translations()
                        .getOrDefault(column, Map.of())
                        .getOrDefault(Profile.plain(value), value);
        Optional<E> code =
                Arrays.stream(codes.getEnumConstants())
                        .filter(c -> c.name().equals(translated.toUpperCase(Locale.ROOT)))
                        .findFirst();
        if (code.isEmpty()) {
            error(column, "is not a known code", "one of: " + names(codes));
        }
        return code;
    }

    private static <E extends Enum<E>> String names(Class<E> codes) {
        return Arrays.stream(codes.getEnumConstants())
                .map(Enum::name)
                .collect(Collectors.joining(", "));
    }

    private Optional<Boolean> truth(Column column) {
        return switch (row.value(column).toLowerCase(Locale.ROOT)) {
            case "" -> Optional.empty();
            case "true", "ja", "j", "1" -> Optional.of(true);
            case "false", "nee", "n", "0" -> Optional.of(false);
            default -> {
                error(column, "is not a truth value", "true or false, ja or nee");
                yield Optional.empty();
            }
        };
    }

    private Optional<String> municipality() {
        String value = row.value(Column.MUNICIPALITY);
        var code = MUNICIPALITY_CODE.matcher(value.toUpperCase(Locale.ROOT));
        if (code.matches()) {
            return Optional.of(code.group(1));
        }
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (!MUNICIPALITY_NAME.matcher(value).matches()) {
            error(
                    Column.MUNICIPALITY,
                    "is not a municipality",
                    "a CBS code of four digits or a name of 2 to 60 letters");
        }
        return Optional.of(value);
    }

    String value(Column column) {
        return row.value(column);
    }

    boolean has(Column column) {
        return row.has(column);
    }

    LocalDate fileDate() {
        return fileDate;
    }

    void error(Column column, String wrong, String expected) {
        error(headerName(column), wrong, expected);
    }

    void error(String field, String wrong, String expected) {
        errors.add(LineIssue.error(row.line(), field, wrong, expected));
    }

    void warn(Column column, String wrong, String expected) {
        warnings.add(LineIssue.warning(row.line(), headerName(column), wrong, expected));
    }

    private String headerName(Column column) {
        List<String> names = profile.columns().get(column);
        return names == null ? column.columnName() : names.getFirst();
    }
}
