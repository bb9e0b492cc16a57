package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import nl.sluitend.disclosure.DisclosureLog;
import nl.sluitend.disclosure.LeafKind;
import nl.sluitend.disclosure.PersonalMember;
import nl.sluitend.disclosure.PupilMembers;
import nl.sluitend.disclosure.SubjectRef;
import nl.sluitend.psi.Answer;
import nl.sluitend.reconciliation.StoredProposal.State;

/**
 * What becomes of a probable match on this side: the feed says so, and the log keeps every step.
 * Every method runs in the caller's transaction, the proposal's row locked.
 */
@ApplicationScoped
class ProposalEnding {

    private final ProposalRows rows;
    private final ProposedKeys keys;
    private final OutcomeFeed feed;
    private final Sessions sessions;
    private final Agreements agreements;
    private final SessionLog sessionLog;
    private final DisclosureLog log;
    private final Clock clock;

    ProposalEnding(
            ProposalRows rows,
            ProposedKeys keys,
            OutcomeFeed feed,
            Sessions sessions,
            Agreements agreements,
            SessionLog sessionLog,
            DisclosureLog log,
            Clock clock) {
        this.rows = rows;
        this.keys = keys;
        this.feed = feed;
        this.sessions = sessions;
        this.agreements = agreements;
        this.sessionLog = sessionLog;
        this.log = log;
        this.clock = clock;
    }

    /** The own answer is given; its commitment leaves after this. */
    void logAnswered(StoredProposal proposal, Answer answer) {
        log(proposal, "answered", Map.of(), List.of(new PersonalMember("answer", answer.name())));
    }

    /** The own answer is opened; it leaves after this. */
    void logOpened(StoredProposal proposal, Answer answer) {
        log(proposal, "opened", Map.of(), List.of(new PersonalMember("answer", answer.name())));
    }

    /** Both answers are open. */
    void decide(StoredProposal proposal, boolean match) {
        end(proposal, match ? State.CONFIRMED : State.NOT_CONFIRMED);
    }

    /** Not both answered in time. */
    void lapse(StoredProposal proposal) {
        end(proposal, State.LAPSED);
    }

    private void end(StoredProposal proposal, State state) {
        Instant now = clock.instant();
        rows.end(proposal.id(), state, keys.mac(proposal, state), now);
        feed.append(
                feed.current(proposal.convenant(), proposal.registrations()).values().stream()
                        .filter(entry -> entry.outcome() == Outcome.Kind.PROBABLE)
                        .map(entry -> change(entry, proposal, state, now))
                        .toList());
        log(proposal, "ended", Map.of("result", state.name()), List.of());
    }

    private static OutcomeChange change(
            OutcomeEntry entry, StoredProposal proposal, State state, Instant now) {
        return switch (state) {
            case CONFIRMED ->
                    OutcomeChange.of(
                            Optional.of(entry), entry.confirmed(proposal.casusnummer(), now));
            case NOT_CONFIRMED ->
                    new OutcomeChange(
                            entry.notConfirmed(now),
                            OutcomeChange.Kind.NOT_CONFIRMED,
                            Optional.empty());
            case LAPSED ->
                    new OutcomeChange(
                            entry.notConfirmed(now),
                            OutcomeChange.Kind.PROPOSAL_LAPSED,
                            Optional.empty());
            case OPEN, OVER -> throw new IllegalArgumentException("not an end: " + state);
        };
    }

    private void log(
            StoredProposal proposal,
            String step,
            Map<String, Object> about,
            List<PersonalMember> personal) {
        Session session = sessions.get(proposal.sid());
        Agreement agreement = agreements.of(session);
        Map<String, Object> clear = new TreeMap<>(about);
        clear.put("step", step);
        clear.put("proposal", proposal.id().toString());
        clear.put("lane", proposal.lane());
        List<PersonalMember> members = new ArrayList<>(personal);
        members.add(new PersonalMember(PupilMembers.CASE, proposal.casusnummer()));
        log.append(
                sessionLog.name(proposal.convenant()),
                List.of(
                        sessionLog.leaf(
                                session,
                                agreement,
                                LeafKind.PROPOSAL,
                                clear,
                                members,
                                Optional.of(
                                        SubjectRef.pupil(proposal.key().point().toByteArray())))));
    }
}
