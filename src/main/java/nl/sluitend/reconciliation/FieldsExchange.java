package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import nl.sluitend.convenant.Convenant;
import nl.sluitend.convenant.Convenant.FieldUse;
import nl.sluitend.convenant.SharedField;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.Alerts;
import nl.sluitend.psi.FieldParts;
import nl.sluitend.psi.FieldRecord;
import nl.sluitend.psi.FieldsHeader;
import nl.sluitend.psi.FieldsReceipt;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.Phase;
import nl.sluitend.psi.Receipt;
import nl.sluitend.psi.RefusalType;
import nl.sluitend.psi.Role;
import nl.sluitend.psi.SessionEvent;
import nl.sluitend.psi.StopReason;

/**
 * Message 7 and the second receipt, both ways ({@code docs/protocol/fields.md}). Every method runs
 * in the caller's transaction, the session's row locked.
 */
@ApplicationScoped
class FieldsExchange {

    private final Messages messages;
    private final FieldMessages stored;
    private final SettledSessions settled;
    private final OwnFields own;
    private final OwnLists ownLists;
    private final ListExchange list;
    private final Agreements agreements;
    private final SignedMessages signed;
    private final Sessions sessions;
    private final Transitions transitions;
    private final Alerts alerts;

    FieldsExchange(
            Messages messages,
            FieldMessages stored,
            SettledSessions settled,
            OwnFields own,
            OwnLists ownLists,
            ListExchange list,
            Agreements agreements,
            SignedMessages signed,
            Sessions sessions,
            Transitions transitions,
            Alerts alerts) {
        this.messages = messages;
        this.stored = stored;
        this.settled = settled;
        this.own = own;
        this.ownLists = ownLists;
        this.list = list;
        this.agreements = agreements;
        this.signed = signed;
        this.sessions = sessions;
        this.transitions = transitions;
        this.alerts = alerts;
    }

    private static FieldParts parts(Session session) {
        return new FieldParts(session.matched().orElseThrow());
    }

    /**
     * Fixes every own part and logs what it gives of each pupil; a record that is too long ends the
     * session.
     *
     * @throws RefusedException when the convenant does not give this any more
     */
    void release(Session session, Agreement agreement) throws RefusedException {
        List<Convenant.Field> given = agreement.convenant().fieldsOf(agreement.own());
        RefusedException.when(
                agreements.permitsFields(
                        agreement,
                        session,
                        uses(
                                given.stream().map(Convenant.Field::name),
                                agreement.own(),
                                agreement.counterpart())));
        FieldParts parts = parts(session);
        Set<UUID> stayingOut = given.isEmpty() ? Set.of() : ownLists.stayingOut();
        try {
            for (int part = 0; part < parts.parts(); part++) {
                byte[] records =
                        FieldParts.encode(
                                own.records(
                                        session,
                                        given,
                                        stayingOut,
                                        parts.from(part),
                                        parts.until(part)));
                byte[] payload =
                        MessageCodec.FIELDS.encode(
                                header(session, part, FieldsHeader.digest(records)));
                stored.store(
                        session.sid(),
                        Sender.OWN,
                        part,
                        payload,
                        new FieldsFrame(signed.sign(payload), Octets.of(records)));
            }
        } catch (FieldRecord.TooLongException e) {
            tooLong(session, agreement);
            return;
        }
        transitions.apply(session, agreement, new SessionEvent.FieldsReady());
    }

    private void tooLong(Session session, Agreement agreement) throws RefusedException {
        alerts.raise(
                "own-fields-too-long",
                session.sid().toString(),
                "De gegevens van een leerling passen niet in een bericht. Er is niets verstuurd."
                        + " Laat de beheerder naar de registraties kijken.");
        transitions.apply(
                session, agreement, new SessionEvent.StopRequested(StopReason.OWN_FIELDS_TOO_LONG));
    }

    private FieldsHeader header(Session session, int part, Octets digest) {
        return new FieldsHeader(
                receipt(session, Role.INITIATOR),
                receipt(session, Role.RESPONDER),
                session.matched().orElseThrow(),
                part,
                digest);
    }

    private Octets receipt(Session session, Role role) {
        return messages.get(session.sid(), sender(session, role), MessageType.RECEIPT).hash();
    }

    private static Sender sender(Session session, Role role) {
        return session.state().role() == role ? Sender.OWN : Sender.PEER;
    }

    /**
     * An own part, which may leave when the transaction is committed.
     *
     * @throws RefusedException {@code out-of-order} when it is not there yet, or no more
     */
    FieldsFrame ownPart(Session session, int part) throws RefusedException {
        FieldsFrame frame =
                stored.frame(session.sid(), Sender.OWN, part)
                        .orElseThrow(() -> outOfOrder(sessions.get(session.sid())));
        settled.sent(session.sid(), parts(session).until(part));
        return frame;
    }

    private static RefusedException outOfOrder(Session session) {
        return new RefusedException(
                RefusalType.OUT_OF_ORDER, "the session is " + session.state().phase());
    }

    /** Parts of the peer that came. */
    int received(Session session) {
        return stored.count(session.sid(), Sender.PEER);
    }

