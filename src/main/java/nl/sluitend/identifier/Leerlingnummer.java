package nl.sluitend.identifier;

import java.util.Locale;
import nl.sluitend.identifier.Checked.Invalid;
import nl.sluitend.identifier.Checked.Valid;

/**
 * The number under which a school's own administration knows a pupil. Identifies only together with
 * {@link Brin} and {@link Vestiging}. Never printed.
 */
public final class Leerlingnummer {

    private static final String EXPECTATION =
            "1 to 20 letters, digits, dots, hyphens or slashes, starting with a letter or digit";

    private final String value;

    private Leerlingnummer(String value) {
        this.value = value;
    }

    /**
     * Reads a number of 1 to 20 characters. Case does not count, nor do leading zeros of a number
     * of digits alone, because spreadsheets drop them on one side and not on the other.
     */
    public static Checked<Leerlingnummer> parse(String text) {
        if (!text.matches("[0-9A-Za-z][0-9A-Za-z./-]{0,19}")) {
            return new Invalid<>(EXPECTATION);
        }
        String upper = text.toUpperCase(Locale.ROOT);
        String value = NineDigits.areDigits(upper) ? upper.replaceFirst("^0+(?=.)", "") : upper;
        return new Valid<>(new Leerlingnummer(value));
    }

    String value() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Leerlingnummer number && value.equals(number.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "Leerlingnummer[masked]";
    }
}
