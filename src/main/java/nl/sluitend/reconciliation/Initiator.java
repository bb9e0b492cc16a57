package nl.sluitend.reconciliation;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import nl.sluitend.disclosure.DisclosureLog;
import nl.sluitend.party.CanonicalJson;
import nl.sluitend.party.JsonRefusedException;
import nl.sluitend.party.PeerAnswer;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.OfferCheck;
import nl.sluitend.psi.Phase;
import nl.sluitend.psi.Refusal;
import nl.sluitend.psi.RefusalType;
import nl.sluitend.psi.SessionEvent;
import nl.sluitend.psi.StopReason;

/**
 * The initiator's side of a session, one step at a time. Each step starts from what is stored,
 * commits what it makes before it sends it, and can be repeated after a crash at any point.
 */
@ApplicationScoped
class Initiator {

    /** What came of a step. */
    sealed interface Progress {
        /** The next step can follow at once. */
        record Onward() implements Progress {}

        /** The peer or the log does not answer now. */
        record Wait(String why) implements Progress {}
    }

    private static final Progress ONWARD = new Progress.Onward();

    private final Handling handling;
    private final Sessions sessions;
    private final Runs runs;
    private final Messages messages;
    private final OfferExchange offers;
    private final ListExchange list;
    private final ExposureExchange exposure;
    private final EvaluationExchange evaluation;
    private final Settlement settlement;
    private final Transitions transitions;
    private final PeerSessions peer;
    private final DisclosureLog log;
    private final SessionLog sessionLog;
    private final Clock clock;

    Initiator(
            Handling handling,
            Sessions sessions,
            Runs runs,
            Messages messages,
            OfferExchange offers,
            ListExchange list,
            ExposureExchange exposure,
            EvaluationExchange evaluation,
            Settlement settlement,
            Transitions transitions,
            PeerSessions peer,
            DisclosureLog log,
            SessionLog sessionLog,
            Clock clock) {
        this.handling = handling;
        this.sessions = sessions;
        this.runs = runs;
        this.messages = messages;
        this.offers = offers;
        this.list = list;
        this.exposure = exposure;
        this.evaluation = evaluation;
        this.settlement = settlement;
        this.transitions = transitions;
        this.peer = peer;
        this.log = log;
        this.sessionLog = sessionLog;
        this.clock = clock;
    }

    /** Takes the next step of an open session. */
    Progress step(Session session) {
        return switch (session.state().phase()) {
            case OFFERED -> offer(session);
            case ELEMENTS -> exchangeLists(session);
            case EXPOSED -> expose(session);
            case EVALUATING -> evaluate(session);
            case COMPUTED ->
                    progress(
                            handling.own(
                                    session.sid(),
                                    (s, a) -> {
                                        settlement.compute(s, a);
                                        return new Reply.Accepted();
                                    }));
            case RESULT_SENT -> settleResult(session);
            case AGREED -> settleReceipt(session);
            case COMPLETED, DISPUTED, ABORTED -> ONWARD;
        };
    }

    private Progress offer(Session session) {
        return take(
                session,
                peer.offer(session, own(session, MessageType.OFFER)),
                body ->
                        (s, a) -> {
                            offers.answered(s, a, text(body));
                            return new Reply.Accepted();
                        });
    }

    private Progress exchangeLists(Session session) {
        Reply header =
                handling.own(session.sid(), (s, _) -> new Reply.Signed(list.ownHeader(s).text()));
        if (!(header instanceof Reply.Signed(String jws))) {
            return progress(header);
        }
        Progress sent = take(session, peer.putElements(session, jws), _ -> nothing());
        for (int j = 0; j < session.state().rounds() && sent.equals(ONWARD); j++) {
            byte[] chunk =
                    messages.get(session.sid(), Sender.OWN, MessageType.CHUNK, j)
                            .octets()
                            .toByteArray();
            sent = take(session, peer.putChunk(session, j, chunk), _ -> nothing());
        }
        if (!sent.equals(ONWARD)) {
            return sent;
        }
        Progress received =
                take(
                        session,
                        peer.getElements(session),
                        body ->
                                (s, _) -> {
                                    list.receiveHeader(s, text(body));
                                    return new Reply.Accepted();
                                });
        for (int j = list.chunksReceived(session.sid());
                j < session.state().rounds() && received.equals(ONWARD);
                j++) {
            int number = j;
            received =
                    take(
                            session,
                            peer.getChunk(session, j),
                            body ->
                                    (s, _) -> {
                                        list.receiveChunk(s, number, body);
                                        return new Reply.Accepted();
                                    });
        }
        return received.equals(ONWARD)
                ? progress(
                        handling.own(
                                session.sid(),
                                (s, a) -> {
                                    transitions.apply(s, a, new SessionEvent.ListsVerified());
                                    return new Reply.Accepted();
                                }))
                : received;
    }

