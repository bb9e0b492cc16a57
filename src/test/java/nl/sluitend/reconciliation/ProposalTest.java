package nl.sluitend.reconciliation;

import static nl.sluitend.reconciliation.ProposalSteps.again;
import static nl.sluitend.reconciliation.ProposalSteps.answer;
import static nl.sluitend.reconciliation.ProposalSteps.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.SecurityAttribute;
import io.quarkus.test.security.TestSecurity;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.NodeClient;
import nl.sluitend.psi.Answer;
import nl.sluitend.psi.AnswerTerms;
import nl.sluitend.psi.Casusnummer;
import nl.sluitend.psi.Octets;
import org.junit.jupiter.api.Test;

/** Probable matches: asked of people on both sides, and a match when both say yes (finding 24). */
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
class ProposalTest {

    @Inject ReconciliationFixture fixture;
    @Inject ProposalSteps steps;
    @Inject ProposalRows rows;

    private static JsonPath run(String convenant) {
        JsonPath runs = NodeClient.given().get("/v1/runs").then().extract().jsonPath();
        String id = runs.getString("find { it.convenant == '" + convenant + "' }.id");
        return NodeClient.given().get("/v1/runs/" + id).then().extract().jsonPath();
    }

    private List<Object> changes(ScriptedPeer peer, String reference) {
        return fixture.entries(peer.convenant.hash(), reference).stream()
                .map(entry -> entry.get("change"))
                .toList();
    }

    @Test
    void who_moved_is_proposed_and_nothing_more_is_told_or_counted() throws Exception {
        NamedPupil pupil = NamedPupil.of(1000);
        pupil.register("verhuisd");
        ScriptedPeer peer = steps.peer(pupil.movedTo("9909"));
        String convenant = peer.convenant.hash();
        assertThat(peer.matches()).hasSize(1);
        assertThat(fixture.last(convenant, "verhuisd"))
                .containsEntry("outcome", "PROBABLE")
                .containsEntry("casusnummer", null);
        assertThat(run(convenant).getInt("sessions[0].matched")).isZero();
        assertThat(run(convenant).getInt("counts.PROBABLE")).isEqualTo(1);
        assertThat(fixture.leafKinds(convenant)).endsWith("outcome", "receipt", "session-end");

        StoredProposal proposal = steps.proposal(peer);
        JsonPath seen = view(proposal.id());
        assertThat(seen.getString("state")).isEqualTo("OPEN");
        assertThat(seen.getList("registrations.reference")).containsExactly("verhuisd");
        assertThat(seen.getString("answered")).isNull();
        assertThat(seen.getString("casusnummer")).isNull();
        Instant offered =
                MessageCodec.OFFER.decode(peer.ownOffer).issued().plus(30, ChronoUnit.DAYS);
        assertThat(proposal.lapses()).as("the same moment at both").isEqualTo(offered);
    }

    @Test
    void two_times_yes_is_a_match_that_later_runs_keep() throws Exception {
        NamedPupil pupil = NamedPupil.of(1001);
        pupil.register("bevestigd-paar");
        ScriptedPeer peer = steps.peer(pupil.movedTo("9909"));
        String convenant = peer.convenant.hash();
        StoredProposal proposal = steps.proposal(peer);
        answer(proposal.id(), "YES")
                .statusCode(200)
                .body("state", equalTo("OPEN"))
                .body("casusnummer", nullValue());
        assertThat(fixture.lastLeaf(convenant))
                .contains("answered", proposal.id().toString())
                .as("the answer is in it as a digest alone")
                .doesNotContain("YES");

        AnswerOpen nodes = steps.answerOfPeer(peer, Answer.YES);
        AnswerTerms own = ProposalSteps.terms(peer).other();
        assertThat(own.commit(nodes.answer(), nodes.salt()))
                .as("what the node opened is what it had committed to")
                .isEqualTo(ProposalSteps.nodesCommitment(steps.proposal(peer)));
        assertThat(nodes.answer()).isEqualTo(Answer.YES);
        String number = Casusnummer.of(convenant, peer.matches().getFirst().tag()).value();
        assertThat(fixture.last(convenant, "bevestigd-paar"))
                .containsEntry("outcome", "MATCHED")
                .containsEntry("change", "MATCHED")
                .containsEntry("casusnummer", number);
        assertThat(fixture.leafKinds(convenant)).endsWith("proposal", "proposal", "proposal");
        assertThat(fixture.lastLeaf(convenant)).contains("ended", "CONFIRMED");
        assertThat(view(proposal.id()).getString("casusnummer")).isEqualTo(number);

        ScriptedPeer later = again(peer, true, pupil.movedTo("9909"));
        assertThat(later.matches()).hasSize(1);
        assertThat(run(convenant).getInt("sessions[0].matched")).isEqualTo(1);
        assertThat(changes(peer, "bevestigd-paar")).containsExactly("NEW", "MATCHED");
        assertThat(fixture.last(convenant, "bevestigd-paar")).containsEntry("casusnummer", number);
    }

