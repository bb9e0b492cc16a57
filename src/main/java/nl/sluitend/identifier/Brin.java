package nl.sluitend.identifier;

import java.util.Locale;
import nl.sluitend.identifier.Checked.Invalid;
import nl.sluitend.identifier.Checked.Valid;

/**
 * The BRIN of a school: two digits and two letters, such as 99ZZ. Public, but beside a pupil's
 * registration it is personal data.
 *
 * @param value in upper case
 */
public record Brin(String value) {

    private static final String EXPECTATION = "two digits and two letters (BRIN)";

    public Brin {
        if (!value.matches("[0-9]{2}[A-Z]{2}")) {
            throw new IllegalArgumentException(EXPECTATION);
        }
    }

    /** Reads four characters; lower case is accepted. */
    public static Checked<Brin> parse(String text) {
        return text.matches("[0-9]{2}[A-Za-z]{2}")
                ? new Valid<>(new Brin(text.toUpperCase(Locale.ROOT)))
                : new Invalid<>(EXPECTATION);
    }
}
