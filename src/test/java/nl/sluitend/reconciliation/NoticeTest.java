package nl.sluitend.reconciliation;

import static nl.sluitend.reconciliation.NoticeSteps.enter;
import static nl.sluitend.reconciliation.NoticeSteps.grant;
import static nl.sluitend.reconciliation.NoticeSteps.id;
import static nl.sluitend.reconciliation.NoticeSteps.page;
import static nl.sluitend.reconciliation.NoticeSteps.post;
import static nl.sluitend.reconciliation.WithdrawalSteps.alerts;
import static nl.sluitend.reconciliation.WithdrawalSteps.ended;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.SecurityAttribute;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.sluitend.TestNode;
import nl.sluitend.party.PeerAnswer;
import nl.sluitend.psi.Answer;
import nl.sluitend.psi.Octets;
import org.junit.jupiter.api.Test;

/** Recipients are told what was put right, erased or restricted (AVG art. 19). */
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
class NoticeTest {

    @Inject ReconciliationFixture fixture;
    @Inject ProposalSteps steps;
    @Inject Notices notices;
    @Inject NoticeRows rows;
    @Inject NoticeDelivery delivery;

    private ScriptedFields given(String reference, int pupil) throws Exception {
        fixture.register(reference, pupil, Map.of("lead", "RBL"));
        ScriptedFields peer = fixture.fieldsPeer(pupil);
        peer.exchange(Map.of("startDate", "2026-09-08", "lead", "SWV"));
        return peer;
    }

    private StoredNotice only(String address) {
        List<StoredNotice> told = rows.ofRequest(id(address));
        assertThat(told).hasSize(1);
        return told.getFirst();
    }

    /** A request that was granted, with the one notice of it. */
    private StoredNotice told(ScriptedPeer peer, String right, int pupil) {
        String address = enter(fixture, right, pupil);
        grant(address).then().statusCode(303);
        StoredNotice notice = only(address);
        assertThat(notice.convenant()).isEqualTo(peer.convenant.hash());
        return notice;
    }

    @Test
    void who_came_to_know_of_a_pupil_by_a_confirmation_is_told_before_the_next_run_too()
            throws Exception {
        NamedPupil pupil = NamedPupil.of(1070).numbered(1252);
        pupil.register("net-bevestigd");
        ScriptedPeer peer = steps.peer(pupil.movedTo("9909"));
        String early = enter(fixture, "RESTRICTION", 1252);
        assertThat(page(early))
                .as("one that is only probable is no recipient")
                .doesNotContain("Dan vertelt het knooppunt het hun");
        ProposalSteps.answer(steps.proposal(peer).id(), "YES").statusCode(200);
        steps.answerOfPeer(peer, Answer.YES);

        StoredNotice notice = told(peer, "RECTIFICATION", 1252);
        StoredNotice.Pair pair = notice.pair().orElseThrow();
        assertThat(pair.sid()).isEqualTo(peer.sid);
        assertThat(pair.tag()).isEqualTo(peer.matches().getFirst().tag());
    }

    @Test
    void who_was_given_a_field_is_told_that_it_was_put_right_and_the_log_says_so_first()
            throws Exception {
        ScriptedFields peer = given("verbeterd", 800);
        String convenant = peer.convenant.hash();
        String number = String.valueOf(fixture.last(convenant, "verbeterd").get("casusnummer"));
        String address = enter(fixture, "RECTIFICATION", 800);
        assertThat(page(address))
                .contains(TestNode.PEER_NAME, "Dan vertelt het knooppunt het hun")
                .contains("eerste dag van het verzuim", "name=\"veld\" value=\"startDate\"");

        grant(address, "startDate", "municipality").then().statusCode(303);

        StoredNotice notice = only(address);
        assertThat(notice.kind()).isEqualTo(NoticeKind.RECTIFICATION);
        assertThat(notice.fields()).as("of what it was given").containsExactly("startDate");
        assertThat(notice.pair().orElseThrow().tag()).isEqualTo(peer.matches().getFirst().tag());
        assertThat(fixture.leafKinds(convenant)).endsWith("notice");
        assertThat(fixture.lastLeaf(convenant))
                .contains(notice.id().toString(), "\"sent\"", "rectification", "startDate", "_sd")
                .doesNotContain(number);
        assertThat(page(address)).contains("nog niet bevestigd");

        assertThat(delivery.deliver(notice.id())).as("nobody answers at its address").isFalse();
        assertThat(rows.find(notice.id()).orElseThrow().problem().orElseThrow())
                .startsWith("not reached");
    }

