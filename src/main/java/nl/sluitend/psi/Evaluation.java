package nl.sluitend.psi;

import java.security.SecureRandom;
import java.util.Optional;
import nl.sluitend.oprf.Dleq;
import nl.sluitend.oprf.Group;
import nl.sluitend.oprf.InvalidElementException;
import nl.sluitend.oprf.Scalar;

/**
 * Message 4: the peer's chunk under our key, with the proof that it is the key of our offer.
 *
 * @param points k·chunk, in the order of the chunk
 * @param proof RFC 9497 section 2.2; empty for an empty chunk
 */
public record Evaluation(Elements points, Octets proof) {

    /**
     * Evaluates and proves, and verifies the own proof before giving it out (finding 31). Called
     * once for each session and round: what is sent again is the stored octets, never a new proof
     * (finding 1).
     *
     * @param engine computes
     * @param verifier checks the result; another implementation where the node has one
     * @param publicKey K of our offer
     * @param chunk of the peer, verified by {@link ElementsCheck}
     * @throws OwnProofException if the own proof does not hold: a fault of this machine; nothing
     *     may be sent
     */
    public static Evaluation evaluate(
            Group engine,
            Group verifier,
            Scalar k,
            Octets publicKey,
            ProofContext context,
            int round,
            Elements chunk,
            SecureRandom random) {
        if (chunk.isEmpty()) {
            return new Evaluation(chunk, Octets.empty());
        }
        try {
            Elements points = Elements.of(engine.suite(), engine.multiply(k, chunk.flat()));
            byte[] proof =
                    Proofs.prove(
                            engine, context.forRound(round), k, publicKey, chunk, points, random);
            var evaluation = new Evaluation(points, Octets.of(proof));
            if (evaluation.check(verifier, publicKey, context, round, chunk).isPresent()) {
                throw new OwnProofException("the own evaluation");
            }
            return evaluation;
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
        try {
            group.check(points.flat());
        } catch (InvalidElementException e) {
            return refusal(
                    RefusalType.INVALID_ELEMENT,
                    "round %d, point %d is not canonical or is the identity"
                            .formatted(round, e.index()));
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
        return holds
                ? Optional.empty()
                : refusal(
                        RefusalType.PROOF_INVALID,
                        "round %d was not evaluated with the key of the offer".formatted(round));
    }

    private static Optional<Refusal> refusal(RefusalType type, String detail) {
        return Optional.of(new Refusal(type, detail));
    }
}
