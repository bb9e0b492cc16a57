package nl.sluitend.psi;

import java.nio.ByteBuffer;

/**
 * Number of a matched pair, equal at both parties, by which people speak of a child without naming
 * it. Made after both parties agreed, never on the wire.
 *
 * @param value ten characters and a check character, such as {@code 7K3QD-0M9XZ-4}
 */
public record Casusnummer(String value) {

    /** Crockford's base 32: no I, L, O or U, so that it survives a telephone. */
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int CHARACTERS = 10;
    private static final int FIRST_DASH = 5;
    private static final int LAST_DASH = 11;
    private static final int LENGTH = 13;

    public Casusnummer {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a casusnummer");
        }
    }

    /** {@code Hash(LP("casus") LP(convenant) LP(tag))}, its first 50 bits. */
    public static Casusnummer of(String convenant, Octets tag) {
        Octets hash = Hashes.sha256().lp("casus").lp(convenant).lp(tag).end();
        long bits = ByteBuffer.wrap(hash.toByteArray()).getLong() >>> (64 - 5 * CHARACTERS);
        var text = new StringBuilder();
        for (int i = CHARACTERS - 1; i >= 0; i--) {
            text.append(ALPHABET.charAt((int) (bits >>> (5 * i)) & 31));
        }
        char check = check(text);
        return new Casusnummer(text.insert(FIRST_DASH, '-').append('-').append(check).toString());
    }

    /** Whether the text has the form of a casusnummer and its check character is right. */
    public static boolean isValid(String text) {
        if (text.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            boolean fits =
                    (i == FIRST_DASH || i == LAST_DASH)
                            ? text.charAt(i) == '-'
                            : ALPHABET.indexOf(text.charAt(i)) >= 0;
            if (!fits) {
                return false;
            }
        }
        String characters =
                text.substring(0, FIRST_DASH) + text.substring(FIRST_DASH + 1, LAST_DASH);
        return check(characters) == text.charAt(LENGTH - 1);
    }

    /**
     * Luhn's scheme to base 32: finds every single wrong character and nearly every swap of
     * neighbours.
     */
    private static char check(CharSequence text) {
        int sum = 0;
        int factor = 2;
        for (int i = text.length() - 1; i >= 0; i--) {
            int product = factor * ALPHABET.indexOf(text.charAt(i));
            sum += product / 32 + product % 32;
            factor = 3 - factor;
        }
        return ALPHABET.charAt((32 - sum % 32) % 32);
    }

    @Override
    public String toString() {
        return value;
    }
}
