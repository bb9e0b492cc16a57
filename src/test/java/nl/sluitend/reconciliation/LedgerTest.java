package nl.sluitend.reconciliation;

import static nl.sluitend.reconciliation.PeerAssertions.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.SecurityAttribute;
import io.quarkus.test.security.TestSecurity;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
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
        ScriptedPeer peer = fixture.peerWith(1000, 3, 80, 81, 82, 83);
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
    void evaluatedPupilsArePaidForWhateverBecomesOfTheSessionAndTooManyAreRefused()
            throws Exception {
        ScriptedPeer peer = spent(998);
        String convenant = peer.convenant.hash();
        String entry = "find { it.convenant == '" + convenant + "' }.";
        JsonPath ledger = get("/v1/ledger");
        assertThat(ledger.getLong(entry + "evaluated")).isEqualTo(998);
        assertThat(ledger.getInt(entry + "maxEvaluated")).isEqualTo(1000);
        assertThat(ledger.getInt(entry + "evaluatedDays")).isEqualTo(30);

        assertRefused(offered(peer, 80, 81, 82), RefusalType.LIMIT_EXCEEDED);
        assertThat(alerts(convenant)).containsExactly("limit-reached");
        assertThat(fixture.leafKinds(convenant)).endsWith("refusal");
        assertThat(fixture.lastLeaf(convenant)).contains("EVALUATED_PER_PERIOD", convenant);

        offered(peer, 80, 81).then().statusCode(200);
    }

    @Test
    void whatWasEvaluatedBeforeThePeriodDoesNotCount() throws Exception {
        ScriptedPeer peer = spent(1000);
        assertRefused(offered(peer, 80), RefusalType.LIMIT_EXCEEDED);
        fixture.sql()
                .run(
                        "UPDATE ledger SET charged = charged - interval '31 days' WHERE convenant ="
                                + " ?",
                        peer.convenant.hash());
        offered(peer, 80, 81).then().statusCode(200);
    }

    @Test
    void whatWasEvaluatedGoesOnCountingWhenTheConvenantIsAmended() throws Exception {
        ScriptedPeer amended = fixture.amended(fixture.amended(spent(998), 850), 850, 851, 852);
        String entry = "find { it.convenant == '" + amended.convenant.hash() + "' }.";
        JsonPath ledger = get("/v1/ledger");
        assertThat(ledger.getLong(entry + "evaluated")).isEqualTo(998);
        assertThat(ledger.getLong(entry + "elements")).isZero();

        assertRefused(amended.postOffer(amended.offer()), RefusalType.LIMIT_EXCEEDED);
        assertThat(fixture.lastLeaf(amended.convenant.hash())).contains("EVALUATED_PER_PERIOD");
        offered(amended, 850, 851).then().statusCode(200);
    }

    @Test
    void whatWasEvaluatedUnderAnotherConvenantOfTheSamePartiesDoesNotCount() throws Exception {
        spent(1000);
        ScriptedPeer other = fixture.peerEvaluating(1000, 850, 851);

        other.postOffer(other.offer()).then().statusCode(200);
    }

    /** A peer that broke off a session after a list of this length was evaluated for it. */
    private ScriptedPeer spent(int elements) throws Exception {
        ScriptedPeer peer = fixture.peerEvaluating(1000, 80, 81);
        String entry = "find { it.convenant == '" + peer.convenant.hash() + "' }.";
        peer.reachEvaluating();
        assertThat(get("/v1/ledger").getLong(entry + "evaluated")).isZero();
        peer.evaluateRound(0);
        peer.abort(Phase.EVALUATING).then().statusCode(204);
        assertThat(get("/v1/ledger").getLong(entry + "evaluated")).isEqualTo(2);
        fixture.sql()
                .run(
                        "UPDATE ledger SET elements = ? WHERE convenant = ?",
                        elements,
                        peer.convenant.hash());
        return peer;
    }

    private static Response offered(ScriptedPeer peer, int... pupils) {
        ScriptedPeer next = peer.next("PGN", Optional.empty(), ReconciliationFixture.keys(pupils));
        return next.postOffer(next.offer());
    }

    @Test
    void aSecondCountOfAListThatDidNotGrowIsAllowedAndOneOfALongerListIsNot() throws Exception {
        fixture.forgetCounts();
        List<List<byte[]>> groups =
                List.of(
                        ReconciliationFixture.keys(IntStream.range(540, 560).toArray()),
                        ReconciliationFixture.keys(IntStream.range(560, 580).toArray()));
        ScriptedCounter first = fixture.counter(groups);
        first.reachEvaluating();
        first.fetchAnswers();
        first.agree(first.result());
        fixture.sql()
                .run(
                        "UPDATE ledger SET charged = charged - interval '61 days' WHERE mode ="
                                + " 'COUNTS'");
        ScriptedCounter second = fixture.counter(groups);
        second.postOffer(second.offer()).then().statusCode(200);

        fixture.sql().run("UPDATE ledger SET elements = 1 WHERE mode = 'COUNTS'");
        ScriptedCounter grown = fixture.counter(groups);
        Response refused = grown.postOffer(grown.offer());
        assertRefused(refused, RefusalType.LIMIT_EXCEEDED);
        assertThat(refused.jsonPath().getString("detail")).contains("may grow by 25 pupils");
        fixture.forgetCounts();
    }

    @Test
    void growthIsRemarkableByAJumpOrByAClimbAndNeverBelowTheFloor() {
        assertThat(Growth.isRemarkable(List.of(), 5000, 25)).isFalse();
        assertThat(Growth.isRemarkable(List.of(84), 108, 25)).isFalse();
        assertThat(Growth.isRemarkable(List.of(84), 109, 25)).isTrue();
        assertThat(Growth.isRemarkable(List.of(200, 160), 250, 25)).isFalse();
        assertThat(Growth.isRemarkable(List.of(200, 160), 251, 25)).isTrue();
        assertThat(Growth.isRemarkable(List.of(1020, 1010, 1000), 1025, 25)).isTrue();
        assertThat(Growth.isRemarkable(List.of(1020, 1010, 1001), 1025, 25)).isFalse();
        assertThat(Growth.isRemarkable(List.of(1020, 1020, 1000), 1025, 25)).isFalse();
        assertThat(Growth.isRemarkable(List.of(84), 109, 26)).isFalse();
    }
}
