package nl.sluitend.convenant;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
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

    /** Longest reason, in characters. */
    static final int MAX_REASON = 1000;

    /** Why, as the signer wrote it in what is signed; the signature must have been verified. */
    public Optional<String> reason() {
        String[] parts = jws.split("\\.", -1);
        return parts.length == 3
                ? Statement.read(Base64.getUrlDecoder().decode(parts[1])).flatMap(Statement::reason)
                : Optional.empty();
    }

    /**
     * What a JWS says.
     *
     * @param convenantHash the convenant that is meant
     * @param signedAt cut to whole milliseconds, which every database keeps
     * @param reason why, for a rejection or a revocation
     */
    record Statement(
            String convenantHash, StepType type, Instant signedAt, Optional<String> reason) {

        Statement(String convenantHash, StepType type, Instant signedAt) {
            this(convenantHash, type, signedAt, Optional.empty());
        }

        Statement {
            signedAt = signedAt.truncatedTo(ChronoUnit.MILLIS);
            if (reason.filter(text -> !isReason(text)).isPresent()) {
                throw new IllegalArgumentException("a reason is one line of visible text");
            }
        }

        byte[] bytes() {
            return CanonicalJson.bytes(
                    new Wire(convenantHash, type.wireName(), signedAt.toString(), reason));
        }

        /** Whether the two say the same; the reason lies in what was signed alone. */
        boolean agreesWith(Statement other) {
            return convenantHash.equals(other.convenantHash)
                    && type == other.type
                    && signedAt.equals(other.signedAt);
        }

        static boolean isReason(String text) {
            return !text.isBlank()
                    && text.length() <= MAX_REASON
                    && text.codePoints().noneMatch(Members::isInvisible);
        }

        /** Reads a payload; exactly the three members and perhaps a reason, nothing else. */
        static Optional<Statement> read(byte[] payload) {
            try {
                JsonNode tree = CanonicalJson.parse(payload);
                Optional<StepType> type = StepType.find(tree.path("type").asText());
                JsonNode reason = tree.path("reason");
                if (tree.size() != (reason.isMissingNode() ? 3 : 4)
                        || !(reason.isMissingNode()
                                || (reason.isTextual() && isReason(reason.textValue())))
                        || type.isEmpty()
                        || !tree.path("convenantHash").isTextual()
                        || !tree.path("signedAt").isTextual()) {
                    return Optional.empty();
                }
                return Optional.of(
                        new Statement(
                                tree.get("convenantHash").textValue(),
                                type.get(),
                                Instant.parse(tree.get("signedAt").textValue()),
                                Optional.ofNullable(reason.textValue())));
            } catch (JsonRefusedException | DateTimeParseException _) {
                return Optional.empty();
            }
        }
    }

    private record Wire(
            String convenantHash, String type, String signedAt, Optional<String> reason) {}
}
