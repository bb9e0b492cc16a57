package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.disclosure.DisclosureLog;
import nl.sluitend.disclosure.LeafEvidence;
import nl.sluitend.disclosure.LeafKind;
import nl.sluitend.disclosure.LogEntry;
import nl.sluitend.disclosure.LogVerificationException;
import nl.sluitend.disclosure.WitnessedLogs;
import nl.sluitend.psi.Exposed;
import nl.sluitend.psi.ExposureTerms;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.Offer;
import nl.sluitend.psi.RefusalType;

/**
 * Message 3, both ways: each side shows the other that its own log says what is about to happen.
 */
@ApplicationScoped
class ExposureExchange {

    private final OfferExchange offers;
    private final ListExchange list;
    private final Messages messages;
    private final SignedMessages signed;
    private final DisclosureLog log;
    private final SessionLog sessionLog;
    private final WitnessedLogs witnessed;

    ExposureExchange(
            OfferExchange offers,
            ListExchange list,
            Messages messages,
            SignedMessages signed,
            DisclosureLog log,
            SessionLog sessionLog,
            WitnessedLogs witnessed) {
        this.offers = offers;
        this.list = list;
        this.messages = messages;
        this.signed = signed;
        this.log = log;
        this.sessionLog = sessionLog;
        this.witnessed = witnessed;
    }

    /**
     * Proof of the own leaf. Called when the leaf is committed and outside a transaction: the
     * checkpoint covers committed leaves alone.
     */
    LeafEvidence evidence(Session session) {
        return log.evidence(
                sessionLog.name(session.convenant()),
                session.exposureIndex().orElseThrow(),
                session.peerLogSize().orElse(0L));
    }

    /** Fixes the own message; the first one stays. */
    Message fix(Session session, LeafEvidence evidence) {
        return messages.find(session.sid(), Sender.OWN, MessageType.EXPOSED)
                .orElseGet(
                        () -> {
                            byte[] payload =
                                    MessageCodec.EXPOSED.encode(
                                            new Exposed(
                                                    session.offers(),
                                                    Octets.of(evidence.entry()),
                                                    evidence.index(),
                                                    octets(evidence.inclusionProof()),
                                                    evidence.checkpoint(),
                                                    octets(evidence.consistencyProof())));
                            Message message =
                                    Message.signed(
                                            session.sid(),
                                            Sender.OWN,
                                            MessageType.EXPOSED,
                                            payload,
                                            signed.sign(payload));
                            messages.store(message);
                            return message;
                        });
    }

    private static List<Octets> octets(List<byte[]> hashes) {
        return hashes.stream().map(Octets::of).toList();
    }

    /** Verifies and stores the peer's message, in the caller's transaction. */
    void receive(Session session, Agreement agreement, String jws) throws RefusedException {
        byte[] payload = signed.open(jws, session.counterpart());
        if (list.isKnown(session, MessageType.EXPOSED, 0, payload)) {
            return;
        }
        verify(session, agreement, read(payload));
        messages.store(
                Message.signed(session.sid(), Sender.PEER, MessageType.EXPOSED, payload, jws));
    }

    private static Exposed read(byte[] payload) throws RefusedException {
        try {
            return MessageCodec.EXPOSED.decode(payload);
        } catch (InvalidMessageException e) {
            throw RefusedException.unreadable(e);
        }
    }

    private void verify(Session session, Agreement agreement, Exposed exposed)
            throws RefusedException {
        if (!exposed.offersHash().equals(session.offers())) {
            throw new RefusedException(
                    RefusalType.OFFERS_DIFFER, "offersHash is not that of this session");
        }
        try {
            LeafEvidence.Proven proven =
                    witnessed.accept(
                            agreement.peerLog(),
                            new LeafEvidence(
                                    exposed.leaf().toByteArray(),
                                    exposed.index(),
                                    bytes(exposed.inclusionProof()),
                                    exposed.checkpoint(),
                                    bytes(exposed.consistencyProof())));
            RefusedException.when(
                    expected(session, agreement).check(terms(session, proven.entry())));
        } catch (LogVerificationException e) {
            throw new RefusedException(RefusalType.NOT_LOGGED, String.valueOf(e.getMessage()));
        }
    }

    private static List<byte[]> bytes(List<Octets> hashes) {
        return hashes.stream().map(Octets::toByteArray).toList();
    }

    private ExposureTerms expected(Session session, Agreement agreement) {
        Offer offer = offers.peerOffer(session);
        return new ExposureTerms(
                session.sid(),
                session.offers(),
                session.convenant(),
                session.purpose(),
                agreement.peerBasis(session.lane()),
                agreement.counterpart().value(),
                agreement.own().value(),
                offer.n(),
                offer.listRoot());
    }

    /** What the leaf says, in the terms that we compare. */
    private static ExposureTerms terms(Session session, LogEntry entry) throws RefusedException {
        LeafKind expected = SessionLog.exposureKind(session, Sender.PEER);
        if (entry.kind() != expected || entry.receiver() == null) {
            throw new RefusedException(
                    RefusalType.NOT_LOGGED, "the leaf is no " + expected.wireName());
        }
        Map<String, Object> detail = entry.detail();
        try {
            return new ExposureTerms(
                    UUID.fromString(String.valueOf(entry.exchangeId())),
                    Octets.ofBase64Url(String.valueOf(detail.get("offersHash"))),
                    String.valueOf(entry.convenantHash()),
                    entry.purpose(),
                    entry.legalBasis(),
                    entry.sender().value(),
                    entry.receiver().value(),
                    Integer.parseInt(String.valueOf(detail.get("n"))),
                    Octets.ofBase64Url(String.valueOf(detail.get("listRoot"))));
        } catch (IllegalArgumentException e) {
            throw new RefusedException(
                    RefusalType.NOT_LOGGED,
                    "the exposure leaf lacks a member, or has another form");
        }
    }

    /** Leaf hashes for the transcript: our own and the peer's. */
    Octets leafHash(Session session, Sender sender) {
        Optional<Message> message = messages.find(session.sid(), sender, MessageType.EXPOSED);
        try {
            return MessageCodec.EXPOSED
                    .decode(OfferExchange.payloadOf(message.orElseThrow()))
                    .leafHash();
        } catch (InvalidMessageException e) {
            throw new IllegalStateException("a stored message cannot be read", e);
        }
    }
}
