package nl.sluitend.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A node's local interface as one source system sees it: over TLS, with that system's own token on
 * every request.
 */
public final class NodeApi {

    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final URI node;
    private final AccessTokens tokens;

    NodeApi(HttpClient http, URI node, AccessTokens tokens) {
        this.http = http;
        this.node = node;
        this.tokens = tokens;
    }

    /** The answer to a GET; anything but a 2xx status is a failure that carries the problem. */
    public JsonNode get(String path) {
        return json(request(path).GET());
    }

    /** The bytes of a file that the node publishes. */
    public byte[] bytes(String path) {
        return send(request(path).GET()).body();
    }

    /** Posts JSON and reads the answer. */
    public JsonNode post(String path, Object body) {
        try {
            return post(
                    path,
                    "application/json",
                    BodyPublishers.ofString(JSON.writeValueAsString(body)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Posts a body of any type and reads the answer. */
    public JsonNode post(String path, String contentType, BodyPublisher body) {
        return json(request(path).header("Content-Type", contentType).POST(body));
    }

    /** A PUT without a body, and its answer. */
    public JsonNode put(String path) {
        return json(request(path).PUT(BodyPublishers.noBody()));
    }

    /** A PUT of JSON, and its answer. */
    public JsonNode put(String path, Object body) {
        try {
            return json(
                    request(path)
                            .header("Content-Type", "application/json")
                            .PUT(BodyPublishers.ofString(JSON.writeValueAsString(body))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(node.resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", tokens.bearer());
    }

    private JsonNode json(HttpRequest.Builder request) {
        byte[] body = send(request).body();
        try {
            return body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        try {
            HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
            if (answer.statusCode() / 100 != 2) {
                throw new DemoFailure(
                        "%s %s antwoordt %d: %s"
                                .formatted(
                                        request.method(),
                                        request.uri(),
                                        answer.statusCode(),
                                        new String(answer.body(), StandardCharsets.UTF_8)));
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(request.uri() + " geeft geen antwoord", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("onderbroken");
        }
    }
}
