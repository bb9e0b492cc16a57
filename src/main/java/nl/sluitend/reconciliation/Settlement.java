package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import nl.sluitend.psi.Elements;
import nl.sluitend.psi.ElementsHeader;
import nl.sluitend.psi.LaneBits;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.Phase;
import nl.sluitend.psi.Receipt;
import nl.sluitend.psi.RefusalType;
import nl.sluitend.psi.Result;
import nl.sluitend.psi.ResultCheck;
import nl.sluitend.psi.Role;
import nl.sluitend.psi.SessionEvent;
import nl.sluitend.psi.SessionMode;
import nl.sluitend.psi.Tags;
import nl.sluitend.psi.Transcript;

/**
 * Messages 5 and 6, both ways. Every method runs in the caller's transaction, the session's row
 * locked.
 */
@ApplicationScoped
class Settlement {

    private final Sessions sessions;
    private final Messages messages;
    private final FrozenLists lists;
    private final ListExchange list;
    private final ExposureExchange exposure;
    private final CountTally count;
    private final OneSidedMatches oneSided;
    private final ProbableMatches probable;
    private final SignedMessages signed;
    private final Transitions transitions;

    Settlement(
            Sessions sessions,
            Messages messages,
            FrozenLists lists,
            ListExchange list,
            ExposureExchange exposure,
            CountTally count,
            OneSidedMatches oneSided,
            ProbableMatches probable,
            SignedMessages signed,
            Transitions transitions) {
        this.sessions = sessions;
        this.messages = messages;
        this.lists = lists;
        this.list = list;
        this.exposure = exposure;
        this.count = count;
        this.oneSided = oneSided;
        this.probable = probable;
        this.signed = signed;
        this.transitions = transitions;
    }

    /**
     * Computes the intersection, or counts; logs what that says of each own pupil or group, and
     * fixes the own RESULT. Unless both learn the matches it names none: it confirms what was seen.
     */
    Session compute(Session session, Agreement agreement) throws RefusedException {
        if (session.state().phase() != Phase.COMPUTED) {
            throw new RefusedException(
                    RefusalType.OUT_OF_ORDER, "the session is " + session.state().phase());
        }
        List<Tags.Match> matches =
                switch (session.mode()) {
                    case SessionMode.Mutual _ -> intersect(session);
                    case SessionMode.Counts mode -> {
                        if (session.state().role() == Role.INITIATOR) {
                            count.count(session, mode);
                        }
                        yield List.of();
                    }
                    case SessionMode.OneSided _ -> List.of();
                };
        int found = session.asks() ? oneSided.mark(session) : matches.size();
        Octets transcript = transcript(session);
        sessions.saveTranscript(session.sid(), transcript, found);
        Optional<Octets> laneBits =
                agreement.comesAfterPgn(session)
                        ? Optional.of(LaneBits.pack(lists.tookPart(session, LaneBits.LANE)))
                        : Optional.empty();
        byte[] payload =
                MessageCodec.RESULT.encode(
                        new Result(
                                transcript,
                                matches.size(),
                                Tags.resultTag(transcript, agreement.own().value(), matches),
                                laneBits,
                                session.asks()
                                        ? Optional.of(oneSided.receivedRoot(session))
                                        : Optional.empty(),
                                probable.mark(session, agreement)));
        messages.store(
                Message.signed(
                        session.sid(),
                        Sender.OWN,
                        MessageType.RESULT,
                        payload,
                        signed.sign(payload)));
        return transitions.apply(
                sessions.get(session.sid()), agreement, new SessionEvent.OutcomesReady());
    }

    private List<Tags.Match> intersect(Session session) {
        // The peer evaluated our list: those tags are of our own pupils.
        List<Octets> own = tags(session, Sender.PEER);
        List<Tags.Match> matches = Tags.intersect(own, tags(session, Sender.OWN));
        lists.mark(session.sid(), matches);
        return matches;
    }

    private List<Octets> tags(Session session, Sender evaluator) {
        List<Elements> rounds =
                messages.list(session.sid(), evaluator, MessageType.EVALUATED).stream()
                        .map(m -> Elements.of(session.suite(), m.octets().toByteArray()))
                        .toList();
        return Tags.of(session.offers(), session.lane(), Elements.join(session.suite(), rounds));
    }

    private Octets transcript(Session session) throws RefusedException {
        boolean initiator = session.state().role() == Role.INITIATOR;
        Sender i = initiator ? Sender.OWN : Sender.PEER;
        Sender r = initiator ? Sender.PEER : Sender.OWN;
        ElementsHeader peer = list.peerHeader(session);
        return new Transcript(
                        session.offers(),
                        initiator ? session.commitSalt() : peer.salt(),
                        initiator ? peer.salt() : session.commitSalt(),
                        exposure.leafHash(session, i),
                        exposure.leafHash(session, r),
                        headers(session, i),
                        headers(session, r))
                .hash();
    }

    /** By round; who evaluates nothing has an empty one in each. */
    private List<Octets> headers(Session session, Sender sender) {
        boolean initiator = (sender == Sender.OWN) == (session.state().role() == Role.INITIATOR);
        if (session.mode() instanceof SessionMode.Answered && initiator) {
            return Collections.nCopies(session.state().rounds(), Octets.empty());
        }
        return messages.list(session.sid(), sender, MessageType.EVALUATED).stream()
                .map(message -> Octets.of(OfferExchange.payloadOf(message)))
                .toList();
    }

