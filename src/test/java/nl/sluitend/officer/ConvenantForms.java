package nl.sluitend.officer;

import static nl.sluitend.NodeClient.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import nl.sluitend.TestNode;

/** The form of a convenant as a browser sends it, and what comes back. */
final class ConvenantForms {

    static final String NEW = "/convenanten/nieuw/afstemming";

    private ConvenantForms() {}

    static Map<String, String> answers(String mark) {
        Map<String, String> answers = new LinkedHashMap<>();
        answers.put("/drafter/name", "Olga Opsteller");
        answers.put("/parties/1/oin", TestNode.PEER_OIN);
        answers.put("/parties/1/name", TestNode.PEER_NAME);
        answers.put("/parties/1/logKey", Base64.getEncoder().encodeToString(new byte[32]));
        answers.put("/purposes/0/processingActivity", "https://register.example/1");
        answers.put("/informing/text", "Proef " + mark + " " + java.util.UUID.randomUUID());
        answers.put("/validity/from", "2026-08-01");
        answers.put("/validity/until", "2028-07-31");
        for (int i = 0; i < 2; i++) {
            String formal = "/parties/" + i + "/formalities/";
            answers.put(formal + "controller", "Bestuur " + i);
            answers.put(formal + "dpia/date", "2026-06-01");
            answers.put(formal + "dpia/reference", "DPIA");
            answers.put(formal + "fg/name", "Farid");
            answers.put(formal + "fg/contact", "fg@example.nl");
            answers.put(formal + "fg/date", "2026-06-01");
            answers.put(formal + "fg/advice", "Akkoord.");
            answers.put(formal + "notice/url", "https://example.nl/");
            answers.put(formal + "notice/published", "2026-06-01");
            answers.put(formal + "host/name", "Bestuur " + i);
            answers.put(formal + "signatory/name", "Tekenaar " + i);
            answers.put(formal + "signatory/mandate", "Mandaat");
            answers.put("/legalBases/" + i + "/statedBy", "Juridische zaken");
            answers.put("/decisions/" + i + "/reference", "Besluit " + i);
            answers.put("/decisions/" + i + "/date", "2026-06-01");
        }
        return answers;
    }

    static String hash(Response made) {
        assertThat(made.statusCode()).as(made.asString()).isEqualTo(303);
        return made.header("Location").replaceFirst(".*/", "");
    }

    static Response step(String hash, String step, String reason) {
        Map<String, String> form = new LinkedHashMap<>(Map.of("stap", step));
        if (!reason.isEmpty()) {
            form.put("reden", reason);
        }
        return post("/convenanten/" + hash + "/stap", form);
    }

    static Response post(String path, Map<String, String> form) {
        return browser()
                .header("Sec-Fetch-Site", "same-origin")
                .contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .formParams(form)
                .post(path);
    }

    static RequestSpecification browser() {
        return given().accept("text/html").redirects().follow(false);
    }
}
