package nl.sluitend.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import nl.sluitend.demo.register.DemoParty;

/**
 * Everything that runs during a demo: one PostgreSQL server with a database for each node, one
 * Keycloak with a realm for each party, and the three nodes. Started side by side.
 */
final class DemoWorld {

    /** What lies between two nodes: the network, or something that a test put there. */
    interface Wires {

        /** Plain network. */
        Wires NETWORK = (_, _, _, url) -> url;

        /**
         * Where one node finds another.
         *
         * @param authority vouches for every party
         * @param url of the other node itself
         */
        URI between(DemoAuthority authority, DemoParty from, DemoParty to, URI url);

        /** Whether two parties know each other: an RBL and each samenwerkingsverband do. */
        default boolean connects(DemoParty one, DemoParty other) {
            return one == DemoParty.RBL || other == DemoParty.RBL;
        }
    }

    /** Shorter than in production, so that the logs that are kept are cosigned to their end. */
    private static final String WITNESS_INTERVAL = "PT5S";

    private final Path directory;
    private final Terminal terminal;
    private final Cleanup cleanup;
    private final DemoAuthority authority = new DemoAuthority("Sluitend demo");
    private final HttpClient http = KeycloakServer.client(authority);
    private final int keycloakPort = KeycloakServer.reservePort();
    private final Map<DemoParty, DemoAuthority.PartyFiles> files = new EnumMap<>(DemoParty.class);
    private final Map<DemoParty, NodeSettings> settings = new EnumMap<>(DemoParty.class);
    private final Map<DemoParty, DemoAccounts> accounts = new EnumMap<>(DemoParty.class);
    private final Map<DemoParty, OperatorFiles> operators = new EnumMap<>(DemoParty.class);
    private final List<DemoParty> parties;
    private final int quota;
    private final NodeProcess.Jvm jvm;
    private final Wires wires;
    private final Map<DemoParty, DataSource> databases = new EnumMap<>(DemoParty.class);
    private final Map<DemoParty, DemoNode> nodes = new EnumMap<>(DemoParty.class);

    private DemoWorld(
            Path directory,
            List<DemoParty> parties,
            int quota,
            NodeProcess.Jvm jvm,
            Wires wires,
            Terminal terminal,
            Cleanup cleanup) {
        this.parties = parties;
        this.quota = quota;
        this.jvm = jvm;
        this.wires = wires;
        this.directory = directory;
        this.terminal = terminal;
        this.cleanup = cleanup;
    }

    /**
     * Starts everything and waits until it serves.
     *
     * @param directory for databases, logs and keys
     * @param quota new pupils that a source system may bring in on one day, set by the operator
     * @param cleanup told how to stop each part, also when a later one does not start
     */
    static DemoWorld start(Path directory, int quota, Terminal terminal, Cleanup cleanup) {
        return start(
                directory,
                List.of(DemoParty.values()),
                quota,
                NodeProcess.Jvm.small(),
                terminal,
                cleanup);
    }

    /**
     * The same with some of the parties.
     *
     * @param jvm how each node runs
     */
    static DemoWorld start(
            Path directory,
            List<DemoParty> parties,
            int quota,
            NodeProcess.Jvm jvm,
            Terminal terminal,
            Cleanup cleanup) {
        return start(directory, parties, quota, jvm, Wires.NETWORK, terminal, cleanup);
    }

    /**
     * The same with something between the nodes.
     *
     * @param wires asked once for each direction
     */
    static DemoWorld start(
            Path directory,
            List<DemoParty> parties,
            int quota,
            NodeProcess.Jvm jvm,
            Wires wires,
            Terminal terminal,
            Cleanup cleanup) {
        DemoWorld world = new DemoWorld(directory, parties, quota, jvm, wires, terminal, cleanup);
        world.prepare();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<KeycloakServer> keycloak =
                    CompletableFuture.supplyAsync(world::startKeycloak, threads);
            CompletableFuture<Map<DemoParty, NodeProcess>> processes =
                    CompletableFuture.supplyAsync(world::startNodes, threads);
            world.connect(keycloak.join(), processes.join());
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
        return world;
    }

    DemoNode node(DemoParty party) {
        return Objects.requireNonNull(nodes.get(party));
    }

    /** Starts another replica of a party's node; the caller ends it. */
    NodeProcess startReplica(DemoParty party) {
        return NodeProcess.start(
                        "replica of " + party.displayName(),
                        directory.resolve(party.role() + "-replica"),
                        settings(party).forReplica().all(),
                        jvm)
                .awaitReady();
    }

    /** The database of a party's node. */
    DataSource database(DemoParty party) {
        return Objects.requireNonNull(databases.get(party));
    }

    /** Trusts the servers of this demo and no others. */
    HttpClient http() {
        return http;
    }

    DemoAccounts accounts(DemoParty party) {
        return Objects.requireNonNull(accounts.get(party));
    }

