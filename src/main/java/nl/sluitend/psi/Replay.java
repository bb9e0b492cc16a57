package nl.sluitend.psi;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.sluitend.oprf.Group;
import nl.sluitend.oprf.Suite;

/**
 * Checks afterwards, without any secret, that the batch which was sent is the frozen list under one
 * exponent, the one of the key that was offered (specification, Q1, level 1).
 */
public final class Replay {

    private Replay() {}

    /** What does not hold. */
    public enum Difference {
        /** The list that was kept is not the one whose root was offered and logged. */
        LIST,
        /** The elements that were kept are not those to which the offer committed. */
        ELEMENTS,
        /** The batch proof that was kept is not the one whose hash was offered. */
        PROOF,
        /** The elements are not the list under one exponent, or the key offered is another one. */
        EXPONENT
    }

    /**
     * One pupil of the list.
     *
     * @param place in the list that the root covers
     * @param salt of the entry in that root
     * @param point T
     */
    public record Entry(int place, Octets salt, Octets point) {}

    /**
     * What was kept for 90 days.
     *
     * @param offer as it was signed
     * @param commitSalt opened the commitment
     * @param entries in the order of the batch
     * @param chunks E, the octets as sent
     */
    public record Material(
            Offer offer,
            Octets commitSalt,
            List<Entry> entries,
            List<Octets> chunks,
            BatchProof proof) {

        public Material {
            entries = List.copyOf(entries);
            chunks = List.copyOf(chunks);
        }
    }

    /**
     * Checks everything.
     *
     * @param verifier of the suite of the offer
     * @param chunking as in message 2
     * @return all that does not hold; empty when the batch is that list under one exponent
     */
    public static Set<Difference> differences(
            Group verifier, Material material, Chunking chunking) {
        Offer offer = material.offer();
        Set<Difference> differences = EnumSet.noneOf(Difference.class);
        if (!root(material.entries()).equals(offer.listRoot())) {
            differences.add(Difference.LIST);
        }
        Optional<List<Elements>> chunks = chunks(verifier.suite(), material);
        if (chunks.isEmpty() || !isCommitted(material, chunks.get())) {
            differences.add(Difference.ELEMENTS);
        }
        if (!material.proof().hash().equals(offer.batchProofHash())) {
            differences.add(Difference.PROOF);
        }
        if (chunks.isEmpty() || !isOneExponent(verifier, material, chunks.get(), chunking)) {
            differences.add(Difference.EXPONENT);
        }
        return differences;
    }

    private static Octets root(List<Entry> entries) {
        return ListRoot.of(
                entries.stream()
                        .sorted(Comparator.comparingInt(Entry::place))
                        .map(entry -> ListRoot.entry(entry.salt(), entry.point()))
                        .toList());
    }

    /** Empty when one of them is not a whole number of elements. */
    private static Optional<List<Elements>> chunks(Suite suite, Material material) {
        int length = suite.elementLength();
        return material.chunks().stream().allMatch(chunk -> chunk.length() % length == 0)
                ? Optional.of(
                        material.chunks().stream()
                                .map(chunk -> Elements.of(suite, chunk.toByteArray()))
                                .toList())
                : Optional.empty();
    }

    private static boolean isCommitted(Material material, List<Elements> chunks) {
        List<Octets> digests = chunks.stream().map(Commitment::digest).toList();
        return Commitment.of(material.offer())
                .commit(material.commitSalt(), digests)
                .equals(material.offer().commitment());
    }

    private static boolean isOneExponent(
            Group verifier, Material material, List<Elements> chunks, Chunking chunking) {
        Suite suite = verifier.suite();
        Offer offer = material.offer();
        Elements elements = Elements.join(suite, chunks);
        List<Octets> points = material.entries().stream().map(Entry::point).toList();
        if (elements.size() != chunking.size()
                || points.size() != chunking.size()
                || points.stream().anyMatch(point -> point.length() != suite.elementLength())) {
            return false;
        }
        return material.proof()
                .holds(
                        verifier,
                        new BatchProof.Statement(
                                suite,
                                offer.sid(),
                                offer.sender(),
                                offer.lane(),
                                offer.listRoot(),
                                offer.publicKey(),
                                Elements.join(
                                        suite,
                                        points.stream()
                                                .map(p -> Elements.of(suite, p.toByteArray()))
                                                .toList()),
                                elements,
                                chunking));
    }
}
