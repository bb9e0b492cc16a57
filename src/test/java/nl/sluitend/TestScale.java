package nl.sluitend;

/**
 * How much of each stated count a test run does: {@code full} all of it, {@code tenth} a tenth,
 * {@code fast} a hundredth. Set by the system property {@code sluitend.test.scale}; without it a
 * tenth.
 */
public final class TestScale {

    private static final String SCALE = System.getProperty("sluitend.test.scale", "tenth");

    private TestScale() {}

    /** The share of {@code full} that this run does, at least 1. */
    public static int of(int full) {
        return Math.max(1, full / divisor());
    }

    /** Whether every stated count runs whole, and tests run that only a full run has time for. */
    public static boolean isFull() {
        return divisor() == 1;
    }

    private static int divisor() {
        return switch (SCALE) {
            case "full" -> 1;
            case "tenth" -> 10;
            case "fast" -> 100;
            default ->
                    throw new IllegalArgumentException(
                            "sluitend.test.scale must be fast, tenth or full, not " + SCALE);
        };
    }
}
