package nl.sluitend.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/**
 * {@code sluitend simulate}: tries a convenant on the register of the own node and prints what came
 * of it. Nothing leaves the node and nothing is kept but the fact. Exit code 0 when it was tried, 1
 * when the node refuses or does not answer, 2 when the options are wrong.
 */
public final class SimulateCommand {

    private static final String HELP =
            """
            Usage: ./sluitend simulate FILE --node URL LOGIN [OPTIONS]

            Tries a convenant (a filled-in model in YAML, or JSON) on the register of your own node: pupils in
            scope, fields that would leave, refusals per rule, what one run would cost. Nothing leaves; the node
            log keeps that it was done.

              --node URL         your node, https://host:port
            LOGIN, one of
              --client NAME --client-key FILE --issuer URL
                                 a system with role convenant-manager ('sluitend systems add') and your realm
              --token-file FILE  an access token of a convenant manager
            OPTIONS
              --ref-date DAY     reference date, such as 2026-10-01; without it today
              --from DAY --until DAY
                                 look at these days instead of the period of the convenant
              --truststore FILE  the authorities that may vouch for node and realm: PEM, or PKCS#12 with
                                 --truststore-password-file FILE; without it those of this Java
              --format json      what the node answers, as it is

            Exit code 0: tried. 1: the node refuses, or does not answer. 2: wrong options.
            """;

    private static final Set<String> OPTIONAL =
            NodeCalls.with(Set.of("ref-date", "from", "until", "format"));
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintStream out;
    private final PrintStream err;
    private final Clock clock;

    SimulateCommand(PrintStream out, PrintStream err, Clock clock) {
        this.out = out;
        this.err = err;
        this.clock = clock;
    }

    public static void main(String[] arguments) {
        SimulateCommand command = new SimulateCommand(System.out, System.err, Clock.systemUTC());
        System.exit(command.run(List.of(arguments)));
    }

    /** Tries and reports; returns the exit code. */
    int run(List<String> arguments) {
        if (arguments.isEmpty() || arguments.contains("--help")) {
            out.print(HELP);
            return arguments.isEmpty() ? 2 : 0;
        }
        try {
            Path file = Path.of(arguments.getFirst());
            CommandOptions options =
                    CommandOptions.read(
                            "simulate",
                            arguments.subList(1, arguments.size()),
                            Set.of("node"),
                            OPTIONAL);
            byte[] content = Files.readAllBytes(file);
            NodeCalls node = NodeCalls.of(options, clock);
            return print(options, ask(node, options, content));
        } catch (UsageException e) {
            err.println("simulate: " + e.getMessage());
            err.println("See ./sluitend simulate --help");
            return 2;
        } catch (NoSuchFileException e) {
            err.println("simulate: there is no file " + e.getMessage());
            return 2;
        } catch (KeycloakRefusalException | IOException e) {
            err.println("simulate: " + e.getMessage());
            return 1;
        } catch (GeneralSecurityException e) {
            err.println("simulate: a key cannot be read: " + e.getMessage());
            return 2;
        }
    }

    private static HttpResponse<byte[]> ask(NodeCalls node, CommandOptions options, byte[] content)
            throws IOException, UsageException, KeycloakRefusalException, GeneralSecurityException {
        boolean json = new String(content, StandardCharsets.UTF_8).stripLeading().startsWith("{");
        StringJoiner query = new StringJoiner("&", "?", "");
        query.setEmptyValue("");
        Map.of("ref-date", "refDate", "from", "from", "until", "until")
                .forEach(
                        (option, parameter) -> {
                            if (!options.get(option).isEmpty()) {
                                query.add(parameter + "=" + encode(options.get(option)));
                            }
                        });
        return node.post(
                "/v1/convenants/_simulate" + query,
                json ? "application/json" : "application/yaml",
                content);
    }

    private int print(CommandOptions options, HttpResponse<byte[]> answer) throws IOException {
        JsonNode body =
                answer.body().length == 0 ? JSON.createObjectNode() : JSON.readTree(answer.body());
        if (answer.statusCode() != 200) {
            err.printf(
                    "simulate: the node refuses (%d): %s%n",
                    answer.statusCode(), body.path("detail").asText());
            for (JsonNode error : body.path("errors")) {
                err.printf(
                        "  %s: %s%n", error.path("field").asText(), error.path("message").asText());
            }
            return 1;
        }
        if (options.get("format").equals("json")) {
            out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(body));
        } else {
            new SimulationReport(body).lines().forEach(out::println);
        }
        return 0;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
