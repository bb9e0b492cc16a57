package nl.sluitend.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A real Keycloak from its published distribution, in a process of its own, over TLS with a
 * certificate of the demo's authority, with any number of realms. Its database is in memory: it
 * forgets everything when it stops.
 */
public final class KeycloakServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final ServerProcess process;
    private final Path run;
    private final URI url;
    private final HttpClient http;

    private KeycloakServer(ServerProcess process, Path run, URI url, HttpClient http) {
        this.process = process;
        this.run = run;
        this.url = url;
        this.http = http;
    }

    /** A port for a server that starts later: the nodes must know it when they start. */
    public static int reservePort() {
        return ServerProcess.freePort();
    }

    /**
     * Starts a server on a free port; see {@link #start(Path, int, DemoAuthority, List, Consumer)}.
     */
    public static KeycloakServer start(
            Path directory,
            DemoAuthority authority,
            List<DemoRealm> realms,
            Consumer<String> progress) {
        return start(directory, reservePort(), authority, realms, progress);
    }

    /**
     * Starts a server and waits until every realm answers; 15 to 40 s, and once per version of
     * Keycloak half a minute more.
     *
     * @param directory for its configuration and its log, {@code keycloak.log}
     * @param progress told what happens, in Dutch, for people
     */
    public static KeycloakServer start(
            Path directory,
            int port,
            DemoAuthority authority,
            List<DemoRealm> realms,
            Consumer<String> progress) {
        Path home = KeycloakDistribution.home(progress);
        Path run = directory.toAbsolutePath();
        KeycloakDistribution.prepare(home, run);
        String password = UUID.randomUUID().toString();
        URI url = url(port);
        HttpClient http = client(authority);
        try {
            Path keystore = run.resolve("conf").resolve("server.p12");
            writeKeyStore(authority.issue(null, "Keycloak"), keystore, password);
            Path trusted = run.resolve("conf").resolve("authority.pem");
            Files.writeString(trusted, pem(authority.certificate()), StandardCharsets.US_ASCII);
            for (DemoRealm realm : realms) {
                Files.writeString(
                        run.resolve("data").resolve("import").resolve(realm.name() + ".json"),
                        realm.render(),
                        StandardCharsets.UTF_8);
            }
            progress.accept("Keycloak starten met " + realms.size() + " realm(s)");
            ServerProcess process =
                    ServerProcess.start(
                            "Keycloak",
                            run,
                            run.resolve("keycloak.log"),
                            Map.of("KC_HTTPS_KEY_STORE_PASSWORD", password),
                            KeycloakDistribution.command(
                                    home,
                                    run,
                                    400,
                                    List.of(
                                            "start",
                                            "--optimized",
                                            "--import-realm",
                                            "--cache=local",
                                            "--http-host=127.0.0.1",
                                            "--https-port=" + port,
                                            "--https-key-store-file=" + keystore,
                                            "--truststore-paths=" + trusted,
                                            "--hostname=" + url)));
            try {
                process.await(
                        () -> realms.stream().allMatch(realm -> answers(http, url, realm)),
                        PATIENCE);
            } catch (IllegalStateException e) {
                process.kill();
                throw e;
            }
            progress.accept("Keycloak is klaar op " + url);
            return new KeycloakServer(process, run, url, http);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("Keycloak cannot be set up in " + run, e);
        }
    }

    /** Where a server on {@code port} is reached. */
    public static URI url(int port) {
        return URI.create("https://localhost:" + port);
    }

    /** The issuer of realm {@code realm} on a server at {@code url}. */
    public static URI issuer(URI url, String realm) {
        return URI.create(url + "/realms/" + realm);
    }

    public URI url() {
        return url;
    }

    /** The issuer of {@code realm}: the node's {@code quarkus.oidc.auth-server-url}. */
    public URI issuer(String realm) {
        return issuer(url, realm);
    }

    /** Tokens for {@code system}, of the realm {@code realm}. */
    public AccessTokens tokens(String realm, DemoRealm.SourceSystem system) {
        return new AccessTokens(http, issuer(realm), system.clientId(), system.keys().getPrivate());
    }

    @Override
    public void close() {
        process.stop();
        KeycloakDistribution.tidy(run);
    }

    /** Ends the server at once. */
    public void kill() {
        process.kill();
        KeycloakDistribution.tidy(run);
    }

    /** An HTTP client that trusts the servers of {@code authority} and no others. */
    static HttpClient client(DemoAuthority authority) {
        try {
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(authority.trust());
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, trust.getTrustManagers(), null);
            return HttpClient.newBuilder()
                    .sslContext(tls)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS is part of every JDK", e);
        }
    }

    private static boolean answers(HttpClient http, URI url, DemoRealm realm) {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        issuer(url, realm.name())
                                                + "/.well-known/openid-configuration"))
                        .timeout(Duration.ofSeconds(10))
                        .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted", e));
        }
    }

    private static String pem(X509Certificate certificate) throws GeneralSecurityException {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    private static void writeKeyStore(DemoAuthority.Issued issued, Path file, String password)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        char[] chars = password.toCharArray();
        store.load(null, chars);
        store.setKeyEntry("tls", issued.key(), chars, issued.chain().toArray(Certificate[]::new));
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, chars);
        }
    }
}
