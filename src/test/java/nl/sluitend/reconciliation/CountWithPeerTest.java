package nl.sluitend.reconciliation;

import static nl.sluitend.reconciliation.PeerAssertions.assertEnded;
import static nl.sluitend.reconciliation.PeerAssertions.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import nl.sluitend.NodeClient;
import nl.sluitend.disclosure.LeafKind;
import nl.sluitend.psi.Commitment;
import nl.sluitend.psi.ElementsHeader;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.Offer;
import nl.sluitend.psi.Phase;
import nl.sluitend.psi.RefusalType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Counts in which a scripted counterparty counts at the node, and what it may not do. */
@QuarkusTest
@RolesOfSystems
class CountWithPeerTest {

    /** Pupils of the two groups of the counter; the node has those from 15 on. */
    private static final int GROUP = 20;

    @Inject ReconciliationFixture fixture;
    @Inject Comparisons comparisons;

    @BeforeEach
    void nobodyCounted() {
        fixture.forgetCounts();
    }

    private static List<List<byte[]>> groups() {
        return List.of(
                ReconciliationFixture.keys(IntStream.range(0, GROUP).toArray()),
                ReconciliationFixture.keys(IntStream.range(GROUP, 2 * GROUP).toArray()));
    }

    private ScriptedCounter counter() {
        for (int i = 15; i < 30; i++) {
            fixture.register("count-" + i, i);
        }
        return fixture.counter(groups());
    }

    private static void agree(ScriptedCounter counter) throws Exception {
        counter.reachEvaluating();
        counter.fetchAnswers();
        counter.agree(counter.result());
    }

    @Test
    void thePeerLearnsNumbersWithNoiseAndTheNodeNothing() throws Exception {
        ScriptedCounter counter = counter();
        agree(counter);

        assertThat(counter.count(0)).isBetween(5 - 28, 20 + 28);
        assertThat(counter.count(1)).isBetween(10 - 28, 20 + 28);
        assertThat(counter.matches()).isEmpty();
        assertThat(counter.state().getString("phase")).isEqualTo(Phase.COMPLETED.name());
        assertThat(fixture.outcomes(counter.convenant.hash())).isEmpty();
        assertThat(fixture.leafKinds(counter.convenant.hash()))
                .containsExactly("session-open", "exposure", "counted", "receipt", "session-end");
        List<Map<String, Object>> runs =
                NodeClient.given().get("/v1/runs").then().extract().jsonPath().getList("$");
        Map<String, Object> run =
                runs.stream()
                        .filter(r -> counter.convenant.hash().equals(r.get("convenant")))
                        .findFirst()
                        .orElseThrow();
        assertThat(run).containsEntry("mode", "COUNTS").containsEntry("counts", Map.of());
        NodeClient.given().get("/v1/runs/" + run.get("id") + "/counting").then().statusCode(404);
        NodeClient.given()
                .accept("text/html")
                .get("/afstemmingen/" + run.get("id"))
                .then()
                .statusCode(200)
                .body(containsString("tellen met ruis: de ander telt"))
                .body(not(containsString("Wat is geteld")));
        assertThat(
                        fixture.sql()
                                .list(
                                        "SELECT 1 FROM session_count WHERE sid = ?",
                                        row -> row.getInt(1),
                                        counter.sid))
                .isEmpty();
    }

    @Test
    void thePupilIsToldThatThePeerCountedAndNotThatItWasCompared() throws Exception {
        ScriptedCounter counter = counter();
        agree(counter);
        UUID registration =
                fixture.sql()
                        .list(
                                "SELECT id FROM registration WHERE reference = 'count-20'",
                                row -> Sql.uuid(row, "id"))
                        .getFirst();
        assertThat(comparisons.of(List.of(registration), List.of()))
                .filteredOn(comparison -> comparison.session().equals(counter.sid))
                .singleElement()
                .satisfies(
                        comparison -> {
                            assertThat(comparison.counted())
                                    .isEqualTo(Comparisons.Counted.COUNTERPART);
                            assertThat(comparison.matched()).isEmpty();
                            assertThat(comparison.exposed()).isTrue();
                        });
    }

    @Test
    void theLedgerShowsWhatTheCountCost() throws Exception {
        ScriptedCounter counter = counter();
        agree(counter);
        List<Map<String, Object>> ledger =
                NodeClient.given().get("/v1/ledger").then().extract().jsonPath().getList("$");
        Map<String, Object> entry =
                ledger.stream()
                        .filter(e -> counter.convenant.hash().equals(e.get("convenant")))
                        .findFirst()
                        .orElseThrow();
        assertThat(entry).containsEntry("mode", "COUNTS").containsEntry("sessions", 1);
        assertThat((Map<?, ?>) entry.get("counts"))
                .hasToString("{runsPerSchoolYear=2, byThem=1, byUs=0, epsilon=0.5}");
    }

