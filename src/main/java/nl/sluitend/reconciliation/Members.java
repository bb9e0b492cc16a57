package nl.sluitend.reconciliation;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import nl.sluitend.psi.Octets;

/** Members of a message, each read as the type that it must have. */
final class Members {

    private static final int MOST_INTEGERS = 16;
    private static final int MOST_TEXTS = 16;

    private final JsonNode node;

    Members(JsonNode node) {
        this.node = node;
    }

    boolean has(String name) {
        return node.has(name);
    }

    String text(String name) throws InvalidMessageException {
        JsonNode member = node.path(name);
        if (!member.isTextual()) {
            throw new InvalidMessageException(name + " must be text");
        }
        return member.textValue();
    }

    int integer(String name) throws InvalidMessageException {
        JsonNode member = node.path(name);
        if (!member.isInt() || member.intValue() < 0) {
            throw new InvalidMessageException(
                    name + " must be a whole number from 0 to 2147483647");
        }
        return member.intValue();
    }

    long whole(String name) throws InvalidMessageException {
        JsonNode member = node.path(name);
        if (!member.isIntegralNumber() || !member.canConvertToLong() || member.longValue() < 0) {
            throw new InvalidMessageException(name + " must be a whole number from 0");
        }
        return member.longValue();
    }

    List<Integer> integers(String name) throws InvalidMessageException {
        JsonNode member = node.path(name);
        List<Integer> integers = new ArrayList<>();
        for (JsonNode item : member) {
            integers.add(item.intValue());
        }
        if (!member.isArray() || integers.size() > MOST_INTEGERS) {
            throw new InvalidMessageException(
                    name + " must be a list of at most " + MOST_INTEGERS + " whole numbers");
        }
        return integers;
    }

    List<String> texts(String name) throws InvalidMessageException {
        JsonNode member = node.path(name);
        List<String> texts = new ArrayList<>();
        for (JsonNode item : member) {
            texts.add(item.asText());
        }
        if (!member.isArray() || texts.size() > MOST_TEXTS) {
            throw new InvalidMessageException(
                    name + " must be a list of at most " + MOST_TEXTS + " texts");
        }
        return texts;
    }

    Octets octets(String name) throws InvalidMessageException {
        return parse(name, "base64url without padding", Octets::ofBase64Url);
    }

    Octets digest(String name) throws InvalidMessageException {
        Octets octets = octets(name);
        if (octets.length() != 32) {
            throw new InvalidMessageException(name + " must have 32 octets");
        }
        return octets;
    }

    Optional<Octets> optionalOctets(String name) throws InvalidMessageException {
        return has(name) ? Optional.of(octets(name)) : Optional.empty();
    }

    Optional<Octets> optionalDigest(String name) throws InvalidMessageException {
        return has(name) ? Optional.of(digest(name)) : Optional.empty();
    }

    List<Octets> digests(String name) throws InvalidMessageException {
        JsonNode member = node.path(name);
        if (!member.isArray()) {
            throw new InvalidMessageException(name + " must be a list");
        }
        List<Octets> digests = new ArrayList<>();
        for (JsonNode item : member) {
            try {
                digests.add(Octets.ofBase64Url(item.asText()));
            } catch (IllegalArgumentException e) {
                throw new InvalidMessageException(name + " must hold base64url without padding", e);
            }
        }
        if (digests.stream().anyMatch(digest -> digest.length() != 32)) {
            throw new InvalidMessageException(name + " must hold digests of 32 octets");
        }
        return digests;
    }

    Instant instant(String name) throws InvalidMessageException {
        return parse(name, "a moment in UTC (ISO 8601)", Instant::parse);
    }

    UUID uuid(String name) throws InvalidMessageException {
        return parse(name, "a lower-case UUID", UUID::fromString);
    }

    <E extends Enum<E>> E constant(String name, Class<E> type) throws InvalidMessageException {
        return parse(name, "one of the values of its kind", text -> Enum.valueOf(type, text));
    }

    private <T> T parse(String name, String expectation, Function<String, T> parser)
            throws InvalidMessageException {
        try {
            return parser.apply(text(name));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new InvalidMessageException(name + " must be " + expectation, e);
        }
    }
}
