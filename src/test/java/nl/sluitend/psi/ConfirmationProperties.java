package nl.sluitend.psi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** A party that does whatever it likes never makes a match of a no, and never reads ahead. */
class ConfirmationProperties {

    private static final Octets SALT = Offer.hash(new byte[] {3});
    private static final Octets THEIR_SALT = Offer.hash(new byte[] {4});

    /** What may come in, in any order and any number. */
    enum Step {
        WE_ANSWER,
        HELD,
        COMMIT_YES,
        COMMIT_NO,
        REFLECT,
        OPEN_YES,
        OPEN_NO,
        OPEN_BLIND
    }

    @Property
    void in_whatever_order_messages_come(
            @ForAll Answer ours, @ForAll @Size(max = 12) List<Step> steps) {
        var terms =
                new AnswerTerms("c", new UUID(1, 2), Octets.of(new byte[16]), Party.RBL, Party.SWV);
        AnswerTerms theirs = terms.other();
        Confirmation state = Confirmation.begin(terms);
        for (Step step : steps) {
            Confirmation before = state;
            Octets own = before.own().orElse(SALT);
            Verified<Confirmation> next =
                    switch (step) {
                        case WE_ANSWER ->
                                Verified.accepted(
                                        before.own().isPresent()
                                                ? before
                                                : before.answer(ours, SALT));
                        case HELD ->
                                Verified.accepted(
                                        before.own().isPresent() ? before.withHeld() : before);
                        case COMMIT_YES -> before.commits(theirs.commit(Answer.YES, THEIR_SALT));
                        case COMMIT_NO -> before.commits(theirs.commit(Answer.NO, THEIR_SALT));
                        case REFLECT -> before.commits(terms.commit(ours, SALT));
                        case OPEN_YES -> before.opens(Answer.YES, THEIR_SALT, own);
                        case OPEN_NO -> before.opens(Answer.NO, THEIR_SALT, own);
                        case OPEN_BLIND ->
                                before.opens(Answer.YES, THEIR_SALT, Octets.of(new byte[32]));
                    };
            if (next instanceof Verified.Accepted<Confirmation>(Confirmation value)) {
                state = value;
            }
            if (before.peer().isPresent()) {
                assertThat(state.peer()).as("a commitment binds").isEqualTo(before.peer());
            }
            if (state.mayOpen()) {
                assertThat(state.own()).isPresent();
                assertThat(state.peer()).isPresent();
            }
        }
        if (state.peerAnswer().isPresent()) {
            assertThat(state.peer()).hasValue(theirs.commit(state.peerAnswer().get(), THEIR_SALT));
        }
        boolean match = state.decision().orElse(false);
        assertThat(match)
                .isEqualTo(
                        state.ownAnswer().filter(Answer.YES::equals).isPresent()
                                && state.peerAnswer().filter(Answer.YES::equals).isPresent());
    }
}