    @Test
    void theBudgetHoldsOverAllConvenantsAndAnAttemptThatWasBrokenOffIsSpent() throws Exception {
        ScriptedCounter broken = counter();
        broken.reachEvaluating();
        broken.answer(0);
        broken.abort(Phase.EVALUATING).then().statusCode(204);
        assertThat(broken.state().getString("ending")).isEqualTo("aborted-exposed");

        ScriptedCounter elsewhere = fixture.counter(groups());
        Response tooSoon = elsewhere.postOffer(elsewhere.offer());
        assertRefused(tooSoon, RefusalType.LIMIT_EXCEEDED);
        assertThat(tooSoon.jsonPath().getString("detail")).contains("60 day(s) apart");
        assertThat(fixture.leafKinds(elsewhere.convenant.hash())).containsExactly("refusal");

        fixture.sql()
                .run(
                        "INSERT INTO ledger (sid, convenant, counterpart, lane, elements, charged,"
                                + " mode, role) SELECT gen_random_uuid(), 'earlier', counterpart,"
                                + " lane, elements, charged, mode, role FROM ledger WHERE mode ="
                                + " 'COUNTS'");
        ScriptedCounter third = fixture.counter(groups());
        Response tooOften = third.postOffer(third.offer());
        assertRefused(tooOften, RefusalType.LIMIT_EXCEEDED);
        assertThat(tooOften.jsonPath().getString("detail")).contains("2 time(s) in a school year");
    }

    @Test
    void theSameListsAreNotCountedTwice() throws Exception {
        ScriptedCounter first = counter();
        agree(first);
        ScriptedCounter again = first.again(groups());
        assertRefused(
                again.postOffer(again.offer(List.of(32, 32), Optional.of(first.sid))),
                RefusalType.COUNTED_BEFORE);

        fixture.register("count-31", 31);
        ScriptedCounter changed = first.again(groups());
        assertRefused(
                changed.postOffer(changed.offer(List.of(32, 32), Optional.of(first.sid))),
                RefusalType.LIMIT_EXCEEDED);
        ScriptedCounter liar = first.again(groups());
        assertRefused(
                liar.postOffer(liar.offer(List.of(32, 32), Optional.of(liar.sid))),
                RefusalType.NOT_PERMITTED);
    }

    /** The budget is not what refuses here: it is forgotten. */
    @Test
    void tooFewChangesSinceTheCountBeforeAreRefusedInTheLogAndByAnAlert() throws Exception {
        agree(counter());
        fixture.forgetCounts();
        fixture.register("count-1197", 1197);
        fixture.register("count-1198", 1198);
        ScriptedCounter tooSoon = fixture.counter(groups(), 3);
        assertRefused(tooSoon.postOffer(tooSoon.offer()), RefusalType.TOO_FEW_CHANGES);
        String convenant = tooSoon.convenant.hash();
        assertThat(fixture.leafKinds(convenant)).containsExactly("refusal");
        assertThat(fixture.lastLeaf(convenant)).contains("\"CHANGED_SINCE_COUNT\"");
        assertThat(
                        fixture.sql()
                                .list(
                                        "SELECT kind FROM alert WHERE about = ?",
                                        row -> row.getString("kind"),
                                        convenant))
                .containsExactly("too-few-changes");

        fixture.register("count-1199", 1199);
        ScriptedCounter enough = fixture.counter(groups(), 3);
        enough.postOffer(enough.offer()).then().statusCode(200);
    }

    @Test
    void theNodeDoesNotCountAgainWhileItsOwnListHardlyChanged() throws Exception {
        for (int i = 1220; i < 1245; i++) {
            fixture.register("count-" + i, i);
        }
        ScriptedCounter first = counter();
        agree(first);
        fixture.forgetCounts();
        fixture.sql().run("UPDATE session SET role = 'INITIATOR' WHERE sid = ?", first.sid);
        String convenant = fixture.counter(groups(), 1).convenant.hash();
        String id =
                NodeClient.given()
                        .contentType("application/json")
                        .body(Map.of("convenant", convenant, "purpose", ScriptedPeer.PURPOSE))
                        .post("/v1/runs")
                        .then()
                        .statusCode(202)
                        .extract()
                        .path("id");
        Instant end = Instant.now().plusSeconds(60);
        while (state(id).equals("RUNNING") && Instant.now().isBefore(end)) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        NodeClient.given()
                .get("/v1/runs/" + id)
                .then()
                .body("state", is("FAILED"))
                .body("reason", is("too-few-changes"));
        assertThat(fixture.lastLeaf(convenant)).contains("\"CHANGED_SINCE_COUNT\"");
        fixture.sql().run("UPDATE session SET role = 'RESPONDER' WHERE sid = ?", first.sid);
    }

