package nl.sluitend.party;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLException;
import nl.sluitend.NodeClient;
import nl.sluitend.TestNode;
import nl.sluitend.demo.DemoAuthority;
import org.junit.jupiter.api.Test;

@QuarkusTest
final class PeerIdentityTest {

    private static final String ECHO = "/peer/v1/test-echo";
    private static final String TYPE = "urn:sluitend:problem:";

    @Inject KeyRing keys;
    @Inject OwnParty own;

    @Test
    void tells_who_calls_from_the_client_certificate() {
        NodeClient.givenPeer()
                .get(ECHO)
                .then()
                .statusCode(200)
                .body(equalTo(TestNode.PEER_OIN + " SWV_PO"));
    }

    @Test
    void demands_a_client_certificate_however_the_path_is_spelled() {
        for (String path : new String[] {ECHO, "/peer/v1//test-echo", "/peer/v1/%74est-echo"}) {
            NodeClient.given()
                    .urlEncodingEnabled(false)
                    .get(path)
                    .then()
                    .statusCode(401)
                    .contentType("application/problem+json")
                    .body("type", equalTo(TYPE + "client-certificate-missing"));
        }
    }

    @Test
    void demands_it_there_alone() {
        NodeClient.given().get("/v1/openapi.json").then().statusCode(200);
    }

    @Test
    void refuses_a_certificate_without_oin() {
        NodeClient.givenPeer(TestNode.AUTHORITY.issue(null, "No OIN"))
                .get(ECHO)
                .then()
                .statusCode(403)
                .body("type", equalTo(TYPE + "oin-missing"));
    }

    @Test
    void refuses_a_party_that_is_not_configured() {
        NodeClient.givenPeer(TestNode.AUTHORITY.issue("00000099000000009000", "Unknown"))
                .get(ECHO)
                .then()
                .statusCode(403)
                .body("type", equalTo(TYPE + "unknown-counterparty"));
    }

    @Test
    void lets_tls_refuse_another_authority_and_an_expired_certificate() {
        DemoAuthority stranger = new DemoAuthority("Sluitend test authority");
        assertTlsRefuses(stranger.issue(TestNode.PEER_OIN, TestNode.PEER_NAME));
        Instant now = Instant.now();
        assertTlsRefuses(
                TestNode.AUTHORITY.issue(
                        TestNode.PEER_OIN,
                        TestNode.PEER_NAME,
                        now.minus(Duration.ofDays(2)),
                        now.minus(Duration.ofDays(1))));
    }

    @Test
    void opens_the_keys_of_this_party_at_start() {
        assertThat(own.oin().value()).isEqualTo(TestNode.OIN);
        assertThat(CertificateOin.of(keys.signingChain().getFirst())).contains(own.oin());
    }

    @Test
    void recognises_every_resource_of_the_peer_interface() {
        @Path("peer/v1/x")
        class Without {}
        @Path("/peer/v10")
        class Longer {}
        @Path("/v1/peer/v1")
        class Elsewhere {}
        assertThat(PeerIdentity.isPeerResource(Without.class)).isTrue();
        assertThat(PeerIdentity.isPeerResource(PeerEcho.class)).isTrue();
        assertThat(PeerIdentity.isPeerResource(Longer.class)).isFalse();
        assertThat(PeerIdentity.isPeerResource(Elsewhere.class)).isFalse();
        assertThat(PeerIdentity.isPeerResource(String.class)).isFalse();
    }

    /** In TLS 1.3 the refusal follows the client's handshake: an alert, or a closed connection. */
    private static void assertTlsRefuses(DemoAuthority.Issued client) {
        assertThatThrownBy(() -> NodeClient.givenPeer(client).get(ECHO))
                .isInstanceOfAny(SSLException.class, SocketException.class);
    }
}
