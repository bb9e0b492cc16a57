package nl.sluitend.reconciliation;

import io.restassured.response.ValidatableResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.sluitend.NodeClient;
import nl.sluitend.TestNode;
import nl.sluitend.party.TrustStore;
import nl.sluitend.psi.Octets;

/** Runs that ended, and checks of them over the interface of the node. */
@ApplicationScoped
class ReplaySteps {

    private final ReconciliationFixture fixture;

    ReplaySteps(ReconciliationFixture fixture) {
        this.fixture = fixture;
    }

    ScriptedPeer ended() throws Exception {
        for (int i = 300; i < 305; i++) {
            fixture.register("replayed-" + i, i);
        }
        ScriptedPeer peer = fixture.peer(300, 301, 350);
        peer.reachEvaluating();
        peer.evaluateAll();
        peer.agree(peer.result());
        return peer;
    }

    List<String> consultations() {
        return fixture.sql()
                .list(
                        "SELECT convert_from(entry, 'UTF8') AS e FROM disclosure_leaf WHERE kind ="
                                + " 'consultation' ORDER BY logged_at DESC LIMIT 5",
                        row -> row.getString("e"));
    }

    static ReplayCheck.Drawn drawn(String reference, int pupil) {
        return new ReplayCheck.Drawn(reference, List.of(ReconciliationFixture.pgnKey(pupil)));
    }

    static TrustStore trust() {
        return new TrustStore(List.of(TestNode.AUTHORITY.certificate()));
    }

    ReplayCheck.Finding check(UUID sid) throws Exception {
        return check(sid, List.of());
    }

    ReplayCheck.Finding check(UUID sid, List<ReplayCheck.Drawn> drawn) throws Exception {
        ReplayView view = view(sid);
        return new ReplayCheck(trust(), view, source(view.id()), new SecureRandom())
                .check(drawn)
                .getFirst();
    }

    static ReplayCheck.Finding check(ReplayView view) throws Exception {
        return new ReplayCheck(trust(), view, source(view.id()), new SecureRandom())
                .check(List.of())
                .getFirst();
    }

    static ReplayCheck.Source source(UUID id) {
        return new ReplayCheck.Source() {
            @Override
            public ReplayView.Chunk chunk(UUID sid, int j) {
                return piece(id, sid, j).statusCode(200).extract().as(ReplayView.Chunk.class);
            }

            @Override
            public ReplayView.Drawn draw(UUID sid, List<String> blinded) {
                return ReplaySteps.draw(id, sid, blinded)
                        .statusCode(200)
                        .extract()
                        .as(ReplayView.Drawn.class);
            }
        };
    }

    static ValidatableResponse piece(UUID id, UUID sid, int j) {
        return NodeClient.given()
                .get("/v1/replays/%s/sessions/%s/chunks/%d".formatted(id, sid, j))
                .then();
    }

    static ValidatableResponse draw(UUID id, UUID sid, List<String> elements) {
        return NodeClient.given()
                .contentType("application/json")
                .body(Map.of("elements", elements))
                .post("/v1/replays/%s/sessions/%s/_draw".formatted(id, sid))
                .then();
    }

    ReplayView view(UUID sid) {
        return begin(sid).extract().as(ReplayView.class);
    }

    List<Integer> positions(UUID sid) {
        return fixture.sql()
                .list(
                        "SELECT position FROM frozen_pupil WHERE sid = ?",
                        row -> row.getInt("position"),
                        sid);
    }

    Octets point(UUID sid, int position) {
        return fixture.sql()
                .first(
                        "SELECT point FROM frozen_pupil WHERE sid = ? AND position = ?",
                        row -> Sql.octets(row, "point"),
                        sid,
                        position)
                .orElseThrow();
    }

    ValidatableResponse begin(UUID sid) {
        UUID run =
                fixture.sql()
                        .first(
                                "SELECT run_id FROM session WHERE sid = ?",
                                row -> Sql.uuid(row, "run_id"),
                                sid)
                        .orElseThrow();
        return ask(Map.of("run", run)).statusCode(201);
    }

    static ValidatableResponse ask(Map<String, Object> body) {
        return NodeClient.given()
                .contentType("application/json")
                .body(body)
                .post("/v1/replays")
                .then();
    }
}
