package nl.sluitend.reconciliation;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static nl.sluitend.reconciliation.PeerAssertions.assertRefused;
import static nl.sluitend.reconciliation.ProposalSteps.answer;
import static nl.sluitend.reconciliation.ProposalSteps.commit;
import static nl.sluitend.reconciliation.ProposalSteps.send;
import static nl.sluitend.reconciliation.ProposalSteps.terms;
import static nl.sluitend.reconciliation.ProposalSteps.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.SecurityAttribute;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.psi.Answer;
import nl.sluitend.psi.AnswerTerms;
import nl.sluitend.psi.LaneBits;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.RefusalType;
import nl.sluitend.psi.Result;
import org.junit.jupiter.api.Test;

/** A counterpart that does not play fair about probable matches: refused, logged, and no wiser. */
@QuarkusTest
@TestSecurity(
        user = "petra",
        roles = {
            "registration-writer",
            "outcome-reader",
            "convenant-manager",
            "case-worker",
            "privacy-officer"
        },
        attributes = @SecurityAttribute(key = "azp", value = ReconciliationFixture.SOURCE))
class PeerProposalTest {

    private static final Octets SALT = ScriptedList.fresh();

    @Inject ReconciliationFixture fixture;
    @Inject ProposalSteps steps;

    private ScriptedPeer proposed(int day) throws Exception {
        NamedPupil pupil = NamedPupil.of(day);
        pupil.register("voorgelegd-" + day);
        return steps.peer(pupil.movedTo("9909"));
    }

    private void assertRefusedAndLogged(ScriptedPeer peer, Response answer, RefusalType type) {
        assertRefused(answer, type);
        assertThat(answer.asString()).doesNotContain("YES").doesNotContain("\"NO\"");
        assertThat(fixture.leafKinds(peer.convenant.hash())).endsWith("refusal");
        assertThat(fixture.lastLeaf(peer.convenant.hash())).contains(type.slug());
    }

    @Test
    void another_answer_than_it_committed_to() throws Exception {
        ScriptedPeer peer = proposed(1030);
        UUID id = steps.proposal(peer).id();
        answer(id, "YES").statusCode(200);
        peer.open(send(peer, commit(peer, Answer.NO, SALT)));
        assertRefusedAndLogged(
                peer, send(peer, steps.open(peer, Answer.YES, SALT)), RefusalType.ANSWER_DIFFERS);
        assertThat(steps.proposal(peer).own().orElseThrow().open())
                .as("and ours stays closed")
                .isEmpty();
        assertThat(view(id).getString("state")).isEqualTo("OPEN");
    }

    @Test
    void opening_before_it_or_this_party_has_committed() throws Exception {
        ScriptedPeer peer = proposed(1031);
        UUID id = steps.proposal(peer).id();
        AnswerTerms terms = terms(peer);
        var blind =
                new AnswerOpen(terms.convenant(), terms.sid(), terms.tag(), Answer.YES, SALT, SALT);
        assertRefusedAndLogged(peer, send(peer, blind), RefusalType.NOT_COMMITTED);
        peer.open(send(peer, commit(peer, Answer.YES, SALT)));
        assertRefusedAndLogged(peer, send(peer, blind), RefusalType.NOT_COMMITTED);
        answer(id, "YES").statusCode(200);
        assertRefusedAndLogged(peer, send(peer, blind), RefusalType.NOT_COMMITTED);
        peer.open(send(peer, steps.open(peer, Answer.YES, SALT)));
        assertThat(view(id).getString("state")).isEqualTo("CONFIRMED");
    }

    @Test
    void what_it_opens_first_tells_it_nothing_until_it_has_committed() throws Exception {
        ScriptedPeer peer = proposed(1032);
        answer(steps.proposal(peer).id(), "YES").statusCode(200);
        assertRefusedAndLogged(
                peer, send(peer, steps.open(peer, Answer.YES, SALT)), RefusalType.NOT_COMMITTED);
    }

