package nl.sluitend.oprf;

/**
 * A proof of section 2.2 of RFC 9497 with its statement and the two composites that its maker
 * found: D[i] = k * C[i] for all i, under the k of a base pair that is not in it. The composites
 * are what {@link ProofsTogether} checks instead of computing them again. All of it is public.
 * Nothing is copied: nobody changes the arrays afterwards.
 */
public final class StatedProof {

    private final byte[] contextString;
    private final byte[] c;
    private final byte[] d;
    private final byte[] proof;
    private final byte[] m;
    private final byte[] z;

    /**
     * @param m the composite of {@code c}, by whoever made the proof
     * @param z the composite of {@code d}
     */
    StatedProof(byte[] contextString, byte[] c, byte[] d, byte[] proof, byte[] m, byte[] z) {
        this.contextString = contextString;
        this.c = c;
        this.d = d;
        this.proof = proof;
        this.m = m;
        this.z = z;
    }

    /** Challenge and response, two encoded scalars. */
    public byte[] proof() {
        return proof.clone();
    }

    /**
     * Whether the proof holds, the composites computed again.
     *
     * @param a the base
     * @param b k times a
     */
    public boolean holds(Group group, byte[] a, byte[] b) {
        return Dleq.verifyProof(group, contextString, a, b, c, d, proof);
    }

    /** Pairs in the statement. */
    public int pairs(Group group) {
        return group.count(c);
    }

    byte[] c() {
        return c;
    }

    byte[] d() {
        return d;
    }

    byte[] m() {
        return m;
    }

    byte[] z() {
        return z;
    }

    /** The d_i of the composites, four limbs each. */
    long[] weights(Group group, byte[] b) {
        return Dleq.weights(group, contextString, b, c, d);
    }

    /** Whether sizes fit and the challenge is that of the stated composites. */
    boolean challengeHolds(Group group, byte[] a, byte[] b) {
        return Dleq.sizesFit(group, a, b, c, d)
                && Dleq.challengeHolds(group, contextString, a, b, m, z, proof);
    }
}
