package nl.sluitend.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.SecurityAttribute;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.NodeClient;
import nl.sluitend.TestNode;
import nl.sluitend.oprf.Group;
import nl.sluitend.oprf.Suite;
import nl.sluitend.psi.Octets;
import nl.sluitend.reconciliation.ReplayCheck.Difference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The check afterwards: whoever supervises sees that what was sent was the list, and that it was an
 * honest one, or what differs.
 */
@QuarkusTest
@TestSecurity(
        user = "fatima",
        roles = {"registration-writer", "outcome-reader", "convenant-manager", "case-worker", "fg"},
        attributes = @SecurityAttribute(key = "azp", value = ReconciliationFixture.SOURCE))
class ReplayTest {

    @Inject ReconciliationFixture fixture;
    @Inject ReplaySteps steps;
    @Inject ScriptedAnswerer answerer;
    @Inject Transactions transactions;

    @BeforeEach
    void nobodyWasDrawn() {
        fixture.sql().run("DELETE FROM replay_draw");
    }

    @Test
    void what_was_sent_is_the_list_that_was_offered_and_logged() throws Exception {
        ScriptedPeer peer = steps.ended();
        ReplayCheck.Finding finding = steps.check(peer.sid);
        assertThat(finding.differences()).isEmpty();
        assertThat(finding.holds()).isTrue();
        assertThat(finding.exposed()).isTrue();
        assertThat(steps.consultations())
                .as("the check itself is logged")
                .anyMatch(entry -> entry.contains("replay") && entry.contains(peer.sid.toString()));
    }

    @Test
    @TestSecurity(
            user = "fatima",
            roles = {
                "registration-writer",
                "outcome-reader",
                "convenant-manager",
                "fg",
                "node-operator"
            },
            attributes = @SecurityAttribute(key = "azp", value = ReconciliationFixture.SOURCE))
    void a_log_that_was_closed_and_went_on_still_proves_what_came_first() throws Exception {
        ScriptedPeer before = steps.ended();
        String convenant = before.convenant.hash();
        fixture.sql()
                .run(
                        "UPDATE disclosure_log SET halted = 'a witness knows more', halted_at ="
                                + " now() WHERE origin = ?",
                        TestNode.OIN + "/" + convenant);
        NodeClient.given().post("/v1/log-recovery/" + convenant + "/_close").then().statusCode(200);

        assertThat(steps.check(before.sid).differences()).isEmpty();
        ScriptedPeer after =
                before.next("PGN", Optional.empty(), ReconciliationFixture.keys(300, 301));
        after.reachEvaluating();
        assertThat(steps.check(after.sid).differences()).as("in the next log").isEmpty();
        fixture.sql()
                .run(
                        "UPDATE session SET exposure_leaf = decode(repeat('00', 32), 'hex') WHERE sid"
                                + " = ?",
                        before.sid);
        assertThat(steps.check(before.sid).differences())
                .as("an entry that is in neither")
                .containsExactly(Difference.LOG);
    }

    @Test
    void the_list_of_who_asked_and_of_who_was_asked_can_be_replayed() throws Exception {
        fixture.register("asked-1195", 1195);
        ScriptedAsker asker = fixture.asker(1195, 1196);
        asker.reachEvaluating();
        asker.fetchAnswers(MessageCodec.OFFER.decode(asker.nodeOffer).n());
        asker.settle(asker.result());
        assertThat(steps.check(asker.sid).holds()).isTrue();

        answerer.agree(1195, 1196);
        assertThat(steps.check(answerer.sid).holds()).isTrue();
    }

    @Test
    void a_pupil_of_the_source_system_who_was_kept_out_of_the_list_is_found() throws Exception {
        UUID sid = steps.ended().sid;
        List<ReplayCheck.Drawn> drawn =
                List.of(
                        ReplaySteps.drawn("replayed-300", 300),
                        ReplaySteps.drawn("replayed-304", 304),
                        ReplaySteps.drawn("no", 399));
        ReplayCheck.Finding finding = steps.check(sid, drawn);
        assertThat(finding.differences()).isEmpty();
        assertThat(finding.found()).containsExactly("replayed-300", "replayed-304");
        assertThat(finding.missing()).containsExactly("no");
        assertThat(finding.holds()).isFalse();
        assertThat(steps.consultations())
                .as("a draw is logged, without who")
                .anyMatch(entry -> entry.contains("replay-draw") && entry.contains("\"pupils\":3"))
                .noneMatch(entry -> entry.contains(ReconciliationFixture.bsn(300)));
    }

