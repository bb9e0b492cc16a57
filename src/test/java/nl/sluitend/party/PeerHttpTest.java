package nl.sluitend.party;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import nl.sluitend.demo.DemoAuthority;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.PeerAnswer.Answered;
import nl.sluitend.party.PeerAnswer.IdentityMismatch;
import nl.sluitend.party.PeerAnswer.PeerProblem;
import nl.sluitend.party.PeerAnswer.TooLarge;
import nl.sluitend.party.PeerAnswer.Unreachable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real TLS server of the JDK, with certificates of a real authority. */
final class PeerHttpTest {

    private static final int MOST = 1000;

    /** Of an answer that begins and never ends. */
    private static final int BEGINS = -1;

    private final PeerHttp http =
            new PeerHttp(
                    PartyFixture.keys(PartyFixture.files(PartyFixture.RBL)),
                    PartyFixture.trust(),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(10),
                    MOST,
                    Clock.systemUTC());
    private final List<String> received = new CopyOnWriteArrayList<>();
    private @Nullable HttpsServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    @Test
    void sends_with_our_certificate_and_reads_the_answer() throws Exception {
        Counterparty peer = serve(swv(), 200, "application/json", "{}".getBytes(UTF_8));
        assertThat(http.send("PUT", peer, "/peer/v1/x", "text/plain", "hello".getBytes(UTF_8)))
                .isInstanceOfSatisfying(
                        Answered.class,
                        answer -> {
                            assertThat(answer.status()).isEqualTo(200);
                            assertThat(answer.contentType()).isEqualTo("application/json");
                            assertThat(answer.body()).isEqualTo("{}".getBytes(UTF_8));
                        });
        assertThat(received)
                .containsExactly("PUT /peer/v1/x text/plain 00000099000000001000 TLSv1.3 hello");
    }

    @Test
    void decodes_the_problem_that_the_counterparty_answers() throws Exception {
        String problem =
                "{\"type\":\"urn:sluitend:problem:not-permitted\",\"status\":403,"
                        + "\"detail\":\"line one\\nline \\u001b[2Jtwo\"}";
        Counterparty peer = serve(swv(), 403, "application/problem+json", problem.getBytes(UTF_8));
        assertThat(http.get(peer, "/peer/v1/x"))
                .isEqualTo(new PeerProblem("not-permitted", 403, "line one line  [2Jtwo"));
    }

    @Test
    void makes_a_problem_of_any_other_refusal() throws Exception {
        Counterparty peer = serve(swv(), 503, "text/html", "<html>".getBytes(UTF_8));
        PeerAnswer answer = http.get(peer, "/peer/v1/x");
        assertThat(answer)
                .isEqualTo(new PeerProblem("http-503", 503, "the counterparty answered 503"));
        assertThat(((PeerProblem) answer).isTemporary()).isTrue();
        assertThat(PeerHttp.problem(403, "{\"type\":\"urn:other\"}".getBytes(UTF_8)).isTemporary())
                .isFalse();
    }

    @Test
    void keeps_little_of_what_the_counterparty_says_and_no_number_of_a_pupil() {
        String said =
                "9999 80 014, 999980014 and 99998001; not 2026-11-23T01:00 or 0000009900000000100";
        assertThat(said(said))
                .isEqualTo(
                        "#########, ######### and #########; not 2026-11-23T01:00 or"
                                + " 0000009900000000100");
        assertThat(said("x".repeat(5000))).hasSize(500);
    }

    private static String said(String detail) {
        return PeerHttp.problem(409, ("{\"detail\":\"" + detail + "\"}").getBytes(UTF_8)).detail();
    }

    @Test
    void does_not_follow_a_redirect() throws Exception {
        Counterparty peer = serve(swv(), 302, "text/plain", new byte[0]);
        assertThat(http.get(peer, "/peer/v1/x"))
                .isInstanceOfSatisfying(
                        PeerProblem.class, p -> assertThat(p.type()).isEqualTo("http-302"));
    }

    @Test
    void sends_nothing_to_a_server_with_the_certificate_of_another_party() throws Exception {
        Counterparty peer =
                serve(issue(PartyFixture.OTHER.value()), 200, "text/plain", new byte[0]);
        assertThat(http.get(peer, "/peer/v1/x"))
                .isInstanceOfSatisfying(
                        IdentityMismatch.class,
                        m -> assertThat(m.found()).contains(PartyFixture.OTHER.value()));
        assertThat(received).isEmpty();
    }

