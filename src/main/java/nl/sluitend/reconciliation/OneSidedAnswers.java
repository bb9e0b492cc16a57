package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import nl.sluitend.oprf.Group;
import nl.sluitend.psi.Elements;
import nl.sluitend.psi.EvaluatedHeader;
import nl.sluitend.psi.Evaluation;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.OneSidedAnswer;
import nl.sluitend.psi.ProofContext;
import nl.sluitend.psi.Refusal;
import nl.sluitend.psi.RefusalType;
import nl.sluitend.psi.SessionEvent;
import nl.sluitend.psi.SessionMode;
import nl.sluitend.psi.Step;

/**
 * Message 4 of a MATCH_ONE_SIDED, at both parties. Every method runs in the caller's transaction,
 * the session's row locked.
 */
@ApplicationScoped
class OneSidedAnswers {

    private final Messages messages;
    private final OfferExchange offers;
    private final ListExchange list;
    private final EvaluationExchange evaluation;
    private final SignedMessages signed;
    private final Transitions transitions;
    private final SessionKeys secrets;

    OneSidedAnswers(
            Messages messages,
            OfferExchange offers,
            ListExchange list,
            EvaluationExchange evaluation,
            SignedMessages signed,
            Transitions transitions,
            SessionKeys secrets) {
        this.messages = messages;
        this.offers = offers;
        this.list = list;
        this.evaluation = evaluation;
        this.signed = signed;
        this.transitions = transitions;
        this.secrets = secrets;
    }

    private static void require(Session session) throws RefusedException {
        if (!(session.mode() instanceof SessionMode.OneSided)) {
            throw new RefusedException(RefusalType.OUT_OF_ORDER, "the session is of another mode");
        }
    }

    /**
     * The responder's frame of round {@code j}: the stored one, or released now. It may leave when
     * the transaction is committed, not before. Nothing of the own list left before.
     */
    EvaluatedFrame release(Session session, Agreement agreement, int j)
            throws RefusedException, EvaluationExchange.SecretLostException {
        require(session);
        Optional<Message> stored =
                messages.find(session.sid(), Sender.OWN, MessageType.EVALUATED, j);
        if (stored.isPresent()) {
            return EvaluationExchange.frame(stored.get());
        }
        var released = new SessionEvent.EvaluatedReleased(j);
        if (session.state().on(released) instanceof Step.Rejected(Refusal refusal)) {
            throw new RefusedException(refusal);
        }
        Evaluation evaluated = evaluation.evaluate(session, agreement, j);
        Octets tags =
                OneSidedAnswer.tagsOf(
                        session.offers(), session.lane(), list.whole(session, Sender.OWN));
        var answer =
                new OneSidedAnswer(
                        evaluated.points(),
                        OneSidedAnswer.part(tags, session.chunking(Sender.OWN), j));
        transitions.apply(session, agreement, released);
        byte[] payload =
                MessageCodec.EVALUATED.encode(
                        new EvaluatedHeader(
                                session.offers(),
                                j,
                                EvaluatedHeader.digest(answer.body(), evaluated.proof())));
        Message message =
                message(
                        session,
                        Sender.OWN,
                        j,
                        payload,
                        signed.sign(payload),
                        answer.body(),
                        evaluated.proof());
        messages.store(message);
        return EvaluationExchange.frame(message);
    }

    /** Verifies and stores the responder's frame of round {@code j}, as who asks. */
    void receive(Session session, Agreement agreement, int j, byte[] octets)
            throws RefusedException, EvaluationExchange.SecretLostException {
        require(session);
        try {
            EvaluatedFrame frame = EvaluatedFrame.decode(octets);
            byte[] payload = signed.open(frame.jws(), session.counterpart());
            if (list.isKnown(session, MessageType.EVALUATED, j, payload)) {
                return;
            }
            RefusedException.when(
                    header(session, MessageCodec.EVALUATED.decode(payload), frame, j));
            Elements chunk = list.chunk(session, Sender.OWN, j);
            OneSidedAnswer answer = read(session, frame.points(), chunk, j);
            RefusedException.when(
                    new Evaluation(answer.points(), frame.proof())
                            .check(
                                    Group.of(session.suite()),
                                    offers.peerOffer(session).publicKey(),
                                    new ProofContext(
                                            session.suite(),
                                            session.offers(),
                                            session.counterpart().value(),
                                            session.lane()),
                                    j,
                                    chunk));
            RefusedException.when(answer.checkOrder(lastTag(session, j), j));
            Octets own =
                    secrets.with(
                            session,
                            agreement,
                            (k, _) ->
                                    answer.ownTags(
                                            Group.of(session.suite()),
                                            k,
                                            session.offers(),
                                            session.lane()));
            transitions.apply(session, agreement, new SessionEvent.EvaluatedVerified(j));
            messages.store(
                    Message.binary(
                            session.sid(), Sender.OWN, MessageType.COMPARED, j, own.toByteArray()));
            messages.store(
                    message(
                            session,
                            Sender.PEER,
                            j,
                            payload,
                            frame.jws(),
                            frame.points(),
                            frame.proof()));
        } catch (InvalidMessageException e) {
            throw RefusedException.unreadable(e);
        }
    }

    private static Optional<Refusal> header(
            Session session, EvaluatedHeader header, EvaluatedFrame frame, int j) {
        var turn = new SessionEvent.EvaluatedVerified(j);
        if (session.state().on(turn) instanceof Step.Rejected(Refusal refusal)) {
            return Optional.of(refusal);
        }
        if (!header.offersHash().equals(session.offers())) {
            return Optional.of(
                    new Refusal(
                            RefusalType.OFFERS_DIFFER, "offersHash is not that of this session"));
        }
        if (header.round() != j) {
            return Optional.of(
                    new Refusal(RefusalType.OUT_OF_ORDER, "it is the turn of round " + j));
        }
        return header.digest().equals(EvaluatedHeader.digest(frame.points(), frame.proof()))
                ? Optional.empty()
                : Optional.of(
                        new Refusal(
                                RefusalType.CHUNK_CONFLICT,
                                "points, tags and proof are not those of the header"));
    }

    private static OneSidedAnswer read(Session session, Octets body, Elements chunk, int j)
            throws RefusedException {
        return RefusedException.orRefuse(
                OneSidedAnswer.read(body, chunk, session.chunking(Sender.PEER).length(j), j));
    }

    /** The responder's last tag before round {@code j}, as verified. */
    private Optional<Octets> lastTag(Session session, int j) throws RefusedException {
        for (int before = j - 1; before >= 0; before--) {
            Optional<Octets> last = stored(session, before).lastTag();
            if (last.isPresent()) {
                return last;
            }
        }
        return Optional.empty();
    }

    /** What the responder sent in round {@code j}, as verified before. */
    OneSidedAnswer stored(Session session, int j) throws RefusedException {
        return read(
                session,
                messages.get(session.sid(), Sender.PEER, MessageType.EVALUATED, j).octets(),
                list.chunk(session, Sender.OWN, j),
                j);
    }

    private static Message message(
            Session session,
            Sender sender,
            int j,
            byte[] payload,
            String jws,
            Octets body,
            Octets proof) {
        return new Message(
                session.sid(),
                sender,
                MessageType.EVALUATED,
                j,
                Messages.hash(payload),
                Optional.of(jws),
                Optional.of(body),
                Optional.of(proof));
    }
}
