package nl.sluitend.reconciliation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static nl.sluitend.reconciliation.PeerAssertions.assertRefused;
import static nl.sluitend.reconciliation.WithdrawalSteps.byPeer;
import static nl.sluitend.reconciliation.WithdrawalSteps.ended;
import static nl.sluitend.reconciliation.WithdrawalSteps.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.SecurityAttribute;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.NodeClient;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.RefusalType;
import org.junit.jupiter.api.Test;

/** A match that the counterpart takes back: closed here too, and confirmed. */
@QuarkusTest
@TestSecurity(
        user = "petra",
        roles = {
            "registration-writer",
            "outcome-reader",
            "convenant-manager",
            "case-worker",
            "privacy-officer"
        },
        attributes = @SecurityAttribute(key = "azp", value = ReconciliationFixture.SOURCE))
class PeerWithdrawalTest {

    @Inject ReconciliationFixture fixture;

    private static Withdrawn confirmed(ScriptedPeer peer, Response answer) throws Exception {
        return MessageCodec.WITHDRAWN.decode(peer.open(answer));
    }

    @Test
    void both_sides_close_it_and_what_was_received_is_deleted_and_confirmed() throws Exception {
        fixture.register("gekregen", 730, Map.of("lead", "RBL"));
        ScriptedFields peer = fixture.fieldsPeer(730);
        peer.exchange(Map.of("startDate", "2026-09-08", "lead", "SWV"));
        String convenant = peer.convenant.hash();
        assertThat(fixture.fields(convenant, "gekregen").toString()).contains("2026-09-08", "SWV");
        assertThat(received(convenant)).isPositive();

        Withdrawal withdrawal = byPeer(peer);
        Response answer = send(peer, withdrawal);
        Withdrawn confirmed = confirmed(peer, answer);

        assertThat(confirmed.id()).isEqualTo(withdrawal.id());
        assertThat(confirmed.withdrawal()).isEqualTo(WithdrawalSteps.hash(withdrawal));
        assertThat(confirmed.deleted()).isEqualTo(2);
        assertThat(received(convenant)).as("nothing of it is kept").isZero();
        assertThat(fixture.last(convenant, "gekregen"))
                .containsEntry("outcome", "WITHDRAWN")
                .containsEntry("change", "WITHDRAWN");
        assertThat(fixture.fields(convenant, "gekregen")).isEmpty();
        assertThat(fixture.leafKinds(convenant)).endsWith("withdrawal");
        assertThat(fixture.lastLeaf(convenant)).contains(withdrawal.id().toString(), "counterpart");
        Map<String, Object> seen =
                NodeClient.given()
                        .get("/v1/withdrawals/" + withdrawal.id())
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .getMap("");
        assertThat(seen).containsEntry("by", "COUNTERPART").containsEntry("deletedHere", 2);
        assertThat(WithdrawalSteps.alerts(String.valueOf(seen.get("incident"))))
                .containsExactly("incident-open");

        assertThat(send(peer, withdrawal).asString())
                .as("again: the stored answer")
                .isEqualTo(answer.asString());
        assertThat(fixture.leafKinds(convenant).stream().filter("withdrawal"::equals))
                .as("and no second leaf")
                .hasSize(1);
    }

    private long received(String convenant) {
        return fixture.sql()
                .first(
                        "SELECT (SELECT count(*) FROM outcome WHERE convenant = ? AND fields IS NOT"
                                + " NULL) + (SELECT count(*) FROM outcome_entry WHERE convenant = ?"
                                + " AND fields IS NOT NULL) AS n",
                        row -> row.getLong("n"),
                        convenant,
                        convenant)
                .orElseThrow();
    }

    @Test
    void the_pair_stays_out_of_the_own_list_from_then_on() throws Exception {
        fixture.register("door-hen", 731);
        ScriptedPeer peer = ended(fixture.peer(731));
        confirmed(peer, send(peer, byPeer(peer)));
        ScriptedPeer again =
                ended(peer.next("PGN", Optional.empty(), ReconciliationFixture.keys(731)));
        assertThat(again.matches()).isEmpty();
        assertThat(fixture.last(peer.convenant.hash(), "door-hen"))
                .containsEntry("outcome", "WITHDRAWN");
    }

