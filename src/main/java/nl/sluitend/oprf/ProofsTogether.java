package nl.sluitend.oprf;

import java.security.SecureRandom;
import java.util.List;

/**
 * Verifies several proofs of one prover, RFC 9497 section 2.2.2, with one sum instead of two for
 * each: the composites that the prover states are checked by a combination of all of them with
 * fresh random factors. One wrong composite, or one pair with another k, passes with a chance of
 * one in the order of the group. Everything is public, so time may depend on it.
 */
public final class ProofsTogether {

    private final Group group;
    private final byte[] base;
    private final byte[] publicKey;
    private final SecureRandom random;

    /**
     * @param group whose engine verifies
     * @param base A of section 2.2
     * @param publicKey B, k times A
     * @param random for the factors: whoever stated a composite may not know them beforehand
     */
    public ProofsTogether(Group group, byte[] base, byte[] publicKey, SecureRandom random) {
        this.group = group;
        this.base = base.clone();
        this.publicKey = publicKey.clone();
        this.random = random;
    }

    /**
     * Whether all of them hold; true for none.
     *
     * @param proofs their memory is needed several times over: 250 bytes for each pair
     */
    public boolean hold(List<StatedProof> proofs) {
        if (proofs.size() == 1) {
            return proofs.getFirst().holds(group, base, publicKey);
        }
        for (StatedProof proof : proofs) {
            if (!proof.challengeHolds(group, base, publicKey)) {
                return false;
            }
        }
        return compositesHold(proofs);
    }

    private boolean compositesHold(List<StatedProof> proofs) {
        Sum sum =
                new Sum(
                        proofs.stream()
                                .mapToInt(proof -> 2 * (proof.pairs(group) + 1))
                                .reduce(0, Math::addExact));
        for (StatedProof proof : proofs) {
            long[] weights = proof.weights(group, publicKey);
            sum.add(weights, proof.c(), proof.m());
            sum.add(weights, proof.d(), proof.z());
        }
        return sum.isIdentity();
    }

    /** Grows to the sum of random multiples of (the composite again, less the one stated). */
    private final class Sum {

        private final Modulus order = group.suite().order();
        private final int length = group.suite().elementLength();
        private final long[] coefficients;
        private final byte[] elements;
        private int count;

        Sum(int size) {
            coefficients = new long[Math.multiplyExact(size, Modulus.LIMBS)];
            elements = new byte[Math.multiplyExact(size, length)];
        }

        void add(long[] weights, byte[] terms, byte[] stated) {
            long[] factor = group.randomScalar(random).limbs();
            long[] weight = new long[Modulus.LIMBS];
            long[] product = new long[Modulus.LIMBS];
            System.arraycopy(terms, 0, elements, count * length, terms.length);
            for (int i = 0; i < weights.length; i += Modulus.LIMBS) {
                System.arraycopy(weights, i, weight, 0, Modulus.LIMBS);
                order.multiply(product, factor, weight);
                put(product);
            }
            System.arraycopy(stated, 0, elements, count * length, length);
            order.subtract(product, new long[Modulus.LIMBS], factor);
            put(product);
        }

        private void put(long[] coefficient) {
            System.arraycopy(coefficient, 0, coefficients, count * Modulus.LIMBS, Modulus.LIMBS);
            count++;
        }

        boolean isIdentity() {
            byte[] sum = new byte[length];
            if (group.engine().combine(coefficients, elements, 0, count, sum, 0) != Engine.VALID) {
                return false;
            }
            int any = 0;
            for (byte octet : sum) {
                any |= octet;
            }
            return any == 0;
        }
    }
}
