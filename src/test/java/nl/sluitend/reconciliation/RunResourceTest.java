package nl.sluitend.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.SecurityAttribute;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import nl.sluitend.NodeClient;
import nl.sluitend.TestNode;
import nl.sluitend.psi.Phase;
import nl.sluitend.psi.RefusalType;
import org.junit.jupiter.api.Test;

/** Runs that this node starts; its counterparty of the tests is down. */
@QuarkusTest
@RolesOfSystems
class RunResourceTest {

    private static final String PURPOSE = ScriptedPeer.PURPOSE;

    @Inject ReconciliationFixture fixture;
    @Inject Handling handling;
    @Inject AgroalDataSource database;

    private static ValidatableResponse start(String convenant, String purpose) {
        return NodeClient.given()
                .contentType(ContentType.JSON)
                .body(Map.of("convenant", convenant, "purpose", purpose))
                .post("/v1/runs")
                .then();
    }

    private static JsonPath run(String id) {
        return NodeClient.given().get("/v1/runs/" + id).then().statusCode(200).extract().jsonPath();
    }

    private static JsonPath await(String id, Predicate<JsonPath> reached) {
        Instant end = Instant.now().plus(Duration.ofSeconds(60));
        while (Instant.now().isBefore(end)) {
            JsonPath run = run(id);
            if (reached.test(run)) {
                return run;
            }
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
        throw new AssertionError("run " + id + " did not get there: " + run(id).prettify());
    }

    private static boolean isOffered(JsonPath run) {
        return Phase.OFFERED.name().equals(run.getString("sessions[0].phase"));
    }

    @Test
    void aRunWaitsForACounterpartThatIsDownAndCanBeStopped() throws Exception {
        fixture.register("run-1", 1);
        ScriptedPeer peer = fixture.peer(1);
        String id = start(peer.convenant.hash(), PURPOSE).statusCode(202).extract().path("id");

        JsonPath waiting = await(id, RunResourceTest::isOffered);
        assertThat(waiting.getString("state")).isEqualTo("RUNNING");
        assertThat(waiting.getInt("sessions[0].ownSize")).isPositive();

        NodeClient.given()
                .post("/v1/runs/" + id + "/_stop")
                .then()
                .statusCode(200)
                .body("state", equalTo("STOPPED"))
                .body("sessions[0].ending", equalTo("aborted-clean"));
        assertThat(fixture.leafKinds(peer.convenant.hash()))
                .containsExactly("session-open", "session-end");
    }

    /**
     * Stopped while its session begins: the session is broken off too, and does not go on alone.
     */
    @Test
    void aRunThatIsStoppedWhileItsSessionBeginsLeavesNoSessionOpen() throws Exception {
        fixture.register("run-1", 1);
        ScriptedPeer peer = fixture.peer(1);
        String id;
        Thread stopping;
        try (Connection other = database.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE session IN SHARE MODE");
            id = start(peer.convenant.hash(), PURPOSE).statusCode(202).extract().path("id");
            awaitWaiting(statement, 1);
            stopping =
                    Thread.ofPlatform()
                            .start(() -> NodeClient.given().post("/v1/runs/" + id + "/_stop"));
            awaitWaiting(statement, 2);
            other.rollback();
            other.setAutoCommit(true);
        }
        stopping.join(Duration.ofSeconds(30));
        assertThat(run(id).getString("state")).isEqualTo("STOPPED");
        assertThat(run(id).getString("sessions[0].ending")).isEqualTo("aborted-clean");
    }

    private static void awaitWaiting(Statement statement, int transactions) throws SQLException {
        Instant end = Instant.now().plus(Duration.ofSeconds(60));
        while (Instant.now().isBefore(end)) {
            try (ResultSet row =
                    statement.executeQuery(
                            "SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted")) {
                row.next();
                if (row.getInt(1) >= transactions) {
                    return;
                }
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        throw new AssertionError("nobody waits for a lock");
    }

    /**
     * The counterpart stays away: the run says what it waits for, and ends when its term is over.
     */
    @Test
    void aRunWhoseCounterpartStaysAwayEndsWithTheReason() throws Exception {
        fixture.register("run-2", 1);
        ScriptedPeer peer = fixture.peer(1);
        String id = start(peer.convenant.hash(), PURPOSE).statusCode(202).extract().path("id");
        JsonPath waiting = await(id, run -> run.getString("waiting") != null);
        assertThat(waiting.getString("state")).isEqualTo("RUNNING");
        UUID sid = UUID.fromString(waiting.getString("sessions[0].sid"));

        fixture.sql()
                .run("UPDATE session SET expires = now() - interval '1 second' WHERE sid = ?", sid);
        handling.expire(sid);

        JsonPath ended = run(id);
        assertThat(ended.getString("state")).isEqualTo("FAILED");
        assertThat(ended.getString("reason")).isEqualTo("timed-out");
        assertThat(ended.getString("waiting")).isNull();
        assertThat(ended.getString("sessions[0].ending")).isEqualTo("aborted-clean");
    }

    /** The own log cannot be written: the run says so, and starts when it can. */
    @Test
    void aRunWaitsForTheOwnLog() throws Exception {
        fixture.register("run-3", 1);
        ScriptedPeer peer = fixture.peer(1);
        String id =
                fixture.whileTheLogCannotBeWritten(
                        () -> {
                            String started =
                                    start(peer.convenant.hash(), PURPOSE)
                                            .statusCode(202)
                                            .extract()
                                            .path("id");
                            JsonPath waiting =
                                    await(started, run -> run.getString("waiting") != null);
                            assertThat(waiting.getString("waiting")).contains("log");
                            assertThat(waiting.getList("sessions")).isEmpty();
                            return started;
                        });

        await(id, RunResourceTest::isOffered);
        NodeClient.given().post("/v1/runs/" + id + "/_stop").then().statusCode(200);
    }

    /** Finding 17: the node of the tests has the lower OIN. */
    @Test
    void whenBothStartAtOnceTheLowerOinGoesOn() throws Exception {
        ScriptedPeer peer = fixture.peer(1);
        String id = start(peer.convenant.hash(), PURPOSE).statusCode(202).extract().path("id");
        await(id, RunResourceTest::isOffered);

        assertThat(peer.postOffer(peer.offer()).jsonPath().getString("type"))
                .endsWith(":" + RefusalType.SUPERSEDED.slug());
        assertThat(run(id).getString("state")).isEqualTo("RUNNING");
        NodeClient.given().post("/v1/runs/" + id + "/_stop").then().statusCode(200);
    }

    @Test
    void aSecondRunOfTheSameConvenantIsRefused() throws Exception {
        ScriptedPeer peer = fixture.peer(1);
        String id = start(peer.convenant.hash(), PURPOSE).statusCode(202).extract().path("id");

        start(peer.convenant.hash(), PURPOSE)
                .statusCode(409)
                .body("type", equalTo("urn:sluitend:problem:session-open"));
        NodeClient.given().post("/v1/runs/" + id + "/_stop").then().statusCode(200);
    }

    @Test
    void whatTheConvenantDoesNotAllowIsRefusedAtOnce() {
        ScriptedPeer peer = fixture.peer(1);

        start(peer.convenant.hash(), "ANDERS")
                .statusCode(403)
                .body("type", equalTo("urn:sluitend:problem:not-permitted"));
        assertThat(fixture.leafKinds(peer.convenant.hash())).containsExactly("refusal");
        assertThat(
                        fixture.sql()
                                .list(
                                        "select convert_from(l.entry, 'UTF8')::json -> 'detail' ->> 'rule' as"
                                                + " rule from disclosure_leaf l join disclosure_log"
                                                + " g on g.id = l.log_id where g.origin = ? and"
                                                + " convert_from(l.entry, 'UTF8')::json ->> 'type' ="
                                                + " 'refusal'",
                                        row -> row.getString("rule"),
                                        TestNode.OIN + "/" + peer.convenant.hash()))
                .as("the rule and the convenant are in the log")
                .containsExactly("PURPOSE");
        start("ab".repeat(32), PURPOSE).statusCode(400);
        NodeClient.given()
                .contentType(ContentType.JSON)
                .body("{}")
                .post("/v1/runs")
                .then()
                .statusCode(400)
                .body("errors", hasSize(2));
        NodeClient.given()
                .get("/v1/runs/00000000-0000-0000-0000-000000000000")
                .then()
                .statusCode(404);
    }

    @Test
    void aCursorThatIsNotOneIsRefused() {
        for (String after : new String[] {"x", "-1"}) {
            NodeClient.given()
                    .queryParam("after", after)
                    .get("/v1/outcomes")
                    .then()
                    .statusCode(400)
                    .body("type", equalTo("urn:sluitend:problem:invalid-input"));
        }
        NodeClient.given().queryParam("limit", 0).get("/v1/matches").then().statusCode(400);
    }

    @Test
    @TestSecurity(
            user = "other",
            roles = "registration-writer",
            attributes = @SecurityAttribute(key = "azp", value = "other"))
    void outcomesAndRunsNeedTheirOwnRoles() {
        NodeClient.given().get("/v1/outcomes").then().statusCode(403);
        NodeClient.given().get("/v1/runs").then().statusCode(403);
    }
}
