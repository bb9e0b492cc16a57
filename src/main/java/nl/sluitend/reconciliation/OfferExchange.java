package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nl.sluitend.identifier.Oin;
import nl.sluitend.oprf.Group;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.Offer;
import nl.sluitend.psi.OfferCheck;
import nl.sluitend.psi.Phase;
import nl.sluitend.psi.Refusal;
import nl.sluitend.psi.RefusalType;
import nl.sluitend.psi.Role;
import nl.sluitend.psi.SessionEvent;
import nl.sluitend.psi.SessionMode;

/** Message 1, both ways. Every method runs in the caller's transaction. */
@ApplicationScoped
class OfferExchange {

    private final Agreements agreements;
    private final Opening opening;
    private final Showing showing;
    private final Sessions sessions;
    private final Runs runs;
    private final Messages messages;
    private final SignedMessages signed;
    private final Transitions transitions;
    private final SessionLog log;
    private final Ledger ledger;
    private final CountRepeats repeats;
    private final CountChanges changes;
    private final Clock clock;

    OfferExchange(
            Agreements agreements,
            Opening opening,
            Showing showing,
            Sessions sessions,
            Runs runs,
            Messages messages,
            SignedMessages signed,
            Transitions transitions,
            SessionLog log,
            Ledger ledger,
            CountRepeats repeats,
            CountChanges changes,
            Clock clock) {
        this.agreements = agreements;
        this.opening = opening;
        this.showing = showing;
        this.sessions = sessions;
        this.runs = runs;
        this.messages = messages;
        this.signed = signed;
        this.transitions = transitions;
        this.log = log;
        this.ledger = ledger;
        this.repeats = repeats;
        this.changes = changes;
        this.clock = clock;
    }

    /** Answers a peer's offer with our own. */
    Reply answer(Oin peer, String jws) {
        Optional<Offer> read = Optional.empty();
        Optional<Agreement> agreement = Optional.empty();
        try {
            byte[] payload = signed.open(jws, peer);
            Offer offer = read(payload);
            read = Optional.of(offer);
            Optional<Reply> known = known(peer, offer.sid(), payload);
            if (known.isPresent()) {
                return known.get();
            }
            agreement = agreements.find(offer.convenant(), peer);
            return accept(
                    agreement.orElseThrow(
                            () ->
                                    new RefusedException(
                                            RefusalType.NOT_PERMITTED,
                                            "no convenant of this hash is in force with you")),
                    offer,
                    payload,
                    jws);
        } catch (RefusedException e) {
            log.refusedOffer(agreement, peer, read.map(Offer::sid), e.refusal());
            agreement.ifPresent(a -> ledger.limitReached(a, e.refusal()));
            return new Reply.Refused(e.refusal());
        }
    }

    private static Offer read(byte[] payload) throws RefusedException {
        try {
            return MessageCodec.OFFER.decode(payload);
        } catch (InvalidMessageException e) {
            throw RefusedException.unreadable(e);
        }
    }

    /** The same offer again gets the same answer; another one under that session is a replay. */
    private Optional<Reply> known(Oin peer, UUID sid, byte[] payload) throws RefusedException {
        Optional<Session> session = sessions.lock(sid);
        if (session.isEmpty()) {
            return Optional.empty();
        }
        boolean same =
                session.get().counterpart().equals(peer)
                        && messages.find(sid, Sender.PEER, MessageType.OFFER)
                                .map(Message::hash)
                                .equals(Optional.of(Messages.hash(payload)));
        if (!same) {
            throw new RefusedException(RefusalType.REPLAYED, "the session id was used before");
        }
        return Optional.of(
                new Reply.Signed(messages.get(sid, Sender.OWN, MessageType.OFFER).text()));
    }

    private Reply accept(Agreement agreement, Offer offer, byte[] payload, String jws)
            throws RefusedException {
        if (!agreement.lanes().contains(offer.lane())) {
            throw new RefusedException(
                    RefusalType.NOT_PERMITTED, "the convenant does not use this lane");
        }
        SessionMode mode = mode(agreement, offer);
        check(agreement, offer, Role.INITIATOR);
        repeats.refuse(agreement, mode, offer, refDate(offer));
        RefusedException.when(agreements.permitsPeer(agreement, offer, refDate(offer)));
        changes.refuse(agreement, mode, offer, refDate(offer));
        ledger.watch(agreement, offer);
        showing.all(agreement.hash());
        makeWay(agreement);
        Run run = run(agreement, mode, offer);
        Session session =
                opening.open(
                        run,
                        agreement,
                        offer.lane(),
                        offer.sid(),
                        Optional.of(new Opening.Answered(offer, Octets.of(payload))));
        messages.store(Message.signed(offer.sid(), Sender.PEER, MessageType.OFFER, payload, jws));
        Message own = messages.get(offer.sid(), Sender.OWN, MessageType.OFFER);
        exchanged(session, agreement, offer, payload, payloadOf(own));
        return new Reply.Signed(own.text());
    }

    private static SessionMode mode(Agreement agreement, Offer offer) throws RefusedException {
        return agreement
                .mode(offer.mode())
                .orElseThrow(
                        () ->
                                new RefusedException(
                                        RefusalType.NOT_PERMITTED,
                                        "the convenant allows " + agreement.convenant().modes()));
    }

