package nl.sluitend.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nl.sluitend.demo.register.DemoParty;
import nl.sluitend.identifier.Bsn;
import nl.sluitend.identifier.Checked;

/**
 * An RBL and a samenwerkingsverband as packaged nodes, with PostgreSQL, mutual TLS and Keycloak,
 * for tests that end processes and look into databases.
 */
public final class TwoNodes implements AutoCloseable {

    public static final List<DemoParty> PARTIES = List.of(DemoParty.RBL, DemoParty.SWV_PO);

    private static final int CAP = 1000;

    /** That a node keeps to its database. */
    private static final int CONNECTIONS = 20;

    private static final DemoPair PAIR = DemoPair.withEverything().getFirst();

    private final Cleanup cleanup = new Cleanup();
    private final Waiting waiting = new Waiting(Duration.ofMinutes(4));
    private final DemoWorld world;
    private final int cap;
    private int convenants;

    public TwoNodes(Path directory) {
        this(directory, PARTIES);
    }

    /** Packaged nodes of these parties: the third one may take part too. */
    public TwoNodes(Path directory, List<DemoParty> parties) {
        this(directory, parties, DemoWorld.Wires.NETWORK);
    }

    /** With something between the nodes. */
    TwoNodes(Path directory, List<DemoParty> parties, DemoWorld.Wires wires) {
        this(directory, parties, wires, CAP);
    }

    /**
     * For lists of another length.
     *
     * @param cap most pupils on a list, and new ones in a day
     */
    TwoNodes(Path directory, List<DemoParty> parties, DemoWorld.Wires wires, int cap) {
        this.cap = cap;
        try {
            world =
                    DemoWorld.start(
                            directory,
                            parties,
                            cap,
                            new NodeProcess.Jvm(
                                    256,
                                    true,
                                    List.of(
                                            "-Dsluitend.jobs.heartbeat=PT1S",
                                            "-Dsluitend.reconciliation.longest-wait=PT2S",
                                            "-Dsluitend.registration.partial-keys=true")),
                            wires,
                            new Terminal(
                                    new PrintStream(
                                            OutputStream.nullOutputStream(),
                                            false,
                                            StandardCharsets.UTF_8)),
                            cleanup);
        } catch (RuntimeException e) {
            cleanup.close();
            throw e;
        }
    }

    /** The BSN of test pupil {@code i}: from 9999, passing the 11-test. */
    public static String bsn(int i) {
        return numbers().skip(i).findFirst().orElseThrow();
    }

    /** The BSNs of the first test pupils. */
    static List<String> bsns(int count) {
        return numbers().limit(count).toList();
    }

    private static Stream<String> numbers() {
        return IntStream.iterate(999_980_000, n -> n + 1)
                .mapToObj(Integer::toString)
                .filter(n -> Bsn.parse(n) instanceof Checked.Valid<?>);
    }

    /** Registers a pupil, in scope of every convenant. */
    void register(DemoParty party, String reference, String bsn) {
        register(party, reference, bsn, Map.of());
    }

    /** Registers a pupil with more members. */
    public void register(DemoParty party, String reference, String bsn, Map<String, Object> more) {
        Map<String, Object> members =
                new HashMap<>(
                        Map.of(
                                "reference",
                                reference,
                                "bsn",
                                bsn,
                                "category",
                                "ABSOLUUT_VERZUIM",
                                "startDate",
                                "2026-09-01"));
        members.putAll(more);
        world.node(party).source().post("/v1/registrations", members);
    }

    /** A convenant in force between the two, with a ledger and logs of its own. */
    String convenant() {
        return new ConvenantStep(world, waiting, Clock.systemUTC()).sign(PAIR, cap + convenants++);
    }

    /** A convenant in force between the two, under which is counted. */
    String countingConvenant() {
        return new ConvenantStep(world, waiting, Clock.systemUTC())
                .signCounting(PAIR, cap + convenants++);
    }

    /** A convenant in force between the two, under which the RBL alone may ask. */
    String askingConvenant() {
        return new ConvenantStep(world, waiting, Clock.systemUTC())
                .signAsking(PAIR, cap + convenants++);
    }

    /** A convenant in force between the two, as the template for fields is. */
    String givingConvenant() {
        return givingConvenant(PAIR);
    }

    /** The same between two other parties. */
    String givingConvenant(DemoPair pair) {
        return givingConvenant(pair, List.of(pair.matchingKey()));
    }

