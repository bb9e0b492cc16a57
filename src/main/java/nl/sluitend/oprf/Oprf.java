package nl.sluitend.oprf;

import java.security.MessageDigest;

/**
 * The protocol functions of RFC 9497 sections 3.2 and 3.3, for one suite and mode, under their RFC
 * names. The proof of mode VOPRF is {@link Dleq}'s.
 */
public final class Oprf {

    private static final byte[] FINALIZE = LengthPrefixed.utf8("Finalize");

    private final Group group;
    private final Mode mode;

    public Oprf(Group group, Mode mode) {
        this.group = group;
        this.mode = mode;
    }

    /**
     * {@code DeriveKeyPair}, section 3.2.1; the public key is {@link Group#multiplyBase} of the
     * result.
     *
     * @param seed 32 random bytes
     * @param info at most 65,535 bytes of public text
     */
    public Scalar deriveKeyPair(byte[] seed, byte[] info) {
        if (seed.length != group.suite().scalarLength()) {
            throw new IllegalArgumentException("the seed has 32 bytes, not " + seed.length);
        }
        byte[] dst =
                Bytes.join(LengthPrefixed.utf8("DeriveKeyPair"), mode.contextString(group.suite()));
        ScalarHash hash = new ScalarHash(group.suite(), dst);
        return hash.hash(seed, Bytes.withLengths(info), new byte[] {0});
    }

    /** {@code Blind}, section 3.3.1, with the blind given. */
    public byte[] blind(byte[] input, Scalar blind) {
        requireInput(input);
        return group.hashMultiply(blind, mode, java.util.List.of(input));
    }

    /** {@code BlindEvaluate}, section 3.3.1, for any number of blinded elements. */
    public byte[] blindEvaluate(Scalar key, byte[] blindedElements) throws InvalidElementException {
        return group.multiply(key, blindedElements);
    }

    /** {@code Finalize}, section 3.3.1: {@link Suite#hashLength()} bytes. */
    public byte[] finalizeOutput(byte[] input, Scalar blind, byte[] evaluatedElement)
            throws InvalidElementException {
        requireInput(input);
        try (Scalar inverse = blind.inverse()) {
            return output(input, group.multiply(inverse, evaluatedElement));
        }
    }

    /** {@code Evaluate}, section 3.3.1: the output for whoever holds key and input. */
    public byte[] evaluate(Scalar key, byte[] input) {
        requireInput(input);
        return output(input, group.hashMultiply(key, mode, java.util.List.of(input)));
    }

    private byte[] output(byte[] input, byte[] element) {
        if (element.length != group.suite().elementLength()) {
            throw new IllegalArgumentException("one element is finalized at a time");
        }
        MessageDigest digest = ExpandMessage.newDigest(group.suite());
        digest.update(Bytes.withLengths(input, element));
        return digest.digest(FINALIZE);
    }

    /** Section 1.2: an input has at most 2^16 - 1 bytes. */
    private static void requireInput(byte[] input) {
        Bytes.twoBytes(input.length);
    }
}
