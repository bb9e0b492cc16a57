package nl.sluitend.psi;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import nl.sluitend.oprf.Dleq;
import nl.sluitend.oprf.Group;
import nl.sluitend.oprf.InvalidElementException;
import nl.sluitend.oprf.Scalar;
import nl.sluitend.oprf.StatedProof;

/**
 * Message 4: the peer's chunk under our key, with the proof that it is the key of our offer.
 *
 * @param points k·chunk, in the order of the chunk
 * @param proof RFC 9497 section 2.2; empty for an empty chunk
 */
public record Evaluation(Elements points, Octets proof) {

    /** As {@link #evaluateAll} of one round. */
    public static Evaluation evaluate(
            Group engine,
            Group verifier,
            Scalar k,
            Octets publicKey,
            ProofContext context,
            int round,
            Elements chunk,
            SecureRandom random) {
        return evaluateAll(engine, verifier, k, publicKey, context, round, List.of(chunk), random)
                .getFirst();
    }

    /**
     * Evaluates and proves some rounds, one after the other, and verifies the own proofs before
     * giving any of them out (finding 31). Called once for each session and round: what is sent
     * again is the stored octets, never a new proof (finding 1).
     *
     * @param engine computes
     * @param verifier checks the results; another implementation where the node has one
     * @param publicKey K of our offer
     * @param first the round of the first chunk
     * @param chunks of the peer, verified by {@link ElementsCheck}
     * @return one for each chunk
     * @throws OwnProofException if one of the own proofs does not hold: a fault of this machine;
     *     nothing may be sent
     */
    public static List<Evaluation> evaluateAll(
            Group engine,
            Group verifier,
            Scalar k,
            Octets publicKey,
            ProofContext context,
            int first,
            List<Elements> chunks,
            SecureRandom random) {
        List<Evaluation> evaluations = new ArrayList<>();
        List<StatedProof> proofs = new ArrayList<>();
        byte[] points = multiplied(engine, k, Elements.join(engine.suite(), chunks));
        int at = 0;
        for (int i = 0; i < chunks.size(); i++) {
            Elements chunk = chunks.get(i);
            if (chunk.isEmpty()) {
                evaluations.add(new Evaluation(chunk, Octets.empty()));
                continue;
            }
            int end = at + chunk.flat().length;
            Elements own = Elements.of(engine.suite(), Arrays.copyOfRange(points, at, end));
            at = end;
            StatedProof proof =
                    Proofs.prove(
                            engine, context.forRound(first + i), k, publicKey, chunk, own, random);
            proofs.add(proof);
            evaluations.add(new Evaluation(own, Octets.of(proof.proof())));
        }
        if (!new OwnProofs(verifier, publicKey, random).hold(proofs)) {
            throw new OwnProofException("the own evaluation");
        }
        return List.copyOf(evaluations);
    }

    private static byte[] multiplied(Group engine, Scalar k, Elements all) {
        try {
            return engine.multiply(k, all.flat());
        } catch (InvalidElementException e) {
            throw new IllegalStateException("a verified chunk holds an invalid element", e);
        }
    }

    /**
     * Checks the peer's signed header against this content.
     *
     * @param round the round whose turn it is
     */
    public Optional<Refusal> checkHeader(EvaluatedHeader header, Octets offersHash, int round) {
        if (!header.offersHash().equals(offersHash)) {
            return refusal(RefusalType.OFFERS_DIFFER, "offersHash is not that of this session");
        }
        if (header.round() != round) {
            return refusal(RefusalType.OUT_OF_ORDER, "it is the turn of round " + round);
        }
        if (!header.digest().equals(EvaluatedHeader.digest(points, proof))) {
            return refusal(
                    RefusalType.CHUNK_CONFLICT, "points and proof are not those of the header");
        }
        return Optional.empty();
    }

    /**
     * Checks points and proof of the peer.
     *
     * @param proverKey K of the offer of the party that evaluated
     * @param context names that party
     * @param chunk what was sent to it
     */
    public Optional<Refusal> check(
            Group group, Octets proverKey, ProofContext context, int round, Elements chunk) {
        if (points.size() != chunk.size()) {
            return refusal(
                    RefusalType.INVALID_ELEMENT,
                    "round %d must have %d points".formatted(round, chunk.size()));
        }
        if (chunk.isEmpty()) {
            return proof.isEmpty()
                    ? Optional.empty()
                    : refusal(RefusalType.PROOF_INVALID, "an empty round has no proof");
        }
        boolean holds =
                proof.length() == Proofs.length(group.suite())
                        && Dleq.verifyProof(
                                group,
                                context.forRound(round),
                                group.generator(),
                                proverKey.toByteArray(),
                                chunk.flat(),
                                points.flat(),
                                proof.toByteArray());
        return holds ? Optional.empty() : Optional.of(why(group, round));
    }

    /** A proof over what is no element does not hold: only then the elements are looked at. */
    private Refusal why(Group group, int round) {
        try {
            group.check(points.flat());
        } catch (InvalidElementException e) {
            return new Refusal(
                    RefusalType.INVALID_ELEMENT,
                    "round %d, point %d is not canonical or is the identity"
                            .formatted(round, e.index()));
        }
        return new Refusal(
                RefusalType.PROOF_INVALID,
                "round %d was not evaluated with the key of the offer".formatted(round));
    }

    private static Optional<Refusal> refusal(RefusalType type, String detail) {
        return Optional.of(new Refusal(type, detail));
    }
}
