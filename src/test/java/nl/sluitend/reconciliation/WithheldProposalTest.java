package nl.sluitend.reconciliation;

import static nl.sluitend.reconciliation.PeerAssertions.assertRefused;
import static nl.sluitend.reconciliation.ProposalSteps.answer;
import static nl.sluitend.reconciliation.ProposalSteps.commit;
import static nl.sluitend.reconciliation.ProposalSteps.send;
import static nl.sluitend.reconciliation.ProposalSteps.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.SecurityAttribute;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import nl.sluitend.psi.Answer;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.RefusalType;
import nl.sluitend.registration.ExclusionReason;
import nl.sluitend.registration.Pupils;
import org.junit.jupiter.api.Test;

/**
 * A pair was proposed to people, and then the pupil objected or went to a shelter: nothing more of
 * it is told, whatever people of either party say.
 */
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
class WithheldProposalTest {

    private static final Octets SALT = ScriptedList.fresh();

    @Inject ReconciliationFixture fixture;
    @Inject ProposalSteps steps;
    @Inject Proposals proposals;
    @Inject Pupils pupils;

    private ScriptedPeer proposed(int number) throws Exception {
        NamedPupil pupil = NamedPupil.of(number).numbered(number);
        pupil.register("beschermd-" + number);
        return steps.peer(pupil.movedTo("9909"));
    }

    /** Another list of the same office knows that the pupil is in a shelter. */
    private void shield(int number) {
        fixture.register("opvang-" + number, number, Map.of("shielded", true));
    }

    @Test
    void people_do_not_answer_about_who_is_shielded_since() throws Exception {
        ScriptedPeer peer = proposed(1301);
        shield(1301);
        answer(steps.proposal(peer).id(), "YES")
                .statusCode(409)
                .body("type", equalTo("urn:sluitend:problem:proposal-over"));
        assertThat(steps.proposal(peer).own()).isEmpty();
    }

    @Test
    void people_do_not_answer_about_who_objected_since() throws Exception {
        ScriptedPeer peer = proposed(1302);
        UUID request = UUID.randomUUID();
        QuarkusTransaction.requiringNew()
                .run(
                        () -> {
                            pupils.remember(
                                    request, ReconciliationFixture.SOURCE, "beschermd-1302");
                            pupils.withhold(request, ExclusionReason.OBJECTION);
                        });
        answer(steps.proposal(peer).id(), "YES").statusCode(409);
        QuarkusTransaction.requiringNew().run(() -> pupils.forget(request));
        answer(steps.proposal(peer).id(), "YES").statusCode(200);
    }

    @Test
    void an_answer_that_was_given_before_is_not_opened_any_more() throws Exception {
        ScriptedPeer peer = proposed(1303);
        UUID id = steps.proposal(peer).id();
        answer(id, "YES").statusCode(200);
        peer.open(send(peer, commit(peer, Answer.YES, SALT)));
        AnswerOpen open = steps.open(peer, Answer.YES, SALT);
        shield(1303);
        assertThat(proposals.opening(id)).as("nothing leaves by itself").isEmpty();
        assertRefused(send(peer, open), RefusalType.PROPOSAL_OVER);
        assertThat(fixture.lastLeaf(peer.convenant.hash())).contains("proposal-over");
        assertThat(view(id).getString("state")).isEqualTo("OPEN");
        assertThat(fixture.last(peer.convenant.hash(), "beschermd-1303"))
                .containsEntry("outcome", "PROBABLE")
                .containsEntry("casusnummer", null);
    }
}
