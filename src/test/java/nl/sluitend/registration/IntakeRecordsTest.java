package nl.sluitend.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.SecurityAttribute;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.IntStream;
import nl.sluitend.NodeClient;
import nl.sluitend.identifier.Checked;
import nl.sluitend.identifier.Onderwijsnummer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What intake leaves behind for those who supervise it, and what it does not keep. */
@QuarkusTest
@TestSecurity(
        user = "olga-operator",
        roles = {"registration-writer", "outcome-reader", "node-operator", "fg"},
        attributes = @SecurityAttribute(key = "azp", value = "source-a"))
class IntakeRecordsTest {

    @Inject MeterRegistry meters;
    @Inject ImportRetention retention;

    @BeforeEach
    void clear() {
        RegisterDatabase.clear();
        RegisterDatabase.execute("delete from alert");
    }

    private static ValidatableResponse post(String path, String body) {
        return NodeClient.given().contentType("application/json").body(body).post(path).then();
    }

    private static ValidatableResponse importList(String list) {
        return NodeClient.given()
                .contentType("text/csv")
                .queryParam("mode", "delta")
                .queryParam("profile", "generic")
                .body(list)
                .post("/v1/registrations/_import")
                .then();
    }

    /** The newest entry of that kind in the node log. */
    private static ValidatableResponse newest(String kind) {
        return NodeClient.given()
                .queryParam("kind", kind)
                .queryParam("limit", 1)
                .get("/v1/disclosures")
                .then()
                .statusCode(200);
    }

    @Test
    void vervangIsLoggedWithItsReasonAndWithoutANumber() {
        String onderwijsnummer =
                IntStream.range(0, 100)
                        .mapToObj("1000000%02d"::formatted)
                        .filter(n -> Onderwijsnummer.parse(n) instanceof Checked.Valid)
                        .findFirst()
                        .orElseThrow();
        post(
                        "/v1/registrations",
                        """
                        {"reference":"r-1","onderwijsnummer":"%s","category":"DREIGEND",
                         "startDate":"2025-09-01"}
                        """
                                .formatted(onderwijsnummer))
                .statusCode(200);
        String body = "{\"onderwijsnummer\":\"%s\",\"bsn\":\"%s\"%s}";

        post("/v1/registrations/_vervang", body.formatted(onderwijsnummer, TestPupils.bsn(3), ""))
                .statusCode(400)
                .body("errors.field", equalTo(List.of("/reason")));
        post(
                        "/v1/registrations/_vervang",
                        body.formatted(
                                onderwijsnummer,
                                TestPupils.bsn(3),
                                ",\"reason\":\"melding van BRP op 2026-03-02\""))
                .statusCode(204);

        newest("key-event")
                .body("items[0].log", equalTo("node"))
                .body("items[0].entry.detail.event", equalTo("vervang"))
                .body("items[0].entry.detail.sourceSystem", equalTo("source-a"))
                .body("items[0].entry.detail.registrations", equalTo(1))
                .body("items[0].entry.detail.reason", equalTo("melding van BRP op 2026-03-02"))
                .body(not(containsString(onderwijsnummer)))
                .body(not(containsString(TestPupils.bsn(3))));
    }

    @ParameterizedTest
    @CsvSource({
        "'',false",
        "eerste lijst van het jaar,true",
        "besluit van 2026-03-02 en 1-9-2025,true",
        "leerling 999900006,false",
        "leerling 9999.00.006,false",
        "'leerling 999 900 006',false",
        "'twee\nregels',false"
    })
    void reasonIsALineOfTextWithoutANumberOfAPupil(String reason, boolean accepted) {
        List<nl.sluitend.problem.FieldError> wrong = new java.util.ArrayList<>();

        assertThat(StatedReason.read(reason, wrong).isPresent()).isEqualTo(accepted);
        assertThat(wrong.isEmpty()).isEqualTo(accepted);
        assertThat(wrong.toString()).doesNotContain("999900006");
    }

