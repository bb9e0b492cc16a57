package nl.sluitend.officer;

import static nl.sluitend.officer.RightsSite.LIST;
import static nl.sluitend.officer.RightsSite.NEW;
import static nl.sluitend.officer.RightsSite.NUMBER;
import static nl.sluitend.officer.RightsSite.answers;
import static nl.sluitend.officer.RightsSite.browser;
import static nl.sluitend.officer.RightsSite.decide;
import static nl.sluitend.officer.RightsSite.enter;
import static nl.sluitend.officer.RightsSite.execute;
import static nl.sluitend.officer.RightsSite.get;
import static nl.sluitend.officer.RightsSite.number;
import static nl.sluitend.officer.RightsSite.outcome;
import static nl.sluitend.officer.RightsSite.page;
import static nl.sluitend.officer.RightsSite.post;
import static nl.sluitend.officer.RightsSite.register;
import static nl.sluitend.officer.RightsSite.text;
import static nl.sluitend.officer.RightsSite.today;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import java.sql.SQLException;
import java.util.Map;
import nl.sluitend.TestNode;
import nl.sluitend.party.Roles;
import nl.sluitend.registration.TestRegister;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestSecurity(user = "petra", roles = Roles.PRIVACY_OFFICER)
final class RightsPagesTest {

    @BeforeEach
    void clear() throws SQLException {
        RightsSite.clear();
    }

    @Test
    void everything_that_is_wrong_is_told_at_once_and_the_number_is_not_shown_again() {
        post(NEW, Map.of("nummer", "123456789", "ontvangen", "2999-01-01"))
                .then()
                .statusCode(400)
                .body(containsString("Fout: Nieuw verzoek"))
                .body(containsString("href=\"#recht\""))
                .body(containsString("href=\"#vrager\""))
                .body(containsString("href=\"#ontvangen\""))
                .body(containsString("href=\"#identiteit\""))
                .body(containsString("href=\"#nummer\""))
                .body(not(containsString("123456789")));
        Map<String, String> both = answers("ACCESS");
        both.put("kenmerk", "x");
        post(NEW, both).then().statusCode(400).body(containsString("niet allebei"));
    }

    @Test
    void a_closed_request_has_forgotten_whom_it_was_about() throws Exception {
        register("kind-1", NUMBER);
        String address = enter(answers("ACCESS"));
        assertThat(number("select count(*) from case_point")).isPositive();
        decide(address, "toewijzen", "Op 22-11-2026 meegegeven.").then().statusCode(303);
        assertThat(number("select count(*) from case_point")).isZero();
        page(address)
                .body(containsString("weet niet meer over wie"))
                .body(not(containsString("kind-1")));
        browser().get(address + "/overzicht.pdf").then().statusCode(404);
        browser().get(address + "/bewijzen.json").then().statusCode(404);
        decide(address, "afwijzen", "Toch niet.").then().statusCode(409);
    }

    /** Who asks may be the one from whom the address is kept. */
    @Test
    void before_a_report_about_a_shielded_pupil_is_given_the_officer_is_warned() throws Exception {
        register("kind-1", NUMBER);
        String address = enter(answers("ACCESS"));
        page(address).body(not(containsString("UAVG artikel 41")));
        execute("update registration set shielded = true");
        page(address)
                .body(containsString("Dit kind is beschermd"))
                .body(containsString("UAVG artikel 41"));
    }

    @Test
    void an_objection_is_decided_and_lifted_with_a_reason() throws Exception {
        register("kind-1", NUMBER);
        String address = enter(answers("OBJECTION"));
        page(address).body(containsString("Wat anderen al weten, verandert"));
        decide(address, "toewijzen", "").then().statusCode(400);
        decide(address, "toewijzen", "Zie nummer 999900006.").then().statusCode(400);
        decide(address, "opheffen", "Nog niets op te heffen.").then().statusCode(409);
        decide(address, "toewijzen", "Het belang van het kind weegt zwaarder.");
        assertThat(number("select count(*) from case_point where withheld = 'OBJECTION'"))
                .isPositive();
        decide(address, "opheffen", "Het bezwaar is ingetrokken.").then().statusCode(303);
        assertThat(number("select count(*) from case_point")).isZero();
        page(LIST).body(containsString("opgeheven"));
    }

    @Test
    void erasing_is_explained_and_confirmed_before_it_is_done() throws Exception {
        register("kind-1", NUMBER);
        outcome(NUMBER, "matched");
        String address = enter(answers("ERASURE"));
        page(address)
                .body(containsString("niet ongedaan"))
                .body(containsString("anders levert dat systeem het opnieuw aan"))
                .body(containsString(TestNode.PEER_NAME));
        decide(address, "toewijzen", "Niet meer nodig.")
                .then()
                .statusCode(400)
                .body(containsString("Bevestig dat u weet"));
        assertThat(number("select count(*) from registration")).isEqualTo(1);
        post(
                        address + "/besluit",
                        Map.of("besluit", "toewijzen", "toelichting", "Klaar.", "zeker", "ja"))
                .then()
                .statusCode(303);
        assertThat(number("select count(*) from registration")).isZero();
        String again = enter(answers("ACCESS"));
        page(again).body(not(containsString("staat op beide lijsten")));
    }

