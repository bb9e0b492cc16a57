package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.disclosure.DisclosureLog;
import nl.sluitend.disclosure.LeafEvidence;
import nl.sluitend.identifier.Oin;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.Phase;
import nl.sluitend.psi.RefusalType;
import nl.sluitend.psi.Role;
import nl.sluitend.psi.SessionEvent;

/**
 * The responder's side: each method takes one message of the initiator and gives back what is
 * committed.
 */
@ApplicationScoped
class Responder {

    private final Handling handling;
    private final Sessions sessions;
    private final OfferExchange offers;
    private final ListExchange list;
    private final ExposureExchange exposure;
    private final EvaluationExchange evaluation;
    private final Answers answers;
    private final Settlement settlement;
    private final SettlingAhead settling;
    private final Showing showing;
    private final FieldsExchange fields;
    private final Transitions transitions;
    private final Transactions transactions;
    private final DisclosureLog log;
    private final SessionLog sessionLog;

    Responder(
            Handling handling,
            Sessions sessions,
            OfferExchange offers,
            ListExchange list,
            ExposureExchange exposure,
            EvaluationExchange evaluation,
            Answers answers,
            Settlement settlement,
            SettlingAhead settling,
            Showing showing,
            FieldsExchange fields,
            Transitions transitions,
            Transactions transactions,
            DisclosureLog log,
            SessionLog sessionLog) {
        this.handling = handling;
        this.sessions = sessions;
        this.offers = offers;
        this.list = list;
        this.exposure = exposure;
        this.evaluation = evaluation;
        this.answers = answers;
        this.settlement = settlement;
        this.settling = settling;
        this.showing = showing;
        this.fields = fields;
        this.transitions = transitions;
        this.transactions = transactions;
        this.log = log;
        this.sessionLog = sessionLog;
    }

    Reply offer(Oin peer, String jws) {
        return transactions.run(() -> offers.answer(peer, jws));
    }

    Reply elements(UUID sid, Oin peer, String jws) {
        return responding(
                sid,
                peer,
                (session, _) -> {
                    list.receiveHeader(session, jws);
                    return new Reply.Accepted();
                });
    }

    Reply chunks(UUID sid, Oin peer, int j, int last, byte[] octets) {
        return responding(
                sid,
                peer,
                (session, _) -> {
                    list.receiveChunks(session, j, last, octets);
                    return new Reply.Accepted();
                });
    }

    Reply ownElements(UUID sid, Oin peer) {
        return responding(
                sid,
                peer,
                (session, agreement) -> {
                    Message header = list.ownHeaderForPeer(session);
                    evaluation.prepare(session, agreement);
                    return new Reply.Signed(header.text());
                });
    }

    Reply ownChunks(UUID sid, Oin peer, int j, int last) {
        return responding(
                sid,
                peer,
                (session, _) -> new Reply.Binary(list.ownChunksForPeer(session, j, last)));
    }

    /** Two transactions: the own leaf is committed before it can be proven. */
    Reply exposure(UUID sid, Oin peer, String jws) {
        Reply received =
                responding(
                        sid,
                        peer,
                        (session, agreement) -> {
                            if (session.state().phase() == Phase.ELEMENTS
                                    && !list.isWhole(session)) {
                                throw new RefusedException(
                                        RefusalType.OUT_OF_ORDER, "both lists come first");
                            }
                            exposure.receive(session, agreement, jws);
                            if (session.state().phase() == Phase.ELEMENTS) {
                                transitions.apply(
                                        session, agreement, new SessionEvent.ListsVerified());
                            }
                            return new Reply.Accepted();
                        });
        if (received instanceof Reply.Refused) {
            return received;
        }
        Session logged = sessions.get(sid);
        Optional<LeafEvidence> evidence =
                settlement.own(logged, MessageType.EXPOSED).isPresent()
                        ? Optional.empty()
                        : Optional.of(exposure.evidence(logged));
        return responding(
                sid,
                peer,
                (session, agreement) -> {
                    if (evidence.isPresent()) {
                        exposure.fix(session, evidence.get());
                    }
                    if (session.state().phase() == Phase.EXPOSED) {
                        transitions.apply(session, agreement, new SessionEvent.ExposuresVerified());
                    }
                    return signed(session, MessageType.EXPOSED);
                });
    }