    @Test
    void raisedQuotaIsLoggedWithWhoOldNewAndWhy() {
        post(
                        "/v1/sources/_quota",
                        "{\"sourceSystem\":\"source-a\",\"quota\":2500,\"reason\":\"eerste lijst\"}")
                .statusCode(200);

        String log =
                newest("configuration")
                        .body("items[0].entry.detail.changed", equalTo("quota"))
                        .body("items[0].entry.detail.sourceSystem", equalTo("source-a"))
                        .body("items[0].entry.detail.before", equalTo(1000))
                        .body("items[0].entry.detail.after", equalTo(2500))
                        .body("items[0].entry.detail.reason", equalTo("eerste lijst"))
                        .body(not(containsString("olga-operator")))
                        .extract()
                        .path("items[0].log");
        int index = newest("configuration").extract().path("items[0].index");
        NodeClient.given()
                .get("/v1/disclosures/" + log + "/" + index)
                .then()
                .statusCode(200)
                .body("personal.officer", equalTo("olga-operator"));
    }

    @ParameterizedTest
    @CsvSource({"true,3", "false,0"})
    void whoDecidesAboutTheEndingsOfASnapshotIsLogged(boolean consent, int ended) {
        ImportTest.send(ImportTest.csv("snapshot"), TestPupils.list(0, 20)).statusCode(200);
        ImportTest.send(
                        ImportTest.csv("snapshot").header("Idempotency-Key", "big"),
                        TestPupils.list(0, 17))
                .body("state", equalTo("waiting-for-consent"));

        post(
                        "/v1/imports/big/_consent",
                        "{\"sourceSystem\":\"source-a\",\"consent\":" + consent + "}")
                .statusCode(200);

        newest("configuration")
                .body("items[0].entry.detail.changed", equalTo("endings"))
                .body("items[0].entry.detail.sourceSystem", equalTo("source-a"))
                .body("items[0].entry.detail.consent", equalTo(consent))
                .body("items[0].entry.detail.registrations", equalTo(ended))
                .body(not(containsString("olga-operator")));
    }

    @Test
    void spentQuotaAlertsThePersonWhoSupervisesUntilHeTakesNote() {
        double before = meters.counter("sluitend.alerts", "kind", "quota-exceeded").count();
        importList(TestPupils.list(0, 1_100)).statusCode(429);
        importList(TestPupils.list(0, 1_100)).statusCode(429);

        assertThat(meters.counter("sluitend.alerts", "kind", "quota-exceeded").count())
                .isEqualTo(before + 2);
        String id =
                NodeClient.given()
                        .get("/v1/alerts")
                        .then()
                        .statusCode(200)
                        .body("kind", equalTo(List.of("quota-exceeded")))
                        .body("[0].about", equalTo("source-a"))
                        .body("[0].times", equalTo(2))
                        .body("[0].text", containsString("dagquotum van 1000"))
                        .extract()
                        .path("[0].id");

        post("/v1/alerts/" + id + "/_acknowledge", "").statusCode(204);
        post("/v1/alerts/" + id + "/_acknowledge", "").statusCode(404);
        NodeClient.given().get("/v1/alerts").then().body("id", hasSize(0));
        NodeClient.given()
                .get("/v1/alerts?all=true")
                .then()
                .body("acknowledgedBy", hasItem("olga-operator"));

        importList(TestPupils.list(0, 1_100)).statusCode(429);
        NodeClient.given().get("/v1/alerts").then().body("[0].times", equalTo(1));
    }

    @Test
    void oneByOneTheQuotaHoldsToo() {
        RegisterDatabase.execute(
                "insert into quota_use (source_system, day, kind, used) select 'source-a',"
                        + " (now() at time zone 'Europe/Amsterdam')::date, 'PGN', 1000");

        post(
                        "/v1/registrations",
                        """
                        {"reference":"r-1","bsn":"%s","category":"DREIGEND","startDate":"2025-09-01"}
                        """
                                .formatted(TestPupils.bsn(0)))
                .statusCode(429);
        NodeClient.given().get("/v1/alerts").then().body("about", equalTo(List.of("source-a")));
    }

