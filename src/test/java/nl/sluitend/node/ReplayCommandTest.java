package nl.sluitend.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.SecurityAttribute;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nl.sluitend.NodeClient;
import nl.sluitend.TestNode;
import nl.sluitend.reconciliation.EndedRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check afterwards from the terminal. */
@QuarkusTest
@TestSecurity(
        user = "fatima",
        roles = {"registration-writer", "convenant-manager", "case-worker", "fg"},
        attributes = @SecurityAttribute(key = "azp", value = "leerplicht-test"))
class ReplayCommandTest {

    @Inject EndedRun ended;
    @TempDir Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void the_list_that_was_sent_and_the_pupils_of_the_source_system_hold() throws Exception {
        UUID run = ended.with("na-te-gaan", 700, 701, 702);
        assertThat(replay(run, "--list", list(700, 701, 702).toString()))
                .as(err.toString(UTF_8) + out.toString(UTF_8))
                .isZero();
        assertThat(out.toString(UTF_8))
                .contains("level 1  holds", "3 drawn from the source system", ", 3 in the list")
                .doesNotContain("not in the list:", EndedRun.bsn(700));
    }

    @Test
    void a_pupil_of_the_source_system_who_was_kept_out_is_named_by_reference() throws Exception {
        UUID run = ended.with("deels", 703, 704);
        assertThat(replay(run, "--list", list(703, 704, 705).toString())).isEqualTo(1);
        assertThat(out.toString(UTF_8))
                .contains("level 1  holds", "2 in the list", "not in the list: bron-705");
        out.reset();
        assertThat(replay(run)).as("level 1 alone").isZero();
        assertThat(out.toString(UTF_8)).contains("level 1  holds").doesNotContain("level 2");
    }

    @Test
    void what_the_node_refuses_is_told() throws Exception {
        assertThat(replay(UUID.randomUUID())).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("the node refuses (404): This party has no such");
    }

    @Test
    void explains_a_command_line_that_it_cannot_carry_out() throws Exception {
        assertThat(run(List.of("--help"))).isZero();
        assertThat(out.toString(UTF_8)).contains("The node does not learn who was drawn");
        assertThat(run(List.of())).isEqualTo(2);
        assertThat(run(List.of("--node", "https://localhost:1"))).isEqualTo(2);
        assertThat(run(List.of("--node", "https://localhost:1", "--run", "7"))).isEqualTo(2);
        UUID run = UUID.randomUUID();
        assertThat(run(List.of("--node", "https://localhost:1", "--run", run.toString())))
                .isEqualTo(2);
        assertThat(replay(run, "--list", list(700).toString(), "--draw", "31")).isEqualTo(2);
        assertThat(replay(run, "--list", list(700).toString(), "--profile", "no")).isEqualTo(2);
        assertThat(replay(run, "--list", list().toString())).isEqualTo(2);
        assertThat(replay(run, "--list", "/nowhere.csv")).isEqualTo(2);
        assertThat(err.toString(UTF_8))
                .contains(
                        "--run is missing",
                        "the number of a run",
                        "give --authorities",
                        "--draw: 1 to 30",
                        "there is no profile no",
                        "no line that the node would take in",
                        "there is no file /nowhere.csv");
    }

    private Path list(int... pupils) throws Exception {
        return Files.writeString(
                folder.resolve("bron.csv"),
                "reference;bsn;category;startDate\n"
                        + IntStream.of(pupils)
                                .mapToObj(
                                        i ->
                                                "bron-%d;%s;ABSOLUUT_VERZUIM;2026-09-01\n"
                                                        .formatted(i, EndedRun.bsn(i)))
                                .collect(Collectors.joining()));
    }

    private int replay(UUID run, String... more) throws Exception {
        Path password = Files.writeString(folder.resolve("password"), TestNode.FILES.password());
        Path token = Files.writeString(folder.resolve("token"), "any, in this test\n");
        List<String> arguments = new ArrayList<>(List.of("--run", run.toString()));
        arguments.addAll(List.of("--node", NodeClient.address()));
        arguments.addAll(List.of("--token-file", token.toString()));
        arguments.addAll(List.of("--truststore", TestNode.FILES.truststore().toString()));
        arguments.addAll(List.of("--truststore-password-file", password.toString()));
        arguments.addAll(List.of(more));
        return run(arguments);
    }

    private int run(List<String> arguments) {
        return new ReplayCommand(
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8),
                        Clock.systemUTC(),
                        new SecureRandom())
                .run(arguments);
    }
}
