package nl.sluitend.officer;

import static nl.sluitend.NodeClient.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.sluitend.TestNode;
import nl.sluitend.disclosure.DisclosureLog;
import nl.sluitend.disclosure.Leaf;
import nl.sluitend.disclosure.LeafKind;
import nl.sluitend.disclosure.LogName;
import nl.sluitend.disclosure.Opening;
import nl.sluitend.disclosure.PersonalMember;
import nl.sluitend.disclosure.ProofCheck;
import nl.sluitend.disclosure.SubjectRef;
import nl.sluitend.disclosure.TlogPolicy;
import nl.sluitend.disclosure.VerifierKey;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.Roles;
import nl.sluitend.registration.TestRegister;
import nl.sluitend.subject.ReportFile;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestSecurity(user = "petra", roles = Roles.PRIVACY_OFFICER)
final class RightsPagesTest {

    private static final String NUMBER = "999900006";
    private static final String OTHER = "999900018";
    private static final String LIST = "/privacy/verzoeken";
    private static final String NEW = LIST + "/nieuw";
    private static final String CONVENANT = "7a".repeat(32);

    @Inject AgroalDataSource dataSource;
    @Inject DisclosureLog log;

    @BeforeEach
    void clear() throws SQLException {
        TestRegister.clear();
        execute("delete from rights_request");
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

    private static LocalDate today() {
        return LocalDate.ofInstant(
                Clock.systemUTC().instant(), java.time.ZoneId.of("Europe/Amsterdam"));
    }

    private static Map<String, String> answers(String kind) {
        Map<String, String> answers = new HashMap<>();
        answers.put("recht", kind);
        answers.put("vrager", "PARENT");
        answers.put("ontvangen", today().toString());
        answers.put("identiteit", "ja");
        answers.put("nummer", NUMBER);
        return answers;
    }

    private static String enter(Map<String, String> answers) {
        Response made = post(NEW, answers);
        assertThat(made.statusCode()).isEqualTo(303);
        String location = made.header("Location");
        return location.substring(location.indexOf(LIST));
    }

    private static Response decide(String address, String decision, String why) {
        return post(address + "/besluit", Map.of("besluit", decision, "toelichting", why));
    }

    private static Response post(String address, Map<String, String> form) {
        return browser()
                .header("Sec-Fetch-Site", "same-origin")
                .redirects()
                .follow(false)
                .contentType(ContentType.URLENC.withCharset(StandardCharsets.UTF_8))
                .formParams(form)
                .post(address);
    }

    private static io.restassured.response.ValidatableResponse page(String address) {
        return browser().get(address).then().statusCode(200);
    }

    private static Response get(String address) {
        Response answer = browser().get(address);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer;
    }

    private static RequestSpecification browser() {
        return given().accept("text/html,application/xhtml+xml,*/*;q=0.8");
    }

    private void register(String reference, String number) {
        TestRegister.put(reference, number);
    }

    private void outcome(String number, String outcome) throws SQLException {
        byte[] point =
                bytes(
                        "select point from keyed_point p join registration r on r.id ="
                                + " p.registration_id where r.reference = '"
                                + (number.equals(NUMBER) ? "kind-1" : "kind-2")
                                + "'");
        Leaf leaf =
                new Leaf(
                        LeafKind.OUTCOME,
                        Clock.systemUTC().instant(),
                        CONVENANT,
                        java.net.URI.create("urn:sluitend:processing-activity:test:1"),
                        "Thuiszitters vinden",
                        "artikel 6, eerste lid, onder e, AVG",
                        new Oin(TestNode.OIN),
                        new Oin(TestNode.PEER_OIN),
                        "session-1",
                        Map.of(),
                        List.of(new PersonalMember("outcome", outcome)),
                        Optional.of(SubjectRef.pupil(point)));
        QuarkusTransaction.requiringNew()
                .run(
                        () ->
                                log.append(
                                        LogName.ofConvenant(new Oin(TestNode.OIN), CONVENANT),
                                        List.of(leaf)));
    }

    private static String text(byte[] pdf) throws Exception {
        try (var document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long number(String sql) throws SQLException {
        return Long.parseLong(text(sql));
    }

    private String text(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private byte[] bytes(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getBytes(1);
        }
    }
}