    @Test
    void exportHoldsWhatIsStoredOfTheOwnListAndNothingThatASpreadsheetWouldRun() {
        importList(
                        "reference,bsn,category,startDate,lead\n"
                                + "=1+1,%s,DREIGEND,2025-09-01,RBL\n".formatted(TestPupils.bsn(0))
                                + "@x,%s,DREIGEND,2025-09-01,\n".formatted(TestPupils.bsn(1))
                                + "+31,%s,DREIGEND,2025-09-01,\n".formatted(TestPupils.bsn(2))
                                + "-2,%s,DREIGEND,2025-09-01,\n".formatted(TestPupils.bsn(3))
                                + "\"a,\"\"b\",%s,DREIGEND,2025-09-01,\n"
                                        .formatted(TestPupils.bsn(4))
                                + "\\N,%s,DREIGEND,2025-09-01,\n".formatted(TestPupils.bsn(5))
                                + "b\\t,%s,DREIGEND,2025-09-01,\n".formatted(TestPupils.bsn(6)))
                .body("counts.created", equalTo(7));
        RegisterDatabase.execute(
                "insert into registration (id, source_system, reference, profile, category,"
                        + " start_date, created_at, changed_at) values (gen_random_uuid(),"
                        + " 'source-b', 'theirs', 'generic', 'DREIGEND', '2025-09-01', now(),"
                        + " now())");

        String list =
                NodeClient.given()
                        .get("/v1/registrations/_export")
                        .then()
                        .statusCode(200)
                        .header("Content-Type", containsString("text/csv"))
                        .header("Cache-Control", "no-store")
                        .extract()
                        .asString();

        assertThat(list.lines().map(line -> line.replaceFirst(",generic.*", "")))
                .containsExactly(
                        "reference,profile,category,startDate,endDate,enrolled,schoolType,"
                                + "municipality,brin,source,offerDate,lead,ageBand,shielded,"
                                + "endedOn",
                        "'+31",
                        "'-2",
                        "'=1+1",
                        "'@x",
                        "\\N",
                        "\"a,\"\"b\"",
                        "b\\t");
        assertThat(list).contains("'=1+1,generic,DREIGEND,2025-09-01,,,,,,,,RBL,,false,\r\n");
        assertThat(list).doesNotContain("theirs").doesNotContain("9999");
        newest("consultation")
                .body("items[0].entry.detail.consulted", equalTo("export"))
                .body("items[0].entry.detail.registrations", equalTo(7));
    }

    @Test
    void importsThatEndedLongAgoAreRemovedWithTheirAnswersAndTheRegistrationsStay() {
        for (String[] job :
                new String[][] {
                    {"old", "COMPLETED", "91"},
                    {"failed", "FAILED", "91"},
                    {"recent", "COMPLETED", "89"},
                    {"waiting", "WAITING_FOR_CONSENT", "91"}
                }) {
            RegisterDatabase.execute(
                    ("insert into import_job (id, source_system, key, mode, profile, dry_run,"
                                    + " file_date, state, started_at, progress_at, finished_at)"
                                    + " values (gen_random_uuid(), 'source-a', '%s', 'DELTA',"
                                    + " 'generic', false, '2025-09-01', '%s', now(), now(),"
                                    + " now() - interval '%s days')")
                            .formatted(job[0], job[1], job[2]));
        }
        RegisterDatabase.execute(
                "insert into import_line_answer select id, 0, 2, 'bsn', 'ERROR', 'w', 'e' from"
                        + " import_job");
        post(
                        "/v1/registrations",
                        """
                        {"reference":"r-1","bsn":"%s","category":"DREIGEND","startDate":"2025-09-01"}
                        """
                                .formatted(TestPupils.bsn(0)))
                .statusCode(200);

        assertThat(retention.run()).isEqualTo(2);

        assertThat(RegisterDatabase.text("select key from import_job order by key"))
                .isEqualTo("recent\nwaiting\n");
        assertThat(RegisterDatabase.number("select count(*) from import_line_answer")).isEqualTo(2);
        assertThat(RegisterDatabase.number("select count(*) from registration")).isEqualTo(1);
        assertThat(retention.run()).isZero();
    }
}
