package nl.sluitend.registration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import nl.sluitend.registration.intake.Registration;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a registration as PostgreSQL writes them, to be compared and copied.
 *
 * @param columns in the order of {@link #COLUMNS}
 * @param ended whether the source system did not have it any more
 */
record StoredRegistration(UUID id, List<@Nullable String> columns, boolean ended) {

    /** What a line sets, with the type of each. */
    static final List<String> COLUMNS =
            List.of(
                    "profile",
                    "category",
                    "start_date",
                    "end_date",
                    "enrolled",
                    "school_type",
                    "municipality",
                    "brin",
                    "source",
                    "offer_date",
                    "lead",
                    "age_band",
                    "shielded");

    static final List<String> TYPES =
            List.of(
                    "text", "text", "date", "date", "boolean", "text", "text", "text", "text",
                    "date", "text", "text", "boolean");

    private static final String NOT_SHIELDED = Boolean.toString(false);

    StoredRegistration {
        columns = new ArrayList<>(columns);
    }

    /**
     * What a line makes of a registration. A shielded pupil stays so until a source system says
     * otherwise: a list without that column does not.
     *
     * @param stored what is there; nothing of a new registration
     */
    static List<@Nullable String> columnsOf(
            String profile, Registration said, @Nullable StoredRegistration stored) {
        return Arrays.asList(
                profile,
                said.category().name(),
                said.startDate().toString(),
                said.endDate().map(Object::toString).orElse(null),
                said.enrolled().map(Object::toString).orElse(null),
                said.schoolType().map(Enum::name).orElse(null),
                said.municipality().orElse(null),
                said.brin().map(brin -> brin.value()).orElse(null),
                said.source().map(Enum::name).orElse(null),
                said.offerDate().map(Object::toString).orElse(null),
                said.lead().map(Enum::name).orElse(null),
                said.ageBand().map(Enum::name).orElse(null),
                said.shielded()
                        .map(Object::toString)
                        .orElse(stored == null ? NOT_SHIELDED : stored.columns().getLast()));
    }

    @Override
    public String toString() {
        return "StoredRegistration[" + id + "]";
    }
}
