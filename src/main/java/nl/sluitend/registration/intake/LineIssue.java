package nl.sluitend.registration.intake;

/**
 * One thing that is wrong or doubtful on one line. Holds no value of the line, so that it can be
 * stored and shown.
 *
 * @param line the physical line on which the record starts, from 1; 1 for a single registration
 * @param field the column, or the part of the line, that it is about
 * @param severity whether the line is refused for it
 * @param wrong what is wrong, a sentence part such as "is not a date"
 * @param expected what is expected instead
 */
public record LineIssue(long line, String field, Severity severity, String wrong, String expected) {

    /** What an issue does to its line. */
    public enum Severity {
        /** The line is refused. */
        ERROR,
        /** The line is stored all the same. */
        WARNING
    }

    static LineIssue error(long line, String field, String wrong, String expected) {
        return new LineIssue(line, field, Severity.ERROR, wrong, expected);
    }

    static LineIssue warning(long line, String field, String wrong, String expected) {
        return new LineIssue(line, field, Severity.WARNING, wrong, expected);
    }

    /** A line whose reference was on an earlier line of the same list. */
    public static LineIssue duplicate(long line, long earlier) {
        return error(
                line,
                Column.REFERENCE.columnName(),
                "is also the reference of line " + earlier,
                "a reference that occurs once in a list");
    }
}
