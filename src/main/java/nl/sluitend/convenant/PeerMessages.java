package nl.sluitend.convenant;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.sluitend.party.CanonicalJson;
import nl.sluitend.party.JsonRefusedException;

/** The messages between two nodes about a convenant, and how they are written. */
final class PeerMessages {

    /** Largest message, in bytes. */
    static final int MAX_BYTES = 1 << 16;

    private static final int MOST = 1000;
    private static final String SENT_AT = "sentAt";

    private PeerMessages() {}

    /**
     * Texts of one kind, with the clock of the sender.
     *
     * @param sentAt tells the receiver whether the clocks agree
     */
    record Message(List<String> texts, Instant sentAt) {

        Message {
            texts = List.copyOf(texts);
        }
    }

    /** One signature on its way. */
    static byte[] signature(String jws, Instant sentAt) {
        return CanonicalJson.bytes(Map.of("signature", jws, SENT_AT, sentAt.toString()));
    }

    /** A list under a name: {@code hashes} or {@code signatures}. */
    static byte[] list(String name, List<String> texts, Instant sentAt) {
        return CanonicalJson.bytes(Map.of(name, texts, SENT_AT, sentAt.toString()));
    }

    /** Reads what {@link #signature} writes; empty when it is anything else. */
    static Optional<Message> readSignature(byte[] json) {
        return read(json, "signature").filter(message -> message.texts().size() == 1);
    }

    /** Reads what {@link #list} writes; empty when it is anything else. */
    static Optional<Message> readList(String name, byte[] json) {
        return read(json, name);
    }

    private static Optional<Message> read(byte[] json, String name) {
        try {
            JsonNode tree = CanonicalJson.parse(json);
            JsonNode given = tree.path(name);
            List<String> texts = new ArrayList<>();
            if (given.isTextual()) {
                texts.add(given.textValue());
            }
            for (JsonNode text : given) {
                texts.add(text.asText());
            }
            boolean wellFormed =
                    tree.size() == 2
                            && (given.isTextual() || given.isArray())
                            && texts.size() <= MOST;
            return wellFormed
                    ? Optional.of(new Message(texts, Instant.parse(tree.path(SENT_AT).asText())))
                    : Optional.empty();
        } catch (JsonRefusedException | DateTimeParseException _) {
            return Optional.empty();
        }
    }
}
