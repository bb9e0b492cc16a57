package nl.sluitend.disclosure;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import nl.sluitend.NodeClient;
import nl.sluitend.TestNode;

/** A witness of its own, over TLS, that can be made to sleep or lie. */
final class TestWitness implements AutoCloseable {

    /** How it behaves. */
    enum Mood {
        HONEST,
        ASLEEP,
        WRONG_SIGNATURE,
        WRONG_CLOCK
    }

    static final String NAME = "witness.example/1";

    private static final byte[] SEED = MerkleTree.leafHash(new byte[] {77});

    private final HttpsServer server;
    private final VerifierKey logKey;
    private final Map<String, Checkpoint> known = new ConcurrentHashMap<>();
    private final Map<String, String> notes = new ConcurrentHashMap<>();
    volatile Mood mood = Mood.HONEST;

    TestWitness(VerifierKey logKey) {
        this.logKey = logKey;
        try {
            server = HttpsServer.create(new InetSocketAddress("localhost", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setHttpsConfigurator(
                new HttpsConfigurator(
                        NodeClient.context(
                                TestNode.AUTHORITY.issue(TestNode.PEER_OIN, "Getuige"))));
        server.createContext("/add-checkpoint", exchange -> answer(exchange, true));
        server.createContext("/", exchange -> answer(exchange, false));
        server.start();
    }

    Witness asWitness() {
        return new Witness(
                Witnesses.NEUTRAL,
                key(),
                new Witness.Place.Neutral(
                        URI.create("https://localhost:" + server.getAddress().getPort())));
    }

    static VerifierKey key() {
        return new VerifierKey(
                NAME,
                VerifierKey.SignatureType.ED25519_COSIGNATURE,
                new org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters(SEED)
                        .generatePublicKey()
                        .getEncoded());
    }

    /** What it knows of the log, 0 if nothing. */
    long knownSize() {
        return Optional.ofNullable(known.get(logKey.name())).map(Checkpoint::size).orElse(0L);
    }

    private void answer(HttpExchange exchange, boolean add) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (mood == Mood.ASLEEP) {
                send(exchange, 503, "");
            } else if (add) {
                add(exchange, body);
            } else {
                String note = notes.get(exchange.getRequestURI().getPath());
                send(exchange, note == null ? 404 : 200, note == null ? "" : note);
            }
        }
    }

    private void add(HttpExchange exchange, byte[] body) throws IOException {
        try {
            AddCheckpoint request = AddCheckpoint.parse(body);
            Checkpoint shown = SignedCheckpoint.open(logKey, request.note()).checkpoint();
            Checkpoint before = known.get(shown.origin());
            long size = before == null ? 0 : before.size();
            if (request.old() != size) {
                send(exchange, 409, size + "\n");
            } else if (before != null
                    && !MerkleTree.verifyConsistency(
                            size, shown.size(), before.root(), shown.root(), request.proof())) {
                send(exchange, 422, "");
            } else {
                Instant time = Instant.now();
                if (mood == Mood.WRONG_CLOCK) {
                    time = time.minus(Duration.ofHours(1));
                }
                byte[] seed = mood == Mood.WRONG_SIGNATURE ? new byte[32] : SEED;
                SignedNote.Signature line = Cosignature.sign(seed, NAME, time, shown);
                line = new SignedNote.Signature(NAME, key().keyId(), line.bytes());
                known.put(shown.origin(), shown);
                notes.put(
                        "/" + WitnessCalls.originHash(shown.origin()) + "/checkpoint",
                        request.note() + line.line());
                send(exchange, 200, line.line());
            }
        } catch (LogVerificationException e) {
            send(exchange, 403, "");
        }
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
