package nl.sluitend.identifier;

import nl.sluitend.identifier.Checked.Invalid;
import nl.sluitend.identifier.Checked.Valid;

/** The four digits of a Dutch postcode, 1000 up to and including 9999. Never printed. */
public final class Postcode4 {

    private static final String EXPECTATION =
            "the four digits of a postcode, from 1000; letters after them are left out";

    private final String digits;

    private Postcode4(String digits) {
        this.digits = digits;
    }

    /** Reads four digits; the two letters of a full postcode are dropped. */
    public static Checked<Postcode4> parse(String text) {
        return text.matches("[1-9][0-9]{3}( ?[A-Za-z]{2})?")
                ? new Valid<>(new Postcode4(text.substring(0, 4)))
                : new Invalid<>(EXPECTATION);
    }

    String digits() {
        return digits;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Postcode4 postcode && digits.equals(postcode.digits);
    }

    @Override
    public int hashCode() {
        return digits.hashCode();
    }

    @Override
    public String toString() {
        return "Postcode4[masked]";
    }
}
