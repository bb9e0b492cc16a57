package nl.sluitend.identifier;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Nine-digit numbers by the remainder of their weighted sum, made without the code under test. */
final class NumbersForTests {

    private static final int[] WEIGHTS = {9, 8, 7, 6, 5, 4, 3, 2, -1};

    private NumbersForTests() {}

    static Stream<String> withRemainder(int remainder, int from) {
        return IntStream.range(from, from + 1_000)
                .mapToObj("%09d"::formatted)
                .filter(digits -> weightedSum(digits) % 11 == remainder);
    }

    static int weightedSum(String digits) {
        int sum = 0;
        for (int i = 0; i < 9; i++) {
            sum += WEIGHTS[i] * Character.digit(digits.charAt(i), 10);
        }
        // All but the last weight are positive and exceed it unless every other digit is zero.
        return sum + 11;
    }
}
