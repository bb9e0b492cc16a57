package nl.sluitend.psi;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import nl.sluitend.oprf.Suite;

/**
 * Encoded group elements, one after the other (RFC 9496, or SEC1 compressed). Public values; their
 * number and length are known, nothing else is promised until a check says so.
 */
public final class Elements {

    private final Suite suite;
    private final byte[] flat;

    private Elements(Suite suite, byte[] flat) {
        this.suite = suite;
        this.flat = flat;
    }

    /**
     * Takes {@code flat} over without a copy: the caller does not change it afterwards.
     *
     * @throws IllegalArgumentException if the octets are not a whole number of elements
     */
    public static Elements of(Suite suite, byte[] flat) {
        if (flat.length % suite.elementLength() != 0) {
            throw new IllegalArgumentException("not a whole number of elements");
        }
        return new Elements(suite, flat);
    }

    public static Elements none(Suite suite) {
        return new Elements(suite, new byte[0]);
    }

    /** The chunks behind each other. */
    public static Elements join(Suite suite, List<Elements> chunks) {
        var whole = new byte[chunks.stream().mapToInt(c -> c.flat.length).sum()];
        int at = 0;
        for (Elements chunk : chunks) {
            System.arraycopy(chunk.flat, 0, whole, at, chunk.flat.length);
            at += chunk.flat.length;
        }
        return new Elements(suite, whole);
    }

    public Suite suite() {
        return suite;
    }

    /** Number of elements. */
    public int size() {
        return flat.length / suite.elementLength();
    }

    public boolean isEmpty() {
        return flat.length == 0;
    }

    /** The octets themselves, not a copy: not to be changed. */
    public byte[] flat() {
        return flat;
    }

    public Octets get(int position) {
        int length = suite.elementLength();
        return Octets.of(Arrays.copyOfRange(flat, position * length, (position + 1) * length));
    }

    /** Elements {@code from} (inclusive) to {@code to} (exclusive). */
    public Elements range(int from, int to) {
        int length = suite.elementLength();
        return new Elements(suite, Arrays.copyOfRange(flat, from * length, to * length));
    }

    /** The same elements, ascending as unsigned octets: says which they are, and nothing else. */
    public Elements ascending() {
        return select(ascendingOrder(0, size()));
    }

    /** Positions {@code from} (inclusive) to {@code to} (exclusive), by ascending element. */
    List<Integer> ascendingOrder(int from, int to) {
        return IntStream.range(from, to)
                .boxed()
                .sorted((Comparator<Integer>) (i, j) -> compare(this, i, this, j))
                .toList();
    }

    /** The elements at these positions, in this order. */
    public Elements select(List<Integer> positions) {
        int length = suite.elementLength();
        var selected = new byte[positions.size() * length];
        int at = 0;
        for (int position : positions) {
            System.arraycopy(flat, position * length, selected, at, length);
            at += length;
        }
        return new Elements(suite, selected);
    }

    /**
     * Position of the first element that is not larger, as unsigned octets, than the one before it;
     * -1 if there is none.
     */
    int firstOutOfOrder() {
        for (int i = 1; i < size(); i++) {
            if (compare(this, i - 1, this, i) >= 0) {
                return i;
            }
        }
        return -1;
    }

    /** Whether an element is in both lists, both strictly ascending. */
    boolean shares(Elements other) {
        int i = 0;
        int j = 0;
        while (i < size() && j < other.size()) {
            int order = compare(this, i, other, j);
            if (order == 0) {
                return true;
            }
            if (order < 0) {
                i++;
            } else {
                j++;
            }
        }
        return false;
    }

    static int compare(Elements left, int i, Elements right, int j) {
        int length = left.suite.elementLength();
        return Arrays.compareUnsigned(
                left.flat, i * length, (i + 1) * length, right.flat, j * length, (j + 1) * length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Elements elements
                && suite == elements.suite
                && Arrays.equals(flat, elements.flat);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(flat);
    }

    @Override
    public String toString() {
        return size() + " elements";
    }
}
