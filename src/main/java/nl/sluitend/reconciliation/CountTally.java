package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.sluitend.oprf.Group;
import nl.sluitend.psi.Chunking;
import nl.sluitend.psi.CountReply;
import nl.sluitend.psi.Elements;
import nl.sluitend.psi.EvaluatedHeader;
import nl.sluitend.psi.Evaluation;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.RefusalType;
import nl.sluitend.psi.SessionEvent;
import nl.sluitend.psi.SessionMode;

/**
 * Message 4 of a count, as the counter takes it. Every method runs in the caller's transaction, the
 * session's row locked.
 */
@ApplicationScoped
class CountTally {

    private final Messages messages;
    private final ListExchange list;
    private final CountFigures figures;
    private final SignedMessages signed;
    private final Transitions transitions;
    private final SessionKeys secrets;

    CountTally(
            Messages messages,
            ListExchange list,
            CountFigures figures,
            SignedMessages signed,
            Transitions transitions,
            SessionKeys secrets) {
        this.messages = messages;
        this.list = list;
        this.figures = figures;
        this.signed = signed;
        this.transitions = transitions;
        this.secrets = secrets;
    }

    /** In a session of another mode nothing of a count happens. */
    static SessionMode.Counts mode(Session session) throws RefusedException {
        if (session.mode() instanceof SessionMode.Counts mode) {
            return mode;
        }
        throw new RefusedException(RefusalType.OUT_OF_ORDER, "the session is no count");
    }

    /** Verifies and stores the responder's frame of round {@code j}. */
    void receive(Session session, Agreement agreement, int j, byte[] octets)
            throws RefusedException, EvaluationExchange.SecretLostException {
        Chunking answers =
                CountReply.chunking(session.chunking(Sender.OWN), mode(session).noise().decoys());
        try {
            EvaluatedFrame frame = EvaluatedFrame.decode(octets);
            byte[] payload = signed.open(frame.jws(), session.counterpart());
            if (list.isKnown(session, MessageType.EVALUATED, j, payload)) {
                return;
            }
            if (frame.points().length() % session.suite().elementLength() != 0) {
                throw new RefusedException(
                        RefusalType.INVALID_ELEMENT, "points must be whole elements");
            }
            Elements points = Elements.of(session.suite(), frame.points().toByteArray());
            EvaluatedHeader header = MessageCodec.EVALUATED.decode(payload);
            RefusedException.when(
                    new Evaluation(points, frame.proof()).checkHeader(header, session.offers(), j));
            if (!frame.proof().isEmpty()) {
                throw new RefusedException(
                        RefusalType.UNSUPPORTED, "the answers of a count have no proof");
            }
            RefusedException.when(
                    CountReply.check(
                            Group.of(session.suite()),
                            points,
                            answers,
                            j,
                            lastOf(session, answers.rounds(), j)));
            compareList(session, agreement);
            transitions.apply(session, agreement, new SessionEvent.EvaluatedVerified(j));
            messages.store(
                    Message.evaluated(session.sid(), Sender.PEER, j, payload, frame.jws(), points));
        } catch (InvalidMessageException e) {
            throw RefusedException.unreadable(e);
        }
    }

    /** Last point of this group's answer before round {@code j}. */
    private Optional<Octets> lastOf(Session session, int rounds, int j) {
        for (int before = j - 1; before >= j - j % rounds; before--) {
            Elements points =
                    points(
                            session,
                            messages.get(
                                    session.sid(), Sender.PEER, MessageType.EVALUATED, before));
            if (!points.isEmpty()) {
                return Optional.of(points.get(points.size() - 1));
            }
        }
        return Optional.empty();
    }

    private static Elements points(Session session, Message message) {
        return Elements.of(session.suite(), message.octets().toByteArray());
    }

    /** The responder's list under our key, made once; it never leaves. */
    private void compareList(Session session, Agreement agreement)
            throws EvaluationExchange.SecretLostException {
        if (messages.count(session.sid(), Sender.OWN, MessageType.COMPARED) > 0) {
            return;
        }
        Group engine = Group.of(session.suite());
        int chunks = session.chunking(Sender.PEER).count();
        List<Message> compared =
                secrets.with(
                        session,
                        agreement,
                        (k, _) -> {
                            var made = new ArrayList<Message>();
                            for (int i = 0; i < chunks; i++) {
                                byte[] chunk = list.chunk(session, Sender.PEER, i).flat();
                                made.add(
                                        Message.binary(
                                                session.sid(),
                                                Sender.OWN,
                                                MessageType.COMPARED,
                                                i,
                                                chunk.length == 0
                                                        ? chunk
                                                        : engine.multiply(k, chunk)));
                            }
                            return made;
                        });
        messages.store(compared);
    }

    /** Counts what was found in each group, at the party that counts. */
    void count(Session session, SessionMode.Counts mode) {
        Chunking chunking = session.chunking(Sender.OWN);
        Elements theirs = all(session, Sender.OWN, MessageType.COMPARED);
        List<Elements> answers =
                CountReply.chunking(chunking, mode.noise().decoys())
                        .sectionsOf(all(session, Sender.PEER, MessageType.EVALUATED));
        for (int g = 0; g < answers.size(); g++) {
            figures.save(session.sid(), g, CountReply.count(answers.get(g), theirs, mode.noise()));
        }
    }

    private Elements all(Session session, Sender sender, MessageType type) {
        return Elements.join(
                session.suite(),
                messages.list(session.sid(), sender, type).stream()
                        .map(message -> points(session, message))
                        .toList());
    }
}
