package nl.sluitend.officer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.Set;
import nl.sluitend.demo.DemoRealm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who ends a session in Keycloak ends it at the node too (OpenID Connect Back-Channel Logout). */
class LogoutEverywhereIT {

    private static final String PAGE = "/privacy/verzoeken";
    private static final String BACK_CHANNEL = "/afmelden-overal";

    private static OfficerSite site;
    private static PageBrowser browser;

    @BeforeAll
    static void start() throws Exception {
        site = OfficerSite.shared();
        browser = PageBrowser.launch();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void an_administrator_ends_every_session_of_one_person_and_of_nobody_else() throws Exception {
        try (BrowserContext desk = browser.session(1280, ColorScheme.LIGHT);
                BrowserContext laptop = browser.session(1280, ColorScheme.LIGHT);
                BrowserContext other = browser.session(1280, ColorScheme.LIGHT)) {
            Page one = browser.open(site, desk, "petra", PAGE);
            Page two = browser.open(site, laptop, "petra", PAGE);
            Page colleague = browser.open(site, other, "fatima", PAGE);
            one.reload();
            assertThat(one.url()).as("a session lives on by itself").isEqualTo(site.url() + PAGE);

            endSessions("petra");

            for (Page page : new Page[] {one, two}) {
                page.navigate(site.url() + PAGE);
                assertThat(page.url()).isNotEqualTo(site.url() + PAGE);
                assertThat(page.content()).doesNotContain("Verzoeken van betrokkenen");
                page.navigate(site.url() + PAGE);
                assertThat(page.url())
                        .as("Keycloak asks for the password again")
                        .startsWith(site.keycloak().issuer("rbl").toString());
            }
            colleague.reload();
            assertThat(colleague.url()).isEqualTo(site.url() + PAGE);

            PageBrowser.logIn(one, "petra");
            assertThat(one.url()).as("the next session is a new one").isEqualTo(site.url() + PAGE);
        }
    }

    @Test
    void what_keycloak_did_not_sign_ends_nothing() throws Exception {
        try (BrowserContext session = browser.session(1280, ColorScheme.LIGHT)) {
            Page page = browser.open(site, session, "petra", PAGE);
            for (String forged :
                    new String[] {
                        "nonsense", site.token("fg"), unsigned(), site.token("swv", "fg")
                    }) {
                HttpResponse<String> answer =
                        site.http()
                                .send(
                                        HttpRequest.newBuilder(
                                                        URI.create(site.url() + BACK_CHANNEL))
                                                .header(
                                                        "Content-Type",
                                                        "application/x-www-form-urlencoded")
                                                .POST(
                                                        HttpRequest.BodyPublishers.ofString(
                                                                "logout_token=" + forged))
                                                .build(),
                                        HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(400);
            }
            page.reload();
            assertThat(page.url()).isEqualTo(site.url() + PAGE);
        }
    }

    private static String unsigned() {
        String issuer = site.keycloak().issuer("rbl").toString();
        return part("{\"alg\":\"none\"}")
                + "."
                + part(
                        "{\"iss\":\"%s\",\"aud\":\"sluitend-node\",\"sid\":\"x\",\"events\":{\"http://schemas.openid.net/event/backchannel-logout\":{}}}"
                                .formatted(issuer))
                + ".";
    }

    private static String part(String json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    /** As an administrator of Keycloak does it: "sign out all sessions". */
    private static void endSessions(String username) throws Exception {
        String users = site.keycloak().url() + "/admin/realms/rbl/users";
        String found =
                admin(
                                HttpRequest.newBuilder(
                                                URI.create(
                                                        users + "?exact=true&username=" + username))
                                        .GET())
                        .body();
        String id = new ObjectMapper().readTree(found).at("/0/id").asText();
        HttpResponse<String> ended =
                admin(
                        HttpRequest.newBuilder(URI.create(users + "/" + id + "/logout"))
                                .POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(ended.statusCode()).as(ended::body).isEqualTo(204);
    }

    private static HttpResponse<String> admin(HttpRequest.Builder request) throws Exception {
        char[] password = site.files().password().toCharArray();
        KeyStore keys = KeyStore.getInstance(site.files().keystore().toFile(), password);
        var operator =
                new DemoRealm.SourceSystem(
                        "sluitend-operator",
                        new KeyPair(
                                keys.getCertificate("login").getPublicKey(),
                                (PrivateKey) keys.getKey("login", password)),
                        Set.of());
        return site.http()
                .send(
                        request.header(
                                        "Authorization",
                                        site.keycloak().tokens("rbl", operator).bearer())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
