package nl.sluitend.psi;

import java.security.SecureRandom;
import java.util.UUID;
import nl.sluitend.oprf.Dleq;
import nl.sluitend.oprf.Group;
import nl.sluitend.oprf.InvalidElementException;
import nl.sluitend.oprf.Scalar;
import nl.sluitend.oprf.Suite;

/**
 * Proof that pupils who were drawn from the source system have these points under the registration
 * key of a batch (specification, Q1, level 2): it alone finds a list that was forged before it was
 * frozen. Who draws blinds each element first, so that the owner of the key does not learn who was
 * drawn.
 *
 * @param evaluated ρ times each blinded element, in their order
 * @param proof DLEQ(ρ: G→Q, blinded→evaluated)
 */
public record Draw(Elements evaluated, Octets proof) {

    /**
     * Which list is drawn for.
     *
     * @param owner OIN of the party whose list it is
     * @param listRoot of the list
     */
    public record Subject(Suite suite, UUID sid, String owner, String lane, Octets listRoot) {

        /** The list of this offer. */
        public static Subject of(Suite suite, Offer offer) {
            return new Subject(suite, offer.sid(), offer.sender(), offer.lane(), offer.listRoot());
        }

        private byte[] context() {
            return ProofContext.forDraw(suite, sid, owner, lane, listRoot);
        }
    }

    /**
     * Evaluates and proves.
     *
     * @param engine computes
     * @param verifier checks the result; another implementation where the node has one
     * @param registrationKey Q of the batch proof
     * @param rho of which Q is the public key
     * @param blinded at least one
     * @throws InvalidElementException if one of them is not an element
     * @throws OwnProofException if the own proof does not hold: nothing may be sent
     */
    public static Draw prove(
            Group engine,
            Group verifier,
            Subject subject,
            Octets registrationKey,
            Elements blinded,
            Scalar rho,
            SecureRandom random)
            throws InvalidElementException {
        engine.check(blinded.flat());
        Elements evaluated = Elements.of(subject.suite(), engine.multiply(rho, blinded.flat()));
        var draw =
                new Draw(
                        evaluated,
                        Octets.of(
                                Proofs.prove(
                                                engine,
                                                subject.context(),
                                                rho,
                                                registrationKey,
                                                blinded,
                                                evaluated,
                                                random)
                                        .proof()));
        if (!draw.holds(verifier, subject, registrationKey, blinded)) {
            throw new OwnProofException("the own proof of pupils that were drawn");
        }
        return draw;
    }

    /** Whether each evaluated element is the blinded one under the exponent of Q. */
    public boolean holds(Group group, Subject subject, Octets registrationKey, Elements blinded) {
        return proof.length() == Proofs.length(subject.suite())
                && !blinded.isEmpty()
                && evaluated.size() == blinded.size()
                && Dleq.verifyProof(
                        group,
                        subject.context(),
                        group.generator(),
                        registrationKey.toByteArray(),
                        blinded.flat(),
                        evaluated.flat(),
                        proof.toByteArray());
    }
}