    @Test
    void what_the_recipient_confirms_is_kept_and_logged_and_the_pair_is_forgotten()
            throws Exception {
        ScriptedFields peer = given("bevestigd-19", 801);
        StoredNotice notice = told(peer, "RECTIFICATION", 801);
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        for (Noticed wrong :
                List.of(
                        new Noticed(notice.id(), Octets.of(new byte[32]), now),
                        new Noticed(UUID.randomUUID(), notice.hash().orElseThrow(), now))) {
            assertThatThrownBy(() -> notices.confirm(notice, signed(peer, wrong)))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("receipt-differs");
        }
        assertThatThrownBy(() -> notices.confirm(notice, notice.pair().orElseThrow().jws()))
                .as("our own words back")
                .hasMessageContaining("identity-mismatch");
        assertThat(rows.find(notice.id()).orElseThrow().confirmed()).isEmpty();

        notices.confirm(
                notice, signed(peer, new Noticed(notice.id(), notice.hash().orElseThrow(), now)));

        StoredNotice over = rows.find(notice.id()).orElseThrow();
        assertThat(over.confirmed()).isPresent();
        assertThat(over.pair()).isEmpty();
        assertThat(fixture.lastLeaf(peer.convenant.hash()))
                .contains("confirmed", notice.id().toString());
        assertThat(delivery.deliver(notice.id())).as("there is nothing left to tell").isTrue();
        assertThat(page("/privacy/verzoeken/" + notice.request().orElseThrow()))
                .contains(TestNode.PEER_NAME, "bevestigd op");
    }

    private static String signed(ScriptedPeer peer, Noticed answer) {
        return peer.jws.sign(NoticeForms.NOTICED.encode(answer));
    }

    @Test
    void of_an_erasure_nothing_is_written_that_names_the_pupil() throws Exception {
        ScriptedFields peer = given("te-wissen", 802);
        StoredNotice notice = told(peer, "ERASURE", 802);
        assertThat(notice.kind()).isEqualTo(NoticeKind.ERASURE);
        assertThat(notice.fields()).containsExactly("lead", "startDate");
        assertThat(notice.casusnummer()).isEmpty();
        assertThat(fixture.lastLeaf(peer.convenant.hash()))
                .contains("erasure", notice.id().toString())
                .doesNotContain("_sd");
        assertThat(
                        fixture.sql()
                                .list(
                                        "SELECT id FROM registration WHERE reference = 'te-wissen'",
                                        row -> Sql.uuid(row, "id")))
                .isEmpty();
    }

    @Test
    void who_knows_only_that_the_pupil_is_known_here_is_told_of_the_whole_registration()
            throws Exception {
        fixture.register("beperkt", 803);
        ScriptedPeer peer = ended(fixture.peer(803));
        StoredNotice notice = told(peer, "RESTRICTION", 803);
        assertThat(notice.kind()).isEqualTo(NoticeKind.RESTRICTION);
        assertThat(notice.fields()).isEmpty();
    }

    @Test
    void who_was_told_of_a_restriction_is_told_that_it_is_over() throws Exception {
        fixture.register("weer-vrij", 1200);
        ScriptedPeer peer = ended(fixture.peer(1200));
        StoredNotice restricted = told(peer, "RESTRICTION", 1200);
        String address = "/privacy/verzoeken/" + restricted.request().orElseThrow();
        post(
                        address + "/besluit",
                        Map.of("besluit", "opheffen", "toelichting", "Het is uitgezocht."))
                .then()
                .statusCode(303);
        assertThat(rows.ofRequest(id(address)))
                .extracting(StoredNotice::kind)
                .containsExactly(NoticeKind.RESTRICTION, NoticeKind.LIFTED);
        assertThat(fixture.lastLeaf(peer.convenant.hash())).contains("lifted", "\"sent\"");
        assertThat(page(address)).contains("Niet meer beperkt");
    }

    @Test
    void nobody_is_told_that_an_objection_was_lifted() throws Exception {
        fixture.register("geen-bezwaar-meer", 1201);
        ended(fixture.peer(1201));
        String address = enter(fixture, "OBJECTION", 1201);
        grant(address).then().statusCode(303);
        post(address + "/besluit", Map.of("besluit", "opheffen", "toelichting", "Op verzoek."))
                .then()
                .statusCode(303);
        assertThat(rows.ofRequest(id(address))).isEmpty();
    }

    @Test
    void nobody_is_told_who_received_nothing_or_nothing_of_what_was_put_right() throws Exception {
        fixture.register("alleen-hier", 804);
        fixture.register("gekoppeld", 805);
        ended(fixture.peer(805));
        String unknown = enter(fixture, "RECTIFICATION", 804);
        assertThat(page(unknown)).contains("Niemand heeft iets over dit kind gekregen");
        grant(unknown).then().statusCode(303);
        assertThat(rows.ofRequest(id(unknown))).as("the other does not have it").isEmpty();

        String other = enter(fixture, "RECTIFICATION", 805);
        grant(other, "startDate").then().statusCode(303);
        assertThat(rows.ofRequest(id(other))).as("the field was never given").isEmpty();

        String objection = enter(fixture, "OBJECTION", 805);
        grant(objection).then().statusCode(303);
        assertThat(rows.ofRequest(id(objection))).as("art. 19 is not about art. 21").isEmpty();
    }

