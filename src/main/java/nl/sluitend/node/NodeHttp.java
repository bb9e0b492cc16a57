package nl.sluitend.node;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** The client with which commands call a node: TLS 1.3, with the trust that was given. */
final class NodeHttp {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private NodeHttp() {}

    /**
     * @param truststore PEM or PKCS#12; empty for the authorities of this Java
     * @param password of a PKCS#12 file
     */
    static HttpClient of(Optional<Path> truststore, Optional<String> password)
            throws UsageException, IOException {
        try {
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trustStore(truststore, password));
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(null, trust.getTrustManagers(), null);
            return HttpClient.newBuilder()
                    .sslContext(context)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
        } catch (GeneralSecurityException e) {
            throw new UsageException("the trust store cannot be used: " + e.getMessage());
        }
    }

    /**
     * The certificates of a trust store.
     *
     * @param file PEM or PKCS#12
     * @param password of a PKCS#12 file
     */
    static List<X509Certificate> authorities(Path file, Optional<String> password)
            throws UsageException, IOException {
        try {
            KeyStore store = Objects.requireNonNull(trustStore(Optional.of(file), password));
            List<X509Certificate> authorities = new ArrayList<>();
            for (String alias : Collections.list(store.aliases())) {
                if (store.getCertificate(alias) instanceof X509Certificate authority) {
                    authorities.add(authority);
                }
            }
            if (authorities.isEmpty()) {
                throw new UsageException(file + " holds no certificate");
            }
            return authorities;
        } catch (GeneralSecurityException e) {
            throw new UsageException(file + " cannot be used: " + e.getMessage());
        }
    }

    /** The given trust store; null stands for the authorities of this Java. */
    private static @Nullable KeyStore trustStore(Optional<Path> file, Optional<String> given)
            throws GeneralSecurityException, IOException, UsageException {
        if (file.isEmpty()) {
            return null;
        }
        if (!Files.isReadable(file.get())) {
            throw new UsageException(file.get() + " cannot be read");
        }
        byte[] bytes = Files.readAllBytes(file.get());
        KeyStore store = KeyStore.getInstance("PKCS12");
        if (new String(bytes, StandardCharsets.ISO_8859_1).contains("-----BEGIN CERTIFICATE")) {
            store.load(null, null);
            try (InputStream in = Files.newInputStream(file.get())) {
                int number = 0;
                for (Certificate authority :
                        CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                    store.setCertificateEntry("authority-" + number++, authority);
                }
            }
            return store;
        }
        char[] password = given.orElse("").toCharArray();
        try (InputStream in = Files.newInputStream(file.get())) {
            store.load(in, password);
            return store;
        } catch (IOException e) {
            throw new UsageException(
                    file.get() + " cannot be opened; is --truststore-password-file the right one?");
        }
    }
}
