package nl.sluitend.psi;

import java.security.SecureRandom;

/**
 * Noise for one group: the discrete Laplace distribution {@code P(x) ∝ e^(−ε|x|)}, cut off where
 * less than {@code e^−14} of it is left.
 */
public final class Noise {

    /** Below this a count says nothing, and the decoys outgrow the lists. */
    public static final double SMALLEST_EPSILON = 0.05;

    /** Scale of the table: chances are whole multiples of 2^-62. */
    private static final int BITS = 62;

    private static final double TAIL = 14;
    private static final double CERTAINTY = 0.95;

    private final double epsilon;
    private final int bound;

    /** At position i: the chance, times 2^62, of a draw of at most i − bound. */
    private final long[] cumulative;

    public Noise(double epsilon) {
        requireUsable(epsilon);
        this.epsilon = epsilon;
        this.bound = (int) Math.ceil(TAIL / epsilon);
        this.cumulative = table(epsilon, bound);
    }

    static void requireUsable(double epsilon) {
        if (!(epsilon >= SMALLEST_EPSILON && epsilon <= 1)) {
            throw new IllegalArgumentException(
                    "epsilon must be from " + SMALLEST_EPSILON + " to 1");
        }
    }

    private static long[] table(double epsilon, int bound) {
        double whole = 0;
        for (int x = -bound; x <= bound; x++) {
            whole += weight(epsilon, x);
        }
        var table = new long[2 * bound + 1];
        double sum = 0;
        for (int i = 0; i < table.length; i++) {
            sum += weight(epsilon, i - bound);
            table[i] = (long) (sum / whole * (1L << BITS));
        }
        table[table.length - 1] = 1L << BITS;
        return table;
    }

    private static double weight(double epsilon, int x) {
        return StrictMath.exp(-epsilon * Math.abs(x));
    }

    /** The largest draw, and minus the smallest. */
    public int bound() {
        return bound;
    }

    /** Decoys of one group: room for every draw. */
    public int decoys() {
        return 2 * bound;
    }

    /**
     * Draws, reading the whole table whatever comes out.
     *
     * @return from −{@link #bound} to {@link #bound}
     */
    public int draw(SecureRandom random) {
        long uniform = random.nextLong() >>> (Long.SIZE - BITS);
        int below = 0;
        for (long chance : cumulative) {
            below += (int) ((chance - uniform - 1) >>> (Long.SIZE - 1));
        }
        return below - bound;
    }

    /** The chance of a draw. */
    double chance(int x) {
        int i = x + bound;
        long before = i == 0 ? 0 : cumulative[i - 1];
        return (double) (cumulative[i] - before) / (1L << BITS);
    }

    /** How far a count lies from the real one at most, in 95 of 100 runs. */
    public int margin() {
        double within = chance(0);
        int margin = 0;
        while (within < CERTAINTY) {
            margin++;
            within += chance(margin) + chance(-margin);
        }
        return margin;
    }

    @Override
    public String toString() {
        return "Noise[epsilon=" + epsilon + "]";
    }
}
