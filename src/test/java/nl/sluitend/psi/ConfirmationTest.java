package nl.sluitend.psi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Finding 24: nobody learns the other's answer before giving his own. */
class ConfirmationTest {

    private static final UUID SID = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final Octets TAG = Octets.of(new byte[16]);
    private static final Octets SALT = Offer.hash(new byte[] {1});
    private static final Octets OTHER_SALT = Offer.hash(new byte[] {2});
    private static final AnswerTerms OURS =
            new AnswerTerms("c0ffee", SID, TAG, Party.RBL, Party.SWV);
    private static final AnswerTerms THEIRS = OURS.other();

    private static Confirmation accepted(Verified<Confirmation> verified) {
        return switch (verified) {
            case Verified.Accepted<Confirmation>(Confirmation value) -> value;
            case Verified.Refused<Confirmation>(Refusal refusal) ->
                    throw new AssertionError(refusal);
        };
    }

    private static RefusalType refused(Verified<Confirmation> verified) {
        return switch (verified) {
            case Verified.Accepted<Confirmation>(Confirmation value) ->
                    throw new AssertionError(value);
            case Verified.Refused<Confirmation>(Refusal refusal) -> refusal.type();
        };
    }

    private static Confirmation bothCommitted(Answer ours, Answer theirs) {
        return accepted(
                Confirmation.begin(OURS)
                        .answer(ours, SALT)
                        .commits(THEIRS.commit(theirs, OTHER_SALT)));
    }

    private static Verified<Confirmation> open(Confirmation state, Answer theirs) {
        return state.opens(theirs, OTHER_SALT, state.own().orElseThrow());
    }

    @Test
    void only_two_times_yes_is_a_match() {
        for (Answer ours : Answer.values()) {
            for (Answer theirs : Answer.values()) {
                Confirmation state = bothCommitted(ours, theirs);
                assertThat(state.decision()).isEmpty();
                assertThat(accepted(open(state, theirs)).decision())
                        .hasValue(ours == Answer.YES && theirs == Answer.YES);
            }
        }
    }

    @Test
    void an_answer_leaves_when_the_peer_holds_ours_and_has_committed() {
        Confirmation given = Confirmation.begin(OURS).answer(Answer.YES, SALT);
        assertThat(given.mayOpen()).isFalse();
        assertThat(given.withHeld().mayOpen()).as("the peer has not committed").isFalse();
        assertThat(bothCommitted(Answer.YES, Answer.NO).mayOpen())
                .as("the peer may not hold ours")
                .isFalse();
        assertThat(bothCommitted(Answer.YES, Answer.NO).withHeld().mayOpen()).isTrue();
    }

    @Test
    void nobody_opens_before_both_have_committed() {
        Octets guess = OURS.commit(Answer.YES, OTHER_SALT);
        Confirmation uncommitted =
                accepted(Confirmation.begin(OURS).commits(THEIRS.commit(Answer.YES, OTHER_SALT)));
        assertThat(refused(uncommitted.opens(Answer.YES, OTHER_SALT, guess)))
                .isEqualTo(RefusalType.NOT_COMMITTED);
        Confirmation alone = Confirmation.begin(OURS).answer(Answer.YES, SALT);
        assertThat(refused(open(alone, Answer.YES))).isEqualTo(RefusalType.NOT_COMMITTED);
        assertThat(
                        refused(
                                bothCommitted(Answer.YES, Answer.YES)
                                        .opens(Answer.YES, OTHER_SALT, guess)))
                .as("it does not hold our commitment")
                .isEqualTo(RefusalType.NOT_COMMITTED);
    }

    @Test
    void another_answer_than_committed_is_refused() {
        Confirmation state = bothCommitted(Answer.YES, Answer.NO);
        assertThat(refused(open(state, Answer.YES))).isEqualTo(RefusalType.ANSWER_DIFFERS);
        assertThat(refused(state.opens(Answer.NO, SALT, state.own().orElseThrow())))
                .isEqualTo(RefusalType.ANSWER_DIFFERS);
    }

    @Test
    void a_commitment_is_of_one_party_one_pair_and_one_session() {
        Octets commitment = OURS.commit(Answer.YES, SALT);
        for (AnswerTerms other :
                List.of(
                        THEIRS,
                        new AnswerTerms("c0ffef", SID, TAG, Party.RBL, Party.SWV),
                        new AnswerTerms("c0ffee", UUID.randomUUID(), TAG, Party.RBL, Party.SWV),
                        new AnswerTerms("c0ffee", SID, SALT.first(16), Party.RBL, Party.SWV))) {
            assertThat(other.commit(Answer.YES, SALT)).isNotEqualTo(commitment);
        }
        assertThat(OURS.commit(Answer.NO, SALT)).isNotEqualTo(commitment);
        assertThat(OURS.commit(Answer.YES, OTHER_SALT)).isNotEqualTo(commitment);
    }

    @Test
    void our_own_commitment_is_not_taken_back_and_the_first_one_stands() {
        Confirmation given = Confirmation.begin(OURS).answer(Answer.YES, SALT);
        assertThat(refused(given.commits(given.own().orElseThrow())))
                .isEqualTo(RefusalType.REFLECTED);
        Confirmation both = bothCommitted(Answer.YES, Answer.NO);
        assertThat(refused(both.commits(THEIRS.commit(Answer.YES, OTHER_SALT))))
                .isEqualTo(RefusalType.REPLAYED);
        assertThat(accepted(both.commits(THEIRS.commit(Answer.NO, OTHER_SALT)))).isEqualTo(both);
    }

    @Test
    void an_answer_is_given_once() {
        Confirmation given = Confirmation.begin(OURS).answer(Answer.NO, SALT);
        assertThatIllegalStateException().isThrownBy(() -> given.answer(Answer.YES, SALT));
    }

    @Test
    void there_is_no_opened_answer_without_both_commitments() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new Confirmation(
                                        OURS,
                                        Optional.empty(),
                                        false,
                                        Optional.of(SALT),
                                        Optional.empty(),
                                        Optional.of(Answer.YES)));
    }
}
