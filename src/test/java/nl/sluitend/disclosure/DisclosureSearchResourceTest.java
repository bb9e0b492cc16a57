package nl.sluitend.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import nl.sluitend.NodeClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestSecurity(user = "fg-1", roles = "fg")
class DisclosureSearchResourceTest {

    @Inject DisclosureLog disclosureLog;

    private final TestLog log = TestLog.fresh();

    @Test
    void aPupilIsFoundByTheReferenceOfItsSourceSystem() {
        append(log.outcome(71_001), log.outcome(71_002), log.outcome(71_001), log.exposure());
        search(Map.of("pupil", pupil(71_001)))
                .statusCode(200)
                .body("total", equalTo(2))
                .body("counts.outcome", equalTo(2));
        search(Map.of("pupil", pupil(71_001), "kinds", List.of("exposure")))
                .body("total", equalTo(0));
        search(Map.of("pupil", Map.of("sourceSystem", "none", "reference", "x"))).statusCode(404);
    }

    @Test
    void pagesAreStableWhileTheLogGrows() {
        append(IntStream.range(0, 7).mapToObj(i -> log.exposure("s" + i, 1)).toArray(Leaf[]::new));
        String next =
                search(Map.of("limit", 3)).body("items.size()", equalTo(3)).extract().path("next");
        append(log.exposure());
        ValidatableResponse second = search(Map.of("limit", 3, "cursor", next));
        assertThat(second.extract().<List<Integer>>path("items.index")).containsExactly(3, 2, 1);
        search(Map.of("basis", "artikel 18 Leerplichtwet 1969")).body("total", equalTo(8));
        search(Map.of("basis", "geen")).body("total", equalTo(0));
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        search(Map.of("from", "yesterday", "kinds", List.of("gossip"), "limit", 501))
                .statusCode(400)
                .body("errors.size()", equalTo(3));
        export("xml", Map.of()).statusCode(400);
    }

    @ParameterizedTest
    @CsvSource({"csv, text/csv", "ndjson, application/x-ndjson"})
    void whatIsTakenOutIsWholeAndLogged(String format, String mediaType) throws Exception {
        Leaf[] leaves =
                IntStream.range(0, 1_203)
                        .mapToObj(i -> log.exposure("s" + i, 1))
                        .toArray(Leaf[]::new);
        append(leaves);
        ValidatableResponse answer = export(format, Map.of());
        answer.statusCode(200).header("X-Total-Count", equalTo("1203"));
        assertThat(answer.extract().contentType()).startsWith(mediaType);
        List<String> lines = answer.extract().asString().lines().toList();
        if (format.equals("csv")) {
            assertThat(lines.getFirst()).startsWith("log,index,logged,time,type");
            assertThat(lines).hasSize(1_204);
        } else {
            assertThat(lines).hasSize(1_203).doesNotHaveDuplicates();
            JsonNode first = new ObjectMapper().readTree(lines.getFirst());
            assertThat(first.path("entry").path("seq").intValue()).isEqualTo(1_202);
        }
        JsonNode logged = lastExport();
        assertThat(logged.path("total").intValue()).isEqualTo(1_203);
        assertThat(logged.path("format").textValue()).isEqualTo(format);
        assertThat(logged.path("filter").path("convenantHash").textValue())
                .isEqualTo(log.name().id());
    }

    @Test
    void aSpreadsheetTakesNothingForAFormula() {
        Leaf like = log.exposure();
        Leaf formula =
                new Leaf(
                        like.kind(),
                        like.time(),
                        like.convenantHash(),
                        like.processingActivity(),
                        "=HYPERLINK(\"https://example\")",
                        "@basis",
                        like.sender(),
                        like.receiver(),
                        "-1+2",
                        Map.of(),
                        List.of(),
                        Optional.empty());
        append(formula);
        assertThat(export("csv", Map.of()).extract().asString())
                .contains("\"'=HYPERLINK(\"\"https://example\"\")\",'@basis")
                .contains(",'-1+2,");
    }

    private static Map<String, String> pupil(int number) {
        return Map.of("sourceSystem", TestSubjects.SOURCE, "reference", Integer.toString(number));
    }

    private ValidatableResponse search(Map<String, Object> members) {
        return post("/v1/disclosures/_search", members);
    }

    private ValidatableResponse export(String format, Map<String, Object> members) {
        return post("/v1/disclosures/_export?format=" + format, members);
    }

    private ValidatableResponse post(String address, Map<String, Object> members) {
        Map<String, Object> body = new HashMap<>(members);
        body.put("convenant", log.name().id());
        return NodeClient.given().contentType(ContentType.JSON).body(body).post(address).then();
    }

    private JsonNode lastExport() throws Exception {
        String entry =
                log.text(
                        "select convert_from(entry, 'UTF8') from disclosure_leaf where kind = 'export'"
                                + " order by logged_at desc, leaf_index desc limit 1");
        return new ObjectMapper().readTree(entry).path("detail");
    }

    private void append(Leaf... leaves) {
        QuarkusTransaction.requiringNew()
                .run(() -> disclosureLog.append(log.name(), List.of(leaves)));
    }
}
