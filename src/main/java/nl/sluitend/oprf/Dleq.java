package nl.sluitend.oprf;

import java.util.Arrays;

/**
 * Batched proofs that two pairs have equal discrete logarithms, RFC 9497 section 2.2: for all i,
 * D[i] = k * C[i] with the k of B = k * A. The context string is a parameter, so that a protocol
 * can bind a proof to its session and the official vectors run the same code.
 */
public final class Dleq {

    /** Most elements in one proof: an index has two bytes (section 2.2.1). */
    public static final int MAX_ELEMENTS = 65_535;

    private static final byte[] CHALLENGE = LengthPrefixed.utf8("Challenge");

    private Dleq() {}

    /**
     * {@code GenerateProof}, section 2.2.1, with the composites of {@code ComputeCompositesFast}.
     *
     * @param k the secret
     * @param a the base, usually the generator
     * @param b k times a
     * @param c flat elements, 1 to {@link #MAX_ELEMENTS}
     * @param d k times each of c, in order
     * @param nonce fresh and secret for every proof: two proofs with one nonce give k away
     * @return challenge and response, two encoded scalars
     * @throws IllegalArgumentException when sizes do not fit or an element is invalid
     */
    public static byte[] generateProof(
            Group group,
            byte[] contextString,
            Scalar k,
            byte[] a,
            byte[] b,
            byte[] c,
            byte[] d,
            Scalar nonce) {
        return prove(group, contextString, k, a, b, c, d, nonce).proof();
    }

    /** As {@link #generateProof}, with the statement and the composites. */
    public static StatedProof prove(
            Group group,
            byte[] contextString,
            Scalar k,
            byte[] a,
            byte[] b,
            byte[] c,
            byte[] d,
            Scalar nonce) {
        requireSizes(group, a, b, c, d);
        if (nonce.equals(k)) {
            throw new IllegalArgumentException("the nonce is fresh, never the key");
        }
        long[] weights = weights(group, contextString, b, c, d);
        byte[] m = combine(group, weights, c);
        if (m == null) {
            throw new IllegalArgumentException("an element of the statement is invalid");
        }
        try {
            byte[] z = group.multiply(k, m);
            byte[] t2 = group.multiply(nonce, a);
            byte[] t3 = group.multiply(nonce, m);
            Scalar challenge = challenge(group, contextString, b, m, z, t2, t3);
            Scalar response = nonce.minus(challenge.times(k));
            if (response.isZero()) {
                throw new IllegalArgumentException("the nonce makes the response zero");
            }
            byte[] proof = Bytes.join(challenge.encode(), response.encode());
            return new StatedProof(contextString, c, d, proof, m, z);
        } catch (InvalidElementException e) {
            throw new IllegalArgumentException("an element of the statement is invalid", e);
        }
    }

    /**
     * {@code VerifyProof}, section 2.2.2. Everything is public, so time may depend on it.
     *
     * @return whether the proof holds; false too for a malformed proof, an invalid element or sizes
     *     that do not fit
     */
    public static boolean verifyProof(
            Group group,
            byte[] contextString,
            byte[] a,
            byte[] b,
            byte[] c,
            byte[] d,
            byte[] proof) {
        if (!sizesFit(group, a, b, c, d)) {
            return false;
        }
        long[] weights = weights(group, contextString, b, c, d);
        byte[] m = combine(group, weights, c);
        byte[] z = combine(group, weights, d);
        return m != null && z != null && challengeHolds(group, contextString, a, b, m, z, proof);
    }

    /** The end of {@code VerifyProof}: whether the challenge is that of these composites. */
    static boolean challengeHolds(
            Group group,
            byte[] contextString,
            byte[] a,
            byte[] b,
            byte[] m,
            byte[] z,
            byte[] proof) {
        int length = group.suite().scalarLength();
        if (proof.length != 2 * length) {
            return false;
        }
        Scalar challenge;
        Scalar response;
        try {
            challenge = Scalar.decode(group.suite(), Arrays.copyOf(proof, length));
            response =
                    Scalar.decode(group.suite(), Arrays.copyOfRange(proof, length, proof.length));
        } catch (IllegalArgumentException malformed) {
            return false;
        }
        long[] pair = Arrays.copyOf(response.limbs(), 2 * Modulus.LIMBS);
        System.arraycopy(challenge.limbs(), 0, pair, Modulus.LIMBS, Modulus.LIMBS);
        byte[] t2 = combine(group, pair, Bytes.join(a, b));
        byte[] t3 = combine(group, pair, Bytes.join(m, z));
        if (t2 == null || t3 == null) {
            return false;
        }
        return challenge(group, contextString, b, m, z, t2, t3).equals(challenge);
    }

    /** The d_i of {@code ComputeComposites}, sections 2.2.1 and 2.2.2, four limbs each. */
    static long[] weights(Group group, byte[] contextString, byte[] b, byte[] c, byte[] d) {
        Weights weights = new Weights(group.suite(), contextString, b, c, d);
        long[] limbs = new long[weights.count() * Modulus.LIMBS];
        group.engine().weights(weights, 0, weights.count(), limbs);
        return limbs;
    }

    private static Scalar challenge(
            Group group, byte[] contextString, byte[] b, byte[] m, byte[] z, byte[] t2, byte[] t3) {
        byte[] dst = Bytes.join(LengthPrefixed.utf8("HashToScalar-"), contextString);
        return new ScalarHash(group.suite(), dst)
                .hash(Bytes.withLengths(b, m, z, t2, t3), CHALLENGE);
    }

    private static byte @org.jspecify.annotations.Nullable [] combine(
            Group group, long[] weights, byte[] elements) {
        byte[] sum = new byte[group.suite().elementLength()];
        int bad = group.engine().combine(weights, elements, 0, group.count(elements), sum, 0);
        return bad == Engine.VALID ? sum : null;
    }

    private static void requireSizes(Group group, byte[] a, byte[] b, byte[] c, byte[] d) {
        if (!sizesFit(group, a, b, c, d)) {
            throw new IllegalArgumentException(
                    "a proof is over 1 to 65,535 pairs of whole elements and one base pair");
        }
    }

    static boolean sizesFit(Group group, byte[] a, byte[] b, byte[] c, byte[] d) {
        int length = group.suite().elementLength();
        return a.length == length
                && b.length == length
                && c.length == d.length
                && c.length > 0
                && c.length % length == 0
                && c.length / length <= MAX_ELEMENTS;
    }
}
