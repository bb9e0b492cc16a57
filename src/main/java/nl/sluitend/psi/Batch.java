package nl.sluitend.psi;

import java.util.ArrayList;
import java.util.List;
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
     * Masks a list and sorts each of its sections.
     *
     * @param s k/ρ
     * @param points T, one for each pupil, in the order of the frozen list
     * @param chunking the sections of that list
     * @throws InvalidElementException if a stored point is not an element: the register is damaged
     * @throws IllegalArgumentException if a point occurs twice, as equal points are one pupil, or
     *     the sections are not of this list
     */
    public static Batch mask(Group group, Scalar s, Elements points, Chunking chunking)
            throws InvalidElementException {
        chunking.requireSize(points);
        Elements masked = Elements.of(group.suite(), group.multiply(s, points.flat()));
        var order = new ArrayList<Integer>(masked.size());
        int from = 0;
        for (int size : chunking.sections()) {
            order.addAll(masked.ascendingOrder(from, from + size));
            from += size;
        }
        Elements sorted = masked.select(order);
        Elements whole = chunking.sections().size() == 1 ? sorted : sorted.ascending();
        if (whole.firstOutOfOrder() >= 0) {
            throw new IllegalArgumentException("a point occurs twice in the frozen list");
        }
        return new Batch(sorted, order);
    }
}
