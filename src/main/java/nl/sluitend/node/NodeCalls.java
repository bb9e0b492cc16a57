package nl.sluitend.node;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.sluitend.party.Unanswered;

/**
 * The calls of a command on the own node, logged in with what the options say: an access token in a
 * file, or a system with a key at the party's realm. Logs in at the first call.
 */
final class NodeCalls {

    private static final Set<String> OPTIONAL =
            Set.of(
                    "client",
                    "client-key",
                    "issuer",
                    "token-file",
                    "truststore",
                    "truststore-password-file");
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final CommandOptions options;
    private final Clock clock;
    private final HttpClient http;
    private Optional<String> token = Optional.empty();

    private NodeCalls(CommandOptions options, Clock clock, HttpClient http) {
        this.options = options;
        this.clock = clock;
        this.http = http;
    }

    /**
     * @param options {@code node} is among them
     */
    static NodeCalls of(CommandOptions options, Clock clock) throws UsageException, IOException {
        return new NodeCalls(
                options,
                clock,
                NodeHttp.of(
                        path(options, "truststore"), secret(options, "truststore-password-file")));
    }

    /** The options that every such command takes, and these. */
    static Set<String> with(Set<String> more) {
        Set<String> all = new HashSet<>(OPTIONAL);
        all.addAll(more);
        return all;
    }

    HttpResponse<byte[]> post(String path, String type, byte[] content)
            throws IOException, UsageException, KeycloakRefusalException, GeneralSecurityException {
        return send(
                request(path)
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofByteArray(content)));
    }

    HttpResponse<byte[]> get(String path)
            throws IOException, UsageException, KeycloakRefusalException, GeneralSecurityException {
        return send(request(path).GET());
    }

    private HttpRequest.Builder request(String path)
            throws IOException, UsageException, KeycloakRefusalException, GeneralSecurityException {
        return HttpRequest.newBuilder(https("node").resolve(path))
                .header("Authorization", "Bearer " + token());
    }

    private String token()
            throws IOException, UsageException, KeycloakRefusalException, GeneralSecurityException {
        if (token.isEmpty()) {
            Optional<String> given = secret(options, "token-file");
            token = Optional.of(given.isPresent() ? given.get() : ofSystem());
        }
        return token.get();
    }

    private String ofSystem()
            throws IOException, UsageException, KeycloakRefusalException, GeneralSecurityException {
        for (String name : List.of("client", "client-key", "issuer")) {
            if (options.get(name).isEmpty()) {
                throw new UsageException(
                        "give --token-file, or --client, --client-key and --issuer");
            }
        }
        URI issuer = https("issuer");
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

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException {
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

    private URI https(String name) throws UsageException {
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

    /** The file that an option names, if it was given. */
    static Optional<Path> path(CommandOptions options, String name) {
        return Optional.of(options.get(name)).filter(given -> !given.isEmpty()).map(Path::of);
    }

    /** The content of the file that an option names, if it was given. */
    static Optional<String> secret(CommandOptions options, String name) throws IOException {
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
