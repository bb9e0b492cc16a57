package nl.sluitend.officer;

import static nl.sluitend.NodeClient.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.YearMonth;
import java.util.List;
import nl.sluitend.disclosure.DisclosureFigures.Month;
import nl.sluitend.party.Alert;
import nl.sluitend.party.Alerts;
import nl.sluitend.party.Roles;
import org.junit.jupiter.api.Test;

@QuarkusTest
final class OverviewPagesTest {

    @Inject Alerts alerts;

    @Test
    @TestSecurity(user = "fatima", roles = Roles.FG)
    void an_alert_stays_until_the_fg_has_seen_it() {
        alerts.raise("list-grows", "overview-test", "De lijst van <SWV> groeit opvallend.");
        Alert raised =
                alerts.list(true).stream()
                        .filter(alert -> alert.about().equals("overview-test"))
                        .findFirst()
                        .orElseThrow();
        String form = "action=\"/overzicht/meldingen/" + raised.id() + "\"";
        page("/overzicht")
                .body(containsString("De lijst van &lt;SWV&gt; groeit opvallend."))
                .body(containsString(form));
        assertThat(post("/overzicht/meldingen/" + raised.id()).statusCode()).isEqualTo(303);
        page("/overzicht").body(not(containsString(form)));
        assertThat(post("/overzicht/meldingen/" + raised.id()).statusCode()).isEqualTo(404);
    }

    @Test
    @TestSecurity(user = "petra", roles = Roles.PRIVACY_OFFICER)
    void the_privacy_officer_reads_alerts_and_leaves_them_to_the_fg() {
        alerts.raise("list-grows", "overview-read", "Kijk hiernaar.");
        page("/overzicht")
                .body(containsString("Kijk hiernaar."))
                .body(containsString("Verstrekkingen door de tijd"))
                .body(not(containsString("/overzicht/meldingen/")))
                .body(not(containsString("style=")));
        alerts.list(true).stream()
                .filter(alert -> alert.about().equals("overview-read"))
                .forEach(
                        alert ->
                                assertThat(post("/overzicht/meldingen/" + alert.id()).statusCode())
                                        .isEqualTo(403));
    }

    @Test
    @TestSecurity(user = "karel", roles = Roles.CASE_WORKER)
    void a_case_worker_sees_runs_and_no_alerts() {
        page("/overzicht")
                .body(
                        allOf(
                                containsString("Laatste afstemmingen"),
                                not(containsString("Wat iemand moet bekijken")),
                                not(containsString("Integriteit</a>"))));
    }

    @Test
    @TestSecurity(user = "karel", roles = Roles.CASE_WORKER)
    void a_run_that_cannot_begin_says_why() {
        given().accept("text/html")
                .header("Sec-Fetch-Site", "same-origin")
                .formParam("afspraak", "0".repeat(64) + " MATCH doel")
                .post("/afstemmingen")
                .then()
                .statusCode(400)
                .body(containsString("hier niet bekend"));
        given().accept("text/html")
                .header("Sec-Fetch-Site", "same-origin")
                .formParam("afspraak", "")
                .post("/afstemmingen")
                .then()
                .statusCode(400)
                .body(containsString("Kies met wie, hoe en waarvoor."));
        browser().get("/afstemmingen/00000000-0000-4000-8000-000000000000").then().statusCode(404);
    }

    @Test
    @TestSecurity(user = "fatima", roles = Roles.FG)
    void the_fg_starts_no_run_and_checks_the_logs_now() {
        page("/afstemmingen").body(not(containsString("Beginnen</button>")));
        assertThat(post("/afstemmingen").statusCode()).isEqualTo(403);
        page("/privacy/integriteit").body(containsString("Controleer nu"));
        String checked = post("/privacy/integriteit").asString();
        assertThat(checked).contains("zijn net nagerekend").contains("Eerdere controles");
        String report = checked.replaceFirst("(?s).*?(/privacy/controles/[0-9a-f-]{36}).*", "$1");
        page(report + "/rapport.txt").body(containsString("Controle van het verstrekkingenlog"));
        page(report + "/rapport.json").body(containsString("checkedAt"));
        page(report + "/rapport.pdf").header("Content-Type", "application/pdf");
        page("/overzicht").body(containsString("Laatste controle: "));
    }

    @Test
    void a_chart_says_the_same_in_words_and_what_is_small_can_be_seen() {
        MonthChart chart =
                MonthChart.of(
                        List.of(
                                new Month(YearMonth.of(2026, 1), 1, 0, 0),
                                new Month(YearMonth.of(2026, 2), 0, 0, 0),
                                new Month(YearMonth.of(2026, 3), 2, 900, 1)));
        assertThat(chart.bars()).hasSize(4).allMatch(bar -> bar.height() >= 3);
        assertThat(chart.bars()).allMatch(bar -> bar.y() >= 0 && bar.x() < MonthChart.WIDTH);
        assertThat(chart.summary())
                .isEqualTo(
                        "In twaalf maanden werd 3 keer een lijst vergelijkbaar gemaakt, 900 keer een"
                                + " gegeven verstrekt en 1 vraag geweigerd. De meeste waren in maart"
                                + " 2026: 903.");
        assertThat(MonthChart.of(List.of(new Month(YearMonth.of(2026, 1), 0, 0, 0))).isEmpty())
                .isTrue();
    }

    private static io.restassured.response.ValidatableResponse page(String address) {
        return browser().get(address).then().statusCode(200);
    }

    private static Response post(String address) {
        return browser()
                .header("Sec-Fetch-Site", "same-origin")
                .redirects()
                .follow(false)
                .post(address);
    }

    private static RequestSpecification browser() {
        return given().accept("text/html,application/xhtml+xml,*/*;q=0.8");
    }
}
