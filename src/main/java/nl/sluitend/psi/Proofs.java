package nl.sluitend.psi;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import nl.sluitend.oprf.Dleq;
import nl.sluitend.oprf.Group;
import nl.sluitend.oprf.LengthPrefixed;
import nl.sluitend.oprf.Scalar;
import nl.sluitend.oprf.StatedProof;
import nl.sluitend.oprf.Suite;

/**
 * Makes proofs of equal discrete logarithms with a nonce that cannot repeat, whatever the random
 * source does.
 */
final class Proofs {

    private static final int FRESH = 32;
    private static final byte[] NONCE_DST =
            "sluitend/v1/proof-nonce".getBytes(StandardCharsets.US_ASCII);

    private Proofs() {}

    /** Octets of one proof: challenge and response. */
    static int length(Suite suite) {
        return 2 * suite.scalarLength();
    }

    /** DLEQ(k: G→B, C→D); C is not empty. */
    static StatedProof prove(
            Group group,
            byte[] context,
            Scalar k,
            Octets b,
            Elements c,
            Elements d,
            SecureRandom random) {
        var fresh = new byte[FRESH];
        random.nextBytes(fresh);
        try (Scalar nonce = nonce(group, context, k, fresh, b, c, d)) {
            return Dleq.prove(
                    group,
                    context,
                    k,
                    group.generator(),
                    b.toByteArray(),
                    c.flat(),
                    d.flat(),
                    nonce);
        } finally {
            Arrays.fill(fresh, (byte) 0);
        }
    }

    /**
     * {@code HashToScalar(LP(k) LP(fresh) LP(Hash(LP(context) LP(B) LP(C) LP(D))))}: another
     * statement gives another nonce even when the random source stands still (finding 1). The whole
     * statement stands where the review has its composites M and Z, which are functions of it.
     */
    static Scalar nonce(
            Group group, byte[] context, Scalar k, byte[] fresh, Octets b, Elements c, Elements d) {
        byte[] secret = k.encode();
        byte[] statement =
                Hashes.sha256().lp(context).lp(b).lp(c.flat()).lp(d.flat()).end().toByteArray();
        byte[] input = LengthPrefixed.of(secret, fresh, statement);
        try {
            return group.hashToScalar(input, NONCE_DST);
        } finally {
            Arrays.fill(secret, (byte) 0);
            Arrays.fill(input, (byte) 0);
        }
    }
}
