package nl.sluitend.psi;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What laying two values of one field side by side says. Done by whoever received a value, with its
 * own; nothing of it goes back (finding 20).
 */
public enum FieldComparison {
    EQUAL,
    DIFFERS,
    /** At least one side has no value. */
    UNKNOWN;

    /** Compares values that are the same text or are not. */
    public static FieldComparison ofCodes(Optional<String> own, Optional<String> received) {
        if (own.isEmpty() || received.isEmpty()) {
            return UNKNOWN;
        }
        return own.equals(received) ? EQUAL : DIFFERS;
    }

    /**
     * Compares dates.
     *
     * @param own ISO 8601 date
     * @param received ISO 8601 date
     * @param withinDays most days that two dates may lie apart and still be equal
     * @throws DateTimeException when a value is no date; whoever calls has checked that
     */
    public static FieldComparison ofDates(
            Optional<String> own, Optional<String> received, int withinDays) {
        if (own.isEmpty() || received.isEmpty()) {
            return UNKNOWN;
        }
        long apart =
                ChronoUnit.DAYS.between(
                        LocalDate.parse(own.get()), LocalDate.parse(received.get()));
        return Math.abs(apart) <= withinDays ? EQUAL : DIFFERS;
    }
}