    @Test
    void what_is_not_a_match_with_this_party_is_refused_and_logged() throws Exception {
        fixture.register("hunne", 732);
        ScriptedPeer peer = ended(fixture.peer(732));
        ScriptedPeer other = ended(fixture.peer(732));
        Withdrawal right = byPeer(peer);
        String convenant = peer.convenant.hash();
        assertRefused(
                send(peer, with(right, right.convenant(), right.sid(), Octets.of(new byte[16]))),
                RefusalType.UNKNOWN_MATCH);
        assertRefused(
                send(peer, with(right, right.convenant(), UUID.randomUUID(), right.tag())),
                RefusalType.UNKNOWN_MATCH);
        assertRefused(
                send(peer, with(right, other.convenant.hash(), right.sid(), right.tag())),
                RefusalType.UNKNOWN_MATCH);
        assertRefused(
                send(peer, with(right, "0".repeat(64), right.sid(), right.tag())),
                RefusalType.UNKNOWN_MATCH);
        assertRefused(
                peer.sendJws("POST", PeerWithdrawalResource.PATH, "{}".getBytes(UTF_8)),
                RefusalType.UNSUPPORTED);
        assertThat(fixture.last(convenant, "hunne")).containsEntry("outcome", "MATCHED");
        assertThat(fixture.leafKinds(convenant)).endsWith("refusal");

        confirmed(peer, send(peer, right));
        assertRefused(
                send(
                        peer,
                        new Withdrawal(
                                right.id(),
                                right.convenant(),
                                right.sid(),
                                right.tag(),
                                WithdrawalReason.OTHER,
                                right.at())),
                RefusalType.REPLAYED);
        assertRefused(
                send(peer, with(right, right.convenant(), right.sid(), right.tag())),
                RefusalType.REPLAYED);
    }

    private static Withdrawal with(Withdrawal w, String convenant, UUID sid, Octets tag) {
        return new Withdrawal(UUID.randomUUID(), convenant, sid, tag, w.reason(), w.at());
    }

    @Test
    void what_another_signed_is_refused() throws Exception {
        fixture.register("vals", 733);
        ScriptedPeer peer = ended(fixture.peer(733));
        String own =
                fixture.sql()
                        .first(
                                "SELECT jws FROM session_message WHERE sid = ? AND sender = 'OWN'"
                                        + " AND type = 'RECEIPT'",
                                row -> row.getString("jws"),
                                peer.sid)
                        .orElseThrow();
        assertRefused(
                PeerConnection.http()
                        .contentType("application/jose")
                        .body(own.getBytes(UTF_8))
                        .post(PeerWithdrawalResource.PATH),
                RefusalType.IDENTITY_MISMATCH);
    }

    @Test
    void while_a_session_is_open_it_has_to_wait() throws Exception {
        fixture.register("even-wachten", 734);
        ScriptedPeer peer = ended(fixture.peer(734));
        ScriptedPeer open = peer.next("PGN", Optional.empty(), ReconciliationFixture.keys(734));
        open.agreeOnOffers();
        Withdrawal withdrawal = byPeer(peer);
        assertRefused(send(peer, withdrawal), RefusalType.SESSION_OPEN);
        open.abort(nl.sluitend.psi.Phase.OFFERED).then().statusCode(204);
        confirmed(peer, send(peer, withdrawal));
    }

    @Test
    void a_match_that_both_withdraw_is_one_incident() throws Exception {
        fixture.register("allebei", 735);
        ScriptedPeer peer = ended(fixture.peer(735));
        String convenant = peer.convenant.hash();
        String number = String.valueOf(fixture.last(convenant, "allebei").get("casusnummer"));
        WithdrawalSteps.withdraw(convenant, number).statusCode(201);
        Withdrawal theirs = byPeer(peer);
        assertThat(confirmed(peer, send(peer, theirs)).deleted()).isZero();
        assertThat(
                        fixture.sql()
                                .list(
                                        "SELECT incident_id FROM incident JOIN withdrawal USING"
                                                + " (withdrawal_id) WHERE convenant = ?",
                                        row -> Sql.uuid(row, "incident_id"),
                                        convenant))
                .hasSize(1);
        assertThat(fixture.entries(convenant, "allebei"))
                .extracting(entry -> entry.get("change"))
                .containsExactly("NEW", "WITHDRAWN");
    }
}
