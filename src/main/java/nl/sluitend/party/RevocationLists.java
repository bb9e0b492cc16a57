package nl.sluitend.party;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * The revocation lists of the authorities (RFC 5280 section 5), from files that the operator keeps
 * fresh; a changed file is read again by itself.
 */
public final class RevocationLists {

    private static final Logger LOG = Logger.getLogger(RevocationLists.class);

    private final List<Path> files;
    private final Map<Path, Loaded> loaded = new ConcurrentHashMap<>();

    /**
     * @param files one list each, DER or PEM; none when revocation is not checked
     */
    public RevocationLists(List<Path> files) {
        this.files = List.copyOf(files);
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
        return !files.isEmpty();
    }

    /**
     * Asks about one certificate. What was signed before the revocation stays signed.
     *
     * @param issuer the key with which the issuer signs its lists
     * @param at the moment in question
     */
    public Answer ask(X509Certificate certificate, PublicKey issuer, Instant at) {
        return files.stream()
                .map(this::read)
                .flatMap(Optional::stream)
                .filter(list -> isOf(list, certificate, issuer))
                .filter(list -> !isStale(list, at))
                .findFirst()
                .map(list -> answer(list.getRevokedCertificate(certificate), at))
                .orElse(Answer.UNKNOWN);
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
            try (InputStream in = Files.newInputStream(file)) {
                X509CRL list = (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(in);
                loaded.put(file, new Loaded(changed, list));
                return Optional.of(list);
            }
        } catch (IOException | UncheckedIOException | CertificateException | CRLException e) {
            LOG.errorf("the revocation list %s cannot be read: %s", file, e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "RevocationLists" + files;
    }
}
