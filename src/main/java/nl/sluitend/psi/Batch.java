package nl.sluitend.psi;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import nl.sluitend.oprf.Group;
import nl.sluitend.oprf.InvalidElementException;
import nl.sluitend.oprf.Scalar;

/**
 * A frozen list under a session key: E_i = s·T_i with s = k/ρ, sorted ascending, so that its order
 * tells nothing about the list.
 *
 * @param elements E, strictly ascending as unsigned octets
 * @param order {@code order.get(position)} is the index in the frozen list of the pupil behind
 *     {@code elements}; never leaves the node
 */
public record Batch(Elements elements, List<Integer> order) {

    public Batch {
        order = List.copyOf(order);
    }

    /**
     * Masks and sorts a list.
     *
     * @param s k/ρ
     * @param points T, one for each pupil, in the order of the frozen list
     * @throws InvalidElementException if a stored point is not an element: the register is damaged
     * @throws IllegalArgumentException if a point occurs twice: equal points are one pupil
     */
    public static Batch mask(Group group, Scalar s, Elements points)
            throws InvalidElementException {
        Elements masked = Elements.of(group.suite(), group.multiply(s, points.flat()));
        List<Integer> order =
                IntStream.range(0, masked.size())
                        .boxed()
                        .sorted(
                                (Comparator<Integer>)
                                        (i, j) -> Elements.compare(masked, i, masked, j))
                        .toList();
        Elements sorted = masked.select(order);
        if (sorted.firstOutOfOrder() >= 0) {
            throw new IllegalArgumentException("a point occurs twice in the frozen list");
        }
        return new Batch(sorted, order);
    }
}
