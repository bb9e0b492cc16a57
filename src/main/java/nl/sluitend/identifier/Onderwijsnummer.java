package nl.sluitend.identifier;

import nl.sluitend.identifier.Checked.Invalid;
import nl.sluitend.identifier.Checked.Valid;

/**
 * An onderwijsnummer, given to a pupil without a BSN: nine digits that start with 10 and whose
 * weighted sum (see {@link Bsn}) leaves 5 when divided by 11. Never printed.
 */
public final class Onderwijsnummer implements Pgn {

    private static final String EXPECTATION =
            "nine digits that start with 10 and satisfy the test of the onderwijsnummer (sum = 5)";

    private final String digits;

    private Onderwijsnummer(String digits) {
        this.digits = digits;
    }

    /** Reads nine digits, without separators. */
    public static Checked<Onderwijsnummer> parse(String text) {
        return hasForm(text) ? new Valid<>(new Onderwijsnummer(text)) : new Invalid<>(EXPECTATION);
    }

    static boolean hasForm(String text) {
        return NineDigits.matches(text) && text.startsWith("10") && NineDigits.remainder(text) == 5;
    }

    String digits() {
        return digits;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Onderwijsnummer number && digits.equals(number.digits);
    }

    @Override
    public int hashCode() {
        return digits.hashCode();
    }

    @Override
    public String toString() {
        return "Onderwijsnummer[masked]";
    }
}