    /** After the last round both parties work out the result, side by side. */
    Reply evaluated(UUID sid, Oin peer, int j, byte[] frame) {
        Reply released =
                responding(
                        sid,
                        peer,
                        (session, agreement) -> {
                            Session verified = evaluation.receive(session, agreement, j, frame);
                            return new Reply.Binary(
                                    Octets.of(evaluation.release(verified, agreement, j).encode()));
                        });
        if (released instanceof Reply.Binary
                && sessions.get(sid).state().phase() == Phase.COMPUTED) {
            settling.begin(sid);
        }
        return released;
    }

    /** A round of a mode in which the initiator asks for it. */
    Reply answer(UUID sid, Oin peer, int j) {
        return responding(
                sid,
                peer,
                (session, agreement) ->
                        new Reply.Binary(
                                Octets.of(answers.release(session, agreement, j).encode())));
    }

    /** The own RESULT goes back even when the results differ: the peer must see that for itself. */
    Reply result(UUID sid, Oin peer, String jws) {
        Reply computed = responding(sid, peer, settling::compute);
        if (computed instanceof Reply.Refused) {
            return computed;
        }
        String checkpoint = log.checkpoint(sessionLog.name(sessions.get(sid).convenant())).note();
        return responding(
                sid,
                peer,
                (session, agreement) -> {
                    settlement.receiveResult(session, agreement, jws, checkpoint);
                    return signed(session, MessageType.RESULT);
                });
    }

    /** The outcomes are shown when the own receipt is on its way. */
    Reply receipt(UUID sid, Oin peer, String jws) {
        Reply receipt =
                responding(
                        sid,
                        peer,
                        (session, agreement) -> {
                            settlement.receiveReceipt(session, agreement, jws);
                            return signed(session, MessageType.RECEIPT);
                        });
        if (receipt instanceof Reply.Signed) {
            showing.begin(sessions.get(sid).convenant());
        }
        return receipt;
    }

    /** The peer's part is verified before our own fields are logged and can leave. */
    Reply fields(UUID sid, Oin peer, int part, byte[] frame) {
        return responding(
                sid,
                peer,
                (session, agreement) -> {
                    fields.receive(session, agreement, part, frame);
                    if (session.state().phase() == Phase.FIELDS_DUE) {
                        fields.release(session, agreement);
                    }
                    return new Reply.Binary(Octets.of(fields.ownPart(session, part).encode()));
                });
    }

    /** The checkpoint in our receipt covers the disclosure leaves: they were committed before. */
    Reply fieldsReceipt(UUID sid, Oin peer, String jws) {
        Reply known = responding(sid, peer, (_, _) -> new Reply.Accepted());
        if (known instanceof Reply.Refused) {
            return known;
        }
        String checkpoint = log.checkpoint(sessionLog.name(sessions.get(sid).convenant())).note();
        Reply settled =
                responding(
                        sid,
                        peer,
                        (session, agreement) -> {
                            fields.settle(session, agreement, checkpoint);
                            return new Reply.Accepted();
                        });
        if (settled instanceof Reply.Refused) {
            return settled;
        }
        return responding(
                sid,
                peer,
                (session, agreement) -> {
                    fields.receiveReceipt(session, agreement, jws);
                    return new Reply.Signed(
                            fields.ownReceipt(session)
                                    .orElseThrow(
                                            () ->
                                                    new RefusedException(
                                                            RefusalType.OUT_OF_ORDER,
                                                            "fields come first"))
                                    .text());
                });
    }

    Reply abort(UUID sid, Oin peer, String jws) {
        return handling.fromPeer(
                sid,
                peer,
                (session, agreement) -> {
                    settlement.receiveAbort(session, agreement, jws);
                    return new Reply.Accepted();
                });
    }

    private Reply signed(Session session, MessageType type) throws RefusedException {
        return new Reply.Signed(
                settlement
                        .own(session, type)
                        .orElseThrow(
                                () ->
                                        new RefusedException(
                                                RefusalType.OUT_OF_ORDER,
                                                "the session is " + session.state().phase()))
                        .text());
    }

    /** Only the responder is driven; an initiator's own session takes nothing but an abort. */
    private Reply responding(UUID sid, Oin peer, Handling.Action action) {
        return handling.fromPeer(
                sid,
                peer,
                (session, agreement) -> {
                    if (session.state().role() != Role.RESPONDER) {
                        throw new RefusedException(
                                RefusalType.OUT_OF_ORDER, "this party is the initiator");
                    }
                    return action.on(session, agreement);
                });
    }
}
