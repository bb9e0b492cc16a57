package nl.sluitend.reconciliation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static nl.sluitend.reconciliation.NoticeSteps.byPeer;
import static nl.sluitend.reconciliation.NoticeSteps.page;
import static nl.sluitend.reconciliation.NoticeSteps.post;
import static nl.sluitend.reconciliation.NoticeSteps.send;
import static nl.sluitend.reconciliation.PeerAssertions.assertRefused;
import static nl.sluitend.reconciliation.WithdrawalSteps.alerts;
import static nl.sluitend.reconciliation.WithdrawalSteps.ended;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.SecurityAttribute;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.sluitend.NodeClient;
import nl.sluitend.TestNode;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.RefusalType;
import org.junit.jupiter.api.Test;

/** What another party tells of what it gave (AVG art. 19): kept, logged, confirmed, dealt with. */
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
class PeerNoticeTest {

    private static final String LIST = "/privacy/verzoeken";

    @Inject ReconciliationFixture fixture;
    @Inject NoticeRows rows;
    @Inject NoticeDelivery delivery;

    private ScriptedFields gave(String reference, int pupil) throws Exception {
        fixture.register(reference, pupil, Map.of("lead", "RBL"));
        ScriptedFields peer = fixture.fieldsPeer(pupil);
        peer.exchange(Map.of("startDate", "2026-09-08", "lead", "SWV"));
        return peer;
    }

    private static Noticed confirmed(ScriptedPeer peer, Response answer) throws Exception {
        return NoticeForms.NOTICED.decode(peer.open(answer));
    }

    private static String address(Notice notice) {
        return "/privacy/kennisgevingen/" + notice.id();
    }

    @Test
    void it_is_kept_logged_and_confirmed_and_people_are_told() throws Exception {
        ScriptedFields peer = gave("verteld", 820);
        String convenant = peer.convenant.hash();
        String number = String.valueOf(fixture.last(convenant, "verteld").get("casusnummer"));
        Notice notice = byPeer(peer, NoticeKind.RECTIFICATION, "endDate", "startDate");

        Response answer = send(peer, notice);

        Noticed confirmed = confirmed(peer, answer);
        assertThat(confirmed.id()).isEqualTo(notice.id());
        assertThat(confirmed.notice()).isEqualTo(NoticeSteps.hash(notice));
        assertThat(fixture.leafKinds(convenant)).endsWith("notice");
        assertThat(fixture.lastLeaf(convenant))
                .contains(notice.id().toString(), "\"received\"", "rectification", "endDate")
                .as("the pupil is in it as digests alone")
                .doesNotContain(number);
        assertThat(alerts(notice.id())).containsExactly("notice-received");
        assertThat(fixture.last(convenant, "verteld"))
                .as("the node changes nothing by itself")
                .containsEntry("outcome", "MATCHED");

        assertThat(page(LIST))
                .contains(address(notice), TestNode.PEER_NAME, "nog doen")
                .doesNotContain(number);
        assertThat(page(address(notice)))
                .contains(number, "eerste dag van het verzuim", "verbeter het ook bij u");

        assertThat(send(peer, notice).asString())
                .as("again: the stored answer")
                .isEqualTo(answer.asString());
        assertThat(fixture.leafKinds(convenant).stream().filter("notice"::equals))
                .as("and no second leaf")
                .hasSize(1);
    }

    @Test
    void people_say_once_what_they_did_and_every_look_is_logged() throws Exception {
        ScriptedFields peer = gave("afgehandeld", 821);
        Notice notice = byPeer(peer, NoticeKind.ERASURE, "startDate");
        confirmed(peer, send(peer, notice));
        post(address(notice), Map.of("toelichting", "Zie nummer 999900006."))
                .then()
                .statusCode(400);
        page(address(notice));
        post(address(notice), Map.of("toelichting", "In het bronsysteem gewist."))
                .then()
                .statusCode(303);
        post(address(notice), Map.of("toelichting", "Nog eens.")).then().statusCode(409);
        assertThat(page(address(notice)))
                .contains("In het bronsysteem gewist.")
                .doesNotContain("Nog eens.", "<form");
        String logged =
                fixture.sql()
                        .first(
                                "select string_agg(convert_from(l.entry, 'UTF8'), ' ') as entries from"
                                        + " disclosure_leaf l join disclosure_log g on g.id = l.log_id"
                                        + " where g.origin like '%node%' and convert_from(l.entry,"
                                        + " 'UTF8') like ?",
                                row -> row.getString("entries"), "%" + notice.id() + "%")
                        .orElseThrow();
        assertThat(logged)
                .contains("\"consultation\"", "\"handled\"", "In het bronsysteem gewist.")
                .doesNotContain("petra", ReconciliationFixture.bsn(821));

        delivery.watch();
        assertThat(rows.find(notice.id()).orElseThrow().casusnummer()).isPresent();
        fixture.sql()
                .run(
                        "UPDATE notice SET handled = handled - interval '91 days' WHERE notice_id = ?",
                        notice.id());
        delivery.watch();
        StoredNotice old = rows.find(notice.id()).orElseThrow();
        assertThat(old.casusnummer()).isEmpty();
        assertThat(old.pair()).isEmpty();
        assertThat(page(address(notice))).contains("langer dan 90 dagen");
    }