    private static String state(String run) {
        return NodeClient.given().get("/v1/runs/" + run).then().extract().path("state");
    }

    @Test
    void groupsThatAreSmallOrNotFilledUpAreRefused() throws Exception {
        ScriptedCounter counter = counter();
        assertRefused(
                counter.postOffer(counter.offer(List.of(48, 16), Optional.empty())),
                RefusalType.LIMIT_EXCEEDED);
        assertRefused(
                counter.postOffer(counter.offer(List.of(24, 40), Optional.empty())),
                RefusalType.LIMIT_EXCEEDED);
    }

    @Test
    void aPupilInTwoGroupsIsRefused() throws Exception {
        ScriptedCounter counter = counter();
        byte[] group = counter.ownChunks.getFirst().flat();
        Octets digest = Commitment.digest(counter.ownChunks.getFirst());
        List<Octets> twice = List.of(digest, digest);
        Offer honest = counter.offer();
        Octets commitment = Commitment.of(honest).commit(counter.list.salt(), twice);
        counter.offerInstead(ScriptedCounter.with(honest, commitment));

        counter.putHeader(new ElementsHeader(counter.offersHash, counter.list.salt(), twice, 0))
                .then()
                .statusCode(204);
        counter.putChunk(0, group).then().statusCode(204);
        assertRefused(counter.putChunk(1, group), RefusalType.INVALID_ELEMENT);
        assertEnded(fixture, counter, "aborted-clean", RefusalType.INVALID_ELEMENT);
    }

    @Test
    void nothingIsAnsweredBeforeTheSendingIsProvenToBeLogged() throws Exception {
        ScriptedCounter counter = counter();
        counter.reachLists();
        assertRefused(counter.getAnswer(0), RefusalType.OUT_OF_ORDER);
        assertThat(counter.state().getInt("evaluatedSent")).isZero();

        assertRefused(
                counter.putExposure(counter.exposed(counter.sendingLeaf(LeafKind.EXPOSURE))),
                RefusalType.NOT_LOGGED);
        assertEnded(fixture, counter, "aborted-clean", RefusalType.NOT_LOGGED);
    }

    @Test
    void answersComeInOrderAndAreTheSameAgain() throws Exception {
        ScriptedCounter counter = counter();
        counter.reachEvaluating();
        assertRefused(counter.getAnswer(1), RefusalType.OUT_OF_ORDER);
        assertRefused(counter.getAnswer(-1), RefusalType.OUT_OF_ORDER);
        byte[] one = counter.getAnswer(0).then().statusCode(200).extract().asByteArray();
        byte[] two = counter.getAnswer(0).then().statusCode(200).extract().asByteArray();
        assertThat(two).isEqualTo(one);
        assertThat(counter.state().getInt("evaluatedSent")).isEqualTo(1);
    }

    @Test
    void whoCountsEvaluatesNothing() throws Exception {
        ScriptedCounter counter = counter();
        counter.reachEvaluating();
        assertRefused(
                counter.putEvaluated(
                        0,
                        counter.frame(
                                0,
                                counter.own.evaluate(
                                        counter.offersHash, 0, counter.nodeChunks.get(0)))),
                RefusalType.OUT_OF_ORDER);
    }

    @Test
    void aMatchHasNoAnswersToFetch() throws Exception {
        ScriptedPeer peer = fixture.peer(1);
        peer.reachEvaluating();
        assertRefused(
                ScriptedPeer.http()
                        .accept("application/octet-stream")
                        .get(peer.path("/evaluated/0")),
                RefusalType.OUT_OF_ORDER);
    }

    @Test
    void aConvenantForCountingAllowsNothingElse() throws Exception {
        ScriptedCounter counter = counter();
        NodeClient.given()
                .contentType("application/json")
                .body(
                        Map.of(
                                "convenant",
                                counter.convenant.hash(),
                                "purpose",
                                ScriptedPeer.PURPOSE,
                                "mode",
                                "MATCH"))
                .post("/v1/runs")
                .then()
                .statusCode(403);
        ScriptedPeer match = new ScriptedPeer(counter.convenant, ReconciliationFixture.keys(1, 2));
        assertRefused(match.postOffer(match.offer()), RefusalType.NOT_PERMITTED);
    }
}
