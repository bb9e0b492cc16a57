package nl.sluitend.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.SecurityAttribute;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import nl.sluitend.NodeClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestSecurity(
        user = "service-account-source-a",
        roles = {"registration-writer", "node-operator"},
        attributes = @SecurityAttribute(key = "azp", value = "source-a"))
class ImportTest {

    @BeforeEach
    void clear() {
        RegisterDatabase.clear();
    }

    static RequestSpecification csv(String mode) {
        return NodeClient.given()
                .contentType("text/csv")
                .queryParam("mode", mode)
                .queryParam("profile", "generic");
    }

    static ValidatableResponse send(RequestSpecification request, String list) {
        return request.body(list).post("/v1/registrations/_import").then();
    }

    @Test
    void validLinesAreStoredAndInvalidOnesReturnedWithEverythingThatIsWrong() {
        send(
                        csv("delta"),
                        TestPupils.list(0, 3)
                                + "ref-9,999900007,spijbelen,gisteren,VMBO,9901\n"
                                + TestPupils.line(1)
                                + "\n")
                .statusCode(200)
                .body("state", equalTo("completed"))
                .body("counts.lines", equalTo(5))
                .body("counts.created", equalTo(3))
                .body("counts.refused", equalTo(2))
                .body("answers.line", containsInAnyOrder(5, 5, 5, 6))
                .body(
                        "answers.field",
                        containsInAnyOrder("bsn", "category", "startDate", "reference"))
                .body("answers.severity[0]", equalTo("ERROR"));
        assertThat(RegisterDatabase.number("select count(*) from registration")).isEqualTo(3);
        assertThat(RegisterDatabase.number("select count(*) from keyed_point")).isEqualTo(3);
    }

    @Test
    void sameListAgainStoresNothingTwice() {
        send(csv("snapshot"), TestPupils.list(0, 5)).body("counts.created", equalTo(5));
        String before = RegisterDatabase.text("select r::text from registration r order by id");

        send(csv("snapshot"), TestPupils.list(0, 5))
                .statusCode(200)
                .body("counts.unchanged", equalTo(5))
                .body("counts.created", equalTo(0));
        assertThat(RegisterDatabase.text("select r::text from registration r order by id"))
                .isEqualTo(before);
    }

    @Test
    void sameRequestAgainIsAnsweredFromItsJob() {
        String key = "week-40";
        String first =
                send(csv("delta").header("Idempotency-Key", key), TestPupils.list(0, 2))
                        .statusCode(200)
                        .extract()
                        .asString();

        String again =
                send(csv("delta").header("Idempotency-Key", key), TestPupils.list(0, 2))
                        .statusCode(200)
                        .extract()
                        .asString();

        assertThat(again).isEqualTo(first);
        assertThat(RegisterDatabase.number("select count(*) from import_job")).isEqualTo(1);
        NodeClient.given()
                .get("/v1/imports/" + key)
                .then()
                .statusCode(200)
                .body("counts.created", equalTo(2));
        send(csv("snapshot").header("Idempotency-Key", key), TestPupils.list(0, 2))
                .statusCode(409)
                .body("type", equalTo("urn:sluitend:problem:idempotency-key-reused"));
    }

    @Test
    void snapshotEndsWhatIsMissingButNotWhatIsRefused() {
        send(csv("snapshot"), TestPupils.list(0, 20)).statusCode(200);

        String next = TestPupils.list(0, 18) + "ref-18,999900007,DREIGEND,2025-09-01,VMBO,9901\n";
        send(csv("snapshot").queryParam("date", "2025-10-06"), next)
                .body("state", equalTo("completed"))
                .body("counts.ended", equalTo(1))
                .body("counts.refused", equalTo(1));

        assertThat(
                        RegisterDatabase.text(
                                "select reference || ' ' || ended_on from registration"
                                        + " where ended_on is not null"))
                .isEqualTo("ref-19 2025-10-06\n");
    }

    @Test
    void snapshotLeavesTheListsOfOtherProfilesAlone() {
        send(csv("snapshot"), TestPupils.list(0, 3)).statusCode(200);

        send(
                        NodeClient.given()
                                .contentType("text/csv")
                                .queryParam("mode", "snapshot")
                                .queryParam("profile", "absoluut-verzuim"),
                        "referentie;bsn;begindatum\nA-1;" + TestPupils.bsn(7) + ";01-09-2025\n")
                .statusCode(200)
                .body("counts.created", equalTo(1))
                .body("counts.ended", equalTo(0))
                .body("state", equalTo("completed"));
    }

    @Test
    void snapshotThatWouldEndMoreThanATenthWaitsForAPerson() {
        send(csv("snapshot"), TestPupils.list(0, 20)).statusCode(200);

        send(csv("snapshot").header("Idempotency-Key", "big"), TestPupils.list(0, 17))
                .statusCode(200)
                .body("state", equalTo("waiting-for-consent"))
                .body("reason", equalTo("more-than-a-tenth-would-end"))
                .body("counts.toEnd", equalTo(3))
                .body("counts.ended", equalTo(0));
        assertThat(ended()).isZero();
        NodeClient.given().get("/v1/imports").then().statusCode(200).body("key", hasSize(1));

        consent("big").statusCode(200).body("counts.ended", equalTo(3));
        assertThat(ended()).isEqualTo(3);
        consent("big").statusCode(409);
    }

