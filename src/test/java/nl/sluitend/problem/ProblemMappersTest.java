package nl.sluitend.problem;

import static nl.sluitend.NodeClient.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
final class ProblemMappersTest {

    private static final String SECRET = "999900006";

    /** A resource of the test alone: every way in which a request can end badly. */
    @Path("/test/problems")
    @PermitAll
    public static final class Failing {

        public record Body(int number) {}

        @GET
        @Path("/refused")
        public String refused() {
            throw new ProblemException(
                    Problem.invalidInput(
                            "Two fields are wrong.",
                            List.of(
                                    new FieldError("/a", "must be a date"),
                                    new FieldError("/b", "must be a code"))));
        }

        @GET
        @Path("/crash")
        public String crash() {
            throw new IllegalStateException("failed on " + SECRET);
        }

        @POST
        @Path("/body")
        public String body(Body body) {
            return "ok";
        }
    }

    @Test
    void a_problem_carries_all_its_errors_at_once() {
        given().get("/test/problems/refused")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:sluitend:problem:invalid-input"))
                .body("status", equalTo(400))
                .body("detail", notNullValue())
                .body("errors.field", equalTo(List.of("/a", "/b")));
    }

    @Test
    void an_unexpected_failure_tells_an_incident_number_and_never_its_message() {
        given().get("/test/problems/crash")
                .then()
                .statusCode(500)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:sluitend:problem:internal"))
                .body("incident", notNullValue())
                .body(not(containsString(SECRET)));
    }

    @Test
    void unknown_addresses_and_methods_are_problems_too() {
        given().get("/v1/nothing-here")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:sluitend:problem:not-found"));
        given().delete("/test/problems/refused")
                .then()
                .statusCode(405)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:sluitend:problem:method-not-allowed"));
    }

    @Test
    void json_that_cannot_be_read_is_refused_without_quoting_it() {
        given().contentType("application/json")
                .body("{\"number\": \"" + SECRET + "x\"}")
                .post("/test/problems/body")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].field", equalTo("/number"))
                .body(not(containsString(SECRET)));
        given().contentType("application/json")
                .body("{\"surname\": 1}")
                .post("/test/problems/body")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("/surname"));
    }

    @Test
    void the_published_description_is_open_and_every_answer_carries_security_headers() {
        given().get("/v1/openapi.json")
                .then()
                .statusCode(200)
                .header("X-Content-Type-Options", "nosniff")
                .header("Strict-Transport-Security", containsString("max-age"));
    }
}
