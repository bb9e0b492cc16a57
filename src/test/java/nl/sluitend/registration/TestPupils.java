package nl.sluitend.registration;

import java.util.List;
import java.util.stream.IntStream;

/** Numbers of pupils who do not exist: they start with 9999 and satisfy the 11-test. */
final class TestPupils {

    static final String HEADER = "reference,bsn,category,startDate,schoolType,municipality";

    private TestPupils() {}

    /** The BSN number {@code i}, from 0. */
    static String bsn(int i) {
        return all().get(i);
    }

    static List<String> all() {
        return ALL;
    }

    private static final List<String> ALL =
            IntStream.range(0, 100_000)
                    .mapToObj(n -> "9999%05d".formatted(n))
                    .filter(TestPupils::holds)
                    .toList();

    private static boolean holds(String digits) {
        int sum = -(digits.charAt(8) - '0');
        for (int i = 0; i < 8; i++) {
            sum += (9 - i) * (digits.charAt(i) - '0');
        }
        return sum % 11 == 0;
    }

    /** A list with one line per pupil from {@code from} up to but not including {@code to}. */
    static String list(int from, int to) {
        StringBuilder list = new StringBuilder(HEADER).append('\n');
        for (int i = from; i < to; i++) {
            list.append(line(i)).append('\n');
        }
        return list.toString();
    }

    static String line(int i) {
        return "ref-%d,%s,DREIGEND,2025-09-01,VMBO,9901".formatted(i, bsn(i));
    }
}
