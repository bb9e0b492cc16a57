package nl.sluitend.reconciliation;

import static nl.sluitend.reconciliation.PeerAssertions.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.NodeClient;
import nl.sluitend.disclosure.LeafKind;
import nl.sluitend.psi.EvaluatedHeader;
import nl.sluitend.psi.Evaluation;
import nl.sluitend.psi.ListRoot;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.OneSidedAnswer;
import nl.sluitend.psi.ReceivedRoot;
import nl.sluitend.psi.RefusalType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The node asks, and judges every answer of its counterparty. */
@QuarkusTest
@RolesOfSystems
class AskingNodeTest {

    private static final Octets OTHER = Messages.hash(new byte[] {1});

    @Inject ReconciliationFixture fixture;
    @Inject ScriptedAnswerer peer;
    @Inject FrozenLists lists;
    @Inject Comparisons comparisons;

    @BeforeEach
    void pupils() {
        fixture.register("asks-1170", 1170);
        fixture.register("asks-1171", 1171);
        fixture.register("asks-1172", 1172);
    }

    @Test
    void theNodeLearnsWhoIsKnownThereAndShowsIt() throws Exception {
        peer.agree(1170, 1171, 1173);
        String convenant = peer.convenant.hash();

        assertThat(fixture.last(convenant, "asks-1170"))
                .containsEntry("outcome", "MATCHED")
                .containsEntry("casusnummer", null);
        assertThat(fixture.last(convenant, "asks-1171")).containsEntry("outcome", "MATCHED");
        assertThat(fixture.last(convenant, "asks-1172")).containsEntry("outcome", "ONLY_HERE");
        assertThat(fixture.leafKinds(convenant))
                .containsExactly("session-open", "sending", "received", "receipt", "session-end");
        NodeClient.given()
                .get("/v1/runs/" + peer.run)
                .then()
                .body("state", is("COMPLETED"))
                .body("sessions[0].matched", is(2));
        NodeClient.given()
                .accept("text/html")
                .get("/afstemmingen/" + peer.run)
                .then()
                .statusCode(200)
                .body(containsString("deze organisatie vraagt, de ander leert niets"))
                .body(containsString("Op beide lijsten"));
    }

    @Test
    void nothingThatItSignsOrLogsTellsHowManyMatched() throws Exception {
        peer.agree(1170, 1171, 1173);
        assertThat(peer.nodeResult().count()).isZero();
        List<Octets> entries = new ArrayList<>();
        int size = peer.session().ownSize();
        for (FrozenPupil pupil : lists.range(peer.sid, 0, size)) {
            entries.add(ReceivedRoot.entry(pupil.salt(), pupil.point(), pupil.tag().isPresent()));
        }
        assertThat(entries).hasSizeGreaterThanOrEqualTo(3);
        assertThat(peer.nodeResult().received())
                .as("what it learned, for whom the salts are opened to")
                .contains(ListRoot.of(entries));

        String withMatches = peer.convenant.hash();
        peer.agree(1174, 1175, 1176);
        assertThat(fixture.leafKinds(peer.convenant.hash()))
                .as("the log is as long without a match as with two")
                .isEqualTo(fixture.leafKinds(withMatches));
        assertThat(pupilsReceived(peer.convenant.hash())).isEqualTo(pupilsReceived(withMatches));
    }

    private String pupilsReceived(String convenant) {
        return fixture.sql()
                .first(
                        "select convert_from(l.entry, 'UTF8')::json -> 'detail' ->> 'pupils' as n"
                                + " from disclosure_leaf l join disclosure_log g on g.id = l.log_id"
                                + " where g.origin = ? and convert_from(l.entry, 'UTF8')::json ->>"
                                + " 'type' = 'received'",
                        row -> String.valueOf(row.getString("n")),
                        nl.sluitend.TestNode.OIN + "/" + convenant)
                .orElseThrow();
    }

    /** Whoever later gets hold of the counterparty's key has no tags to try numbers against. */
    @Test
    void noTagIsKept() throws Exception {
        peer.agree(1170, 1171, 1173);
        List<Octets> kept =
                fixture.sql()
                        .list(
                                "SELECT tag FROM frozen_pupil WHERE sid = ? AND tag IS NOT NULL",
                                row -> Sql.octets(row, "tag"),
                                peer.sid);
        assertThat(kept).hasSize(2).doesNotContainAnyElementsOf(OneSidedAnswer.split(peer.tags()));
        assertThat(
                        fixture.sql()
                                .list(
                                        "SELECT 1 FROM session_message WHERE sid = ? AND (type ="
                                                + " 'COMPARED' OR type = 'EVALUATED' AND body IS NOT"
                                                + " NULL)",
                                        row -> row.getInt(1),
                                        peer.sid))
                .isEmpty();
    }

    /** A withdrawal that names a tag must not tell whether the pupil is known here. */
    @Test
    void theCounterpartyCannotFindOutByWithdrawing() throws Exception {
        peer.agree(1170, 1171, 1173);
        for (Octets tag : OneSidedAnswer.split(peer.tags())) {
            var withdrawal =
                    new Withdrawal(
                            UUID.randomUUID(),
                            peer.convenant.hash(),
                            peer.sid,
                            tag,
                            WithdrawalReason.OTHER_CHILD,
                            Instant.now().truncatedTo(ChronoUnit.SECONDS));
            assertRefused(
                    peer.connection.sendJws(
                            "POST",
                            PeerWithdrawalResource.PATH,
                            MessageCodec.WITHDRAWAL.encode(withdrawal)),
                    RefusalType.UNKNOWN_MATCH);
        }
    }

