package nl.sluitend.disclosure;

import static nl.sluitend.NodeClient.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestSecurity(user = "fg-1", roles = "fg")
class DisclosureResourceTest {

    @Inject DisclosureLog disclosureLog;
    @Inject Disclosures disclosures;

    private final TestLog log = TestLog.fresh();

    @Test
    void theLogIsFilteredAndCounted() {
        append(log.exposure(), log.outcome(1), log.outcome(2));
        list(Map.of("convenant", log.name().id(), "kind", "outcome"))
                .then()
                .statusCode(200)
                .body("total", equalTo(2))
                .body("counts.outcome", equalTo(2))
                .body("items.index", contains(2, 1))
                .body("items[0].log", equalTo(log.name().id()))
                .body("items[0].entry.purpose", equalTo("zicht op thuiszitters"))
                .body("items[0].entry.legalBasis", containsString("Leerplichtwet"));
        Map<String, String> everything =
                Map.of(
                        "convenant", log.name().id(),
                        "counterpart", TestLeaves.PEER.value(),
                        "session", "session-1",
                        "purpose", "zicht op thuiszitters",
                        "from", "2020-01-01T00:00:00Z",
                        "until", "2199-01-01T00:00:00+01:00");
        list(everything).then().body("total", equalTo(3)).body("counts.exposure", equalTo(1));
    }

    @ParameterizedTest
    @CsvSource({
        "counterpart, 00000099000000009000",
        "session, another",
        "purpose, another",
        "kind, refusal",
        "from, 2199-01-01T00:00:00Z",
        "until, 2020-01-01T00:00:00Z"
    })
    void aFilterLeavesOutWhatDoesNotMatch(String name, String value) {
        append(log.exposure());
        list(Map.of("convenant", log.name().id(), name, value))
                .then()
                .statusCode(200)
                .body("total", equalTo(0))
                .body("items", hasSize(0));
    }

