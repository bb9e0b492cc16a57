package nl.sluitend.reconciliation;

import static nl.sluitend.reconciliation.ProposalSteps.again;
import static nl.sluitend.reconciliation.ProposalSteps.answer;
import static nl.sluitend.reconciliation.ProposalSteps.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.SecurityAttribute;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import nl.sluitend.party.PeerAnswer;
import nl.sluitend.psi.Answer;
import nl.sluitend.psi.Octets;
import org.junit.jupiter.api.Test;

/** How an own answer about a probable match reaches the counterpart, and until when. */
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
class ProposalTermTest {

    @Inject ReconciliationFixture fixture;
    @Inject ProposalSteps steps;
    @Inject Proposals proposals;
    @Inject ProposalDelivery delivery;

    private List<Object> changes(ScriptedPeer peer, String reference) {
        return fixture.entries(peer.convenant.hash(), reference).stream()
                .map(entry -> entry.get("change"))
                .toList();
    }

    @Test
    void without_both_answers_it_lapses_after_thirty_days_and_says_so() throws Exception {
        NamedPupil pupil = NamedPupil.of(1006);
        pupil.register("verlopen");
        ScriptedPeer peer = steps.peer(pupil.movedTo("9909"));
        UUID id = steps.proposal(peer).id();
        answer(id, "YES").statusCode(200);
        delivery.watch();
        assertThat(view(id).getString("state")).isEqualTo("OPEN");
        late(id, "30 days 1 minute");
        delivery.watch();
        assertThat(view(id).getString("state")).isEqualTo("LAPSED");
        assertThat(fixture.last(peer.convenant.hash(), "verlopen"))
                .containsEntry("outcome", "NOT_CONFIRMED")
                .containsEntry("change", "PROPOSAL_LAPSED");
        assertThat(fixture.lastLeaf(peer.convenant.hash())).contains("ended", "LAPSED");
        answer(id, "YES").statusCode(409);
        assertThat(again(peer, false, pupil.movedTo("9909")).matches()).isEmpty();
        assertThat(changes(peer, "verlopen")).containsExactly("NEW", "PROPOSAL_LAPSED");
    }

    private void late(UUID id, String by) {
        fixture.sql()
                .run(
                        "UPDATE proposal SET lapses = lapses - ?::interval WHERE proposal_id = ?",
                        by,
                        id);
    }

    @Test
    void after_the_term_nobody_answers_also_before_a_job_has_closed_it() throws Exception {
        NamedPupil pupil = NamedPupil.of(1007);
        pupil.register("net-te-laat");
        ScriptedPeer peer = steps.peer(pupil.movedTo("9909"));
        UUID id = steps.proposal(peer).id();
        late(id, "31 days");
        answer(id, "YES")
                .statusCode(409)
                .body("type", equalTo("urn:sluitend:problem:proposal-over"));
    }

    @Test
    void what_both_committed_to_in_time_may_be_opened_for_two_weeks() throws Exception {
        NamedPupil pupil = NamedPupil.of(1008);
        pupil.register("op-tijd-vastgelegd");
        ScriptedPeer peer = steps.peer(pupil.movedTo("9909"));
        UUID id = steps.proposal(peer).id();
        answer(id, "YES").statusCode(200);
        Octets salt = ScriptedList.fresh();
        peer.open(ProposalSteps.send(peer, ProposalSteps.commit(peer, Answer.YES, salt)));
        late(id, "35 days");
        delivery.watch();
        assertThat(view(id).getString("state")).isEqualTo("OPEN");
        peer.open(ProposalSteps.send(peer, steps.open(peer, Answer.YES, salt)));
        assertThat(view(id).getString("state")).isEqualTo("CONFIRMED");

        NamedPupil other = NamedPupil.of(1009);
        other.register("nooit-geopend");
        ScriptedPeer silent = steps.peer(other.movedTo("9909"));
        UUID never = steps.proposal(silent).id();
        answer(never, "YES").statusCode(200);
        silent.open(
                ProposalSteps.send(
                        silent, ProposalSteps.commit(silent, Answer.YES, ScriptedList.fresh())));
        late(never, "45 days");
        delivery.watch();
        assertThat(view(never).getString("state")).isEqualTo("LAPSED");
    }

    @Test
    void it_lapses_when_the_convenant_is_replaced() throws Exception {
        NamedPupil pupil = NamedPupil.of(1010);
        pupil.register("convenant-voorbij");
        ScriptedPeer peer = steps.peer(pupil.movedTo("9909"));
        UUID id = steps.proposal(peer).id();
        fixture.replaceConvenant(peer);
        answer(id, "YES").statusCode(409);
        delivery.watch();
        assertThat(view(id).getString("state")).isEqualTo("LAPSED");
    }

