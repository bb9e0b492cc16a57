package nl.sluitend.party;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import nl.sluitend.identifier.Oin;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * Signs as this party and verifies what another party signed: JWS compact serialisation (RFC 7515)
 * with ES256 alone, the certificate chain in {@code x5c} and its thumbprint in {@code x5t#S256}.
 * Every other header parameter is refused, so that nothing in a message chooses its own key.
 */
public final class Jws {

    /** Longest compact serialisation that {@link #verify} reads, in characters. */
    public static final int MAX_LENGTH = JwsVerifier.MAX_LENGTH;

    private final KeyRing keys;
    private final TrustStore trust;
    private final JwsVerifier verifier;
    private final Clock clock;

    public Jws(KeyRing keys, TrustStore trust, Clock clock) {
        this.keys = keys;
        this.trust = trust;
        this.verifier = new JwsVerifier(trust);
        this.clock = clock;
    }

    /** Signs a payload as this party. */
    public String sign(byte[] payload) {
        List<X509Certificate> chain =
                keys.signingChain().stream()
                        .filter(certificate -> !trust.authorities().contains(certificate))
                        .toList();
        JsonWebSignature jws = new JsonWebSignature();
        jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        jws.setCertificateChainHeaderValue(chain.toArray(new X509Certificate[0]));
        jws.setX509CertSha256ThumbprintHeaderValue(chain.getFirst());
        jws.setPayloadBytes(payload);
        jws.setKey(keys.signingKey());
        try {
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("the signing key cannot sign with ES256", e);
        }
    }

    /** Verifies as {@link #verify(String, Oin, Instant)}, with certificates valid now. */
    public JwsVerification verify(String compact, Oin expected) {
        return verify(compact, expected, clock.instant());
    }

    /** Verifies as {@link JwsVerifier#verify}. */
    public JwsVerification verify(String compact, Oin expected, Instant at) {
        return verifier.verify(compact, expected, at);
    }
}