    @Test
    void what_is_not_a_match_with_this_party_is_refused_and_logged() throws Exception {
        fixture.register("hunne-19", 822);
        ScriptedPeer peer = ended(fixture.peer(822));
        ScriptedPeer other = ended(fixture.peer(822));
        Notice right = byPeer(peer, NoticeKind.ERASURE);
        String convenant = peer.convenant.hash();
        for (Notice wrong :
                List.of(
                        with(right, convenant, right.sid(), Octets.of(new byte[16])),
                        with(right, convenant, UUID.randomUUID(), right.tag()),
                        with(right, other.convenant.hash(), right.sid(), right.tag()),
                        with(right, "0".repeat(64), right.sid(), right.tag()))) {
            assertRefused(send(peer, wrong), RefusalType.UNKNOWN_MATCH);
            assertThat(rows.find(wrong.id())).isEmpty();
        }
        assertThat(fixture.leafKinds(convenant)).endsWith("refusal");
        assertThat(fixture.leafKinds(convenant)).doesNotContain("notice");
        confirmed(peer, send(peer, right));
    }

    private static Notice with(Notice n, String convenant, UUID sid, Octets tag) {
        return new Notice(UUID.randomUUID(), convenant, sid, tag, n.kind(), n.fields(), n.at());
    }

    @Test
    void a_field_that_the_convenant_does_not_give_or_nobody_knows_is_refused() throws Exception {
        ScriptedFields peer = gave("veld", 823);
        assertRefused(
                send(peer, byPeer(peer, NoticeKind.RECTIFICATION, "offerDate")),
                RefusalType.FIELD_NOT_PERMITTED);
        String good =
                new String(
                        NoticeForms.NOTICE.encode(
                                byPeer(peer, NoticeKind.RECTIFICATION, "lead", "startDate")),
                        UTF_8);
        for (String bad :
                List.of(
                        "{}",
                        good.replace("\"lead\"", "\"bsn\""),
                        good.replace("\"lead\",\"startDate\"", "\"startDate\",\"lead\""),
                        good.replace("\"lead\",", "\"startDate\","),
                        good.replace("RECTIFICATION", "OBJECTION"),
                        good.replace("{", "{\"bsn\":\"999900006\","))) {
            assertThat(bad).isNotEqualTo(good);
            assertRefused(
                    peer.sendJws("POST", PeerNoticeResource.PATH, bad.getBytes(UTF_8)),
                    RefusalType.UNSUPPORTED);
        }
    }

    @Test
    void a_number_that_was_used_before_is_refused() throws Exception {
        fixture.register("opnieuw", 824);
        ScriptedPeer peer = ended(fixture.peer(824));
        Notice first = byPeer(peer, NoticeKind.RESTRICTION);
        confirmed(peer, send(peer, first));
        assertRefused(
                send(
                        peer,
                        new Notice(
                                first.id(),
                                first.convenant(),
                                first.sid(),
                                first.tag(),
                                NoticeKind.ERASURE,
                                List.of(),
                                first.at())),
                RefusalType.REPLAYED);
    }

    @Test
    void people_are_not_flooded() throws Exception {
        fixture.register("veel", 825);
        ScriptedPeer peer = ended(fixture.peer(825));
        for (int i = 0; i < ReceivedNotices.MOST_WAITING; i++) {
            confirmed(peer, send(peer, byPeer(peer, NoticeKind.RECTIFICATION)));
        }
        Notice oneMore = byPeer(peer, NoticeKind.RECTIFICATION);
        assertRefused(send(peer, oneMore), RefusalType.LIMIT_EXCEEDED);
        UUID waiting =
                fixture.sql()
                        .first(
                                "SELECT notice_id FROM notice WHERE sid = ? LIMIT 1",
                                row -> Sql.uuid(row, "notice_id"),
                                peer.sid)
                        .orElseThrow();
        post("/privacy/kennisgevingen/" + waiting, Map.of("toelichting", "Gedaan."))
                .then()
                .statusCode(303);
        confirmed(peer, send(peer, oneMore));
    }

    @Test
    void what_another_signed_is_refused() throws Exception {
        fixture.register("vals-19", 826);
        ScriptedPeer peer = ended(fixture.peer(826));
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
                        .post(PeerNoticeResource.PATH),
                RefusalType.IDENTITY_MISMATCH);
    }

    @Test
    void nothing_is_kept_or_confirmed_when_the_log_cannot_be_written() throws Exception {
        fixture.register("log-dicht", 827);
        ScriptedPeer peer = ended(fixture.peer(827));
        Notice notice = byPeer(peer, NoticeKind.ERASURE);
        Response refused = fixture.whileTheLogCannotBeWritten(() -> send(peer, notice));
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(rows.find(notice.id())).isEmpty();
        confirmed(peer, send(peer, notice));
    }

    @Test
    @TestSecurity(user = "fatima", roles = "fg")
    void the_fg_reads_and_others_are_kept_out() {
        String nowhere = "/privacy/kennisgevingen/" + UUID.randomUUID();
        NodeClient.given().accept("text/html").get(nowhere).then().statusCode(404);
        post(nowhere, Map.of("toelichting", "Gedaan.")).then().statusCode(403);
    }
}
