package nl.sluitend.reconciliation;

import static nl.sluitend.reconciliation.NoticeSteps.page;
import static nl.sluitend.reconciliation.NoticeSteps.post;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.SecurityAttribute;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.sluitend.NodeClient;
import nl.sluitend.TestNode;
import nl.sluitend.psi.Answer;
import nl.sluitend.psi.Casusnummer;
import nl.sluitend.psi.Octets;
import org.junit.jupiter.api.Test;

/** Probable matches on the pages: the own registration, one question, and what came of it. */
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
class ProposalPagesTest {

    private static final String LIST = "/mogelijke-matches";

    @Inject ReconciliationFixture fixture;
    @Inject ProposalSteps steps;

    private static String address(UUID id) {
        return LIST + "/" + id;
    }

    private static Response answer(UUID id, String answer) {
        return post(address(id), Map.of("antwoord", answer, "zeker", "ja"));
    }

    /** The part of the list in which a pair stands. */
    private static String part(String reference) {
        String list = page(LIST);
        int other = list.indexOf("id=\"andere\"");
        return list.indexOf(reference) < other ? "waiting" : "other";
    }

    @Test
    void a_case_worker_sees_the_own_registration_and_answers_once() throws Exception {
        NamedPupil pupil = NamedPupil.of(1071);
        pupil.register("op-de-pagina-ja");
        ScriptedPeer peer = steps.peer(pupil.movedTo("9909"));
        UUID id = steps.proposal(peer).id();
        assertThat(part("op-de-pagina-ja")).isEqualTo("waiting");
        assertThat(page(address(id)))
                .contains("op-de-pagina-ja", TestNode.PEER_NAME, "wacht op uw antwoord")
                .contains("geboortedatum, voorletters en achternaam", "Antwoord vastleggen");

        assertThat(answer(id, "ja").statusCode()).isEqualTo(303);
        assertThat(page(address(id)))
                .contains("u hebt geantwoord; de uitkomst is er nog niet")
                .doesNotContain("Antwoord vastleggen", "Ja, dit is");
        assertThat(part("op-de-pagina-ja")).isEqualTo("other");
        Response again = answer(id, "nee");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.asString())
                .contains("Uw antwoord is niet vastgelegd.", "Er is al geantwoord");

