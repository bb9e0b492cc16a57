package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import nl.sluitend.disclosure.DisclosureLog;
import nl.sluitend.party.PeerAnswer;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.SessionEvent;
import nl.sluitend.psi.SessionMode;

/**
 * The initiator's side of a session, one step at a time. Each step starts from what is stored,
 * commits what it makes before it sends it, and can be repeated after a crash at any point.
 */
@ApplicationScoped
class Initiator {

    private final Handling handling;
    private final Sessions sessions;
    private final Messages messages;
    private final OfferExchange offers;
    private final ListExchange list;
    private final ExposureExchange exposure;
    private final EvaluationExchange evaluation;
    private final CountTally count;
    private final OneSidedAnswers oneSided;
    private final Settlement settlement;
    private final FieldsSteps fields;
    private final Transitions transitions;
    private final PeerSessions peer;
    private final PeerAnswers answers;
    private final DisclosureLog log;
    private final SessionLog sessionLog;

    Initiator(
            Handling handling,
            Sessions sessions,
            Messages messages,
            OfferExchange offers,
            ListExchange list,
            ExposureExchange exposure,
            EvaluationExchange evaluation,
            CountTally count,
            OneSidedAnswers oneSided,
            Settlement settlement,
            FieldsSteps fields,
            Transitions transitions,
            PeerSessions peer,
            PeerAnswers answers,
            DisclosureLog log,
            SessionLog sessionLog) {
        this.handling = handling;
        this.sessions = sessions;
        this.messages = messages;
        this.offers = offers;
        this.list = list;
        this.exposure = exposure;
        this.evaluation = evaluation;
        this.count = count;
        this.oneSided = oneSided;
        this.settlement = settlement;
        this.fields = fields;
        this.transitions = transitions;
        this.peer = peer;
        this.answers = answers;
        this.log = log;
        this.sessionLog = sessionLog;
    }

    /** Takes the next step of an open session. */
    Progress step(Session session) {
        return switch (session.state().phase()) {
            case OFFERED -> offer(session);
            case ELEMENTS -> exchangeLists(session);
            case EXPOSED -> expose(session);
            case EVALUATING ->
                    switch (session.mode()) {
                        case SessionMode.Mutual _ -> evaluate(session);
                        case SessionMode.Answered _ -> fetchAnswers(session);
                    };
            case COMPUTED ->
                    Progress.of(
                            handling.own(
                                    session.sid(),
                                    (s, a) -> {
                                        settlement.compute(s, a);
                                        return new Reply.Accepted();
                                    }));
            case RESULT_SENT -> settleResult(session);
            case AGREED -> settleReceipt(session);
            case FIELDS_DUE -> fields.release(session);
            case FIELDS_SENT -> fields.exchange(session);
            case FIELDS_HELD -> fields.settle(session);
            case COMPLETED, DISPUTED, ABORTED -> Progress.ONWARD;
        };
    }

    private Progress offer(Session session) {
        return answers.take(
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
            return Progress.of(header);
        }
        Progress sent = answers.take(session, peer.putElements(session, jws), _ -> nothing());
        int own = session.chunking(Sender.OWN).count();
        for (int j = 0; j < own && sent.equals(Progress.ONWARD); ) {
            int last = session.chunking(Sender.OWN).lastTogether(j, ListExchange.TOGETHER);
            byte[] chunks = list.ownChunks(session, j, last).toByteArray();
            sent = answers.take(session, peer.putChunks(session, j, last, chunks), _ -> nothing());
            j = last + 1;
        }
        if (!sent.equals(Progress.ONWARD)) {
            return sent;
        }
        Progress received =
                answers.take(
                        session,
                        peer.getElements(session),
                        body ->
                                (s, _) -> {
                                    list.receiveHeader(s, text(body));
                                    return new Reply.Accepted();
                                });
        int first = list.chunksReceived(session.sid());
        int count = session.keepsList(Sender.PEER) ? 0 : session.chunking(Sender.PEER).count();
        // The next chunks are on their way while these are verified.
        Future<PeerAnswer> next = first < count ? ask(session, first) : null;
        for (int j = first; next != null && received.equals(Progress.ONWARD); ) {
            int from = j;
            int last = lastAsked(session, from);
            PeerAnswer chunks = answer(next);
            j = last + 1;
            next = j < count ? ask(session, j) : null;
            received =
                    answers.take(
                            session,
                            chunks,
                            body ->
                                    (s, _) -> {
                                        list.receiveChunks(s, from, last, body);
                                        return new Reply.Accepted();
                                    });
        }
        return received.equals(Progress.ONWARD)
                ? Progress.of(
                        handling.own(
                                session.sid(),
                                (s, a) -> {
                                    evaluation.prepare(s, a);
                                    transitions.apply(s, a, new SessionEvent.ListsVerified());
                                    return new Reply.Accepted();
                                }))
                : received;
    }

    private Future<PeerAnswer> ask(Session session, int j) {
        var asked = new FutureTask<>(() -> peer.getChunks(session, j, lastAsked(session, j)));
        Thread.ofVirtual().name("chunk-ahead").start(asked);
        return asked;
    }

    private static int lastAsked(Session session, int j) {
        return session.chunking(Sender.PEER).lastTogether(j, ListExchange.TOGETHER);
    }

    private static PeerAnswer answer(Future<PeerAnswer> asked) {
        try {
            return asked.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new PeerAnswer.Unreachable("the call was interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a call to the counterpart failed", e.getCause());
        }
    }

    private Progress expose(Session session) {
        Optional<Message> fixed = settlement.own(session, MessageType.EXPOSED);
        if (fixed.isEmpty()) {
            var evidence = exposure.evidence(session);
            return Progress.of(
                    handling.own(
                            session.sid(),
                            (s, _) -> new Reply.Signed(exposure.fix(s, evidence).text())));
        }
        return answers.take(
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
            return Progress.of(released);
        }
        return answers.take(
                session,
                peer.putEvaluated(session, j, frame.toByteArray()),
                body ->
                        (s, a) -> {
                            evaluation.receive(s, a, j, body);
                            return new Reply.Accepted();
                        });
    }

    /** The responder alone evaluates. */
    private Progress fetchAnswers(Session session) {
        int j = session.state().evaluatedReceived();
        return answers.take(
                session,
                peer.getEvaluated(session, j),
                body ->
                        (s, a) -> {
                            if (s.mode() instanceof SessionMode.OneSided) {
                                oneSided.receive(s, a, j, body);
                            } else {
                                count.receive(s, a, j, body);
                            }
                            return new Reply.Accepted();
                        });
    }

    private Progress settleResult(Session session) {
        String checkpoint = log.checkpoint(sessionLog.name(session.convenant())).note();
        return answers.take(
                session,
                peer.putResult(session, own(session, MessageType.RESULT)),
                body ->
                        (s, a) -> {
                            settlement.receiveResult(s, a, text(body), checkpoint);
                            return new Reply.Accepted();
                        });
    }

    private Progress settleReceipt(Session session) {
        return answers.take(
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
            case PeerAnswer.TooLarge _ -> delivered(session);
            case PeerAnswer.IdentityMismatch _ -> new Progress.Wait("another party answers");
        };
    }

    private Progress delivered(Session session) {
        sessions.abortDelivered(session.sid());
        return Progress.ONWARD;
    }

    private static Handling.Action nothing() {
        return (_, _) -> new Reply.Accepted();
    }

    private String own(Session session, MessageType type) {
        return messages.get(session.sid(), Sender.OWN, type).text();
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.US_ASCII);
    }
}
