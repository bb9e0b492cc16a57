package nl.sluitend.registration;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows to add to a table in one statement, held by column. */
final class NewRows {

    private final String table;
    private final List<String> names = new ArrayList<>();
    private final List<String> types = new ArrayList<>();
    private final List<List<@Nullable Object>> columns = new ArrayList<>();

    NewRows(String table) {
        this.table = table;
    }

    /** Adds a column, before any row. */
    NewRows column(String name, String type) {
        names.add(name);
        types.add(type);
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

    int size() {
        return columns.size();
    }

    String type(int column) {
        return types.get(column);
    }

    List<@Nullable Object> values(int column) {
        return columns.get(column);
    }

    /** One array parameter per column. */
    String statement() {
        return "insert into %s (%s) select * from unnest(%s)"
                .formatted(
                        table,
                        String.join(", ", names),
                        String.join(
                                ", ", types.stream().map(t -> "cast(? as " + t + "[])").toList()));
    }

    @Override
    public String toString() {
        return "NewRows[" + table + "]";
    }
}
