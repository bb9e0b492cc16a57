package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.sluitend.psi.ConfirmedBits;
import nl.sluitend.psi.LaneBits;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.Result;
import nl.sluitend.psi.Tags;

/**
 * Marks which matches of a lane are probable and no more, where people have to confirm them. Every
 * method runs in the caller's transaction, the session's row locked.
 */
@ApplicationScoped
class ProbableMatches {

    private final FrozenLists lists;
    private final SettledSessions settled;
    private final ProposedKeys proposed;

    ProbableMatches(FrozenLists lists, SettledSessions settled, ProposedKeys proposed) {
        this.lists = lists;
        this.settled = settled;
        this.proposed = proposed;
    }

    /**
     * Keeps answers of people waiting until the transaction ends. Comes before the log: an answer
     * locks its proposal first too.
     */
    void hold(Session session, Agreement agreement) {
        if (agreement.asksPeople(session)) {
            proposed.hold(session);
        }
    }

    /**
     * Marks what this party does not know as confirmed, before it is logged.
     *
     * @return {@code confirmedBits} of the own RESULT; none in another lane
     */
    Optional<Octets> mark(Session session, Agreement agreement) throws RefusedException {
        if (!agreement.asksPeople(session)) {
            return Optional.empty();
        }
        List<FrozenPupil> matched = lists.withTag(session.sid());
        List<Boolean> confirmed =
                proposed.confirmed(session, matched.stream().map(FrozenPupil::point).toList());
        List<Octets> probable = new ArrayList<>();
        for (int i = 0; i < matched.size(); i++) {
            if (!confirmed.get(i)) {
                probable.add(matched.get(i).tag().orElseThrow());
            }
        }
        lists.markProbable(session.sid(), probable);
        return Optional.of(LaneBits.pack(confirmed));
    }

    /**
     * Marks what not both parties know as confirmed: nothing is given of those.
     *
     * @param conflicts that are no matches anyway
     */
    void mark(
            Session session,
            List<Tags.Match> matches,
            Result own,
            Result peer,
            List<Octets> conflicts) {
        List<Octets> probable = new ArrayList<>(ConfirmedBits.unconfirmed(matches, own, peer));
        probable.removeAll(conflicts);
        lists.markProbable(session.sid(), probable);
        settled.leaveOut(session.sid(), probable.size());
    }
}