    boolean isWhole(Session session) {
        return received(session) == parts(session).parts();
    }

    /** Verifies and stores the next part of the peer; parts come in order. */
    void receive(Session session, Agreement agreement, int part, byte[] octets)
            throws RefusedException {
        FieldsFrame frame;
        try {
            frame = FieldsFrame.decode(octets);
        } catch (InvalidMessageException e) {
            throw RefusedException.unreadable(e);
        }
        byte[] payload = signed.open(frame.jws(), session.counterpart());
        if (list.isKnown(session, MessageType.FIELDS, part, payload)) {
            return;
        }
        Phase phase = session.state().phase();
        if (phase != Phase.FIELDS_DUE && phase != Phase.FIELDS_SENT) {
            throw outOfOrder(session);
        }
        if (part != received(session) || part >= parts(session).parts()) {
            throw new RefusedException(
                    RefusalType.OUT_OF_ORDER,
                    "part %d of %d comes next"
                            .formatted(received(session), parts(session).parts()));
        }
        verify(session, agreement, part, payload, frame);
        stored.store(session.sid(), Sender.PEER, part, payload, frame);
        settled.received(session.sid(), parts(session).until(part));
    }

    private void verify(
            Session session, Agreement agreement, int part, byte[] payload, FieldsFrame frame)
            throws RefusedException {
        byte[] octets = frame.records().toByteArray();
        try {
            RefusedException.when(
                    MessageCodec.FIELDS
                            .decode(payload)
                            .check(header(session, part, Octets.empty()), octets));
        } catch (InvalidMessageException e) {
            throw RefusedException.unreadable(e);
        }
        List<FieldRecord> records = RefusedException.orRefuse(FieldParts.decode(octets));
        RefusedException.when(
                agreements.permitsFields(
                        agreement,
                        session,
                        uses(
                                records.stream().flatMap(r -> r.values().keySet().stream()),
                                agreement.counterpart(),
                                agreement.own())));
        boolean readable =
                records.stream()
                        .flatMap(record -> record.values().entrySet().stream())
                        .allMatch(
                                value ->
                                        SharedField.find(value.getKey())
                                                .filter(f -> f.accepts(value.getValue()))
                                                .isPresent());
        if (!readable) {
            throw new RefusedException(
                    RefusalType.INVALID_RECORD, "a value is none that its field can have");
        }
    }

    private static List<FieldUse> uses(Stream<String> names, Oin from, Oin to) {
        return names.distinct().map(name -> new FieldUse(name, from, to)).toList();
    }

    /**
     * Fixes the own second receipt when every part of the peer is there.
     *
     * @param checkpoint of the own log, covering the disclosure leaves
     */
    Session settle(Session session, Agreement agreement, String checkpoint)
            throws RefusedException {
        if (session.state().phase() != Phase.FIELDS_SENT || !isWhole(session)) {
            return session;
        }
        byte[] payload =
                MessageCodec.FIELDS_RECEIPT.encode(ownReceipt(session, agreement, checkpoint));
        messages.store(
                Message.signed(
                        session.sid(),
                        Sender.OWN,
                        MessageType.FIELDS_RECEIPT,
                        payload,
                        signed.sign(payload)));
        return transitions.apply(session, agreement, new SessionEvent.PeerFieldsVerified());
    }

    private FieldsReceipt ownReceipt(Session session, Agreement agreement, String checkpoint) {
        return new FieldsReceipt(
                session.transcript().orElseThrow(),
                digest(session, agreement, Role.INITIATOR),
                digest(session, agreement, Role.RESPONDER),
                Receipt.AGREED,
                checkpoint);
    }

    private Octets digest(Session session, Agreement agreement, Role role) {
        Sender sender = sender(session, role);
        Oin oin = sender == Sender.OWN ? agreement.own() : agreement.counterpart();
        return stored.digest(session.sid(), sender, oin.value());
    }

    /** Takes the peer's second receipt, which ends the session and shows what its fields say. */
    Session receiveReceipt(Session session, Agreement agreement, String jws)
            throws RefusedException {
        byte[] payload = signed.open(jws, session.counterpart());
        if (list.isKnown(session, MessageType.FIELDS_RECEIPT, 0, payload)) {
            return session;
        }
        if (session.state().phase() != Phase.FIELDS_HELD) {
            throw outOfOrder(session);
        }
        try {
            RefusedException.when(
                    MessageCodec.FIELDS_RECEIPT
                            .decode(payload)
                            .check(ownReceipt(session, agreement, "")));
        } catch (InvalidMessageException e) {
            throw RefusedException.unreadable(e);
        }
        messages.store(
                Message.signed(
                        session.sid(), Sender.PEER, MessageType.FIELDS_RECEIPT, payload, jws));
        return transitions.apply(session, agreement, new SessionEvent.PeerFieldsReceiptVerified());
    }

    /** The own stored second receipt, once it is fixed. */
    Optional<Message> ownReceipt(Session session) {
        return messages.find(session.sid(), Sender.OWN, MessageType.FIELDS_RECEIPT);
    }
}
