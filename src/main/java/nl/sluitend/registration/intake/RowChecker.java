package nl.sluitend.registration.intake;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Judges rows of one list: what the profile decides about them, and everything that is wrong with
 * them at once.
 */
final class RowChecker {

    private final Profile profile;
    private final LocalDate fileDate;

    /**
     * @param fileDate the day that the list describes; ages and durations are counted to it
     */
    RowChecker(Profile profile, LocalDate fileDate) {
        this.profile = profile;
        this.fileDate = fileDate;
    }

    LineAnswer check(Row row) {
        profile.constants().forEach((column, value) -> setWhenEmpty(row, column, value));
        if (!row.issues().isEmpty()) {
            return new LineAnswer.Refused(row.line(), usableReference(row), row.issues());
        }
        if (profile.decisions().isEmpty()) {
            return new RowReading(row, profile, fileDate).read(false);
        }
        Optional<Decision> decision =
                profile.decisions().stream().filter(d -> d.fits(row, days(row))).findFirst();
        if (decision.isEmpty()) {
            return undecided(row);
        }
        return follow(decision.get(), row);
    }

    private LineAnswer follow(Decision decision, Row row) {
        String because = decision.because().orElse("other");
        return switch (decision.then()) {
            case LEAVE_OUT -> new LineAnswer.LeftOut(row.line(), usableReference(row), because);
            case END ->
                    usableReference(row)
                            .<LineAnswer>map(
                                    reference ->
                                            new LineAnswer.Ending(row.line(), reference, because))
                            .orElseGet(() -> new RowReading(row, profile, fileDate).read(false));
            case IMPORT -> {
                decision.set()
                        .forEach(
                                (column, value) ->
                                        row.set(Column.find(column).orElseThrow(), value));
                yield new RowReading(row, profile, fileDate).read(decision.closed());
            }
        };
    }

    private static void setWhenEmpty(Row row, Column column, String value) {
        if (!row.has(column)) {
            row.set(column, value);
        }
    }

    private static Optional<String> usableReference(Row row) {
        return Optional.of(row.value(Column.REFERENCE)).filter(RowReading::isReference);
    }

    /** Days from the start to the end, or else to the date of the file; 0 without a start. */
    private long days(Row row) {
        Optional<LocalDate> start = date(row, Column.START_DATE);
        LocalDate end = date(row, Column.END_DATE).orElse(fileDate);
        return start.map(from -> ChronoUnit.DAYS.between(from, end)).orElse(0L);
    }

    private Optional<LocalDate> date(Row row, Column column) {
        return profile.dates().stream()
                .flatMap(notation -> notation.parse(row.value(column)).stream())
                .findFirst();
    }

    private LineAnswer undecided(Row row) {
        List<LineIssue> issues = new ArrayList<>();
        for (String column : profile.deciding().keySet()) {
            SortedMap<String, String> codes = profile.codesOf(column);
            if (profile.required().contains(column)
                    && !codes.containsKey(row.decidingCode(column))) {
                issues.add(
                        LineIssue.error(
                                row.line(),
                                profile.headerName(column),
                                "is not a code of profile " + profile.name(),
                                "one of: " + String.join(", ", codes.values())));
            }
        }
        if (issues.isEmpty()) {
            issues.add(
                    LineIssue.error(
                            row.line(),
                            "line",
                            "combines codes for which profile " + profile.name() + " has no target",
                            "codes that belong together"));
        }
        return new LineAnswer.Refused(row.line(), usableReference(row), issues);
    }
}