        steps.answerOfPeer(peer, Answer.YES);
        assertThat(page(address(id)))
                .contains("hetzelfde kind: beide partijen zeggen ja")
                .contains(
                        Casusnummer.of(peer.convenant.hash(), peer.matches().getFirst().tag())
                                .value());
    }

    /** What the overview says is waiting; other tests leave some too. */
    private static int waiting() {
        Matcher said =
                Pattern.compile("(Eén|[0-9]+) mogelijke match(es)? wacht")
                        .matcher(page("/overzicht"));
        return !said.find() ? 0 : said.group(1).equals("Eén") ? 1 : Integer.parseInt(said.group(1));
    }

    @Test
    void the_overview_says_how_many_wait_for_an_answer() throws Exception {
        NamedPupil pupil = NamedPupil.of(1075);
        pupil.register("op-het-overzicht");
        int before = waiting();
        UUID id = steps.proposal(steps.peer(pupil.movedTo("9909"))).id();
        assertThat(waiting()).isEqualTo(before + 1);
        answer(id, "nee");
        assertThat(waiting()).isEqualTo(before);
    }

    /** A pair that nobody answers lapses: people are told while they can still do something. */
    @Test
    void a_term_that_is_nearly_over_is_said_on_the_page_and_the_overview() throws Exception {
        NamedPupil pupil = NamedPupil.of(1360);
        pupil.register("bijna-voorbij");
        UUID id = steps.proposal(steps.peer(pupil.movedTo("9909"))).id();
        assertThat(page(address(id)))
                .contains("wacht op uw antwoord")
                .doesNotContain("uw antwoord:");

        fixture.sql()
                .run(
                        "UPDATE proposal SET lapses = now() + interval '60 hours' WHERE proposal_id"
                                + " = ?",
                        id);
        assertThat(page(address(id))).contains("wacht op uw antwoord: nog 2 dagen");
        assertThat(page("/overzicht")).containsPattern("antwoord is er nog (minder|één|[0-9])");
        answer(id, "nee");
    }

    @Test
    void nothing_shows_whether_the_other_has_answered_nor_who_said_no() throws Exception {
        NamedPupil pupil = NamedPupil.of(1072);
        pupil.register("op-de-pagina-nee");
        ScriptedPeer peer = steps.peer(pupil.movedTo("9909"));
        UUID id = steps.proposal(peer).id();
        String before = page(address(id));
        Octets salt = ScriptedList.fresh();
        peer.open(ProposalSteps.send(peer, ProposalSteps.commit(peer, Answer.NO, salt)));
        assertThat(page(address(id))).isEqualTo(before);
        assertThat(answer(id, "ja").statusCode()).isEqualTo(303);
        peer.open(ProposalSteps.send(peer, steps.open(peer, Answer.NO, salt)));
        assertThat(page(address(id)))
                .contains("geen overeenkomst: niet beide partijen zeggen ja")
                .doesNotContain("Casusnummer");
    }

    @Test
    void what_is_missing_stands_beside_the_field_and_what_was_chosen_stays() throws Exception {
        NamedPupil pupil = NamedPupil.of(1073);
        pupil.register("op-de-pagina-fout");
        ScriptedPeer peer = steps.peer(pupil.movedTo("9909"));
        UUID id = steps.proposal(peer).id();
        Response nothing = post(address(id), Map.of());
        assertThat(nothing.statusCode()).isEqualTo(400);
        assertThat(nothing.asString())
                .contains("<title>Fout: ", "Kies ja of nee.", "id=\"antwoord-fout\"")
                .contains("Bevestig dat u weet dat het antwoord vaststaat.");
        Response unsure = post(address(id), Map.of("antwoord", "nee"));
        assertThat(unsure.statusCode()).isEqualTo(400);
        assertThat(unsure.asString())
                .contains("value=\"nee\" checked")
                .doesNotContain("Kies ja of nee.");
        assertThat(steps.proposal(peer).own()).isEmpty();
        assertThat(post(address(UUID.randomUUID()), Map.of("antwoord", "ja", "zeker", "ja")))
                .returns(404, Response::statusCode);

        fixture.sql()
                .run(
                        "UPDATE proposal SET lapses = lapses - interval '31 days' WHERE proposal_id"
                                + " = ?",
                        id);
        Response late = answer(id, "ja");
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.asString())
                .contains("Antwoorden kan niet meer", "de tijd om te antwoorden is voorbij")
                .doesNotContain("<form");
    }

    @Test
    void every_look_and_answer_stands_in_the_node_log() throws Exception {
        NamedPupil pupil = NamedPupil.of(1074);
        pupil.register("wie-keek");
        UUID id = steps.proposal(steps.peer(pupil.movedTo("9909"))).id();
        page(address(id));
        answer(id, "nee");
        assertThat(
                        fixture.sql()
                                .list(
                                        "SELECT convert_from(entry, 'UTF8') AS entry FROM"
                                                + " disclosure_leaf WHERE kind = 'consultation' AND"
                                                + " convert_from(entry, 'UTF8') LIKE '%' || ? || '%'"
                                                + " ORDER BY leaf_index",
                                        row -> row.getString("entry"), id.toString()))
                .hasSize(2)
                .anySatisfy(entry -> assertThat(entry).contains("\"proposal-answer\""))
                .noneSatisfy(entry -> assertThat(entry).contains("\"NO\""));
    }

    @Test
    @TestSecurity(user = "fatima", roles = "fg")
    void the_fg_reads_and_has_no_form() {
        assertThat(page(LIST)).contains("Mogelijke matches").doesNotContain("<form method");
        assertThat(post(address(UUID.randomUUID()), Map.of("antwoord", "ja")).statusCode())
                .isEqualTo(403);
    }

    @Test
    @TestSecurity(user = "coby", roles = "convenant-manager")
    void who_has_no_business_with_pupils_sees_no_such_page() {
        assertThat(NodeClient.given().accept("text/html").get(LIST).then().extract().statusCode())
                .isEqualTo(403);
        assertThat(page("/afstemmingen")).doesNotContain("Mogelijke matches");
    }
}
