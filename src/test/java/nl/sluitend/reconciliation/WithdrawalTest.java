package nl.sluitend.reconciliation;

import static nl.sluitend.reconciliation.WithdrawalSteps.ended;
import static nl.sluitend.reconciliation.WithdrawalSteps.withdraw;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.SecurityAttribute;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.NodeClient;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.RefusalType;
import org.junit.jupiter.api.Test;

/** A match that this party takes back. */
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
class WithdrawalTest {

    @Inject ReconciliationFixture fixture;
    @Inject Withdrawals withdrawals;
    @Inject WithdrawalRows rows;
    @Inject WithdrawalDelivery delivery;
    @Inject Transactions transactions;

    private String casusnummer(ScriptedPeer peer, String reference) {
        return String.valueOf(fixture.last(peer.convenant.hash(), reference).get("casusnummer"));
    }

    private UUID withdrawn(ScriptedPeer peer, String reference) {
        return WithdrawalSteps.withdrawn(fixture, peer, reference);
    }

    @Test
    void the_feed_and_the_log_carry_it_and_the_clock_of_an_incident_runs() throws Exception {
        fixture.register("in-te-trekken", 710);
        fixture.register("blijft", 711);
        ScriptedPeer peer = ended(fixture.peer(710, 711));
        String convenant = peer.convenant.hash();
        String number = casusnummer(peer, "in-te-trekken");

        UUID id = withdrawn(peer, "in-te-trekken");

        assertThat(fixture.last(convenant, "in-te-trekken"))
                .containsEntry("outcome", "WITHDRAWN")
                .containsEntry("change", "WITHDRAWN")
                .containsEntry("retired", number)
                .containsEntry("casusnummer", null);
        assertThat(fixture.last(convenant, "blijft")).containsEntry("outcome", "MATCHED");
        assertThat(fixture.leafKinds(convenant)).endsWith("withdrawal");
        assertThat(fixture.lastLeaf(convenant))
                .contains(id.toString(), "OTHER_CHILD", "withdrawn")
                .as("the pupil is in it as digests alone")
                .doesNotContain(number);
        NodeClient.given()
                .get("/v1/withdrawals/" + id)
                .then()
                .statusCode(200)
                .body("casusnummer", equalTo(number))
                .body("by", equalTo("OWN"))
                .body("confirmed", nullValue())
                .body("incident", notNullValue());
        Map<String, Object> incident = incident(id);
        assertThat(Instant.parse(String.valueOf(incident.get("due"))))
                .isEqualTo(
                        Instant.parse(String.valueOf(incident.get("aware")))
                                .plus(72, ChronoUnit.HOURS));
        assertThat(WithdrawalSteps.alerts(String.valueOf(incident.get("id"))))
                .containsExactly("incident-open");
        withdraw(convenant, number)
                .statusCode(404)
                .body("type", equalTo("urn:sluitend:problem:unknown-match"));
    }

    private static Map<String, Object> incident(UUID withdrawal) {
        return NodeClient.given()
                .get("/v1/incidents")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getMap("find { it.withdrawal == '" + withdrawal + "' }");
    }

    @Test
    void the_pair_does_not_match_again_on_the_same_key() throws Exception {
        fixture.register("verwisseld", 712);
        fixture.register("zeker", 713);
        ScriptedPeer peer = ended(fixture.peer(712, 713));
        String convenant = peer.convenant.hash();
        withdrawn(peer, "verwisseld");

        ScriptedPeer again =
                ended(peer.next("PGN", Optional.empty(), ReconciliationFixture.keys(712, 713)));
        assertThat(again.matches()).as("neither party sees it match").hasSize(1);
        assertThat(fixture.last(convenant, "verwisseld")).containsEntry("outcome", "WITHDRAWN");
        assertThat(fixture.entries(convenant, "verwisseld"))
                .extracting(entry -> entry.get("change"))
                .containsExactly("NEW", "WITHDRAWN");

        fixture.register("verwisseld", 714);
        ScriptedPeer corrected =
                ended(peer.next("PGN", Optional.empty(), ReconciliationFixture.keys(713, 714)));
        assertThat(corrected.matches()).as("another number is another key").hasSize(2);
        assertThat(fixture.last(convenant, "verwisseld")).containsEntry("outcome", "MATCHED");
    }

    @Test
    void a_key_that_was_put_back_by_hand_stops_the_run() throws Exception {
        fixture.register("gemanipuleerd", 715);
        ScriptedPeer peer = ended(fixture.peer(715));
        UUID id = withdrawn(peer, "gemanipuleerd");
        fixture.sql()
                .run(
                        "UPDATE withdrawal SET point = ? WHERE withdrawal_id = ?",
                        Octets.of(new byte[32]),
                        id);
        ScriptedPeer next = peer.next("PGN", Optional.empty(), ReconciliationFixture.keys(715));
        PeerAssertions.assertRefused(next.postOffer(next.offer()), RefusalType.NOT_PERMITTED);
    }

