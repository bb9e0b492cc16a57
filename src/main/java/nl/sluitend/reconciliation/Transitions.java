package nl.sluitend.reconciliation;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import nl.sluitend.disclosure.LogPosition;
import nl.sluitend.party.Alerts;
import nl.sluitend.psi.Abort;
import nl.sluitend.psi.Effect;
import nl.sluitend.psi.Ending;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.Refusal;
import nl.sluitend.psi.Role;
import nl.sluitend.psi.SessionEvent;
import nl.sluitend.psi.SessionMode;
import nl.sluitend.psi.SessionState;
import nl.sluitend.psi.Step;
import nl.sluitend.psi.StopReason;

/**
 * Carries out what the state machine says: stores the new state and does every effect in the same
 * transaction. Callers hold the lock on the session's row.
 */
@ApplicationScoped
class Transitions {

    private final Sessions sessions;
    private final Charges charges;
    private final Messages messages;
    private final FrozenLists lists;
    private final Runs runs;
    private final Outcomes outcomes;
    private final CountFigures figures;
    private final FieldsLog fieldsLog;
    private final FieldOutcomes fieldOutcomes;
    private final SettledSessions settled;
    private final EvaluationsAhead ahead;
    private final SessionLog log;
    private final SignedMessages signed;
    private final Alerts alerts;
    private final MeterRegistry meters;

    Transitions(
            Sessions sessions,
            Charges charges,
            Messages messages,
            FrozenLists lists,
            Runs runs,
            Outcomes outcomes,
            CountFigures figures,
            FieldsLog fieldsLog,
            FieldOutcomes fieldOutcomes,
            SettledSessions settled,
            EvaluationsAhead ahead,
            SessionLog log,
            SignedMessages signed,
            Alerts alerts,
            MeterRegistry meters) {
        this.sessions = sessions;
        this.charges = charges;
        this.messages = messages;
        this.lists = lists;
        this.runs = runs;
        this.outcomes = outcomes;
        this.figures = figures;
        this.fieldsLog = fieldsLog;
        this.fieldOutcomes = fieldOutcomes;
        this.settled = settled;
        this.ahead = ahead;
        this.log = log;
        this.signed = signed;
        this.alerts = alerts;
        this.meters = meters;
    }

    /**
     * The session after the event.
     *
     * @throws RefusedException {@code out-of-order} when the event does not fit; then nothing
     *     changed
     */
    Session apply(Session session, Agreement agreement, SessionEvent event)
            throws RefusedException {
        return switch (session.state().on(event)) {
            case Step.Rejected(Refusal refusal) -> throw new RefusedException(refusal);
            case Step.Next(SessionState next, List<Effect> effects) -> {
                boolean due = effects.contains(Effect.TELL_PEER) && next.role() == Role.INITIATOR;
                sessions.saveState(
                        session.sid(), next, next.ending().map(_ -> Reasons.of(event)), due);
                for (Effect effect : effects) {
                    perform(session, agreement, event, next, effect);
                }
                next.ending().ifPresent(ending -> endRun(session, agreement, event, ending));
                yield sessions.get(session.sid());
            }
        };
    }

    /** Stores, logs and returns what a failed check makes of the session. */
    Refusal refuse(Session session, Agreement agreement, Refusal refusal) {
        try {
            apply(session, agreement, new SessionEvent.CheckFailed(refusal));
        } catch (RefusedException e) {
            return e.refusal();
        }
        return refusal;
    }

    private void perform(
            Session session,
            Agreement agreement,
            SessionEvent event,
            SessionState next,
            Effect effect) {
        switch (effect) {
            case LOG_EXPOSURE -> {
                LogPosition leaf = log.exposure(session, agreement);
                sessions.saveExposure(session.sid(), leaf.index(), Octets.of(leaf.entry()));
            }
            case CHARGE_LEDGER -> charges.charge(session);
            case LOG_OUTCOMES -> logOutcomes(session, agreement);
            case LOG_DISCLOSURES -> fieldsLog.disclosures(session, agreement);
            case LOG_REFUSAL -> log.refusal(session, agreement, refusal(event));
            case LOG_RECEIPT -> {
                settled.settle(session.sid());
                log.receipt(
                        session,
                        agreement,
                        hash(session, MessageType.RECEIPT, Role.INITIATOR),
                        hash(session, MessageType.RECEIPT, Role.RESPONDER));
            }
            case LOG_FIELDS_RECEIPT ->
                    fieldsLog.receipt(
                            session,
                            agreement,
                            hash(session, MessageType.FIELDS_RECEIPT, Role.INITIATOR),
                            hash(session, MessageType.FIELDS_RECEIPT, Role.RESPONDER));
            case LOG_SESSION_END -> log.sessionEnd(session, agreement, next, event);
            // Those of a MATCH follow in a transaction of their own, see Showing.
            case SHOW_MATCHES -> {
                if (session.mode() instanceof SessionMode.Fields || session.asks()) {
                    outcomes.show(session, agreement.isLast(session));
                }
            }
            case SHOW_FIELDS -> fieldOutcomes.show(session, agreement);
            case ALERT_FG -> alert(session, next);
            case WIPE_SECRETS -> {
                sessions.wipeSecret(session.sid());
                messages.wipePoints(session.sid());
                ahead.drop(session.sid());
            }
            case TELL_PEER -> storeAbort(session, event);
        }
    }

