package nl.sluitend.psi;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import nl.sluitend.oprf.Group;
import nl.sluitend.oprf.InvalidElementException;
import nl.sluitend.oprf.Scalar;

/**
 * What the responder of a MATCH_ONE_SIDED sends in the place of points: a chunk of the initiator's
 * list under its key, and behind it a part of the tags of its own list. A tag is made from k·H,
 * which the initiator gets of its own pupils alone, by taking its key off again.
 *
 * @param points k·chunk, in the order of the chunk
 * @param tags 16 octets each, behind each other
 */
public record OneSidedAnswer(Elements points, Octets tags) {

    /**
     * Tags of the responder's whole list, strictly ascending as unsigned octets, so that their
     * order says nothing.
     *
     * @param own E of the responder, which is k·H
     */
    public static Octets tagsOf(Octets offersHash, String lane, Elements own) {
        return join(Tags.of(offersHash, lane, own).stream().sorted().toList());
    }

    /**
     * Part {@code j} of the tags of a whole list.
     *
     * @param chunking of that list
     */
    public static Octets part(Octets all, Chunking chunking, int j) {
        return Octets.of(
                Arrays.copyOfRange(
                        all.toByteArray(),
                        chunking.start(j) * Tags.LENGTH,
                        chunking.start(j + 1) * Tags.LENGTH));
    }

    /** As it travels and is signed. */
    public Octets body() {
        byte[] flat = points.flat();
        byte[] behind = tags.toByteArray();
        byte[] whole = Arrays.copyOf(flat, flat.length + behind.length);
        System.arraycopy(behind, 0, whole, flat.length, behind.length);
        return Octets.of(whole);
    }

    /**
     * What a body of round {@code j} holds.
     *
     * @param chunk of the initiator's list in this round
     * @param tagsInPart tags of the responder's list in this round
     */
    public static Verified<OneSidedAnswer> read(
            Octets body, Elements chunk, int tagsInPart, int j) {
        int points = chunk.flat().length;
        if (body.length() != points + tagsInPart * Tags.LENGTH) {
            return Verified.refused(
                    RefusalType.INVALID_ELEMENT,
                    "round %d must have %d points and %d tags"
                            .formatted(j, chunk.size(), tagsInPart));
        }
        byte[] whole = body.toByteArray();
        return Verified.accepted(
                new OneSidedAnswer(
                        Elements.of(chunk.suite(), Arrays.copyOf(whole, points)),
                        Octets.of(Arrays.copyOfRange(whole, points, whole.length))));
    }

    /**
     * Whether the tags ascend, so that none comes twice.
     *
     * @param previous last tag of the rounds before
     */
    public Optional<Refusal> checkOrder(Optional<Octets> previous, int j) {
        List<Octets> parts = split(tags);
        Optional<Octets> last = previous;
        for (Octets tag : parts) {
            if (last.isPresent() && last.get().compareTo(tag) >= 0) {
                return Optional.of(
                        new Refusal(
                                RefusalType.INVALID_ELEMENT,
                                "the tags of round %d are not strictly ascending".formatted(j)));
            }
            last = Optional.of(tag);
        }
        return Optional.empty();
    }

    /** The last of the tags, if there are any. */
    public Optional<Octets> lastTag() {
        List<Octets> parts = split(tags);
        return parts.isEmpty() ? Optional.empty() : Optional.of(parts.getLast());
    }

    /**
     * The tags of the initiator's own chunk: its key k is taken off the points.
     *
     * @param k of the initiator
     */
    public Octets ownTags(Group group, Scalar k, Octets offersHash, String lane)
            throws InvalidElementException {
        if (points.isEmpty()) {
            return Octets.empty();
        }
        try (Scalar inverse = k.inverse()) {
            Elements evaluated = Elements.of(group.suite(), group.multiply(inverse, points.flat()));
            return join(Tags.of(offersHash, lane, evaluated));
        }
    }

    private static Octets join(List<Octets> tags) {
        var flat = new byte[tags.size() * Tags.LENGTH];
        for (int i = 0; i < tags.size(); i++) {
            System.arraycopy(tags.get(i).toByteArray(), 0, flat, i * Tags.LENGTH, Tags.LENGTH);
        }
        return Octets.of(flat);
    }

    /** Tags that stand behind each other, one by one. */
    public static List<Octets> split(Octets tags) {
        byte[] flat = tags.toByteArray();
        return IntStream.range(0, flat.length / Tags.LENGTH)
                .mapToObj(
                        i ->
                                Octets.of(
                                        Arrays.copyOfRange(
                                                flat, i * Tags.LENGTH, (i + 1) * Tags.LENGTH)))
                .toList();
    }
}
