package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import nl.sluitend.oprf.Group;
import nl.sluitend.psi.Elements;
import nl.sluitend.psi.EvaluatedHeader;
import nl.sluitend.psi.Evaluation;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.ProofContext;
import nl.sluitend.psi.Refusal;
import nl.sluitend.psi.RefusalType;
import nl.sluitend.psi.SecondEngine;
import nl.sluitend.psi.SessionEvent;
import nl.sluitend.psi.SessionMode;
import nl.sluitend.psi.Step;

/**
 * Message 4, both ways. Every method runs in the caller's transaction, the session's row locked.
 */
@ApplicationScoped
class EvaluationExchange {

    private final Messages messages;
    private final OfferExchange offers;
    private final ListExchange list;
    private final SignedMessages signed;
    private final Transitions transitions;
    private final SessionKeys secrets;
    private final EvaluationsAhead ahead;
    private final SecureRandom random;

    EvaluationExchange(
            Messages messages,
            OfferExchange offers,
            ListExchange list,
            SignedMessages signed,
            Transitions transitions,
            SessionKeys secrets,
            EvaluationsAhead ahead,
            SecureRandom random) {
        this.messages = messages;
        this.offers = offers;
        this.list = list;
        this.signed = signed;
        this.transitions = transitions;
        this.secrets = secrets;
        this.ahead = ahead;
        this.random = random;
    }

    /** The session secret is gone: the database crashed or was restored. */
    static final class SecretLostException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Begins to evaluate the peer's list, which is whole and verified: before the first round's
     * turn, or where the rounds stand. What is evaluated leaves by {@link #release} alone.
     */
    void prepare(Session session, Agreement agreement) {
        if (session.mode() instanceof SessionMode.Mutual) {
            ahead.begin(
                    session.sid(),
                    session.chunking(Sender.PEER),
                    session.state().evaluatedSent(),
                    (first, count) -> evaluate(session, agreement, first, count));
        }
    }

    /**
     * The own frame of round {@code j}: the stored one, or made now and released. It may leave when
     * the transaction is committed, not before.
     */
    EvaluatedFrame release(Session session, Agreement agreement, int j)
            throws RefusedException, SecretLostException {
        Optional<Message> stored =
                messages.find(session.sid(), Sender.OWN, MessageType.EVALUATED, j);
        if (stored.isPresent()) {
            return frame(stored.get());
        }
        var released = new SessionEvent.EvaluatedReleased(j);
        if (session.state().on(released) instanceof Step.Rejected(Refusal refusal)) {
            throw new RefusedException(refusal);
        }
        prepare(session, agreement);
        Evaluation evaluation =
                ahead.take(
                        session.sid(),
                        j,
                        (first, count) -> evaluate(session, agreement, first, count));
        transitions.apply(session, agreement, released);
        byte[] payload =
                MessageCodec.EVALUATED.encode(
                        new EvaluatedHeader(
                                session.offers(),
                                j,
                                EvaluatedHeader.digest(evaluation.points(), evaluation.proof())));
        var message = message(session, Sender.OWN, j, payload, signed.sign(payload), evaluation);
        messages.store(message);
        return frame(message);
    }

    /** A chunk of the peer under our key, verified by the second engine. */
    Evaluation evaluate(Session session, Agreement agreement, int j) throws SecretLostException {
        return evaluate(session, agreement, j, 1).getFirst();
    }

    private List<Evaluation> evaluate(Session session, Agreement agreement, int first, int count)
            throws SecretLostException {
        Group group = Group.of(session.suite());
        return secrets.with(
                session,
                agreement,
                (k, _) ->
                        Evaluation.evaluateAll(
                                group,
                                SecondEngine.of(session.suite()),
                                k,
                                session.publicKey(),
                                new ProofContext(
                                        session.suite(),
                                        session.offers(),
                                        agreement.own().value(),
                                        session.lane()),
                                first,
                                IntStream.range(first, first + count)
                                        .mapToObj(j -> list.chunk(session, Sender.PEER, j))
                                        .toList(),
                                random));
    }

    /** Verifies and stores the peer's frame of round {@code j}. */
    Session receive(Session session, Agreement agreement, int j, byte[] octets)
            throws RefusedException {
        try {
            EvaluatedFrame frame = EvaluatedFrame.decode(octets);
            byte[] payload = signed.open(frame.jws(), session.counterpart());
            if (frame.points().length() % session.suite().elementLength() != 0) {
                throw new RefusedException(
                        RefusalType.INVALID_ELEMENT, "points must be whole elements");
            }
            var evaluation =
                    new Evaluation(
                            Elements.of(session.suite(), frame.points().toByteArray()),
                            frame.proof());
            EvaluatedHeader header = MessageCodec.EVALUATED.decode(payload);
            if (list.isKnown(session, MessageType.EVALUATED, j, payload)) {
                RefusedException.when(evaluation.checkHeader(header, session.offers(), j));
                return session;
            }
            Session next =
                    transitions.apply(session, agreement, new SessionEvent.EvaluatedVerified(j));
            RefusedException.when(evaluation.checkHeader(header, session.offers(), j));
            RefusedException.when(
                    evaluation.check(
                            Group.of(session.suite()),
                            offers.peerOffer(session).publicKey(),
                            new ProofContext(
                                    session.suite(),
                                    session.offers(),
                                    session.counterpart().value(),
                                    session.lane()),
                            j,
                            list.chunk(session, Sender.OWN, j)));
            messages.store(message(session, Sender.PEER, j, payload, frame.jws(), evaluation));
            return next;
        } catch (InvalidMessageException e) {
            throw RefusedException.unreadable(e);
        }
    }

    private static Message message(
            Session session,
            Sender sender,
            int j,
            byte[] payload,
            String jws,
            Evaluation evaluation) {
        return new Message(
                session.sid(),
                sender,
                MessageType.EVALUATED,
                j,
                Messages.hash(payload),
                Optional.of(jws),
                Optional.of(Octets.of(evaluation.points().flat())),
                Optional.of(evaluation.proof()));
    }

    /** A stored round, as it travels. */
    static EvaluatedFrame frame(Message message) throws RefusedException {
        if (message.body().isEmpty()) {
            throw new RefusedException(RefusalType.OUT_OF_ORDER, "the session has ended");
        }
        return new EvaluatedFrame(message.text(), message.octets(), message.proof().orElseThrow());
    }
}
