package nl.sluitend.party;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.jboss.logging.Logger;

/**
 * The revocation lists of the authorities (RFC 5280 section 5): files that the operator keeps
 * fresh, addresses that are fetched, and the distribution points that a certificate names. A list
 * counts only with the signature of the issuer, so that it does not matter by which way it came.
 */
public final class RevocationLists {

    private static final Logger LOG = Logger.getLogger(RevocationLists.class);
    private static final String DELTA = "2.5.29.27";
    private static final String ISSUING_DISTRIBUTION_POINT = "2.5.29.28";

    /** Files are judged by the moment in question; only what is fetched grows old here. */
    private static final Clock NEVER_ASKED = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    private final List<Path> files;
    private final List<URI> addresses;
    private final Set<String> hosts;
    private final FetchedLists fetched;
    private final Map<Path, Loaded> loaded = new ConcurrentHashMap<>();

    /**
     * Files alone.
     *
     * @param files one list each, DER or PEM; none when revocation is not checked
     */
    public RevocationLists(List<Path> files) {
        this(files, List.of(), Set.of(), NEVER_ASKED);
    }

    /**
     * @param files one list each, DER or PEM
     * @param addresses of lists, http or https
     * @param hosts from which lists may be fetched that a certificate names, with the port if the
     *     address has one
     */
    RevocationLists(List<Path> files, List<URI> addresses, Set<String> hosts, Clock clock) {
        this.files = List.copyOf(files);
        this.addresses = List.copyOf(addresses);
        this.hosts = Set.copyOf(hosts);
        this.fetched = new FetchedLists(clock);
    }

    /** What the lists say about a certificate. */
    public enum Answer {
        /** A valid list of its issuer does not name it, or names it from a later moment on. */
        GOOD,
        /** It was revoked at the moment in question. */
        REVOKED,
        /** No list of its issuer was valid at that moment. */
        UNKNOWN
    }

    private record Loaded(FileTime changed, X509CRL list) {}

    /** Whether there are lists to ask. */
    public boolean isInUse() {
        return !files.isEmpty() || !addresses.isEmpty() || !hosts.isEmpty();
    }

    /**
     * Asks about one certificate. What was signed before the revocation stays signed. When lists
     * differ, the one that revokes counts.
     *
     * @param certificate issued by an authority that is trusted; it may name where its list is
     * @param issuer the key with which the issuer signs its lists
     * @param at the moment in question
     */
    public Answer ask(X509Certificate certificate, PublicKey issuer, Instant at) {
        List<Answer> answers =
                Stream.concat(
                                files.stream().map(this::read),
                                fetchable(certificate).map(fetched::get))
                        .flatMap(Optional::stream)
                        .filter(list -> isOf(list, certificate, issuer))
                        .filter(list -> covers(list, certificate))
                        .filter(list -> !isStale(list, at))
                        .map(list -> answer(list.getRevokedCertificate(certificate), at))
                        .toList();
        return answers.contains(Answer.REVOKED)
                ? Answer.REVOKED
                : answers.isEmpty() ? Answer.UNKNOWN : Answer.GOOD;
    }

    private Stream<URI> fetchable(X509Certificate certificate) {
        return Stream.concat(
                        addresses.stream(),
                        DistributionPoints.of(certificate).stream()
                                .filter(address -> hosts.contains(address.getAuthority())))
                .distinct();
    }

    private static Answer answer(
            @org.jspecify.annotations.Nullable X509CRLEntry entry, Instant at) {
        return entry == null || entry.getRevocationDate().toInstant().isAfter(at)
                ? Answer.GOOD
                : Answer.REVOKED;
    }

    private static boolean isOf(X509CRL list, X509Certificate certificate, PublicKey issuer) {
        if (!list.getIssuerX500Principal().equals(certificate.getIssuerX500Principal())) {
            return false;
        }
        try {
            list.verify(issuer);
            return true;
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    /**
     * Whether a list that its issuer split up is about this certificate (RFC 5280 section 5.2.5). A
     * delta, an indirect list and one of some reasons alone say too little.
     */
    private static boolean covers(X509CRL list, X509Certificate certificate) {
        byte[] extension = list.getExtensionValue(ISSUING_DISTRIBUTION_POINT);
        if (list.getExtensionValue(DELTA) != null) {
            return false;
        }
        if (extension == null) {
            return true;
        }
        IssuingDistributionPoint part =
                IssuingDistributionPoint.getInstance(
                        ASN1OctetString.getInstance(extension).getOctets());
        boolean otherKind =
                certificate.getBasicConstraints() >= 0
                        ? part.onlyContainsUserCerts()
                        : part.onlyContainsCACerts();
        boolean whole =
                !part.isIndirectCRL()
                        && !part.onlyContainsAttributeCerts()
                        && part.getOnlySomeReasons() == null;
        return whole
                && !otherKind
                && (part.getDistributionPoint() == null
                        || !Collections.disjoint(
                                DistributionPoints.addresses(part.getDistributionPoint()),
                                DistributionPoints.of(certificate)));
    }

    /** A list without an end never grows old; RFC 5280 demands one, so that there is none. */
    private static boolean isStale(X509CRL list, Instant at) {
        return list.getNextUpdate() == null || list.getNextUpdate().toInstant().isBefore(at);
    }

    private Optional<X509CRL> read(Path file) {
        try {
            FileTime changed = Files.getLastModifiedTime(file);
            Loaded known = loaded.get(file);
            if (known != null && known.changed().equals(changed)) {
                return Optional.of(known.list());
            }
            X509CRL list = FetchedLists.parse(Files.readAllBytes(file));
            loaded.put(file, new Loaded(changed, list));
            return Optional.of(list);
        } catch (IOException | UncheckedIOException | CertificateException | CRLException e) {
            LOG.errorf("the revocation list %s cannot be read: %s", file, e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "RevocationLists" + files + addresses + hosts;
    }
}
