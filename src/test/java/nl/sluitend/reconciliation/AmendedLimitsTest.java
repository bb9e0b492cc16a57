package nl.sluitend.reconciliation;

import static nl.sluitend.reconciliation.PeerAssertions.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.SecurityAttribute;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.sluitend.demo.DemoFormalities;
import nl.sluitend.psi.Phase;
import nl.sluitend.psi.RefusalType;
import org.junit.jupiter.api.Test;

/** An amendment of a convenant gives nothing anew of what was spent before it. */
@QuarkusTest
@TestSecurity(
        user = "tester",
        roles = {"convenant-manager", "privacy-officer", "case-worker", "registration-writer"},
        attributes = @SecurityAttribute(key = "azp", value = ReconciliationFixture.SOURCE))
class AmendedLimitsTest {

    @Inject ReconciliationFixture fixture;

    private static Map<String, Object> caps(String name, int value) {
        Map<String, Integer> caps = new HashMap<>(DemoFormalities.caps(1000, 3));
        caps.put(name, value);
        if (name.equals("maxGrowthPercent")) {
            caps.put("growthFloor", 1);
        }
        return new HashMap<>(Map.of("caps", caps));
    }

    /** The members of the convenant that takes the place of the peer's, twice over. */
    private Map<String, Object> amended(ScriptedPeer before, Map<String, Object> members) {
        Map<String, Object> once = new HashMap<>(members);
        once.put("predecessor", before.convenant.hash());
        Map<String, Object> twice = new HashMap<>(members);
        twice.put("predecessor", fixture.peerUnder(once, 1210).convenant.hash());
        return twice;
    }

    private ScriptedPeer agreed(Map<String, Object> members) throws Exception {
        ScriptedPeer peer = fixture.peerUnder(members, 1210, 1211);
        peer.reachEvaluating();
        peer.evaluateAll();
        peer.agree(peer.result());
        return peer;
    }

    private void assertLimit(ScriptedPeer peer, String rule) {
        assertRefused(peer.postOffer(peer.offer()), RefusalType.LIMIT_EXCEEDED);
        assertThat(fixture.lastLeaf(peer.convenant.hash())).contains(rule);
    }

    @Test
    void aListThatGrewMoreThanAgreedIsRefused() throws Exception {
        Map<String, Object> members = caps("maxGrowthPercent", 10);
        Map<String, Object> amended = amended(agreed(members), members);

        assertLimit(fixture.peerUnder(amended, 1210, 1211, 1212, 1213), "MAX_GROWTH");
    }

    @Test
    void aListOfAnotherScopeMayBeLonger() throws Exception {
        Map<String, Object> members = caps("maxGrowthPercent", 10);
        Map<String, Object> amended = amended(agreed(members), members);
        amended.put(
                "scope",
                Map.of(
                        "period",
                        "SCHOOL_YEAR",
                        "sectors",
                        List.of("PO"),
                        "categories",
                        List.of("ABSOLUUT_VERZUIM")));

        ScriptedPeer peer = fixture.peerUnder(amended, 1210, 1211, 1212, 1213);
        peer.postOffer(peer.offer()).then().statusCode(200);
    }

    @Test
    void theDaysBetweenTwoRunsStillHaveToPass() throws Exception {
        Map<String, Object> members = caps("minDaysBetweenRuns", 7);
        Map<String, Object> amended = amended(agreed(members), members);

        assertLimit(fixture.peerUnder(amended, 1210, 1211), "DAYS_BETWEEN_RUNS");
    }

    @Test
    void theAttemptsOfADayAreNotGivenTwice() throws Exception {
        Map<String, Object> members = caps("attemptsPerDay", 1);
        ScriptedPeer before = fixture.peerUnder(members, 1210, 1211);
        before.reachEvaluating();
        before.evaluateRound(0);
        before.abort(Phase.EVALUATING).then().statusCode(204);

        assertLimit(fixture.peerUnder(amended(before, members), 1210, 1211), "ATTEMPTS_PER_DAY");
    }
}
