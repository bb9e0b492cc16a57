package nl.sluitend.party;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.JwsVerification.Reason;
import nl.sluitend.party.JwsVerification.Rejected;
import nl.sluitend.party.JwsVerification.Verified;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.HeaderParameterNames;
import org.jose4j.keys.X509Util;
import org.jose4j.lang.JoseException;

/**
 * Verifies what a party signed, as {@link Jws} makes it, with nothing but authorities: also for
 * whoever has no key store.
 */
public final class JwsVerifier {

    /** Longest compact serialisation that is read, in characters. */
    public static final int MAX_LENGTH = 1 << 20;

    private static final int MAX_CHAIN = 6;
    private static final Pattern COMPACT =
            Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*\\.[A-Za-z0-9_-]+");
    private static final Set<String> HEADER =
            Set.of(
                    HeaderParameterNames.ALGORITHM,
                    HeaderParameterNames.X509_CERTIFICATE_CHAIN,
                    HeaderParameterNames.X509_CERTIFICATE_SHA256_THUMBPRINT);

    private final TrustStore trust;

    public JwsVerifier(TrustStore trust) {
        this.trust = trust;
    }

    /**
     * Verifies a signature and who made it.
     *
     * @param compact the JWS as received
     * @param expected the OIN that the signing certificate must name
     * @param at when the certificates must be valid
     */
    public JwsVerification verify(String compact, Oin expected, Instant at) {
        if (compact.length() > MAX_LENGTH || !COMPACT.matcher(compact).matches()) {
            return new Rejected(Reason.MALFORMED, "a compact JWS with a payload is expected");
        }
        JsonWebSignature jws = new JsonWebSignature();
        jws.setAlgorithmConstraints(
                new AlgorithmConstraints(
                        ConstraintType.PERMIT,
                        AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256));
        try {
            jws.setCompactSerialization(compact);
            Optional<Rejected> unusable = unusable(jws);
            if (unusable.isPresent()) {
                return unusable.get();
            }
            List<X509Certificate> chain = jws.getCertificateChainHeaderValue();
            return chain == null || chain.isEmpty() || chain.size() > MAX_CHAIN
                    ? new Rejected(Reason.MALFORMED, "x5c with 1 to 6 certificates is expected")
                    : verify(jws, chain, expected, at);
        } catch (JoseException _) {
            return new Rejected(Reason.MALFORMED, "a JWS with header and signature is expected");
        }
    }

    private JwsVerification verify(
            JsonWebSignature jws, List<X509Certificate> chain, Oin expected, Instant at)
            throws JoseException {
        X509Certificate certificate = chain.getFirst();
        String thumbprint = jws.getX509CertSha256ThumbprintHeaderValue();
        if (thumbprint != null && !thumbprint.equals(X509Util.x5tS256(certificate))) {
            return new Rejected(Reason.MALFORMED, "x5t#S256 is not that of the certificate");
        }
        Optional<TrustStore.Distrust> distrust = trust.distrust(chain, at);
        if (distrust.isPresent()) {
            return switch (distrust.get()) {
                case EXPIRED ->
                        new Rejected(
                                Reason.CERTIFICATE_EXPIRED,
                                "the signing certificate is not valid at " + at);
                case OTHER_AUTHORITY ->
                        new Rejected(
                                Reason.CERTIFICATE_NOT_TRUSTED,
                                "the signing certificate is not of an authority that we trust");
                case REVOKED ->
                        new Rejected(
                                Reason.CERTIFICATE_REVOKED,
                                "the signing certificate is revoked at "
                                        + at
                                        + ", or no revocation list tells");
                case WRONG_USE ->
                        new Rejected(
                                Reason.CERTIFICATE_NOT_TRUSTED,
                                "the certificate is not meant for signing");
            };
        }
        Optional<Oin> signer = CertificateOin.of(certificate);
        if (signer.isEmpty()) {
            return new Rejected(
                    Reason.OIN_MISSING, "the signing certificate has no OIN as serialNumber");
        }
        if (!signer.get().equals(expected)) {
            return new Rejected(
                    Reason.OTHER_SIGNER,
                    "signed by "
                            + signer.get().value()
                            + " where "
                            + expected.value()
                            + " is expected");
        }
        jws.setKey(certificate.getPublicKey());
        return jws.verifySignature()
                ? new Verified(jws.getPayloadBytes(), expected, certificate)
                : new Rejected(Reason.SIGNATURE_INVALID, "the signature is not of this payload");
    }

    /** The checks on the header alone; it is read strictly, duplicate names refused. */
    private static Optional<Rejected> unusable(JsonWebSignature jws) {
        JsonNode header;
        try {
            header =
                    CanonicalJson.parse(
                            jws.getHeaders()
                                    .getFullHeaderAsJsonString()
                                    .getBytes(StandardCharsets.UTF_8));
        } catch (JsonRefusedException e) {
            return Optional.of(new Rejected(Reason.MALFORMED, "header: " + e.getMessage()));
        }
        if (!AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256.equals(
                header.path(HeaderParameterNames.ALGORITHM).textValue())) {
            return Optional.of(new Rejected(Reason.ALGORITHM, "ES256 is expected"));
        }
        boolean known =
                header.properties().stream().map(Map.Entry::getKey).allMatch(HEADER::contains);
        boolean typed = header.path(HeaderParameterNames.X509_CERTIFICATE_CHAIN).isArray();
        for (JsonNode certificate : header.path(HeaderParameterNames.X509_CERTIFICATE_CHAIN)) {
            typed &= certificate.isTextual();
        }
        JsonNode thumbprint = header.path(HeaderParameterNames.X509_CERTIFICATE_SHA256_THUMBPRINT);
        typed &= thumbprint.isMissingNode() || thumbprint.isTextual();
        return known && typed
                ? Optional.empty()
                : Optional.of(
                        new Rejected(
                                Reason.MALFORMED,
                                "only alg, x5c (texts) and x5t#S256 (text) are expected"));
    }
}
