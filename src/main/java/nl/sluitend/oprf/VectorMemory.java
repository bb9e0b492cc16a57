package nl.sluitend.oprf;

import static nl.sluitend.oprf.VectorField.DOUBLES;
import static nl.sluitend.oprf.VectorField.LANES;
import static nl.sluitend.oprf.VectorField.LONGS;
import static nl.sluitend.oprf.VectorField.WIDTH;

import java.util.Arrays;
import java.util.function.IntConsumer;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;

/**
 * All that a call works on, laid so that its vectors lie on cache lines. The JVM aligns arrays to 8
 * bytes alone, and a vector across the border of two lines costs two accesses: up to a third of the
 * engine's speed. Where the lines begin is found by timing each possible start; a wrong finding, or
 * an array that the collector moves later, costs speed and nothing else.
 */
final class VectorMemory {

    /** Doubles from which on a call is long enough to pay for the search. */
    static final int WORTH_SEARCHING = 1 << 13;

    private static final int TRIALS = 6;
    private static final int PASSES = 12;
    private static final int RAW = 4 * WIDTH;

    /** The array in which everything lies but raw elements. */
    final double[] array;

    /** Four raw elements, from {@link #columns} on. */
    final long[] raw;

    final int columns;

    private int next;

    VectorMemory(int doubles) {
        array = new double[doubles + LANES];
        raw = new long[RAW + LANES];
        if (doubles < WORTH_SEARCHING) {
            columns = 0;
        } else {
            next = fastestStart(start -> touch(array, start));
            columns = fastestStart(start -> touch(raw, start));
            wipe();
        }
    }

    /** The place of so many doubles, a multiple of {@link VectorField#LANES}. */
    int take(int doubles) {
        int at = next;
        next += doubles;
        return at;
    }

    private static int fastestStart(IntConsumer accesses) {
        long[] least = new long[LANES];
        Arrays.fill(least, Long.MAX_VALUE);
        for (int trial = 0; trial < TRIALS; trial++) {
            for (int start = 0; start < LANES; start++) {
                long begin = System.nanoTime();
                accesses.accept(start);
                least[start] = Math.min(least[start], System.nanoTime() - begin);
            }
        }
        int best = 0;
        for (int start = 1; start < LANES; start++) {
            best = least[start] < least[best] ? start : best;
        }
        return best;
    }

    private static void touch(double[] a, int start) {
        for (int pass = 0; pass < PASSES; pass++) {
            for (int i = start; i < start + RAW; i += LANES) {
                DoubleVector.fromArray(DOUBLES, a, i).add(1).intoArray(a, i);
            }
        }
    }

    private static void touch(long[] a, int start) {
        for (int pass = 0; pass < PASSES; pass++) {
            for (int i = start; i < start + RAW; i += LANES) {
                LongVector.fromArray(LONGS, a, i).add(1).intoArray(a, i);
            }
        }
    }

    void wipe() {
        Arrays.fill(array, 0);
        Wipe.clear(raw);
    }
}
