package nl.sluitend.psi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.sluitend.psi.SessionEvent.CheckFailed;
import nl.sluitend.psi.SessionEvent.EvaluatedReleased;
import nl.sluitend.psi.SessionEvent.EvaluatedVerified;
import nl.sluitend.psi.SessionEvent.ExposuresVerified;
import nl.sluitend.psi.SessionEvent.ListsVerified;
import nl.sluitend.psi.SessionEvent.OffersExchanged;
import nl.sluitend.psi.SessionEvent.OutcomesReady;
import nl.sluitend.psi.SessionEvent.PeerAborted;
import nl.sluitend.psi.SessionEvent.PeerReceiptVerified;
import nl.sluitend.psi.SessionEvent.PeerResultChecked;
import nl.sluitend.psi.SessionEvent.StopRequested;
import nl.sluitend.psi.SessionEvent.Superseded;

/**
 * One party's side of a session: a pure function from event to new state and effects.
 *
 * @param mode decides who evaluates: both in turn, or in a count the responder alone
 * @param rounds rounds of evaluation
 * @param evaluatedSent EVALUATED chunks released, whether or not they arrived
 * @param evaluatedReceived EVALUATED chunks of the peer that were verified
 * @param ending present if and only if the phase is final
 */
public record SessionState(
        SessionMode mode,
        Role role,
        Phase phase,
        int rounds,
        int evaluatedSent,
        int evaluatedReceived,
        Optional<Ending> ending) {

    public SessionState {
        if (phase.isFinal() != ending.isPresent()) {
            throw new IllegalArgumentException("a final state, and no other, has an ending");
        }
        if (evaluatedSent < 0
                || evaluatedReceived < 0
                || evaluatedSent > rounds
                || evaluatedReceived > rounds) {
            throw new IllegalArgumentException("rounds out of range");
        }
    }

    /**
     * The state after the own offer (initiator) or the peer's (responder) is stored and
     * SESSION_OPEN is logged.
     */
    public static SessionState offered(SessionMode mode, Role role, int rounds) {
        return new SessionState(mode, role, Phase.OFFERED, rounds, 0, 0, Optional.empty());
    }

    /** What {@code event} makes of this state. */
    public Step on(SessionEvent event) {
        return switch (event) {
            case OffersExchanged _ -> advance(Phase.OFFERED, Phase.ELEMENTS);
            case ListsVerified _ -> advance(Phase.ELEMENTS, Phase.EXPOSED, Effect.LOG_EXPOSURE);
            case ExposuresVerified _ -> advance(Phase.EXPOSED, Phase.EVALUATING);
            case EvaluatedReleased(int round) -> released(round);
            case EvaluatedVerified(int round) -> received(round);
            case OutcomesReady _ -> advance(Phase.COMPUTED, Phase.RESULT_SENT, Effect.LOG_OUTCOMES);
            case PeerResultChecked(boolean equal) -> result(equal);
            case PeerReceiptVerified _ -> receipt();
            case CheckFailed(Refusal refusal) -> refused(refusal);
            case PeerAborted(Phase peerPhase) -> peerAborted(peerPhase);
            case StopRequested(StopReason reason) -> stop(reason);
            case Superseded _ ->
                    phase == Phase.OFFERED
                            ? end(
                                    Phase.ABORTED,
                                    Ending.SUPERSEDED,
                                    List.of(Effect.LOG_SESSION_END, Effect.WIPE_SECRETS))
                            : outOfOrder("a session can be superseded only while it is OFFERED");
        };
    }

    private Step advance(Phase from, Phase to, Effect... effects) {
        return phase == from
                ? new Step.Next(
                        new SessionState(
                                mode,
                                role,
                                to,
                                rounds,
                                evaluatedSent,
                                evaluatedReceived,
                                Optional.empty()),
                        List.of(effects))
                : outOfOrder("expected state " + from);
    }

    /** Rounds that the peer has evaluated when we release this one: the initiator is one ahead. */
    private boolean mayRelease(int round) {
        return round == evaluatedSent
                && switch (mode) {
                    case SessionMode.Match _ ->
                            evaluatedReceived == (role == Role.INITIATOR ? round : round + 1);
                    case SessionMode.Counts _ -> role == Role.RESPONDER;
                };
    }

    private boolean mayReceive(int round) {
        return round == evaluatedReceived
                && switch (mode) {
                    case SessionMode.Match _ ->
                            evaluatedSent == (role == Role.INITIATOR ? round + 1 : round);
                    case SessionMode.Counts _ -> role == Role.INITIATOR;
                };
    }

    /** Who counts is charged by the first round that it gets, everybody else by what it gives. */
    private List<Effect> charge(int round) {
        return round == 0 ? List.of(Effect.CHARGE_LEDGER) : List.of();
    }

    private Step released(int round) {
        boolean inTurn = mayRelease(round);
        if (phase != Phase.EVALUATING || !inTurn) {
            return outOfOrder("it is not the turn of this round");
        }
        return counted(round + 1, evaluatedReceived, charge(round));
    }

    private Step received(int round) {
        boolean inTurn = mayReceive(round);
        if (phase != Phase.EVALUATING || !inTurn) {
            return outOfOrder("it is not the turn of this round");
        }
        return counted(
                evaluatedSent,
                round + 1,
                mode instanceof SessionMode.Counts ? charge(round) : List.of());
    }

    private Step counted(int sent, int received, List<Effect> effects) {
        boolean all =
                switch (mode) {
                    case SessionMode.Match _ -> sent == rounds && received == rounds;
                    case SessionMode.Counts _ -> sent + received == rounds;
                };
        var next = all ? Phase.COMPUTED : Phase.EVALUATING;
        return new Step.Next(
                new SessionState(mode, role, next, rounds, sent, received, Optional.empty()),
                effects);
    }

    private Step result(boolean equal) {
        if (phase != Phase.RESULT_SENT) {
            return outOfOrder("expected state " + Phase.RESULT_SENT);
        }
        return equal
                ? advance(Phase.RESULT_SENT, Phase.AGREED)
                : end(
                        Phase.DISPUTED,
                        Ending.DISPUTED,
                        List.of(
                                Effect.LOG_REFUSAL,
                                Effect.LOG_SESSION_END,
                                Effect.ALERT_FG,
                                Effect.WIPE_SECRETS));
    }

    private Step receipt() {
        return phase == Phase.AGREED
                ? end(
                        Phase.COMPLETED,
                        Ending.AGREED,
                        List.of(
                                Effect.LOG_RECEIPT,
                                Effect.LOG_SESSION_END,
                                Effect.SHOW_MATCHES,
                                Effect.WIPE_SECRETS))
                : outOfOrder("expected state " + Phase.AGREED);
    }

    /**
     * Ends the session, unless it is agreed (only the peer can end that) or merely disturbed by a
     * stray message.
     */
    private Step refused(Refusal refusal) {
        if (phase.isFinal()) {
            return outOfOrder("the session has ended");
        }
        if (phase == Phase.AGREED || refusal.type() == RefusalType.OUT_OF_ORDER) {
            return new Step.Next(this, List.of(Effect.LOG_REFUSAL));
        }
        return abort(List.of(Effect.LOG_REFUSAL), true);
    }

    private Step peerAborted(Phase peerPhase) {
        if (phase.isFinal()) {
            return outOfOrder("the session has ended");
        }
        return switch (peerPhase) {
            case OFFERED, ELEMENTS, EXPOSED, EVALUATING, COMPUTED, RESULT_SENT ->
                    abort(List.of(), false);
            case AGREED, COMPLETED, DISPUTED, ABORTED ->
                    outOfOrder("who holds both results cannot break off any more");
        };
    }

    private Step stop(StopReason reason) {
        return switch (phase) {
            case OFFERED, ELEMENTS, EXPOSED, EVALUATING -> abort(List.of(), true);
            case COMPUTED, RESULT_SENT ->
                    reason == StopReason.TIMED_OUT
                            ? abort(List.of(), true)
                            : outOfOrder("the result must be sent");
            case AGREED -> outOfOrder("an agreed session is ended by the peer's receipt");
            case COMPLETED, DISPUTED, ABORTED -> outOfOrder("the session has ended");
        };
    }

    private Step abort(List<Effect> first, boolean tellPeer) {
        boolean exposed = evaluatedSent > 0;
        var effects = new ArrayList<>(first);
        effects.add(Effect.LOG_SESSION_END);
        if (exposed) {
            effects.add(Effect.ALERT_FG);
        }
        effects.add(Effect.WIPE_SECRETS);
        if (tellPeer) {
            effects.add(Effect.TELL_PEER);
        }
        return end(Phase.ABORTED, exposed ? Ending.ABORTED_EXPOSED : Ending.ABORTED_CLEAN, effects);
    }

    private Step end(Phase last, Ending how, List<Effect> effects) {
        return new Step.Next(
                new SessionState(
                        mode,
                        role,
                        last,
                        rounds,
                        evaluatedSent,
                        evaluatedReceived,
                        Optional.of(how)),
                effects);
    }

    private Step outOfOrder(String expectation) {
        return new Step.Rejected(
                new Refusal(
                        RefusalType.OUT_OF_ORDER,
                        expectation + "; the session is " + phase.name()));
    }
}