    /** Writes what each node's metrics say into its folder. */
    void keepMetrics() throws IOException, InterruptedException {
        for (DemoNode node : nodes.values()) {
            HttpRequest request =
                    HttpRequest.newBuilder(node.process().management().resolve("/q/metrics"))
                            .build();
            http.send(
                    request,
                    HttpResponse.BodyHandlers.ofFile(
                            directory.resolve(node.party().role()).resolve("metrics.txt")));
        }
    }

    private void prepare() {
        for (DemoParty party : parties) {
            Path home = directory.resolve(party.role());
            files.put(
                    party, authority.write(home.resolve("keys"), party.oin(), party.displayName()));
            settings.put(party, NodeSettings.onFreePorts());
            accounts.put(party, DemoAccounts.of(party));
            operators.put(party, OperatorFiles.write(authority, home.resolve("keys")));
        }
    }

    /** The command with which the operator of a party sees its source systems. */
    String systemsCommand(DemoParty party) {
        OperatorFiles operator = Objects.requireNonNull(operators.get(party));
        return "./sluitend systems list --issuer %s --operator-key %s --ca %s"
                .formatted(
                        KeycloakServer.issuer(KeycloakServer.url(keycloakPort), party.role()),
                        operator.key(),
                        operator.authority());
    }

    private KeycloakServer startKeycloak() {
        List<DemoRealm> realms = new ArrayList<>();
        for (DemoParty party : parties) {
            DemoAccounts known = accounts(party);
            realms.add(
                    new DemoRealm(
                            party.role(),
                            party.displayName(),
                            List.of(settings(party).url()),
                            Objects.requireNonNull(files.get(party)).login(),
                            Objects.requireNonNull(operators.get(party)).certificate(),
                            known.people(),
                            List.of(
                                    known.source(),
                                    known.manager(),
                                    known.casework(),
                                    known.supervisor())));
        }
        return cleanup.add(
                KeycloakServer.start(
                        directory.resolve("keycloak"),
                        keycloakPort,
                        authority,
                        realms,
                        terminal::progress));
    }

    private Map<DemoParty, NodeProcess> startNodes() {
        terminal.progress("PostgreSQL starten");
        EmbeddedDatabase database =
                cleanup.add(EmbeddedDatabase.start(directory.resolve("postgresql")));
        Map<DemoParty, NodeProcess> processes = new EnumMap<>(DemoParty.class);
        for (DemoParty party : parties) {
            String name = party.role().replace('-', '_').toLowerCase(Locale.ROOT);
            settings(party).database(database.create(name));
            databases.put(party, database.dataSource(name));
            configure(party);
        }
        terminal.progress("knooppunten starten");
        for (DemoParty party : parties) {
            processes.put(
                    party,
                    cleanup.add(
                            NodeProcess.start(
                                    party.displayName(),
                                    directory.resolve(party.role()),
                                    settings(party).all(),
                                    jvm)));
        }
        for (NodeProcess process : processes.values()) {
            process.awaitReady();
            terminal.progress(process.name() + " is klaar op " + process.url());
        }
        return processes;
    }

    private void configure(DemoParty party) {
        NodeSettings own =
                settings(party)
                        .keys(Objects.requireNonNull(files.get(party)))
                        .realm(
                                KeycloakServer.issuer(
                                        KeycloakServer.url(keycloakPort), party.role()))
                        .set("sluitend.party.oin", party.oin())
                        .set("sluitend.party.name", party.displayName())
                        .set("sluitend.party.role", party.name())
                        .set("sluitend.party.test-oins", "true")
                        .set("sluitend.registration.smallest-quota", Integer.toString(quota))
                        .set("sluitend.log.witness-interval", WITNESS_INTERVAL);
        for (DemoParty other : parties) {
            if (other != party && wires.connects(party, other)) {
                String prefix = "sluitend.party.counterparties.\"" + other.oin() + "\".";
                own.set(prefix + "name", other.displayName())
                        .set(prefix + "role", other.name())
                        .set(
                                prefix + "url",
                                wires.between(authority, party, other, settings(other).url())
                                        .toString());
            }
        }
    }

    private void connect(KeycloakServer keycloak, Map<DemoParty, NodeProcess> processes) {
        for (DemoParty party : parties) {
            NodeProcess process = Objects.requireNonNull(processes.get(party));
            URI url = process.url();
            DemoAccounts known = accounts(party);
            nodes.put(
                    party,
                    new DemoNode(
                            party,
                            process,
                            new NodeApi(http, url, keycloak.tokens(party.role(), known.source())),
                            new NodeApi(http, url, keycloak.tokens(party.role(), known.manager())),
                            new NodeApi(http, url, keycloak.tokens(party.role(), known.casework())),
                            keycloak.tokens(party.role(), known.supervisor())));
        }
    }

    private NodeSettings settings(DemoParty party) {
        return Objects.requireNonNull(settings.get(party));
    }
}
