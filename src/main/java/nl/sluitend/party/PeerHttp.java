package nl.sluitend.party;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.PeerAnswer.Answered;
import nl.sluitend.party.PeerAnswer.IdentityMismatch;
import nl.sluitend.party.PeerAnswer.PeerProblem;
import nl.sluitend.party.PeerAnswer.TooLarge;
import nl.sluitend.party.PeerAnswer.Unreachable;
import nl.sluitend.problem.Problem;

/**
 * Calls the nodes of counterparties: mutual TLS 1.3, host name and OIN checked before anything is
 * sent, no redirects, bounded in time and size. Safe for use by several threads.
 */
public final class PeerHttp {

    private static final int MAX_DETAIL = 500;

    /** Eight or nine digits by themselves, also in groups as people write them. */
    private static final Pattern PUPIL_NUMBER =
            Pattern.compile("(?<![0-9A-Za-z])[0-9](?:[ .]?[0-9]){7,8}(?![0-9A-Za-z])");

    private static final String TLS_VERSION = "TLSv1.3";

    private final KeyRing keys;
    private final TrustStore trust;
    private final Duration connectTimeout;
    private final Duration requestTimeout;
    private final int maxAnswerBytes;
    private final Clock clock;
    private final Map<Oin, HttpClient> clients = new ConcurrentHashMap<>();

    PeerHttp(
            KeyRing keys,
            TrustStore trust,
            Duration connectTimeout,
            Duration requestTimeout,
            int maxAnswerBytes,
            Clock clock) {
        this.keys = keys;
        this.trust = trust;
        this.connectTimeout = connectTimeout;
        this.requestTimeout = requestTimeout;
        this.maxAnswerBytes = maxAnswerBytes;
        this.clock = clock;
    }

    /**
     * Asks for a resource.
     *
     * @param path absolute path on the node of the counterparty, starting with {@code /peer/v1/}
     */
    public PeerAnswer get(Counterparty peer, String path) {
        return call(peer, request(peer, path).GET().build());
    }

    /**
     * Sends a body.
     *
     * @param method {@code PUT} or {@code POST}
     * @param path absolute path on the node of the counterparty, starting with {@code /peer/v1/}
     * @param contentType media type of the body
     */
    public PeerAnswer send(
            String method, Counterparty peer, String path, String contentType, byte[] body) {
        return call(
                peer,
                request(peer, path)
                        .header("Content-Type", contentType)
                        .method(method, BodyPublishers.ofByteArray(body))
                        .build());
    }

    private HttpRequest.Builder request(Counterparty peer, String path) {
        if (!path.startsWith(PeerIdentity.PEER_PATH + "/")) {
            throw new IllegalArgumentException("a peer is called under " + PeerIdentity.PEER_PATH);
        }
        URI base = peer.url();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("https://" + base.getRawAuthority() + path))
                        .timeout(requestTimeout);
        TraceParent.of(path).ifPresent(trace -> request.header(TraceParent.HEADER, trace));
        return request;
    }

    /** The time that a call may take ends with the last octet of the answer, not with the first. */
    private PeerAnswer call(Counterparty peer, HttpRequest request) {
        CompletableFuture<HttpResponse<Optional<byte[]>>> call =
                clients.computeIfAbsent(peer.oin(), this::client)
                        .sendAsync(request, _ -> new LimitedBody(maxAnswerBytes));
        try {
            return answer(call.get(requestTimeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            return failure(cause == null ? e : cause);
        } catch (TimeoutException _) {
            call.cancel(true);
            return new Unreachable("no whole answer within " + requestTimeout);
        } catch (InterruptedException _) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            return new Unreachable("the call was interrupted");
        }
    }

    private PeerAnswer answer(HttpResponse<Optional<byte[]>> response) {
        if (response.body().isEmpty()) {
            return new TooLarge(maxAnswerBytes);
        }
        byte[] body = response.body().get();
        String contentType = response.headers().firstValue("Content-Type").orElse("");
        int status = response.statusCode();
        return status >= 200 && status < 300
                ? new Answered(status, contentType, body)
                : problem(status, body);
    }

    static PeerProblem problem(int status, byte[] body) {
        String type = "http-" + status;
        String detail = "the counterparty answered " + status;
        try {
            JsonNode problem = CanonicalJson.parse(body);
            String given = problem.path("type").asText("");
            if (given.matches(Problem.TYPE_PREFIX + "[a-z0-9-]{1,60}")) {
                type = given.substring(Problem.TYPE_PREFIX.length());
            }
            if (problem.path("detail").isTextual()) {
                detail = printable(problem.path("detail").textValue());
            }
        } catch (JsonRefusedException _) {
            return new PeerProblem(type, status, detail);
        }
        return new PeerProblem(type, status, detail);
    }

    /** Kept and shown to people: short, without control, and without a number of a pupil. */
    private static String printable(String text) {
        String cut = text.length() > MAX_DETAIL ? text.substring(0, MAX_DETAIL) : text;
        return PUPIL_NUMBER.matcher(cut.replaceAll("\\p{C}", " ")).replaceAll("#########");
    }

    private static PeerAnswer failure(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof PeerTrust.OtherPartyException other) {
                return new IdentityMismatch(other.found().map(Oin::value));
            }
        }
        String message = e.getMessage();
        String kind = e.getClass().getSimpleName();
        return new Unreachable(message == null ? kind : kind + ": " + printable(message));
    }

    private HttpClient client(Oin expected) {
        try {
            SSLContext tls = SSLContext.getInstance(TLS_VERSION);
            tls.init(
                    keyManagers().getKeyManagers(),
                    new TrustManager[] {new PeerTrust(usualTrust(), trust, expected, clock)},
                    null);
            return HttpClient.newBuilder()
                    .sslContext(tls)
                    .connectTimeout(connectTimeout)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .version(HttpClient.Version.HTTP_2)
                    .build();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("mutual TLS cannot be set up from the key store", e);
        }
    }

    /** Only the TLS key: the signing key has no business in a handshake. */
    private KeyManagerFactory keyManagers() throws GeneralSecurityException, IOException {
        char[] unused = "in-memory".toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, unused);
        store.setKeyEntry(
                KeyRing.TLS,
                keys.tlsKey(),
                unused,
                keys.tlsChain().toArray(new X509Certificate[0]));
        KeyManagerFactory factory =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, unused);
        return factory;
    }

    private X509ExtendedTrustManager usualTrust() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        int number = 0;
        for (X509Certificate authority : trust.authorities()) {
            store.setCertificateEntry("authority-" + number++, authority);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
    }
}
