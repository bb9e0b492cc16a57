package nl.sluitend.reconciliation;

import static nl.sluitend.reconciliation.PeerAssertions.assertEnded;
import static nl.sluitend.reconciliation.PeerAssertions.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import nl.sluitend.NodeClient;
import nl.sluitend.TestNode;
import nl.sluitend.disclosure.LeafKind;
import nl.sluitend.psi.Elements;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.Offer;
import nl.sluitend.psi.Phase;
import nl.sluitend.psi.RefusalType;
import nl.sluitend.psi.Result;
import org.junit.jupiter.api.Test;

/** A scripted counterparty that asks the node, and what neither of them may do. */
@QuarkusTest
@RolesOfSystems
class OneSidedWithPeerTest {

    @Inject ReconciliationFixture fixture;
    @Inject Comparisons comparisons;

    private ScriptedAsker asker() {
        fixture.register("asked-1100", 1100);
        fixture.register("asked-1101", 1101);
        fixture.register("asked-1102", 1102);
        return fixture.asker(1101, 1102, 1103, 1104);
    }

    private int sizeOfNode(ScriptedAsker asker) throws Exception {
        return MessageCodec.OFFER.decode(asker.nodeOffer).n();
    }

    private void ask(ScriptedAsker asker) throws Exception {
        asker.reachEvaluating();
        asker.fetchAnswers(sizeOfNode(asker));
    }

    @Test
    void whoAsksLearnsWhichOfItsPupilsTheNodeHasAndTheNodeNothing() throws Exception {
        ScriptedAsker asker = asker();
        ask(asker);
        assertThat(asker.found())
                .extracting(match -> match.position())
                .containsExactlyInAnyOrder(
                        asker.own.position(ReconciliationFixture.key(1101)),
                        asker.own.position(ReconciliationFixture.key(1102)));
        asker.settle(asker.result());

        assertThat(asker.state().getString("phase")).isEqualTo(Phase.COMPLETED.name());
        assertThat(fixture.outcomes(asker.convenant.hash())).isEmpty();
        assertThat(fixture.leafKinds(asker.convenant.hash()))
                .containsExactly("session-open", "exposure", "receipt", "session-end");
        Map<String, Object> run = run(asker);
        assertThat(run)
                .containsEntry("mode", "MATCH_ONE_SIDED")
                .containsEntry("state", "COMPLETED")
                .containsEntry("counts", Map.of());
        NodeClient.given()
                .get("/v1/runs/" + run.get("id"))
                .then()
                .body("sessions[0].matched", nullValue())
                .body("sessions[0].conflicts", nullValue());
        NodeClient.given()
                .accept("text/html")
                .get("/afstemmingen/" + run.get("id"))
                .then()
                .statusCode(200)
                .body(containsString("de ander vraagt, deze organisatie leert niets"))
                .body(not(containsString("Op beide lijsten")));
        assertThat(marked(asker.sid)).isZero();
    }

    private static Map<String, Object> run(ScriptedPeer peer) {
        List<Map<String, Object>> runs =
                NodeClient.given().get("/v1/runs").then().extract().jsonPath().getList("$");
        return runs.stream()
                .filter(r -> peer.convenant.hash().equals(r.get("convenant")))
                .findFirst()
                .orElseThrow();
    }

    private int marked(UUID sid) {
        return fixture.sql()
                .first(
                        "SELECT count(*) FROM frozen_pupil WHERE sid = ? AND tag IS NOT NULL",
                        row -> row.getInt(1),
                        sid)
                .orElseThrow();
    }

    @Test
    void nothingOfTheListLeavesBeforeTheAnswersAndNeverThePointsOfIt() throws Exception {
        ScriptedAsker asker = asker();
        asker.agreeOnOffers();
        asker.sendList();
        asker.fetchList();
        Response chunk = ScriptedPeer.http().get(asker.path("/elements/0"));
        assertRefused(chunk, RefusalType.OUT_OF_ORDER);
        asker.expose();
        asker.fetchAnswers(sizeOfNode(asker));
        List<Octets> ownChunks =
                fixture.sql()
                        .list(
                                "SELECT body FROM session_message WHERE sid = ? AND sender = 'OWN'"
                                        + " AND type = 'CHUNK'",
                                row -> Sql.octets(row, "body"),
                                asker.sid);
        String frames = asker.hex();
        int compared = 0;
        for (Octets own : ownChunks) {
            Elements elements = Elements.of(ScriptedPeer.SUITE, own.toByteArray());
            for (int i = 0; i < elements.size(); i++) {
                assertThat(frames).doesNotContain(elements.get(i).hex());
                compared++;
            }
        }
        assertThat(compared).isEqualTo(sizeOfNode(asker)).isPositive();
        assertThat(asker.nodeTags()).hasSize(compared);
    }

