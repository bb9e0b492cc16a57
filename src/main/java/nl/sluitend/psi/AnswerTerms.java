package nl.sluitend.psi;

import java.util.UUID;

/**
 * What an answer about a probable match is bound to (finding 24): whose it is, and of which pair.
 *
 * @param convenant hash of the convenant
 * @param sid the session that proposed the pair
 * @param tag of the pair in that session
 * @param sender OIN of the party that answers
 * @param receiver OIN of the other
 */
public record AnswerTerms(String convenant, UUID sid, Octets tag, String sender, String receiver) {

    /**
     * {@code Hash(LP("sluitend/v1/answer") LP(convenant) LP(sid) LP(tag) LP(sender) LP(receiver)
     * LP(answer) LP(salt))}.
     *
     * @param salt 32 fresh octets: there are two answers only
     */
    public Octets commit(Answer answer, Octets salt) {
        return Hashes.sha256()
                .lp("sluitend/v1/answer")
                .lp(convenant)
                .lp(sid.toString())
                .lp(tag)
                .lp(sender)
                .lp(receiver)
                .lp(answer.name())
                .lp(salt)
                .end();
    }

    /** Those of the other party. */
    public AnswerTerms other() {
        return new AnswerTerms(convenant, sid, tag, /* sender= */ receiver, /* receiver= */ sender);
    }
}
