package nl.sluitend.officer;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static nl.sluitend.officer.ConvenantForms.NEW;
import static nl.sluitend.officer.ConvenantForms.answers;
import static nl.sluitend.officer.ConvenantForms.browser;
import static nl.sluitend.officer.ConvenantForms.hash;
import static nl.sluitend.officer.ConvenantForms.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.util.Base64;
import java.util.Map;
import nl.sluitend.NodeClient;
import nl.sluitend.TestNode;
import nl.sluitend.convenant.ConvenantForm;
import nl.sluitend.convenant.ConvenantTemplate;
import nl.sluitend.convenant.Convenants;
import nl.sluitend.convenant.FormInputs;
import nl.sluitend.party.KeyRing;
import nl.sluitend.party.Roles;
import org.junit.jupiter.api.Test;

/** More that the convenant manager does with a form: rows, files, a trial, a comparison. */
@QuarkusTest
@TestSecurity(user = "coby", roles = Roles.CONVENANT_MANAGER)
final class ConvenantFormPagesTest {

    @Inject KeyRing keys;
    @Inject Convenants convenants;

    @Test
    void takes_more_rows_and_fewer_and_keeps_what_was_filled_in() {
        Map<String, String> answers = answers("regels");
        answers.put("rij", "erbij/decisions");
        answers.put("rijen/decisions", "2");
        Response more = post(NEW, answers);
        assertThat(more.statusCode()).isEqualTo(200);
        assertThat(more.asString())
                .contains("name=\"/decisions/2/reference\"", "value=\"Besluit 1\"", "Besluit 3")
                .doesNotContain("role=\"alert\"");
        answers.put("rij", "weg/decisions/0");
        assertThat(post(NEW, answers).asString())
                .doesNotContain("name=\"/decisions/1/reference\"", "value=\"Besluit 0\"");
        answers.put("rij", "erbij/parties");
        assertThat(post(NEW, answers).asString()).doesNotContain("name=\"/parties/2/oin\"");
        assertThat(browser().get(NEW).asString()).doesNotContain("erbij/fields");
        assertThat(browser().get("/convenanten/nieuw/gegevensdeling").asString())
                .contains("erbij/fields");
    }

    @Test
    void takes_a_school_board_a_decision_of_each_municipality_and_joint_controllership() {
        Map<String, String> answers = answers("samen");
        answers.put("/controllership/kind", "JOINT");
        answers.put("/controllership/arrangement", "Het RBL beantwoordt verzoeken.");
        answers.put("/scope/municipalities", "Arnhem\nRenkum");
        answers.put("rijen/decisions", "3");
        for (int i = 0; i < 3; i++) {
            answers.put("/decisions/" + i + "/party", i == 1 ? "SWV" : "RBL");
            answers.put("/decisions/" + i + "/kind", i == 1 ? "BESTUURSBESLUIT" : "COLLEGEBESLUIT");
            answers.put("/decisions/" + i + "/reference", "Kenmerk " + i);
            answers.put("/decisions/" + i + "/date", "2026-06-01");
        }
        answers.put("/decisions/0/municipality", "Arnhem");
        answers.put("/decisions/2/municipality", "Renkum");
        answers.put("rijen/schoolBoards", "1");
        answers.put("/schoolBoards/0/name", "Stichting Voorbeeld");
        answers.put("/schoolBoards/0/brins", "99ZZ");
        answers.put("/schoolBoards/0/through", "SWV");
        answers.put("/schoolBoards/0/article", "AVG artikel 6 lid 1 onder e");
        answers.put("/schoolBoards/0/law", "Wet op het primair onderwijs");
        answers.put("/schoolBoards/0/statedBy", "Juridische zaken");
        answers.put("/schoolBoards/0/signatory/name", "Bestuurder");
        answers.put("/schoolBoards/0/signatory/mandate", "Statuten");
        String hash = hash(post(NEW, answers));
        var convenant = convenants.find(hash).orElseThrow().convenant();
        assertThat(convenant.schoolBoards().getFirst().through().value())
                .isEqualTo(TestNode.PEER_OIN);
        assertThat(convenant.decisions()).hasSize(3);
        assertThat(convenants.find(hash).orElseThrow().missing()).isEmpty();
        assertThat(convenant.controllership().arrangement()).isPresent();
        String again = browser().get("/convenanten/" + hash + "/aanpassen").asString();
        assertThat(again)
                .contains("name=\"/decisions/2/reference\"", "Stichting Voorbeeld")
                .contains("<option value=\"SWV\" selected>het samenwerkingsverband</option>");
    }

