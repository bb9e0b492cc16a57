package nl.sluitend.psi;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import nl.sluitend.oprf.Group;
import nl.sluitend.oprf.InvalidElementException;
import nl.sluitend.oprf.LengthPrefixed;
import nl.sluitend.oprf.Scalar;

/**
 * Derives the secret k of one session from its seed: bound to session, convenant, parties, mode,
 * lane, suite and list, so that no two sessions share a scalar even if a seed were used twice.
 */
public final class SessionScalar {

    /** Length of a session seed, in octets. */
    public static final int SEED_LENGTH = 32;

    private static final byte[] DST =
            "sluitend/v1/session-scalar".getBytes(StandardCharsets.US_ASCII);

    private SessionScalar() {}

    /**
     * Derives k.
     *
     * @param seed {@value #SEED_LENGTH} random octets; the caller wipes them
     * @param own OIN of the party whose scalar it is
     * @param peer OIN of the other party
     * @return k; the caller closes it
     * @throws IllegalStateException if k is zero: the random source is broken
     */
    public static Scalar derive(
            Group group,
            byte[] seed,
            UUID sid,
            Terms terms,
            String own,
            String peer,
            Octets listRoot) {
        if (seed.length != SEED_LENGTH) {
            throw new IllegalArgumentException("a session seed has " + SEED_LENGTH + " octets");
        }
        byte[] input =
                LengthPrefixed.of(
                        seed,
                        LengthPrefixed.utf8(sid.toString()),
                        LengthPrefixed.utf8(terms.convenant()),
                        LengthPrefixed.utf8(own),
                        LengthPrefixed.utf8(peer),
                        LengthPrefixed.utf8(terms.mode().name()),
                        LengthPrefixed.utf8(terms.lane()),
                        LengthPrefixed.utf8(terms.suite().identifier()),
                        listRoot.toByteArray());
        try {
            return group.hashToScalar(input, DST);
        } finally {
            Arrays.fill(input, (byte) 0);
        }
    }

    /**
     * K = k·G.
     *
     * @throws IllegalStateException if it is the identity: k is zero
     */
    public static Octets publicKey(Group group, Scalar k) {
        byte[] key = group.multiplyBase(k);
        try {
            group.check(key);
        } catch (InvalidElementException e) {
            throw new IllegalStateException("the session scalar is zero", e);
        }
        return Octets.of(key);
    }
}
