package nl.sluitend.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import nl.sluitend.demo.DemoAuthority;
import nl.sluitend.demo.EmbeddedDatabase;
import nl.sluitend.demo.NodeProcess;
import nl.sluitend.demo.NodeSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL gone and back: the node says so, stays up and serves again by itself. */
final class DatabaseOutageIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir Path directory;

    @Test
    void a_node_outlives_its_database_and_serves_again_when_it_returns() {
        DemoAuthority.PartyFiles files =
                new DemoAuthority("Outage test")
                        .write(directory.resolve("keys"), "00000099000000001000", "RBL Test");
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory.resolve("pg"))) {
            NodeSettings settings =
                    NodeSettings.onFreePorts()
                            .keys(files)
                            .database(database.create("outage"))
                            .realm(URI.create("https://localhost:1/realms/test"))
                            .set("sluitend.party.oin", "00000099000000001000")
                            .set("sluitend.party.name", "RBL Test")
                            .set("sluitend.party.role", "RBL")
                            .set("sluitend.party.test-oins", "true");
            try (NodeProcess node =
                    NodeProcess.start("outage", directory.resolve("node"), settings)) {
                node.awaitReady();
                database.whileDown(
                        () -> {
                            assertThat(within(() -> !node.isReady()))
                                    .as("the node tells that it cannot serve")
                                    .isTrue();
                            assertThat(node.isAlive()).isTrue();
                        });
                assertThat(within(node::isReady)).as(node.tail()).isTrue();
            }
        }
    }

    private static boolean within(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            try {
                Thread.sleep(250);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
