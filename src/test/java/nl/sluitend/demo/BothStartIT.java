package nl.sluitend.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.CyclicBarrier;
import nl.sluitend.demo.register.DemoParty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two packaged nodes whose people start the same run at the same moment. */
final class BothStartIT {

    /** Offers do not cross each time; that they never do so often would be a fault. */
    private static final int TRIES = 20;

    @TempDir static Path directory;
    private static TwoNodes nodes;

    @BeforeAll
    static void start() {
        nodes = new TwoNodes(directory);
        for (DemoParty party : TwoNodes.PARTIES) {
            nodes.register(party, "kind-1", TwoNodes.bsn(1));
        }
    }

    @AfterAll
    static void stop() {
        nodes.close();
    }

    @Test
    void whoever_was_first_one_session_is_held_and_both_show_it() throws Exception {
        long crossed = 0;
        for (int i = 0; i < TRIES && crossed == 0; i++) {
            String convenant = nodes.convenant();
            var together = new CyclicBarrier(TwoNodes.PARTIES.size());
            for (DemoParty party : TwoNodes.PARTIES) {
                Thread.ofVirtual().start(() -> start(party, convenant, together));
            }
            for (DemoParty party : TwoNodes.PARTIES) {
                nodes.until("the end at " + party, () -> held(party, convenant) == 1);
            }
            for (DemoParty party : TwoNodes.PARTIES) {
                nodes.until(
                        "no session is left open at " + party,
                        () ->
                                sessions(party, convenant, "phase NOT IN ('COMPLETED', 'ABORTED')")
                                        == 0);
                assertThat(held(party, convenant)).isEqualTo(1);
                assertThat(
                                sessions(
                                        party,
                                        convenant,
                                        "phase = 'ABORTED' AND ending <> 'SUPERSEDED'"))
                        .isZero();
                assertThat(nodes.outcomes(party))
                        .filteredOn(entry -> entry.path("convenant").asText().equals(convenant))
                        .hasSize(1);
                crossed += sessions(party, convenant, "ending = 'SUPERSEDED'");
            }
        }
        assertThat(crossed).as("offers that met another one on their way").isPositive();
    }

    /** The other one may have been faster by as much as its offer takes: then this is refused. */
    private static void start(DemoParty party, String convenant, CyclicBarrier together) {
        try {
            together.await();
            nodes.start(party, convenant);
        } catch (DemoFailure refused) {
            assertThat(refused).hasMessageContaining("409");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static long held(DemoParty party, String convenant) {
        return sessions(party, convenant, "phase = 'COMPLETED'");
    }

    private static long sessions(DemoParty party, String convenant, String condition) {
        try {
            return nodes.number(
                    party,
                    "SELECT count(*) FROM session WHERE convenant = ? AND " + condition,
                    convenant);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
