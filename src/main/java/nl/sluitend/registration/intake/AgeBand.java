package nl.sluitend.registration.intake;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** All that is kept of a birth date, as of the day of the last import. */
public enum AgeBand {
    UNDER_12,
    FROM_12_TO_15,
    FROM_16_TO_17,
    FROM_18;

    /** Whether everyone in it acts for themselves (UAVG art. 5): 16 or over. */
    public boolean isAtLeast16() {
        return compareTo(FROM_16_TO_17) >= 0;
    }

    /** The band of someone born on {@code birthDate}, on {@code day}. */
    public static AgeBand of(LocalDate birthDate, LocalDate day) {
        long years = ChronoUnit.YEARS.between(birthDate, day);
        if (years < 12) {
            return UNDER_12;
        }
        if (years < 16) {
            return FROM_12_TO_15;
        }
        return years < 18 ? FROM_16_TO_17 : FROM_18;
    }
}
