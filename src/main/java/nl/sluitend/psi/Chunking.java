package nl.sluitend.psi;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How a list of {@code size} elements is cut: chunk j is positions [⌊j·size/rounds⌋,
 * ⌊(j+1)·size/rounds⌋). A chunk may be empty.
 */
public record Chunking(int rounds, int size) {

    public Chunking {
        if (rounds < 1 || size < 0) {
            throw new IllegalArgumentException("rounds must be positive and size not negative");
        }
    }

    /** Position of the first element of chunk {@code j}; for {@code j = rounds}, the size. */
    public int start(int j) {
        if (j < 0 || j > rounds) {
            throw new IndexOutOfBoundsException(j);
        }
        return (int) ((long) j * size / rounds);
    }

    /** Number of elements in chunk {@code j}. */
    public int length(int j) {
        return start(j + 1) - start(j);
    }

    /** The chunks of {@code list}, in order. */
    public List<Elements> cut(Elements list) {
        if (list.size() != size) {
            throw new IllegalArgumentException("the list has another size");
        }
        return IntStream.range(0, rounds)
                .mapToObj(j -> list.range(start(j), start(j + 1)))
                .toList();
    }
}
