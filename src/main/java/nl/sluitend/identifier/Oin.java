package nl.sluitend.identifier;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import nl.sluitend.identifier.Checked.Invalid;
import nl.sluitend.identifier.Checked.Valid;

/**
 * An organisatie-identificatienummer (OIN-stelsel, Logius): 20 positions, of which the first eight
 * name the register that the number comes from. Names organisations and is public, so it prints.
 *
 * @param value 20 characters
 */
public record Oin(String value) implements Comparable<Oin> {

    private static final Pattern FORM = Pattern.compile("[0-9]{8}[0-9A-Z]{12}");
    private static final String EXPECTATION =
            "20 positions, starting with a prefix of the OIN-stelsel"
                    + " (00000001, 00000003, 00000004, 00000007 or 00000099)";

    public Oin {
        if (!FORM.matcher(value).matches() || Register.of(value).isEmpty()) {
            throw new IllegalArgumentException(EXPECTATION);
        }
    }

    /** Reads 20 positions: eight digits of a known prefix, then digits or upper case letters. */
    public static Checked<Oin> parse(String text) {
        return FORM.matcher(text).matches() && Register.of(text).isPresent()
                ? new Valid<>(new Oin(text))
                : new Invalid<>(EXPECTATION);
    }

    /** The register that the number comes from. */
    public Register register() {
        return Register.of(value).orElseThrow();
    }

    /** Whether this is a number for tests, which names no real organisation. */
    public boolean isTest() {
        return register() == Register.TEST;
    }

    /** By the order of the characters, which is the order that breaks a tie between two offers. */
    @Override
    public int compareTo(Oin other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }

    /** The registers that an OIN can come from, by prefix. */
    public enum Register {
        RSIN("00000001"),
        KVK("00000003"),
        SUB_OIN("00000004"),
        BRIN("00000007"),
        /** For tests only. */
        TEST("00000099");

        private final String prefix;

        Register(String prefix) {
            this.prefix = prefix;
        }

        /** Eight digits. */
        public String prefix() {
            return prefix;
        }

        static Optional<Register> of(String oin) {
            return Arrays.stream(values()).filter(r -> oin.startsWith(r.prefix)).findFirst();
        }
    }
}
