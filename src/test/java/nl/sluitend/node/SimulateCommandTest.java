package nl.sluitend.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import nl.sluitend.NodeClient;
import nl.sluitend.TestNode;
import nl.sluitend.convenant.ConvenantFixture;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.KeyRing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The simulation from the terminal; logging in as a system is in {@code TwoNodeConvenantIT}. */
@QuarkusTest
@TestSecurity(user = "coby", roles = "convenant-manager")
class SimulateCommandTest {

    @Inject KeyRing keys;
    @TempDir Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void prints_pupils_fields_refusals_and_cost() throws Exception {
        Path file = Files.write(folder.resolve("convenant.json"), convenant().json());
        assertThat(simulate(file, "--from", "2026-09-01", "--until", "2026-09-30"))
                .as(err.toString(UTF_8))
                .isZero();
        assertThat(out.toString(UTF_8))
                .contains("pupils in scope", "ABSOLUUT_VERZUIM", "with DEMOGRAPHIC")
                .contains("period 2026-09-01 to 2026-09-30, runs 5")
                .contains("leaving none; coming none", "no rule would refuse")
                .contains("what one run costs", "MATCH, DEMOGRAPHIC");
        out.reset();
        assertThat(simulate(file, "--format", "json")).isZero();
        assertThat(out.toString(UTF_8)).contains("\"costs\" :");
    }

    @Test
    void tells_everything_that_is_wrong_with_the_file() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("telling.yaml"),
                        new String(nl.sluitend.convenant.ConvenantTemplate.TELLING.form(), UTF_8));
        assertThat(simulate(file)).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("/validity/from: ", "/parties/1/oin: ");
    }

    @Test
    void explains_a_command_line_that_it_cannot_carry_out() throws Exception {
        assertThat(run(List.of("--help"))).isZero();
        assertThat(out.toString(UTF_8)).contains("Nothing leaves");
        assertThat(run(List.of())).isEqualTo(2);
        assertThat(run(List.of("/nowhere.yaml", "--node", "https://localhost:1"))).isEqualTo(2);
        Path file = Files.write(folder.resolve("convenant.json"), convenant().json());
        assertThat(run(List.of(file.toString()))).isEqualTo(2);
        assertThat(run(List.of(file.toString(), "--node", "https://localhost:1"))).isEqualTo(2);
        assertThat(err.toString(UTF_8))
                .contains("there is no file /nowhere.yaml", "--node is missing", "--token-file");
    }

    private ConvenantFixture convenant() {
        return ConvenantFixture.filled(
                new Oin(TestNode.OIN),
                Base64.getEncoder().encodeToString(keys.logPublicKey()),
                new Oin(TestNode.PEER_OIN),
                ConvenantFixture.logKey(2));
    }

    private int simulate(Path file, String... more) throws Exception {
        Path password = Files.writeString(folder.resolve("password"), TestNode.FILES.password());
        Path token = Files.writeString(folder.resolve("token"), "any, in this test\n");
        List<String> arguments = new ArrayList<>(List.of(file.toString()));
        arguments.addAll(List.of("--node", NodeClient.address()));
        arguments.addAll(List.of("--token-file", token.toString()));
        arguments.addAll(List.of("--truststore", TestNode.FILES.truststore().toString()));
        arguments.addAll(List.of("--truststore-password-file", password.toString()));
        arguments.addAll(List.of(more));
        return run(arguments);
    }

    private int run(List<String> arguments) {
        return new SimulateCommand(
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8),
                        Clock.systemUTC())
                .run(arguments);
    }
}