    @Test
    void nothing_is_told_and_nothing_decided_when_the_log_cannot_be_written() throws Exception {
        ScriptedFields peer = given("geen-log", 806);
        String address = enter(fixture, "ERASURE", 806);
        int status =
                fixture.whileTheLogCannotBeWritten(() -> grant(address))
                        .then()
                        .extract()
                        .statusCode();
        assertThat(status).isEqualTo(503);
        assertThat(rows.ofRequest(id(address))).isEmpty();
        assertThat(page(address)).contains("Definitief wissen", "geen-log");
        assertThat(fixture.leafKinds(peer.convenant.hash())).doesNotContain("notice");
    }

    @Test
    void who_can_no_longer_be_told_by_the_node_is_left_to_people() throws Exception {
        fixture.register("lang-geleden", 807);
        ScriptedPeer peer = ended(fixture.peer(807));
        fixture.sql().run("UPDATE frozen_pupil SET tag = NULL WHERE sid = ?", peer.sid);
        String address = enter(fixture, "RECTIFICATION", 807);
        assertThat(page(address)).contains("te lang geleden", TestNode.PEER_NAME);
        grant(address).then().statusCode(303);
        StoredNotice notice = only(address);
        assertThat(notice.givenUp()).isPresent();
        assertThat(notice.pair()).isEmpty();
        assertThat(fixture.leafKinds(peer.convenant.hash())).doesNotContain("notice");
        String byHand = "/privacy/kennisgevingen/" + notice.id() + "/verteld";
        assertThat(page(address)).contains("Neem zelf contact op", byHand);

        assertThat(page(byHand)).contains(TestNode.PEER_NAME, "Verbeterd");
        post(byHand, Map.of("toelichting", " ")).then().statusCode(400);
        post(byHand, Map.of("toelichting", "Gebeld.")).then().statusCode(303);
        post(byHand, Map.of("toelichting", "Nog eens.")).then().statusCode(409);
        assertThat(page(address))
                .contains("Zelf verteld, genoteerd op", "Gebeld.")
                .doesNotContain("Neem zelf contact op", byHand);
        assertThat(told(notice.id())).as("of the node log").isEqualTo(1);
    }

    private int told(UUID notice) {
        return fixture.sql()
                .first(
                        "select count(*) from disclosure_leaf where convert_from(entry, 'UTF8') like"
                                + " '%told-by-people%' and convert_from(entry, 'UTF8') like '%' || ? ||"
                                + " '%'",
                        row -> row.getInt(1), notice.toString())
                .orElseThrow();
    }

    @Test
    void what_the_node_tells_is_not_told_by_people() throws Exception {
        fixture.register("door-het-knooppunt", 1202);
        StoredNotice notice = told(ended(fixture.peer(1202)), "RECTIFICATION", 1202);
        post(
                        "/privacy/kennisgevingen/" + notice.id() + "/verteld",
                        Map.of("toelichting", "Gebeld."))
                .then()
                .statusCode(404);
        assertThat(rows.find(notice.id()).orElseThrow().handled()).isEmpty();
    }

    @Test
    void without_a_confirmation_there_is_an_alert_after_a_day_and_an_end_after_two_weeks()
            throws Exception {
        ScriptedFields peer = given("zwijgt", 808);
        StoredNotice notice = told(peer, "RESTRICTION", 808);
        delivery.watch();
        assertThat(alerts(notice.id())).isEmpty();
        back(notice, "25 hours");
        delivery.watch();
        assertThat(alerts(notice.id())).containsExactly("notice-unconfirmed");
        var busy = new PeerAnswer.PeerProblem("log-unavailable", 503, "later");
        assertThat(delivery.take(rows.find(notice.id()).orElseThrow(), busy)).isFalse();

        back(notice, "14 days");
        assertThat(delivery.take(rows.find(notice.id()).orElseThrow(), busy)).isTrue();
        StoredNotice over = rows.find(notice.id()).orElseThrow();
        assertThat(over.givenUp()).isPresent();
        assertThat(over.pair()).isEmpty();
        assertThat(alerts(notice.id())).contains("notice-given-up");
        assertThat(page("/privacy/verzoeken/" + notice.request().orElseThrow()))
                .contains("Neem zelf contact op");
    }

    private void back(StoredNotice notice, String interval) {
        fixture.sql()
                .run(
                        "UPDATE notice SET at = at - cast(? AS interval) WHERE notice_id = ?",
                        interval,
                        notice.id());
    }

    @Test
    void a_refusal_that_stays_is_not_sent_again() throws Exception {
        ScriptedFields peer = given("geweigerd-19", 809);
        StoredNotice notice = told(peer, "RESTRICTION", 809);
        assertThat(delivery.take(notice, new PeerAnswer.PeerProblem("unknown-match", 404, "none")))
                .isTrue();
        assertThat(alerts(notice.id())).containsExactly("notice-given-up");
        assertThat(rows.find(notice.id()).orElseThrow().problem().orElseThrow())
                .contains("unknown-match");
    }
}