    @Test
    void sends_nothing_to_a_server_without_oin_of_another_authority_or_expired() throws Exception {
        Counterparty nameless = serve(issue(null), 200, "text/plain", new byte[0]);
        assertThat(http.get(nameless, "/peer/v1/x")).isInstanceOf(IdentityMismatch.class);
        stop();
        DemoAuthority stranger = new DemoAuthority("Authority for tests");
        Counterparty foreign =
                serve(
                        stranger.issue(PartyFixture.SWV.value(), "SWV"),
                        200,
                        "text/plain",
                        new byte[0]);
        assertThat(http.get(foreign, "/peer/v1/x")).isInstanceOf(Unreachable.class);
        stop();
        Instant now = Instant.now();
        Counterparty expired =
                serve(
                        PartyFixture.AUTHORITY.issue(
                                PartyFixture.SWV.value(),
                                "SWV",
                                now.minus(Duration.ofDays(2)),
                                now.minus(Duration.ofDays(1))),
                        200,
                        "text/plain",
                        new byte[0]);
        assertThat(http.get(expired, "/peer/v1/x")).isInstanceOf(Unreachable.class);
        assertThat(received).isEmpty();
    }

    @Test
    void sends_nothing_to_a_server_whose_certificate_is_revoked(@TempDir Path directory)
            throws Exception {
        DemoAuthority.Issued certificate = swv();
        Path list = directory.resolve("authority.crl");
        PeerHttp checking =
                new PeerHttp(
                        PartyFixture.keys(PartyFixture.files(PartyFixture.RBL)),
                        new TrustStore(
                                List.of(PartyFixture.AUTHORITY.certificate()),
                                new RevocationLists(List.of(list))),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(10),
                        MOST,
                        Clock.systemUTC());
        Counterparty peer = serve(certificate, 200, "text/plain", new byte[0]);
        Instant now = Instant.now();
        Files.write(list, revocationList(List.of(), now));
        assertThat(checking.get(peer, "/peer/v1/x")).isInstanceOf(Answered.class);
        stop();
        received.clear();
        Counterparty revoked = serve(certificate, 200, "text/plain", new byte[0]);
        Files.write(list, revocationList(List.of(certificate.chain().getFirst()), now));
        Files.setLastModifiedTime(list, FileTime.from(now.plusSeconds(5)));
        assertThat(checking.get(revoked, "/peer/v1/x"))
                .isInstanceOfSatisfying(
                        Unreachable.class, u -> assertThat(u.toString()).contains("revoked"));
        Files.delete(list);
        assertThat(checking.get(revoked, "/peer/v1/x")).isInstanceOf(Unreachable.class);
        assertThat(received).isEmpty();
    }

    private static byte[] revocationList(List<X509Certificate> revoked, Instant now) {
        return PartyFixture.AUTHORITY.revocationList(
                revoked, now.minusSeconds(60), now.plus(Duration.ofDays(1)));
    }

    @Test
    void sends_nothing_to_a_host_that_the_certificate_does_not_name() throws Exception {
        Counterparty peer = serve(swv(), 200, "text/plain", new byte[0]);
        Counterparty byAddress =
                new Counterparty(
                        peer.oin(),
                        peer.name(),
                        peer.role(),
                        URI.create("https://127.0.0.2:" + peer.url().getPort()));
        assertThat(http.get(byAddress, "/peer/v1/x")).isInstanceOf(Unreachable.class);
        assertThat(received).isEmpty();
    }

    @Test
    void reads_no_more_than_the_limit() throws Exception {
        Counterparty most = serve(swv(), 200, "text/plain", new byte[MOST]);
        assertThat(http.get(most, "/peer/v1/x")).isInstanceOf(Answered.class);
        stop();
        for (int more : List.of(MOST + 1, 1000 * MOST)) {
            Counterparty peer = serve(swv(), 200, "text/plain", new byte[more]);
            assertThat(http.get(peer, "/peer/v1/x")).isEqualTo(new TooLarge(MOST));
            stop();
        }
    }

