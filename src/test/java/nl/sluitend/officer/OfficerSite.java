package nl.sluitend.officer;

import java.net.URI;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import nl.sluitend.demo.DemoAuthority;
import nl.sluitend.demo.DemoRealm;
import nl.sluitend.demo.EmbeddedDatabase;
import nl.sluitend.demo.KeycloakServer;
import nl.sluitend.demo.NodeProcess;
import nl.sluitend.demo.NodeSettings;
import nl.sluitend.party.Roles;

/** A packaged node with a real PostgreSQL and a real Keycloak, whose realm has one of each role. */
public final class OfficerSite implements AutoCloseable {

    public static final String OIN = "00000099000000001000";
    public static final String NAME = "RBL Waterland";
    public static final String PASSWORD = "een lang wachtwoord";

    /** Source systems and people: one for each role, named after it. */
    private static final List<String> ROLES =
            List.of(
                    Roles.REGISTRATION_WRITER,
                    Roles.OUTCOME_READER,
                    Roles.CONVENANT_MANAGER,
                    Roles.CASE_WORKER,
                    Roles.PRIVACY_OFFICER,
                    Roles.FG,
                    Roles.NODE_OPERATOR);

    private final DemoAuthority authority = new DemoAuthority("Test");
    private final List<DemoRealm.SourceSystem> systems = new ArrayList<>();
    private final EmbeddedDatabase database;
    private final KeycloakServer keycloak;
    private final NodeProcess node;

    public OfficerSite(Path directory) throws Exception {
        NodeSettings settings = NodeSettings.onFreePorts();
        int port = KeycloakServer.reservePort();
        DemoAuthority.PartyFiles files = authority.write(directory.resolve("keys"), OIN, NAME);
        for (String role : ROLES) {
            systems.add(new DemoRealm.SourceSystem(role, keys(), Set.of(role)));
        }
        database = EmbeddedDatabase.start();
        settings.keys(files)
                .database(database.create("node"))
                .realm(KeycloakServer.issuer(KeycloakServer.url(port), "rbl"))
                .set("sluitend.party.oin", OIN)
                .set("sluitend.party.name", NAME)
                .set("sluitend.party.role", "RBL")
                .set("sluitend.party.test-oins", "true");
        node = NodeProcess.start("the node", directory.resolve("node"), settings);
        keycloak =
                KeycloakServer.start(
                        directory.resolve("keycloak"),
                        port,
                        authority,
                        List.of(realm("rbl", files, settings), realm("swv", files, settings)),
                        step -> {});
        node.awaitReady();
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

    @Override
    public void close() {
        node.close();
        keycloak.close();
        database.close();
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