    @Test
    void aPupilWhoAsksIsToldWhatTheNodeLearned() throws Exception {
        peer.agree(1170, 1171, 1173);
        UUID registration =
                fixture.sql()
                        .list(
                                "SELECT id FROM registration WHERE reference = 'asks-1170'",
                                row -> Sql.uuid(row, "id"))
                        .getFirst();
        assertThat(comparisons.of(List.of(registration), List.of()))
                .filteredOn(comparison -> comparison.session().equals(peer.sid))
                .singleElement()
                .satisfies(
                        comparison -> {
                            assertThat(comparison.counted())
                                    .isEqualTo(Comparisons.Counted.WE_ASKED);
                            assertThat(comparison.matched()).contains(true);
                            assertThat(comparison.exposed()).isFalse();
                        });
    }

    private void assertEnded(Reply reply, RefusalType type) {
        assertThat(reply)
                .isInstanceOfSatisfying(
                        Reply.Refused.class,
                        refused -> assertThat(refused.refusal().type()).isEqualTo(type));
        assertThat(peer.session().state().ending().orElseThrow().code()).isEqualTo("aborted-clean");
        assertThat(fixture.outcomes(peer.convenant.hash())).isEmpty();
        assertThat(fixture.leafKinds(peer.convenant.hash())).endsWith("refusal", "session-end");
    }

    @Test
    void anAnswerUnderAnotherKeyIsRefused() {
        peer.reachAnswers(1170, 1171);
        Evaluation honest = peer.evaluation(0);
        var forged = new Evaluation(peer.chunk(0), honest.proof());
        assertEnded(peer.answer(0, forged, peer.tags(0)), RefusalType.PROOF_INVALID);
    }

    @Test
    void anAnswerWithoutItsProofIsRefused() {
        peer.reachAnswers(1170, 1171);
        var bare = new Evaluation(peer.evaluation(0).points(), Octets.empty());
        assertEnded(peer.answer(0, bare, peer.tags(0)), RefusalType.PROOF_INVALID);
    }

    @Test
    void tagsThatAreNotInOrderAreRefused() {
        peer.reachAnswers(1170, 1171);
        byte[] tags = peer.tags(0).toByteArray();
        var turned = new byte[tags.length];
        System.arraycopy(tags, 16, turned, 0, 16);
        System.arraycopy(tags, 0, turned, 16, 16);
        assertEnded(
                peer.answer(0, peer.evaluation(0), Octets.of(turned)), RefusalType.INVALID_ELEMENT);
    }

    @Test
    void moreOrFewerTagsThanWereOfferedAreRefused() {
        peer.reachAnswers(1170, 1171);
        assertEnded(
                peer.answer(0, peer.evaluation(0), peer.tags(0).first(16)),
                RefusalType.INVALID_ELEMENT);
        peer.reachAnswers(1170, 1171);
        byte[] more = java.util.Arrays.copyOf(peer.tags(0).toByteArray(), 48);
        java.util.Arrays.fill(more, 32, 48, (byte) 0xff);
        assertEnded(
                peer.answer(0, peer.evaluation(0), Octets.of(more)), RefusalType.INVALID_ELEMENT);
    }

    @Test
    void otherOctetsThanTheHeaderAnnouncesAreRefused() {
        peer.reachAnswers(1170, 1171);
        Evaluation evaluation = peer.evaluation(0);
        Octets body = new OneSidedAnswer(evaluation.points(), peer.tags(0)).body();
        assertEnded(peer.frame(0, 0, OTHER, body, evaluation), RefusalType.CHUNK_CONFLICT);
    }

    @Test
    void anAnswerOfAnotherRoundIsRefusedAndTheSessionGoesOn() {
        peer.reachAnswers(1170, 1171);
        Evaluation evaluation = peer.evaluation(0);
        Octets body = new OneSidedAnswer(evaluation.points(), peer.tags(0)).body();
        Octets digest = EvaluatedHeader.digest(body, evaluation.proof());
        assertThat(peer.frame(0, 1, digest, body, evaluation))
                .isInstanceOfSatisfying(
                        Reply.Refused.class,
                        r -> assertThat(r.refusal().type()).isEqualTo(RefusalType.OUT_OF_ORDER));
        assertThat(peer.answer(0, evaluation, peer.tags(0))).isInstanceOf(Reply.Accepted.class);
    }

    @Test
    void whoAnswersMustHaveLoggedThatItsListIsExposed() {
        peer.asked(1170);
        peer.offer();
        peer.lists();
        assertEnded(peer.expose(LeafKind.SENDING), RefusalType.NOT_LOGGED);
    }

    @Test
    void aResultThatNamesMatchesOrARootIsNotThatOfWhoAnswers() throws Exception {
        peer.reachAnswers(1170, 1171);
        peer.answerHonestly();
        assertThat(peer.settle(peer.result(1, Optional.empty())))
                .isInstanceOf(Reply.Accepted.class);
        assertThat(peer.session().state().ending().orElseThrow().code()).isEqualTo("disputed");
        assertThat(fixture.outcomes(peer.convenant.hash())).isEmpty();

        peer.reachAnswers(1170, 1171);
        peer.answerHonestly();
        assertEnded(peer.settle(peer.result(0, Optional.of(OTHER))), RefusalType.UNSUPPORTED);
    }
}
