package nl.sluitend.reconciliation;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import nl.sluitend.oprf.LengthPrefixed;
import nl.sluitend.psi.Octets;

/** A random source that gives the same in every play of a test vector. */
final class VectorRandom extends SecureRandom {

    private static final long serialVersionUID = 1;

    private final byte[] seed;
    private final boolean constant;
    private int blocks;

    private VectorRandom(byte[] seed, boolean constant) {
        this.seed = seed;
        this.constant = constant;
    }

    /**
     * The same octets whenever it is asked: proofs are made on several processors, in no fixed
     * order.
     */
    static VectorRandom always(Octets octets) {
        return new VectorRandom(octets.toByteArray(), true);
    }

    /** Other octets each time, for what is drawn in order. */
    static VectorRandom sequence(Octets seed, String label) {
        return new VectorRandom(
                LengthPrefixed.of(seed.toByteArray(), LengthPrefixed.utf8(label)), false);
    }

    @Override
    public void nextBytes(byte[] octets) {
        for (int at = 0; at < octets.length; at += 32) {
            byte[] block = constant ? seed : next();
            System.arraycopy(block, 0, octets, at, Math.min(32, octets.length - at));
        }
    }

    private byte[] next() {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(
                            LengthPrefixed.of(
                                    seed, ByteBuffer.allocate(4).putInt(blocks++).array()));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
