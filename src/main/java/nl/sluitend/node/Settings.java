package nl.sluitend.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of a node that can be weak without being wrong, as they stand at start.
 *
 * @param keystorePassword password of the key store
 * @param databaseUrl JDBC URL
 * @param oidcEnabled whether tokens are checked at all
 * @param oidcServer address of the party's realm
 * @param insecureRequests value of {@code quarkus.http.insecure-requests}
 * @param virtualMachine options of the running JVM, by name; empty when the JVM does not tell
 * @param randomness class of the source of randomness
 * @param postgresVersion {@code server_version_num} of the database
 */
record Settings(
        String keystorePassword,
        String databaseUrl,
        boolean oidcEnabled,
        Optional<String> oidcServer,
        String insecureRequests,
        Map<String, String> virtualMachine,
        Class<?> randomness,
        int postgresVersion) {

    private static final int SHORTEST_PASSWORD = 16;
    private static final int OLDEST_POSTGRES = 150_000;

    /**
     * Options that would let secrets out of the heap: dumps on failure, and attaching to the
     * process. Each with the value that a node demands.
     */
    private static final Map<String, String> DEMANDED =
            Map.of(
                    "HeapDumpOnOutOfMemoryError", "false",
                    "CreateCoredumpOnCrash", "false",
                    "DisableAttachMechanism", "true");

    /** What has to be mended before the node may start, all at once; each names its setting. */
    List<String> weaknesses() {
        List<String> found = new ArrayList<>();
        if (keystorePassword.length() < SHORTEST_PASSWORD) {
            found.add(
                    "sluitend.party.keystore-password: shorter than %d characters; make the key"
                                    .formatted(SHORTEST_PASSWORD)
                            + " store again with a longer one");
        }
        if (!databaseUrl.startsWith("jdbc:postgresql:")) {
            found.add(
                    "quarkus.datasource.jdbc.url: not a PostgreSQL database"
                            + " (jdbc:postgresql://host/database)");
        } else if (!onThisMachine(databaseUrl) && !databaseUrl.contains("sslmode=verify-full")) {
            found.add(
                    "quarkus.datasource.jdbc.url: the database is on another machine; add"
                            + " sslmode=verify-full and sslrootcert, so that the connection is"
                            + " encrypted and its end is checked");
        }
        if (!oidcEnabled) {
            found.add("quarkus.oidc.tenant-enabled: must be true, or nobody can log in");
        }
        if (oidcServer.isEmpty()) {
            found.add("quarkus.oidc.auth-server-url: missing; the address of this party's realm");
        } else if (!oidcServer.get().startsWith("https://")) {
            found.add("quarkus.oidc.auth-server-url: must start with https://");
        }
        if (!insecureRequests.equalsIgnoreCase("disabled")) {
            found.add("quarkus.http.insecure-requests: must be disabled");
        }
        DEMANDED.forEach(
                (option, value) -> {
                    if (!virtualMachine.getOrDefault(option, value).equals(value)) {
                        found.add(
                                "JVM option %s: must be -XX:%s%s, or secrets can be read from the"
                                                .formatted(
                                                        option,
                                                        value.equals("true") ? "+" : "-",
                                                        option)
                                        + " process; ./sluitend node sets it");
                    }
                });
        if (!randomness.equals(java.security.SecureRandom.class)) {
            found.add(
                    "source of randomness: must be java.security.SecureRandom, found "
                            + randomness.getName());
        }
        if (postgresVersion < OLDEST_POSTGRES) {
            found.add(
                    "PostgreSQL: version 15 or newer is needed, found " + postgresVersion / 10_000);
        }
        return found.stream().sorted().toList();
    }

    private static boolean onThisMachine(String url) {
        return url.matches(
                "jdbc:postgresql:(//(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?/)?[^/]*");
    }
}
