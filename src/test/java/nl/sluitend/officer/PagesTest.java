package nl.sluitend.officer;

import static nl.sluitend.NodeClient.address;
import static nl.sluitend.NodeClient.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.specification.RequestSpecification;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import nl.sluitend.TestNode;
import nl.sluitend.party.Roles;
import org.junit.jupiter.api.Test;

@QuarkusTest
final class PagesTest {

    /** A page of the test alone, that changes something or fails. */
    @Path("/test/page")
    @PermitAll
    public static final class Changing {

        @POST
        public String change() {
            return "changed";
        }

        @GET
        public String crash() {
            throw new IllegalStateException("999900006");
        }
    }

    @Test
    void the_start_page_tells_whose_node_this_is_and_runs_no_script() {
        browser()
                .get("/")
                .then()
                .statusCode(200)
                .contentType("text/html;charset=UTF-8")
                .header("Content-Security-Policy", Pages.CONTENT_SECURITY_POLICY)
                .header("Cache-Control", "no-store")
                .header("X-Frame-Options", "DENY")
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .body(containsString(TestNode.NAME))
                .body(not(containsString("<script")))
                .body(not(containsString("style=")));
    }

    @Test
    void the_handbook_is_one_click_away_and_whole() {
        browser().get("/").then().body(containsString("href=\"/handleiding\""));
        browser()
                .get("/handleiding")
                .then()
                .statusCode(200)
                .body(containsString("href=\"/handleiding?pagina=verzoeken\""))
                .body(containsString("Wie mag wat"));
        for (String page :
                new String[] {
                    "overzicht", "verzoeken", "verstrekkingen", "afstemmingen", "controleren"
                }) {
            browser()
                    .queryParam("pagina", page)
                    .get("/handleiding")
                    .then()
                    .statusCode(200)
                    .body(not(containsString("**")))
                    .body(not(containsString("](")))
                    .body(not(containsString("\n## ")));
        }
        for (String page : new String[] {"nergens", "../application", "a/b"}) {
            browser().queryParam("pagina", page).get("/handleiding").then().statusCode(404);
        }
    }

    @Test
    @TestSecurity(user = "karel", roles = Roles.CASE_WORKER)
    void the_overview_shows_each_role_its_own_way_on() {
        browser()
                .get("/overzicht")
                .then()
                .statusCode(200)
                .body(containsString("behandelaar"))
                .body(not(containsString("/privacy/verstrekkingen")));
    }

    @Test
    @TestSecurity(
            user = "<b>fatima</b>",
            roles = {Roles.FG, Roles.PRIVACY_OFFICER})
    void names_are_shown_as_text() {
        browser()
                .get("/overzicht")
                .then()
                .statusCode(200)
                .body(containsString("&lt;b&gt;fatima&lt;/b&gt;"))
                .body(not(containsString("<b>fatima")))
                .body(containsString("privacy officer en functionaris gegevensbescherming"));
    }

    @Test
    @TestSecurity(user = "lvs", roles = Roles.REGISTRATION_WRITER)
    void who_may_not_see_a_page_is_told_so_in_plain_dutch() {
        browser()
                .get("/overzicht")
                .then()
                .statusCode(403)
                .contentType("text/html;charset=UTF-8")
                .header("Content-Security-Policy", Pages.CONTENT_SECURITY_POLICY)
                .body(allOf(containsString("U mag deze pagina niet zien"), containsString("rol")));
    }

    @Test
    void a_page_that_is_not_there_says_so_to_a_person_and_a_machine_each_in_its_own_way() {
        browser()
                .get("/nergens")
                .then()
                .statusCode(404)
                .contentType("text/html;charset=UTF-8")
                .body(containsString("Deze pagina bestaat niet"));
        given().accept("application/json")
                .get("/nergens")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
        browser().get("/v1/nergens").then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void a_failure_gives_an_incident_number_and_nothing_else() {
        browser()
                .get("/test/page")
                .then()
                .statusCode(500)
                .contentType("text/html;charset=UTF-8")
                .body(containsString("Er ging iets mis"))
                .body(containsString("Nummer van de melding"))
                .body(not(containsString("999900006")));
    }

    @Test
    void a_change_is_taken_from_a_page_of_this_node_alone() {
        browser().header("Sec-Fetch-Site", "same-origin").post("/test/page").then().statusCode(200);
        browser().header("Origin", address()).post("/test/page").then().statusCode(200);
    }

    @Test
    void a_change_asked_for_by_another_site_or_by_nobody_is_refused() {
        for (String site : new String[] {"cross-site", "same-site", "none"}) {
            browser()
                    .header("Sec-Fetch-Site", site)
                    .header("Origin", address())
                    .post("/test/page")
                    .then()
                    .statusCode(403)
                    .body(containsString("Deze vraag kwam niet van een pagina"));
        }
        browser()
                .header("Origin", "https://evil.example")
                .post("/test/page")
                .then()
                .statusCode(403);
        given().post("/test/page")
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:sluitend:problem:foreign-page"));
    }

    private static RequestSpecification browser() {
        return given().accept("text/html,application/xhtml+xml,*/*;q=0.8");
    }
}
