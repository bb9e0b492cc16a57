package nl.sluitend.psi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.sluitend.psi.SessionEvent.CheckFailed;
import nl.sluitend.psi.SessionEvent.EvaluatedReleased;
import nl.sluitend.psi.SessionEvent.EvaluatedVerified;
import nl.sluitend.psi.SessionEvent.ExposuresVerified;
import nl.sluitend.psi.SessionEvent.FieldsReady;
import nl.sluitend.psi.SessionEvent.ListsVerified;
import nl.sluitend.psi.SessionEvent.OffersExchanged;
import nl.sluitend.psi.SessionEvent.OutcomesReady;
import nl.sluitend.psi.SessionEvent.PeerAborted;
import nl.sluitend.psi.SessionEvent.PeerFieldsReceiptVerified;
import nl.sluitend.psi.SessionEvent.PeerFieldsVerified;
import nl.sluitend.psi.SessionEvent.PeerReceiptVerified;
import nl.sluitend.psi.SessionEvent.PeerResultChecked;
import nl.sluitend.psi.SessionEvent.StopRequested;
import nl.sluitend.psi.SessionEvent.Superseded;

/**
 * One party's side of a session: a pure function from event to new state and effects.
 *
 * @param mode decides who evaluates: both in turn, or the responder alone
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
            case FieldsReady _ ->
                    advance(Phase.FIELDS_DUE, Phase.FIELDS_SENT, Effect.LOG_DISCLOSURES);
            case PeerFieldsVerified _ -> advance(Phase.FIELDS_SENT, Phase.FIELDS_HELD);
            case PeerFieldsReceiptVerified _ ->
                    signed(
                            Phase.FIELDS_HELD,
                            Effect.LOG_FIELDS_RECEIPT,
                            Effect.LOG_SESSION_END,
                            Effect.SHOW_FIELDS);
            case CheckFailed(Refusal refusal) -> refused(refusal);
            case PeerAborted(Phase peerPhase, String _) -> peerAborted(peerPhase);
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
                    case SessionMode.Mutual _ ->
                            evaluatedReceived == (role == Role.INITIATOR ? round : round + 1);
                    case SessionMode.Answered _ -> role == Role.RESPONDER;
                };
    }

    private boolean mayReceive(int round) {
        return round == evaluatedReceived
                && switch (mode) {
                    case SessionMode.Mutual _ ->
                            evaluatedSent == (role == Role.INITIATOR ? round + 1 : round);
                    case SessionMode.Answered _ -> role == Role.INITIATOR;
                };
    }

    /**
     * Who counts or asks is charged by the first round that it gets, everybody else by what it
     * gives.
     */
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
                mode instanceof SessionMode.Answered ? charge(round) : List.of());
    }

    private Step counted(int sent, int received, List<Effect> effects) {
        boolean all =
                switch (mode) {
                    case SessionMode.Mutual _ -> sent == rounds && received == rounds;
                    case SessionMode.Answered _ -> sent + received == rounds;
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

    /** With the fields still to come the secrets of the comparison are done with all the same. */
    private Step receipt() {
        if (mode instanceof SessionMode.Fields) {
            return advance(
                    Phase.AGREED,
                    Phase.FIELDS_DUE,
                    Effect.LOG_RECEIPT,
                    Effect.SHOW_MATCHES,
                    Effect.WIPE_SECRETS);
        }
        return signed(
                Phase.AGREED, Effect.LOG_RECEIPT, Effect.LOG_SESSION_END, Effect.SHOW_MATCHES);
    }

    /** Ends the session in agreement. */
    private Step signed(Phase from, Effect... effects) {
        if (phase != from) {
            return outOfOrder("expected state " + from);
        }
        var all = new ArrayList<>(List.of(effects));
        all.add(Effect.WIPE_SECRETS);
        return end(Phase.COMPLETED, Ending.AGREED, all);
    }

    /**
     * Ends the session, unless our receipt is out (only the peer can end that) or it is merely
     * disturbed by a stray message.
     */
    private Step refused(Refusal refusal) {
        if (phase.isFinal()) {
            return outOfOrder("the session has ended");
        }
        boolean signed = phase == Phase.AGREED || phase == Phase.FIELDS_HELD;
        if (signed || refusal.type() == RefusalType.OUT_OF_ORDER) {
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
                    phase.isAboutFields()
                            ? outOfOrder("the peer signed both results")
                            : abort(List.of(), false);
            case FIELDS_DUE, FIELDS_SENT ->
                    phase.isAboutFields()
                            ? abort(List.of(), false)
                            : outOfOrder("the peer's receipt comes first");
            case AGREED, FIELDS_HELD, COMPLETED, DISPUTED, ABORTED ->
                    outOfOrder("who signed a receipt cannot break off any more");
        };
    }

    private Step stop(StopReason reason) {
        return switch (phase) {
            case OFFERED, ELEMENTS, EXPOSED, EVALUATING, FIELDS_DUE, FIELDS_SENT ->
                    abort(List.of(), true);
            case COMPUTED, RESULT_SENT ->
                    reason == StopReason.TIMED_OUT
                            ? abort(List.of(), true)
                            : outOfOrder("the result must be sent");
            case AGREED, FIELDS_HELD ->
                    outOfOrder("a session that we signed is ended by the peer's receipt");
            case COMPLETED, DISPUTED, ABORTED -> outOfOrder("the session has ended");
        };
    }

    private Step abort(List<Effect> first, boolean tellPeer) {
        Ending ending = broken();
        var effects = new ArrayList<>(first);
        effects.add(Effect.LOG_SESSION_END);
        if (ending == Ending.ABORTED_EXPOSED || ending == Ending.FIELDS_EXPOSED) {
            effects.add(Effect.ALERT_FG);
        }
        effects.add(Effect.WIPE_SECRETS);
        if (tellPeer) {
            effects.add(Effect.TELL_PEER);
        }
        return end(Phase.ABORTED, ending, effects);
    }

    /** What may have become known, when it ends here. */
    private Ending broken() {
        return switch (phase) {
            case FIELDS_DUE -> Ending.FIELDS_WITHHELD;
            case FIELDS_SENT, FIELDS_HELD -> Ending.FIELDS_EXPOSED;
            case OFFERED, ELEMENTS, EXPOSED, EVALUATING, COMPUTED, RESULT_SENT, AGREED ->
                    evaluatedSent > 0 ? Ending.ABORTED_EXPOSED : Ending.ABORTED_CLEAN;
            case COMPLETED, DISPUTED, ABORTED -> throw new IllegalStateException("ended before");
        };
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
