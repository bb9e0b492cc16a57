package nl.sluitend.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import nl.sluitend.NodeClient;
import org.junit.jupiter.api.Test;

/** What a source system reads over several runs: every change once, named, with what it ends. */
@QuarkusTest
@RolesOfSystems
class OutcomeFeedTest {

    @Inject ReconciliationFixture fixture;
    @Inject OutcomeFeed feed;
    @Inject AgroalDataSource database;

    private static void agree(ScriptedPeer peer) throws InvalidMessageException {
        peer.reachEvaluating();
        peer.evaluateAll();
        peer.agree(peer.result());
    }

    private static JsonPath lastRun(String convenant) {
        JsonPath runs = NodeClient.given().get("/v1/runs").then().extract().jsonPath();
        return new JsonPath(
                NodeClient.given()
                        .get("/v1/runs/" + runs.getString(find(convenant)))
                        .then()
                        .extract()
                        .asString());
    }

    private static String find(String convenant) {
        return "find { it.convenant == '" + convenant + "' }.id";
    }

    private static void delete(String reference) {
        NodeClient.given()
                .contentType(ContentType.JSON)
                .body(Map.of("reference", reference))
                .post("/v1/registrations/_delete")
                .then()
                .statusCode(204);
    }

    private static String casusnummer(Map<String, Map<String, Object>> outcomes, String of) {
        return String.valueOf(outcomes.getOrDefault(of, Map.of()).get("casusnummer"));
    }

    @Test
    void aLaterRunSaysWhatChangedAndAPairKeepsItsCasusnummer() throws Exception {
        fixture.register("feed-50", 50);
        fixture.register("feed-51", 51);
        fixture.register("feed-52", 52);
        ScriptedPeer first = fixture.peer(50, 51);
        String convenant = first.convenant.hash();
        agree(first);
        Map<String, Map<String, Object>> before = fixture.outcomes(convenant);
        assertThat(before.get("feed-50"))
                .containsEntry("outcome", "MATCHED")
                .containsEntry("change", "NEW");
        String kept = casusnummer(before, "feed-50");
        String ending = casusnummer(before, "feed-51");
        assertThat(lastRun(convenant).getMap("changes")).isEmpty();
        assertThat(lastRun(convenant).getInt("counts.MATCHED")).isEqualTo(2);

        delete("feed-50");
        fixture.register("feed-50-again", 50);
        agree(first.next("PGN", Optional.empty(), ReconciliationFixture.keys(50, 52)));

        Map<String, Map<String, Object>> after = fixture.outcomes(convenant);
        assertThat(after.get("feed-50-again"))
                .as("the same child under another reference")
                .containsEntry("change", "NEW")
                .containsEntry("casusnummer", kept);
        assertThat(after.get("feed-51"))
                .containsEntry("outcome", "ONLY_HERE")
                .containsEntry("change", "NO_LONGER_THERE")
                .containsEntry("retired", ending)
                .containsEntry("casusnummer", null);
        assertThat(after.get("feed-52"))
                .containsEntry("outcome", "MATCHED")
                .containsEntry("change", "MATCHED");
        JsonPath run = lastRun(convenant);
        assertThat(run.getInt("counts.MATCHED")).isEqualTo(2);
        assertThat(run.getMap("changes")).doesNotContainKey("MATCHED");
    }

    /** A register without pupils can take part in a run. */
    @Test
    void aRunOfAnEmptyRegisterHasNothingToConfirm() {
        UUID run = UUID.randomUUID();

        feed.confirm("ab".repeat(32), run, List.of());

        assertThat(feed.counts(run)).isEmpty();
    }

