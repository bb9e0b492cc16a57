package nl.sluitend.registration.intake;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One record of a list, its values under the columns that the profile gives them. */
final class Row {

    private final long line;
    private final Map<Column, String> values = new EnumMap<>(Column.class);
    private final Map<String, String> deciding = new HashMap<>();
    private final List<LineIssue> issues = new ArrayList<>();

    Row(long line) {
        this.line = line;
    }

    long line() {
        return line;
    }

    /** The value of a column, without the spaces around it; empty when unknown. */
    String value(Column column) {
        return values.getOrDefault(column, "");
    }

    boolean has(Column column) {
        return !value(column).isEmpty();
    }

    /** The code in a column that only the decisions of the profile read, in its plain form. */
    String decidingCode(String name) {
        return Profile.plain(deciding.getOrDefault(name, ""));
    }

    /** What is wrong with the record itself, whatever its values. */
    List<LineIssue> issues() {
        return issues;
    }

    void set(Column column, String value) {
        values.put(column, value);
    }

    void setDeciding(String name, String value) {
        deciding.put(name, value);
    }

    void refuse(String field, String wrong, String expected) {
        issues.add(LineIssue.error(line, field, wrong, expected));
    }

    @Override
    public String toString() {
        return "Row[line=" + line + "]";
    }
}
