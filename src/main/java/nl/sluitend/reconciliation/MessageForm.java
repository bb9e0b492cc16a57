package nl.sluitend.reconciliation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import nl.sluitend.party.CanonicalJson;
import nl.sluitend.party.JsonRefusedException;

/**
 * One kind of signed message as canonical JSON (RFC 8785). Read back is only what would be written:
 * known members, one spelling. The member {@code type} keeps a signature from being used for
 * another kind of message.
 *
 * @param <T> the message
 */
final class MessageForm<T> {

    private static final String TYPE = "type";

    /** Names each member of a message, and its value as text, number or list of text. */
    interface Writer<T> {
        Map<String, Object> members(T message);
    }

    /** Builds a message from its members; each is checked as it is read. */
    interface Reader<T> {
        T read(Members members) throws InvalidMessageException;
    }

    private final String type;
    private final Writer<T> writer;
    private final Reader<T> reader;

    /**
     * @param name last part of the type
     */
    MessageForm(String name, Writer<T> writer, Reader<T> reader) {
        this.type = "sluitend/v1/" + name;
        this.writer = writer;
        this.reader = reader;
    }

    byte[] encode(T message) {
        var members = new TreeMap<>(writer.members(message));
        members.put(TYPE, type);
        return CanonicalJson.bytes(members);
    }

    /**
     * @throws InvalidMessageException unless {@code payload} is what {@link #encode} would write of
     *     a message of this kind
     */
    T decode(byte[] payload) throws InvalidMessageException {
        JsonNode json;
        try {
            json = CanonicalJson.parse(payload);
        } catch (JsonRefusedException e) {
            throw new InvalidMessageException(String.valueOf(e.getMessage()), e);
        }
        var members = new Members(json);
        if (!members.text(TYPE).equals(type)) {
            throw new InvalidMessageException("type must be " + type);
        }
        T message;
        try {
            message = reader.read(members);
        } catch (IllegalArgumentException e) {
            throw new InvalidMessageException(String.valueOf(e.getMessage()), e);
        }
        if (!Arrays.equals(encode(message), payload)) {
            throw new InvalidMessageException(
                    "the payload must be canonical JSON (RFC 8785) with the known members alone");
        }
        return message;
    }
}