    @Test
    void pagesNeitherMissNorRepeatWhileTheLogGrows() {
        for (int i = 0; i < 5; i++) {
            append(log.outcome(i), log.exposure());
        }
        List<Integer> seen = new ArrayList<>();
        String cursor = null;
        do {
            Map<String, String> query =
                    cursor == null
                            ? Map.of("convenant", log.name().id(), "limit", "3")
                            : Map.of("convenant", log.name().id(), "limit", "3", "cursor", cursor);
            JsonPath page = list(query).then().statusCode(200).extract().jsonPath();
            seen.addAll(page.getList("items.index"));
            cursor = page.getString("next");
            append(log.exposure());
        } while (cursor != null);
        assertThat(seen).containsExactly(9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    }

    @Test
    void allThatIsWrongWithAQueryIsToldAtOnce() {
        list(Map.of(
                        "from", "yesterday",
                        "until", "2026-13-01",
                        "convenant", "c0",
                        "counterpart", "12",
                        "kind", "gossip",
                        "cursor", "x",
                        "limit", "501"))
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body(
                        "errors.field",
                        hasItems(
                                "from",
                                "until",
                                "convenant",
                                "counterpart",
                                "kind",
                                "cursor",
                                "limit"))
                .body("errors", hasSize(7))
                .body("errors.message.join(' ')", not(containsString("gossip")));
    }

    @Test
    void aPersonIsFoundInEveryLogThroughTheKeyedReferenceOnly() {
        TestLog other = TestLog.fresh();
        append(log.outcome(4711), log.outcome(4712), log.outcome(4711));
        QuarkusTransaction.requiringNew()
                .run(() -> disclosureLog.append(other.name(), List.of(other.outcome(4711))));
        DisclosureFilter all = DisclosureFilter.all();
        DisclosureFilter subject =
                new DisclosureFilter(
                        all.from(),
                        all.until(),
                        all.convenantHash(),
                        all.counterpart(),
                        all.kinds(),
                        all.exchangeId(),
                        all.purpose(),
                        all.legalBasis(),
                        List.of(TestLeaves.pupil(4711)));
        DisclosurePage page = disclosures.find(subject, Optional.empty(), 10, "fg-1");
        assertThat(page.total()).isEqualTo(3);
        assertThat(page.found())
                .extracting(DisclosurePage.Found::log)
                .containsExactlyInAnyOrder(log.name(), log.name(), other.name());
    }

    @Test
    void anEntryOpensWithWhatIsPersonalAndItsProof() throws LogVerificationException {
        append(log.exposure(), log.outcome(1));
        String address = "/v1/disclosures/" + log.name().id() + "/1";
        given().get(address)
                .then()
                .statusCode(200)
                .body("personal.outcome", equalTo("MATCHED"))
                .body("erased", equalTo(false))
                .body("entry.type", equalTo("outcome"))
                .body("checkpoint", containsString(log.name().origin()));

        byte[] file =
                given().get(address + "/proof")
                        .then()
                        .statusCode(200)
                        .header("Content-Disposition", containsString(".tlog-proof"))
                        .extract()
                        .asByteArray();
        TlogProof proof = TlogProof.parse(file);
        VerifierKey key = disclosureLog.verifierKey(log.name());
        assertThat(proof.verify(key, log.entry(1)).size()).isEqualTo(2);
        JsonPath extra =
                new JsonPath(new String(proof.extra().orElseThrow(), StandardCharsets.UTF_8));
        assertThat(extra.getString("entry").getBytes(StandardCharsets.UTF_8))
                .isEqualTo(log.entry(1));
        for (Object encoded : extra.getList("openings")) {
            Opening opening = Opening.parse(encoded.toString());
            assertThat(LogEntry.parse(log.entry(1)).digests()).contains(opening.digest());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/1", "/999999999999999999", "/x", "/-1", "/1/proof"})
    void whatIsNotInTheLogIsNotFound(String path) {
        append(log.exposure());
        given().get("/v1/disclosures/" + log.name().id() + path).then().statusCode(404);
        given().get("/v1/disclosures/" + "00".repeat(32) + path).then().statusCode(404);
        given().get("/v1/disclosures/gossip" + path).then().statusCode(404);
    }

    @Test
    void everyConsultationIsItselfALeafOfTheNodeLog() throws LogVerificationException {
        append(log.outcome(1));
        list(Map.of("session", "session-1", "limit", "1")).then().statusCode(200);
        LogEntry listed = lastOfNodeLog();
        assertThat(listed.kind()).isEqualTo(LeafKind.CONSULTATION);
        assertThat(listed.detail()).containsEntry("consulted", "list").containsEntry("shown", 1);
        assertThat(listed.detail().get("filter")).isEqualTo(Map.of("exchangeId", "session-1"));
        assertThat(listed.json()).doesNotContain("fg-1");

        given().get("/v1/disclosures/" + log.name().id() + "/0").then().statusCode(200);
        LogEntry opened = lastOfNodeLog();
        assertThat(opened.detail()).containsEntry("consulted", "entry").containsEntry("index", 0);
        JsonPath page =
                given().get("/v1/disclosures/node/" + opened.seq()).then().extract().jsonPath();
        assertThat(page.getString("personal.officer")).isEqualTo("fg-1");
    }

    @Test
    void nothingIsShownWhenTheConsultationCannotBeLogged() {
        append(log.exposure());
        log.execute("alter table disclosure_opening rename to hidden");
        try {
            list(Map.of("convenant", log.name().id()))
                    .then()
                    .statusCode(503)
                    .body("type", equalTo("urn:sluitend:problem:log-unavailable"));
        } finally {
            log.execute("alter table hidden rename to disclosure_opening");
        }
        list(Map.of("convenant", log.name().id())).then().statusCode(200);
    }

    @Test
    void anEntryThatWasChangedInTheDatabaseIsNotShown() {
        append(log.exposure(), log.exposure());
        log.execute(
                "update disclosure_leaf set entry = convert_to(replace(convert_from(entry, 'UTF8'),"
                        + " 'zicht op', 'iets met'), 'UTF8') where leaf_index = 0 and "
                        + log.own());
        given().get("/v1/disclosures/" + log.name().id() + "/0")
                .then()
                .statusCode(503)
                .body("detail", containsString("not proven"));
    }

    @Test
    @TestSecurity(user = "someone", roles = "case-worker")
    void otherRolesAreRefused() {
        for (String path : List.of("", "/node/0", "/node/0/proof")) {
            given().get("/v1/disclosures" + path).then().statusCode(403);
        }
        for (String path : List.of("", "/node/checkpoint", "/node/vkey", "/node/tile/0/000")) {
            given().get("/v1/log" + path).then().statusCode(403);
        }
    }

    @Test
    @TestSecurity
    void nobodyIsRefused() {
        given().get("/v1/disclosures").then().statusCode(401);
        given().get("/v1/log").then().statusCode(401);
    }

    @Test
    void tilesAndCheckpointAreServedAsC2spLaysThemOut() throws LogVerificationException {
        for (int i = 0; i < 3; i++) {
            append(
                    java.util.stream.IntStream.range(0, 100)
                            .mapToObj(_ -> log.exposure())
                            .toArray(Leaf[]::new));
        }
        String base = "/v1/log/" + log.name().id() + "/";
        String vkey = given().get(base + "vkey").then().statusCode(200).extract().asString();
        String note =
                given().get(base + "checkpoint")
                        .then()
                        .statusCode(200)
                        .contentType("text/plain;charset=utf-8")
                        .extract()
                        .asString();
        SignedCheckpoint checkpoint = SignedCheckpoint.open(VerifierKey.parse(vkey), note);
        assertThat(checkpoint.size()).isEqualTo(300);
        assertThat(bytes(base + "tile/0/000")).hasSize(8192);
        byte[] partial = bytes(base + "tile/0/001.p/44");
        assertThat(partial).hasSize(44 * 32);
        assertThat(bytes(base + "tile/1/000.p/1")).hasSize(32);
        List<byte[]> entries = EntryBundle.decode(bytes(base + "tile/entries/001.p/44"), 44);
        assertThat(MerkleTree.leafHash(entries.getFirst()))
                .isEqualTo(java.util.Arrays.copyOf(partial, 32));
        for (String none : List.of("0/001", "0/001.p/45", "1/000", "0/1", "entries/002", "9/000")) {
            given().get(base + "tile/" + none).then().statusCode(404);
        }
        given().get("/v1/log/gossip/checkpoint").then().statusCode(404);
        given().get("/v1/log").then().body("id", hasItems(log.name().id()));
    }

    private static byte[] bytes(String path) {
        return given().get(path).then().statusCode(200).extract().asByteArray();
    }

    private static io.restassured.response.Response list(Map<String, String> query) {
        return given().queryParams(query).get("/v1/disclosures");
    }

    private LogEntry lastOfNodeLog() throws LogVerificationException {
        LogName node = LogName.ofNode(TestLeaves.OWNER);
        long size = disclosureLog.checkpoint(node).size();
        return LogEntry.parse(disclosureLog.evidence(node, size - 1, 0).entry());
    }

    private void append(Leaf... leaves) {
        QuarkusTransaction.requiringNew()
                .run(() -> disclosureLog.append(log.name(), List.of(leaves)));
    }
}
