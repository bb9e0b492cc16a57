package nl.sluitend.identifier;

import nl.sluitend.identifier.Checked.Invalid;
import nl.sluitend.identifier.Checked.Valid;

/**
 * A burgerservicenummer: nine digits of which the sum weighted 9, 8, 7, 6, 5, 4, 3, 2, -1 is
 * divisible by 11. Never printed; only a {@link MatchingKey} reads its digits.
 */
public final class Bsn implements Pgn {

    private static final String EXPECTATION = "nine digits that satisfy the 11-test of the BSN";
    private static final String OTHER_NUMBER =
            EXPECTATION + "; an onderwijsnummer belongs in its own field";

    /** A spreadsheet takes a BSN for a number and drops at most two leading zeros. */
    private static final int SHORTEST_WITHOUT_ZEROS = 7;

    private final String digits;

    private Bsn(String digits) {
        this.digits = digits;
    }

    /** Reads nine digits, without separators and with their leading zeros. */
    public static Checked<Bsn> parse(String text) {
        if (!NineDigits.matches(text) || text.equals("000000000")) {
            return new Invalid<>(EXPECTATION);
        }
        if (NineDigits.remainder(text) != 0) {
            return new Invalid<>(Onderwijsnummer.hasForm(text) ? OTHER_NUMBER : EXPECTATION);
        }
        return new Valid<>(new Bsn(text));
    }

    /**
     * Reads seven or eight digits whose leading zeros a spreadsheet dropped: valid only if the
     * 11-test holds once they are back. One in eleven wrong numbers passes that test, so whoever
     * restores reports it.
     */
    public static Checked<Bsn> restore(String text) {
        if (!looksStripped(text)) {
            return new Invalid<>(EXPECTATION);
        }
        return parse("0".repeat(9 - text.length()) + text);
    }

    /** Whether {@link #restore} is the way to read this text: seven or eight digits. */
    public static boolean looksStripped(String text) {
        return text.length() >= SHORTEST_WITHOUT_ZEROS
                && text.length() < 9
                && NineDigits.areDigits(text);
    }

    String digits() {
        return digits;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bsn bsn && digits.equals(bsn.digits);
    }

    @Override
    public int hashCode() {
        return digits.hashCode();
    }

    @Override
    public String toString() {
        return "Bsn[masked]";
    }
}
