package nl.sluitend.registration;

import java.time.LocalDate;
import java.time.Month;

/** The days that a run is about. */
public sealed interface Period {

    /** First day. */
    LocalDate from();

    /** Last day, inclusive. */
    LocalDate until();

    /**
     * A school year, from 1 August up to and including 31 July.
     *
     * @param startYear the year in which it starts
     */
    record SchoolYear(int startYear) implements Period {

        /** The school year that a day lies in. */
        public static SchoolYear of(LocalDate day) {
            return new SchoolYear(
                    day.getMonthValue() >= Month.AUGUST.getValue()
                            ? day.getYear()
                            : day.getYear() - 1);
        }

        @Override
        public LocalDate from() {
            return LocalDate.of(startYear, Month.AUGUST, 1);
        }

        @Override
        public LocalDate until() {
            return LocalDate.of(startYear + 1, Month.JULY, 31);
        }
    }

    /** One day: who is registered on it. */
    record ReferenceDate(LocalDate day) implements Period {
        @Override
        public LocalDate from() {
            return day;
        }

        @Override
        public LocalDate until() {
            return day;
        }
    }

    /** Some days in a row: who is registered on any of them. */
    record Days(LocalDate from, LocalDate until) implements Period {

        /**
         * @throws IllegalArgumentException when the last day comes before the first
         */
        public Days {
            if (until.isBefore(from)) {
                throw new IllegalArgumentException("the last day comes before the first");
            }
        }
    }

    /** Any day: every registration, whatever its period. */
    record Always() implements Period {

        @Override
        public LocalDate from() {
            return LocalDate.MIN;
        }

        @Override
        public LocalDate until() {
            return LocalDate.MAX;
        }
    }
}