    private void check(Agreement agreement, Offer offer, Role expected) throws RefusedException {
        String peer = agreement.counterpart().value();
        Set<Octets> ownValues =
                sessions.isOwnValue(offer.publicKey(), offer.commitment())
                        ? Set.of(offer.publicKey(), offer.commitment())
                        : Set.of();
        RefusedException.when(
                OfferCheck.incoming(
                        Group.of(agreement.suite()),
                        offer,
                        expected,
                        new OfferCheck.Context(
                                peer,
                                peer,
                                agreement.own().value(),
                                peer,
                                agreement.terms(mode(agreement, offer), offer.lane()),
                                clock.instant(),
                                false,
                                ownValues)));
    }

    private static LocalDate refDate(Offer offer) throws RefusedException {
        try {
            return LocalDate.parse(offer.refDate());
        } catch (DateTimeParseException e) {
            throw new RefusedException(RefusalType.UNSUPPORTED, "refDate must be an ISO 8601 date");
        }
    }

    /** Lets the lower OIN go first when both offered at once (finding 17). */
    private void makeWay(Agreement agreement) throws RefusedException {
        Optional<Session> open = sessions.lockOpen(agreement.hash());
        if (open.isEmpty()) {
            return;
        }
        Session other = open.get();
        boolean bothOffered =
                other.state().role() == Role.INITIATOR && other.state().phase() == Phase.OFFERED;
        boolean peerGoesFirst =
                agreement.counterpart().value().compareTo(agreement.own().value()) < 0;
        if (!bothOffered || !peerGoesFirst) {
            throw new RefusedException(
                    bothOffered ? RefusalType.SUPERSEDED : RefusalType.SESSION_OPEN,
                    bothOffered
                            ? "the party with the lower OIN goes first"
                            : "another session of this convenant is open");
        }
        transitions.apply(other, agreement, new SessionEvent.Superseded());
    }

    /** A first lane starts a run; a later one must name the receipt of the lane before it. */
    private Run run(Agreement agreement, SessionMode mode, Offer offer) throws RefusedException {
        int lane = agreement.lanes(mode).indexOf(offer.lane());
        if (lane == 0 && offer.previousReceipt().isEmpty()) {
            Run run =
                    Run.begin(
                            agreement,
                            mode,
                            offer.purpose(),
                            refDate(offer),
                            false,
                            clock.instant());
            runs.insert(run);
            return run;
        }
        Optional<Session> previous =
                offer.previousReceipt().flatMap(sessions::byPeerReceipt).flatMap(sessions::find);
        boolean follows =
                lane > 0
                        && previous.isPresent()
                        && previous.get().convenant().equals(agreement.hash())
                        && previous.get().lane().equals(agreement.lanes(mode).get(lane - 1))
                        && previous.get().purpose().equals(offer.purpose())
                        && previous.get().refDate().equals(refDate(offer));
        Optional<Run> run = previous.filter(_ -> follows).map(s -> runs.get(s.runId()));
        return run.filter(r -> r.state() == Run.State.RUNNING && !r.initiator())
                .orElseThrow(
                        () ->
                                new RefusedException(
                                        RefusalType.NOT_PERMITTED,
                                        "lanes come in the order of the convenant, each naming the"
                                                + " receipt of the one before"));
    }

    /** Takes the responder's answer to our offer. */
    Session answered(Session session, Agreement agreement, String jws) throws RefusedException {
        byte[] payload = signed.open(jws, session.counterpart());
        Offer offer = read(payload);
        Message own = messages.get(session.sid(), Sender.OWN, MessageType.OFFER);
        byte[] ownPayload = payloadOf(own);
        if (!offer.mode().equals(session.mode().name()) || !offer.lane().equals(session.lane())) {
            throw new RefusedException(
                    RefusalType.NOT_PERMITTED, "role, convenant, mode or lane is another one");
        }
        check(agreement, offer, Role.RESPONDER);
        RefusedException.when(
                OfferCheck.answer(read(ownPayload), ownPayload, offer, session.terms()));
        Optional<Refusal> refusal = agreements.permitsPeer(agreement, offer, refDate(offer));
        refusal.ifPresent(r -> ledger.limitReached(agreement, r));
        RefusedException.when(refusal);
        ledger.watch(agreement, offer);
        if (!offer.previousReceipt()
                .equals(opening.previousReceipt(runs.get(session.runId()), Sender.PEER))) {
            throw new RefusedException(
                    RefusalType.OFFERS_DIFFER, "previousReceipt is not that of the lane before");
        }
        messages.store(Message.signed(session.sid(), Sender.PEER, MessageType.OFFER, payload, jws));
        return exchanged(session, agreement, offer, ownPayload, payload);
    }

    private Session exchanged(
            Session session, Agreement agreement, Offer peer, byte[] initiator, byte[] responder)
            throws RefusedException {
        sessions.saveOffers(session.sid(), Offer.pairHash(initiator, responder), peer.n());
        return transitions.apply(
                sessions.get(session.sid()), agreement, new SessionEvent.OffersExchanged());
    }

    /** The offer of the peer, as verified before. */
    Offer peerOffer(Session session) {
        return offer(session, Sender.PEER);
    }

    Offer ownOffer(Session session) {
        return offer(session, Sender.OWN);
    }

    private Offer offer(Session session, Sender sender) {
        try {
            return MessageCodec.OFFER.decode(
                    payloadOf(messages.get(session.sid(), sender, MessageType.OFFER)));
        } catch (InvalidMessageException e) {
            throw new IllegalStateException("a stored offer cannot be read", e);
        }
    }

    /** The signed octets inside a stored message, which was verified when it came in. */
    static byte[] payloadOf(Message message) {
        String[] parts = message.text().split("\\.", -1);
        return Octets.ofBase64Url(parts[1]).toByteArray();
    }
}
