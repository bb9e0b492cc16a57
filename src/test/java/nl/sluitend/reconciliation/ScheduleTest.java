package nl.sluitend.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import nl.sluitend.NodeClient;
import nl.sluitend.convenant.Convenants;
import nl.sluitend.party.Alerts;
import nl.sluitend.party.OwnParty;
import org.junit.jupiter.api.Test;

/** Runs that start by themselves, as the convenant says: weekly here. */
@QuarkusTest
@RolesOfSystems
class ScheduleTest {

    @Inject ReconciliationFixture fixture;
    @Inject Convenants convenants;
    @Inject RunOperations operations;
    @Inject Runs runs;
    @Inject Alerts alerts;
    @Inject OwnParty own;

    private void after(Duration time, String convenant) {
        new Schedule(
                        convenants,
                        operations,
                        runs,
                        alerts,
                        own,
                        Clock.offset(Clock.systemUTC(), time))
                .startIfDue(convenants.find(convenant).orElseThrow().convenant());
    }

    private static List<String> states(String convenant) {
        JsonPath all = NodeClient.given().get("/v1/runs").then().extract().jsonPath();
        return all.getList("findAll { it.convenant == '" + convenant + "' }.state");
    }

    private static void stop(String convenant) {
        JsonPath all = NodeClient.given().get("/v1/runs").then().extract().jsonPath();
        String id = all.getString("find { it.convenant == '" + convenant + "' }.id");
        NodeClient.given().post("/v1/runs/" + id + "/_stop").then().statusCode(200);
    }

    @Test
    void theNextRunStartsWhenItsIntervalIsOver() throws Exception {
        ScriptedPeer peer = fixture.peer(90);
        String convenant = peer.convenant.hash();
        after(Duration.ofDays(8), convenant);
        assertThat(states(convenant)).as("a person starts the first").isEmpty();
        peer.reachEvaluating();
        peer.evaluateAll();
        peer.agree(peer.result());

        after(Duration.ofDays(6), convenant);
        assertThat(states(convenant)).containsExactly("COMPLETED");

        after(Duration.ofDays(8), convenant);
        assertThat(states(convenant)).containsExactly("RUNNING", "COMPLETED");
        after(Duration.ofDays(8), convenant);
        assertThat(states(convenant)).as("one at a time").hasSize(2);
        stop(convenant);
    }

    @Test
    void aRunThatFailedIsTriedAgainAfterADay() throws Exception {
        ScriptedPeer peer = fixture.peer(91);
        String convenant = peer.convenant.hash();
        peer.reachLists();
        peer.putChunk(0, new byte[32]);
        assertThat(states(convenant)).containsExactly("FAILED");

        after(Duration.ofHours(23), convenant);
        assertThat(states(convenant)).hasSize(1);
        after(Duration.ofHours(25), convenant);
        assertThat(states(convenant)).containsExactly("RUNNING", "FAILED");
        stop(convenant);
    }

    /** The node has the lower OIN, and would start any other run. */
    @Test
    void whereTheCounterpartyAloneAsksTheNodeStartsNothing() throws Exception {
        ScriptedAsker asker = fixture.asker(1190);
        String convenant = asker.convenant.hash();
        asker.reachEvaluating();
        asker.fetchAnswers(MessageCodec.OFFER.decode(asker.nodeOffer).n());
        asker.settle(asker.result());

        after(Duration.ofDays(8), convenant);
        assertThat(states(convenant)).containsExactly("COMPLETED");
        assertThat(
                        fixture.sql()
                                .list(
                                        "SELECT kind FROM alert WHERE about = ?",
                                        row -> row.getString("kind"),
                                        convenant))
                .isEmpty();
    }
}
