package nl.sluitend.psi;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import nl.sluitend.oprf.Group;
import nl.sluitend.oprf.LengthPrefixed;
import nl.sluitend.oprf.Scalar;
import nl.sluitend.oprf.Suite;

/**
 * The lists of a count: how both are filled up, so that their sizes tell little, and which decoys
 * the responder mixes in for its noise.
 */
public final class CountLists {

    /** More groups would make each of them small. */
    public static final int MOST_GROUPS = 4;

    /** Fewest pupils in a group; in all, when there is one group. */
    public static final int FEWEST_PUPILS = 20;

    /** Groups are filled up to a multiple of this. */
    static final int GROUP_STEP = 16;

    /** The responder's list is filled up to a multiple of this. */
    static final int LIST_STEP = 64;

    private static final byte[] DST = LengthPrefixed.utf8("sluitend/v1/decoy");

    private CountLists() {}

    /** Elements of a group of that many pupils. */
    public static int filledGroup(int pupils) {
        return Math.ceilDiv(pupils, GROUP_STEP) * GROUP_STEP;
    }

    /** Elements of a responder's list of that many pupils. */
    public static int filledList(int pupils, int groups, int decoys) {
        return Math.ceilDiv(pupils + groups * decoys, LIST_STEP) * LIST_STEP;
    }

    /** How many pupils a list has at least: what the caps of a convenant are held against. */
    public static int fewestPupils(Offer offer, int decoys) {
        int filling =
                offer.counting().isPresent()
                        ? offer.counting().get().groups().size() * (GROUP_STEP - 1)
                        : LIST_STEP - 1 + MOST_GROUPS * decoys;
        return Math.max(0, offer.n() - filling);
    }

    /** Whether the sizes in an offer are those of filled lists within the cap. */
    static Optional<Refusal> check(Offer offer, int decoys, int cap) {
        if (offer.added() != 0 || offer.removed() != 0) {
            return refusal(RefusalType.UNSUPPORTED, "a count does not say what changed in a list");
        }
        if (offer.role() == Role.RESPONDER) {
            return offer.n() > filledList(cap, MOST_GROUPS, decoys)
                    ? tooLong(cap)
                    : Optional.empty();
        }
        if (offer.counting().isEmpty()) {
            return refusal(RefusalType.UNSUPPORTED, "who counts names the groups of its list");
        }
        List<Integer> groups = offer.counting().get().groups();
        if (groups.size() > MOST_GROUPS
                || groups.stream().anyMatch(n -> n < filledGroup(FEWEST_PUPILS))) {
            return refusal(
                    RefusalType.LIMIT_EXCEEDED,
                    "at most %d groups may be counted, each of at least %d elements"
                            .formatted(MOST_GROUPS, filledGroup(FEWEST_PUPILS)));
        }
        if (groups.stream().anyMatch(n -> n % GROUP_STEP != 0)) {
            return refusal(
                    RefusalType.UNSUPPORTED,
                    "groups must be filled up to a multiple of " + GROUP_STEP);
        }
        return offer.n() > cap + groups.size() * (GROUP_STEP - 1) ? tooLong(cap) : Optional.empty();
    }

    /** Whether the responder's list has room for its decoys, and is filled up. */
    static Optional<Refusal> checkAnswer(Offer own, Offer answer, int decoys) {
        int fewest = own.sections().size() * decoys;
        return answer.n() < fewest || answer.n() % LIST_STEP != 0
                ? refusal(
                        RefusalType.UNSUPPORTED,
                        "the responder's list must hold %d decoys and be a multiple of %d"
                                .formatted(fewest, LIST_STEP))
                : Optional.empty();
    }

    private static Optional<Refusal> tooLong(int cap) {
        return refusal(
                RefusalType.LIMIT_EXCEEDED,
                "a list may have at most " + cap + " pupils, filled up");
    }

    private static Optional<Refusal> refusal(RefusalType type, String detail) {
        return Optional.of(new Refusal(type, detail));
    }

    /**
     * The scalars t of the responder's decoys, {@code T = t·G}, group by group: derived, so that
     * they need not be stored and go with the seed. The caller closes them.
     *
     * @param seed of the session
     */
    public static List<Scalar> decoys(Group group, byte[] seed, int count) {
        return IntStream.range(0, count)
                .mapToObj(
                        i -> {
                            byte[] input = LengthPrefixed.of(seed, Hashes.integer(i));
                            try {
                                return group.hashToScalar(input, DST);
                            } finally {
                                java.util.Arrays.fill(input, (byte) 0);
                            }
                        })
                .toList();
    }

    /** t·G for each scalar. */
    public static List<Octets> points(Group group, List<Scalar> scalars) {
        return scalars.stream().map(t -> Octets.of(group.multiplyBase(t))).toList();
    }

    /** Points that nobody knows anything of, to fill up a list. */
    public static List<Octets> fillers(Group group, int count, SecureRandom random) {
        return IntStream.range(0, count)
                .mapToObj(
                        _ -> {
                            try (Scalar unknown = group.randomScalar(random)) {
                                return Octets.of(group.multiplyBase(unknown));
                            }
                        })
                .toList();
    }

    static Elements flat(Suite suite, List<Octets> points) {
        var flat = new byte[points.size() * suite.elementLength()];
        for (int i = 0; i < points.size(); i++) {
            System.arraycopy(
                    points.get(i).toByteArray(),
                    0,
                    flat,
                    i * suite.elementLength(),
                    suite.elementLength());
        }
        return Elements.of(suite, flat);
    }
}
