package nl.sluitend.officer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import nl.sluitend.convenant.ConvenantForm;
import nl.sluitend.convenant.ConvenantTemplate;
import nl.sluitend.convenant.FormInputs;
import nl.sluitend.demo.NodeApi;
import nl.sluitend.demo.TwoNodes;
import nl.sluitend.demo.register.DemoParty;

/** The life of a convenant through the interfaces of two nodes. */
final class ConvenantByApi {

    private final TwoNodes nodes;
    private final ConvenantPair pair;
    private final NodeApi rbl;
    private final NodeApi swv;

    ConvenantByApi(ConvenantPair pair) {
        this.pair = pair;
        this.nodes = pair.nodes();
        this.rbl = nodes.manager(DemoParty.RBL);
        this.swv = nodes.manager(pair.swv());
    }

    private Map<String, String> answers(String mark) {
        Map<String, String> answers =
                ConvenantAnswers.of(
                        pair.template(),
                        mark,
                        pair.swv(),
                        swv.get("/v1/party").path("logKey").asText());
        answers.put("/parties/0/oin", DemoParty.RBL.oin());
        answers.put("/parties/0/name", DemoParty.RBL.displayName());
        answers.put("/parties/0/logKey", rbl.get("/v1/party").path("logKey").asText());
        return answers;
    }

    /** Brings a convenant into force with other answers than the template has. */
    String inForce(String mark, Map<String, String> others) {
        Map<String, String> answers = answers(mark);
        answers.putAll(others);
        return signed(content(answers));
    }

    /** How many pupils of the RBL's counterpart were evaluated, as this party's ledger says. */
    int evaluated(DemoParty party, String hash) {
        for (JsonNode entry : nodes.manager(party).get("/v1/ledger")) {
            if (entry.path("convenant").asText().equals(hash)) {
                return entry.path("evaluated").asInt();
            }
        }
        return -1;
    }

    /** From a blank form to a revoked successor; gives the hash of the first one. */
    String live() {
        Map<String, String> answers = answers("api");
        JsonNode content = content(answers);
        JsonNode tried = rbl.post("/v1/convenants/_simulate", content);
        assertThat(tried.at("/lanes/0/pupils").asInt()).isEqualTo(pair.pupils());
        assertThat(tried.at("/lanes/0/refusals")).isEmpty();
        String hash = signed(content);
        exchange(hash);
        answers.put("/predecessor", hash);
        answers.put("/caps/maxElements", "1500");
        String next = signed(content(answers));
        assertThat(state(rbl, hash)).isEqualTo("SUPERSEDED");
        refuses(rbl, hash, pair.purpose());
        if (pair.template() == ConvenantTemplate.TELLING) {
            run(next);
            JsonNode second = nodes.run(DemoParty.RBL, next);
            assertThat(second.path("state").asText()).isEqualTo("FAILED");
            assertThat(second.path("reason").asText()).isEqualTo("limit-exceeded");
        }
        swv.put("/v1/convenants/" + next + "/revoke", Map.of("reason", "De proef is klaar."));
        nodes.until("the revocation", () -> state(rbl, next).equals("REVOKED"));
        refuses(rbl, next, pair.purpose());
        refuses(swv, next, pair.purpose());
        return hash;
    }

    private void exchange(String hash) {
        refuses(rbl, hash, "OPSPORING");
        run(hash);
        JsonNode run = nodes.run(DemoParty.RBL, hash);
        assertThat(run.path("state").asText()).isEqualTo("COMPLETED");
        String counting = "/v1/runs/" + run.path("id").asText() + "/counting";
        if (pair.template() == ConvenantTemplate.TELLING) {
            assertThat(rbl.get(counting).at("/groups/0/pupils").asInt()).isEqualTo(pair.pupils());
        } else {
            assertThat(run.at("/sessions/0/matched").asInt()).isEqualTo(pair.both());
        }
        if (pair.template() == ConvenantTemplate.GEGEVENSDELING) {
            assertThat(run.at("/sessions/0/fieldsSent").asInt()).isEqualTo(pair.both());
            assertThat(run.at("/sessions/0/fieldsReceived").asInt()).isEqualTo(pair.both());
        }
    }

    /** Starts a run at the RBL and waits for its end. */
    void run(String hash) {
        rbl.post("/v1/runs", Map.of("convenant", hash, "purpose", pair.purpose()));
        nodes.until("the end of " + pair, () -> pair.hasEnded(hash));
    }

    private void refuses(NodeApi node, String hash, String purpose) {
        assertThatThrownBy(
                        () -> node.post("/v1/runs", Map.of("convenant", hash, "purpose", purpose)))
                .hasMessageContaining("403")
                .hasMessageContaining("urn:sluitend:problem:not-permitted");
    }

    private JsonNode content(Map<String, String> answers) {
        return ConvenantForm.complete(FormInputs.filled(FormInputs.form(pair.template()), answers));
    }

    private String signed(JsonNode content) {
        String hash = rbl.post("/v1/convenants", content).path("hash").asText();
        rbl.put("/v1/convenants/" + hash + "/propose");
        nodes.until("the proposal", () -> swv.get("/v1/convenants").toString().contains(hash));
        rbl.put("/v1/convenants/" + hash + "/accept");
        swv.put("/v1/convenants/" + hash + "/accept");
        for (NodeApi node : new NodeApi[] {rbl, swv}) {
            nodes.until("both signatures", () -> state(node, hash).equals("IN_FORCE"));
        }
        return hash;
    }

    private String state(NodeApi node, String hash) {
        return node.get("/v1/convenants/" + hash).path("state").asText();
    }
}
