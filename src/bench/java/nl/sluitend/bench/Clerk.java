package nl.sluitend.bench;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Random;
import nl.sluitend.bench.SyntheticPupils.Pupil;
import nl.sluitend.identifier.Checked;
import nl.sluitend.identifier.DemographicKey;
import nl.sluitend.identifier.Initials;
import nl.sluitend.identifier.Postcode4;
import nl.sluitend.identifier.Surname;

/** Writes a pupil down in a register, with the errors that people make. */
final class Clerk {

    /**
     * How often each goes wrong in one register.
     *
     * @param birthDate a digit, or day and month changed places
     * @param surname a letter wrong, missing or doubled
     * @param otherSurname another or a double surname
     * @param fewerInitials the first alone, where there are more
     * @param initial a wrong letter
     * @param moved an address from before the pupil moved
     */
    record Errors(
            double birthDate,
            double surname,
            double otherSurname,
            double fewerInitials,
            double initial,
            double moved) {

        static final Errors NONE = new Errors(0, 0, 0, 0, 0, 0);

        /** Assumed; docs/performance.md says so. */
        static final Errors USUAL = new Errors(0.004, 0.02, 0.02, 0.06, 0.005, 0.05);
    }

    private final SyntheticPupils names;
    private final Errors errors;
    private final Random random;

    Clerk(SyntheticPupils names, Errors errors, Random random) {
        this.names = names;
        this.errors = errors;
        this.random = random;
    }

    /** The key of the pupil as this register has it. */
    DemographicKey write(Pupil pupil) {
        return new DemographicKey(
                birthDate(pupil.birthDate()),
                valid(Surname.parse(styled(pupil.prefix(), surname(pupil.surname())))),
                valid(Initials.parse(initials(pupil.initials()))),
                valid(
                        Postcode4.parse(
                                Integer.toString(
                                        random.nextDouble() < errors.moved()
                                                ? names.postcode()
                                                : pupil.postcode4()))));
    }

    private LocalDate birthDate(LocalDate date) {
        if (random.nextDouble() >= errors.birthDate()) {
            return date;
        }
        boolean swaps = date.getDayOfMonth() <= 12 && random.nextBoolean();
        return swaps
                ? LocalDate.of(date.getYear(), date.getDayOfMonth(), date.getMonthValue())
                : date.plusDays(random.nextBoolean() ? 1 : 10);
    }

    private String surname(String surname) {
        if (random.nextDouble() < errors.otherSurname()) {
            return random.nextBoolean() ? names.surname() : surname + "-" + names.surname();
        }
        if (random.nextDouble() >= errors.surname()) {
            return surname;
        }
        int at = 1 + random.nextInt(surname.length() - 1);
        return switch (random.nextInt(3)) {
            case 0 -> surname.substring(0, at) + surname.substring(at + 1);
            case 1 -> surname.substring(0, at) + surname.charAt(at) + surname.substring(at);
            default -> surname.substring(0, at) + "x" + surname.substring(at + 1);
        };
    }

    /** The ways to write one name that normalisation makes equal. */
    private String styled(String prefix, String surname) {
        return switch (random.nextInt(5)) {
            case 0 -> surname.toUpperCase(Locale.ROOT) + (prefix.isEmpty() ? "" : ", " + prefix);
            case 1 -> surname.replace("e", "\u00e9");
            default -> prefix.isEmpty() ? surname : prefix + " " + surname;
        };
    }

    private String initials(String initials) {
        String kept =
                random.nextDouble() < errors.fewerInitials() ? initials.substring(0, 2) : initials;
        if (random.nextDouble() >= errors.initial()) {
            return kept;
        }
        return names.letter() + kept.substring(1);
    }

    private static <T> T valid(Checked<T> checked) {
        return switch (checked) {
            case Checked.Valid<T>(T value) -> value;
            case Checked.Invalid<T>(String expectation) ->
                    throw new IllegalStateException(expectation);
        };
    }
}
