package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.disclosure.LogName;
import nl.sluitend.disclosure.WitnessedLogs;
import nl.sluitend.oprf.Group;
import nl.sluitend.psi.Chunking;
import nl.sluitend.psi.Elements;
import nl.sluitend.psi.ElementsCheck;
import nl.sluitend.psi.ElementsHeader;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.Phase;
import nl.sluitend.psi.Refusal;
import nl.sluitend.psi.RefusalType;
import nl.sluitend.psi.Role;
import nl.sluitend.psi.Terms;

/**
 * Message 2, both ways. Every method runs in the caller's transaction, the session's row locked.
 */
@ApplicationScoped
class ListExchange {

    /** Elements that chunks sent together hold at most: those of the largest chunk. */
    static final int TOGETHER = Terms.ROUND_SIZE;

    private final Sessions sessions;
    private final Messages messages;
    private final OfferExchange offers;
    private final SignedMessages signed;
    private final WitnessedLogs witnessed;

    ListExchange(
            Sessions sessions,
            Messages messages,
            OfferExchange offers,
            SignedMessages signed,
            WitnessedLogs witnessed) {
        this.sessions = sessions;
        this.messages = messages;
        this.offers = offers;
        this.signed = signed;
        this.witnessed = witnessed;
    }

    /** The own header, made once. */
    Message ownHeader(Session session) {
        return messages.find(session.sid(), Sender.OWN, MessageType.ELEMENTS)
                .orElseGet(
                        () -> {
                            byte[] payload =
                                    MessageCodec.ELEMENTS.encode(
                                            new ElementsHeader(
                                                    session.offers(),
                                                    session.commitSalt(),
                                                    session.digests(),
                                                    witnessed.knownSize(peerLog(session))));
                            Message header =
                                    Message.signed(
                                            session.sid(),
                                            Sender.OWN,
                                            MessageType.ELEMENTS,
                                            payload,
                                            signed.sign(payload));
                            messages.store(header);
                            return header;
                        });
    }

    static LogName peerLog(Session session) {
        return LogName.ofConvenant(session.counterpart(), session.convenant());
    }

    /** What the responder gives out only when it holds the initiator's whole list. */
    Message ownHeaderForPeer(Session session) throws RefusedException {
        requireWhole(session);
        return ownHeader(session);
    }

    /** The octets of chunks {@code j} to {@code last} behind each other. */
    Octets ownChunksForPeer(Session session, int j, int last) throws RefusedException {
        requireWhole(session);
        if (session.keepsList(Sender.OWN)) {
            throw new RefusedException(
                    RefusalType.OUT_OF_ORDER, "in this mode the list of who answers stays there");
        }
        requireTogether(session.chunking(Sender.OWN), j, last);
        return ownChunks(session, j, last);
    }

