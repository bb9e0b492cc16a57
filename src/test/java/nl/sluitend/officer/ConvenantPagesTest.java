package nl.sluitend.officer;

import static nl.sluitend.NodeClient.given;
import static nl.sluitend.officer.ConvenantForms.NEW;
import static nl.sluitend.officer.ConvenantForms.answers;
import static nl.sluitend.officer.ConvenantForms.browser;
import static nl.sluitend.officer.ConvenantForms.hash;
import static nl.sluitend.officer.ConvenantForms.post;
import static nl.sluitend.officer.ConvenantForms.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Base64;
import java.util.Map;
import nl.sluitend.TestNode;
import nl.sluitend.convenant.ConvenantSteps;
import nl.sluitend.convenant.ConvenantTemplate;
import nl.sluitend.convenant.FormInputs;
import nl.sluitend.party.KeyRing;
import nl.sluitend.party.Roles;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestSecurity(user = "coby", roles = Roles.CONVENANT_MANAGER)
final class ConvenantPagesTest {

    @Inject KeyRing keys;
    @Inject ConvenantSteps steps;

    @Test
    void offers_every_model_and_asks_every_question_with_its_explanation() {
        browser()
                .get("/convenanten")
                .then()
                .statusCode(200)
                .body(containsString("/convenanten/nieuw/telling"))
                .body(containsString("/convenanten/nieuw/drie-partijen"));
        for (ConvenantTemplate template : ConvenantTemplate.values()) {
            String page = browser().get("/convenanten/nieuw/" + template.code()).asString();
            assertThat(page)
                    .contains(TestNode.OIN, "De eerste dag waarop het convenant geldt.")
                    .doesNotContain("<script", "style=");
            FormInputs.of(FormInputs.form(template))
                    .forEach(i -> assertThat(page).contains("name=\"" + i.pointer() + "\""));
        }
        browser().get("/convenanten/nieuw/anders").then().statusCode(404);
    }

    @Test
    void explains_everything_that_is_wrong_and_keeps_what_was_filled_in() {
        Map<String, String> answers = answers("uitleg");
        answers.put("/validity/from", "morgen");
        answers.put("/caps/maxElements", "veel");
        post(NEW, answers)
                .then()
                .statusCode(400)
                .body(containsString("Fout: Convenant invullen"))
                .body(containsString("href=\"#v-validity-from\""))
                .body(containsString("href=\"#v-caps-maxElements\""))
                .body(containsString("value=\"morgen\""))
                .body(containsString("SWV Test"))
                .body(containsString("Looptijd: Eerste dag "));
        answers.put("/decisions/1/reference", "");
        answers.put("/legalBases/0/statedBy", "");
        assertThat(post(NEW, answers).asString())
                .contains("Besluit 2: Kenmerk ", "Grondslag 1: Genoemd door ");
        answers.put("/parties/1/oin", "");
        answers.put("/legalBases/1/law", "Een wet\r\nen nog een");
        assertThat(post(NEW, answers).asString())
                .contains("Partij 2: OIN ", ">Een wet en nog een</textarea>")
                .doesNotContain("Grondslag 2: Partij");
    }

    @Test
    void makes_a_draft_that_its_maker_does_not_sign() {
        Response made = post(NEW, answers("vier ogen"));
        assertThat(made.statusCode()).isEqualTo(303);
        String hash = hash(made);
        browser()
                .get("/convenanten/" + hash)
                .then()
                .statusCode(200)
                .body(
                        allOf(
                                containsString("Stand: <strong>concept</strong>"),
                                containsString("SWV Test: nog niet ondertekend"),
                                containsString("leert welke van haar eigen leerlingen"),
                                containsString("U hebt dit convenant opgesteld"),
                                not(containsString("Ondertekenen namens"))));
        step(hash, "ondertekenen", "").then().statusCode(403);
        step(hash, "voorstellen", "").then().statusCode(303);
        browser().get("/convenanten/" + hash).then().body(containsString("voorgesteld"));
        step(hash, "iets anders", "").then().statusCode(404);
    }

