package nl.sluitend.demo.register;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Random;

/**
 * The age bands of the Arnhem figures. The demo's pupils stay in one band for the whole school year
 * 2022-2023, so that the totals hold on whichever day of it the ages are counted.
 */
public enum AgeBand {
    UNDER_12("under_12", LocalDate.of(2011, 8, 1), LocalDate.of(2017, 8, 1)),
    FROM_12_TO_15("12_to_15", LocalDate.of(2007, 8, 1), LocalDate.of(2010, 8, 1)),
    FROM_16_TO_17("16_to_17", LocalDate.of(2005, 8, 1), LocalDate.of(2006, 8, 1));

    private final String label;
    private final LocalDate firstBirth;
    private final LocalDate afterLastBirth;

    AgeBand(String label, LocalDate firstBirth, LocalDate afterLastBirth) {
        this.label = label;
        this.firstBirth = firstBirth;
        this.afterLastBirth = afterLastBirth;
    }

    /** The name of the band in the published figures. */
    public String label() {
        return label;
    }

    LocalDate birthDate(Random random) {
        int days = Math.toIntExact(ChronoUnit.DAYS.between(firstBirth, afterLastBirth));
        return firstBirth.plusDays(random.nextInt(days));
    }

    /** The band of someone born on a date, all through school year 2022-2023. */
    public static AgeBand inSchoolYear(LocalDate birthDate) {
        for (AgeBand band : values()) {
            if (!birthDate.isBefore(band.firstBirth) && birthDate.isBefore(band.afterLastBirth)) {
                return band;
            }
        }
        throw new IllegalArgumentException("a birthday in the year changes the band");
    }
}
