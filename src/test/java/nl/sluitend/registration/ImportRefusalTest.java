package nl.sluitend.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.SecurityAttribute;
import io.quarkus.test.security.TestSecurity;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import nl.sluitend.NodeClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ImportRefusalTest {

    private static final String ONE =
            """
            {"reference":"r-1","bsn":"%s","category":"DREIGEND","startDate":"2025-09-01"}
            """;

    @BeforeEach
    void clear() {
        RegisterDatabase.clear();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/registrations",
                "/v1/registrations/_delete",
                "/v1/registrations/_vervang",
                "/v1/imports/x/_consent",
                "/v1/sources/_quota",
                "/v1/registration-key/_rotate"
            })
    void withoutATokenNothingIsTaken(String path) {
        NodeClient.given()
                .contentType("application/json")
                .body("{}")
                .post(path)
                .then()
                .statusCode(401);
    }

    @Test
    void listWithoutATokenIsNotTaken() {
        NodeClient.given()
                .contentType("text/csv")
                .queryParam("mode", "delta")
                .queryParam("profile", "generic")
                .body(TestPupils.list(0, 1))
                .post("/v1/registrations/_import")
                .then()
                .statusCode(401);
        NodeClient.given().get("/v1/imports/x").then().statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/registrations",
                "/v1/registrations/_delete",
                "/v1/registrations/_vervang",
                "/v1/imports/x/_consent",
                "/v1/sources/_quota",
                "/v1/registration-key/_rotate"
            })
    @TestSecurity(user = "reader", roles = "outcome-reader")
    void anotherRoleIsRefused(String path) {
        NodeClient.given()
                .contentType("application/json")
                .body("{}")
                .post(path)
                .then()
                .statusCode(403);
    }

    @Test
    @TestSecurity(user = "nobody", roles = "registration-writer")
    void tokenThatNamesNoClientIsRefused() {
        NodeClient.given()
                .contentType("application/json")
                .body(ONE.formatted(TestPupils.bsn(0)))
                .post("/v1/registrations")
                .then()
                .statusCode(403);
    }

    @Test
    @TestSecurity(
            user = "service-account-source-a",
            roles = "registration-writer",
            attributes = @SecurityAttribute(key = "azp", value = "source-a"))
    void singleRegistrationIsAnsweredTheSameWhetherItWasKnownOrNot() {
        String first = post(ONE.formatted(TestPupils.bsn(0)));

        assertThat(post(ONE.formatted(TestPupils.bsn(0)))).isEqualTo(first);
        assertThat(RegisterDatabase.number("select count(*) from registration")).isEqualTo(1);
    }

    private static String post(String body) {
        return NodeClient.given()
                .contentType("application/json")
                .body(body)
                .post("/v1/registrations")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    @Test
    @TestSecurity(
            user = "service-account-source-a",
            roles = "registration-writer",
            attributes = @SecurityAttribute(key = "azp", value = "source-a"))
    void badRegistrationIsRefusedWithAllItsErrorsAndNoneOfItsValues() {
        NodeClient.given()
                .contentType("application/json")
                .body("{\"bsn\":\"999900007\",\"category\":\"ziek\",\"startDate\":\"gisteren\"}")
                .post("/v1/registrations")
                .then()
                .statusCode(400)
                .body(
                        "errors.field",
                        containsInAnyOrder("/reference", "/bsn", "/category", "/startDate"))
                .body(not(containsString("999900007")));
        NodeClient.given()
                .contentType("application/json")
                .body("{\"reference\":\"r-1\",\"geheim\":\"999900007\"}")
                .post("/v1/registrations")
                .then()
                .statusCode(400)
                .body(not(containsString("999900007")));
        NodeClient.given()
                .contentType("application/json")
                .post("/v1/registrations")
                .then()
                .statusCode(400);
    }

    @Test
    @TestSecurity(
            user = "service-account-source-a",
            roles = "registration-writer",
            attributes = @SecurityAttribute(key = "azp", value = "source-a"))
    void halfSentSnapshotFailsAndEndsNothing() throws Exception {
        NodeClient.given()
                .contentType("text/csv")
                .queryParam("mode", "snapshot")
                .queryParam("profile", "generic")
                .body(TestPupils.list(0, 20))
                .post("/v1/registrations/_import")
                .then()
                .statusCode(200);

        URI node = URI.create(NodeClient.address());
        String part = TestPupils.list(0, 5);
        try (SSLSocket socket =
                (SSLSocket)
                        NodeClient.context(null)
                                .getSocketFactory()
                                .createSocket(node.getHost(), node.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(
                    ("POST /v1/registrations/_import?mode=snapshot&profile=generic HTTP/1.1\r\n"
                                    + "Host: localhost\r\n"
                                    + "Content-Type: text/csv\r\n"
                                    + "Idempotency-Key: half\r\n"
                                    + "Content-Length: 100000\r\n\r\n"
                                    + part)
                            .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            waitForState("half", "running");
        }
        waitForState("half", "failed");

        NodeClient.given()
                .get("/v1/imports/half")
                .then()
                .body("reason", equalTo("import-broken-off"));
        assertThat(
                        RegisterDatabase.number(
                                "select count(*) from registration where ended_on is not null"))
                .isZero();
    }

    private static void waitForState(String key, String state) throws InterruptedException {
        for (int i = 0; i < 300; i++) {
            var answer = NodeClient.given().get("/v1/imports/" + key);
            if (answer.statusCode() == 200 && state.equals(answer.path("state"))) {
                return;
            }
            Thread.sleep(Duration.ofMillis(100));
        }
        throw new AssertionError("the import is not " + state);
    }
}
