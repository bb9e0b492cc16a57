package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.psi.Abort;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.Offer;

/** Stored messages, by (session, sender, type, number): what makes sends idempotent. */
@ApplicationScoped
class Messages {

    private final Sql sql;
    private final Clock clock;

    Messages(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    static Octets hash(byte[] octets) {
        return Offer.hash(octets);
    }

    void store(Message message) {
        store(List.of(message));
    }

    void store(List<Message> messages) {
        sql.batch(
                "INSERT INTO session_message (sid, sender, type, j, hash, jws, body, proof, at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                messages.stream()
                        .map(
                                m ->
                                        new Object[] {
                                            m.sid(),
                                            m.sender(),
                                            m.type(),
                                            m.j(),
                                            m.hash(),
                                            m.jws(),
                                            m.body(),
                                            m.proof(),
                                            clock.instant()
                                        })
                        .toList());
    }

    Optional<Message> find(UUID sid, Sender sender, MessageType type) {
        return find(sid, sender, type, 0);
    }

    Optional<Message> find(UUID sid, Sender sender, MessageType type, int j) {
        return sql.first(
                "SELECT * FROM session_message WHERE sid = ? AND sender = ? AND type = ? AND j = ?",
                Messages::read,
                sid,
                sender,
                type,
                j);
    }

    Message get(UUID sid, Sender sender, MessageType type) {
        return get(sid, sender, type, 0);
    }

    Message get(UUID sid, Sender sender, MessageType type, int j) {
        return find(sid, sender, type, j)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "session %s has no %s %s %d"
                                                .formatted(sid, sender, type, j)));
    }

    /** All of one type, by number. */
    List<Message> list(UUID sid, Sender sender, MessageType type) {
        return sql.list(
                "SELECT * FROM session_message WHERE sid = ? AND sender = ? AND type = ? ORDER BY j",
                Messages::read,
                sid,
                sender,
                type);
    }

    /** How many of one type there are: those numbered from 0 to this, exclusive. */
    int count(UUID sid, Sender sender, MessageType type) {
        return sql.first(
                        "SELECT count(*) FROM session_message WHERE sid = ? AND sender = ? AND type"
                                + " = ?",
                        row -> row.getInt(1),
                        sid,
                        sender,
                        type)
                .orElse(0);
    }

    /**
     * The own chunks that may hold an element from {@code first} to {@code last}, as the own list
     * ascends: a chunk of the peer is compared with these, not with the whole list.
     */
    List<Message> ownChunksBetween(UUID sid, byte[] first, byte[] last) {
        return sql.list(
                """
                SELECT * FROM session_message WHERE sid = ? AND sender = 'OWN' AND type = 'CHUNK'
                  AND length(body) > 0 AND substring(body FROM 1 FOR ?) <= ?
                  AND substring(body FROM length(body) - ?) >= ? ORDER BY j
                """,
                Messages::read,
                sid,
                last.length,
                last,
                first.length - 1,
                first);
    }

    /** The chunk with elements that comes last among those before {@code j}. */
    Optional<Message> lastFilledChunk(UUID sid, Sender sender, int j) {
        return sql.first(
                "SELECT * FROM session_message WHERE sid = ? AND sender = ? AND type = 'CHUNK' AND"
                        + " j < ? AND length(body) > 0 ORDER BY j DESC LIMIT 1",
                Messages::read,
                sid,
                sender,
                j);
    }

    /**
     * What is done with when both signed or broke off: what the peer sent of its list, every
     * evaluated point, and fields.
     */
    void wipePoints(UUID sid) {
        sql.run(
                "DELETE FROM session_message WHERE sid = ? AND (sender = 'PEER' AND type = 'CHUNK' OR"
                        + " type = 'COMPARED')",
                sid);
        sql.run(
                "UPDATE session_message SET body = NULL WHERE sid = ? AND type IN ('EVALUATED',"
                        + " 'FIELDS')",
                sid);
    }

    private static Message read(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Message(
                Sql.uuid(row, "sid"),
                Sender.valueOf(row.getString("sender")),
                MessageType.valueOf(row.getString("type")),
                row.getInt("j"),
                Sql.octets(row, "hash"),
                Optional.ofNullable(row.getString("jws")),
                Sql.optionalOctets(row, "body"),
                Sql.optionalOctets(row, "proof"));
    }

    /** The abort with which the peer ended the session, if it did. */
    Optional<Abort> peerAbort(UUID sid) {
        return find(sid, Sender.PEER, MessageType.ABORT)
                .map(
                        message -> {
                            try {
                                return MessageCodec.ABORT.decode(OfferExchange.payloadOf(message));
                            } catch (InvalidMessageException e) {
                                throw new IllegalStateException("a stored abort is unreadable", e);
                            }
                        });
    }
}
