package nl.sluitend.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import nl.sluitend.TestScale;
import nl.sluitend.demo.register.DemoParty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Packaged nodes that stay up while what they stand on does not: the network between them, the
 * connections to a database, one replica of two, the database server itself. A run goes on, or ends
 * with the reason on both sides; what must hold when a node is killed holds here too.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class CutConnectionsIT {

    private static final int PUPILS = 12;
    private static final int BOTH = 4;

    @TempDir static Path directory;
    private static final List<RecordingRelay> RELAYS = new ArrayList<>();
    private static final long SEED = System.nanoTime();
    private static final Random RANDOM = new Random(SEED);
    private static TwoNodes nodes;
    private static RunInvariants invariants;

    @BeforeAll
    static void start() {
        nodes = new TwoNodes(directory, TwoNodes.PARTIES, CutConnectionsIT::relay);
        invariants = new RunInvariants(nodes);
        for (int i = 0; i < PUPILS; i++) {
            nodes.register(DemoParty.RBL, "snoer-" + i, TwoNodes.bsn(i));
            int other = i + PUPILS - BOTH;
            nodes.register(DemoParty.SWV_PO, "snoer-" + other, TwoNodes.bsn(other));
        }
    }

    private static URI relay(DemoAuthority authority, DemoParty from, DemoParty to, URI url) {
        var relay =
                new RecordingRelay(
                        authority,
                        authority.issue(from.oin(), from.displayName()),
                        authority.issue(to.oin(), to.displayName()),
                        url);
        RELAYS.add(relay);
        return relay.url();
    }

    @AfterAll
    static void stop() {
        nodes.close();
        RELAYS.forEach(RecordingRelay::close);
    }

    private static List<KilledMode> modes() {
        return TestScale.isFull()
                ? List.of(KilledMode.MATCH, KilledMode.FIELDS, KilledMode.ONE_SIDED)
                : List.of(KilledMode.FIELDS);
    }

    @Test
    @Order(1)
    void a_run_goes_on_when_the_network_is_cut_at_any_step() throws Exception {
        var cut =
                new KilledRuns(
                        nodes, (_, _) -> RELAYS.stream().mapToInt(RecordingRelay::cut).sum());
        for (KilledMode mode : modes()) {
            cut.run(mode, RANDOM, mode + " without network, seed " + SEED);
        }
        assertThat(cut.kills()).isPositive();
    }

    /** The replica that drives the run is killed and stays away. */
    @Test
    @Order(2)
    void another_replica_goes_on_with_the_run_of_one_that_died() throws Exception {
        String convenant = nodes.convenant();
        NodeProcess replica;
        try (Gate gate = new Gate(nodes, DemoParty.RBL, "PEER", "EVALUATED", 5)) {
            nodes.start(convenant);
            nodes.until("the sixth round", gate::isHolding);
            replica = nodes.startReplica(DemoParty.RBL);
            nodes.process(DemoParty.RBL).kill();
        }
        try (replica) {
            nodes.until(
                    "the end, without the replica that began",
                    () ->
                            nodes.run(DemoParty.SWV_PO, convenant)
                                    .path("state")
                                    .asText()
                                    .equals("COMPLETED"));
        } finally {
            nodes.process(DemoParty.RBL).restart().awaitReady();
        }
        invariants.assertAtTheEnd(KilledMode.MATCH, convenant, "a replica died");
    }

    @Test
    @Order(3)
    void a_run_goes_on_when_connections_to_a_database_are_cut_at_any_step() throws Exception {
        var cut = new KilledRuns(nodes, (gate, _) -> gate.cutOthers());
        for (KilledMode mode : modes()) {
            cut.run(mode, RANDOM, mode + " without database, seed " + SEED);
        }
        assertThat(cut.kills()).isPositive();
    }

    /** What is not in the write-ahead log is gone: the secret of the session. */
    @Test
    @Order(4)
    void after_a_crash_of_the_database_server_the_session_ends_with_the_reason_on_both_sides()
            throws Exception {
        String convenant = nodes.convenant();
        Gate gate = new Gate(nodes, DemoParty.RBL, "PEER", "EVALUATED", 5);
        nodes.start(convenant);
        nodes.until("the sixth round", gate::isHolding);
        nodes.process(DemoParty.RBL).kill();
        // The server of the tests tells that it committed before it wrote: now it has written.
        gate.checkpoint();
        assertThat(ProcessHandle.of(gate.backend()).orElseThrow().destroyForcibly()).isTrue();
        nodes.until("the server, which recovers", CutConnectionsIT::isServing);
        nodes.process(DemoParty.RBL).restart().awaitReady();

        for (DemoParty party : TwoNodes.PARTIES) {
            nodes.until(
                    "the end at " + party,
                    () -> nodes.run(party, convenant).path("state").asText().equals("FAILED"));
        }
        assertThat(nodes.run(DemoParty.RBL, convenant).path("reason").asText())
                .isEqualTo("secret-lost");
        JsonNode other = nodes.run(DemoParty.SWV_PO, convenant);
        assertThat(other.path("reason").asText()).isEqualTo("aborted-by-peer");
        assertThat(other.path("peerReason").asText()).isEqualTo("secret-lost");
        for (DemoParty party : TwoNodes.PARTIES) {
            assertThat(nodes.run(party, convenant).path("sessions").path(0).path("ending").asText())
                    .isEqualTo("aborted-exposed");
            assertThat(nodes.number(party, "select count(*) from session_secret")).isZero();
        }
        invariants.assertAtAnyMoment(convenant, "the database server crashed");
    }

    private static boolean isServing() {
        try {
            return nodes.number(DemoParty.RBL, "select 1") == 1;
        } catch (SQLException e) {
            return false;
        }
    }
}
