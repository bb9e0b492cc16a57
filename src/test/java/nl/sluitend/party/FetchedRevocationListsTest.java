package nl.sluitend.party;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import nl.sluitend.demo.DemoAuthority;
import nl.sluitend.party.TrustStore.Distrust;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists that an authority publishes on the web, at an address of ours or of the certificate. */
final class FetchedRevocationListsTest {

    private static final String OIN = "00000099000000001000";

    private final DemoAuthority authority = new DemoAuthority("Authority on the web");
    private final AtomicInteger asked = new AtomicInteger();
    private Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final Clock moving =
            new Clock() {
                @Override
                public ZoneOffset getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(java.time.ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    return now;
                }
            };
    private HttpServer server;
    private byte[] published = new byte[0];
    private int status = 200;
    private String host = "";

    @BeforeEach
    void publish() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    asked.incrementAndGet();
                    exchange.sendResponseHeaders(
                            status, published.length == 0 ? -1 : published.length);
                    exchange.getResponseBody().write(published);
                    exchange.close();
                });
        server.start();
        host = "localhost:" + server.getAddress().getPort();
        published = list(List.of(), now);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void fetches_the_list_that_the_certificate_names_from_a_host_that_is_allowed() {
        DemoAuthority.Issued party = issued();
        TrustStore trust = trust(List.of(), Set.of(host));
        assertThat(trust.distrust(party.chain(), now)).isEmpty();
        assertThat(asked).hasValue(1);
        published = list(List.of(party.chain().getFirst()), now);
        assertThat(trust.distrust(party.chain(), now)).isEmpty();
        now = now.plus(Duration.ofMinutes(61));
        assertThat(trust.distrust(party.chain(), now)).contains(Distrust.REVOKED);
        assertThat(asked).hasValue(2);
    }

    @Test
    void fetches_nothing_from_a_host_that_is_not_allowed_and_fails_closed() {
        DemoAuthority.Issued party = issued();
        assertThat(trust(List.of(), Set.of("localhost:1")).distrust(party.chain(), now))
                .contains(Distrust.REVOKED);
        assertThat(asked).hasValue(0);
    }

    @Test
    void fetches_the_address_that_the_settings_name() {
        DemoAuthority.Issued party = authority.issue(OIN, "RBL");
        URI address = URI.create("http://" + host + "/list.crl");
        assertThat(trust(List.of(address), Set.of()).distrust(party.chain(), now)).isEmpty();
        published = list(List.of(party.chain().getFirst()), now);
        assertThat(trust(List.of(address), Set.of()).distrust(party.chain(), now))
                .contains(Distrust.REVOKED);
    }

    @Test
    void keeps_the_last_list_while_the_authority_is_away_until_its_end_and_then_fails_closed() {
        DemoAuthority.Issued party = issued();
        TrustStore trust = trust(List.of(), Set.of(host));
        assertThat(trust.distrust(party.chain(), now)).isEmpty();
        status = 503;
        now = now.plus(Duration.ofHours(3));
        assertThat(trust.distrust(party.chain(), now)).isEmpty();
        now = now.plus(Duration.ofDays(1));
        assertThat(trust.distrust(party.chain(), now)).contains(Distrust.REVOKED);
    }

    @Test
    void takes_no_older_list_and_none_of_another_authority_or_without_form() {
        DemoAuthority.Issued party = issued();
        TrustStore trust = trust(List.of(), Set.of(host));
        published = list(List.of(party.chain().getFirst()), now);
        assertThat(trust.distrust(party.chain(), now)).contains(Distrust.REVOKED);
        published = list(List.of(), now.minusSeconds(3600));
        now = now.plus(Duration.ofHours(2));
        assertThat(trust.distrust(party.chain(), now)).contains(Distrust.REVOKED);
        TrustStore other = trust(List.of(), Set.of(host));
        published =
                new DemoAuthority("Authority on the web")
                        .revocationList(List.of(), now.minusSeconds(60), now.plusSeconds(3600));
        assertThat(other.distrust(party.chain(), now)).contains(Distrust.REVOKED);
        published = "no list".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        assertThat(trust(List.of(), Set.of(host)).distrust(party.chain(), now))
                .contains(Distrust.REVOKED);
    }

    private DemoAuthority.Issued issued() {
        authority.publishAt("http://" + host + "/list.crl");
        return authority.issue(OIN, "RBL");
    }

    private TrustStore trust(List<URI> addresses, Set<String> hosts) {
        return new TrustStore(
                List.of(authority.certificate()),
                new RevocationLists(List.of(), addresses, hosts, moving));
    }

    private byte[] list(List<X509Certificate> revoked, Instant since) {
        return authority.revocationList(
                revoked, since.minusSeconds(60), since.plus(Duration.ofDays(1)));
    }
}