    @Test
    void nothingIsAnsweredBeforeTheSendingIsProvenToBeLogged() throws Exception {
        ScriptedAsker asker = asker();
        asker.reachLists();
        assertRefused(asker.getAnswer(0), RefusalType.OUT_OF_ORDER);
        assertThat(asker.state().getInt("evaluatedSent")).isZero();
        assertThat(fixture.leafKinds(asker.convenant.hash())).doesNotContain("exposure");

        assertRefused(
                asker.putExposure(asker.exposed(asker.leaf(LeafKind.EXPOSURE))),
                RefusalType.NOT_LOGGED);
        assertEnded(fixture, asker, "aborted-clean", RefusalType.NOT_LOGGED);
    }

    @Test
    void answersComeInOrderAndAreTheSameAgain() throws Exception {
        ScriptedAsker asker = asker();
        asker.reachEvaluating();
        assertRefused(asker.getAnswer(1), RefusalType.OUT_OF_ORDER);
        assertRefused(asker.getAnswer(-1), RefusalType.OUT_OF_ORDER);
        byte[] one = asker.getAnswer(0).then().statusCode(200).extract().asByteArray();
        byte[] two = asker.getAnswer(0).then().statusCode(200).extract().asByteArray();
        assertThat(two).isEqualTo(one);
        assertThat(asker.state().getInt("evaluatedSent")).isEqualTo(1);
    }

    @Test
    void whoAsksEvaluatesNothing() throws Exception {
        ScriptedAsker asker = asker();
        asker.reachEvaluating();
        assertRefused(
                asker.putEvaluated(
                        0,
                        asker.frame(
                                0,
                                asker.own.evaluate(asker.offersHash, 0, asker.ownChunks.get(0)))),
                RefusalType.OUT_OF_ORDER);
        assertThat(asker.state().getString("phase")).isEqualTo(Phase.EVALUATING.name());
    }

    @Test
    void aNumberOfMatchesIsNotTakenFromWhoAsks() throws Exception {
        ScriptedAsker asker = asker();
        ask(asker);
        Response answer = asker.putResult(asker.resultWith(Optional.of(ScriptedAsker.RECEIVED), 2));
        answer.then().statusCode(200);
        assertThat(asker.state().getString("ending")).isEqualTo("disputed");
    }

    @Test
    void aResultWithoutItsRootIsRefused() throws Exception {
        ScriptedAsker asker = asker();
        ask(asker);
        assertRefused(
                asker.putResult(asker.resultWith(Optional.empty(), 0)), RefusalType.UNSUPPORTED);
        assertEnded(fixture, asker, "aborted-exposed", RefusalType.UNSUPPORTED);
    }

    @Test
    void aMatchHasNoSuchRoot() throws Exception {
        ScriptedPeer peer = fixture.peer(1100);
        peer.reachEvaluating();
        peer.evaluateAll();
        Result honest = peer.result();
        assertRefused(
                peer.putResult(
                        new Result(
                                honest.transcript(),
                                honest.count(),
                                honest.resultTag(),
                                honest.laneBits(),
                                Optional.of(ScriptedAsker.RECEIVED))),
                RefusalType.UNSUPPORTED);
    }

    @Test
    void breakingOffAfterAnAnswerIsSpentAndTold() throws Exception {
        ScriptedAsker asker = asker();
        asker.reachEvaluating();
        asker.getAnswer(0).then().statusCode(200);
        asker.abort(Phase.EVALUATING).then().statusCode(204);
        assertThat(asker.state().getString("ending")).isEqualTo("aborted-exposed");
        for (int i = 0; i < 2; i++) {
            ScriptedAsker again = asker.again(ReconciliationFixture.keys(1101, 1105 + i));
            again.reachEvaluating();
            again.getAnswer(0).then().statusCode(200);
            again.abort(Phase.EVALUATING).then().statusCode(204);
        }
        ScriptedAsker tooOften = asker.again(ReconciliationFixture.keys(1101));
        Response refused = tooOften.postOffer(tooOften.offer());
        assertRefused(refused, RefusalType.LIMIT_EXCEEDED);
        assertThat(refused.jsonPath().getString("detail")).contains("3 session(s)");
        List<Map<String, Object>> ledger =
                NodeClient.given().get("/v1/ledger").then().extract().jsonPath().getList("$");
        assertThat(ledger)
                .filteredOn(entry -> asker.convenant.hash().equals(entry.get("convenant")))
                .singleElement()
                .satisfies(
                        entry ->
                                assertThat(entry)
                                        .containsEntry("mode", "MATCH_ONE_SIDED")
                                        .containsEntry("attemptsToday", 3)
                                        .containsEntry("evaluated", 8));
    }

    @Test
    void theListOfWhoAsksGrowsNoFasterThanAgreed() throws Exception {
        ScriptedAsker asker = asker();
        ask(asker);
        asker.settle(asker.result());
        int[] many = IntStream.rangeClosed(1110, 1160).toArray();
        ScriptedAsker grown = asker.again(ReconciliationFixture.keys(many));
        Response refused = grown.postOffer(grown.offer());
        assertRefused(refused, RefusalType.LIMIT_EXCEEDED);
        assertThat(refused.jsonPath().getString("detail")).contains("may grow by 40 pupils");
    }