    Octets ownChunks(Session session, int j, int last) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (int i = j; i <= last; i++) {
            octets.writeBytes(
                    messages.get(session.sid(), Sender.OWN, MessageType.CHUNK, i)
                            .octets()
                            .toByteArray());
        }
        return Octets.of(octets.toByteArray());
    }

    private static void requireTogether(Chunking chunking, int j, int last)
            throws RefusedException {
        if (j < 0 || last < j || last >= chunking.count()) {
            throw new RefusedException(RefusalType.OUT_OF_ORDER, "there is no such chunk");
        }
        if (last > chunking.lastTogether(j, TOGETHER)) {
            throw new RefusedException(
                    RefusalType.OUT_OF_ORDER,
                    "chunks that travel together hold at most " + TOGETHER + " elements");
        }
    }

    private void requireWhole(Session session) throws RefusedException {
        if (session.state().role() == Role.RESPONDER && !isWhole(session)) {
            throw new RefusedException(
                    RefusalType.OUT_OF_ORDER, "the initiator's whole list comes first");
        }
    }

    /** Whether every chunk of the peer has arrived; only verified ones are stored. */
    boolean isWhole(Session session) {
        return chunksReceived(session.sid()) == session.chunking(Sender.PEER).count();
    }

    int chunksReceived(UUID sid) {
        return messages.count(sid, Sender.PEER, MessageType.CHUNK);
    }

    void receiveHeader(Session session, String jws) throws RefusedException {
        byte[] payload = signed.open(jws, session.counterpart());
        if (isKnown(session, MessageType.ELEMENTS, 0, payload)) {
            return;
        }
        requirePhase(session);
        try {
            ElementsHeader header = MessageCodec.ELEMENTS.decode(payload);
            RefusedException.when(check(session).header(header));
            sessions.savePeerLogSize(session.sid(), header.knownLogSize());
        } catch (InvalidMessageException e) {
            throw RefusedException.unreadable(e);
        }
        messages.store(
                Message.signed(session.sid(), Sender.PEER, MessageType.ELEMENTS, payload, jws));
    }

    /**
     * Takes the next chunks of the peer, {@code j} to {@code last}; chunks come in order. What is
     * too much or too little counts as the last one's.
     */
    void receiveChunks(Session session, int j, int last, byte[] octets) throws RefusedException {
        Chunking chunking = session.chunking(Sender.PEER);
        requireTogether(chunking, j, last);
        int at = 0;
        for (int i = j; i < last; i++) {
            int length = chunking.length(i) * session.suite().elementLength();
            int end = Math.min(octets.length, at + length);
            receiveChunk(session, i, Arrays.copyOfRange(octets, at, end));
            at = end;
        }
        receiveChunk(session, last, Arrays.copyOfRange(octets, at, octets.length));
    }

    private void receiveChunk(Session session, int j, byte[] octets) throws RefusedException {
        if (isKnown(session, MessageType.CHUNK, j, octets)) {
            return;
        }
        requirePhase(session);
        ElementsHeader header = peerHeader(session);
        if (j != chunksReceived(session.sid())) {
            throw new RefusedException(
                    RefusalType.OUT_OF_ORDER, "the next chunk is " + chunksReceived(session.sid()));
        }
        RefusedException.orRefuse(
                check(session)
                        .chunk(
                                Group.of(session.suite()),
                                header,
                                j,
                                octets,
                                lastElement(session, j),
                                ownElementsAround(session, octets)));
        messages.store(Message.chunk(session.sid(), Sender.PEER, j, octets));
        if (isGrouped(session, Sender.PEER) && isWhole(session)) {
            RefusedException.when(check(session).sections(whole(session, Sender.PEER)));
        }
    }

    private Optional<Octets> lastElement(Session session, int j) {
        return messages.lastFilledChunk(session.sid(), Sender.PEER, j)
                .map(chunk -> Elements.of(session.suite(), chunk.octets().toByteArray()))
                .map(elements -> elements.get(elements.size() - 1));
    }

    /**
     * The own elements among which one of the peer's chunk would be, as both lists ascend. A chunk
     * that does not ascend is refused for that, whatever is found here.
     */
    private Elements ownElementsAround(Session session, byte[] chunk) {
        int length = session.suite().elementLength();
        if (chunk.length < length) {
            return Elements.none(session.suite());
        }
        List<Message> chunks =
                messages.ownChunksBetween(
                        session.sid(),
                        Arrays.copyOf(chunk, length),
                        Arrays.copyOfRange(chunk, chunk.length - length, chunk.length));
        Elements around = join(session, chunks);
        return isGrouped(session, Sender.OWN) ? around.ascending() : around;
    }

    private static boolean isGrouped(Session session, Sender sender) {
        return session.chunking(sender).sections().size() > 1;
    }

    private static Elements join(Session session, List<Message> chunks) {
        return Elements.join(
                session.suite(),
                chunks.stream()
                        .map(c -> Elements.of(session.suite(), c.octets().toByteArray()))
                        .toList());
    }

    Elements chunk(Session session, Sender sender, int j) {
        return Elements.of(
                session.suite(),
                messages.get(session.sid(), sender, MessageType.CHUNK, j).octets().toByteArray());
    }

    /** The whole list of that party. */
    Elements whole(Session session, Sender sender) {
        return join(session, messages.list(session.sid(), sender, MessageType.CHUNK));
    }

    /** The peer's header, as verified before. */
    ElementsHeader peerHeader(Session session) throws RefusedException {
        Message header =
                messages.find(session.sid(), Sender.PEER, MessageType.ELEMENTS)
                        .orElseThrow(
                                () ->
                                        new RefusedException(
                                                RefusalType.OUT_OF_ORDER,
                                                "the header of the list comes first"));
        try {
            return MessageCodec.ELEMENTS.decode(OfferExchange.payloadOf(header));
        } catch (InvalidMessageException e) {
            throw new IllegalStateException("a stored header cannot be read", e);
        }
    }

    private ElementsCheck check(Session session) {
        return new ElementsCheck(
                offers.peerOffer(session), session.offers(), session.terms().rounds());
    }

    private static void requirePhase(Session session) throws RefusedException {
        if (session.state().phase() != Phase.ELEMENTS) {
            throw new RefusedException(
                    RefusalType.OUT_OF_ORDER, "the session is " + session.state().phase());
        }
    }

    /**
     * Whether the very same octets came before under this number.
     *
     * @throws RefusedException {@code chunk-conflict} if other ones did
     */
    boolean isKnown(Session session, MessageType type, int j, byte[] payload)
            throws RefusedException {
        Optional<Message> known = messages.find(session.sid(), Sender.PEER, type, j);
        if (known.isPresent() && !known.get().hash().equals(Messages.hash(payload))) {
            throw new RefusedException(
                    new Refusal(
                            RefusalType.CHUNK_CONFLICT,
                            "other octets came before under this type and number"));
        }
        return known.isPresent();
    }
}