    @Test
    void what_the_counterpart_confirms_is_kept_and_logged_and_nothing_else() throws Exception {
        fixture.register("bevestigd", 716);
        ScriptedPeer peer = ended(fixture.peer(716));
        UUID id = withdrawn(peer, "bevestigd");
        assertThat(delivery.deliver(id)).as("nobody answers at its address").isFalse();
        StoredWithdrawal sent = rows.find(id).orElseThrow();
        assertThat(sent.problem().orElseThrow()).startsWith("not reached");

        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var other = new Withdrawn(id, Octets.of(new byte[32]), 0, now);
        var another = new Withdrawn(UUID.randomUUID(), sent.hash(), 0, now);
        for (Withdrawn wrong : List.of(other, another)) {
            assertThatThrownBy(() -> withdrawals.confirm(sent, signed(peer, wrong)))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("receipt-differs");
        }
        assertThatThrownBy(() -> withdrawals.confirm(sent, sent.jws()))
                .as("our own words back")
                .hasMessageContaining("identity-mismatch");
        assertThat(rows.find(id).orElseThrow().confirmed()).isEmpty();

        withdrawals.confirm(sent, signed(peer, new Withdrawn(id, sent.hash(), 3, now)));
        assertThat(rows.find(id).orElseThrow().peerDeleted()).contains(3);
        assertThat(fixture.lastLeaf(peer.convenant.hash())).contains("confirmed", id.toString());
        assertThat(delivery.deliver(id)).as("there is nothing left to tell").isTrue();
    }

    /** The tag by which both parties named the match is gone then; what the log says is not. */
    @Test
    void a_confirmation_that_comes_after_ninety_days_is_logged_too() throws Exception {
        fixture.register("laat-bevestigd", 1300);
        ScriptedPeer peer = ended(fixture.peer(1300));
        UUID id = withdrawn(peer, "laat-bevestigd");
        StoredWithdrawal sent = rows.find(id).orElseThrow();
        new ReplayMaterial(
                        fixture.sql(),
                        transactions,
                        Clock.offset(Clock.systemUTC(), Duration.ofDays(91)))
                .deleteOld();
        assertThat(rows.inSession(sent.sid(), sent.tag())).isEmpty();
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        withdrawals.confirm(sent, signed(peer, new Withdrawn(id, sent.hash(), 2, now)));
        assertThat(fixture.leafKinds(peer.convenant.hash())).endsWith("withdrawal", "withdrawal");
        assertThat(fixture.lastLeaf(peer.convenant.hash())).contains("confirmed", id.toString());
    }

    private static String signed(ScriptedPeer peer, Withdrawn answer) {
        return peer.jws.sign(MessageCodec.WITHDRAWN.encode(answer));
    }

    @Test
    void a_counterpart_that_does_not_confirm_within_a_day_raises_an_alert() throws Exception {
        fixture.register("onbevestigd", 717);
        UUID id = withdrawn(ended(fixture.peer(717)), "onbevestigd");
        delivery.watch();
        assertThat(WithdrawalSteps.alerts(id)).isEmpty();
        fixture.sql()
                .run(
                        "UPDATE withdrawal SET at = at - interval '25 hours' WHERE withdrawal_id = ?",
                        id);
        delivery.watch();
        assertThat(WithdrawalSteps.alerts(id)).containsExactly("withdrawal-unconfirmed");
    }

    @Test
    void while_a_session_is_open_or_after_ninety_days_it_cannot_be_named() throws Exception {
        fixture.register("te-laat", 718);
        ScriptedPeer peer = ended(fixture.peer(718));
        String convenant = peer.convenant.hash();
        ScriptedPeer open = peer.next("PGN", Optional.empty(), ReconciliationFixture.keys(718));
        open.agreeOnOffers();
        withdraw(convenant, casusnummer(peer, "te-laat"))
                .statusCode(409)
                .body("type", equalTo("urn:sluitend:problem:session-open"));
        open.abort(nl.sluitend.psi.Phase.OFFERED).then().statusCode(204);
        new ReplayMaterial(
                        fixture.sql(),
                        transactions,
                        Clock.offset(Clock.systemUTC(), Duration.ofDays(91)))
                .deleteOld();
        withdraw(convenant, casusnummer(peer, "te-laat"))
                .statusCode(409)
                .body("type", equalTo("urn:sluitend:problem:match-too-old"));
    }

    @Test
    void everything_that_is_wrong_is_told_at_once() {
        WithdrawalSteps.post(Map.of("casusnummer", "7K3QD-0M9XZ-5"))
                .statusCode(400)
                .body("errors", hasSize(3))
                .body("errors.field", equalTo(List.of("/convenant", "/casusnummer", "/reason")));
        NodeClient.given().get("/v1/withdrawals/" + UUID.randomUUID()).then().statusCode(404);
    }

    @Test
    @TestSecurity(user = "fatima", roles = "fg")
    void the_fg_supervises_and_withdraws_nothing() {
        long before = consultations();
        NodeClient.given().get("/v1/withdrawals").then().statusCode(200);
        assertThat(consultations()).isEqualTo(before + 1);
        WithdrawalSteps.post(Map.of()).statusCode(403);
    }

    /** What the node log holds of looks at withdrawals. */
    private long consultations() {
        return fixture.sql()
                .first(
                        "SELECT count(*) AS looks FROM disclosure_leaf WHERE kind = 'consultation'"
                                + " AND convert_from(entry, 'UTF8') LIKE '%\"withdrawals\"%'",
                        row -> row.getLong("looks"))
                .orElseThrow();
    }
}
