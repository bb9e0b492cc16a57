package nl.sluitend.officer;

import static nl.sluitend.NodeClient.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import nl.sluitend.TestNode;
import nl.sluitend.disclosure.DisclosureLog;
import nl.sluitend.disclosure.Leaf;
import nl.sluitend.disclosure.LeafKind;
import nl.sluitend.disclosure.LogEntry;
import nl.sluitend.disclosure.LogName;
import nl.sluitend.disclosure.LogVerificationException;
import nl.sluitend.disclosure.ProcessingActivity;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.Roles;
import org.junit.jupiter.api.Test;

@QuarkusTest
final class ProcessingPagesTest {

    private static final String UNKNOWN = "3c".repeat(32);

    @Inject DisclosureLog log;
    @Inject DataSource database;

    @Test
    @TestSecurity(user = "fatima", roles = Roles.FG)
    void what_no_convenant_accounts_for_stands_out() {
        exposure("een doel dat niemand kent");
        page().body(containsString("een doel dat niemand kent"))
                .body(containsString("Dit knooppunt kent het convenant niet."));
    }

    @Test
    @TestSecurity(user = "fatima", roles = Roles.FG)
    void what_the_node_itself_does_stands_on_the_page() {
        ValidatableResponse page = page();
        for (ProcessingActivity activity : ProcessingActivity.own()) {
            page.body(
                    containsString(activity.name()),
                    containsString(activity.purpose()),
                    containsString(activity.data()),
                    containsString(activity.retention()));
            assertThat(activity.dataSubjects().isEmpty())
                    .as("%s: who, what and how long", activity.id())
                    .isEqualTo(activity.data().isEmpty())
                    .isEqualTo(activity.retention().isEmpty());
        }
    }

    @Test
    @TestSecurity(user = "fatima", roles = Roles.FG)
    void the_register_is_taken_along_as_csv() {
        exposure("een doel voor het rekenblad");
        List<NamedCsvRecord> lines;
        try (CsvReader<NamedCsvRecord> csv =
                CsvReader.builder()
                        .ofNamedCsvRecord(
                                take("csv")
                                        .statusCode(200)
                                        .contentType(containsString("text/csv"))
                                        .header("Cache-Control", "no-store")
                                        .header(
                                                "Content-Disposition",
                                                "attachment; filename=\"verwerkingsregister.csv\"")
                                        .extract()
                                        .asString())) {
            lines = csv.stream().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(lines)
                .filteredOn(line -> line.getField("section").equals("node"))
                .extracting(line -> line.getField("name"))
                .containsExactlyElementsOf(
                        ProcessingActivity.own().stream().map(ProcessingActivity::name).toList());
        assertThat(lines)
                .filteredOn(line -> line.getField("section").equals("deviation"))
                .anySatisfy(
                        line -> {
                            assertThat(line.getField("logged"))
                                    .contains("een doel voor het rekenblad");
                            assertThat(line.getField("deviation"))
                                    .isEqualTo("Dit knooppunt kent het convenant niet.");
                        });
    }

    @Test
    @TestSecurity(user = "petra", roles = Roles.PRIVACY_OFFICER)
    void the_register_is_taken_along_as_json() {
        exposure("een doel voor de json");
        take("json")
                .statusCode(200)
                .contentType("application/json")
                .header("Content-Disposition", containsString("verwerkingsregister.json"))
                .body("oin", equalTo(TestNode.OIN))
                .body("own.id", hasItem("urn:sluitend:processing-activity:registration:1"))
                .body("deviations.what", hasItem(containsString("een doel voor de json")));
    }

    @Test
    @TestSecurity(user = "petra", roles = Roles.PRIVACY_OFFICER)
    void that_it_was_taken_stands_in_the_node_log_without_a_name() {
        long before = consultations();
        take("json").statusCode(200);
        page();
        assertThat(consultations()).isEqualTo(before + 1);
    }

    @Test
    @TestSecurity(user = "petra", roles = Roles.PRIVACY_OFFICER)
    void another_form_is_refused_and_nothing_is_logged() {
        long before = consultations();
        take("xls")
                .statusCode(400)
                .contentType(containsString("text/html"))
                .body(containsString("Kies een vorm: CSV of JSON."));
        assertThat(consultations()).isEqualTo(before);
    }

    @Test
    @TestSecurity(user = "olga", roles = Roles.NODE_OPERATOR)
    void an_operator_takes_no_register_along() {
        take("csv").statusCode(403);
    }

    private static ValidatableResponse page() {
        return given().accept("text/html")
                .get("/privacy/verwerkingsregister")
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse take(String format) {
        return given().header("Sec-Fetch-Site", "same-origin")
                .formParam("vorm", format)
                .post("/privacy/verwerkingsregister/meenemen")
                .then();
    }

    private long consultations() {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "select entry from disclosure_leaf where kind = 'consultation'")) {
            long found = 0;
            while (rows.next()) {
                LogEntry entry = LogEntry.parse(rows.getBytes(1));
                if ("processing-register".equals(entry.detail().get("consulted"))) {
                    assertThat(new String(rows.getBytes(1), StandardCharsets.UTF_8))
                            .doesNotContain("petra")
                            .doesNotContain("fatima");
                    found++;
                }
            }
            return found;
        } catch (SQLException | LogVerificationException e) {
            throw new IllegalStateException(e);
        }
    }

    private void exposure(String purpose) {
        Leaf leaf =
                new Leaf(
                        LeafKind.EXPOSURE,
                        Clock.systemUTC().instant(),
                        UNKNOWN,
                        URI.create("urn:sluitend:processing-activity:test:1"),
                        purpose,
                        "geen",
                        new Oin(TestNode.OIN),
                        new Oin(TestNode.PEER_OIN),
                        "session-9",
                        Map.of("n", 3),
                        List.of(),
                        Optional.empty());
        QuarkusTransaction.requiringNew()
                .run(
                        () ->
                                log.append(
                                        LogName.ofConvenant(new Oin(TestNode.OIN), UNKNOWN),
                                        List.of(leaf)));
    }

    @Test
    @TestSecurity(user = "olga", roles = Roles.NODE_OPERATOR)
    void an_operator_sees_how_the_node_is_set_up_and_no_secret() {
        given().accept("text/html")
                .get("/beheer")
                .then()
                .statusCode(200)
                .body(containsString(TestNode.PEER_NAME))
                .body(containsString("Certificaat voor ondertekenen"))
                .body(not(containsString(TestNode.FILES.password())));
        given().accept("text/html").get("/privacy/verwerkingsregister").then().statusCode(403);
    }
}
