package nl.sluitend.psi;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.sluitend.oprf.Group;
import nl.sluitend.oprf.InvalidElementException;
import nl.sluitend.oprf.Scalar;

/**
 * The responder's answer for one group: the group under its key, as many decoys as the noise says,
 * and unknown points up to a number that is always the same. Sorted, so that it says which elements
 * it holds and nothing else.
 */
public final class CountReply {

    private CountReply() {}

    /**
     * Makes the answer. The noise is drawn here and kept nowhere.
     *
     * @param evaluated the counter's elements of this group under our key
     * @param counterKey K of the counter's offer
     * @param decoys r = s·t of this group's decoys, {@link Noise#decoys()} of them
     */
    public static Elements of(
            Group group,
            Elements evaluated,
            Octets counterKey,
            List<Scalar> decoys,
            Noise noise,
            SecureRandom random) {
        if (decoys.size() != noise.decoys()) {
            throw new IllegalArgumentException("a group has " + noise.decoys() + " decoys");
        }
        int shown = noise.bound() + noise.draw(random);
        List<Octets> found = decoysFor(group, counterKey, decoys);
        List<Octets> unknown = CountLists.fillers(group, decoys.size(), random);
        var mixed = new ArrayList<Octets>(evaluated.size() + decoys.size());
        for (int i = 0; i < evaluated.size(); i++) {
            mixed.add(evaluated.get(i));
        }
        for (int i = 0; i < decoys.size(); i++) {
            mixed.add(i < shown ? found.get(i) : unknown.get(i));
        }
        return CountLists.flat(group.suite(), mixed).ascending();
    }

    /** r·K: what the counter finds when it evaluates the decoy in our list. */
    private static List<Octets> decoysFor(Group group, Octets counterKey, List<Scalar> decoys) {
        List<Octets> keys = decoys.stream().map(_ -> counterKey).toList();
        try {
            Elements points =
                    Elements.of(
                            group.suite(),
                            group.multiplyEach(
                                    decoys, CountLists.flat(group.suite(), keys).flat()));
            var found = new ArrayList<Octets>(points.size());
            for (int i = 0; i < points.size(); i++) {
                found.add(points.get(i));
            }
            return found;
        } catch (InvalidElementException e) {
            throw new IllegalStateException("a verified key is no element", e);
        }
    }

    /**
     * Checks a part of an answer; parts are checked in order.
     *
     * @param chunking how the answer of all groups is cut
     * @param previous last element of the parts of this group before this one, if there was any
     */
    public static Optional<Refusal> check(
            Group group, Elements part, Chunking chunking, int round, Optional<Octets> previous) {
        if (part.size() != chunking.length(round)) {
            return refusal("round %d must have %d points".formatted(round, chunking.length(round)));
        }
        try {
            group.check(part.flat());
        } catch (InvalidElementException e) {
            return refusal(
                    "round %d, point %d is not canonical or is the identity"
                            .formatted(round, e.index()));
        }
        boolean borderAscends =
                chunking.begins(round)
                        || previous.isEmpty()
                        || part.isEmpty()
                        || previous.get().compareTo(part.get(0)) < 0;
        return borderAscends && part.firstOutOfOrder() < 0
                ? Optional.empty()
                : refusal("round %d is not strictly ascending".formatted(round));
    }

    private static Optional<Refusal> refusal(String detail) {
        return Optional.of(new Refusal(RefusalType.INVALID_ELEMENT, detail));
    }

    /** How the answers of all groups are cut: each is longer than its group by the decoys. */
    public static Chunking chunking(Chunking groups, int decoys) {
        return new Chunking(
                groups.rounds(), groups.sections().stream().map(n -> n + decoys).toList());
    }

    /**
     * The noisy count of one group; below zero when the noise is.
     *
     * @param answer of this group, whole
     * @param list the responder's whole list under the counter's key
     */
    public static int count(Elements answer, Elements list, Noise noise) {
        Set<Octets> theirs = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            theirs.add(list.get(i));
        }
        int found = 0;
        for (int i = 0; i < answer.size(); i++) {
            found += theirs.contains(answer.get(i)) ? 1 : 0;
        }
        return found - noise.bound();
    }
}