    @Test
    void a_second_commitment_or_opening() throws Exception {
        ScriptedPeer peer = proposed(1033);
        UUID id = steps.proposal(peer).id();
        AnswerCommit first = commit(peer, Answer.YES, SALT);
        String held = send(peer, first).asString();
        assertThat(send(peer, first).asString()).as("again: the stored answer").isEqualTo(held);
        assertRefusedAndLogged(
                peer,
                send(peer, commit(peer, Answer.NO, ScriptedList.fresh())),
                RefusalType.REPLAYED);
        answer(id, "YES").statusCode(200);
        AnswerOpen open = steps.open(peer, Answer.YES, SALT);
        String ours = send(peer, open).asString();
        assertThat(send(peer, open).asString()).isEqualTo(ours);
        assertThat(send(peer, first).asString()).as("also when it is over").isEqualTo(held);
        assertRefusedAndLogged(
                peer, send(peer, steps.open(peer, Answer.NO, SALT)), RefusalType.REPLAYED);
        assertThat(view(id).getString("state")).isEqualTo("CONFIRMED");
        assertThat(fixture.leafKinds(peer.convenant.hash()).stream().filter("proposal"::equals))
                .as("answered, opened, ended: no leaf twice")
                .hasSize(3);
    }

    @Test
    void our_own_commitment() throws Exception {
        ScriptedPeer peer = proposed(1034);
        answer(steps.proposal(peer).id(), "YES").statusCode(200);
        Octets ours = ProposalSteps.nodesCommitment(steps.proposal(peer));
        assertRefusedAndLogged(peer, send(peer, commit(terms(peer), ours)), RefusalType.REFLECTED);
    }

    @Test
    void a_pair_that_is_none() throws Exception {
        ScriptedPeer peer = proposed(1035);
        ScriptedPeer other = proposed(1036);
        AnswerTerms right = terms(peer);
        for (AnswerTerms wrong :
                List.of(
                        with(right, right.convenant(), right.sid(), Octets.of(new byte[16])),
                        with(right, right.convenant(), UUID.randomUUID(), right.tag()),
                        with(right, other.convenant.hash(), right.sid(), right.tag()),
                        with(right, "0".repeat(64), right.sid(), right.tag()))) {
            assertRefused(
                    send(peer, commit(wrong, wrong.commit(Answer.YES, SALT))),
                    RefusalType.UNKNOWN_PROPOSAL);
            assertRefused(
                    send(
                            peer,
                            new AnswerOpen(
                                    wrong.convenant(),
                                    wrong.sid(),
                                    wrong.tag(),
                                    Answer.YES,
                                    SALT,
                                    SALT)),
                    RefusalType.UNKNOWN_PROPOSAL);
        }
        assertThat(fixture.lastLeaf(peer.convenant.hash())).contains("unknown-proposal");
    }

    @Test
    void a_pair_of_a_session_that_has_not_ended_here_is_asked_for_later() throws Exception {
        NamedPupil pupil = NamedPupil.of(1069);
        pupil.register("nog-geen-bewijs");
        ScriptedPeer peer =
                fixture.peerWith(
                        List.of(ProposalSteps.LANE.name()),
                        ProposalSteps.keys(ProposalSteps.LANE, pupil));
        peer.reachEvaluating();
        peer.evaluateAll();
        Result own = peer.result(Optional.empty(), Optional.of(ProposalSteps.bits(peer, false)));
        byte[] nodes = peer.open(peer.putResult(own));
        List<String> before = fixture.leafKinds(peer.convenant.hash());
        assertRefused(send(peer, commit(peer, Answer.YES, SALT)), RefusalType.SESSION_OPEN);
        assertThat(fixture.leafKinds(peer.convenant.hash()))
                .as("it comes again, and is not logged each time")
                .isEqualTo(before);
        peer.open(peer.putReceipt(peer.receipt(own, nodes)));
        ShownMatches.await(peer.convenant.hash());
        peer.open(send(peer, commit(peer, Answer.YES, SALT)));
    }

