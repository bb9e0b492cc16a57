package nl.sluitend.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import nl.sluitend.NodeClient;
import nl.sluitend.party.AuditRecord;
import nl.sluitend.party.AuditTrail;
import org.junit.jupiter.api.Test;

/** Who did what stands apart from what was done to whose data, and the two can be linked. */
@QuarkusTest
class AuditTest {

    private static final String SPAN = "00f067aa0ba902b7";

    @Inject AuditTrail trail;

    private final String trace = fresh();

    @Test
    @TestSecurity(user = "fg-1", roles = "fg")
    void aConsultationIsLinkedWithWhoDidItFromWhereAndWithWhatResult() {
        search().then().statusCode(200);

        AuditRecord done = only();
        assertThat(done.actor()).hasValue("fg-1");
        assertThat(done.action()).isEqualTo("POST /v1/disclosures/_search");
        assertThat(done.origin()).hasValueSatisfying(from -> assertThat(from).isNotBlank());
        assertThat(done.status()).isEqualTo(200);
        Map<String, Object> record = consultation();
        assertThat(record).containsEntry("traceId", trace).containsEntry("parentSpanId", SPAN);
        assertThat(record.toString()).doesNotContain("fg-1");
    }

    @Test
    @TestSecurity(user = "petra", roles = "case-worker")
    void arefusalIsRecordedToo() {
        search().then().statusCode(403);

        assertThat(only().status()).isEqualTo(403);
    }

    @Test
    @TestSecurity(user = "fg-1", roles = "fg")
    void aRequestWithoutATraceGetsOneOfItsOwn() {
        Instant before = Instant.now();
        NodeClient.given().get("/v1/alerts").then().statusCode(200);

        assertThat(trail.before(Instant.now().plusSeconds(1), Optional.empty()))
                .filteredOn(done -> done.at().isAfter(before.minusMillis(1)))
                .filteredOn(done -> done.action().equals("GET /v1/alerts"))
                .allSatisfy(done -> assertThat(done.operation()).matches("[0-9a-f]{32}"))
                .isNotEmpty();
    }

    @Test
    @TestSecurity(user = "fg-1", roles = "fg")
    void whatWasSearchedForIsNotInTheRecord() {
        NodeClient.given()
                .header("traceparent", "00-" + trace + "-" + SPAN + "-01")
                .get("/v1/audit-records?before=2026-11-22T10:00:00Z")
                .then()
                .statusCode(200);

        assertThat(only().action()).isEqualTo("GET /v1/audit-records");
        NodeClient.given()
                .get("/v1/audit-records?operation=" + trace)
                .then()
                .statusCode(200)
                .body("", hasSize(1))
                .body("actor", hasItem("fg-1"));
        NodeClient.given().get("/v1/audit-records?before=x").then().statusCode(400);
    }

    private io.restassured.response.Response search() {
        return NodeClient.given()
                .header("traceparent", "00-" + trace + "-" + SPAN + "-01")
                .contentType("application/json")
                .body("{}")
                .post("/v1/disclosures/_search");
    }

    /** A refusal before anything of ours runs is written beside its answer. */
    private AuditRecord only() {
        Instant latest = Instant.now().plusSeconds(20);
        List<AuditRecord> found = records();
        while (found.isEmpty() && Instant.now().isBefore(latest)) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            found = records();
        }
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private List<AuditRecord> records() {
        return trail.before(Instant.now().plusSeconds(1), Optional.of(trace));
    }

    /** The record of processing of the consultation. */
    private Map<String, Object> consultation() {
        List<Map<String, Object>> records =
                NodeClient.given()
                        .contentType("application/json")
                        .body("{\"traceId\": \"" + trace + "\"}")
                        .post("/v1/processing-records/_search")
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("records");
        assertThat(records).hasSize(1);
        return records.getFirst();
    }

    private static String fresh() {
        byte[] trace = new byte[16];
        TestLeaves.RANDOM.nextBytes(trace);
        return HexFormat.of().formatHex(trace);
    }
}
