package nl.sluitend.registration.intake;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Combinations that are unlikely but possible: warned about, never refused. */
final class Plausibility {

    private Plausibility() {}

    static void check(
            RowReading row,
            Category category,
            LocalDate start,
            Optional<Boolean> enrolled,
            Optional<SchoolType> schoolType,
            Optional<LocalDate> birthDate,
            Optional<LocalDate> offer) {
        if (start.isAfter(row.fileDate())) {
            row.warn(Column.START_DATE, "is after the date of the list", "a day that has been");
        }
        if (offer.isPresent() && offer.get().isBefore(start)) {
            row.warn(Column.OFFER_DATE, "is before the start date", "the start date or later");
        }
        if (category == Category.ABSOLUUT_VERZUIM && enrolled.orElse(false)) {
            row.warn(
                    Column.ENROLLED,
                    "contradicts ABSOLUUT_VERZUIM",
                    "false: enrolled at no school");
        }
        if (category == Category.LANGDURIG_RELATIEF_VERZUIM && !enrolled.orElse(true)) {
            row.warn(
                    Column.ENROLLED,
                    "contradicts LANGDURIG_RELATIEF_VERZUIM",
                    "true: enrolled at a school");
        }
        if (schoolType.equals(Optional.of(SchoolType.GEEN)) && enrolled.orElse(false)) {
            row.warn(Column.SCHOOL_TYPE, "is GEEN for an enrolled pupil", "the kind of the school");
        }
        birthDate.ifPresent(born -> checkAge(row, born));
    }

    private static void checkAge(RowReading row, LocalDate born) {
        long years = ChronoUnit.YEARS.between(born, row.fileDate());
        if (years < 4 || years > 23) {
            row.warn(Column.BIRTH_DATE, "is of someone of another age", "a pupil of 4 to 23 years");
        }
    }
}