    @Test
    void dryRunCountsWhatWouldEndWithoutConsentApart() {
        send(csv("snapshot"), TestPupils.list(0, 10)).statusCode(200);
        send(csv("snapshot").queryParam("dryRun", "true"), TestPupils.list(0, 9))
                .body("counts.ended", equalTo(1))
                .body("counts.toEnd", equalTo(0));
    }

    @Test
    void registrationsThatComeBackDoNotMakeRoomForMoreEndings() {
        send(csv("snapshot"), TestPupils.list(0, 20)).statusCode(200);
        send(csv("snapshot").header("Idempotency-Key", "half"), TestPupils.list(0, 10));
        consent("half").body("counts.ended", equalTo(10));

        // Ten are active: two of them may not end unseen because ten others came back.
        send(csv("snapshot"), TestPupils.list(2, 20))
                .body("counts.changed", equalTo(10))
                .body("reason", equalTo("more-than-a-tenth-would-end"))
                .body("counts.toEnd", equalTo(2));
    }

    @Test
    void refusedConsentLeavesAllRegistrations() {
        send(csv("snapshot"), TestPupils.list(0, 4)).statusCode(200);
        send(csv("snapshot").header("Idempotency-Key", "big"), TestPupils.list(0, 2))
                .body("state", equalTo("waiting-for-consent"));

        NodeClient.given()
                .contentType("application/json")
                .body("{\"sourceSystem\":\"source-a\",\"consent\":false}")
                .post("/v1/imports/big/_consent")
                .then()
                .statusCode(200)
                .body("state", equalTo("completed"));
        assertThat(ended()).isZero();
    }

    private static ValidatableResponse consent(String key) {
        return NodeClient.given()
                .contentType("application/json")
                .body("{\"sourceSystem\":\"source-a\",\"consent\":true}")
                .post("/v1/imports/" + key + "/_consent")
                .then();
    }

    static long ended() {
        return RegisterDatabase.number(
                "select count(*) from registration where ended_on is not null");
    }

    @Test
    void lineWithoutReferenceKeepsASnapshotFromEnding() {
        send(csv("snapshot"), TestPupils.list(0, 20)).statusCode(200);

        send(csv("snapshot"), TestPupils.list(0, 19) + ",,DREIGEND,2025-09-01,VMBO,9901\n")
                .body("state", equalTo("waiting-for-consent"))
                .body("reason", equalTo("line-without-reference"));
        assertThat(ended()).isZero();
    }

    @Test
    void registrationThatComesBackIsThereAgain() {
        send(csv("snapshot"), TestPupils.list(0, 20)).statusCode(200);
        send(csv("snapshot"), TestPupils.list(0, 19)).body("counts.ended", equalTo(1));

        send(csv("snapshot"), TestPupils.list(0, 20)).body("counts.changed", equalTo(1));
        assertThat(ended()).isZero();
    }

    @Test
    void dryRunTellsWhatWouldHappenAndStoresNothing() {
        send(csv("snapshot"), TestPupils.list(0, 10)).statusCode(200);

        String next =
                TestPupils.list(0, 8).replaceFirst("VMBO", "HAVO")
                        + TestPupils.line(11)
                        + "\nref-12,999900007,DREIGEND,2025-09-01,VMBO,9901\n";
        send(csv("snapshot").queryParam("dryRun", "true"), next)
                .statusCode(200)
                .body("counts.created", equalTo(1))
                .body("counts.changed", equalTo(1))
                .body("counts.unchanged", equalTo(7))
                .body("counts.ended", equalTo(0))
                .body("counts.toEnd", equalTo(2))
                .body("reason", equalTo("more-than-a-tenth-would-end"))
                .body("state", equalTo("completed"))
                .body("counts.refused", equalTo(1));
        NodeClient.given().get("/v1/imports").then().body("key", hasSize(0));
        assertThat(RegisterDatabase.number("select count(*) from registration")).isEqualTo(10);
        assertThat(ended()).isZero();
    }

    @Test
    void ndjsonIsReadToo() {
        NodeClient.given()
                .contentType("application/x-ndjson")
                .queryParam("mode", "delta")
                .queryParam("profile", "generic")
                .body(
                        """
                        {"reference":"n-1","bsn":"%s","category":"DREIGEND","startDate":"2025-09-01"}
                        {"reference":"n-2","bsn":"%s","category":"DREIGEND","startDate":"2025-09-01","x":1}
                        """
                                .formatted(TestPupils.bsn(1), TestPupils.bsn(2))
                                .getBytes(StandardCharsets.UTF_8))
                .post("/v1/registrations/_import")
                .then()
                .statusCode(200)
                .body("counts.created", equalTo(1))
                .body("counts.refused", equalTo(1))
                .body("answers[0].line", equalTo(2));
    }

    @Test
    void emptyMalformedAndUnknownListsAreRefusedWithTheirReason() {
        send(csv("snapshot"), "\n").statusCode(400);
        send(csv("snapshot"), "reference,geheim\nr,1\n")
                .statusCode(400)
                .body("type", equalTo("urn:sluitend:problem:import-unreadable"))
                .body("errors.field", hasSize(3))
                .body(not(containsString("geheim")));
        send(csv("snapshot"), TestPupils.list(0, 2) + "\"ref-3\"x,1,2,3,4,5\n")
                .statusCode(400)
                .body("type", equalTo("urn:sluitend:problem:import-unreadable"));
        assertThat(ended()).isZero();
    }
}
