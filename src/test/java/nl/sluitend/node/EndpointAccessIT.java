package nl.sluitend.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import nl.sluitend.officer.OfficerSite;
import nl.sluitend.party.Roles;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every endpoint, with every role, with bad tokens and with none, at a packaged node. */
class EndpointAccessIT {

    private static final String ANY = "GET /v1/disclosures";

    private static OfficerSite site;
    private static HttpClient http;

    @BeforeAll
    static void start() throws Exception {
        site = OfficerSite.shared();
        http = site.http();
    }

    static Stream<Endpoint> interfaces() {
        return Endpoint.inCode().filter(endpoint -> endpoint.path().startsWith("/v1/"));
    }

    static Stream<Endpoint> peerInterfaces() {
        return Endpoint.inCode().filter(endpoint -> endpoint.path().startsWith("/peer/"));
    }

    static Stream<Endpoint> pages() {
        return Endpoint.inCode().filter(Endpoint::isPage);
    }

    @ParameterizedTest
    @MethodSource("interfaces")
    void the_roles_of_the_table_are_let_in_and_no_others(Endpoint endpoint) throws Exception {
        for (String role : OfficerSite.ROLES) {
            HttpResponse<String> answer = call(endpoint, site.token(role));
            if (endpoint.access().contains(role) || endpoint.access().contains(Endpoint.LOGIN)) {
                assertThat(answer.statusCode()).as(role).isNotIn(401, 403, 500);
            } else {
                assertProblem(answer, 403, "forbidden");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("interfaces")
    void nobody_is_let_in_without_a_token(Endpoint endpoint) throws Exception {
        assertProblem(call(endpoint, null), 401, "unauthenticated");
    }

    @ParameterizedTest
    @MethodSource("interfaces")
    void a_token_of_another_party_is_refused(Endpoint endpoint) throws Exception {
        String role =
                endpoint.access().contains(Endpoint.LOGIN)
                        ? Roles.FG
                        : endpoint.access().iterator().next();
        assertProblem(call(endpoint, site.token("swv", role)), 401, "unauthenticated");
    }

    @Test
    void garbage_and_a_tampered_token_are_refused() throws Exception {
        Endpoint endpoint = any();
        String token = site.token(Roles.FG);
        String[] parts = token.split("\\.", -1);
        String other = site.token(Roles.REGISTRATION_WRITER);
        for (String bad :
                List.of(
                        "x",
                        "a.b.c",
                        token + "x",
                        parts[0] + "." + parts[1] + ".",
                        parts[0] + "." + parts[1] + "." + other.split("\\.", -1)[2])) {
            assertProblem(call(endpoint, bad), 401, "unauthenticated");
        }
    }

    /** Clocks may differ by ten seconds; a token is refused once it is older than that. */
    @Test
    void an_expired_token_is_refused() throws Exception {
        call(any(), site.token(Roles.FG));
        String token = site.token(OfficerSite.SHORT_LIVED);
        assertThat(call(any(), token).statusCode()).isEqualTo(200);
        Thread.sleep(OfficerSite.SHORT_LIFE.plusSeconds(12));
        assertProblem(call(any(), token), 401, "unauthenticated");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void whoever_asks_for_a_page_without_a_session_is_sent_to_the_realms_login(Endpoint endpoint)
            throws Exception {
        HttpResponse<String> answer = call(endpoint, null);
        if (endpoint.access().contains(Endpoint.OPEN)) {
            assertThat(answer.statusCode()).isEqualTo(200);
        } else {
            assertThat(answer.statusCode()).isEqualTo(302);
            assertThat(answer.headers().firstValue("Location").orElseThrow())
                    .startsWith(site.keycloak().issuer("rbl") + "/protocol/openid-connect/auth")
                    .contains("code_challenge_method=S256", "response_type=code", "nonce=");
            assertThat(answer.headers().allValues("Set-Cookie"))
                    .isNotEmpty()
                    .allMatch(
                            cookie ->
                                    cookie.contains("Secure")
                                            && cookie.contains("HTTPOnly")
                                            && cookie.contains("SameSite=Lax"));
        }
    }

    /** A token opens interfaces; the pages want a person who logged in with a browser. */
    @Test
    void a_bearer_token_opens_no_page() throws Exception {
        Endpoint page = new Endpoint("GET", "/overzicht", Set.of(), "application/json");
        assertThat(call(page, site.token(Roles.FG)).statusCode()).isEqualTo(302);
    }

    @Test
    void peer_interfaces_want_a_certificate_and_take_no_token() throws Exception {
        for (Endpoint endpoint : peerInterfaces().toList()) {
            assertProblem(
                    call(endpoint, site.token(Roles.NODE_OPERATOR)),
                    401,
                    "client-certificate-missing");
        }
    }

    private static Endpoint any() {
        return Endpoint.inCode()
                .filter(endpoint -> (endpoint.method() + " " + endpoint.path()).equals(ANY))
                .findFirst()
                .orElseThrow();
    }

    private static HttpResponse<String> call(Endpoint endpoint, @Nullable String token)
            throws IOException, InterruptedException {
        String path =
                endpoint.path()
                        .replace("{logId}", "node")
                        .replace("{log}", "node")
                        .replace("{hash}", "0".repeat(64))
                        .replace("{convenantHash}", "0".repeat(64))
                        .replace("{originHash}", "0".repeat(64))
                        .replaceAll("\\{[^}]*\\}", "0");
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(site.url() + path))
                        .timeout(Duration.ofSeconds(30));
        if (endpoint.method().equals("GET")) {
            request.GET();
        } else {
            request.header("Content-Type", endpoint.consumes())
                    .method(endpoint.method(), HttpRequest.BodyPublishers.ofString("{}"));
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String type)
            throws IOException {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/problem+json");
        assertThat(new ObjectMapper().readTree(answer.body()).path("type").asText())
                .isEqualTo("urn:sluitend:problem:" + type);
    }
}
