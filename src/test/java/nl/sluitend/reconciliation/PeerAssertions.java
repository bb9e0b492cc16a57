package nl.sluitend.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.RefusalType;

/** What a refused counterparty must see, and what must be left of its session. */
final class PeerAssertions {

    private PeerAssertions() {}

    static void assertRefused(Response answer, RefusalType type) {
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.jsonPath().getString("type"))
                .isEqualTo("urn:sluitend:problem:" + type.slug());
        assertThat(answer.statusCode()).isBetween(400, 413);
    }

    /** The session ended, the peer can fetch the signed abort, the log has it, nothing is shown. */
    static void assertEnded(
            ReconciliationFixture fixture, ScriptedPeer peer, String ending, RefusalType type) {
        assertThat(peer.state().getString("ending")).isEqualTo(ending);
        assertThat(reason(peer.state().getString("abort"))).isEqualTo(type.slug());
        assertThat(fixture.leafKinds(peer.convenant.hash())).endsWith("refusal", "session-end");
        assertThat(fixture.outcomes(peer.convenant.hash())).isEmpty();
    }

    /** Why a signed abort says that the session ended. */
    static String reason(String abort) {
        byte[] payload = Octets.ofBase64Url(abort.split("\\.", -1)[1]).toByteArray();
        try {
            return MessageCodec.ABORT.decode(payload).reason();
        } catch (InvalidMessageException e) {
            throw new AssertionError(e);
        }
    }
}
