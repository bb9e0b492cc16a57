package nl.sluitend.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.sluitend.convenant.ConvenantTemplate;
import nl.sluitend.demo.register.DemoParty;

/** Draws up, proposes and signs a convenant through the interfaces of both parties' nodes. */
final class ConvenantStep {

    private static final String PATH = "/v1/convenants";

    private final DemoWorld world;
    private final Waiting waiting;
    private final Clock clock;

    ConvenantStep(DemoWorld world, Waiting waiting, Clock clock) {
        this.world = world;
        this.waiting = waiting;
        this.clock = clock;
    }

    /** Brings a convenant into force at both parties and returns its hash. */
    String sign(DemoPair pair, int maxElements) {
        return sign(
                pair,
                new DemoConvenant(pair).content(logKeys(pair), maxElements, LocalDate.now(clock)));
    }

    /** The same for a convenant under which is counted. */
    String signCounting(DemoPair pair, int maxElements) {
        return sign(
                pair,
                new DemoConvenant(pair).counting(logKeys(pair), maxElements, LocalDate.now(clock)));
    }

    /** The same for a convenant under which the first party alone may ask. */
    String signAsking(DemoPair pair, int maxElements) {
        return sign(
                pair,
                new DemoConvenant(pair).asking(logKeys(pair), maxElements, LocalDate.now(clock)));
    }

    /**
     * The same for a convenant under which fields are given.
     *
     * @param lanes kinds of matching key, in order
     */
    String signGiving(DemoPair pair, int maxElements, List<String> lanes) {
        return sign(
                pair,
                new DemoConvenant(pair)
                        .giving(logKeys(pair), maxElements, LocalDate.now(clock), lanes));
    }

    /** The same when people confirm whole names too, within so many days. */
    String signConfirming(DemoPair pair, int maxElements, List<String> lanes, int termDays) {
        Map<String, Object> content =
                new DemoConvenant(pair)
                        .giving(logKeys(pair), maxElements, LocalDate.now(clock), lanes);
        content.put("confirmation", Map.of("exact", "ASKED", "termDays", termDays));
        return sign(pair, content);
    }

    private List<String> logKeys(DemoPair pair) {
        return pair.parties().stream()
                .map(party -> manager(party).get("/v1/party").path("logKey").asText())
                .toList();
    }

    private String sign(DemoPair pair, Map<String, Object> content) {
        NodeApi first = manager(pair.first());
        NodeApi swv = manager(pair.swv());
        String hash = first.post(PATH, withText(content)).path("hash").asText();
        first.put(PATH + "/" + hash + "/propose");
        first.put(PATH + "/" + hash + "/accept");
        waiting.until("het voorstel bij " + pair.swv().displayName(), () -> isKnown(swv, hash));
        swv.put(PATH + "/" + hash + "/accept");
        for (DemoParty party : pair.parties()) {
            waiting.until(
                    "beide handtekeningen bij " + party.displayName(),
                    () -> state(manager(party), hash).equals("IN_FORCE"));
        }
        return hash;
    }

    /** With the digest of the text that belongs to the content: some members have an article. */
    private static Map<String, Object> withText(Map<String, Object> content) {
        JsonNode said = new ObjectMapper().valueToTree(content);
        ConvenantTemplate template =
                ConvenantTemplate.find(said.at("/text/template").asText()).orElseThrow();
        Map<String, Object> whole = new HashMap<>(content);
        whole.put("text", Map.of("template", template.code(), "digest", template.textDigest(said)));
        return whole;
    }

    private NodeApi manager(DemoParty party) {
        return world.node(party).manager();
    }

    private static boolean isKnown(NodeApi node, String hash) {
        for (JsonNode convenant : node.get(PATH)) {
            if (convenant.path("hash").asText().equals(hash)) {
                return true;
            }
        }
        return false;
    }

    private static String state(NodeApi node, String hash) {
        return node.get(PATH + "/" + hash).path("state").asText();
    }
}
