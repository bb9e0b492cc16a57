package nl.sluitend.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/**
 * Pulls a node's outcomes as its source system does, with a cursor, and keeps the last outcome of
 * each registration under each convenant.
 */
final class OutcomeFeedReader {

    private final NodeApi source;
    private final Map<String, Map<String, String>> byConvenant = new HashMap<>();
    private String after = "";

    OutcomeFeedReader(NodeApi source) {
        this.source = source;
    }

    /** Reads on from where the last call stopped. */
    void pull() {
        while (true) {
            JsonNode page = source.get("/v1/outcomes" + (after.isEmpty() ? "" : "?after=" + after));
            for (JsonNode entry : page.path("entries")) {
                byConvenant
                        .computeIfAbsent(entry.path("convenant").asText(), c -> new HashMap<>())
                        .put(entry.path("reference").asText(), entry.path("outcome").asText());
            }
            String next = page.path("next").asText();
            boolean end = page.path("entries").isEmpty() || next.isEmpty() || next.equals(after);
            if (!next.isEmpty()) {
                after = next;
            }
            if (end) {
                return;
            }
        }
    }

    /** The outcomes under a convenant, by reference. */
    Map<String, String> under(String convenant) {
        return Map.copyOf(byConvenant.getOrDefault(convenant, Map.of()));
    }
}
