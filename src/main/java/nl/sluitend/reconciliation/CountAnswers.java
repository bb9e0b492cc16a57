package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import nl.sluitend.oprf.Group;
import nl.sluitend.oprf.Scalar;
import nl.sluitend.psi.Chunking;
import nl.sluitend.psi.CountLists;
import nl.sluitend.psi.CountReply;
import nl.sluitend.psi.Elements;
import nl.sluitend.psi.EvaluatedHeader;
import nl.sluitend.psi.Evaluation;
import nl.sluitend.psi.Noise;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.ProofContext;
import nl.sluitend.psi.Refusal;
import nl.sluitend.psi.RefusalType;
import nl.sluitend.psi.SecondEngine;
import nl.sluitend.psi.SessionEvent;
import nl.sluitend.psi.SessionMode;
import nl.sluitend.psi.Step;

/**
 * Message 4 of a count, as the responder answers it. Every method runs in the caller's transaction,
 * the session's row locked.
 */
@ApplicationScoped
class CountAnswers {

    private final Messages messages;
    private final OfferExchange offers;
    private final OwnLists ownLists;
    private final ListExchange list;
    private final SignedMessages signed;
    private final Transitions transitions;
    private final SessionKeys secrets;
    private final SecureRandom random;

    CountAnswers(
            Messages messages,
            OfferExchange offers,
            OwnLists ownLists,
            ListExchange list,
            SignedMessages signed,
            Transitions transitions,
            SessionKeys secrets,
            SecureRandom random) {
        this.messages = messages;
        this.offers = offers;
        this.ownLists = ownLists;
        this.list = list;
        this.signed = signed;
        this.transitions = transitions;
        this.secrets = secrets;
        this.random = random;
    }

    /**
     * The responder's frame of round {@code j}: the stored one, or released now. It may leave when
     * the transaction is committed, not before.
     */
    EvaluatedFrame release(Session session, Agreement agreement, int j)
            throws RefusedException, EvaluationExchange.SecretLostException {
        SessionMode.Counts mode = CountTally.mode(session);
        if (j < 0 || j >= session.state().evaluatedSent()) {
            var released = new SessionEvent.EvaluatedReleased(j);
            if (session.state().on(released) instanceof Step.Rejected(Refusal refusal)) {
                throw new RefusedException(refusal);
            }
            if (messages.find(session.sid(), Sender.OWN, MessageType.EVALUATED, j).isEmpty()) {
                answer(session, agreement, mode, j);
            }
            transitions.apply(session, agreement, released);
        }
        Message stored = messages.get(session.sid(), Sender.OWN, MessageType.EVALUATED, j);
        if (stored.body().isEmpty()) {
            throw new RefusedException(RefusalType.OUT_OF_ORDER, "the session has ended");
        }
        return new EvaluatedFrame(stored.text(), stored.octets(), Octets.empty());
    }

    /** Makes and stores the answer for the whole group that round {@code j} begins. */
    private void answer(Session session, Agreement agreement, SessionMode.Counts mode, int j)
            throws EvaluationExchange.SecretLostException {
        Chunking groups = session.chunking(Sender.PEER);
        int group = groups.section(j);
        Octets counterKey = offers.peerOffer(session).publicKey();
        Group engine = Group.of(session.suite());
        Noise noise = mode.noise();
        Elements answer =
                secrets.with(
                        session,
                        agreement,
                        (k, seed) -> {
                            List<Scalar> decoys =
                                    decoys(session, agreement, k, seed, group, noise.decoys());
                            try {
                                return CountReply.of(
                                        engine,
                                        evaluated(session, agreement, k, group),
                                        counterKey,
                                        decoys,
                                        noise,
                                        random);
                            } finally {
                                decoys.forEach(Scalar::close);
                            }
                        });
        var parts = new Chunking(groups.rounds(), answer.size()).cut(answer);
        var frames = new ArrayList<Message>();
        for (int i = 0; i < parts.size(); i++) {
            int round = group * groups.rounds() + i;
            byte[] payload =
                    MessageCodec.EVALUATED.encode(
                            new EvaluatedHeader(
                                    session.offers(),
                                    round,
                                    EvaluatedHeader.digest(parts.get(i), Octets.empty())));
            frames.add(
                    Message.evaluated(
                            session.sid(),
                            Sender.OWN,
                            round,
                            payload,
                            signed.sign(payload),
                            parts.get(i)));
        }
        messages.store(frames);
    }

    /** The counter's group under our key, verified by the second engine before it is mixed. */
    private Elements evaluated(Session session, Agreement agreement, Scalar k, int group) {
        Chunking chunking = session.chunking(Sender.PEER);
        var parts = new ArrayList<Elements>();
        for (int i = 0; i < chunking.rounds(); i++) {
            int round = group * chunking.rounds() + i;
            parts.add(
                    Evaluation.evaluate(
                                    Group.of(session.suite()),
                                    SecondEngine.of(session.suite()),
                                    k,
                                    session.publicKey(),
                                    new ProofContext(
                                            session.suite(),
                                            session.offers(),
                                            agreement.own().value(),
                                            session.lane()),
                                    round,
                                    list.chunk(session, Sender.PEER, round),
                                    random)
                            .points());
        }
        return Elements.join(session.suite(), parts);
    }

    /** r = (k/ρ)·t of the decoys of one group. */
    private List<Scalar> decoys(
            Session session, Agreement agreement, Scalar k, byte[] seed, int group, int count) {
        List<Scalar> all = CountLists.decoys(Group.of(session.suite()), seed, (group + 1) * count);
        try (Scalar rho = ownLists.registrationKey(agreement, session.lane());
                Scalar inverse = rho.inverse();
                Scalar s = k.times(inverse)) {
            return all.subList(group * count, (group + 1) * count).stream().map(s::times).toList();
        } finally {
            all.forEach(Scalar::close);
        }
    }
}
