package nl.sluitend.psi;

import nl.sluitend.oprf.Engines;
import nl.sluitend.oprf.Group;
import nl.sluitend.oprf.Suite;

/**
 * Verifies the own proofs before anything leaves the node, with another implementation than the one
 * that made them (finding 31): the scalar engine for ristretto255, which is another one wherever
 * vectors compute; Bouncy Castle for P-256.
 */
public final class SecondEngine {

    private static final Group RISTRETTO = Group.of(Engines.verifier());
    private static final Group P256 = Group.of(Engines.pooled(new BouncyCastleP256()));

    private SecondEngine() {}

    /** A group for verifying proofs alone: it is not asked to multiply by a secret. */
    public static Group of(Suite suite) {
        return switch (suite) {
            case RISTRETTO255_SHA512 -> RISTRETTO;
            case P256_SHA256 -> P256;
        };
    }
}
