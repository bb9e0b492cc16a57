package nl.sluitend.registration;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import nl.sluitend.psi.Octets;
import org.jspecify.annotations.Nullable;

/**
 * Rows to add to a table in one COPY, held by column. Values are null, octets, or what PostgreSQL
 * reads from the text that they print.
 */
final class NewRows {

    private static final HexFormat HEX = HexFormat.of();

    private final String table;
    private final List<String> names = new ArrayList<>();
    private final List<List<@Nullable Object>> columns = new ArrayList<>();

    NewRows(String table) {
        this.table = table;
    }

    /** Adds a column, before any row. */
    NewRows column(String name) {
        names.add(name);
        columns.add(new ArrayList<>());
        return this;
    }

    /** Adds a row: a value for each column, in their order. */
    void row(List<? extends @Nullable Object> values) {
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).add(values.get(i));
        }
    }

    boolean isEmpty() {
        return columns.getFirst().isEmpty();
    }

    /** Takes the rows as {@link #text} writes them. */
    String statement() {
        return "copy %s (%s) from stdin".formatted(table, String.join(", ", names));
    }

    /** The rows in the text format of COPY, UTF-8. */
    byte[] text() {
        StringBuilder text = new StringBuilder(64 * names.size() * columns.getFirst().size());
        for (int row = 0; row < columns.getFirst().size(); row++) {
            for (int column = 0; column < columns.size(); column++) {
                if (column > 0) {
                    text.append('\t');
                }
                write(columns.get(column).get(row), text);
            }
            text.append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void write(@Nullable Object value, StringBuilder text) {
        switch (value) {
            case null -> text.append("\\N");
            case Octets octets -> HEX.formatHex(text.append("\\\\x"), octets.toByteArray());
            case String said -> escape(said, text);
            default -> text.append(value);
        }
    }

    private static void escape(String said, StringBuilder text) {
        for (int i = 0; i < said.length(); i++) {
            char c = said.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> text.append(c);
            }
        }
    }

    @Override
    public String toString() {
        return "NewRows[" + table + "]";
    }
}
