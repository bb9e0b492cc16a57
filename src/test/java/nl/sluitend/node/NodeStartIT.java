package nl.sluitend.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import nl.sluitend.demo.DemoAuthority;
import nl.sluitend.demo.EmbeddedDatabase;
import nl.sluitend.demo.NodeProcess;
import nl.sluitend.demo.NodeSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A packaged node that must not start says why, names the setting and ends. */
final class NodeStartIT {

    private static final String OIN = "00000099000000001000";

    @TempDir static Path directory;

    private static EmbeddedDatabase database;
    private static DemoAuthority.PartyFiles files;

    @BeforeAll
    static void surroundings() {
        database = EmbeddedDatabase.start();
        database.create("start");
        files = new DemoAuthority("Start test").write(directory.resolve("keys"), OIN, "RBL Test");
    }

    @AfterAll
    static void end() {
        database.close();
    }

    @Test
    void a_wrong_key_store_password_stops_the_node_without_being_shown() throws IOException {
        Refused refused =
                refuse(
                        "wrong-password",
                        sound().set("sluitend.party.keystore-password", "not the right password"));
        assertThat(refused.log)
                .contains("sluitend.party.keystore-password")
                .contains("the password does not open");
        assertThat(refused.log).doesNotContain("not the right password");
    }

    @Test
    void a_key_store_that_cannot_be_read_is_named_by_its_setting() throws IOException {
        Path file = Files.writeString(directory.resolve("text.p12"), "not a key store");
        assertThat(
                        refuse(
                                        "no-key-store",
                                        sound().set("sluitend.party.keystore", file.toString()))
                                .log)
                .contains("sluitend.party.keystore: ")
                .contains("is not a PKCS#12 file");
        assertThat(refuse("no-file", sound().set("sluitend.party.truststore", "/nowhere.p12")).log)
                .contains("sluitend.party.truststore: there is no file /nowhere.p12");
    }

    @Test
    void a_wrong_trust_store_password_is_named_by_its_setting() throws IOException {
        assertThat(
                        refuse(
                                        "trust-password",
                                        sound().set(
                                                        "sluitend.party.truststore-password",
                                                        "not the right password"))
                                .log)
                .contains("sluitend.party.truststore-password: the password does not open")
                .doesNotContain("not the right password");
    }

    @Test
    void a_missing_setting_is_named() throws IOException {
        Map<String, String> settings = new java.util.HashMap<>(sound().all());
        settings.remove("sluitend.party.oin");
        assertThat(refuse("missing", settings, NodeProcess.Jvm.small()).log)
                .contains("sluitend.party.oin");
    }

    @Test
    void weak_settings_are_told_all_at_once() throws IOException {
        Refused refused =
                refuse(
                        "weak",
                        sound().set("quarkus.http.insecure-requests", "enabled")
                                .set("sluitend.login.issuer", "http://localhost:1/realms/x")
                                .all(),
                        new NodeProcess.Jvm(256, true, List.of("-XX:+HeapDumpOnOutOfMemoryError")));
        assertThat(refused.log)
                .contains("quarkus.http.insecure-requests")
                .contains("must start with https://")
                .contains("HeapDumpOnOutOfMemoryError");
    }

    @Test
    void a_port_in_use_is_named() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Refused refused =
                    refuse(
                            "port",
                            sound().set(
                                            "quarkus.http.ssl-port",
                                            Integer.toString(taken.getLocalPort())));
            assertThat(refused.log).contains(Integer.toString(taken.getLocalPort()));
        }
    }

    @Test
    void an_oin_that_is_not_that_of_the_certificate_stops_the_node() throws IOException {
        assertThat(refuse("oin", sound().set("sluitend.party.oin", "00000099000000009999")).log)
                .contains("sluitend.party.oin");
    }

    @Test
    void test_oins_are_refused_unless_the_setting_allows_them() throws IOException {
        assertThat(refuse("test-oin", sound().set("sluitend.party.test-oins", "false")).log)
                .contains("sluitend.party.test-oins");
    }

    private static NodeSettings sound() {
        return NodeSettings.onFreePorts()
                .keys(files)
                .database(database.url("start"))
                .realm(URI.create("https://localhost:1/realms/test"))
                .set("sluitend.party.oin", OIN)
                .set("sluitend.party.name", "RBL Test")
                .set("sluitend.party.role", "RBL")
                .set("sluitend.party.test-oins", "true");
    }

    private record Refused(int exitCode, String log) {}

    private static Refused refuse(String name, NodeSettings settings) throws IOException {
        return refuse(name, settings.all(), NodeProcess.Jvm.small());
    }

    private static Refused refuse(String name, Map<String, String> settings, NodeProcess.Jvm jvm)
            throws IOException {
        try (NodeProcess node = NodeProcess.start(name, directory.resolve(name), settings, jvm)) {
            int exitCode = node.awaitExit();
            Refused refused = new Refused(exitCode, Files.readString(node.log()));
            assertThat(refused.exitCode).as(refused.log).isNotZero();
            return refused;
        }
    }
}
