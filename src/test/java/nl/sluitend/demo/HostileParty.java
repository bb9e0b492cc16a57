package nl.sluitend.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLParameters;
import nl.sluitend.demo.register.DemoParty;

/**
 * Makes the node of one party hostile: everything that it says to the other, in requests and in
 * answers, passes through here, and comes out altered and signed with a key of that party.
 */
final class HostileParty implements DemoWorld.Wires, AutoCloseable {

    private static final Set<String> OF_THE_CONNECTION =
            Set.of("host", "connection", "content-length", "transfer-encoding", "upgrade", "date");

    /** What it does to a message: the octets that leave in place of these, if it does anything. */
    interface Misbehaviour {
        Optional<byte[]> instead(String path, byte[] octets);
    }

    private final DemoParty party;
    private final List<HttpsServer> servers = new ArrayList<>();
    private volatile Misbehaviour misbehaviour = (_, _) -> Optional.empty();
    private volatile Optional<DemoAuthority> authority = Optional.empty();

    HostileParty(DemoParty party) {
        this.party = party;
    }

    /** Behaves like this from now on. */
    void behave(Misbehaviour next) {
        misbehaviour = next;
    }

    /** Vouches for every party. */
    DemoAuthority authority() {
        return authority.orElseThrow();
    }

    @Override
    public URI between(DemoAuthority vouching, DemoParty from, DemoParty to, URI url) {
        authority = Optional.of(vouching);
        HttpClient onward =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .sslContext(
                                RecordingRelay.context(
                                        vouching, vouching.issue(from.oin(), from.displayName())))
                        .build();
        var context = RecordingRelay.context(vouching, vouching.issue(to.oin(), to.displayName()));
        try {
            HttpsServer server =
                    HttpsServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(
                    new HttpsConfigurator(context) {
                        @Override
                        public void configure(HttpsParameters parameters) {
                            SSLParameters both = context.getDefaultSSLParameters();
                            both.setNeedClientAuth(true);
                            parameters.setSSLParameters(both);
                        }
                    });
            server.createContext("/", exchange -> relay(exchange, onward, url, from == party));
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            servers.add(server);
            return URI.create("https://localhost:" + server.getAddress().getPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void relay(HttpExchange exchange, HttpClient onward, URI url, boolean asks)
            throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString();
            byte[] asked = exchange.getRequestBody().readAllBytes();
            byte[] octets = asks ? altered(path, asked) : asked;
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(url.resolve(path))
                            .method(
                                    exchange.getRequestMethod(),
                                    exchange.getRequestMethod().equals("GET")
                                            ? BodyPublishers.noBody()
                                            : BodyPublishers.ofByteArray(octets));
            exchange.getRequestHeaders()
                    .forEach(
                            (name, values) -> {
                                if (isOfTheMessage(name)) {
                                    values.forEach(value -> request.header(name, value));
                                }
                            });
            HttpResponse<byte[]> answer = onward.send(request.build(), BodyHandlers.ofByteArray());
            byte[] answered =
                    asks || answer.statusCode() >= 300
                            ? answer.body()
                            : altered(path, answer.body());
            answer.headers()
                    .map()
                    .forEach(
                            (name, values) -> {
                                if (isOfTheMessage(name)) {
                                    exchange.getResponseHeaders().put(name, values);
                                }
                            });
            exchange.sendResponseHeaders(
                    answer.statusCode(), answered.length == 0 ? -1 : answered.length);
            exchange.getResponseBody().write(answered);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private byte[] altered(String path, byte[] octets) {
        return octets.length == 0 ? octets : misbehaviour.instead(path, octets).orElse(octets);
    }

    private static boolean isOfTheMessage(String header) {
        return !OF_THE_CONNECTION.contains(header.toLowerCase(Locale.ROOT))
                && !header.startsWith(":");
    }

    @Override
    public void close() {
        servers.forEach(server -> server.stop(0));
    }
}
