package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.oprf.LengthPrefixed;
import nl.sluitend.party.KeyRing;
import nl.sluitend.psi.FieldParts;
import nl.sluitend.psi.FieldRecord;
import nl.sluitend.psi.FieldsHeader;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.Refusal;
import nl.sluitend.psi.Verified;

/** Stored parts of message 7. The records are wrapped by the key store, and gone at the end. */
@ApplicationScoped
class FieldMessages {

    private final Messages messages;
    private final KeyRing keys;

    FieldMessages(Messages messages, KeyRing keys) {
        this.messages = messages;
        this.keys = keys;
    }

    void store(UUID sid, Sender sender, int part, byte[] payload, FieldsFrame frame) {
        byte[] wrapped = keys.wrap(frame.records().toByteArray(), place(sid, sender, part));
        messages.store(
                new Message(
                        sid,
                        sender,
                        MessageType.FIELDS,
                        part,
                        Messages.hash(payload),
                        Optional.of(frame.jws()),
                        Optional.of(Octets.of(wrapped)),
                        Optional.empty()));
    }

    private static byte[] place(UUID sid, Sender sender, int part) {
        return LengthPrefixed.of(
                LengthPrefixed.utf8("sluitend/v1/fields-at-rest"),
                LengthPrefixed.utf8(sid.toString()),
                LengthPrefixed.utf8(sender.name()),
                LengthPrefixed.utf8(Integer.toString(part)));
    }

    /** A part as it travels; empty when it is not there, or no more. */
    Optional<FieldsFrame> frame(UUID sid, Sender sender, int part) {
        return messages.find(sid, sender, MessageType.FIELDS, part)
                .filter(message -> message.body().isPresent())
                .map(message -> new FieldsFrame(message.text(), records(message)));
    }

    private Octets records(Message message) {
        return Octets.of(
                keys.unwrap(
                        message.octets().toByteArray(),
                        place(message.sid(), message.sender(), message.j())));
    }

    /** How many parts of that party there are. */
    int count(UUID sid, Sender sender) {
        return messages.count(sid, sender, MessageType.FIELDS);
    }

    /** The records by ascending tag, from one place up to another. */
    List<FieldRecord> range(UUID sid, Sender sender, int from, int until) {
        List<FieldRecord> records = new ArrayList<>(until - from);
        for (int part = from / FieldParts.SIZE; part * FieldParts.SIZE < until; part++) {
            List<FieldRecord> all =
                    verified(
                            records(messages.get(sid, sender, MessageType.FIELDS, part))
                                    .toByteArray());
            int first = part * FieldParts.SIZE;
            records.addAll(
                    all.subList(Math.max(from - first, 0), Math.min(until - first, all.size())));
        }
        return records;
    }

    private static List<FieldRecord> verified(byte[] records) {
        return switch (FieldParts.decode(records)) {
            case Verified.Accepted<List<FieldRecord>>(List<FieldRecord> read) -> read;
            case Verified.Refused<List<FieldRecord>>(Refusal refusal) ->
                    throw new IllegalStateException("stored fields: " + refusal.type());
        };
    }

    /** What a party sent, in one digest. */
    Octets digest(UUID sid, Sender sender, String oin) {
        return FieldsHeader.digestOfAll(
                oin,
                messages.list(sid, sender, MessageType.FIELDS).stream()
                        .map(Message::hash)
                        .toList());
    }
}
