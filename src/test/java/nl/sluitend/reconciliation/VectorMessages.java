package nl.sluitend.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.Role;

/** The messages of a test vector, read with the decoders of a node. */
record VectorMessages(JsonNode file) {

    /** One message; missing if the vector has none. */
    JsonNode find(String message, Role from, int number) {
        for (JsonNode found : file.path("messages")) {
            if (found.path("message").asText().equals(message)
                    && found.path("from").asText().equals(VectorParty.name(from))
                    && found.path("number").asInt() == number) {
                return found;
            }
        }
        return MissingNode.getInstance();
    }

    /** The octets that are signed. */
    byte[] payload(String message, Role from, int number) {
        JsonNode found = find(message, from, number);
        byte[] payload = found.path("payload").asText().getBytes(StandardCharsets.UTF_8);
        assertThat(Messages.hash(payload).hex()).isEqualTo(found.path("hash").asText());
        return payload;
    }

    <T> T read(MessageForm<T> form, String message, Role from, int number)
            throws InvalidMessageException {
        return form.decode(payload(message, from, number));
    }

    /** What travels in binary. */
    byte[] binary(String message, Role from, int number, String member) {
        return Octets.ofHex(find(message, from, number).path(member).asText()).toByteArray();
    }
}
