package nl.sluitend.reconciliation;

import static nl.sluitend.reconciliation.NoticeSteps.page;
import static nl.sluitend.reconciliation.NoticeSteps.post;
import static nl.sluitend.reconciliation.WithdrawalSteps.ended;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.SecurityAttribute;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.NodeClient;
import nl.sluitend.TestNode;
import nl.sluitend.psi.Phase;
import org.junit.jupiter.api.Test;

/** Withdrawing a match and deciding on the incident that it begins, on the pages. */
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
class IncidentPagesTest {

    private static final String LIST = "/privacy/incidenten";

    @Inject ReconciliationFixture fixture;

    private ScriptedPeer matched(String reference, int pupil) throws Exception {
        fixture.register(reference, pupil);
        return ended(fixture.peer(pupil));
    }

    private String number(ScriptedPeer peer, String reference) {
        return String.valueOf(fixture.last(peer.convenant.hash(), reference).get("casusnummer"));
    }

    private static Response withdraw(ScriptedPeer peer, String number) {
        return post(
                LIST,
                Map.of(
                        "convenant",
                        peer.convenant.hash(),
                        "casusnummer",
                        number,
                        "reden",
                        "OTHER_CHILD",
                        "zeker",
                        "ja"));
    }

    private static String address(Response made) {
        assertThat(made.statusCode()).isEqualTo(303);
        String location = made.header("Location");
        return location.substring(location.indexOf(LIST));
    }

    @Test
    void a_match_is_withdrawn_and_the_incident_says_how_much_time_is_left() throws Exception {
        ScriptedPeer peer = matched("op-de-pagina", 844);
        String number = number(peer, "op-de-pagina");

        String incident = address(withdraw(peer, number));

        assertThat(fixture.last(peer.convenant.hash(), "op-de-pagina"))
                .containsEntry("outcome", "WITHDRAWN");
        assertThat(page(incident))
                .contains(number, TestNode.PEER_NAME, "het zijn twee kinderen")
                .contains("nog 2 dagen en 23 uur om te besluiten", "nog niet bevestigd");
        assertThat(page(LIST))
                .contains(incident, "nog 2 dagen en 23 uur om te besluiten")
                .as("the list names no pair")
                .doesNotContain(number);
        assertThat(
                        fixture.sql()
                                .first(
                                        "select convert_from(l.entry, 'UTF8') as entry from"
                                                + " disclosure_leaf l where convert_from(l.entry,"
                                                + " 'UTF8') like ? and kind = 'consultation' limit 1",
                                        row -> row.getString("entry"),
                                        "%" + incident.substring(LIST.length() + 1) + "%")
                                .orElseThrow())
                .as("every look is logged, without the number")
                .contains("\"incident\"")
                .doesNotContain(number, "petra");
        withdraw(peer, number).then().statusCode(404);
    }

    @Test
    void everything_that_is_wrong_with_a_withdrawal_is_told_at_once() {
        Response refused = post(LIST, Map.of("casusnummer", "7K3QD-0M9XZ-5"));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.asString())
                .contains("Fout: Incidenten", "href=\"#convenant\"", "href=\"#casusnummer\"")
                .contains("href=\"#reden\"", "href=\"#zeker\"")
                .doesNotContain("7K3QD-0M9XZ-5");
    }

    @Test
    void while_a_session_is_open_the_page_says_so_and_keeps_what_was_filled_in() throws Exception {
        ScriptedPeer peer = matched("loopt-nog", 845);
        String number = number(peer, "loopt-nog");
        ScriptedPeer open = peer.next("PGN", Optional.empty(), ReconciliationFixture.keys(845));
        open.agreeOnOffers();
        Response refused = withdraw(peer, number);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.asString())
                .contains("Er loopt een afstemming", "value=\"" + number + "\"");
        open.abort(Phase.OFFERED).then().statusCode(204);
        address(withdraw(peer, number));
    }

    @Test
    void it_is_decided_once_and_with_a_reason() throws Exception {
        ScriptedPeer peer = matched("besluit", 846);
        String incident = address(withdraw(peer, number(peer, "besluit")));
        decide(incident, "gemeld", "").then().statusCode(400);
        decide(incident, "gemeld", "Zie nummer 999900006.").then().statusCode(400);
        decide(incident, "misschien", "Ik weet het niet.").then().statusCode(404);
        decide(incident, "niet-gemeld", "Niemand heeft iets gezien.").then().statusCode(303);
        Response again = decide(incident, "gemeld", "Toch wel.");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.asString()).contains("Het eerste besluit blijft staan");
        assertThat(page(incident))
                .contains("Niemand heeft iets gezien.", "niet gemeld")
                .doesNotContain("name=\"besluit\"");
        decide(LIST + "/" + UUID.randomUUID(), "gemeld", "Niets.").then().statusCode(404);
    }

    private static Response decide(String address, String decision, String why) {
        Map<String, String> form = new HashMap<>();
        form.put("besluit", decision);
        form.put("toelichting", why);
        return post(address, form);
    }

    @Test
    void a_withdrawal_that_was_a_mistake_is_lifted_once_and_with_a_reason() throws Exception {
        ScriptedPeer peer = matched("toch-hetzelfde", 761);
        String incident = address(withdraw(peer, number(peer, "toch-hetzelfde")));
        assertThat(page(incident)).contains("Intrekking opheffen</button>");
        lift(incident, "").then().statusCode(400);
        lift(incident, "Verkeerde regel aangeklikt.").then().statusCode(303);
        assertThat(page(incident))
                .contains("Intrekking hier opgeheven", "als de ander dat ook doet")
                .doesNotContain("Intrekking opheffen</button>");
        Response again = lift(incident, "Nog eens.");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.asString()).contains("De intrekking is hier al opgeheven");
        lift(LIST + "/" + UUID.randomUUID(), "Niets.").then().statusCode(404);
    }

    private static Response lift(String address, String why) {
        return post(address + "/opheffen", Map.of("toelichting", why));
    }

    @Test
    void what_is_over_its_72_hours_stands_out() throws Exception {
        ScriptedPeer peer = matched("te-laat-33", 847);
        String incident = address(withdraw(peer, number(peer, "te-laat-33")));
        fixture.sql()
                .run(
                        "UPDATE incident SET due = now() - interval '2 hours 10 minutes' WHERE"
                                + " incident_id = ?",
                        UUID.fromString(incident.substring(LIST.length() + 1)));
        assertThat(page(LIST)).contains("72 uur", "voorbij.", "Begin daar.");
        assertThat(page(incident))
                .contains("de 72 uur zijn 2 uur voorbij", "leg bij een melding uit waarom");
        decide(incident, "gemeld", "Gemeld; het was later door ziekte.").then().statusCode(303);
        assertThat(page(incident)).contains("gemeld bij de AP").doesNotContain("voorbij");
    }

    @Test
    @TestSecurity(user = "fatima", roles = "fg")
    void the_fg_reads_and_neither_withdraws_nor_decides() throws Exception {
        assertThat(page(LIST)).doesNotContain("Overeenkomst intrekken</button>");
        post(LIST, Map.of("zeker", "ja")).then().statusCode(403);
        decide(LIST + "/" + UUID.randomUUID(), "gemeld", "Mag niet.").then().statusCode(403);
        lift(LIST + "/" + UUID.randomUUID(), "Mag niet.").then().statusCode(403);
        NodeClient.given()
                .accept("text/html")
                .get(LIST + "/" + UUID.randomUUID())
                .then()
                .statusCode(404);
    }
}
