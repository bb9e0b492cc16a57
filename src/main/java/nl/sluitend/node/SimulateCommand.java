package nl.sluitend.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import nl.sluitend.party.Unanswered;

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
            Set.of(
                    "client",
                    "client-key",
                    "issuer",
                    "token-file",
                    "ref-date",
                    "from",
                    "until",
                    "truststore",
                    "truststore-password-file",
                    "format");
    private static final Duration PATIENCE = Duration.ofMinutes(5);
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
            HttpClient client =
                    NodeHttp.of(
                            path(options, "truststore"),
                            secret(options, "truststore-password-file"));
            return print(options, ask(client, options, content, token(client, options)));
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

    private String token(HttpClient http, CommandOptions options)
            throws IOException, UsageException, KeycloakRefusalException, GeneralSecurityException {
        Optional<String> given = secret(options, "token-file");
        if (given.isPresent()) {
            return given.get();
        }
        for (String name : List.of("client", "client-key", "issuer")) {
            if (options.get(name).isEmpty()) {
                throw new UsageException(
                        "give --token-file, or --client, --client-key and --issuer");
            }
        }
        URI issuer = https(options, "issuer");
        String assertion =
                KeycloakAdmin.assertion(
                        options.get("client"),
                        issuer,
                        KeyFiles.readPrivate(Path.of(options.get("client-key"))),
                        clock);
        Map<String, String> form =
                Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        options.get("client"),
                        "client_assertion_type",
                        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                        "client_assertion",
                        assertion);
        HttpResponse<byte[]> answer =
                send(
                        http,
                        HttpRequest.newBuilder(
                                        URI.create(issuer + "/protocol/openid-connect/token"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(encoded(form))));
        if (answer.statusCode() != 200) {
            throw new KeycloakRefusalException(
                    "the realm does not let %s in (%d)"
                            .formatted(options.get("client"), answer.statusCode()));
        }
        return JSON.readTree(answer.body()).path("access_token").asText();
    }

    private HttpResponse<byte[]> ask(
            HttpClient http, CommandOptions options, byte[] content, String token)
            throws IOException, UsageException {
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
        return send(
                http,
                HttpRequest.newBuilder(
                                https(options, "node").resolve("/v1/convenants/_simulate" + query))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", json ? "application/json" : "application/yaml")
                        .POST(BodyPublishers.ofByteArray(content)));
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

    private static HttpResponse<byte[]> send(HttpClient http, HttpRequest.Builder request)
            throws IOException {
        HttpRequest built = request.timeout(PATIENCE).build();
        try {
            return http.send(built, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new Unanswered(built.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static URI https(CommandOptions options, String name) throws UsageException {
        String given = options.get(name);
        try {
            URI address = URI.create(given);
            if ("https".equals(address.getScheme()) && address.getHost() != null) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw new UsageException("--" + name + ": " + given + " is not an address");
        }
        throw new UsageException("--" + name + ": an https:// address is expected");
    }

    private static Optional<Path> path(CommandOptions options, String name) {
        return Optional.of(options.get(name)).filter(given -> !given.isEmpty()).map(Path::of);
    }

    private static Optional<String> secret(CommandOptions options, String name) throws IOException {
        Optional<Path> file = path(options, name);
        return file.isEmpty()
                ? Optional.empty()
                : Optional.of(Files.readString(file.get(), StandardCharsets.UTF_8).strip());
    }

    private static String encoded(Map<String, String> form) {
        List<String> pairs = new ArrayList<>();
        form.forEach((name, value) -> pairs.add(encode(name) + "=" + encode(value)));
        return String.join("&", pairs);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
