package nl.sluitend.identifier;

/** The arithmetic that BSN and onderwijsnummer share. */
final class NineDigits {

    private NineDigits() {}

    /** Whether the text is nine ASCII digits; digits of other scripts are not. */
    static boolean matches(String text) {
        return text.length() == 9 && areDigits(text);
    }

    static boolean areDigits(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** The weighted sum 9, 8, 7, 6, 5, 4, 3, 2, -1 modulo 11, from 0 up to and including 10. */
    static int remainder(String nineDigits) {
        int sum = -(nineDigits.charAt(8) - '0');
        for (int i = 0; i < 8; i++) {
            sum += (9 - i) * (nineDigits.charAt(i) - '0');
        }
        return Math.floorMod(sum, 11);
    }
}
