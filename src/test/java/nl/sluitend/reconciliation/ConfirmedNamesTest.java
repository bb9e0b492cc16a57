package nl.sluitend.reconciliation;

import static nl.sluitend.reconciliation.PeerAssertions.assertRefused;
import static nl.sluitend.reconciliation.ProposalSteps.answer;
import static nl.sluitend.reconciliation.ProposalSteps.bits;
import static nl.sluitend.reconciliation.ProposalSteps.commit;
import static nl.sluitend.reconciliation.ProposalSteps.ended;
import static nl.sluitend.reconciliation.ProposalSteps.keys;
import static nl.sluitend.reconciliation.ProposalSteps.send;
import static nl.sluitend.reconciliation.ProposalSteps.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.SecurityAttribute;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.identifier.KeyKind;
import nl.sluitend.psi.Answer;
import nl.sluitend.psi.Casusnummer;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.RefusalType;
import org.junit.jupiter.api.Test;

/** Under a convenant that lets people confirm whole names too, in a term of its own. */
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
class ConfirmedNamesTest {

    private static final KeyKind NAMES = KeyKind.DEMOGRAPHIC;
    private static final int DAYS = 21;

    @Inject ReconciliationFixture fixture;
    @Inject ProposalSteps steps;
    @Inject ProposalDelivery delivery;

    private ScriptedPeer convenant(NamedPupil... pupils) {
        return fixture.peerConfirming(List.of(NAMES.name()), DAYS, Map.of(), keys(NAMES, pupils));
    }

    private static ScriptedPeer again(ScriptedPeer peer, NamedPupil... pupils) {
        return peer.next(NAMES.name(), Optional.empty(), keys(NAMES, pupils));
    }

    private void late(UUID id, String by) {
        fixture.sql()
                .run(
                        "UPDATE proposal SET lapses = lapses - ?::interval WHERE proposal_id = ?",
                        by,
                        id);
    }

    @Test
    void four_equal_parts_are_a_probable_match_until_both_said_yes() throws Exception {
        NamedPupil pupil = NamedPupil.of(1061);
        pupil.register("alle-vier-gelijk");
        ScriptedPeer peer = ended(convenant(pupil), false);
        String convenant = peer.convenant.hash();
        assertThat(fixture.last(convenant, "alle-vier-gelijk"))
                .containsEntry("outcome", "PROBABLE")
                .containsEntry("casusnummer", null);
        StoredProposal proposal = steps.proposal(peer);
        assertThat(view(proposal.id()).getString("lane")).isEqualTo("DEMOGRAPHIC");
        answer(proposal.id(), "YES").statusCode(200);
        assertThat(fixture.last(convenant, "alle-vier-gelijk"))
                .as("one yes is none")
                .containsEntry("outcome", "PROBABLE");
        steps.answerOfPeer(peer, Answer.YES);
        String number = Casusnummer.of(convenant, peer.matches().getFirst().tag()).value();
        assertThat(fixture.last(convenant, "alle-vier-gelijk"))
                .containsEntry("outcome", "MATCHED")
                .containsEntry("casusnummer", number);

        ended(again(peer, pupil), true);
        assertThat(fixture.last(convenant, "alle-vier-gelijk"))
                .containsEntry("outcome", "MATCHED")
                .containsEntry("casusnummer", number);
    }

    @Test
    void who_was_refused_stays_out_and_is_not_asked_about_on_a_part_of_the_name() throws Exception {
        NamedPupil pupil = NamedPupil.of(1062);
        pupil.register("ander-kind-zelfde-naam");
        KeyKind part = KeyKind.DEMOGRAPHIC_SURNAME;
        ScriptedPeer first =
                fixture.peerConfirming(
                        List.of(NAMES.name(), part.name()), DAYS, Map.of(), keys(NAMES, pupil));
        assertThat(bothLanes(first, part, pupil).matches()).isEmpty();
        answer(steps.proposal(first).id(), "YES").statusCode(200);
        steps.answerOfPeer(first, Answer.NO);

        ScriptedPeer second = again(first, pupil);
        assertThat(bothLanes(second, part, pupil).matches()).isEmpty();
        assertThat(second.matches()).as("the key stays out of the list").isEmpty();
        assertThat(fixture.last(first.convenant.hash(), "ander-kind-zelfde-naam"))
                .containsEntry("outcome", "NOT_CONFIRMED");
    }

    /** A whole run; gives the session of the second lane. */
    private static ScriptedPeer bothLanes(ScriptedPeer one, KeyKind second, NamedPupil pupil)
            throws Exception {
        one.reachEvaluating();
        one.evaluateAll();
        Octets receipt = one.agree(one.result(Optional.empty(), Optional.of(bits(one, false))));
        return ended(one.next(second.name(), Optional.of(receipt), keys(second, pupil)), false);
    }

