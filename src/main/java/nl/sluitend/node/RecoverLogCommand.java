package nl.sluitend.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.sluitend.disclosure.FolderLogSource;
import nl.sluitend.disclosure.LogCopy;
import nl.sluitend.disclosure.LogVerificationException;
import nl.sluitend.party.Unanswered;

/**
 * {@code sluitend recover-log}: what an operator can do with a log that is behind its witnesses, or
 * whose retention is over. Calls the node, which decides.
 */
public final class RecoverLogCommand {

    private static final String HELP =
            """
            Usage: ./sluitend recover-log refill ADDRESS --log ID --from FOLDER --token-file FILE [--truststore FILE]
                   ./sluitend recover-log close  ADDRESS --log ID --token-file FILE [--truststore FILE]
                   ./sluitend recover-log prune  ADDRESS --log ID --token-file FILE [--truststore FILE]

            refill  puts the entries back that a read-only log lost, from a copy of its published files. The node
                    opens the log only when it then holds what all its witnesses know
            close   signs a final statement over a read-only log; a new one goes on under the next name. What
                    is lost stays lost, and verify-log says so
            prune   removes the entries of a log that was closed at the end of its retention; hashes and
                    checkpoints stay, with a signed statement

              --log ID           a convenant hash, or node
              --from FOLDER      static files of that log (tile/entries/...)
              --token-file FILE  the access token of a node operator
              --truststore FILE  the authorities that may vouch for the node: PEM, or PKCS#12 with
                                 --truststore-password-file FILE

            Exit code 0: done. 1: the node refused, and nothing was changed. 2: wrong options.
            """;

    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    private final PrintStream out;
    private final PrintStream err;

    RecoverLogCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    public static void main(String[] arguments) {
        System.exit(new RecoverLogCommand(System.out, System.err).run(List.of(arguments)));
    }

    /** Does what is asked; returns the exit code. */
    int run(List<String> arguments) {
        if (arguments.isEmpty() || arguments.contains("--help")) {
            out.print(HELP);
            return arguments.isEmpty() ? 2 : 0;
        }
        try {
            List<String> rest = new ArrayList<>(arguments.subList(1, arguments.size()));
            Optional<Path> from = from(rest);
            VerifyLogOptions options = VerifyLogOptions.read(rest);
            URI prefix =
                    options.address()
                            .resolve(
                                    "/v1/log-recovery/"
                                            + options.log()
                                                    .orElseThrow(
                                                            () ->
                                                                    new UsageException(
                                                                            "--log is needed")));
            HttpClient client = NodeHttp.of(options.truststore(), options.truststorePassword());
            String token =
                    options.token().orElseThrow(() -> new UsageException("--token-file is needed"));
            switch (arguments.getFirst()) {
                case "refill" -> refill(client, prefix, token, from);
                case "close" -> tell(client, prefix, "/_close", token);
                case "prune" -> tell(client, prefix, "/_prune", token);
                default -> throw new UsageException("refill, close or prune is expected");
            }
            return 0;
        } catch (UsageException e) {
            err.println("recover-log: " + e.getMessage());
            err.println("See ./sluitend recover-log --help");
            return 2;
        } catch (IOException e) {
            err.println("recover-log: " + e.getMessage());
            return 1;
        }
    }

    private static Optional<Path> from(List<String> arguments) throws UsageException {
        int place = arguments.indexOf("--from");
        if (place < 0) {
            return Optional.empty();
        }
        if (place + 1 == arguments.size()) {
            throw new UsageException("--from needs a value");
        }
        arguments.remove(place);
        return Optional.of(Path.of(arguments.remove(place)));
    }

    private void refill(HttpClient client, URI prefix, String token, Optional<Path> from)
            throws IOException, UsageException {
        Path folder = from.orElseThrow(() -> new UsageException("--from is needed"));
        if (!Files.isDirectory(folder)) {
            throw new UsageException(folder + " is no folder");
        }
        long size = call(client, request(prefix, token).GET().build()).path("size").asLong();
        ByteArrayOutputStream entries = new ByteArrayOutputStream();
        try {
            LogCopy.entries(new FolderLogSource(folder), size, entries);
        } catch (LogVerificationException e) {
            throw new IOException(folder + ": " + e.getMessage(), e);
        }
        JsonNode done =
                call(
                        client,
                        request(URI.create(prefix + "/_refill"), token)
                                .header("Content-Type", "application/octet-stream")
                                .POST(BodyPublishers.ofByteArray(entries.toByteArray()))
                                .build());
        out.println(done.path("size").asLong() + " entries were put back");
    }

    private void tell(HttpClient client, URI prefix, String what, String token) throws IOException {
        BodyPublisher nothing = BodyPublishers.noBody();
        JsonNode done =
                call(client, request(URI.create(prefix + what), token).POST(nothing).build());
        out.println(
                done.path("origin").asText()
                        + " at size "
                        + done.path("size").asLong()
                        + (done.has("successor")
                                ? "; goes on as " + done.path("successor").asText()
                                : ""));
    }

    private static HttpRequest.Builder request(URI address, String token) {
        return HttpRequest.newBuilder(address)
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<byte[]> send(HttpClient client, HttpRequest request)
            throws IOException, InterruptedException {
        try {
            return client.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new Unanswered(request.uri(), e);
        }
    }

    private static JsonNode call(HttpClient client, HttpRequest request) throws IOException {
        try {
            HttpResponse<byte[]> answer = send(client, request);
            JsonNode body = new ObjectMapper().readTree(answer.body());
            if (answer.statusCode() != 200) {
                throw new IOException(
                        answer.statusCode() + ": " + body.path("detail").asText("no reason given"));
            }
            return body;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