    /**
     * Compares the peer's RESULT with our own view; when they agree, the own RECEIPT is fixed.
     *
     * @param checkpoint of the own log, covering the outcome leaves
     */
    Session receiveResult(Session session, Agreement agreement, String jws, String checkpoint)
            throws RefusedException {
        byte[] payload = signed.open(jws, session.counterpart());
        if (list.isKnown(session, MessageType.RESULT, 0, payload)) {
            return session;
        }
        Result result;
        try {
            result = MessageCodec.RESULT.decode(payload);
        } catch (InvalidMessageException e) {
            throw RefusedException.unreadable(e);
        }
        if (session.state().phase() != Phase.RESULT_SENT) {
            throw new RefusedException(
                    RefusalType.OUT_OF_ORDER, "the session is " + session.state().phase());
        }
        RefusedException.when(ResultCheck.laneBits(result, agreement.comesAfterPgn(session)));
        boolean peerAsks =
                session.mode() instanceof SessionMode.OneSided
                        && session.state().role() == Role.RESPONDER;
        RefusedException.when(ResultCheck.received(result, peerAsks));
        RefusedException.when(ResultCheck.confirmedBits(result, agreement.asksPeople(session)));
        List<Tags.Match> matches =
                session.mode() instanceof SessionMode.Mutual
                        ? lists.matches(session.sid())
                        : List.of();
        boolean equal =
                ResultCheck.result(
                                result,
                                session.transcript().orElseThrow(),
                                session.counterpart().value(),
                                matches)
                        .isEmpty();
        messages.store(
                Message.signed(session.sid(), Sender.PEER, MessageType.RESULT, payload, jws));
        if (equal) {
            List<Octets> conflicts = LaneBits.conflicts(matches, ownResult(session), result);
            lists.markConflicts(session.sid(), conflicts);
            sessions.saveConflicts(session.sid(), conflicts.size());
            probable.mark(session, matches, ownResult(session), result, conflicts);
            fixReceipt(session, checkpoint);
        }
        return transitions.apply(session, agreement, new SessionEvent.PeerResultChecked(equal));
    }

    private Result ownResult(Session session) {
        Message own = messages.get(session.sid(), Sender.OWN, MessageType.RESULT);
        try {
            return MessageCodec.RESULT.decode(OfferExchange.payloadOf(own));
        } catch (InvalidMessageException e) {
            throw new IllegalStateException("a stored result cannot be read", e);
        }
    }

    private void fixReceipt(Session session, String checkpoint) {
        byte[] payload =
                MessageCodec.RECEIPT.encode(
                        new Receipt(
                                session.transcript().orElseThrow(),
                                resultHash(session, Role.INITIATOR),
                                resultHash(session, Role.RESPONDER),
                                Receipt.AGREED,
                                checkpoint));
        messages.store(
                Message.signed(
                        session.sid(),
                        Sender.OWN,
                        MessageType.RECEIPT,
                        payload,
                        signed.sign(payload)));
    }

    private Octets resultHash(Session session, Role role) {
        Sender sender = session.state().role() == role ? Sender.OWN : Sender.PEER;
        return messages.get(session.sid(), sender, MessageType.RESULT).hash();
    }

    /** Takes the peer's RECEIPT, which ends the session and shows its matches. */
    Session receiveReceipt(Session session, Agreement agreement, String jws)
            throws RefusedException {
        byte[] payload = signed.open(jws, session.counterpart());
        if (list.isKnown(session, MessageType.RECEIPT, 0, payload)) {
            return session;
        }
        if (session.state().phase() != Phase.AGREED) {
            throw new RefusedException(
                    RefusalType.OUT_OF_ORDER, "the session is " + session.state().phase());
        }
        try {
            RefusedException.when(
                    ResultCheck.receipt(
                            MessageCodec.RECEIPT.decode(payload),
                            session.transcript().orElseThrow(),
                            resultHash(session, Role.INITIATOR),
                            resultHash(session, Role.RESPONDER)));
        } catch (InvalidMessageException e) {
            throw RefusedException.unreadable(e);
        }
        messages.store(
                Message.signed(session.sid(), Sender.PEER, MessageType.RECEIPT, payload, jws));
        probable.hold(session, agreement);
        return transitions.apply(session, agreement, new SessionEvent.PeerReceiptVerified());
    }

    /** Takes the peer's signed abort. */
    Session receiveAbort(Session session, Agreement agreement, String jws) throws RefusedException {
        byte[] payload = signed.open(jws, session.counterpart());
        if (list.isKnown(session, MessageType.ABORT, 0, payload)) {
            return session;
        }
        try {
            var abort = MessageCodec.ABORT.decode(payload);
            if (!abort.sid().equals(session.sid())) {
                throw new RefusedException(
                        RefusalType.OFFERS_DIFFER, "the abort is of another session");
            }
            Session ended =
                    transitions.apply(
                            session,
                            agreement,
                            new SessionEvent.PeerAborted(abort.phase(), abort.knownReason()));
            messages.store(
                    Message.signed(session.sid(), Sender.PEER, MessageType.ABORT, payload, jws));
            return ended;
        } catch (InvalidMessageException e) {
            throw RefusedException.unreadable(e);
        }
    }

    /** The own stored message of this type, once it is fixed. */
    Optional<Message> own(Session session, MessageType type) {
        return messages.find(session.sid(), Sender.OWN, type);
    }
}
