package nl.sluitend.disclosure;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.sluitend.party.Counterparty;
import nl.sluitend.party.PeerAnswer;
import nl.sluitend.party.PeerHttp;

/** Asks a counterpart for its receipts and entries. What it answers is compared, not trusted. */
@ApplicationScoped
class ReceiptCalls {

    private static final TypeReference<Map<String, Object>> MEMBERS = new TypeReference<>() {};

    private final PeerHttp peers;

    ReceiptCalls(PeerHttp peers) {
        this.peers = peers;
    }

    List<ReceiptLine> lines(Counterparty counterpart, String convenantHash) throws IOException {
        List<ReceiptLine> lines = new ArrayList<>();
        for (JsonNode line : get(counterpart, "/" + convenantHash).path("receipts")) {
            try {
                lines.add(
                        new ReceiptLine(
                                UUID.fromString(line.path("exchangeId").asText()).toString(),
                                Instant.parse(line.path("logged").asText()),
                                LeafJson.MAPPER.convertValue(line.path("receipt"), MEMBERS)));
            } catch (IllegalArgumentException | DateTimeException e) {
                throw new IOException("it answers something else than receipts", e);
            }
        }
        return lines;
    }

    PupilTokens pupils(Counterparty counterpart, String convenantHash, String exchangeId)
            throws IOException {
        JsonNode answer = get(counterpart, "/" + convenantHash + "/" + exchangeId);
        Map<String, String> places = new HashMap<>();
        answer.path("pupils").forEach(token -> places.put(token.asText(), ""));
        return new PupilTokens(answer.path("unreadable").asInt(), places);
    }

    private JsonNode get(Counterparty counterpart, String path) throws IOException {
        return switch (peers.get(counterpart, PeerReceiptsResource.PREFIX + path)) {
            case PeerAnswer.Answered answered -> LeafJson.MAPPER.readTree(answered.body());
            case PeerAnswer.PeerProblem problem ->
                    throw new IOException("it answers " + problem.status());
            case PeerAnswer.Unreachable(String reason) -> throw new IOException(reason);
            case PeerAnswer.TooLarge large -> throw new IOException(large.reason());
            case PeerAnswer.IdentityMismatch _ ->
                    throw new IOException("another party answers at its address");
        };
    }
}
