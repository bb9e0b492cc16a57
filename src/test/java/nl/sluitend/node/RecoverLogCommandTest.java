package nl.sluitend.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nl.sluitend.NodeClient;
import nl.sluitend.TestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command against the node; what the node does is tested with the log. */
@QuarkusTest
@TestSecurity(user = "operator-1", roles = "node-operator")
class RecoverLogCommandTest {

    @TempDir Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void aLogThatDoesNotExistIsRefusedByTheNode() throws IOException {
        for (String what : List.of("close", "prune")) {
            assertThat(run(what, "--log", "ab".repeat(32))).isEqualTo(1);
            assertThat(err.toString(UTF_8)).contains("404", "no such log");
        }
        assertThat(run("refill", "--log", "ab".repeat(32), "--from", folder.toString()))
                .isEqualTo(1);
    }

    @Test
    void wrongOptionsAreSaid() throws IOException {
        assertThat(run("close")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("--log is needed");
        assertThat(run("refill", "--log", "node")).isEqualTo(2);
        assertThat(run("burn", "--log", "node")).isEqualTo(2);
        assertThat(new RecoverLogCommand(print(out), print(err)).run(List.of())).isEqualTo(2);
    }

    private int run(String... words) throws IOException {
        Path token = folder.resolve("token");
        Files.writeString(token, "token");
        List<String> all = new ArrayList<>(List.of(words));
        all.add(1, NodeClient.address());
        all.addAll(List.of("--token-file", token.toString()));
        Path password = folder.resolve("password");
        Files.writeString(password, TestNode.FILES.password());
        all.addAll(
                List.of(
                        "--truststore",
                        TestNode.FILES.truststore().toString(),
                        "--truststore-password-file",
                        password.toString()));
        return new RecoverLogCommand(print(out), print(err)).run(all);
    }

    private static PrintStream print(ByteArrayOutputStream to) {
        return new PrintStream(to, true, UTF_8);
    }
}
