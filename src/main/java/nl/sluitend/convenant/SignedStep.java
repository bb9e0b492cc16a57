package nl.sluitend.convenant;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.CanonicalJson;
import nl.sluitend.party.JsonRefusedException;

/**
 * A step of one party under one convenant, with its signature.
 *
 * @param signer who signed
 * @param type what was signed
 * @param signedAt when, by the clock of the signer, in whole milliseconds
 * @param jws the signature: compact JWS over {@code {convenantHash, signedAt, type}}
 */
public record SignedStep(Oin signer, StepType type, Instant signedAt, String jws) {

    /**
     * What a JWS says.
     *
     * @param convenantHash the convenant that is meant
     * @param signedAt cut to whole milliseconds, which every database keeps
     */
    record Statement(String convenantHash, StepType type, Instant signedAt) {

        Statement {
            signedAt = signedAt.truncatedTo(ChronoUnit.MILLIS);
        }

        byte[] bytes() {
            return CanonicalJson.bytes(
                    new Wire(convenantHash, type.wireName(), signedAt.toString()));
        }

        /** Reads a payload; exactly the three members, nothing else. */
        static Optional<Statement> read(byte[] payload) {
            try {
                JsonNode tree = CanonicalJson.parse(payload);
                Optional<StepType> type = StepType.find(tree.path("type").asText());
                if (tree.size() != 3
                        || type.isEmpty()
                        || !tree.path("convenantHash").isTextual()
                        || !tree.path("signedAt").isTextual()) {
                    return Optional.empty();
                }
                return Optional.of(
                        new Statement(
                                tree.get("convenantHash").textValue(),
                                type.get(),
                                Instant.parse(tree.get("signedAt").textValue())));
            } catch (JsonRefusedException | DateTimeParseException _) {
                return Optional.empty();
            }
        }
    }

    private record Wire(String convenantHash, String type, String signedAt) {}
}
