package nl.sluitend.registration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.convenant.SharedField;

/** What the register holds of a pupil that a convenant can give to the other party. */
@ApplicationScoped
public class SharedValues {

    private static final Map<SharedField, String> COLUMNS =
            new EnumMap<>(
                    Map.of(
                            SharedField.START_DATE, "start_date",
                            SharedField.END_DATE, "end_date",
                            SharedField.OFFER_DATE, "offer_date",
                            SharedField.LEAD, "lead",
                            SharedField.ENROLLED, "enrolled",
                            SharedField.SCHOOL_TYPE, "school_type",
                            SharedField.SOURCE, "source",
                            SharedField.MUNICIPALITY, "municipality",
                            SharedField.CATEGORY, "category"));

    private final Sql sql;

    SharedValues(Sql sql) {
        this.sql = sql;
    }

    /**
     * What one registration holds.
     *
     * @param values as a record gives them; what the register does not know, or a field cannot
     *     give, is not among them
     */
    public record Held(
            UUID registration,
            boolean ended,
            LocalDate startDate,
            Map<SharedField, String> values) {

        /** Of several registrations of one pupil the one that says how it is now comes first. */
        public static final Comparator<Held> LATEST_FIRST =
                Comparator.comparing(Held::ended)
                        .thenComparing(Held::startDate, Comparator.reverseOrder())
                        .thenComparing(Held::registration);

        public Held {
            values = Map.copyOf(values);
        }

        /** The value of a field, if there is one. */
        public Optional<String> value(SharedField field) {
            return Optional.ofNullable(values.get(field));
        }

        @Override
        public String toString() {
            return "Held[" + registration + ", masked]";
        }
    }

    /** What these registrations hold; deleted ones are left out. */
    @Transactional
    public List<Held> of(Collection<UUID> registrations) {
        List<Held> held = new ArrayList<>();
        sql.each(
                "select * from registration where id = any(?)",
                statement -> Sql.setArray(statement, 1, "uuid", registrations),
                row -> held.add(read(row)));
        return held;
    }

    private static Held read(ResultSet row) throws SQLException {
        Map<SharedField, String> values = new EnumMap<>(SharedField.class);
        for (Map.Entry<SharedField, String> column : COLUMNS.entrySet()) {
            SharedField field = column.getKey();
            String value =
                    field == SharedField.ENROLLED
                            ? text(row.getObject(column.getValue(), Boolean.class))
                            : text(row.getString(column.getValue()));
            if (field.accepts(value)) {
                values.put(field, value);
            }
        }
        return new Held(
                row.getObject("id", UUID.class),
                row.getObject("ended_on") != null,
                row.getObject("start_date", LocalDate.class),
                values);
    }

    private static String text(@org.jspecify.annotations.Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