    /** Exactly one outcome for every registration that there is. */
    @Test
    void everyRegistrationHasOneOutcomeAfterARun() throws Exception {
        fixture.register("feed-60", 60);
        fixture.register("feed-61", 8, -1);
        ScriptedPeer peer = fixture.peer(60);
        agree(peer);

        UUID run = UUID.fromString(lastRun(peer.convenant.hash()).getString("id"));
        assertThat(
                        fixture.sql()
                                .list(
                                        "SELECT r.id FROM registration r WHERE (SELECT count(*)"
                                                + " FROM outcome o WHERE o.registration_id = r.id"
                                                + " AND o.run_id = ?) <> 1",
                                        row -> Sql.uuid(row, "id"),
                                        run))
                .isEmpty();
        assertThat(fixture.outcomes(peer.convenant.hash()).get("feed-61"))
                .containsEntry("outcome", "KEY_MISSING");
    }

    private static ValidatableResponse acknowledge(Object upTo) {
        return NodeClient.given()
                .contentType(ContentType.JSON)
                .body(Map.of("upTo", upTo))
                .post("/v1/outcomes/_acknowledge")
                .then();
    }

    private static JsonPath page(String after) {
        var request = NodeClient.given().queryParam("limit", 1);
        if (!after.isEmpty()) {
            request = request.queryParam("after", after);
        }
        return request.get("/v1/outcomes").then().statusCode(200).extract().jsonPath();
    }

    @Test
    void whoAcknowledgedReadsOnFromThereAndNeverGoesBack() throws Exception {
        fixture.register("feed-70", 70);
        fixture.register("feed-71", 71);
        agree(fixture.peer(70, 71));
        String one = page("0").getString("next");
        String two = page(one).getString("next");

        acknowledge(two).statusCode(200).body("upTo", equalTo(two));
        List<String> unread = page("").getList("entries.reference");
        assertThat(unread).isEqualTo(page(two).getList("entries.reference"));
        acknowledge(one).statusCode(200).body("upTo", equalTo(two));
        assertThat(page("").getString("next")).isEqualTo(page(two).getString("next"));

        for (String wrong : List.of("", "x", "-1", Long.toString(Long.MAX_VALUE))) {
            acknowledge(wrong)
                    .statusCode(400)
                    .body("type", equalTo("urn:sluitend:problem:invalid-input"));
        }
    }

    /** Whoever reads on from the last entry that it saw would miss what then comes before it. */
    @Test
    void noEntryIsSeenBeforeOneWithALowerNumber() throws Exception {
        fixture.register("feed-1352", 1352);
        ScriptedPeer peer = fixture.peer(1352);
        String convenant = peer.convenant.hash();
        peer.reachEvaluating();
        peer.evaluateAll();
        try (Connection earlier = database.getConnection();
                Statement statement = earlier.createStatement()) {
            earlier.setAutoCommit(false);
            // What adding entries begins with, in a transaction that has not ended.
            statement.execute("UPDATE outcome_counter SET last = last + 1");
            byte[] result = peer.open(peer.putResult(peer.result()));
            peer.open(peer.putReceipt(peer.receipt(peer.result(), result)));
            awaitWaiting(statement);

            assertThat(fixture.outcomes(convenant)).isEmpty();
            earlier.commit();
            earlier.setAutoCommit(true);
        }
        ShownMatches.await(convenant);
        assertThat(fixture.outcomes(convenant)).containsKey("feed-1352");
    }

    private static void awaitWaiting(Statement statement) throws Exception {
        for (int i = 0; i < 600; i++) {
            try (ResultSet row =
                    statement.executeQuery("SELECT count(*) FROM pg_locks WHERE NOT granted")) {
                row.next();
                if (row.getInt(1) > 0) {
                    return;
                }
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new AssertionError("nobody waits");
    }

    /**
     * After a restore entries get numbers that were given out before: nobody misses them unseen.
     */
    @Test
    void whoReadOnFromAPlaceThatIsNotThereAnyMoreIsTold() {
        NodeClient.given()
                .queryParam("after", Long.toString(feed.last() + 1))
                .get("/v1/outcomes")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:sluitend:problem:invalid-input"))
                .body("errors[0].message", containsString("read it again from 0"));
        NodeClient.given()
                .queryParam("after", Long.toString(feed.last()))
                .get("/v1/outcomes")
                .then()
                .statusCode(200)
                .body("entries", empty());
    }
}
