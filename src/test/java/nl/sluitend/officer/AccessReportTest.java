package nl.sluitend.officer;

import static nl.sluitend.officer.RightsSite.LIST;
import static nl.sluitend.officer.RightsSite.NUMBER;
import static nl.sluitend.officer.RightsSite.OTHER;
import static nl.sluitend.officer.RightsSite.answers;
import static nl.sluitend.officer.RightsSite.enter;
import static nl.sluitend.officer.RightsSite.get;
import static nl.sluitend.officer.RightsSite.outcome;
import static nl.sluitend.officer.RightsSite.page;
import static nl.sluitend.officer.RightsSite.register;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nl.sluitend.TestNode;
import nl.sluitend.disclosure.Opening;
import nl.sluitend.disclosure.ProofCheck;
import nl.sluitend.disclosure.TlogPolicy;
import nl.sluitend.disclosure.VerifierKey;
import nl.sluitend.party.Roles;
import nl.sluitend.subject.ReportFile;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a data subject is given on request, and whether it can be checked. */
@QuarkusTest
@TestSecurity(user = "petra", roles = Roles.PRIVACY_OFFICER)
final class AccessReportTest {

    @BeforeEach
    void clear() throws SQLException {
        RightsSite.clear();
    }

    @Test
    void a_request_about_somebody_unknown_is_answered_that_nothing_is_held() {
        Map<String, String> answers = answers("ACCESS");
        answers.put("nummer", "999990007");
        String address = enter(answers);
        page(address).body(containsString("Niets gevonden"));
        page(LIST).body(containsString("dagen"));
    }

    @Test
    void an_access_report_tells_what_is_held_and_what_was_disclosed_and_names_no_officer()
            throws Exception {
        register("kind-1", NUMBER);
        register("kind-2", OTHER);
        outcome(NUMBER, "matched");
        outcome(OTHER, "not-held-by-receiver");
        String address = enter(answers("ACCESS"));
        page(address)
                .body(containsString("kind-1"))
                .body(not(containsString("kind-2")))
                .body(containsString("staat op beide lijsten"))
                .body(not(containsString("niet op de lijst")));
        String text = text(get(address + "/overzicht.pdf").asByteArray());
        assertThat(text)
                .contains("Overzicht van uw gegevens", "kind-1", TestNode.PEER_NAME)
                .contains("Thuiszitters vinden", "artikel 6")
                .doesNotContain("petra", NUMBER, "kind-2");
    }

    @Test
    void every_proof_of_a_report_holds_without_this_node() throws Exception {
        register("kind-1", NUMBER);
        outcome(NUMBER, "matched");
        Response file = get(enter(answers("ACCESS")) + "/bewijzen.json");
        assertThat(file.asString()).doesNotContain("petra", NUMBER);
        List<VerifierKey> keys = new ArrayList<>();
        for (String key : file.jsonPath().<String>getList("logKeys")) {
            keys.add(VerifierKey.parse(key));
        }
        List<String> proofs = ReportFile.proofs(file.asString());
        assertThat(proofs).isNotEmpty();
        for (String proof : proofs) {
            ProofCheck.Proven proven =
                    ProofCheck.verify(
                            proof.getBytes(StandardCharsets.UTF_8), keys, TlogPolicy.none());
            assertThat(proven.openings()).extracting(Opening::name).contains("outcome");
        }
    }

    private static String text(byte[] pdf) throws Exception {
        try (var document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }
}
