package nl.sluitend.demo;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** The settings of one node process, put together step by step. */
public final class NodeSettings {

    static final String HTTPS_PORT = "quarkus.http.ssl-port";
    static final String MANAGEMENT_PORT = "quarkus.management.port";

    private final Map<String, String> settings = new LinkedHashMap<>();

    /** Settings for a node on two free ports of this machine, reachable from this machine alone. */
    public static NodeSettings onFreePorts() {
        return onPorts(ServerProcess.freePort(), ServerProcess.freePort());
    }

    /** The same on ports of the caller's choice. */
    public static NodeSettings onPorts(int https, int management) {
        return new NodeSettings()
                .set("quarkus.http.host", "127.0.0.1")
                .set(HTTPS_PORT, Integer.toString(https))
                .set("quarkus.management.host", "127.0.0.1")
                .set(MANAGEMENT_PORT, Integer.toString(management));
    }

    /** Key store and trust store of the party. */
    public NodeSettings keys(DemoAuthority.PartyFiles files) {
        return set("sluitend.party.keystore", files.keystore().toAbsolutePath().toString())
                .set("sluitend.party.keystore-password", files.password())
                .set("sluitend.party.truststore", files.truststore().toAbsolutePath().toString())
                .set("sluitend.party.truststore-password", files.password());
    }

    /** An {@link EmbeddedDatabase}. */
    public NodeSettings database(String url) {
        return set("quarkus.datasource.jdbc.url", url)
                .set("quarkus.datasource.username", "postgres")
                .set("quarkus.datasource.password", "postgres");
    }

    /**
     * The party's realm.
     *
     * @param issuer see {@link KeycloakServer#issuer(String)}
     */
    public NodeSettings realm(URI issuer) {
        return set("sluitend.login.issuer", issuer.toString());
    }

    /** Any other setting; the last one counts. */
    public NodeSettings set(String key, String value) {
        settings.put(key, value);
        return this;
    }

    /** The same for another replica of this node, on two free ports of its own. */
    NodeSettings forReplica() {
        NodeSettings replica = new NodeSettings();
        replica.settings.putAll(settings);
        onFreePorts().settings.forEach(replica::set);
        return replica;
    }

    /** Address of the node with these settings. */
    public URI url() {
        return URI.create("https://localhost:" + settings.get(HTTPS_PORT));
    }

    public Map<String, String> all() {
        return Map.copyOf(settings);
    }
}
