package nl.sluitend.reconciliation;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import nl.sluitend.party.CanonicalJson;
import nl.sluitend.party.JsonRefusedException;
import nl.sluitend.party.PeerAnswer;
import nl.sluitend.psi.Offer;
import nl.sluitend.psi.OfferCheck;
import nl.sluitend.psi.Phase;
import nl.sluitend.psi.RefusalType;
import nl.sluitend.psi.SessionEvent;
import nl.sluitend.psi.SessionMode;
import nl.sluitend.psi.StopReason;

/** What the responder's answer makes of the initiator's session. */
@ApplicationScoped
class PeerAnswers {

    private final Handling handling;
    private final Settlement settlement;
    private final Transitions transitions;
    private final OfferExchange offers;
    private final SessionLog log;
    private final Runs runs;
    private final PeerSessions peer;
    private final Clock clock;

    PeerAnswers(
            Handling handling,
            Settlement settlement,
            Transitions transitions,
            OfferExchange offers,
            SessionLog log,
            Runs runs,
            PeerSessions peer,
            Clock clock) {
        this.handling = handling;
        this.settlement = settlement;
        this.transitions = transitions;
        this.offers = offers;
        this.log = log;
        this.runs = runs;
        this.peer = peer;
        this.clock = clock;
    }

    /** Handles an answer; a peer that cannot answer now is asked again later. */
    Progress take(Session session, PeerAnswer answer, Function<byte[], Handling.Action> onAnswer) {
        return switch (answer) {
            case PeerAnswer.Answered answered ->
                    Progress.of(handling.own(session.sid(), onAnswer.apply(answered.body())));
            case PeerAnswer.PeerProblem problem ->
                    problem.isTemporary()
                            ? new Progress.Wait(problem.type() + ": " + problem.detail())
                            : refusedByPeer(session, problem);
            case PeerAnswer.Unreachable(String reason) -> new Progress.Wait(reason);
            case PeerAnswer.TooLarge(int most) ->
                    refuse(
                            session,
                            RefusalType.TOO_LARGE,
                            "an answer may have at most " + most + " octets");
            case PeerAnswer.IdentityMismatch _ ->
                    refuse(
                            session,
                            RefusalType.IDENTITY_MISMATCH,
                            "another party answers at the peer's address");
        };
    }

    private Progress refuse(Session session, RefusalType type, String detail) {
        return Progress.of(
                handling.own(
                        session.sid(),
                        (_, _) -> {
                            throw new RefusedException(type, detail);
                        }));
    }

    /**
     * The peer's signed abort decides; without one its refusal ends the session as far as the state
     * allows.
     */
    private Progress refusedByPeer(Session session, PeerAnswer.PeerProblem problem) {
        Optional<String> abort = abortOf(session);
        if (abort.isPresent()) {
            Reply ended =
                    handling.own(
                            session.sid(),
                            (s, a) -> {
                                log.refusedByPeer(s, a, problem.type());
                                settlement.receiveAbort(s, a, abort.get());
                                return new Reply.Accepted();
                            });
            explain(session, problem);
            return Progress.of(ended);
        }
        if (problem.type().equals(RefusalType.OUT_OF_ORDER.slug())) {
            return new Progress.Wait(problem.detail());
        }
        Reply ended =
                handling.own(
                        session.sid(),
                        (s, a) -> {
                            SessionEvent event = event(s, problem);
                            if (isRefusal(event)) {
                                log.refusedByPeer(s, a, problem.type());
                            }
                            transitions.apply(s, a, event);
                            answeredBefore(s, event);
                            return new Reply.Accepted();
                        });
        explain(session, problem);
        return Progress.of(ended);
    }

    /** Whether the peer would not go on; another offer does not put that right. */
    private static boolean isRefusal(SessionEvent event) {
        return event instanceof SessionEvent.StopRequested(StopReason why)
                && why == StopReason.REFUSED_BY_PEER;
    }

    private SessionEvent event(Session session, PeerAnswer.PeerProblem problem) {
        boolean offered = session.state().phase() == Phase.OFFERED;
        if (offered && problem.type().equals(RefusalType.SUPERSEDED.slug())) {
            return new SessionEvent.Superseded();
        }
        if (offered
                && session.mode() instanceof SessionMode.Counts
                && problem.type().equals(RefusalType.COUNTED_BEFORE.slug())
                && offers.ownOffer(session)
                        .counting()
                        .flatMap(Offer.Counting::sameListAs)
                        .isPresent()) {
            return new SessionEvent.StopRequested(StopReason.COUNTED_BEFORE);
        }
        boolean lapsed =
                offered
                        && problem.type().equals(RefusalType.REPLAYED.slug())
                        && clock.instant()
                                .isAfter(session.created().plus(OfferCheck.CLOCK_TOLERANCE));
        return new SessionEvent.StopRequested(
                lapsed ? StopReason.OFFER_LAPSED : StopReason.REFUSED_BY_PEER);
    }

    /** The figures of the count before answer this run too. */
    private void answeredBefore(Session session, SessionEvent event) {
        if (event instanceof SessionEvent.StopRequested(StopReason why)
                && why == StopReason.COUNTED_BEFORE) {
            offers.ownOffer(session)
                    .counting()
                    .flatMap(Offer.Counting::sameListAs)
                    .ifPresent(sid -> runs.answeredBy(session.runId(), sid));
        }
    }

    private void explain(Session session, PeerAnswer.PeerProblem problem) {
        Run run = runs.get(session.runId());
        if (run.state() != Run.State.RUNNING) {
            runs.explain(run.id(), problem.type(), "the counterpart: " + problem.detail());
        }
    }

    private Optional<String> abortOf(Session session) {
        if (!(peer.getState(session) instanceof PeerAnswer.Answered answered)) {
            return Optional.empty();
        }
        try {
            JsonNode abort = CanonicalJson.parse(answered.body()).path("abort");
            return abort.isTextual() ? Optional.of(abort.textValue()) : Optional.empty();
        } catch (JsonRefusedException e) {
            return Optional.empty();
        }
    }
}
