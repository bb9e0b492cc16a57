package nl.sluitend.officer;

import static nl.sluitend.NodeClient.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.Arc;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.sluitend.TestNode;
import nl.sluitend.disclosure.DisclosureLog;
import nl.sluitend.disclosure.Leaf;
import nl.sluitend.disclosure.LeafKind;
import nl.sluitend.disclosure.LogName;
import nl.sluitend.disclosure.PersonalMember;
import nl.sluitend.disclosure.SubjectRef;
import nl.sluitend.identifier.Oin;
import nl.sluitend.registration.TestRegister;

/** What the tests of requests of data subjects do with the pages and with the node behind them. */
final class RightsSite {

    static final String NUMBER = "999900006";
    static final String OTHER = "999900018";
    static final String LIST = "/privacy/verzoeken";
    static final String NEW = LIST + "/nieuw";

    private static final String CONVENANT = "7a".repeat(32);

    private RightsSite() {}

    /** Begins with an empty register and an empty worklist. */
    static void clear() throws SQLException {
        TestRegister.clear();
        execute("delete from rights_request");
    }

    static LocalDate today() {
        return LocalDate.ofInstant(Clock.systemUTC().instant(), ZoneId.of("Europe/Amsterdam"));
    }

    static Map<String, String> answers(String kind) {
        Map<String, String> answers = new HashMap<>();
        answers.put("recht", kind);
        answers.put("vrager", "PARENT");
        answers.put("ontvangen", today().toString());
        answers.put("identiteit", "ja");
        answers.put("nummer", NUMBER);
        return answers;
    }

    static String enter(Map<String, String> answers) {
        Response made = post(NEW, answers);
        assertThat(made.statusCode()).isEqualTo(303);
        String location = made.header("Location");
        return location.substring(location.indexOf(LIST));
    }

    static Response decide(String address, String decision, String why) {
        return post(address + "/besluit", Map.of("besluit", decision, "toelichting", why));
    }

    static Response post(String address, Map<String, String> form) {
        return browser()
                .header("Sec-Fetch-Site", "same-origin")
                .redirects()
                .follow(false)
                .contentType(ContentType.URLENC.withCharset(StandardCharsets.UTF_8))
                .formParams(form)
                .post(address);
    }

    static ValidatableResponse page(String address) {
        return browser().get(address).then().statusCode(200);
    }

    static Response get(String address) {
        Response answer = browser().get(address);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer;
    }

    static RequestSpecification browser() {
        return given().accept("text/html,application/xhtml+xml,*/*;q=0.8");
    }

    static void register(String reference, String number) {
        TestRegister.put(reference, number);
    }

    static void outcome(String number, String outcome) throws SQLException {
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
                        URI.create("urn:sluitend:processing-activity:test:1"),
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
                                Arc.container()
                                        .instance(DisclosureLog.class)
                                        .get()
                                        .append(
                                                LogName.ofConvenant(
                                                        new Oin(TestNode.OIN), CONVENANT),
                                                List.of(leaf)));
    }

    static void execute(String sql) throws SQLException {
        try (Connection connection =
                        Arc.container().instance(AgroalDataSource.class).get().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static long number(String sql) throws SQLException {
        return Long.parseLong(text(sql));
    }

    static String text(String sql) throws SQLException {
        try (Connection connection =
                        Arc.container().instance(AgroalDataSource.class).get().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    static byte[] bytes(String sql) throws SQLException {
        try (Connection connection =
                        Arc.container().instance(AgroalDataSource.class).get().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getBytes(1);
        }
    }
}
