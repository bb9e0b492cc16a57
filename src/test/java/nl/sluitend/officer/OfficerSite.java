package nl.sluitend.officer;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
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
import nl.sluitend.disclosure.FilledLog;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.EpochKeys;
import nl.sluitend.party.KeyRing;
import nl.sluitend.party.Roles;
import org.jspecify.annotations.Nullable;

/**
 * A packaged node with a real PostgreSQL and a real Keycloak, whose realm has one source system of
 * each role and some people, and whose log holds one session. Started once for all process tests
 * that only look at it; ends with the JVM.
 */
public final class OfficerSite {

    public static final String OIN = "00000099000000001000";
    public static final String NAME = "RBL Waterland";
    public static final String PEER_OIN = "00000099000000002000";
    public static final String PEER_NAME = "SWV Polderland";
    public static final String CONVENANT = "5f".repeat(32);
    public static final String SESSION = "01993f6e-3a54-7000-8000-6a1f4d2b9c10";

    /** How many pupils the session was about. */
    public static final int PUPILS = 40;

    public static final String PASSWORD = "een lang wachtwoord";

    /** A source system with every role, whose tokens are valid for {@link #SHORT_LIFE}. */
    public static final String SHORT_LIVED = "short-lived";

    public static final Duration SHORT_LIFE = Duration.ofSeconds(5);

    /** Every role; a source system with each is named after it. */
    public static final List<String> ROLES =
            List.of(
                    Roles.REGISTRATION_WRITER,
                    Roles.OUTCOME_READER,
                    Roles.CONVENANT_MANAGER,
                    Roles.CASE_WORKER,
                    Roles.PRIVACY_OFFICER,
                    Roles.FG,
                    Roles.NODE_OPERATOR);

    private static @Nullable OfficerSite shared;

    private final DemoAuthority authority = new DemoAuthority("Test");
    private final List<DemoRealm.SourceSystem> systems = new ArrayList<>();
    private final DemoAuthority.PartyFiles files;
    private final EmbeddedDatabase database;
    private final KeycloakServer keycloak;
    private final NodeProcess node;

    /** The site of this JVM. */
    public static synchronized OfficerSite shared() throws Exception {
        OfficerSite site = shared;
        if (site == null) {
            Path directory = Path.of("target", "officer-site");
            Files.createDirectories(directory);
            site = new OfficerSite(Files.createTempDirectory(directory, "run-"));
            shared = site;
        }
        return site;
    }

    private OfficerSite(Path directory) throws Exception {
        NodeSettings settings = NodeSettings.onFreePorts();
        int port = KeycloakServer.reservePort();
        files = authority.write(directory.resolve("keys"), OIN, NAME);
        for (String role : ROLES) {
            systems.add(new DemoRealm.SourceSystem(role, keys(), Set.of(role)));
        }
        systems.add(
                new DemoRealm.SourceSystem(
                        SHORT_LIVED, keys(), Set.copyOf(ROLES), Optional.of(SHORT_LIFE)));
        database = EmbeddedDatabase.start();
        settings.keys(files)
                .database(database.create("node"))
                .realm(KeycloakServer.issuer(KeycloakServer.url(port), "rbl"))
                .set("sluitend.party.oin", OIN)
                .set("sluitend.party.name", NAME)
                .set("sluitend.party.role", "RBL")
                .set("sluitend.party.test-oins", "true")
                .set("sluitend.log.witness-interval", "PT24H")
                .set(counterparty("name"), PEER_NAME)
                .set(counterparty("role"), "SWV_PO")
                .set(counterparty("url"), "https://localhost:1");
        node = NodeProcess.start("the node", directory.resolve("node"), settings);
        keycloak =
                KeycloakServer.start(
                        directory.resolve("keycloak"),
                        port,
                        authority,
                        List.of(realm("rbl", files, settings), realm("swv", files, settings)),
                        step -> {});
        node.awaitReady();
        KeyRing ring =
                KeyRing.open(files.keystore(), files.password().toCharArray(), new SecureRandom());
        EpochKeys epochs =
                EpochKeys.open(
                        files.keystore(), files.password().toCharArray(), new SecureRandom());
        new FilledLog(
                        database.dataSource("node"),
                        ring,
                        epochs,
                        new Oin(OIN),
                        new Oin(PEER_OIN),
                        CONVENANT)
                .session(SESSION, Instant.now(), PUPILS);
    }

    public NodeProcess node() {
        return node;
    }

    public URI url() {
        return node.url();
    }

    public EmbeddedDatabase database() {
        return database;
    }

    /** Keys of the node; its key {@code login} is that of the operator too. */
    public DemoAuthority.PartyFiles files() {
        return files;
    }

    /** A client that trusts the authority of this site. */
    public HttpClient http() {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(authority.trust());
            SSLContext tls = SSLContext.getInstance("TLSv1.3");
            tls.init(null, trust.getTrustManagers(), null);
            return HttpClient.newBuilder().sslContext(tls).build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public DemoAuthority authority() {
        return authority;
    }

    public KeycloakServer keycloak() {
        return keycloak;
    }

    /** A token of this party's realm with that one role. */
    public String token(String role) {
        return token("rbl", role);
    }

    /** A token of the realm {@code rbl} or {@code swv} with that one role. */
    public String token(String realm, String role) {
        return systems.stream()
                .filter(system -> system.clientId().equals(role))
                .findFirst()
                .map(system -> keycloak.tokens(realm, system).get())
                .orElseThrow();
    }

    private static String counterparty(String setting) {
        return "sluitend.party.counterparties.\"" + PEER_OIN + "\"." + setting;
    }

    private DemoRealm realm(String name, DemoAuthority.PartyFiles files, NodeSettings settings) {
        return new DemoRealm(
                name,
                NAME,
                List.of(settings.url()),
                files.login(),
                files.login(),
                List.of(
                        person("petra", "Petra", "de Vries", Roles.PRIVACY_OFFICER),
                        person("fatima", "Fatima", "el Amrani", Roles.FG),
                        person("karel", "Karel", "Jansen", Roles.CASE_WORKER),
                        person("coby", "Coby", "Mulder", Roles.CONVENANT_MANAGER),
                        new DemoRealm.Person("niemand", PASSWORD, "Nina", "Nul", Set.of())),
                systems);
    }

    private static DemoRealm.Person person(String user, String first, String last, String role) {
        return new DemoRealm.Person(user, PASSWORD, first, last, Set.of(role));
    }

    private static KeyPair keys() throws NoSuchAlgorithmException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }
}
