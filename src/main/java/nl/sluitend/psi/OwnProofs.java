package nl.sluitend.psi;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import nl.sluitend.oprf.Group;
import nl.sluitend.oprf.ProofsTogether;
import nl.sluitend.oprf.StatedProof;

/**
 * Verifies proofs of this node's own before anything of them leaves (finding 31), with another
 * engine than the one that made them, as many of them together as fit in the memory of the largest
 * chunk.
 */
final class OwnProofs {

    /** Pairs in one sum: those of two of the largest chunks, some 10 MB while they are added up. */
    static final int TOGETHER = 16384;

    private final Group verifier;
    private final int most;
    private final ProofsTogether together;

    /**
     * @param verifier another implementation where the node has one
     * @param publicKey B of the proofs, whose A is the generator
     */
    OwnProofs(Group verifier, Octets publicKey, SecureRandom random) {
        this(verifier, publicKey, random, TOGETHER);
    }

    /**
     * The same for sums of another size.
     *
     * @param most pairs in one sum
     */
    OwnProofs(Group verifier, Octets publicKey, SecureRandom random, int most) {
        this.verifier = verifier;
        this.most = most;
        this.together =
                new ProofsTogether(verifier, verifier.generator(), publicKey.toByteArray(), random);
    }

    /** Whether every one of them holds. */
    boolean hold(List<StatedProof> proofs) {
        return groups(proofs).parallelStream().allMatch(together::hold);
    }

    /** In order, each with at most as many pairs as allowed or one proof, and about as large. */
    List<List<StatedProof>> groups(List<StatedProof> proofs) {
        int pairs = proofs.stream().mapToInt(proof -> proof.pairs(verifier)).sum();
        int groups = Math.ceilDiv(pairs, most);
        int share = groups == 0 ? 0 : Math.ceilDiv(pairs, groups);
        List<List<StatedProof>> all = new ArrayList<>();
        int filled = share;
        for (StatedProof proof : proofs) {
            if (filled + proof.pairs(verifier) > share) {
                all.add(new ArrayList<>());
                filled = 0;
            }
            all.getLast().add(proof);
            filled += proof.pairs(verifier);
        }
        return all;
    }
}
