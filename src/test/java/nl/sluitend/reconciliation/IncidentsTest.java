package nl.sluitend.reconciliation;

import static nl.sluitend.reconciliation.WithdrawalSteps.alerts;
import static nl.sluitend.reconciliation.WithdrawalSteps.ended;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.SecurityAttribute;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.sluitend.NodeClient;
import nl.sluitend.disclosure.NodeLog;
import nl.sluitend.party.Alerts;
import org.junit.jupiter.api.Test;

/** The clock of art. 33 AVG, and what was decided before it ended. */
@QuarkusTest
@TestSecurity(
        user = "petra",
        roles = {
            "registration-writer",
            "outcome-reader",
            "convenant-manager",
            "case-worker",
            "privacy-officer"
        },
        attributes = @SecurityAttribute(key = "azp", value = ReconciliationFixture.SOURCE))
class IncidentsTest {

    @Inject ReconciliationFixture fixture;
    @Inject NodeLog nodeLog;
    @Inject Alerts alerts;
    @Inject Transactions transactions;

    private UUID incident(String reference, int pupil) throws Exception {
        fixture.register(reference, pupil);
        ScriptedPeer peer = ended(fixture.peer(pupil));
        String convenant = peer.convenant.hash();
        String number = String.valueOf(fixture.last(convenant, reference).get("casusnummer"));
        return UUID.fromString(
                WithdrawalSteps.withdraw(convenant, number)
                        .statusCode(201)
                        .extract()
                        .jsonPath()
                        .getString("incident"));
    }

    private void watchAfter(Duration time) {
        new Incidents(
                        fixture.sql(),
                        nodeLog,
                        alerts,
                        transactions,
                        Clock.offset(Clock.systemUTC(), time))
                .watch();
    }

    private static ValidatableResponse decide(UUID id, Map<String, Object> body) {
        return NodeClient.given()
                .contentType("application/json")
                .body(body)
                .post("/v1/incidents/" + id + "/_decide")
                .then();
    }

    @Test
    void an_alert_tells_before_the_term_ends_and_another_when_it_has() throws Exception {
        UUID id = incident("klok", 740);
        watchAfter(Duration.ofHours(47));
        assertThat(alerts(id)).containsExactly("incident-open");
        watchAfter(Duration.ofHours(49));
        assertThat(alerts(id)).containsExactlyInAnyOrder("incident-open", "incident-due");
        watchAfter(Duration.ofHours(73));
        assertThat(alerts(id))
                .containsExactlyInAnyOrder("incident-open", "incident-due", "incident-overdue");
    }

    @Test
    void what_was_decided_is_kept_logged_and_stops_the_clock() throws Exception {
        UUID id = incident("besloten", 741);
        decide(id, Map.of())
                .statusCode(400)
                .body("errors.field", equalTo(List.of("/decision", "/reason")));
        decide(id, Map.of("decision", "REPORTED", "reason", "leerling " + 999_990_019))
                .statusCode(400)
                .body("errors.field", equalTo(List.of("/reason")));
        decide(id, Map.of("decision", "NOT_REPORTED", "reason", "geen risico: alleen een datum"))
                .statusCode(200)
                .body("decision", equalTo("NOT_REPORTED"))
                .body("explanation", equalTo("geen risico: alleen een datum"));
        decide(id, Map.of("decision", "REPORTED", "reason", "toch wel"))
                .statusCode(409)
                .body("type", equalTo("urn:sluitend:problem:incident-decided"));
        decide(UUID.randomUUID(), Map.of("decision", "REPORTED", "reason", "x")).statusCode(404);
        watchAfter(Duration.ofHours(73));
        assertThat(alerts(id)).containsExactly("incident-open");
        assertThat(
                        fixture.sql()
                                .list(
                                        "SELECT convert_from(entry, 'UTF8') AS e FROM disclosure_leaf"
                                                + " WHERE kind = 'incident' ORDER BY logged_at DESC"
                                                + " LIMIT 5",
                                        row -> row.getString("e")))
                .anyMatch(entry -> entry.contains(id.toString()) && entry.contains("opened"))
                .anyMatch(entry -> entry.contains(id.toString()) && entry.contains("NOT_REPORTED"));
    }

    @Test
    @TestSecurity(user = "fatima", roles = "fg")
    void the_fg_sees_incidents_and_decides_nothing() {
        NodeClient.given().get("/v1/incidents").then().statusCode(200);
        decide(UUID.randomUUID(), Map.of()).statusCode(403);
    }
}
