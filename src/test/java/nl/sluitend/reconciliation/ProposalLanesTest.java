package nl.sluitend.reconciliation;

import static nl.sluitend.reconciliation.ProposalSteps.keys;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.SecurityAttribute;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.sluitend.identifier.KeyKind;
import nl.sluitend.psi.Answer;
import nl.sluitend.psi.LaneBits;
import nl.sluitend.psi.Octets;
import org.junit.jupiter.api.Test;

/** Whom the lanes of the partial tier propose, after those of whole keys. */
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
class ProposalLanesTest {

    private static final List<KeyKind> NAMES =
            List.of(KeyKind.DEMOGRAPHIC, KeyKind.DEMOGRAPHIC_SURNAME, KeyKind.DEMOGRAPHIC_POSTCODE);

    @Inject ReconciliationFixture fixture;
    @Inject ProposalSteps steps;

    private ScriptedPeer convenant() {
        return fixture.peerWith(NAMES.stream().map(KeyKind::name).toList(), List.of());
    }

    /**
     * A whole run in three lanes.
     *
     * @param pupils of the peer; all of them in every lane, as if it did not know who matched
     * @return the session of each lane
     */
    private List<ScriptedPeer> run(ScriptedPeer convenant, NamedPupil... pupils) throws Exception {
        Optional<Octets> receipt = Optional.empty();
        var sessions = new ArrayList<ScriptedPeer>();
        for (KeyKind lane : NAMES) {
            ScriptedPeer peer = convenant.next(lane.name(), receipt, keys(lane, pupils));
            peer.reachEvaluating();
            peer.evaluateAll();
            receipt =
                    Optional.of(
                            peer.agree(
                                    peer.result(
                                            Optional.empty(),
                                            lane.isPartial()
                                                    ? Optional.of(ProposalSteps.bits(peer, false))
                                                    : Optional.empty())));
            sessions.add(peer);
        }
        return sessions;
    }

    private String outcome(ScriptedPeer peer, String reference) {
        return String.valueOf(fixture.last(peer.convenant.hash(), reference).get("outcome"));
    }

    @Test
    void who_moved_is_found_by_surname_and_a_double_surname_by_postcode() throws Exception {
        NamedPupil same = NamedPupil.of(1050);
        NamedPupil moved = NamedPupil.of(1051);
        NamedPupil married = NamedPupil.of(1052);
        same.register("banen-gelijk");
        moved.register("banen-verhuisd");
        married.register("banen-dubbele-naam");
        List<ScriptedPeer> run =
                run(
                        convenant(),
                        same,
                        moved.movedTo("9909"),
                        married.called("Waterschoot-Bruinsma"));
        assertThat(run).extracting(peer -> peer.matches().size()).containsExactly(1, 1, 1);
        ScriptedPeer peer = run.getFirst();
        assertThat(outcome(peer, "banen-gelijk")).isEqualTo("MATCHED");
        assertThat(outcome(peer, "banen-verhuisd")).isEqualTo("PROBABLE");
        assertThat(outcome(peer, "banen-dubbele-naam")).isEqualTo("PROBABLE");
    }

    @Test
    void both_twins_in_each_register_are_two_matches_and_nothing_is_proposed() throws Exception {
        NamedPupil jan = NamedPupil.of(1053).withInitials("J.");
        NamedPupil piet = NamedPupil.of(1053).withInitials("P.");
        jan.register("tweeling-jan");
        piet.register("tweeling-piet");
        List<ScriptedPeer> run = run(convenant(), jan, piet);
        assertThat(run).extracting(peer -> peer.matches().size()).containsExactly(2, 0, 0);
        assertThat(outcome(run.getFirst(), "tweeling-jan")).isEqualTo("MATCHED");
        assertThat(outcome(run.getFirst(), "tweeling-piet")).isEqualTo("MATCHED");
    }

    @Test
    void of_twins_with_other_initials_one_in_each_register_is_not_proposed() throws Exception {
        NamedPupil.of(1054).withInitials("J.").register("een-van-twee");
        List<ScriptedPeer> run = run(convenant(), NamedPupil.of(1054).withInitials("P."));
        assertThat(run).extracting(peer -> peer.matches().size()).containsExactly(0, 0, 0);
        assertThat(outcome(run.getFirst(), "een-van-twee")).isEqualTo("ONLY_HERE");
    }

    /** The known false match: people tell them apart, and nothing is told before they have. */
    @Test
    void of_twins_with_the_same_initials_one_in_each_register_is_asked_and_refused()
            throws Exception {
        NamedPupil johan = NamedPupil.of(1055).withInitials("J.");
        johan.register("johan");
        ScriptedPeer peer = steps.peer(johan.movedTo("9909"));
        ProposalSteps.answer(steps.proposal(peer).id(), "YES").statusCode(200);
        steps.answerOfPeer(peer, Answer.NO);
        assertThat(fixture.last(peer.convenant.hash(), "johan"))
                .containsEntry("outcome", "NOT_CONFIRMED")
                .containsEntry("casusnummer", null);
    }

