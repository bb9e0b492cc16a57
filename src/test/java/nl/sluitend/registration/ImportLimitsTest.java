package nl.sluitend.registration;

import static nl.sluitend.registration.ImportTest.csv;
import static nl.sluitend.registration.ImportTest.ended;
import static nl.sluitend.registration.ImportTest.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.SecurityAttribute;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import nl.sluitend.NodeClient;
import nl.sluitend.TestNode;
import nl.sluitend.party.KeyRing;
import nl.sluitend.psi.Octets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a source system cannot do with a list, and what an operator can. */
@QuarkusTest
@TestSecurity(
        user = "service-account-source-a",
        roles = {"registration-writer", "node-operator"},
        attributes = @SecurityAttribute(key = "azp", value = "source-a"))
class ImportLimitsTest {

    @Inject KeyRing keyRing;
    @Inject PupilPoints pupilPoints;

    @BeforeEach
    void clear() {
        RegisterDatabase.clear();
    }

    @Test
    void listWithTooManyLinesFailsAndEndsNothing() {
        send(csv("snapshot"), TestPupils.list(0, 5)).statusCode(200);

        String line = "ref-1,999900007,DREIGEND,2025-09-01,VMBO,9901\n";
        send(
                        csv("snapshot").header("Idempotency-Key", "long"),
                        TestPupils.HEADER + "\n" + line.repeat(TestNode.MAX_LINES + 1))
                .statusCode(413)
                .body("type", equalTo("urn:sluitend:problem:too-large"))
                .body("detail", containsString(TestNode.MAX_LINES + " lines"));

        NodeClient.given()
                .get("/v1/imports/long")
                .then()
                .body("state", equalTo("failed"))
                .body("reason", equalTo("too-large"));
        assertThat(ended()).isZero();
        send(csv("delta"), TestPupils.HEADER + "\n" + line.repeat(TestNode.MAX_LINES))
                .statusCode(200)
                .body("counts.refused", equalTo(TestNode.MAX_LINES));
    }

    @Test
    void pupilIsStillKnownByThePointsOfBeforeARotation() throws Exception {
        send(csv("delta"), TestPupils.list(0, 2)).statusCode(200);
        String reference =
                RegisterDatabase.text("select reference from registration limit 1").strip();
        String source =
                RegisterDatabase.text("select source_system from registration limit 1").strip();
        List<Octets> before = pupilPoints.points(source, reference);
        keyRing.addRegistrationSeed();
        rotate().statusCode(200).body("points", equalTo(2));

        List<Octets> after = pupilPoints.points(source, reference);

        assertThat(before).isNotEmpty();
        assertThat(after).containsAll(before).hasSizeGreaterThan(before.size());
        RegisterDatabase.execute("update keyed_point set mac = decode(repeat('00', 32), 'hex')");
        assertThat(pupilPoints.points(source, reference)).hasSize(1);
    }

    @Test
    void rotationAnswersHowManyPointsAreUnderTheNewKey() throws Exception {
        send(csv("delta"), TestPupils.list(0, 3)).statusCode(200);
        keyRing.addRegistrationSeed();

        rotate().statusCode(200).body("points", equalTo(3));
        rotate().statusCode(200).body("points", equalTo(0));
        assertThat(RegisterDatabase.number("select count(distinct rho_id) from keyed_point"))
                .isEqualTo(1);
        send(csv("delta"), TestPupils.list(0, 3)).body("counts.unchanged", equalTo(3));
    }

    @Test
    void quotaOfNewPupilsIsKeptAndCanBeRaisedForTheDay() {
        String list = TestPupils.list(0, 1_100);
        send(csv("delta").header("Idempotency-Key", "first"), list)
                .statusCode(429)
                .body("type", equalTo("urn:sluitend:problem:quota-exceeded"))
                .body("quota", equalTo(1000));
        assertThat(RegisterDatabase.number("select count(*) from registration")).isZero();
        NodeClient.given()
                .get("/v1/imports/first")
                .then()
                .body("state", equalTo("failed"))
                .body("reason", equalTo("quota-exceeded"));

        NodeClient.given()
                .contentType("application/json")
                .body("{\"sourceSystem\":\"source-a\",\"quota\":2000,\"reason\":\"eerste lijst\"}")
                .post("/v1/sources/_quota")
                .then()
                .statusCode(200)
                .body("quota", equalTo(2000));

        send(csv("delta").header("Idempotency-Key", "first"), list)
                .statusCode(200)
                .body("counts.created", equalTo(1100));
    }

    @Test
    void secondListOfASourceSystemWaitsItsTurn() {
        RegisterDatabase.execute(
                "insert into import_job (id, source_system, key, mode, profile, dry_run, file_date,"
                        + " state, started_at, progress_at) values (gen_random_uuid(), 'source-a',"
                        + " 'other', 'DELTA', 'generic', false, '2025-09-01', 'RUNNING', now(),"
                        + " now())");
        send(csv("delta"), TestPupils.list(0, 1))
                .statusCode(409)
                .body("type", equalTo("urn:sluitend:problem:import-running"));

        RegisterDatabase.execute(
                "update import_job set progress_at = now() - interval '10 minutes'");
        NodeClient.given().get("/v1/imports/other").then().body("state", equalTo("failed"));
        send(csv("delta"), TestPupils.list(0, 1)).statusCode(200);
    }

    @Test
    void parametersAreCheckedAllAtOnce() {
        NodeClient.given()
                .contentType("text/csv")
                .queryParam("mode", "alles")
                .queryParam("profile", "geen")
                .queryParam("dryRun", "misschien")
                .queryParam("date", "morgen")
                .header("Idempotency-Key", "met spatie")
                .body("x")
                .post("/v1/registrations/_import")
                .then()
                .statusCode(400)
                .body(
                        "errors.field",
                        containsInAnyOrder("mode", "profile", "dryRun", "date", "Idempotency-Key"));
    }

    @Test
    void otherMediaTypeIsNotTaken() {
        NodeClient.given()
                .contentType("application/xml")
                .queryParam("mode", "delta")
                .queryParam("profile", "generic")
                .body("<x/>")
                .post("/v1/registrations/_import")
                .then()
                .statusCode(415);
    }

    @Test
    void importOfAnotherSourceSystemIsNotFound() {
        RegisterDatabase.execute(
                "insert into import_job (id, source_system, key, mode, profile, dry_run, file_date,"
                        + " state, started_at, progress_at) values (gen_random_uuid(), 'source-b',"
                        + " 'theirs', 'DELTA', 'generic', false, '2025-09-01', 'COMPLETED', now(),"
                        + " now())");

        NodeClient.given().get("/v1/imports/theirs").then().statusCode(404);
    }

    private static ValidatableResponse rotate() {
        return NodeClient.given()
                .contentType("application/json")
                .post("/v1/registration-key/_rotate")
                .then();
    }
}