    private static AnswerTerms with(AnswerTerms t, String convenant, UUID sid, Octets tag) {
        return new AnswerTerms(convenant, sid, tag, t.sender(), t.receiver());
    }

    @Test
    void after_the_term_or_without_a_convenant() throws Exception {
        ScriptedPeer peer = proposed(1037);
        UUID id = steps.proposal(peer).id();
        fixture.sql()
                .run(
                        "UPDATE proposal SET lapses = lapses - interval '31 days' WHERE proposal_id"
                                + " = ?",
                        id);
        assertRefusedAndLogged(
                peer, send(peer, commit(peer, Answer.YES, SALT)), RefusalType.PROPOSAL_OVER);

        ScriptedPeer ended = proposed(1038);
        fixture.replaceConvenant(ended);
        assertRefused(send(ended, commit(ended, Answer.YES, SALT)), RefusalType.NOT_PERMITTED);
    }

    @Test
    void words_that_nobody_can_read_or_that_another_signed() throws Exception {
        ScriptedPeer peer = proposed(1039);
        for (String path :
                List.of(PeerProposalResource.COMMITMENTS, PeerProposalResource.OPENINGS)) {
            assertRefused(
                    peer.sendJws("POST", path, "{}".getBytes(UTF_8)), RefusalType.UNSUPPORTED);
        }
        answer(steps.proposal(peer).id(), "YES").statusCode(200);
        String nodes = steps.proposal(peer).own().orElseThrow().commit();
        assertRefused(
                PeerConnection.http()
                        .contentType("application/jose")
                        .body(nodes.getBytes(US_ASCII))
                        .post(PeerProposalResource.COMMITMENTS),
                RefusalType.IDENTITY_MISMATCH);
    }

    @Test
    void a_withdrawal_of_what_was_never_a_match() throws Exception {
        ScriptedPeer peer = proposed(1040);
        assertRefused(
                WithdrawalSteps.send(peer, WithdrawalSteps.byPeer(peer)),
                RefusalType.UNKNOWN_MATCH);
        assertThat(fixture.last(peer.convenant.hash(), "voorgelegd-1040"))
                .containsEntry("outcome", "PROBABLE");
    }

    @Test
    void a_result_that_does_not_say_what_is_confirmed() throws Exception {
        NamedPupil pupil = NamedPupil.of(1041);
        pupil.register("geen-bits");
        ScriptedPeer peer =
                fixture.peerWith(
                        List.of(ProposalSteps.LANE.name()),
                        ProposalSteps.keys(ProposalSteps.LANE, pupil));
        peer.reachEvaluating();
        peer.evaluateAll();
        assertRefused(peer.putResult(peer.result()), RefusalType.UNSUPPORTED);

        ScriptedPeer whole = fixture.peer(1);
        whole.reachEvaluating();
        whole.evaluateAll();
        Octets bits = LaneBits.pack(whole.matches().stream().map(_ -> true).toList());
        assertRefused(
                whole.putResult(whole.result(Optional.empty(), Optional.of(bits))),
                RefusalType.UNSUPPORTED);
    }

    @Test
    void that_says_a_pair_is_confirmed_which_people_here_did_not_confirm() throws Exception {
        NamedPupil pupil = NamedPupil.of(1042);
        pupil.register("niet-bevestigd");
        ScriptedPeer peer =
                ProposalSteps.ended(
                        fixture.peerWith(
                                List.of(ProposalSteps.LANE.name()),
                                ProposalSteps.keys(ProposalSteps.LANE, pupil)),
                        true);
        assertThat(peer.matches()).hasSize(1);
        assertThat(fixture.last(peer.convenant.hash(), "niet-bevestigd"))
                .containsEntry("outcome", "PROBABLE");
    }
}