    /** Hash of the message of the party in this role. */
    private Octets hash(Session session, MessageType type, Role role) {
        Sender sender = session.state().role() == role ? Sender.OWN : Sender.PEER;
        return messages.get(session.sid(), sender, type).hash();
    }

    private void logOutcomes(Session session, Agreement agreement) {
        switch (session.mode()) {
            case SessionMode.Mutual _ -> log.outcomes(session, agreement, lists);
            case SessionMode.OneSided _ -> {
                // Of what is learned at the responder its exposure is the upper bound.
                if (session.asks()) {
                    log.received(session, agreement, lists);
                }
            }
            case SessionMode.Counts mode -> {
                if (session.state().role() == Role.INITIATOR) {
                    log.counts(session, agreement, figures.of(session.sid()));
                } else {
                    log.counted(session, agreement, mode);
                }
            }
        }
    }

    private void storeAbort(Session session, SessionEvent event) {
        SessionState state = session.state();
        byte[] payload =
                MessageCodec.ABORT.encode(
                        new Abort(
                                session.sid(),
                                Reasons.of(event),
                                state.phase(),
                                state.evaluatedSent(),
                                state.evaluatedReceived()));
        messages.store(
                Message.signed(
                        session.sid(),
                        Sender.OWN,
                        MessageType.ABORT,
                        payload,
                        signed.sign(payload)));
    }

    private void alert(Session session, SessionState end) {
        String text =
                end.ending().equals(Optional.of(Ending.FIELDS_EXPOSED))
                        ? ("De sessie eindigde als %s. Beide partijen hebben de overeenkomsten"
                                        + " getekend. Van %d leerlingen kan de andere partij (%s)"
                                        + " gegevens hebben, zonder dat zij de ontvangst tekende.")
                                .formatted(
                                        Ending.FIELDS_EXPOSED.code(),
                                        session.fieldsSent(),
                                        session.counterpart().value())
                        : ("De sessie eindigde als %s nadat %d van de %d delen waren verstuurd. De"
                                        + " andere partij (%s) weet misschien welke leerlingen"
                                        + " beide kennen.")
                                .formatted(
                                        end.ending().map(Ending::code).orElse(""),
                                        end.evaluatedSent(),
                                        end.rounds(),
                                        session.counterpart().value());
        alerts.raise("session-exposed", session.sid().toString(), text);
    }

    private void endRun(Session session, Agreement agreement, SessionEvent event, Ending ending) {
        meters.counter("sluitend.sessions.ended", "ending", ending.code()).increment();
        switch (ending) {
            case AGREED -> {
                if (agreement.isLast(session) && !(session.mode() instanceof SessionMode.Match)) {
                    runs.end(
                            session.runId(),
                            Run.State.COMPLETED,
                            Optional.empty(),
                            Optional.empty());
                }
            }
            case DISPUTED,
                    ABORTED_CLEAN,
                    ABORTED_EXPOSED,
                    FIELDS_WITHHELD,
                    FIELDS_EXPOSED,
                    SUPERSEDED -> {
                if (event instanceof SessionEvent.StopRequested(StopReason why)
                        && why == StopReason.COUNTED_BEFORE) {
                    runs.end(
                            session.runId(),
                            Run.State.COMPLETED,
                            Optional.of(Reasons.of(event)),
                            Optional.of("neither list changed since the count before"));
                    return;
                }
                boolean again =
                        event instanceof SessionEvent.StopRequested(StopReason why)
                                && why == StopReason.OFFER_LAPSED;
                if (!again) {
                    boolean stopped =
                            event instanceof SessionEvent.StopRequested(StopReason why)
                                    && why == StopReason.STOPPED;
                    runs.end(
                            session.runId(),
                            stopped ? Run.State.STOPPED : Run.State.FAILED,
                            Optional.of(Reasons.of(event)),
                            Optional.of(
                                    "session "
                                            + session.sid()
                                            + " ended "
                                            + ending.code()
                                            + Reasons.ofPeer(event)
                                                    .map(why -> "; the counterpart: " + why)
                                                    .orElse("")));
                }
            }
        }
    }

    private static Refusal refusal(SessionEvent event) {
        return event instanceof SessionEvent.CheckFailed(Refusal refusal)
                ? refusal
                : new Refusal(
                        nl.sluitend.psi.RefusalType.DISPUTED,
                        "the parties computed different intersections");
    }
}
