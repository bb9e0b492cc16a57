package nl.sluitend.reconciliation;

import static nl.sluitend.reconciliation.PeerAssertions.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.SecurityAttribute;
import io.quarkus.test.security.TestSecurity;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import nl.sluitend.NodeClient;
import nl.sluitend.psi.Phase;
import nl.sluitend.psi.RefusalType;
import org.junit.jupiter.api.Test;

/** What a counterpart spends is counted and shown; limits and remarkable growth alert. */
@QuarkusTest
@TestSecurity(
        user = "tester",
        roles = {"convenant-manager", "privacy-officer", "case-worker", "registration-writer"},
        attributes = @SecurityAttribute(key = "azp", value = ReconciliationFixture.SOURCE))
class LedgerTest {

    @Inject ReconciliationFixture fixture;

    private static JsonPath get(String path) {
        return NodeClient.given().get(path).then().statusCode(200).extract().jsonPath();
    }

    private static List<String> alerts(String about) {
        return get("/v1/alerts").getList("findAll { it.about == '" + about + "' }.kind");
    }

    @Test
    void aBrokenOffAttemptIsSpentAndALimitAlerts() throws Exception {
        ScriptedPeer peer = fixture.peerWith(1000, 1, 80, 81);
        String convenant = peer.convenant.hash();
        String entry = "find { it.convenant == '" + convenant + "' }.";
        assertThat(get("/v1/ledger").getInt(entry + "attemptsToday")).isZero();

        peer.reachEvaluating();
        peer.evaluateRound(0);
        peer.abort(Phase.EVALUATING).then().statusCode(204);

        JsonPath ledger = get("/v1/ledger");
        assertThat(ledger.getInt(entry + "attemptsToday")).isEqualTo(1);
        assertThat(ledger.getInt(entry + "attemptsPerDay")).isEqualTo(1);
        assertThat(ledger.getLong(entry + "elements")).isEqualTo(2);
        assertThat(alerts(convenant)).isEmpty();

        ScriptedPeer second =
                peer.next("PGN", Optional.empty(), ReconciliationFixture.keys(80, 81));
        assertRefused(second.postOffer(second.offer()), RefusalType.LIMIT_EXCEEDED);
        assertThat(alerts(convenant)).containsExactly("limit-reached");
        assertThat(fixture.leafKinds(convenant)).endsWith("refusal");
    }

    @Test
    void aListThatGrowsRemarkablyAlerts() throws Exception {
        ScriptedPeer peer = fixture.peer(80);
        peer.reachEvaluating();
        peer.evaluateAll();
        peer.agree(peer.result());
        String convenant = peer.convenant.hash();
        assertThat(alerts(convenant)).isEmpty();

        ScriptedPeer larger =
                peer.next(
                        "PGN",
                        Optional.empty(),
                        ReconciliationFixture.keys(IntStream.range(80, 110).toArray()));
        larger.postOffer(larger.offer()).then().statusCode(200);

        assertThat(alerts(convenant)).containsExactly("list-grows");
    }

    @Test
    void growthIsRemarkableByAJumpOrByAClimbAndNeverBelowTheFloor() {
        assertThat(Growth.isRemarkable(List.of(), 5000)).isFalse();
        assertThat(Growth.isRemarkable(List.of(84), 108)).isFalse();
        assertThat(Growth.isRemarkable(List.of(84), 109)).isTrue();
        assertThat(Growth.isRemarkable(List.of(200, 160), 250)).isFalse();
        assertThat(Growth.isRemarkable(List.of(200, 160), 251)).isTrue();
        assertThat(Growth.isRemarkable(List.of(1020, 1010, 1000), 1025)).isTrue();
        assertThat(Growth.isRemarkable(List.of(1020, 1010, 1001), 1025)).isFalse();
        assertThat(Growth.isRemarkable(List.of(1020, 1020, 1000), 1025)).isFalse();
    }
}