    @Test
    void onlyTheOneWhoMayAskAsks() {
        TestConvenant ours = fixture.asking(TestNode.OIN, List.of("PGN"));
        ScriptedPeer accepted = fixture.accepted(ours, 1100);
        ScriptedAsker wrong =
                new ScriptedAsker(ours, Optional.empty(), ReconciliationFixture.keys(1101));
        Response refused = wrong.postOffer(wrong.offer());
        assertRefused(refused, RefusalType.NOT_PERMITTED);
        assertThat(refused.jsonPath().getString("detail")).contains("may ask");
        assertThat(fixture.lastLeaf(accepted.convenant.hash())).contains("\"DIRECTION\"");
    }

    @Test
    void theNodeAsksOnlyWhereItMay() {
        ScriptedAsker asker = asker();
        NodeClient.given()
                .contentType("application/json")
                .body(Map.of("convenant", asker.convenant.hash(), "purpose", ScriptedPeer.PURPOSE))
                .post("/v1/runs")
                .then()
                .statusCode(403)
                .body("type", is("urn:sluitend:problem:not-permitted"))
                .body("detail", containsString("only " + TestNode.PEER_OIN + " may ask"));
        assertThat(fixture.lastLeaf(asker.convenant.hash())).contains("\"DIRECTION\"");
    }

    @Test
    void aConvenantForAskingAllowsNothingElseAndAnotherNoAsking() throws Exception {
        ScriptedAsker asker = asker();
        ScriptedPeer match =
                new ScriptedPeer(asker.convenant, ReconciliationFixture.keys(1101, 1102));
        assertRefused(match.postOffer(match.offer()), RefusalType.NOT_PERMITTED);

        ScriptedPeer other = fixture.peer(1101);
        ScriptedAsker asking =
                new ScriptedAsker(
                        other.convenant, Optional.empty(), ReconciliationFixture.keys(1101));
        assertRefused(asking.postOffer(asking.offer()), RefusalType.NOT_PERMITTED);
    }

    @Test
    void thereIsNoSecondLaneInWhichItsSizeWouldTellHowManyMatched() throws Exception {
        TestConvenant convenant = fixture.asking(TestNode.PEER_OIN, List.of("PGN", "DEMOGRAPHIC"));
        fixture.accepted(convenant, 1100);
        ScriptedAsker first =
                new ScriptedAsker(convenant, Optional.empty(), ReconciliationFixture.keys(1101));
        ask(first);
        first.settle(first.result());
        assertThat(run(first)).containsEntry("state", "COMPLETED");
        Offer o = first.again(ReconciliationFixture.keys(1101)).offer();
        Instant now = o.issued().truncatedTo(ChronoUnit.SECONDS);
        ScriptedAsker next = first.again(ReconciliationFixture.keys(1101));
        Offer second =
                new Offer(
                        o.version(),
                        next.sid,
                        o.role(),
                        o.sender(),
                        o.receiver(),
                        o.convenant(),
                        o.purpose(),
                        o.mode(),
                        "DEMOGRAPHIC",
                        o.suite(),
                        o.keyVersion(),
                        o.refDate(),
                        o.n(),
                        0,
                        0,
                        next.list.publicKey(),
                        next.list.commitment(),
                        next.list.listRoot(),
                        o.batchProofHash(),
                        o.nonce(),
                        Optional.empty(),
                        now,
                        o.expires(),
                        Optional.empty(),
                        Optional.empty());
        assertRefused(next.postOffer(second), RefusalType.NOT_PERMITTED);
    }

    @Test
    void thePupilIsToldThatWhoAskedMayKnowOfIt() throws Exception {
        ScriptedAsker asker = asker();
        ask(asker);
        asker.settle(asker.result());
        UUID registration =
                fixture.sql()
                        .list(
                                "SELECT id FROM registration WHERE reference = 'asked-1101'",
                                row -> Sql.uuid(row, "id"))
                        .getFirst();
        assertThat(comparisons.of(List.of(registration), List.of()))
                .filteredOn(comparison -> comparison.session().equals(asker.sid))
                .singleElement()
                .satisfies(
                        comparison -> {
                            assertThat(comparison.counted())
                                    .isEqualTo(Comparisons.Counted.COUNTERPART_ASKED);
                            assertThat(comparison.matched()).isEmpty();
                            assertThat(comparison.exposed()).isTrue();
                        });
    }

    @Test
    void theKeyAndTheAnswersAreGoneAtTheEnd() throws Exception {
        ScriptedAsker asker = asker();
        ask(asker);
        asker.settle(asker.result());
        assertThat(
                        fixture.sql()
                                .list(
                                        "SELECT 1 FROM session_secret WHERE sid = ?",
                                        row -> row.getInt(1),
                                        asker.sid))
                .isEmpty();
        assertThat(
                        fixture.sql()
                                .list(
                                        "SELECT 1 FROM session_message WHERE sid = ? AND type ="
                                                + " 'EVALUATED' AND body IS NOT NULL",
                                        row -> row.getInt(1),
                                        asker.sid))
                .isEmpty();
    }
}
