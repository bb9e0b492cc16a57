package nl.sluitend.psi;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import nl.sluitend.oprf.Group;
import nl.sluitend.oprf.Suite;
import org.jspecify.annotations.Nullable;

/**
 * Checks afterwards, without any secret, that the batch which was sent is the frozen list under one
 * exponent, the one of the key that was offered (specification, Q1, level 1). Takes one chunk after
 * the other: of a list only its points and one digest for each pupil are held. Not thread safe.
 */
public final class Replay {

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

    private final Group verifier;
    private final Offer offer;
    private final Octets commitSalt;
    private final BatchProof proof;
    private final Chunking chunking;
    private final @Nullable Octets[] entries;
    private final Set<Octets> points = new HashSet<>();
    private final @Nullable Octets[] digests;
    private final Set<Difference> differences = EnumSet.noneOf(Difference.class);
    private int next;

    /**
     * Begins with what is about the whole list.
     *
     * @param verifier of the suite of the offer
     * @param offer as it was signed
     * @param commitSalt opened the commitment
     * @param proof as it was kept
     * @param rounds chunks of each section ({@link Terms#rounds})
     */
    public Replay(Group verifier, Offer offer, Octets commitSalt, BatchProof proof, int rounds) {
        this.verifier = verifier;
        this.offer = offer;
        this.commitSalt = commitSalt;
        this.proof = proof;
        this.chunking = new Chunking(rounds, offer.sections());
        this.entries = new @Nullable Octets[chunking.size()];
        this.digests = new @Nullable Octets[chunking.count()];
        if (!proof.hash().equals(offer.batchProofHash())) {
            differences.add(Difference.PROOF);
        }
        if (proof.chunkProofs().size() != chunking.count() || !proof.keyHolds(verifier, offer)) {
            differences.add(Difference.EXPONENT);
        }
    }

    /** Number of chunks that {@link #chunk} expects. */
    public int chunks() {
        return chunking.count();
    }

    /**
     * Checks the next chunk.
     *
     * @param pupils in the order of the batch
     * @param elements E, the octets as sent
     * @throws IllegalStateException if all chunks were given
     */
    public void chunk(List<Entry> pupils, Octets elements) {
        if (next == chunking.count()) {
            throw new IllegalStateException("the list has no more chunks");
        }
        int j = next++;
        pupils.forEach(this::take);
        Suite suite = verifier.suite();
        boolean whole = elements.length() % suite.elementLength() == 0;
        if (whole) {
            digests[j] = Commitment.digest(Elements.of(suite, elements.toByteArray()));
        }
        boolean fits =
                whole
                        && elements.length() == chunking.length(j) * suite.elementLength()
                        && pupils.size() == chunking.length(j)
                        && pupils.stream()
                                .allMatch(p -> p.point().length() == suite.elementLength());
        if (!fits
                || j >= proof.chunkProofs().size()
                || !proof.chunkHolds(
                        verifier,
                        offer,
                        j,
                        Elements.join(
                                suite,
                                pupils.stream()
                                        .map(p -> Elements.of(suite, p.point().toByteArray()))
                                        .toList()),
                        Elements.of(suite, elements.toByteArray()))) {
            differences.add(Difference.EXPONENT);
        }
    }

    private void take(Entry pupil) {
        points.add(pupil.point());
        if (pupil.place() < 0
                || pupil.place() >= entries.length
                || entries[pupil.place()] != null) {
            differences.add(Difference.LIST);
        } else {
            entries[pupil.place()] = ListRoot.entry(pupil.salt(), pupil.point());
        }
    }

    /**
     * What came of it, after the last chunk.
     *
     * @return all that does not hold; empty when the batch is that list under one exponent
     */
    public Set<Difference> differences() {
        var all = EnumSet.copyOf(List.of(Difference.values()));
        all.retainAll(differences);
        if (Stream.of(entries).anyMatch(Objects::isNull)
                || !ListRoot.of(present(entries)).equals(offer.listRoot())) {
            all.add(Difference.LIST);
        }
        if (Stream.of(digests).anyMatch(Objects::isNull)
                || !Commitment.of(offer)
                        .commit(commitSalt, present(digests))
                        .equals(offer.commitment())) {
            all.add(Difference.ELEMENTS);
        }
        return all;
    }

    private static List<Octets> present(@Nullable Octets[] octets) {
        return Arrays.stream(octets).map(Objects::requireNonNull).toList();
    }

    /** Whether a pupil with this point is in the list (level 2). */
    public boolean has(Octets point) {
        return points.contains(point);
    }
}