    /** Its first octets come in time, and the rest never. */
    @Test
    void gives_up_on_a_counterparty_that_begins_to_answer_and_does_not_end() throws Exception {
        PeerHttp hasty =
                new PeerHttp(
                        PartyFixture.keys(PartyFixture.files(PartyFixture.RBL)),
                        PartyFixture.trust(),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(2),
                        MOST,
                        Clock.systemUTC());
        Counterparty peer = serve(swv(), BEGINS, "text/plain", new byte[10]);
        assertThat(hasty.get(peer, "/peer/v1/x")).isInstanceOf(Unreachable.class);
    }

    @Test
    void gives_up_on_a_counterparty_that_is_down_or_silent() throws Exception {
        Counterparty peer = serve(swv(), 0, "text/plain", new byte[0]);
        assertThat(http.get(peer, "/peer/v1/x")).isInstanceOf(Unreachable.class);
        stop();
        assertThat(http.get(peer, "/peer/v1/x")).isInstanceOf(Unreachable.class);
    }

    @Test
    void calls_nothing_outside_the_peer_interface() {
        Counterparty peer =
                new Counterparty(
                        PartyFixture.SWV, "SWV", PartyRole.SWV_PO, URI.create("https://localhost"));
        assertThatIllegalArgumentException().isThrownBy(() -> http.get(peer, "/v1/convenants"));
        assertThatIllegalArgumentException().isThrownBy(() -> http.get(peer, ".evil/peer/v1/x"));
    }

    @Test
    void takes_only_a_bare_https_address() {
        for (String url :
                List.of("http://localhost", "https://localhost/path", "https://h?q", "https:///")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () ->
                                    new Counterparty(
                                            PartyFixture.SWV,
                                            "SWV",
                                            PartyRole.SWV_PO,
                                            URI.create(url)));
        }
    }

    private static DemoAuthority.Issued swv() {
        return issue(PartyFixture.SWV.value());
    }

    private static DemoAuthority.Issued issue(@Nullable String oin) {
        return PartyFixture.AUTHORITY.issue(oin, "Server");
    }

    /** A server that demands a client certificate; status 0 means that it never answers. */
    private Counterparty serve(
            DemoAuthority.Issued certificate, int status, String contentType, byte[] body)
            throws Exception {
        HttpsServer started =
                HttpsServer.create(new InetSocketAddress(InetAddress.getByName("0.0.0.0"), 0), 0);
        server = started;
        SSLContext context = context(certificate);
        started.setHttpsConfigurator(
                new HttpsConfigurator(context) {
                    @Override
                    public void configure(HttpsParameters parameters) {
                        SSLParameters ssl = context.getDefaultSSLParameters();
                        ssl.setNeedClientAuth(true);
                        parameters.setSSLParameters(ssl);
                    }
                });
        started.createContext(
                "/",
                exchange -> {
                    received.add(describe(exchange));
                    exchange.getResponseHeaders().add("Content-Type", contentType);
                    if (status == 302) {
                        exchange.getResponseHeaders().add("Location", "https://localhost/");
                    }
                    if (status == BEGINS) {
                        exchange.sendResponseHeaders(200, 2L * body.length);
                        exchange.getResponseBody().write(body);
                        exchange.getResponseBody().flush();
                    }
                    if (status > 0) {
                        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
                        exchange.getResponseBody().write(body);
                        exchange.close();
                    }
                });
        started.start();
        return new Counterparty(
                PartyFixture.SWV,
                "SWV",
                PartyRole.SWV_PO,
                URI.create("https://localhost:" + started.getAddress().getPort()));
    }

    private static String describe(HttpExchange exchange) throws IOException {
        var session = ((HttpsExchange) exchange).getSSLSession();
        Oin caller =
                CertificateOin.of((X509Certificate) session.getPeerCertificates()[0]).orElseThrow();
        return String.join(
                " ",
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")),
                caller.value(),
                session.getProtocol(),
                new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    }

    private static SSLContext context(DemoAuthority.Issued certificate) throws Exception {
        char[] none = "none".toCharArray();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, none);
        keys.setKeyEntry(
                "server", certificate.key(), none, certificate.chain().toArray(Certificate[]::new));
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("PKIX");
        keyManagers.init(keys, none);
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(PartyFixture.AUTHORITY.trust());
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(keyManagers.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
