package nl.sluitend.disclosure;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.sluitend.party.Unanswered;

/** A log as a node serves it under {@code /v1/log/{logId}/}. */
public final class HttpLogSource implements LogSource {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int MAX_ANSWER = 256 * (LogEntry.MAX_LENGTH + 2);

    private final HttpClient client;
    private final URI prefix;
    private final Optional<String> token;

    /**
     * @param client set up with the trust and time-outs of the caller
     * @param node address of the node, {@code https://host:port}
     * @param logId the log among the logs of that node
     * @param token the bearer token of a privacy officer or FG
     */
    public HttpLogSource(HttpClient client, URI node, String logId, Optional<String> token) {
        this.client = client;
        this.prefix = node.resolve("/v1/log/" + logId + "/");
        this.token = token;
    }

    /** The ids of the logs that a node keeps. */
    public static List<String> logs(HttpClient client, URI node, Optional<String> token)
            throws IOException {
        byte[] listing =
                get(client, node.resolve("/v1/log"), token)
                        .orElseThrow(() -> new IOException("this node serves no logs"));
        List<String> ids = new ArrayList<>();
        for (JsonNode log : LeafJson.MAPPER.readTree(listing)) {
            String id = log.path("id").asText();
            if (!id.matches("[0-9a-z]{1,64}(-[0-9]{1,4})?")) {
                throw new IOException("the node lists a log with an impossible id");
            }
            ids.add(id);
        }
        return ids;
    }

    @Override
    public Optional<byte[]> read(String path) throws IOException {
        return get(client, prefix.resolve(path), token);
    }

    private static Optional<byte[]> get(HttpClient client, URI uri, Optional<String> token)
            throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(TIMEOUT).GET();
        token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        try {
            HttpResponse<InputStream> answer = send(client, request.build());
            try (InputStream in = answer.body()) {
                byte[] body = in.readNBytes(MAX_ANSWER + 1);
                return switch (answer.statusCode()) {
                    case 200 -> {
                        if (body.length > MAX_ANSWER) {
                            throw new IOException(uri + " answered more than any file of a log");
                        }
                        yield Optional.of(body);
                    }
                    case 404 -> Optional.empty();
                    default -> throw new IOException(answer.statusCode() + ": " + detail(body));
                };
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private static HttpResponse<InputStream> send(HttpClient client, HttpRequest request)
            throws IOException, InterruptedException {
        try {
            return client.send(request, BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new Unanswered(request.uri(), e);
        }
    }

    private static String detail(byte[] problem) {
        try {
            String detail = LeafJson.MAPPER.readTree(problem).path("detail").asText();
            return detail.isEmpty() ? "no reason given" : detail;
        } catch (IOException e) {
            return "no reason given";
        }
    }
}