    @Test
    void a_node_that_answers_a_draw_under_another_key_is_found() throws Exception {
        UUID sid = steps.ended().sid;
        ReplayView view = steps.view(sid);
        ReplayCheck.Source honest = ReplaySteps.source(view.id());
        var lying =
                new ReplayCheck.Source() {
                    @Override
                    public ReplayView.Chunk chunk(UUID session, int j) throws java.io.IOException {
                        return honest.chunk(session, j);
                    }

                    @Override
                    public ReplayView.Drawn draw(UUID session, List<String> blinded)
                            throws java.io.IOException {
                        List<String> swapped = new java.util.ArrayList<>(blinded);
                        Collections.reverse(swapped);
                        return honest.draw(session, swapped);
                    }
                };
        ReplayCheck.Finding finding =
                new ReplayCheck(ReplaySteps.trust(), view, lying, new SecureRandom())
                        .check(List.of(ReplaySteps.drawn("a", 300), ReplaySteps.drawn("b", 399)))
                        .getFirst();
        assertThat(finding.differences()).containsExactly(Difference.DRAW);
        assertThat(finding.found()).isEmpty();
    }

    @Test
    void no_more_than_thirty_pupils_are_drawn_within_an_hour() throws Exception {
        UUID sid = steps.ended().sid;
        UUID id = steps.view(sid).id();
        String element = Octets.of(Group.of(Suite.RISTRETTO255_SHA512).generator()).base64Url();
        ReplaySteps.draw(id, sid, Collections.nCopies(30, element))
                .statusCode(200)
                .body("elements", hasSize(30));
        ReplaySteps.draw(id, sid, List.of(element))
                .statusCode(429)
                .body("type", equalTo("urn:sluitend:problem:draw-limit"));
    }

    @Test
    void what_is_no_element_is_refused_with_all_errors_at_once() throws Exception {
        UUID sid = steps.ended().sid;
        UUID id = steps.view(sid).id();
        String element = Octets.of(Group.of(Suite.RISTRETTO255_SHA512).generator()).base64Url();
        ReplaySteps.draw(id, sid, List.of("?", element, "AAAA"))
                .statusCode(400)
                .body("errors.field", equalTo(List.of("/elements/0", "/elements/2")));
        ReplaySteps.draw(id, sid, List.of(element, Octets.of(new byte[32]).base64Url()))
                .statusCode(400)
                .body("errors.field", equalTo(List.of("/elements/1")));
        ReplaySteps.draw(id, sid, List.of())
                .statusCode(400)
                .body("errors[0].field", equalTo("/elements"));
    }

    @Test
    void only_who_began_a_check_gets_its_pieces_and_for_a_day() throws Exception {
        UUID sid = steps.ended().sid;
        UUID id = steps.view(sid).id();
        ReplaySteps.piece(id, sid, 0).statusCode(200);
        ReplaySteps.piece(id, sid, 16).statusCode(404);
        ReplaySteps.piece(id, UUID.randomUUID(), 0).statusCode(404);
        ReplaySteps.piece(UUID.randomUUID(), sid, 0).statusCode(404);
        fixture.sql().run("UPDATE replay SET officer = 'another' WHERE replay_id = ?", id);
        ReplaySteps.piece(id, sid, 0).statusCode(404);
        ReplaySteps.draw(id, sid, List.of("x")).statusCode(404);
        fixture.sql()
                .run(
                        "UPDATE replay SET officer = 'fatima', at = at - interval '25 hours' WHERE"
                                + " replay_id = ?",
                        id);
        ReplaySteps.piece(id, sid, 0).statusCode(404);
    }

    @Test
    void after_ninety_days_there_is_nothing_to_replay() throws Exception {
        UUID sid = steps.ended().sid;
        new ReplayMaterial(
                        fixture.sql(),
                        transactions,
                        Clock.offset(Clock.systemUTC(), Duration.ofDays(91)))
                .deleteOld();
        steps.begin(sid).body("sessions[0].material", nullValue());
        assertThat(steps.check(sid).kept()).isFalse();
        assertThat(steps.check(sid).holds()).isFalse();
        ReplaySteps.draw(steps.view(sid).id(), sid, List.of("x")).statusCode(404);
    }

    @Test
    void a_run_that_is_not_there_or_not_named_is_refused() {
        ReplaySteps.ask(Map.of("run", UUID.randomUUID())).statusCode(404);
        ReplaySteps.ask(Map.of()).statusCode(400).body("errors[0].field", equalTo("/run"));
    }

    @Test
    @TestSecurity(user = "karel", roles = "case-worker")
    void only_who_supervises_may_replay() {
        ReplaySteps.ask(Map.of("run", UUID.randomUUID())).statusCode(403);
    }

    @Test
    @TestSecurity(user = "petra", roles = "privacy-officer")
    void only_the_fg_draws_pupils() {
        ReplaySteps.draw(UUID.randomUUID(), UUID.randomUUID(), List.of("x")).statusCode(403);
    }
}
