package nl.sluitend.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import nl.sluitend.NodeClient;
import org.junit.jupiter.api.Test;

/** The logs as Logboek Dataverwerkingen 1.0. */
@QuarkusTest
@TestSecurity(user = "fg-1", roles = "fg")
class ProcessingRecordResourceTest {

    private static final int PUPIL = 81_000;

    @Inject DisclosureLog disclosureLog;

    private final TestLog log = TestLog.fresh();
    private final String session = UUID.randomUUID().toString();
    private final String trace = session.replace("-", "");

    @Test
    void aRunIsOneParentAndOneRecordForEachPupil() {
        run();
        JsonPath answer =
                search("json", Map.of("traceId", trace)).statusCode(200).extract().jsonPath();
        List<Map<String, Object>> records = answer.getList("records");
        assertThat(records).hasSize(5);
        assertThat(records)
                .allSatisfy(record -> assertThat(record).containsEntry("traceId", trace));
        assertThat(records).extracting(record -> record.get("spanId")).doesNotHaveDuplicates();
        List<Map<String, Object>> children =
                records.stream().filter(record -> record.containsKey("parentSpanId")).toList();
        assertThat(children).hasSize(3);
        assertThat(answer.<Object>getList("records.attributes.'dpl.core.data_subject_id'"))
                .filteredOn(java.util.Objects::nonNull)
                .hasSize(3)
                .doesNotHaveDuplicates();
        assertThat(answer.getString("records[0].attributes.'dpl.core.processing_activity_id'"))
                .isEqualTo(TestLeaves.ACTIVITY.toString());
        assertThat(records.toString()).doesNotContain("fg-1").doesNotContain("matched");
    }

    @Test
    void ofOnePupilOnlyItsOwnRecordIsShownUnderARun() {
        run();
        Map<String, Object> pupil =
                Map.of(
                        "sourceSystem",
                        TestSubjects.SOURCE,
                        "reference",
                        Integer.toString(PUPIL + 1));
        search("json", Map.of("traceId", trace, "pupil", pupil))
                .statusCode(200)
                .body("records.size()", equalTo(2))
                .body("records.name", hasItem("outcome"));
    }

    @Test
    void aRefusalStaysUnset() {
        Leaf like = log.exposure(session, 1);
        append(
                new Leaf(
                        LeafKind.REFUSAL,
                        like.time(),
                        like.convenantHash(),
                        like.processingActivity(),
                        like.purpose(),
                        like.legalBasis(),
                        TestLeaves.PEER,
                        TestLeaves.OWNER,
                        session,
                        Map.of(),
                        List.of(),
                        java.util.Optional.empty()));
        search("json", Map.of("traceId", trace))
                .body("records[0].status", equalTo("Unset"))
                .body(
                        "records[0].attributes.'dpl.core.foreign_operation.processor'",
                        equalTo("urn:oin:" + TestLeaves.PEER.value()));
    }

    @Test
    void theSameIsGivenAsOtlp() {
        run();
        search("otlp", Map.of("traceId", trace))
                .statusCode(200)
                .body("resourceSpans[0].scopeSpans[0].spans.size()", equalTo(5))
                .body("resourceSpans[0].scopeSpans[0].spans[0].traceId", equalTo(trace))
                .body("resourceSpans[0].resource.attributes[0].key", equalTo("service.name"));
    }

    @Test
    void withoutTraceOrPupilNothingIsShown() {
        search("json", Map.of()).statusCode(400);
        search("json", Map.of("traceId", "1")).statusCode(400);
        search("json", Map.of("traceId", trace, "cursor", "x")).statusCode(400);
        search("xml", Map.of("traceId", trace)).statusCode(400);
    }

    @Test
    void theActivitiesOfTheNodeAreListedInTheirVersion() {
        NodeClient.given()
                .get("/v1/processing-activities")
                .then()
                .statusCode(200)
                .body(
                        "id",
                        hasItems(
                                "urn:sluitend:processing-activity:log-consultation:1",
                                "urn:sluitend:processing-activity:replay:1",
                                "urn:sluitend:processing-activity:incident:1",
                                "urn:sluitend:processing-activity:rights-request:1",
                                "urn:sluitend:processing-activity:notice:1",
                                "urn:sluitend:processing-activity:outcome-retention:1"));
    }

    @Test
    void anActivityThatTheRegisterDoesNotHaveIsNotLogged() {
        assertThat(NodeLog.activity("incident"))
                .hasToString("urn:sluitend:processing-activity:incident:1");
        assertThatThrownBy(() -> NodeLog.activity("spelen"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void run() {
        Leaf exposure = log.exposure(session, 3);
        Leaf outcomes =
                new Leaf(
                        LeafKind.OUTCOME,
                        exposure.time(),
                        exposure.convenantHash(),
                        exposure.processingActivity(),
                        exposure.purpose(),
                        exposure.legalBasis(),
                        exposure.sender(),
                        exposure.receiver(),
                        session,
                        Map.of(),
                        List.of(),
                        java.util.Optional.empty());
        List<PupilMembers> pupils =
                IntStream.range(0, 3)
                        .mapToObj(
                                i ->
                                        new PupilMembers(
                                                List.of(new PersonalMember("outcome", "matched")),
                                                TestLeaves.pupil(PUPIL + i)))
                        .toList();
        append(exposure);
        QuarkusTransaction.requiringNew()
                .run(() -> disclosureLog.appendPupils(log.name(), outcomes, pupils));
    }

    private static ValidatableResponse search(String format, Map<String, Object> body) {
        return NodeClient.given()
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/processing-records/_search?format=" + format)
                .then();
    }

    private void append(Leaf... leaves) {
        QuarkusTransaction.requiringNew()
                .run(() -> disclosureLog.append(log.name(), List.of(leaves)));
    }
}