    @Test
    void tries_a_draft_on_the_own_register_and_leaves_nothing_but_the_fact() {
        String hash = hash(post(NEW, answers("proef")));
        String page = "/proef/" + hash;
        browser().get(page).then().statusCode(200).body(containsString("Er gaat niets naar"));
        post(page, Map.of("peildatum", "2026-10-01", "van", "2026-09-01", "tot", "2026-09-30"))
                .then()
                .statusCode(200)
                .body(containsString("van 1 september 2026 tot en met 30 september 2026"))
                .body(containsString("absoluut verzuim"))
                .body(containsString("Geen enkele regel zou weigeren"))
                .body(containsString("versleutelde punten gaan weg"));
        post(page, Map.of("peildatum", "2099-10-01"))
                .then()
                .body(containsString("de peildatum ligt in de toekomst (1 van 1)"));
        post(page, Map.of("peildatum", "gisteren")).then().statusCode(400);
        post(page, Map.of("peildatum", "2026-10-01", "van", "2026-09-02", "tot", "2026-09-01"))
                .then()
                .statusCode(400)
                .body(containsString("De laatste dag komt niet voor de eerste"));
        browser().get("/proef/" + "0".repeat(64)).then().statusCode(404);
    }

    @Test
    void compares_any_two_convenants_in_words() {
        String one = hash(post(NEW, answers("een")));
        Map<String, String> answers = answers("twee");
        answers.put("/decisions/1/reference", "Een ander besluit");
        String other = hash(post(NEW, answers));
        browser()
                .get("/convenanten/vergelijken?oud=" + one + "&nieuw=" + other)
                .then()
                .statusCode(200)
                .body(containsString("van besluit 2 was Besluit 1 en wordt Een ander besluit"));
        browser()
                .get("/convenanten/vergelijken?oud=" + one + "&nieuw=" + one)
                .then()
                .body(containsString("dezelfde afspraken"));
        browser().get("/convenanten/vergelijken").then().statusCode(200);
    }

    @Test
    void reads_a_filled_in_model_and_shows_what_is_wrong_with_it_on_the_form() {
        String yaml =
                new String(ConvenantTemplate.AFSTEMMING.form(), UTF_8)
                        .replace("maxElements: 2000", "maxElements: 1234");
        Response faulty = upload(yaml.getBytes(UTF_8));
        assertThat(faulty.statusCode()).isEqualTo(400);
        assertThat(faulty.asString())
                .contains("value=\"1234\"", "Looptijd: Eerste dag ", TestNode.OIN)
                .contains("action=\"/convenanten/nieuw/afstemming\"");
        assertThat(
                        browser()
                                .accept("text/html, */*;q=0.8")
                                .get("/convenanten/modellen/afstemming")
                                .asByteArray())
                .isEqualTo(ConvenantTemplate.AFSTEMMING.form());
        upload("a: &x 1\nb: *x".getBytes(UTF_8))
                .then()
                .statusCode(400)
                .body(containsString("niet te lezen"));
        upload("a: 1".getBytes(UTF_8)).then().statusCode(400);
        String whole =
                ConvenantForm.complete(
                                FormInputs.filled(
                                        FormInputs.form(ConvenantTemplate.AFSTEMMING), all("yaml")))
                        .toString();
        assertThat(hash(upload(whole.getBytes(UTF_8)))).matches("[0-9a-f]{64}");
    }

    @Test
    void refuses_an_upload_of_a_hundred_megabytes_by_its_length_alone() throws Exception {
        assertThat(statusOfAnnouncedUpload(100L << 20)).contains(" 413 ");
    }

    /** Announces a body and sends none of it: the answer comes all the same. */
    private static String statusOfAnnouncedUpload(long length) throws Exception {
        var node = URI.create(NodeClient.address());
        try (var socket =
                NodeClient.context(null)
                        .getSocketFactory()
                        .createSocket(node.getHost(), node.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(
                            ("POST /convenanten/bestand HTTP/1.1\r\nHost: localhost\r\n"
                                            + "Accept: text/html\r\nSec-Fetch-Site: same-origin\r\n"
                                            + "Content-Type: multipart/form-data; boundary=x\r\n"
                                            + "Content-Length: "
                                            + length
                                            + "\r\n\r\n")
                                    .getBytes(US_ASCII));
            socket.getOutputStream().flush();
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))
                    .readLine();
        }
    }

    private static Response upload(byte[] file) {
        String body =
                "--grens\r\nContent-Disposition: form-data; name=\"bestand\";"
                        + " filename=\"convenant.yaml\"\r\nContent-Type: application/yaml\r\n\r\n"
                        + new String(file, UTF_8)
                        + "\r\n--grens--\r\n";
        return browser()
                .header("Sec-Fetch-Site", "same-origin")
                .header("Content-Type", "multipart/form-data; boundary=grens")
                .body(body.getBytes(UTF_8))
                .post("/convenanten/bestand");
    }

    private Map<String, String> all(String mark) {
        Map<String, String> answers = answers(mark);
        answers.put("/parties/0/oin", TestNode.OIN);
        answers.put("/parties/0/name", TestNode.NAME);
        answers.put("/parties/0/logKey", Base64.getEncoder().encodeToString(keys.logPublicKey()));
        return answers;
    }
}
