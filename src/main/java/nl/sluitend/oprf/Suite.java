package nl.sluitend.oprf;

import java.util.Optional;

/** The prime-order groups with their hash, as RFC 9497 sections 4.1 and 4.3 name them. */
public enum Suite {
    /** RFC 9497 section 4.1: ristretto255 (RFC 9496) with SHA-512. */
    RISTRETTO255_SHA512("ristretto255-SHA512", "SHA-512", 32, 64, 128, 64),
    /** RFC 9497 section 4.3: NIST P-256 with SHA-256. */
    P256_SHA256("P256-SHA256", "SHA-256", 33, 32, 64, 96);

    private final String identifier;
    private final String hash;
    private final int elementLength;
    private final int hashLength;
    private final int hashBlockLength;
    private final int uniformLength;

    Suite(
            String identifier,
            String hash,
            int elementLength,
            int hashLength,
            int hashBlockLength,
            int uniformLength) {
        this.identifier = identifier;
        this.hash = hash;
        this.elementLength = elementLength;
        this.hashLength = hashLength;
        this.hashBlockLength = hashBlockLength;
        this.uniformLength = uniformLength;
    }

    /** The identifier of RFC 9497 section 4, part of every context string. */
    public String identifier() {
        return identifier;
    }

    /** Ne of RFC 9497: bytes of an encoded element, 32 (RFC 9496) or 33 (SEC 1, compressed). */
    public int elementLength() {
        return elementLength;
    }

    /**
     * Ns of RFC 9497: bytes of an encoded scalar; little-endian for ristretto255, big for P-256.
     */
    public int scalarLength() {
        return 32;
    }

    /** Nh of RFC 9497: bytes of the hash and so of the protocol output. */
    public int hashLength() {
        return hashLength;
    }

    /**
     * Bytes of {@code expand_message_xmd} that make one element (RFC 9380 appendix B; section 8.2).
     */
    public int uniformLength() {
        return uniformLength;
    }

    /** The suite of that identifier, if we have it. */
    public static Optional<Suite> find(String identifier) {
        for (Suite suite : values()) {
            if (suite.identifier.equals(identifier)) {
                return Optional.of(suite);
            }
        }
        return Optional.empty();
    }

    String hash() {
        return hash;
    }

    int hashBlockLength() {
        return hashBlockLength;
    }

    Modulus order() {
        return this == RISTRETTO255_SHA512 ? Modulus.RISTRETTO255_ORDER : Modulus.P256_ORDER;
    }
}