    @Test
    void signs_and_revokes_with_a_reason_what_somebody_else_drew_up() {
        String hash = hash(post(NEW, answers("intrekken")));
        String changed =
                hash(
                        post(
                                "/convenanten/" + hash + "/aanpassen",
                                Map.of("/predecessor", hash, "/caps/maxElements", "1500")));
        browser()
                .get("/convenanten/" + changed)
                .then()
                .body(containsString("was 2000 en wordt 1500"));
        String other =
                steps.draft(
                                nl.sluitend.party.CanonicalJson.bytes(
                                        nl.sluitend.convenant.ConvenantForm.complete(
                                                FormInputs.filled(
                                                        FormInputs.form(
                                                                ConvenantTemplate.AFSTEMMING),
                                                        all("ander")))))
                        .convenant()
                        .hash();
        step(other, "ondertekenen", "").then().statusCode(303);
        step(other, "intrekken", "De DPIA wordt <herzien>.").then().statusCode(303);
        browser()
                .get("/convenanten/" + other)
                .then()
                .body(containsString("ingetrokken"))
                .body(containsString("Reden: De DPIA wordt &lt;herzien&gt;."));
    }

    @Test
    void says_what_lacks_and_offers_no_signature_before_it_is_there() {
        Map<String, String> answers = answers("onvolledig");
        answers.keySet().removeIf(pointer -> pointer.startsWith("/parties/1/formalities"));
        String hash = hash(post(NEW, answers));
        browser()
                .get("/convenanten/" + hash)
                .then()
                .body(containsString("Vul voor SWV Test in: DPIA"))
                .body(not(containsString("Ondertekenen namens")))
                .body(not(containsString("U hebt dit convenant opgesteld")));
        step(hash, "ondertekenen", "").then().statusCode(409);
    }

    @Test
    void says_which_code_the_intake_counts_otherwise_and_offers_no_signature() {
        Map<String, String> answers = answers("codes");
        answers.put("/categories/0/duo", "absoluut verzuim\n5 onder a");
        String hash = hash(post(NEW, answers));
        browser()
                .get("/convenanten/" + hash)
                .then()
                .body(containsString("Categorie 1: Dit knooppunt rekent deze code tot"))
                .body(not(containsString("Ondertekenen namens")))
                .body(not(containsString("U hebt dit convenant opgesteld")));
        step(hash, "ondertekenen", "").then().statusCode(409);
    }

    @Test
    void gives_every_document_as_pdf() {
        String hash = hash(post(NEW, answers("documenten")));
        for (String document :
                new String[] {"convenant", "verwerkingsregister", "informatie", "dpia"}) {
            Response pdf =
                    browser()
                            .accept("text/html, */*;q=0.8")
                            .get("/convenanten/" + hash + "/documenten/" + document);
            assertThat(pdf.statusCode()).isEqualTo(200);
            assertThat(pdf.contentType()).startsWith("application/pdf");
        }
        browser()
                .accept("text/html, */*;q=0.8")
                .get("/convenanten/" + hash + "/documenten/x")
                .then()
                .statusCode(404);
    }

    @Test
    void refuses_a_form_of_another_site() {
        given().accept("text/html")
                .header("Sec-Fetch-Site", "cross-site")
                .formParams(answers("vreemd"))
                .redirects()
                .follow(false)
                .post(NEW)
                .then()
                .statusCode(403);
    }

    @Test
    @TestSecurity(user = "farid", roles = Roles.FG)
    void lets_the_fg_read_and_change_nothing() {
        browser()
                .get("/convenanten")
                .then()
                .statusCode(200)
                .body(not(containsString("/convenanten/nieuw/")));
        browser().get(NEW).then().statusCode(403);
        step("0".repeat(64), "intrekken", "x").then().statusCode(403);
    }

    private Map<String, String> all(String mark) {
        Map<String, String> answers = answers(mark);
        answers.put("/parties/0/oin", TestNode.OIN);
        answers.put("/parties/0/name", TestNode.NAME);
        answers.put("/parties/0/logKey", Base64.getEncoder().encodeToString(keys.logPublicKey()));
        return answers;
    }
}
