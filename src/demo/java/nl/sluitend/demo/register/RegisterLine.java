package nl.sluitend.demo.register;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One registration as a source system exports it, in the columns of the generic import profile.
 *
 * @param reference the source system's own name for the registration, unique in its register
 * @param bsn absent at a samenwerkingsverband, which may not be assumed to hold it
 * @param category a code such as {@code LANGDURIG_RELATIEF_VERZUIM}
 * @param endDate absent while the absence lasts
 * @param source who told: {@code DUO}, {@code SCHOOL}, {@code OUDER} or {@code EIGEN}
 * @param lead who has the lead: {@code RBL}, {@code SWV} or {@code SCHOOL}
 */
public record RegisterLine(
        String reference,
        @Nullable String bsn,
        @Nullable String leerlingnummer,
        LocalDate birthDate,
        String surname,
        String initials,
        String postcode4,
        String category,
        LocalDate startDate,
        @Nullable LocalDate endDate,
        boolean enrolled,
        SchoolType schoolType,
        String municipality,
        String source,
        String lead) {

    static final List<String> COLUMNS =
            List.of(
                    "reference",
                    "bsn",
                    "brin",
                    "vestiging",
                    "leerlingnummer",
                    "birthDate",
                    "surname",
                    "initials",
                    "postcode4",
                    "category",
                    "startDate",
                    "endDate",
                    "enrolled",
                    "schoolType",
                    "municipality",
                    "source",
                    "lead");

    static RegisterLine of(
            String reference, Child child, Absence absence, String source, String lead) {
        return new RegisterLine(
                reference,
                child.bsn(),
                absence.schoolType() == SchoolType.GEEN ? null : child.leerlingnummer(),
                child.birthDate(),
                child.surname(),
                child.initials(),
                child.postcode4(),
                absence.category(),
                absence.start(),
                absence.end(),
                absence.enrolled(),
                absence.schoolType(),
                child.municipality(),
                source,
                lead);
    }

    /**
     * Whether the absence and a span of days have a day in common; both ends belong to the span.
     */
    public boolean overlaps(LocalDate from, LocalDate until) {
        return !startDate.isAfter(until) && (endDate == null || !endDate.isBefore(from));
    }

    RegisterLine withoutBsn() {
        return copy(null, surname, postcode4, startDate, endDate);
    }

    RegisterLine withSurname(String other) {
        return copy(bsn, other, postcode4, startDate, endDate);
    }

    RegisterLine movedTo(String otherPostcode4) {
        return copy(bsn, surname, otherPostcode4, startDate, endDate);
    }

    RegisterLine startedOn(LocalDate day) {
        return copy(bsn, surname, postcode4, day, endDate);
    }

    RegisterLine endedOn(@Nullable LocalDate day) {
        return copy(bsn, surname, postcode4, startDate, day);
    }

    private RegisterLine copy(
            @Nullable String newBsn,
            String newSurname,
            String newPostcode4,
            LocalDate newStart,
            @Nullable LocalDate newEnd) {
        return new RegisterLine(
                reference,
                newBsn,
                leerlingnummer,
                birthDate,
                newSurname,
                initials,
                newPostcode4,
                category,
                newStart,
                newEnd,
                enrolled,
                schoolType,
                municipality,
                source,
                lead);
    }

    List<String> cells() {
        return List.of(
                reference,
                bsn == null ? "" : bsn,
                leerlingnummer == null ? "" : "99ZZ",
                leerlingnummer == null ? "" : "00",
                leerlingnummer == null ? "" : leerlingnummer,
                birthDate.toString(),
                surname,
                initials,
                postcode4,
                category,
                startDate.toString(),
                endDate == null ? "" : endDate.toString(),
                enrolled ? "true" : "false",
                schoolType.name(),
                municipality,
                source,
                lead);
    }
}
