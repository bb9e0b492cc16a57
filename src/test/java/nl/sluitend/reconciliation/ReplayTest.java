package nl.sluitend.reconciliation;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.SecurityAttribute;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.sluitend.NodeClient;
import nl.sluitend.oprf.Group;
import nl.sluitend.oprf.Scalar;
import nl.sluitend.oprf.Suite;
import nl.sluitend.psi.Octets;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/**
 * Level 1 of the replay: whoever supervises sees that what was sent was the list, or what differs.
 */
@QuarkusTest
@TestSecurity(
        user = "fatima",
        roles = {"registration-writer", "outcome-reader", "convenant-manager", "case-worker", "fg"},
        attributes = @SecurityAttribute(key = "azp", value = ReconciliationFixture.SOURCE))
class ReplayTest {

    @Inject ReconciliationFixture fixture;
    @Inject Transactions transactions;

    private ScriptedPeer ended() throws Exception {
        for (int i = 300; i < 305; i++) {
            fixture.register("replayed-" + i, i);
        }
        ScriptedPeer peer = fixture.peer(300, 301, 350);
        peer.reachEvaluating();
        peer.evaluateAll();
        peer.agree(peer.result());
        return peer;
    }

    @Test
    void what_was_sent_is_the_list_that_was_offered_and_logged() throws Exception {
        ScriptedPeer peer = ended();
        replay(peer.sid)
                .statusCode(200)
                .body("sid", contains(peer.sid.toString()))
                .body("verdict", contains("HOLDS"))
                .body("differences[0]", empty());
        Assertions.assertThat(
                        fixture.sql()
                                .list(
                                        "SELECT convert_from(entry, 'UTF8') AS e FROM disclosure_leaf"
                                                + " WHERE kind = 'consultation' ORDER BY logged_at"
                                                + " DESC LIMIT 5",
                                        row -> row.getString("e")))
                .as("the check itself is logged")
                .anyMatch(entry -> entry.contains("replay") && entry.contains(peer.sid.toString()));
    }

    @Test
    void rows_that_an_administrator_multiplied_by_a_second_exponent_are_found() throws Exception {
        ScriptedPeer peer = ended();
        UUID sid = peer.sid;
        // Finding 12: other points in the kept list, as if those had been frozen.
        Group group = Group.of(Suite.RISTRETTO255_SHA512);
        try (Scalar second = group.randomScalar(new SecureRandom())) {
            for (int position : positions(sid)) {
                byte[] multiplied = group.multiply(second, point(sid, position).toByteArray());
                fixture.sql()
                        .run(
                                "UPDATE frozen_pupil SET point = ? WHERE sid = ? AND position = ?",
                                Octets.of(multiplied),
                                sid,
                                position);
            }
        }
        replay(sid)
                .body("verdict", contains("DIFFERS"))
                .body("differences[0]", containsInAnyOrder("LIST", "EXPONENT"));
    }

    @Test
    void elements_proof_and_salt_that_were_exchanged_are_found() throws Exception {
        UUID sid = ended().sid;
        fixture.sql()
                .run(
                        "UPDATE session SET batch_proof[3] = batch_proof[3] || '\\x00'::bytea"
                                + " WHERE sid = ?",
                        sid);
        replay(sid).body("differences[0]", containsInAnyOrder("PROOF", "EXPONENT"));

        UUID other = ended().sid;
        fixture.sql()
                .run(
                        "UPDATE session_message SET body = ? || substring(body FROM 33) WHERE sid = ?"
                                + " AND sender = 'OWN' AND type = 'CHUNK' AND j = (SELECT min(j) FROM"
                                + " session_message WHERE sid = ? AND sender = 'OWN' AND type ="
                                + " 'CHUNK' AND length(body) >= 32)",
                        point(other, 0),
                        other,
                        other);
        replay(other).body("differences[0]", containsInAnyOrder("ELEMENTS", "EXPONENT"));

        UUID halved = ended().sid;
        fixture.sql()
                .run(
                        "UPDATE session_message SET body = substring(body FROM 1 FOR 7) WHERE sid = ?"
                                + " AND sender = 'OWN' AND type = 'CHUNK'",
                        halved);
        replay(halved).body("differences[0]", containsInAnyOrder("ELEMENTS", "EXPONENT"));

        UUID third = ended().sid;
        fixture.sql()
                .run(
                        "UPDATE frozen_pupil SET salt = decode(repeat('00', 32), 'hex') WHERE sid ="
                                + " ? AND position = 1",
                        third);
        replay(third).body("differences[0]", contains("LIST"));
    }

    @Test
    void an_offer_of_another_session_is_found() throws Exception {
        UUID sid = ended().sid;
        UUID other = ended().sid;
        fixture.sql()
                .run(
                        "UPDATE session_message SET jws = (SELECT jws FROM session_message WHERE sid"
                                + " = ? AND sender = 'OWN' AND type = 'OFFER') WHERE sid = ? AND"
                                + " sender = 'OWN' AND type = 'OFFER'",
                        other,
                        sid);
        replay(sid).body("differences[0]", containsInAnyOrder("OFFER", "LOG"));
    }

    @Test
    void a_log_that_names_another_list_is_found() throws Exception {
        UUID sid = ended().sid;
        UUID other = ended().sid;
        fixture.sql()
                .run(
                        "UPDATE session SET exposure_leaf = (SELECT exposure_leaf FROM session WHERE"
                                + " sid = ?) WHERE sid = ?",
                        other,
                        sid);
        replay(sid).body("differences[0]", contains("LOG"));
    }

    @Test
    void after_ninety_days_there_is_nothing_to_replay() throws Exception {
        UUID sid = ended().sid;
        new ReplayMaterial(
                        fixture.sql(),
                        transactions,
                        Clock.offset(Clock.systemUTC(), Duration.ofDays(91)))
                .deleteOld();
        replay(sid).body("verdict", contains("GONE"));
    }

    @Test
    void a_run_that_is_not_there_or_not_named_is_refused() {
        ask(Map.of("run", UUID.randomUUID())).statusCode(404);
        ask(Map.of()).statusCode(400).body("errors[0].field", equalTo("/run"));
    }

    @Test
    @TestSecurity(user = "karel", roles = "case-worker")
    void only_who_supervises_may_replay() {
        ask(Map.of("run", UUID.randomUUID())).statusCode(403);
    }

    private List<Integer> positions(UUID sid) {
        return fixture.sql()
                .list(
                        "SELECT position FROM frozen_pupil WHERE sid = ?",
                        row -> row.getInt("position"),
                        sid);
    }

    private Octets point(UUID sid, int position) {
        return fixture.sql()
                .first(
                        "SELECT point FROM frozen_pupil WHERE sid = ? AND position = ?",
                        row -> Sql.octets(row, "point"),
                        sid,
                        position)
                .orElseThrow();
    }

    private ValidatableResponse replay(UUID sid) {
        UUID run =
                fixture.sql()
                        .first(
                                "SELECT run_id FROM session WHERE sid = ?",
                                row -> Sql.uuid(row, "run_id"),
                                sid)
                        .orElseThrow();
        return ask(Map.of("run", run)).statusCode(200);
    }

    private static ValidatableResponse ask(Map<String, Object> body) {
        return NodeClient.given()
                .contentType("application/json")
                .body(body)
                .post("/v1/replays")
                .then();
    }
}