    @Test
    void it_lapses_at_the_term_of_its_own_convenant() throws Exception {
        NamedPupil pupil = NamedPupil.of(1063);
        pupil.register("eigen-termijn");
        ScriptedPeer peer = ended(convenant(pupil), false);
        StoredProposal proposal = steps.proposal(peer);
        Instant issued = MessageCodec.OFFER.decode(peer.ownOffer).issued();
        assertThat(proposal.lapses())
                .as("the same moment at both")
                .isEqualTo(issued.plus(DAYS, ChronoUnit.DAYS));
        late(proposal.id(), "20 days 23 hours");
        delivery.watch();
        assertThat(view(proposal.id()).getString("state")).isEqualTo("OPEN");
        late(proposal.id(), "1 hour 1 minute");
        assertRefused(
                send(peer, commit(peer, Answer.YES, ScriptedList.fresh())),
                RefusalType.PROPOSAL_OVER);
        delivery.watch();
        assertThat(view(proposal.id()).getString("state")).isEqualTo("LAPSED");
        assertThat(fixture.last(peer.convenant.hash(), "eigen-termijn"))
                .containsEntry("change", "PROPOSAL_LAPSED");
    }

    @Test
    void a_result_without_confirmed_bits_is_refused_where_they_belong() throws Exception {
        NamedPupil pupil = NamedPupil.of(1064);
        pupil.register("zonder-bits");
        ScriptedPeer asking = convenant(pupil);
        asking.reachEvaluating();
        asking.evaluateAll();
        assertRefused(asking.putResult(asking.result()), RefusalType.UNSUPPORTED);
        assertThat(fixture.last(asking.convenant.hash(), "zonder-bits"))
                .as("and nothing is shown")
                .isEmpty();
    }

    @Test
    void a_result_with_confirmed_bits_is_refused_where_nobody_is_asked() throws Exception {
        NamedPupil pupil = NamedPupil.of(1065);
        pupil.register("met-bits");
        ScriptedPeer plain = fixture.peerWith(List.of(NAMES.name()), keys(NAMES, pupil));
        plain.reachEvaluating();
        plain.evaluateAll();
        assertThat(plain.matches()).hasSize(1);
        assertRefused(
                plain.putResult(plain.result(Optional.empty(), Optional.of(bits(plain, true)))),
                RefusalType.UNSUPPORTED);
    }

    @Test
    void fields_are_given_of_nobody_before_both_said_yes() throws Exception {
        NamedPupil pupil = NamedPupil.of(1066);
        pupil.register("gegevens-na-ja");
        ScriptedFields peer = fixture.fieldsConfirming(NAMES.name(), keys(NAMES, pupil));
        peer.reachFields(false);
        assertThat(peer.matches()).hasSize(1);
        assertThat(peer.exchangeOnly(Map.of("lead", "SWV"))).isEmpty();
        String convenant = peer.convenant.hash();
        assertThat(fixture.leafKinds(convenant)).doesNotContain("disclosure");
        assertThat(fixture.last(convenant, "gegevens-na-ja")).containsEntry("outcome", "PROBABLE");
        answer(steps.proposal(peer).id(), "YES").statusCode(200);
        steps.answerOfPeer(peer, Answer.YES);

        ScriptedFields half = peer.again(keys(NAMES, pupil));
        half.reachFields(false);
        assertThat(half.exchangeOnly(Map.of("lead", "SWV")))
                .as("the peer does not know it as confirmed")
                .isEmpty();
        assertThat(fixture.leafKinds(convenant)).doesNotContain("disclosure");

        ScriptedFields both = peer.again(keys(NAMES, pupil));
        both.reachFields(true);
        assertThat(both.exchangeOnly(Map.of("lead", "SWV"))).hasSize(1);
        assertThat(fixture.leafKinds(convenant)).contains("disclosure");
        assertThat(fixture.fields(convenant, "gegevens-na-ja")).isNotEmpty();
    }

    @Test
    void an_amendment_that_lets_people_confirm_asks_about_what_matched_before() throws Exception {
        NamedPupil pupil = NamedPupil.of(1067);
        pupil.register("eerst-zonder-vragen");
        ScriptedPeer before = fixture.peerWith(List.of(NAMES.name()), keys(NAMES, pupil));
        before.reachEvaluating();
        before.evaluateAll();
        before.agree(before.result());
        assertThat(fixture.last(before.convenant.hash(), "eerst-zonder-vragen"))
                .containsEntry("outcome", "MATCHED");
        ScriptedPeer after =
                fixture.peerConfirming(
                        List.of(NAMES.name()),
                        DAYS,
                        Map.of("predecessor", before.convenant.hash()),
                        keys(NAMES, pupil));
        ended(after, false);
        assertThat(fixture.last(after.convenant.hash(), "eerst-zonder-vragen"))
                .containsEntry("outcome", "PROBABLE")
                .containsEntry("casusnummer", null);
        answer(steps.proposal(after).id(), "YES").statusCode(200);
        steps.answerOfPeer(after, Answer.YES);
        assertThat(fixture.last(after.convenant.hash(), "eerst-zonder-vragen"))
                .containsEntry("outcome", "MATCHED");
    }
}
