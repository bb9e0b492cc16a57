package nl.sluitend.demo.register;

/**
 * Numbers that look like a BSN and belong to nobody: they start with 9999, a range that is not
 * issued, and pass the 11-test.
 */
final class SyntheticNumbers {

    private static final int FIRST = 999_900_000;
    private static final int LAST = 999_999_999;

    private int last = FIRST - 1;

    /** The next number, nine digits, each time another one. */
    String next() {
        do {
            last++;
        } while (last <= LAST && !passesElevenTest(Integer.toString(last)));
        if (last > LAST) {
            throw new IllegalStateException("all synthetic numbers are used");
        }
        return Integer.toString(last);
    }

    /**
     * Whether nine digits pass the 11-test of the BSN: weights 9 to 2 and -1, sum divisible by 11.
     */
    static boolean passesElevenTest(String nineDigits) {
        return weightedSum(nineDigits) % 11 == 0;
    }

    private static int weightedSum(String nineDigits) {
        int sum = -Character.digit(nineDigits.charAt(8), 10);
        for (int i = 0; i < 8; i++) {
            sum += (9 - i) * Character.digit(nineDigits.charAt(i), 10);
        }
        return sum;
    }
}
