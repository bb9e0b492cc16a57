package nl.sluitend.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.SecurityAttribute;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.NodeClient;
import org.junit.jupiter.api.Test;

/** Finding 11: a counterpart under a second exponent shows itself by matches that vanish. */
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
class VanishedMatchesTest {

    @Inject ReconciliationFixture fixture;

    @Test
    void finding11OverAFifthAndThreeAtLeastIsAlarming() {
        assertThat(VanishedMatches.isAlarming(2, 2)).isFalse();
        assertThat(VanishedMatches.isAlarming(3, 14)).isTrue();
        assertThat(VanishedMatches.isAlarming(3, 15)).isFalse();
        assertThat(VanishedMatches.isAlarming(20, 100)).isFalse();
        assertThat(VanishedMatches.isAlarming(21, 100)).isTrue();
    }

    private static List<String> alerts(UUID session) {
        return NodeClient.given()
                .get("/v1/alerts")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("findAll { it.about == '" + session + "' }.kind");
    }

    @Test
    void finding11MatchesThatVanishWhileTheirPupilsAreStillHereRaiseTheAlarm() throws Exception {
        for (int i = 20; i < 24; i++) {
            fixture.register("vanish-" + i, i);
        }
        ScriptedPeer honest = fixture.peer(20, 21, 22, 23);
        honest.reachEvaluating();
        honest.evaluateAll();
        assertThat(honest.matches()).hasSize(4);
        honest.agree(honest.result());
        assertThat(alerts(honest.sid)).isEmpty();

        ScriptedPeer masked =
                honest.next("PGN", Optional.empty(), ReconciliationFixture.keys(40, 41, 42, 43));
        masked.reachEvaluating();
        masked.evaluateAll();
        assertThat(masked.matches()).isEmpty();
        masked.agree(masked.result());

        assertThat(alerts(masked.sid)).containsExactly("matches-vanished");
    }
}
