package nl.sluitend.bench;

import java.time.LocalDate;
import java.util.Random;

/**
 * Made-up pupils of a region, by what a register keeps of them. How often a surname, a letter and a
 * postcode occur are assumptions, told in docs/performance.md.
 */
final class SyntheticPupils {

    private static final LocalDate FIRST = LocalDate.of(2008, 1, 1);

    /** Days of fourteen years: from 4 to 18. */
    private static final int DAYS = 5114;

    private static final int POSTCODES = 60;
    private static final int SURNAMES = 30_000;

    /** Gives the most frequent surname to 0.54 % of the pupils. */
    private static final int FLATTENING = 25;

    private static final double TUSSENVOEGSEL = 0.2;
    private static final String[] TUSSENVOEGSELS = {"van", "de", "van der", "van den", "van de"};

    /** By frequency as first letter of a given name. */
    private static final String LETTERS =
            "JJJJJJJJJMMMMMMMMAAAAAAALLLLLLSSSSSSEEEEETTTTDDDDFFFRRRNNNCCCBBBKKKHHHIIGGWWVPPYZOQUX";

    /** Twins whose parents chose the same first letter. */
    private static final double ALLITERATING = 0.1;

    private static final double[] HOW_MANY_INITIALS = {0.40, 0.35, 0.20, 0.05};

    private final Random random;
    private final double[] cumulative = new double[SURNAMES];

    SyntheticPupils(Random random) {
        this.random = random;
        double sum = 0;
        for (int rank = 0; rank < SURNAMES; rank++) {
            sum += 1.0 / (rank + 1 + FLATTENING);
            cumulative[rank] = sum;
        }
    }

    /**
     * A pupil.
     *
     * @param number the same in every register
     * @param prefix tussenvoegsels, may be empty
     */
    record Pupil(
            int number,
            LocalDate birthDate,
            String prefix,
            String surname,
            String initials,
            int postcode4) {}

    Pupil pupil(int number) {
        return new Pupil(
                number,
                FIRST.plusDays(random.nextInt(DAYS)),
                random.nextDouble() < TUSSENVOEGSEL
                        ? TUSSENVOEGSELS[random.nextInt(TUSSENVOEGSELS.length)]
                        : "",
                surname(),
                initials(),
                postcode());
    }

    /** Born on the same day, of the same name, at the same address; its given names are drawn. */
    Pupil twin(Pupil one, int number) {
        String initials = initials();
        return new Pupil(
                number,
                one.birthDate(),
                one.prefix(),
                one.surname(),
                random.nextDouble() < ALLITERATING
                        ? one.initials().charAt(0) + initials.substring(1)
                        : initials,
                one.postcode4());
    }

    int postcode() {
        return 6800 + random.nextInt(POSTCODES);
    }

    String surname() {
        double at = random.nextDouble() * cumulative[SURNAMES - 1];
        int low = 0;
        int high = SURNAMES - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cumulative[middle] < at) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return spelled(low);
    }

    /** A pronounceable name of its own for each rank. */
    private static String spelled(int rank) {
        String consonants = "bdfghklmnprstvw";
        String vowels = "aeiou";
        StringBuilder name = new StringBuilder();
        int left = rank + 5000;
        while (left > 0) {
            name.append(consonants.charAt(left % 15));
            left /= 15;
            name.append(vowels.charAt(left % 5));
            left /= 5;
        }
        return Character.toUpperCase(name.charAt(0)) + name.substring(1) + "sen";
    }

    private String initials() {
        double at = random.nextDouble();
        StringBuilder initials = new StringBuilder();
        for (double share : HOW_MANY_INITIALS) {
            initials.append(letter()).append('.');
            at -= share;
            if (at < 0) {
                break;
            }
        }
        return initials.toString();
    }

    char letter() {
        return LETTERS.charAt(random.nextInt(LETTERS.length()));
    }
}
