package nl.sluitend.registration;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.registration.intake.AgeBand;
import nl.sluitend.registration.intake.Category;
import nl.sluitend.registration.intake.Lead;
import nl.sluitend.registration.intake.SchoolType;
import nl.sluitend.registration.intake.SourceKind;

/**
 * All that this node holds of one registration, for the pupil whom it is about.
 *
 * @param reference how the source system calls the pupil
 * @param offerDate when there was an offer of education
 * @param shielded whether the pupil has a secret address or is in a shelter
 * @param endedOn since when the source system has it no more
 */
public record HeldRegistration(
        UUID id,
        String sourceSystem,
        String reference,
        Category category,
        LocalDate startDate,
        Optional<LocalDate> endDate,
        Optional<Boolean> enrolled,
        Optional<SchoolType> schoolType,
        Optional<String> municipality,
        Optional<String> brin,
        Optional<SourceKind> source,
        Optional<LocalDate> offerDate,
        Optional<Lead> lead,
        Optional<AgeBand> ageBand,
        boolean shielded,
        Optional<LocalDate> endedOn) {

    static HeldRegistration read(ResultSet row) throws SQLException {
        return new HeldRegistration(
                row.getObject("id", UUID.class),
                row.getString("source_system"),
                row.getString("reference"),
                Category.valueOf(row.getString("category")),
                row.getObject("start_date", LocalDate.class),
                date(row, "end_date"),
                Optional.ofNullable(row.getObject("enrolled", Boolean.class)),
                text(row, "school_type").map(SchoolType::valueOf),
                text(row, "municipality"),
                text(row, "brin"),
                text(row, "source").map(SourceKind::valueOf),
                date(row, "offer_date"),
                text(row, "lead").map(Lead::valueOf),
                text(row, "age_band").map(AgeBand::valueOf),
                row.getBoolean("shielded"),
                date(row, "ended_on"));
    }

    private static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    private static Optional<LocalDate> date(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, LocalDate.class));
    }

    @Override
    public String toString() {
        return "HeldRegistration[" + id + "]";
    }
}
