package nl.sluitend.psi;

import java.util.Optional;

/**
 * How far two parties are with their answers about one probable match (finding 24). Both commit
 * before either opens, so that nobody learns the other's answer before giving his own; both yes is
 * a match, anything else is not. Immutable; knows no clock and no randomness.
 *
 * @param terms of the own answer
 * @param own commitment to it, once given
 * @param held whether the peer said that it holds that commitment
 * @param peer commitment of the peer
 * @param ownAnswer once given; the peer does not know it before it is opened
 * @param peerAnswer once opened by the peer
 */
public record Confirmation(
        AnswerTerms terms,
        Optional<Octets> own,
        boolean held,
        Optional<Octets> peer,
        Optional<Answer> ownAnswer,
        Optional<Answer> peerAnswer) {

    public Confirmation {
        if (own.isPresent() != ownAnswer.isPresent()
                || (held && own.isEmpty())
                || (peerAnswer.isPresent() && (own.isEmpty() || peer.isEmpty()))) {
            throw new IllegalArgumentException("an answer is opened after both commitments");
        }
    }

    /** Nobody has answered. */
    public static Confirmation begin(AnswerTerms terms) {
        return new Confirmation(
                terms,
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * Gives the own answer.
     *
     * @throws IllegalStateException when it was given before: it binds
     */
    public Confirmation answer(Answer answer, Octets salt) {
        if (own.isPresent()) {
            throw new IllegalStateException("an answer is given once");
        }
        return new Confirmation(
                terms,
                Optional.of(terms.commit(answer, salt)),
                false,
                peer,
                Optional.of(answer),
                peerAnswer);
    }

    /** The peer says that it holds our commitment. */
    public Confirmation withHeld() {
        return new Confirmation(terms, own, true, peer, ownAnswer, peerAnswer);
    }

    /** Takes the peer's commitment; the same one again changes nothing. */
    public Verified<Confirmation> commits(Octets commitment) {
        if (peer.isPresent()) {
            return peer.get().equals(commitment)
                    ? Verified.accepted(this)
                    : Verified.refused(
                            RefusalType.REPLAYED, "you committed to another answer before");
        }
        if (own.equals(Optional.of(commitment))) {
            return Verified.refused(RefusalType.REFLECTED, "our own commitment came back");
        }
        return Verified.accepted(
                new Confirmation(terms, own, held, Optional.of(commitment), ownAnswer, peerAnswer));
    }

    /** Whether the own answer may leave. */
    public boolean mayOpen() {
        return held && peer.isPresent();
    }

    /**
     * Takes the peer's answer.
     *
     * @param ours the commitment of ours that the peer says to hold
     */
    public Verified<Confirmation> opens(Answer answer, Octets salt, Octets ours) {
        if (peer.isEmpty() || !own.equals(Optional.of(ours))) {
            return Verified.refused(
                    RefusalType.NOT_COMMITTED,
                    "an answer is opened when both parties have committed to theirs");
        }
        if (!terms.other().commit(answer, salt).equals(peer.get())) {
            return Verified.refused(
                    RefusalType.ANSWER_DIFFERS, "the answer is not the one you committed to");
        }
        return Verified.accepted(
                new Confirmation(terms, own, true, peer, ownAnswer, Optional.of(answer)));
    }

    /** Whether it is a match; empty until both answers are open. */
    public Optional<Boolean> decision() {
        return ownAnswer.flatMap(
                ours -> peerAnswer.map(theirs -> ours == Answer.YES && theirs == Answer.YES));
    }
}
