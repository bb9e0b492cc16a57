package nl.sluitend.party;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXCertPathValidatorResult;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The certificate authorities that may vouch for a party. */
public final class TrustStore {

    private final Set<X509Certificate> authorities;
    private final RevocationLists lists;

    /**
     * Without revocation lists.
     *
     * @param authorities at least one
     */
    public TrustStore(List<X509Certificate> authorities) {
        this(authorities, new RevocationLists(List.of()));
    }

    /**
     * @param authorities at least one
     * @param lists what they revoked
     */
    public TrustStore(List<X509Certificate> authorities, RevocationLists lists) {
        if (authorities.isEmpty()) {
            throw new IllegalArgumentException("a trust store holds at least one authority");
        }
        this.authorities = Set.copyOf(authorities);
        this.lists = lists;
    }

    /** Why a certificate chain is not trusted. */
    public enum Distrust {
        /** Not valid yet, or no longer. */
        EXPIRED,
        /** Issued by another authority, or not properly issued. */
        OTHER_AUTHORITY,
        /** Revoked at the moment in question, or no revocation list tells whether it was. */
        REVOKED,
        /** The first certificate may not sign: it is an authority, or its key usage says so. */
        WRONG_USE
    }

    /**
     * Checks a chain against the authorities (RFC 5280 section 6) and their revocation lists.
     *
     * @param chain the party's own certificate first; a root at the end is ignored
     * @param at the instant at which every certificate must be valid
     * @return empty when the chain is trusted
     */
    public Optional<Distrust> distrust(List<X509Certificate> chain, Instant at) {
        List<X509Certificate> path =
                chain.stream()
                        .takeWhile(certificate -> !authorities.contains(certificate))
                        .toList();
        if (path.isEmpty()) {
            return Optional.of(Distrust.OTHER_AUTHORITY);
        }
        if (!maySign(path.getFirst())) {
            return Optional.of(Distrust.WRONG_USE);
        }
        try {
            CertPath certPath = CertificateFactory.getInstance("X.509").generateCertPath(path);
            PKIXParameters parameters =
                    new PKIXParameters(
                            authorities.stream()
                                    .map(authority -> new TrustAnchor(authority, null))
                                    .collect(Collectors.toSet()));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(at));
            var result =
                    (PKIXCertPathValidatorResult)
                            CertPathValidator.getInstance("PKIX").validate(certPath, parameters);
            PublicKey root = result.getTrustAnchor().getTrustedCert().getPublicKey();
            return isRevoked(path, root, at) ? Optional.of(Distrust.REVOKED) : Optional.empty();
        } catch (CertPathValidatorException e) {
            return Optional.of(reason(e));
        } catch (GeneralSecurityException _) {
            return Optional.of(Distrust.OTHER_AUTHORITY);
        }
    }

    /** Fails closed: without a valid list of an issuer, what it issued counts as revoked. */
    private boolean isRevoked(List<X509Certificate> path, PublicKey root, Instant at) {
        for (int i = 0; lists.isInUse() && i < path.size(); i++) {
            PublicKey issuer = i + 1 < path.size() ? path.get(i + 1).getPublicKey() : root;
            if (lists.ask(path.get(i), issuer, at) != RevocationLists.Answer.GOOD) {
                return true;
            }
        }
        return false;
    }

    /** Whether the lists, when there are any, do not vouch for a chain; nothing else is checked. */
    boolean isRevoked(List<X509Certificate> chain, Instant at) {
        return lists.isInUse() && distrust(chain, at).equals(Optional.of(Distrust.REVOKED));
    }

    /** The authorities. */
    public Set<X509Certificate> authorities() {
        return authorities;
    }

    /** RFC 5280 sections 4.2.1.3 and 4.2.1.9: digitalSignature, and not a certificate authority. */
    private static boolean maySign(X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        return certificate.getBasicConstraints() < 0 && (usage == null || usage[0]);
    }

    private static Distrust reason(CertPathValidatorException e) {
        return e.getReason() == CertPathValidatorException.BasicReason.EXPIRED
                        || e.getReason() == CertPathValidatorException.BasicReason.NOT_YET_VALID
                ? Distrust.EXPIRED
                : Distrust.OTHER_AUTHORITY;
    }
}