    /** The same with these kinds of matching key, in order. */
    String givingConvenant(List<String> lanes) {
        return givingConvenant(PAIR, lanes);
    }

    /** The same when people confirm whole names too, within so many days. */
    String confirmingConvenant(List<String> lanes, int termDays) {
        return new ConvenantStep(world, waiting, Clock.systemUTC())
                .signConfirming(PAIR, cap + convenants++, lanes, termDays);
    }

    private String givingConvenant(DemoPair pair, List<String> lanes) {
        return new ConvenantStep(world, waiting, Clock.systemUTC())
                .signGiving(pair, cap + convenants++, lanes);
    }

    /** What the verifier finds in the files of the log that a party keeps under a convenant. */
    LogStep.Checked checkLog(DemoParty party, String convenant, Path folder) {
        return new LogStep(world, folder, waiting).check(party, convenant);
    }

    /** The source system of a party. */
    NodeApi source(DemoParty party) {
        return world.node(party).source();
    }

    /** Every entry of the feed of a party's source system. */
    JsonNode outcomes(DemoParty party) {
        return world.node(party).source().get("/v1/outcomes?after=0&limit=10000").path("entries");
    }

    /** Starts a run at the RBL. */
    void start(String convenant) {
        start(DemoParty.RBL, convenant);
    }

    void start(DemoParty party, String convenant) {
        manager(party)
                .post("/v1/runs", Map.of("convenant", convenant, "purpose", DemoConvenant.PURPOSE));
    }

    /** Stops the run of this convenant at the RBL. */
    void stop(String convenant) {
        String id = run(DemoParty.RBL, convenant).path("id").asText();
        manager(DemoParty.RBL).post("/v1/runs/" + id + "/_stop", Map.of());
    }

    /**
     * The run of this convenant as a party's interface shows it; missing if there is none, or while
     * the node does not answer.
     */
    public JsonNode run(DemoParty party, String convenant) {
        DemoFailure last = new DemoFailure("niet gevraagd");
        for (int i = 0; i < CONNECTIONS; i++) {
            try {
                for (JsonNode run : manager(party).get("/v1/runs")) {
                    if (run.path("convenant").asText().equals(convenant)) {
                        return run;
                    }
                }
                return MissingNode.getInstance();
            } catch (UncheckedIOException e) {
                return MissingNode.getInstance();
            } catch (DemoFailure e) {
                // A connection to its database was cut; the next one may be whole.
                last = e;
            }
        }
        throw last;
    }

    /** What a party counted in the last run of this convenant; missing if it has no figures. */
    JsonNode figures(DemoParty party, String convenant) {
        try {
            return manager(party)
                    .get("/v1/runs/" + run(party, convenant).path("id").asText() + "/counting");
        } catch (DemoFailure e) {
            return MissingNode.getInstance();
        }
    }

    /** Address of a party's node. */
    public URI url(DemoParty party) {
        return world.node(party).url();
    }

    /** The password of every person of both realms. */
    public static String password() {
        return DemoAccounts.PASSWORD;
    }

    /** A system of the case workers of a party. */
    NodeApi casework(DemoParty party) {
        return world.node(party).casework();
    }

    /** A system that manages convenants at a party. */
    public NodeApi manager(DemoParty party) {
        return world.node(party).manager();
    }

    /** Another replica of a party's node, on the same database; the caller ends it. */
    NodeProcess startReplica(DemoParty party) {
        return world.startReplica(party);
    }

    NodeProcess process(DemoParty party) {
        return world.node(party).process();
    }

    public void until(String what, BooleanSupplier done) {
        waiting.until(what, done);
    }

    Connection connect(DemoParty party) throws SQLException {
        return world.database(party).getConnection();
    }

    /** The number that a query gives. */
    public long number(DemoParty party, String sql, Object... values) throws SQLException {
        try (Connection connection = connect(party);
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    /** Leaves of this type that a party's logs hold of a session. */
    long leaves(DemoParty party, String type, UUID sid) throws SQLException {
        return number(
                party,
                "select count(*) from disclosure_leaf where convert_from(entry, 'UTF8')::json ->>"
                        + " 'type' = ? and convert_from(entry, 'UTF8')::json ->> 'exchangeId' = ?",
                type,
                sid.toString());
    }

    @Override
    public void close() {
        cleanup.close();
    }
}
