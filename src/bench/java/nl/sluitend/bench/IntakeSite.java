package nl.sluitend.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import nl.sluitend.demo.DemoAuthority;
import nl.sluitend.demo.DemoRealm;
import nl.sluitend.demo.EmbeddedDatabase;
import nl.sluitend.demo.KeycloakServer;
import nl.sluitend.demo.NodeProcess;
import nl.sluitend.demo.NodeSettings;

/**
 * One packaged node with PostgreSQL and one source system that holds a token. Keycloak runs only
 * until the node has accepted that token: it takes no part in what is measured.
 */
final class IntakeSite implements AutoCloseable {

    private static final String OIN = "00000099000000001000";
    private static final String NAME = "RBL Meting";
    private static final String SYSTEM = "measurement";
    private static final Duration TOKEN_LIFE = Duration.ofHours(1);

    private final Path directory;
    private final HttpClient http;
    private final EmbeddedDatabase database;
    private final NodeProcess node;
    private final String token;

    /**
     * Starts everything.
     *
     * @param directory for its files, which are left there
     * @param quota new pupils a day that the source system may bring in
     */
    static IntakeSite start(Path directory, long quota)
            throws IOException, GeneralSecurityException, InterruptedException {
        DemoAuthority authority = new DemoAuthority("Meting");
        DemoAuthority.PartyFiles files = authority.write(directory.resolve("keys"), OIN, NAME);
        EmbeddedDatabase database = EmbeddedDatabase.start(directory.resolve("postgresql"));
        int port = KeycloakServer.reservePort();
        // A server of one's own for tests answers before it has written; here it may not.
        NodeSettings settings =
                NodeSettings.onFreePorts()
                        .keys(files)
                        .database(database.create("node") + "?options=-c%20synchronous_commit=on")
                        .realm(KeycloakServer.issuer(KeycloakServer.url(port), "rbl"))
                        .set("sluitend.party.oin", OIN)
                        .set("sluitend.party.name", NAME)
                        .set("sluitend.party.role", "RBL")
                        .set("sluitend.party.test-oins", "true")
                        .set("sluitend.registration.smallest-quota", Long.toString(quota));
        NodeProcess node =
                NodeProcess.start(
                        "the node",
                        directory.resolve("node"),
                        settings.all(),
                        new NodeProcess.Jvm(512, false, List.of()));
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        DemoRealm.SourceSystem system =
                new DemoRealm.SourceSystem(
                        SYSTEM,
                        generator.generateKeyPair(),
                        Set.of("registration-writer"),
                        Optional.of(TOKEN_LIFE));
        DemoRealm realm =
                new DemoRealm(
                        "rbl",
                        NAME,
                        List.of(settings.url()),
                        files.login(),
                        files.login(),
                        List.of(),
                        List.of(system));
        try (KeycloakServer keycloak =
                KeycloakServer.start(
                        directory.resolve("keycloak"), port, authority, List.of(realm), _ -> {})) {
            node.awaitReady();
            IntakeSite site =
                    new IntakeSite(
                            directory,
                            client(authority),
                            database,
                            node,
                            keycloak.tokens("rbl", system).get());
            site.post("/v1/registrations/_delete", "application/json", "{\"reference\":\"x\"}");
            return site;
        }
    }

    private IntakeSite(
            Path directory,
            HttpClient http,
            EmbeddedDatabase database,
            NodeProcess node,
            String token) {
        this.directory = directory;
        this.http = http;
        this.database = database;
        this.node = node;
        this.token = token;
    }

    /** Posts a body and returns the answer, which must be a success. */
    String post(String path, String type, String body) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(node.url() + path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(
                    path + " answers " + answer.statusCode() + ": " + answer.body() + node.tail());
        }
        return answer.body();
    }

    /** Empties the register, so that every round stores a first list. */
    void clear() throws SQLException {
        try (Connection connection = database.dataSource("node").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "truncate registration, keyed_point, import_job, import_line_answer,"
                            + " import_ending, quota_use");
        }
    }

    /** CPU time of the node so far, in seconds. */
    double nodeCpuSeconds() {
        return ProcessHandle.of(node.pid()).map(IntakeSite::cpuSeconds).orElse(0.0);
    }

    /** CPU time of PostgreSQL's processes so far, in seconds. */
    double databaseCpuSeconds() throws IOException {
        long postmaster =
                Long.parseLong(
                        Files.readAllLines(directory.resolve("postgresql/postmaster.pid"))
                                .getFirst()
                                .strip());
        List<ProcessHandle> processes = new ArrayList<>();
        ProcessHandle.of(postmaster)
                .ifPresent(
                        first -> {
                            processes.add(first);
                            first.descendants().forEach(processes::add);
                        });
        return processes.stream().mapToDouble(IntakeSite::cpuSeconds).sum();
    }

    private static double cpuSeconds(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }

    private static HttpClient client(DemoAuthority authority) throws GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(authority.trust());
        SSLContext tls = SSLContext.getInstance("TLSv1.3");
        tls.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(tls).build();
    }

    @Override
    public void close() {
        node.close();
        database.close();
    }
}
