package nl.sluitend.reconciliation;

import java.util.Optional;
import java.util.UUID;
import nl.sluitend.psi.Elements;
import nl.sluitend.psi.Octets;

/**
 * A message of a session as sent or received. Sending again sends these octets.
 *
 * @param j chunk or round; 0 for messages that come once
 * @param hash SHA-256 of the signed payload, or of the octets of a chunk
 * @param jws compact serialisation, of signed messages
 * @param body elements of a CHUNK, points of an EVALUATED; gone after the session
 * @param proof of an EVALUATED
 */
record Message(
        UUID sid,
        Sender sender,
        MessageType type,
        int j,
        Octets hash,
        Optional<String> jws,
        Optional<Octets> body,
        Optional<Octets> proof) {

    static Message signed(UUID sid, Sender sender, MessageType type, byte[] payload, String jws) {
        return new Message(
                sid,
                sender,
                type,
                0,
                Messages.hash(payload),
                Optional.of(jws),
                Optional.empty(),
                Optional.empty());
    }

    static Message chunk(UUID sid, Sender sender, int j, byte[] octets) {
        return binary(sid, sender, MessageType.CHUNK, j, octets);
    }

    static Message binary(UUID sid, Sender sender, MessageType type, int j, byte[] octets) {
        return new Message(
                sid,
                sender,
                type,
                j,
                Messages.hash(octets),
                Optional.empty(),
                Optional.of(Octets.of(octets)),
                Optional.empty());
    }

    /** A round: points with their signed header, and no proof. */
    static Message evaluated(
            UUID sid, Sender sender, int j, byte[] payload, String jws, Elements points) {
        return new Message(
                sid,
                sender,
                MessageType.EVALUATED,
                j,
                Messages.hash(payload),
                Optional.of(jws),
                Optional.of(Octets.of(points.flat())),
                Optional.of(Octets.empty()));
    }

    /** The signed text. */
    String text() {
        return jws.orElseThrow(() -> new IllegalStateException(type + " is not signed"));
    }

    /** The content. */
    Octets octets() {
        return body.orElseThrow(() -> new IllegalStateException(type + " is gone"));
    }
}