    @Test
    void the_counterpart_says_what_it_holds_and_is_believed_about_nothing_else() throws Exception {
        NamedPupil pupil = NamedPupil.of(1016);
        pupil.register("in-handen");
        ScriptedPeer peer = steps.peer(pupil.movedTo("9909"));
        UUID id = steps.proposal(peer).id();
        answer(id, "YES").statusCode(200);
        assertThat(delivery.deliver(id)).as("nobody answers at its address").isFalse();
        StoredProposal sent = steps.proposal(peer);
        assertThat(sent.problem().orElseThrow()).startsWith("not reached");
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String wrong =
                peer.jws.sign(
                        ProposalForms.HELD.encode(new AnswerHeld(Octets.of(new byte[32]), now)));
        assertThatThrownBy(() -> proposals.held(sent, wrong))
                .hasMessageContaining("receipt-differs");
        assertThatThrownBy(() -> proposals.held(sent, sent.own().orElseThrow().commit()))
                .as("our own words back")
                .hasMessageContaining("identity-mismatch");
        assertThat(proposals.opening(id)).as("the counterpart has not committed").isEmpty();

        Octets commit = Messages.hash(ProposalForms.payload(sent.own().orElseThrow().commit()));
        proposals.held(sent, peer.jws.sign(ProposalForms.HELD.encode(new AnswerHeld(commit, now))));
        assertThat(proposals.opening(id)).isEmpty();
        Octets salt = ScriptedList.fresh();
        peer.open(ProposalSteps.send(peer, ProposalSteps.commit(peer, Answer.YES, salt)));
        String opening = proposals.opening(id).orElseThrow();
        assertThat(proposals.opening(id)).as("one message, ever").hasValue(opening);
        assertThat(fixture.lastLeaf(peer.convenant.hash())).contains("opened");

        AnswerOpen theirs = steps.open(peer, Answer.YES, salt);
        var elsewhere =
                new AnswerOpen(
                        theirs.convenant(),
                        UUID.randomUUID(),
                        theirs.tag(),
                        theirs.answer(),
                        theirs.salt(),
                        theirs.commitment());
        assertThatThrownBy(
                        () ->
                                proposals.opened(
                                        id, peer.jws.sign(ProposalForms.OPEN.encode(elsewhere))))
                .hasMessageContaining("answer-differs");
        proposals.opened(id, peer.jws.sign(ProposalForms.OPEN.encode(theirs)));
        assertThat(view(id).getString("state")).isEqualTo("CONFIRMED");
        assertThat(delivery.deliver(id)).as("there is nothing left to tell").isTrue();
    }

    @Test
    void an_answer_that_does_not_arrive_raises_an_alert_after_a_day() throws Exception {
        NamedPupil pupil = NamedPupil.of(1017);
        pupil.register("komt-niet-aan");
        ScriptedPeer peer = steps.peer(pupil.movedTo("9909"));
        UUID id = steps.proposal(peer).id();
        answer(id, "YES").statusCode(200);
        delivery.watch();
        assertThat(WithdrawalSteps.alerts(id)).isEmpty();
        fixture.sql()
                .run(
                        "UPDATE proposal SET answered = answered - interval '25 hours' WHERE"
                                + " proposal_id = ?",
                        id);
        delivery.watch();
        assertThat(WithdrawalSteps.alerts(id)).containsExactly("proposal-undelivered");
    }

    @Test
    void what_the_counterpart_refuses_for_good_is_not_sent_again() throws Exception {
        NamedPupil pupil = NamedPupil.of(1019);
        pupil.register("voorgoed-geweigerd");
        ScriptedPeer peer = steps.peer(pupil.movedTo("9909"));
        UUID id = steps.proposal(peer).id();
        answer(id, "YES").statusCode(200);
        assertThat(delivery.take(id, problem("proposal-over"), _ -> {})).isTrue();
        assertThat(steps.proposal(peer).problem().orElseThrow()).contains("proposal-over");
        assertThat(delivery.take(id, problem("session-open"), _ -> {})).isFalse();
    }

    @Test
    void a_pair_that_the_counterpart_does_not_know_is_told_once_and_people_hear_of_it()
            throws Exception {
        NamedPupil pupil = NamedPupil.of(1068);
        pupil.register("kent-zij-niet");
        ScriptedPeer peer = steps.peer(pupil.movedTo("9909"));
        UUID id = steps.proposal(peer).id();
        answer(id, "NO").statusCode(200);
        assertThat(delivery.take(id, problem("unknown-proposal"), _ -> {}))
                .as("nothing is sent again")
                .isTrue();
        assertThat(WithdrawalSteps.alerts(id)).contains("proposal-unknown");
        assertThat(view(id).getString("state"))
                .as("people gave their answer, and are not asked again")
                .isEqualTo("OPEN");

        Octets salt = ScriptedList.fresh();
        peer.open(ProposalSteps.send(peer, ProposalSteps.commit(peer, Answer.YES, salt)));
        assertThat(delivery.deliver(id))
                .as("it knows the pair after all, and is told again; nobody answers here")
                .isFalse();
        late(id, "45 days");
        delivery.watch();
        assertThat(view(id).getString("state")).isEqualTo("LAPSED");
        assertThat(again(peer, false, pupil.movedTo("9909")).matches()).isEmpty();
    }

    private static PeerAnswer problem(String type) {
        return new PeerAnswer.PeerProblem(type, 409, "");
    }
}
