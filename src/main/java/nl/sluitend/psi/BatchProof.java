package nl.sluitend.psi;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import nl.sluitend.oprf.Dleq;
import nl.sluitend.oprf.Group;
import nl.sluitend.oprf.Scalar;
import nl.sluitend.oprf.StatedProof;
import nl.sluitend.oprf.Suite;

/**
 * Shows later, without any secret, that the batch sent was the frozen list under one exponent, and
 * which registration key it was made with (specification, Q1). The owner keeps it for 90 days; its
 * hash is in the offer.
 *
 * @param blindedBase S = s·G
 * @param registrationKey Q = ρ·G
 * @param keyProof DLEQ(ρ: G→Q, S→K)
 * @param chunkProofs one for each round, DLEQ(s: G→S, T→E) over the pupils of that chunk in the
 *     order of E; empty for an empty chunk
 */
public record BatchProof(
        Octets blindedBase, Octets registrationKey, Octets keyProof, List<Octets> chunkProofs) {

    private static final int KEY_PART = -1;

    public BatchProof {
        chunkProofs = List.copyOf(chunkProofs);
    }

    /**
     * What the proof is about.
     *
     * @param owner OIN of the party whose list it is
     * @param publicKey K of the offer
     * @param points T in the order of {@code elements}
     * @param elements E, sorted
     * @param chunking as in message 2
     */
    public record Statement(
            Suite suite,
            UUID sid,
            String owner,
            String lane,
            Octets listRoot,
            Octets publicKey,
            Elements points,
            Elements elements,
            Chunking chunking) {

        private Chunking fittingChunking() {
            chunking.requireSize(points);
            chunking.requireSize(elements);
            return chunking;
        }

        private byte[] context(int part) {
            return ProofContext.forBatch(suite, sid, owner, lane, listRoot, part);
        }
    }

    /**
     * Proves, and verifies the own proof before giving it out.
     *
     * @param engine computes
     * @param verifier checks the result; another implementation where the node has one (finding 31)
     * @param s k/ρ
     * @param rho registration key of this kind and suite
     * @throws OwnProofException if the own proof does not hold: nothing may be sent
     */
    public static BatchProof prove(
            Group engine,
            Group verifier,
            Statement statement,
            Scalar s,
            Scalar rho,
            SecureRandom random) {
        Octets blindedBase = Octets.of(engine.multiplyBase(s));
        Octets registrationKey = Octets.of(engine.multiplyBase(rho));
        StatedProof ofKey =
                Proofs.prove(
                        engine,
                        statement.context(KEY_PART),
                        rho,
                        registrationKey,
                        Elements.of(statement.suite(), blindedBase.toByteArray()),
                        Elements.of(statement.suite(), statement.publicKey().toByteArray()),
                        random);
        List<Optional<StatedProof>> ofChunks =
                chunkProofs(engine, statement, s, blindedBase, random);
        if (!ofKey.holds(verifier, verifier.generator(), registrationKey.toByteArray())
                || !new OwnProofs(verifier, blindedBase, random)
                        .hold(ofChunks.stream().flatMap(Optional::stream).toList())) {
            throw new OwnProofException("the own batch proof");
        }
        return new BatchProof(
                blindedBase,
                registrationKey,
                Octets.of(ofKey.proof()),
                ofChunks.stream()
                        .map(
                                chunk ->
                                        chunk.map(stated -> Octets.of(stated.proof()))
                                                .orElse(Octets.empty()))
                        .toList());
    }

    private static List<Optional<StatedProof>> chunkProofs(
            Group engine, Statement statement, Scalar s, Octets blindedBase, SecureRandom random) {
        Chunking chunking = statement.fittingChunking();
        return IntStream.range(0, chunking.count())
                .parallel()
                .mapToObj(
                        j ->
                                chunking.length(j) == 0
                                        ? Optional.<StatedProof>empty()
                                        : Optional.of(
                                                Proofs.prove(
                                                        engine,
                                                        statement.context(j),
                                                        s,
                                                        blindedBase,
                                                        chunking.chunk(statement.points(), j),
                                                        chunking.chunk(statement.elements(), j),
                                                        random)))
                .toList();
    }

    /** Whether E is T under one exponent s, and K is S under the exponent of Q. */
    public boolean holds(Group group, Statement statement) {
        Chunking chunking = statement.fittingChunking();
        if (chunkProofs.size() != chunking.count()
                || !keyHolds(group, statement.context(KEY_PART), statement.publicKey())) {
            return false;
        }
        return IntStream.range(0, chunking.count())
                .parallel()
                .allMatch(
                        j ->
                                chunkHolds(
                                        group,
                                        statement.context(j),
                                        j,
                                        chunking.chunk(statement.points(), j),
                                        chunking.chunk(statement.elements(), j)));
    }

    /** Whether K of the offer is S under the exponent of Q. */
    boolean keyHolds(Group group, Offer offer) {
        return keyHolds(group, context(group.suite(), offer, KEY_PART), offer.publicKey());
    }

    private boolean keyHolds(Group group, byte[] context, Octets publicKey) {
        return verifies(
                group,
                context,
                registrationKey,
                blindedBase.toByteArray(),
                publicKey.toByteArray(),
                keyProof);
    }

    /** Whether the elements of chunk {@code j} are these points under one exponent s. */
    boolean chunkHolds(Group group, Offer offer, int j, Elements points, Elements elements) {
        return chunkHolds(group, context(group.suite(), offer, j), j, points, elements);
    }

    private boolean chunkHolds(
            Group group, byte[] context, int j, Elements points, Elements elements) {
        return (points.isEmpty() && elements.isEmpty())
                ? chunkProofs.get(j).isEmpty()
                : verifies(
                        group,
                        context,
                        blindedBase,
                        points.flat(),
                        elements.flat(),
                        chunkProofs.get(j));
    }

    private static byte[] context(Suite suite, Offer offer, int part) {
        return ProofContext.forBatch(
                suite, offer.sid(), offer.sender(), offer.lane(), offer.listRoot(), part);
    }

    private static boolean verifies(
            Group group, byte[] context, Octets b, byte[] from, byte[] to, Octets proof) {
        return proof.length() == Proofs.length(group.suite())
                && Dleq.verifyProof(
                        group,
                        context,
                        group.generator(),
                        b.toByteArray(),
                        from,
                        to,
                        proof.toByteArray());
    }

    /**
     * {@code Hash(LP("sluitend/v1/batch-proof") LP(S) LP(Q) LP(keyProof) LP(proof_0) …)}, for the
     * offer.
     */
    public Octets hash() {
        Hashes hash =
                Hashes.sha256()
                        .lp("sluitend/v1/batch-proof")
                        .lp(blindedBase)
                        .lp(registrationKey)
                        .lp(keyProof);
        chunkProofs.forEach(hash::lp);
        return hash.end();
    }
}