    @Test
    void a_pair_that_only_one_party_knows_as_confirmed_gets_nothing_in_a_run() throws Exception {
        NamedPupil pupil = NamedPupil.of(1002);
        pupil.register("half-bevestigd");
        ScriptedPeer peer = steps.peer(pupil.movedTo("9909"));
        answer(steps.proposal(peer).id(), "YES").statusCode(200);
        steps.answerOfPeer(peer, Answer.YES);
        again(peer, false, pupil.movedTo("9909"));
        assertThat(run(peer.convenant.hash()).getInt("sessions[0].matched")).isZero();
        assertThat(fixture.last(peer.convenant.hash(), "half-bevestigd"))
                .as("this party holds both answers, signed")
                .containsEntry("outcome", "MATCHED");
    }

    @Test
    void any_no_is_no_match_and_the_pair_is_not_asked_about_again() throws Exception {
        int day = 1003;
        for (Answer ours : Answer.values()) {
            for (Answer theirs : Answer.values()) {
                if (ours == Answer.YES && theirs == Answer.YES) {
                    continue;
                }
                String reference = "nee-%s-%s".formatted(ours, theirs);
                NamedPupil pupil = NamedPupil.of(day++);
                pupil.register(reference);
                ScriptedPeer peer = steps.peer(pupil.movedTo("9909"));
                UUID id = steps.proposal(peer).id();
                answer(id, ours.name()).statusCode(200);
                steps.answerOfPeer(peer, theirs);
                assertThat(fixture.last(peer.convenant.hash(), reference))
                        .containsEntry("outcome", "NOT_CONFIRMED")
                        .containsEntry("change", "NOT_CONFIRMED")
                        .containsEntry("casusnummer", null);
                assertThat(view(id).getMap(""))
                        .as("nor whose no it was")
                        .doesNotContainKey("answer");

                ScriptedPeer later = again(peer, false, pupil.movedTo("9909"));
                assertThat(later.matches()).as("the key stays out of the list").isEmpty();
                assertThat(changes(peer, reference)).containsExactly("NEW", "NOT_CONFIRMED");
            }
        }
    }

    @Test
    void an_answer_is_given_once_and_by_a_case_worker_who_says_which() throws Exception {
        NamedPupil pupil = NamedPupil.of(1011);
        pupil.register("een-keer");
        ScriptedPeer peer = steps.peer(pupil.movedTo("9909"));
        UUID id = steps.proposal(peer).id();
        answer(id, "MAYBE").statusCode(400).body("errors[0].field", equalTo("/answer"));
        answer(UUID.randomUUID(), "YES")
                .statusCode(404)
                .body("type", equalTo("urn:sluitend:problem:unknown-proposal"));
        answer(id, "NO").statusCode(200);
        answer(id, "YES")
                .statusCode(409)
                .body("type", equalTo("urn:sluitend:problem:already-answered"));
        NodeClient.given().get("/v1/proposals/" + UUID.randomUUID()).then().statusCode(404);
    }

    @Test
    @TestSecurity(user = "fatima", roles = "fg")
    void the_fg_looks_and_answers_nothing() {
        NodeClient.given().get("/v1/proposals").then().statusCode(200);
        answer(UUID.randomUUID(), "YES").statusCode(403);
        assertThat(
                        fixture.sql()
                                .first(
                                        "SELECT count(*) AS looks FROM disclosure_leaf WHERE kind ="
                                                + " 'consultation' AND convert_from(entry, 'UTF8')"
                                                + " LIKE '%\"proposals\"%'",
                                        row -> row.getLong("looks"))
                                .orElseThrow())
                .isPositive();
    }

