package nl.sluitend;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.util.Map;
import nl.sluitend.demo.DemoAuthority;
import nl.sluitend.demo.EmbeddedDatabase;

/**
 * The surroundings of the node in every {@code @QuarkusTest}: a real PostgreSQL, a certificate
 * authority, this node's key store (an RBL) and one known counterparty (a samenwerkingsverband).
 */
@QuarkusTestResource(TestNode.class)
public final class TestNode implements QuarkusTestResourceLifecycleManager {

    public static final String OIN = "00000099000000001000";
    public static final String NAME = "RBL Test";
    public static final String PEER_OIN = "00000099000000002000";
    public static final String PEER_NAME = "SWV Test";

    /** The authority that this node trusts. */
    public static final DemoAuthority AUTHORITY = new DemoAuthority("Sluitend test authority");

    /** Lines that one list may have. */
    public static final int MAX_LINES = 3_000;

    private static final Path DIRECTORY = ScratchFolder.create("sluitend-test");

    /** This node's key store and trust store. */
    public static final DemoAuthority.PartyFiles FILES =
            AUTHORITY.write(DIRECTORY.resolve("node"), OIN, NAME);

    /** The counterparty's. */
    public static final DemoAuthority.PartyFiles PEER_FILES =
            AUTHORITY.write(DIRECTORY.resolve("peer"), PEER_OIN, PEER_NAME);

    private static EmbeddedDatabase database;

    /** The server under the node; not null while a test runs. */
    public static EmbeddedDatabase database() {
        return database;
    }

    @Override
    public Map<String, String> start() {
        database = EmbeddedDatabase.start();
        return Map.ofEntries(
                Map.entry("quarkus.datasource.jdbc.url", database.create("node")),
                Map.entry("quarkus.datasource.username", "postgres"),
                Map.entry("quarkus.datasource.password", "postgres"),
                Map.entry("sluitend.party.oin", OIN),
                Map.entry("sluitend.party.name", NAME),
                Map.entry("sluitend.party.role", "RBL"),
                Map.entry("sluitend.party.test-oins", "true"),
                Map.entry("sluitend.registration.max-lines", Integer.toString(MAX_LINES)),
                Map.entry("sluitend.registration.partial-keys", "true"),
                Map.entry("sluitend.party.keystore", FILES.keystore().toString()),
                Map.entry("sluitend.party.keystore-password", FILES.password()),
                Map.entry("sluitend.party.truststore", FILES.truststore().toString()),
                Map.entry("sluitend.party.truststore-password", FILES.password()),
                Map.entry("sluitend.party.counterparties.\"" + PEER_OIN + "\".name", PEER_NAME),
                Map.entry("sluitend.party.counterparties.\"" + PEER_OIN + "\".role", "SWV_PO"),
                Map.entry(
                        "sluitend.party.counterparties.\"" + PEER_OIN + "\".url",
                        "https://localhost:1"));
    }

    @Override
    public void stop() {
        database.close();
    }
}
