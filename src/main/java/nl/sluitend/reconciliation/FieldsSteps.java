package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import nl.sluitend.disclosure.DisclosureLog;
import nl.sluitend.psi.Octets;

/** The initiator's steps once both parties signed the matches of a session with fields. */
@ApplicationScoped
class FieldsSteps {

    private final Handling handling;
    private final FieldsExchange fields;
    private final PeerSessions peer;
    private final PeerAnswers answers;
    private final DisclosureLog log;
    private final SessionLog sessionLog;

    FieldsSteps(
            Handling handling,
            FieldsExchange fields,
            PeerSessions peer,
            PeerAnswers answers,
            DisclosureLog log,
            SessionLog sessionLog) {
        this.handling = handling;
        this.fields = fields;
        this.peer = peer;
        this.answers = answers;
        this.log = log;
        this.sessionLog = sessionLog;
    }

    /** Fixes the own fields; nothing leaves yet. */
    Progress release(Session session) {
        return Progress.of(
                handling.own(
                        session.sid(),
                        (s, a) -> {
                            fields.release(s, a);
                            return new Reply.Accepted();
                        }));
    }

    /** One part each way: what may leave is committed, then sent; the same again after a crash. */
    Progress exchange(Session session) {
        if (fields.isWhole(session)) {
            String checkpoint = log.checkpoint(sessionLog.name(session.convenant())).note();
            return Progress.of(
                    handling.own(
                            session.sid(),
                            (s, a) -> {
                                fields.settle(s, a, checkpoint);
                                return new Reply.Accepted();
                            }));
        }
        int part = fields.received(session);
        Reply own =
                handling.own(
                        session.sid(),
                        (s, _) -> new Reply.Binary(Octets.of(fields.ownPart(s, part).encode())));
        if (!(own instanceof Reply.Binary(Octets frame))) {
            return Progress.of(own);
        }
        return answers.take(
                session,
                peer.putFields(session, part, frame.toByteArray()),
                body ->
                        (s, a) -> {
                            fields.receive(s, a, part, body);
                            return new Reply.Accepted();
                        });
    }

    Progress settle(Session session) {
        return answers.take(
                session,
                peer.putFieldsReceipt(session, fields.ownReceipt(session).orElseThrow().text()),
                body ->
                        (s, a) -> {
                            fields.receiveReceipt(
                                    s, a, new String(body, StandardCharsets.US_ASCII));
                            return new Reply.Accepted();
                        });
    }
}