    private Progress expose(Session session) {
        Optional<Message> fixed = settlement.own(session, MessageType.EXPOSED);
        if (fixed.isEmpty()) {
            var evidence = exposure.evidence(session);
            return progress(
                    handling.own(
                            session.sid(),
                            (s, _) -> new Reply.Signed(exposure.fix(s, evidence).text())));
        }
        return take(
                session,
                peer.putExposure(session, fixed.get().text()),
                body ->
                        (s, a) -> {
                            exposure.receive(s, a, text(body));
                            transitions.apply(s, a, new SessionEvent.ExposuresVerified());
                            return new Reply.Accepted();
                        });
    }

    /** The frame is released and committed, then sent; the same frame again after a crash. */
    private Progress evaluate(Session session) {
        int j = session.state().evaluatedReceived();
        Reply released =
                handling.own(
                        session.sid(),
                        (s, a) ->
                                new Reply.Binary(Octets.of(evaluation.release(s, a, j).encode())));
        if (!(released instanceof Reply.Binary(Octets frame))) {
            return progress(released);
        }
        return take(
                session,
                peer.putEvaluated(session, j, frame.toByteArray()),
                body ->
                        (s, a) -> {
                            evaluation.receive(s, a, j, body);
                            return new Reply.Accepted();
                        });
    }

    private Progress settleResult(Session session) {
        String checkpoint = log.checkpoint(sessionLog.name(session.convenant())).note();
        return take(
                session,
                peer.putResult(session, own(session, MessageType.RESULT)),
                body ->
                        (s, a) -> {
                            settlement.receiveResult(s, a, text(body), checkpoint);
                            return new Reply.Accepted();
                        });
    }

    private Progress settleReceipt(Session session) {
        return take(
                session,
                peer.putReceipt(session, own(session, MessageType.RECEIPT)),
                body ->
                        (s, a) -> {
                            settlement.receiveReceipt(s, a, text(body));
                            return new Reply.Accepted();
                        });
    }

    /** Tells the peer that we ended it, as long as it may not know. */
    Progress tellAbort(Session session) {
        return switch (peer.postAbort(session, own(session, MessageType.ABORT))) {
            case PeerAnswer.Answered _ -> delivered(session);
            case PeerAnswer.PeerProblem problem ->
                    problem.isTemporary()
                            ? new Progress.Wait(problem.detail())
                            : delivered(session);
            case PeerAnswer.Unreachable(String reason) -> new Progress.Wait(reason);
            case PeerAnswer.IdentityMismatch _ -> new Progress.Wait("another party answers");
        };
    }

    private Progress delivered(Session session) {
        sessions.abortDelivered(session.sid());
        return ONWARD;
    }

    private Progress take(
            Session session, PeerAnswer answer, Function<byte[], Handling.Action> onAnswer) {
        return switch (answer) {
            case PeerAnswer.Answered answered ->
                    progress(handling.own(session.sid(), onAnswer.apply(answered.body())));
            case PeerAnswer.PeerProblem problem ->
                    problem.isTemporary()
                            ? new Progress.Wait(problem.type() + ": " + problem.detail())
                            : refusedByPeer(session, problem);
            case PeerAnswer.Unreachable(String reason) -> new Progress.Wait(reason);
            case PeerAnswer.IdentityMismatch _ ->
                    progress(
                            handling.own(
                                    session.sid(),
                                    (_, _) -> {
                                        throw new RefusedException(
                                                RefusalType.IDENTITY_MISMATCH,
                                                "another party answers at the peer's address");
                                    }));
        };
    }

    private static Handling.Action nothing() {
        return (_, _) -> new Reply.Accepted();
    }

    private static Progress progress(Reply reply) {
        return reply instanceof Reply.Refused(Refusal refusal)
                ? new Progress.Wait(refusal.detail())
                : ONWARD;
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
                                settlement.receiveAbort(s, a, abort.get());
                                return new Reply.Accepted();
                            });
            explain(session, problem);
            return progress(ended);
        }
        if (problem.type().equals(RefusalType.OUT_OF_ORDER.slug())) {
            return new Progress.Wait(problem.detail());
        }
        Reply ended =
                handling.own(
                        session.sid(),
                        (s, a) -> {
                            transitions.apply(s, a, event(s, problem));
                            return new Reply.Accepted();
                        });
        explain(session, problem);
        return progress(ended);
    }

    private SessionEvent event(Session session, PeerAnswer.PeerProblem problem) {
        boolean offered = session.state().phase() == Phase.OFFERED;
        if (offered && problem.type().equals(RefusalType.SUPERSEDED.slug())) {
            return new SessionEvent.Superseded();
        }
        boolean lapsed =
                offered
                        && problem.type().equals(RefusalType.REPLAYED.slug())
                        && clock.instant()
                                .isAfter(session.created().plus(OfferCheck.CLOCK_TOLERANCE));
        return new SessionEvent.StopRequested(
                lapsed ? StopReason.OFFER_LAPSED : StopReason.REFUSED_BY_PEER);
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

    private String own(Session session, MessageType type) {
        return messages.get(session.sid(), Sender.OWN, type).text();
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.US_ASCII);
    }
}
