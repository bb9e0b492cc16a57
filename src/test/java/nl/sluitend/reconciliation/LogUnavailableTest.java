package nl.sluitend.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.SecurityAttribute;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.function.Supplier;
import nl.sluitend.psi.Phase;
import org.junit.jupiter.api.Test;

/** The log cannot be written in the middle of a run: nothing is disclosed, and nothing is lost. */
@QuarkusTest
@TestSecurity(
        user = "tester",
        roles = {
            "registration-writer",
            "outcome-reader",
            "convenant-manager",
            "case-worker",
            "privacy-officer"
        },
        attributes = @SecurityAttribute(key = "azp", value = ReconciliationFixture.SOURCE))
class LogUnavailableTest {

    @Inject ReconciliationFixture fixture;

    /** Refused for now, with a problem that says why; the same message is accepted afterwards. */
    private Response refusedFirst(Supplier<Response> message) {
        assertRefused(fixture.whileTheLogCannotBeWritten(message));
        return message.get();
    }

    private static void evaluateAll(ScriptedPeer peer) {
        try {
            peer.evaluateAll();
        } catch (InvalidMessageException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertRefused(Response refused) {
        assertThat(refused.statusCode()).as(refused::asString).isEqualTo(503);
        assertThat(refused.jsonPath().getString("type"))
                .isEqualTo("urn:sluitend:problem:log-unavailable");
        assertThat(refused.asString()).contains("Nothing was disclosed");
    }

    @Test
    void everyStepThatIsLoggedWaitsForTheLog() throws Exception {
        fixture.register("log-anna", 5);
        ScriptedPeer peer = fixture.peer(5);
        String convenant = peer.convenant.hash();
        var offer = peer.offer();
        peer.nodeOffer = peer.open(refusedFirst(() -> peer.postOffer(offer)));
        peer.offersHash = nl.sluitend.psi.Offer.pairHash(peer.ownOffer, peer.nodeOffer);
        peer.sendList();
        peer.fetchList();

        byte[] leaf = peer.exposureLeaf(m -> m);
        var exposed = peer.exposed(leaf);
        Response answer =
                refusedFirst(
                        () -> {
                            Response given = peer.putExposure(exposed);
                            assertThat(peer.state().getInt("evaluatedSent")).isZero();
                            return given;
                        });
        peer.nodeLeaf = MessageCodec.EXPOSED.decode(peer.open(answer)).leafHash();

        // The node works its result out as soon as the last round is committed.
        assertRefused(
                fixture.whileTheLogCannotBeWritten(
                        () -> {
                            evaluateAll(peer);
                            return peer.putResult(peer.result());
                        }));
        var result = peer.result();
        byte[] nodeResult = peer.open(peer.putResult(result));
        var receipt = peer.receipt(result, nodeResult);
        refusedFirst(
                        () -> {
                            assertThat(fixture.outcomes(convenant)).isEmpty();
                            return peer.putReceipt(receipt);
                        })
                .then()
                .statusCode(200);

        assertThat(peer.state().getString("phase")).isEqualTo(Phase.COMPLETED.name());
        ShownMatches.await(convenant);
        assertThat(fixture.outcomes(convenant).get("log-anna")).containsEntry("outcome", "MATCHED");
        assertThat(fixture.leafKinds(convenant).stream().filter("exposure"::equals)).hasSize(1);
        assertThat(fixture.leafKinds(convenant)).endsWith("receipt", "session-end");
    }
}