    @Test
    void a_deadline_is_extended_once_and_with_a_reason() {
        Map<String, String> answers = answers("RECTIFICATION");
        answers.put("ontvangen", today().minusDays(3).toString());
        String address = enter(answers);
        page(address).body(containsString("Termijn verlengen"));
        decide(address, "verlengen", "Het verzoek gaat over veel jaren.").then().statusCode(303);
        page(address)
                .body(containsString("Verlengd met twee maanden, omdat"))
                .body(containsString(RightsTexts.day(today().minusDays(3).plusMonths(3))))
                .body(not(containsString("Termijn verlengen</button>")));
        decide(address, "verlengen", "Nog een keer.").then().statusCode(409);
    }

    @Test
    void a_parent_of_a_pupil_of_16_gets_nothing_without_an_authorisation() throws Exception {
        register("kind-1", NUMBER);
        execute("update registration set age_band = 'FROM_16_TO_17'");
        String address = enter(answers("ACCESS"));
        page(address)
                .body(containsString("16 jaar of ouder"))
                .body(not(containsString("overzicht.pdf")));
        browser().get(address + "/overzicht.pdf").then().statusCode(409);
        browser().get(address + "/bewijzen.json").then().statusCode(409);
        decide(address, "toewijzen", "Op 22-11-2026 meegegeven.")
                .then()
                .statusCode(409)
                .body(containsString("Noteer eerst die machtiging"));
        decide(address, "machtigen", "Machtiging van 20-11-2026 gezien.").then().statusCode(303);
        page(address)
                .body(containsString("iemand met een schriftelijke machtiging"))
                .body(containsString("overzicht.pdf"));
        browser().get(address + "/overzicht.pdf").then().statusCode(200);
        decide(address, "machtigen", "Nog een keer.").then().statusCode(409);
        decide(address, "toewijzen", "Op 22-11-2026 meegegeven.").then().statusCode(303);
    }

    @Test
    void a_pupil_who_is_too_young_by_the_register_is_pointed_out() throws Exception {
        register("kind-1", NUMBER);
        String warning = "jonger dan 16 jaar. Dan vraagt een ouder of voogd het";
        Map<String, String> asked = answers("ACCESS");
        asked.put("vrager", "PUPIL");
        execute("update registration set age_band = 'FROM_12_TO_15'");
        String address = enter(asked);
        page(address).body(containsString(warning)).body(containsString("overzicht.pdf"));
        execute("update registration set age_band = 'FROM_16_TO_17'");
        page(address).body(not(containsString(warning)));
        execute("update registration set age_band = null");
        page(address).body(not(containsString(warning)));
    }

    @Test
    void a_parent_of_a_younger_pupil_needs_no_authorisation() throws Exception {
        register("kind-1", NUMBER);
        execute("update registration set age_band = 'FROM_12_TO_15'");
        String address = enter(answers("ACCESS"));
        browser().get(address + "/overzicht.pdf").then().statusCode(200);
        decide(address, "machtigen", "Niet nodig.").then().statusCode(409);
    }

    @Test
    void what_is_late_stands_out() {
        Map<String, String> answers = answers("ACCESS");
        answers.put("ontvangen", today().minusDays(40).toString());
        String address = enter(answers);
        page(LIST)
                .body(allOf(containsString("Eén verzoek is te laat."), containsString("te laat")));
        page(address).body(containsString("De termijn is voorbij"));
        decide(address, "verlengen", "Te druk.").then().statusCode(409);
    }

    @Test
    void numbers_cannot_be_tried_out() {
        for (int i = 0; i < 30; i++) {
            enter(answers("ACCESS"));
        }
        post(NEW, answers("ACCESS"))
                .then()
                .statusCode(400)
                .body(containsString("30 verzoeken per uur"));
    }

    @Test
    void a_pupil_without_a_number_is_meant_by_its_reference() {
        register("kind-1", NUMBER);
        Map<String, String> answers = answers("ACCESS");
        answers.put("nummer", "");
        answers.put("bronsysteem", TestRegister.SOURCE);
        answers.put("kenmerk", "nergens");
        post(NEW, answers).then().statusCode(400).body(containsString("kent dit kenmerk niet"));
        answers.put("kenmerk", "kind-1");
        page(enter(answers)).body(containsString("kind-1"));
    }

    @Test
    void every_look_and_every_step_is_in_the_node_log_without_the_pupil() throws Exception {
        register("kind-1", NUMBER);
        String address = enter(answers("ACCESS"));
        page(address);
        get(address + "/overzicht.pdf");
        decide(address, "afwijzen", "De vrager heeft geen gezag.");
        String entries =
                text(
                        "select string_agg(convert_from(entry, 'UTF8'), '\n') from (select entry from"
                                + " disclosure_leaf where log_id = (select id from disclosure_log"
                                + " where origin like '%node%') order by leaf_index desc limit 4) e");
        assertThat(entries)
                .contains("\"event\":\"entered\"", "\"consulted\":\"request\"")
                .contains("\"type\":\"access-report\"", "\"event\":\"refused\"")
                .doesNotContain(NUMBER, "kind-1", "petra");
    }

    @Test
    @TestSecurity(user = "fatima", roles = Roles.FG)
    void the_fg_looks_on_and_decides_nothing() throws Exception {
        execute(
                "insert into rights_request (id, number, kind, requester, received_on, due_on, state,"
                        + " created_at) values ('11111111-1111-4111-8111-111111111111', '2026-9001',"
                        + " 'ACCESS', 'PARENT', current_date, current_date, 'OPEN', now())");
        String address = LIST + "/11111111-1111-4111-8111-111111111111";
        page(LIST).body(containsString("2026-9001")).body(not(containsString("Nieuw verzoek")));
        page(address).body(not(containsString("name=\"besluit\"")));
        browser().get(NEW).then().statusCode(403);
        decide(address, "afwijzen", "Mag niet.").then().statusCode(403);
    }
}