    @Test
    void twins_with_the_same_initials_in_one_register_are_ambiguous_and_not_asked_about()
            throws Exception {
        NamedPupil.of(1056).withInitials("J.").numbered(1056).register("jan-een");
        NamedPupil.of(1056).withInitials("J.").numbered(1057).register("jan-twee");
        List<ScriptedPeer> run = run(convenant(), NamedPupil.of(1056).withInitials("J."));
        assertThat(run).extracting(peer -> peer.matches().size()).containsExactly(0, 0, 0);
        assertThat(outcome(run.getFirst(), "jan-een")).isEqualTo("AMBIGUOUS");
    }

    @Test
    void another_registration_of_who_is_proposed_is_no_match_either() throws Exception {
        NamedPupil pupil = NamedPupil.of(1331).numbered(1331);
        pupil.register("een-naam");
        pupil.called("Waterschoot-Bruinsma").register("dubbele-naam");
        ScriptedPeer both =
                fixture.peerWith(List.of("DEMOGRAPHIC_SURNAME", "DEMOGRAPHIC_POSTCODE"), List.of());
        ScriptedPeer asked = twoLanes(both, pupil, 1);
        assertThat(outcome(both, "een-naam")).isEqualTo("PROBABLE");
        assertThat(outcome(both, "dubbele-naam")).isEqualTo("PROBABLE");
        assertThat(steps.proposal(asked).registrations()).hasSize(1);
    }

    @Test
    void who_is_proposed_in_one_lane_takes_no_part_in_the_next_nor_after_a_no() throws Exception {
        NamedPupil pupil = NamedPupil.of(1057);
        pupil.register("een-keer-gevraagd");
        ScriptedPeer both =
                fixture.peerWith(List.of("DEMOGRAPHIC_SURNAME", "DEMOGRAPHIC_POSTCODE"), List.of());
        ScriptedPeer asked = twoLanes(both, pupil, 1);
        ProposalSteps.answer(steps.proposal(asked).id(), "NO").statusCode(200);
        steps.answerOfPeer(asked, Answer.NO);
        twoLanes(both, pupil, 0);
        assertThat(outcome(both, "een-keer-gevraagd")).isEqualTo("NOT_CONFIRMED");
    }

    /** The pupil is equal in both lanes; gives the session of the first. */
    private static ScriptedPeer twoLanes(ScriptedPeer convenant, NamedPupil pupil, int found)
            throws Exception {
        KeyKind first = KeyKind.DEMOGRAPHIC_SURNAME;
        KeyKind second = KeyKind.DEMOGRAPHIC_POSTCODE;
        ScriptedPeer one = convenant.next(first.name(), Optional.empty(), keys(first, pupil));
        one.reachEvaluating();
        one.evaluateAll();
        assertThat(one.matches()).hasSize(found);
        Octets receipt =
                one.agree(
                        one.result(Optional.empty(), Optional.of(ProposalSteps.bits(one, false))));
        ScriptedPeer two = convenant.next(second.name(), Optional.of(receipt), keys(second, pupil));
        two.reachEvaluating();
        two.evaluateAll();
        assertThat(two.matches()).as("asked about once, and not on another key").isEmpty();
        two.agree(two.result(Optional.empty(), Optional.of(ProposalSteps.bits(two, false))));
        return one;
    }

    @Test
    void two_numbers_for_one_name_are_a_conflict_and_not_asked_about() throws Exception {
        NamedPupil pupil = NamedPupil.of(1058).numbered(1058);
        pupil.register("twee-nummers");
        ScriptedPeer first =
                fixture.peerWith(
                        List.of("PGN", "DEMOGRAPHIC_SURNAME"), ReconciliationFixture.keys(1059));
        first.reachEvaluating();
        first.evaluateAll();
        Octets receipt = first.agree(first.result());
        ScriptedPeer second =
                first.next(
                        "DEMOGRAPHIC_SURNAME",
                        Optional.of(receipt),
                        keys(KeyKind.DEMOGRAPHIC_SURNAME, pupil));
        second.reachEvaluating();
        second.evaluateAll();
        Octets numbered = LaneBits.pack(List.of(true));
        second.agree(
                second.result(
                        Optional.of(numbered), Optional.of(ProposalSteps.bits(second, false))));
        assertThat(outcome(first, "twee-nummers")).isEqualTo("CONFLICT");
    }
}
