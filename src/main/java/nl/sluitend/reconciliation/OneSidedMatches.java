package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import nl.sluitend.disclosure.PersonalMember;
import nl.sluitend.disclosure.PupilMembers;
import nl.sluitend.disclosure.SubjectRef;
import nl.sluitend.psi.ListRoot;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.OneSidedAnswer;
import nl.sluitend.psi.ReceivedRoot;
import nl.sluitend.psi.Tags;

/**
 * What the asking party of a MATCH_ONE_SIDED learned. Runs in the caller's transaction, the
 * session's row locked.
 */
@ApplicationScoped
class OneSidedMatches {

    private static final int NAME_LENGTH = 16;

    private final Messages messages;
    private final FrozenLists lists;
    private final OneSidedAnswers answers;
    private final SecureRandom random;

    OneSidedMatches(
            Messages messages, FrozenLists lists, OneSidedAnswers answers, SecureRandom random) {
        this.messages = messages;
        this.lists = lists;
        this.answers = answers;
        this.random = random;
    }

    /**
     * Marks which own pupils the responder has too. The tags themselves are not kept: whoever got
     * hold of the responder's key could try every number against them (finding 21), and the
     * responder could find out which are here by naming them. Sixteen octets that are drawn take
     * their place.
     *
     * @return how many there are
     */
    int mark(Session session) throws RefusedException {
        List<Octets> own = new ArrayList<>();
        Set<Octets> theirs = new HashSet<>();
        for (int j = 0; j < session.state().rounds(); j++) {
            Octets chunk =
                    messages.get(session.sid(), Sender.OWN, MessageType.COMPARED, j).octets();
            own.addAll(OneSidedAnswer.split(chunk));
            theirs.addAll(OneSidedAnswer.split(answers.stored(session, j).tags()));
        }
        List<Tags.Match> matches =
                Tags.intersect(own, theirs).stream()
                        .map(match -> new Tags.Match(match.position(), drawn()))
                        .toList();
        lists.mark(session.sid(), matches);
        return matches.size();
    }

    /** For the log; the counterpart derives no casusnummer, so there is none to speak by. */
    static PupilMembers said(FrozenPupil pupil) {
        return new PupilMembers(
                List.of(
                        new PersonalMember(
                                "outcome",
                                pupil.tag().isPresent() ? "matched" : "not-held-by-receiver")),
                SubjectRef.pupil(pupil.point().toByteArray()));
    }

    private Octets drawn() {
        var name = new byte[NAME_LENGTH];
        random.nextBytes(name);
        return Octets.of(name);
    }

    /** What is signed about it, see {@link ReceivedRoot}. */
    Octets receivedRoot(Session session) {
        List<Octets> entries = new ArrayList<>(session.ownSize());
        for (int from = 0; from < session.ownSize(); from += FrozenLists.PAGE) {
            lists.range(session.sid(), from, from + FrozenLists.PAGE)
                    .forEach(
                            pupil ->
                                    entries.add(
                                            ReceivedRoot.entry(
                                                    pupil.salt(),
                                                    pupil.point(),
                                                    pupil.tag().isPresent())));
        }
        return ListRoot.of(entries);
    }
}
