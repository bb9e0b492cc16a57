package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.Alerts;
import nl.sluitend.problem.ProblemException;
import nl.sluitend.psi.OwnProofException;
import nl.sluitend.psi.Phase;
import nl.sluitend.psi.Refusal;
import nl.sluitend.psi.RefusalType;
import nl.sluitend.psi.SessionEvent;
import nl.sluitend.psi.StopReason;

/**
 * One message or step of a session in one transaction: the row locked, the convenant still in
 * force, a failed check stored and logged. What is returned is committed.
 */
@ApplicationScoped
class Handling {

    /** How long a peer may be silent once the results are due, before the session is given up. */
    static final Duration RESULT_TERM = Duration.ofHours(24);

    /** What is done with a locked session. */
    interface Action {
        Reply on(Session session, Agreement agreement)
                throws RefusedException, EvaluationExchange.SecretLostException;
    }

    private final Sessions sessions;
    private final Agreements agreements;
    private final Transitions transitions;
    private final Transactions transactions;
    private final Alerts alerts;
    private final Clock clock;

    Handling(
            Sessions sessions,
            Agreements agreements,
            Transitions transitions,
            Transactions transactions,
            Alerts alerts,
            Clock clock) {
        this.sessions = sessions;
        this.agreements = agreements;
        this.transitions = transitions;
        this.transactions = transactions;
        this.alerts = alerts;
        this.clock = clock;
    }

    /**
     * Handles what a peer sends.
     *
     * @throws ProblemException 404 when the peer has no such session with us
     */
    Reply fromPeer(UUID sid, Oin peer, Action action) {
        return transactions.run(
                () -> {
                    Session session =
                            sessions.lock(sid)
                                    .filter(s -> s.counterpart().equals(peer))
                                    .orElseThrow(() -> ReconciliationProblems.noSession(sid));
                    return act(session, action);
                });
    }

    /** Handles a step of our own. */
    Reply own(UUID sid, Action action) {
        return transactions.run(() -> act(sessions.lock(sid).orElseThrow(), action));
    }

    private Reply act(Session session, Action action) {
        Agreement agreement = agreements.of(session);
        Optional<StopReason> due = due(session, agreement);
        if (due.isPresent()) {
            stop(session, agreement, due.get());
            return new Reply.Refused(
                    new Refusal(
                            RefusalType.NOT_PERMITTED,
                            "the session has ended: " + due.get().code()));
        }
        try {
            return action.on(session, agreement);
        } catch (RefusedException e) {
            return new Reply.Refused(transitions.refuse(session, agreement, e.refusal()));
        } catch (OwnProofException e) {
            alerts.raise(
                    Opening.OWN_PROOF_FAILED, session.sid().toString(), Opening.OWN_PROOF_TEXT);
            stop(session, agreement, StopReason.OWN_PROOF_FAILED);
            return new Reply.Refused(
                    new Refusal(RefusalType.NOT_PERMITTED, "the session can no longer go on"));
        } catch (EvaluationExchange.SecretLostException e) {
            stop(session, agreement, StopReason.SECRET_LOST);
            return new Reply.Refused(
                    new Refusal(RefusalType.NOT_PERMITTED, "the session can no longer go on"));
        }
    }

    /** Ends the session for {@code reason}; whether its state allowed that. */
    boolean stop(Session session, Agreement agreement, StopReason reason) {
        try {
            transitions.apply(session, agreement, new SessionEvent.StopRequested(reason));
            return true;
        } catch (RefusedException e) {
            return false;
        }
    }

    /** Ends the session if the clock or the convenant says so. */
    void expire(UUID sid) {
        own(sid, (_, _) -> new Reply.Accepted());
    }

    private Optional<StopReason> due(Session session, Agreement agreement) {
        Instant now = clock.instant();
        Phase phase = session.state().phase();
        return switch (phase) {
            case OFFERED, ELEMENTS, EXPOSED, EVALUATING -> {
                Optional<StopReason> revoked = Agreements.ended(agreement);
                yield revoked.isPresent()
                        ? revoked
                        : now.isAfter(session.expires())
                                ? Optional.of(StopReason.TIMED_OUT)
                                : Optional.empty();
            }
            case COMPUTED, RESULT_SENT ->
                    now.isAfter(session.updated().plus(RESULT_TERM))
                            ? Optional.of(StopReason.TIMED_OUT)
                            : Optional.empty();
            case FIELDS_DUE, FIELDS_SENT -> {
                Optional<StopReason> revoked = Agreements.ended(agreement);
                yield revoked.isPresent()
                        ? revoked
                        : now.isAfter(session.updated().plus(RESULT_TERM))
                                ? Optional.of(StopReason.TIMED_OUT)
                                : Optional.empty();
            }
            case AGREED, FIELDS_HELD, COMPLETED, DISPUTED, ABORTED -> Optional.empty();
        };
    }
}
