package nl.sluitend.identifier;

import nl.sluitend.identifier.Checked.Invalid;
import nl.sluitend.identifier.Checked.Valid;

/**
 * The number of a location of a school under its {@link Brin}: two digits, 00 being the main one.
 *
 * @param value two digits
 */
public record Vestiging(String value) {

    private static final String EXPECTATION = "two digits (vestigingsnummer)";

    public Vestiging {
        if (!value.matches("[0-9]{2}")) {
            throw new IllegalArgumentException(EXPECTATION);
        }
    }

    /** Reads two digits; a single one gets back the zero that a spreadsheet dropped. */
    public static Checked<Vestiging> parse(String text) {
        return text.matches("[0-9]{1,2}")
                ? new Valid<>(new Vestiging(text.length() == 1 ? "0" + text : text))
                : new Invalid<>(EXPECTATION);
    }
}
