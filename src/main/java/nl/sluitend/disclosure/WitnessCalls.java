package nl.sluitend.disclosure;

import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import nl.sluitend.party.PeerAnswer;
import nl.sluitend.party.PeerHttp;

/** Calls witnesses, the counterpart's node and a neutral one alike. */
@ApplicationScoped
class WitnessCalls {

    static final String PEER_PREFIX = "/peer/v1/witness";

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String TLS_NAME = "witness";
    private static final String TEXT = "text/plain; charset=utf-8";

    private final PeerHttp peers;
    private final HttpClient http;

    @jakarta.inject.Inject
    WitnessCalls(PeerHttp peers, TlsConfigurationRegistry tls) throws Exception {
        this(peers, client(tls.get(TLS_NAME)));
    }

    WitnessCalls(PeerHttp peers, HttpClient http) {
        this.peers = peers;
        this.http = http;
    }

    private static HttpClient client(Optional<TlsConfiguration> tls) throws Exception {
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(TIMEOUT);
        if (tls.isPresent()) {
            builder.sslContext(tls.get().createSSLContext());
        }
        return builder.build();
    }

    /**
     * What a witness answered.
     *
     * @param status HTTP status
     * @param text body; for a refusal of a counterpart its detail
     */
    record Answer(int status, String text) {}

    Answer addCheckpoint(Witness witness, AddCheckpoint request) throws IOException {
        byte[] body = request.encode();
        return switch (witness.place()) {
            case Witness.Place.Peer(var party) ->
                    answer(peers.send("POST", party, PEER_PREFIX + "/add-checkpoint", TEXT, body));
            case Witness.Place.Neutral(URI prefix) ->
                    send(
                            HttpRequest.newBuilder(URI.create(prefix + "/add-checkpoint"))
                                    .header("Content-Type", TEXT)
                                    .POST(BodyPublishers.ofByteArray(body)));
        };
    }

    /** Tells the counterpart that a log is closed; a neutral witness has no such call. */
    Answer close(Witness witness, String statement) throws IOException {
        return switch (witness.place()) {
            case Witness.Place.Peer(var party) ->
                    answer(
                            peers.send(
                                    "POST",
                                    party,
                                    PEER_PREFIX + "/close",
                                    TEXT,
                                    statement.getBytes(StandardCharsets.UTF_8)));
            case Witness.Place.Neutral _ -> new Answer(404, "");
        };
    }

    /** The last checkpoint of that log that the witness cosigned. */
    Answer latest(Witness witness, LogName log) throws IOException {
        String path = "/" + originHash(log.origin()) + "/checkpoint";
        return switch (witness.place()) {
            case Witness.Place.Peer(var party) -> answer(peers.get(party, PEER_PREFIX + path));
            case Witness.Place.Neutral(URI prefix) ->
                    send(HttpRequest.newBuilder(URI.create(prefix + path)).GET());
        };
    }

    /** How a witness names a log in addresses: SHA-256 of the origin, in hexadecimal. */
    static String originHash(String origin) {
        return HexFormat.of()
                .formatHex(MerkleTree.sha256().digest(origin.getBytes(StandardCharsets.UTF_8)));
    }

    private static Answer answer(PeerAnswer answer) throws IOException {
        return switch (answer) {
            case PeerAnswer.Answered answered ->
                    new Answer(
                            answered.status(), new String(answered.body(), StandardCharsets.UTF_8));
            case PeerAnswer.PeerProblem problem -> new Answer(problem.status(), problem.detail());
            case PeerAnswer.Unreachable(String reason) -> throw new IOException(reason);
            case PeerAnswer.TooLarge large -> throw new IOException(large.reason());
            case PeerAnswer.IdentityMismatch _ ->
                    throw new IOException("another party answers at its address");
        };
    }

    private Answer send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<byte[]> answer =
                    http.send(
                            request.timeout(TIMEOUT).build(),
                            BodyHandlers.limiting(
                                    BodyHandlers.ofByteArray(), AddCheckpoint.MAX_BYTES));
            return new Answer(
                    answer.statusCode(), new String(answer.body(), StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