    @Test
    void while_it_is_open_a_later_run_asks_nothing_new() throws Exception {
        NamedPupil pupil = NamedPupil.of(1012);
        pupil.register("nog-open");
        ScriptedPeer peer = steps.peer(pupil.movedTo("9909"));
        UUID id = steps.proposal(peer).id();
        pupil.register("nog-open-tweede");
        ScriptedPeer later = again(peer, false, pupil.movedTo("9909"));
        assertThat(later.matches()).hasSize(1);
        assertThat(rows.newest().stream().filter(p -> p.sid().equals(later.sid))).isEmpty();
        assertThat(view(id).getList("registrations.reference"))
                .containsExactlyInAnyOrder("nog-open", "nog-open-tweede");
        assertThat(changes(peer, "nog-open")).containsExactly("NEW");
        answer(id, "YES").statusCode(200);
        steps.answerOfPeer(peer, Answer.YES);
        assertThat(fixture.last(peer.convenant.hash(), "nog-open-tweede"))
                .containsEntry("outcome", "MATCHED");
    }

    @Test
    void it_is_over_when_a_later_run_does_not_find_the_pair() throws Exception {
        NamedPupil pupil = NamedPupil.of(1013);
        pupil.register("niet-meer-daar");
        ScriptedPeer peer = steps.peer(pupil.movedTo("9909"));
        UUID id = steps.proposal(peer).id();
        again(peer, false);
        assertThat(view(id).getString("state")).isEqualTo("OVER");
        assertThat(fixture.last(peer.convenant.hash(), "niet-meer-daar"))
                .containsEntry("outcome", "ONLY_HERE");
        answer(id, "YES").statusCode(409);

        ScriptedPeer back = again(peer, false, pupil.movedTo("9909"));
        assertThat(steps.proposal(back).id()).as("nobody had answered").isNotEqualTo(id);
        assertThat(fixture.last(peer.convenant.hash(), "niet-meer-daar"))
                .containsEntry("outcome", "PROBABLE")
                .containsEntry("change", "PROPOSED");
    }

    @Test
    void a_state_that_was_changed_by_hand_stops_the_run() throws Exception {
        NamedPupil pupil = NamedPupil.of(1014);
        pupil.register("met-de-hand");
        ScriptedPeer peer = steps.peer(pupil.movedTo("9909"));
        fixture.sql()
                .run(
                        "UPDATE proposal SET state = 'CONFIRMED' WHERE proposal_id = ?",
                        steps.proposal(peer).id());
        ScriptedPeer next =
                peer.next(
                        ProposalSteps.LANE.name(),
                        Optional.empty(),
                        ProposalSteps.keys(ProposalSteps.LANE, pupil));
        PeerAssertions.assertRefused(
                next.postOffer(next.offer()), nl.sluitend.psi.RefusalType.NOT_PERMITTED);
        fixture.sql()
                .run(
                        "UPDATE proposal SET state = 'OPEN' WHERE proposal_id = ?",
                        steps.proposal(peer).id());
    }

    @Test
    void without_the_log_no_answer_is_kept_and_none_is_opened() throws Exception {
        NamedPupil pupil = NamedPupil.of(1015);
        pupil.register("log-vol");
        ScriptedPeer peer = steps.peer(pupil.movedTo("9909"));
        UUID id = steps.proposal(peer).id();
        fixture.whileTheLogCannotBeWritten(() -> answer(id, "YES").statusCode(503));
        assertThat(steps.proposal(peer).own()).isEmpty();
        answer(id, "YES").statusCode(200);
        Octets salt = ScriptedList.fresh();
        peer.open(ProposalSteps.send(peer, ProposalSteps.commit(peer, Answer.YES, salt)));
        AnswerOpen open = steps.open(peer, Answer.YES, salt);
        fixture.whileTheLogCannotBeWritten(
                () -> ProposalSteps.send(peer, open).then().statusCode(503));
        StoredProposal after = steps.proposal(peer);
        assertThat(after.own().orElseThrow().open()).as("nothing left").isEmpty();
        assertThat(after.peer().answer()).isEmpty();
        peer.open(ProposalSteps.send(peer, open));
        assertThat(view(id).getString("state")).isEqualTo("CONFIRMED");
    }

    @Test
    void a_match_that_people_confirmed_can_be_withdrawn() throws Exception {
        NamedPupil pupil = NamedPupil.of(1018);
        pupil.register("toch-niet");
        ScriptedPeer peer = steps.peer(pupil.movedTo("9909"));
        answer(steps.proposal(peer).id(), "YES").statusCode(200);
        steps.answerOfPeer(peer, Answer.YES);
        Map<String, Object> matched = fixture.last(peer.convenant.hash(), "toch-niet");
        WithdrawalSteps.withdraw(peer.convenant.hash(), String.valueOf(matched.get("casusnummer")))
                .statusCode(201);
        assertThat(fixture.last(peer.convenant.hash(), "toch-niet"))
                .containsEntry("outcome", "WITHDRAWN");
        assertThat(again(peer, true, pupil.movedTo("9909")).matches()).isEmpty();
    }
}
