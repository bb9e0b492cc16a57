package nl.sluitend.officer;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import nl.sluitend.party.Roles;
import nl.sluitend.subject.ReportFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Requests of data subjects in a real browser, through Keycloak's real login. */
class RightsPagesIT {

    private static final String LIST = "/privacy/verzoeken";
    private static final String NEW = LIST + "/nieuw";
    private static final String NUMBER = "999900006";

    private static OfficerSite site;
    private static PageBrowser browser;

    @BeforeAll
    static void start() throws Exception {
        site = OfficerSite.shared();
        browser = PageBrowser.launch();
        HttpResponse<String> answer =
                site.http()
                        .send(
                                HttpRequest.newBuilder(URI.create(site.url() + "/v1/registrations"))
                                        .header(
                                                "Authorization",
                                                "Bearer " + site.token(Roles.REGISTRATION_WRITER))
                                        .header("Content-Type", "application/json")
                                        .POST(
                                                HttpRequest.BodyPublishers.ofString(
                                                        """
                                                        {"reference": "leerling-17", "bsn": "%s",
                                                         "category": "ABSOLUUT_VERZUIM",
                                                         "startDate": "2026-09-01",
                                                         "enrolled": false,
                                                         "municipality": "0415"}
                                                        """
                                                                .formatted(NUMBER)))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void what_do_you_hold_of_my_child_and_can_you_prove_it() throws Exception {
        try (BrowserContext session = browser.session(1280, ColorScheme.LIGHT)) {
            Page page = browser.open(site, session, "petra", LIST);
            PageBrowser.shows(page, "requests");
            page.getByRole(AriaRole.LINK, PageBrowser.named("Nieuw verzoek invoeren")).click();
            PageBrowser.shows(page, "request-form");
            PageBrowser.press(page, "Verzoek invoeren");
            assertThat(page.title()).startsWith("Fout: Nieuw verzoek");
            PageBrowser.shows(page, "request-form-errors");
            page.getByRole(AriaRole.ALERT).locator("a").first().click();
            assertThat(page.url()).endsWith("#recht");

            fill(page, "ACCESS");
            PageBrowser.press(page, "Verzoek invoeren");
            assertThat(page.url()).doesNotContain(NUMBER);
            assertThat(page.locator("main").innerText())
                    .contains("leerling-17", "geen school ingeschreven", "Antwoord uiterlijk")
                    .doesNotContain(NUMBER);
            PageBrowser.shows(page, "request-access");

            byte[] pdf = bytes(page, "Overzicht (PDF)");
            assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
            Files.write(Path.of("target", "screenshots", "access-report.pdf"), pdf);
            String file = new String(bytes(page, "Bewijzen (JSON)"), StandardCharsets.UTF_8);
            assertThat(ReportFile.claims(file)).isTrue();
            assertThat(file).doesNotContain(NUMBER, "Petra");

            page.locator("#toelichting").fill("Vandaag meegegeven aan de balie.");
            PageBrowser.press(page, "Overzicht is gegeven: afronden");
            assertThat(page.locator("main").innerText())
                    .contains("weet niet meer over wie dit verzoek ging")
                    .doesNotContain("leerling-17");
            PageBrowser.shows(page, "request-closed");
        }
    }

    @Test
    void i_do_not_want_my_child_to_be_compared() {
        try (BrowserContext session = browser.session(1280, ColorScheme.DARK)) {
            Page page = browser.open(site, session, "petra", NEW);
            fill(page, "OBJECTION");
            PageBrowser.press(page, "Verzoek invoeren");
            assertThat(page.locator("main").innerText()).contains("doet niet meer mee");
            page.locator("#toelichting").fill("Zie nummer " + NUMBER);
            PageBrowser.press(page, "Bezwaar toewijzen");
            assertThat(page.getByRole(AriaRole.ALERT).innerText()).contains("zonder nummers");
            PageBrowser.shows(page, "request-error-dark");
            page.locator("#toelichting").fill("De belangen van het kind wegen zwaarder.");
            PageBrowser.press(page, "Bezwaar toewijzen");
            PageBrowser.shows(page, "request-objection-dark");
            page.locator("#opheffing").fill("De ouders trekken het bezwaar in.");
            PageBrowser.press(page, "Opheffen");
            assertThat(page.locator("main").innerText()).contains("opgeheven");
        }
    }

    @Test
    void another_party_put_something_right_what_do_i_have_to_do() throws Exception {
        String id = "6f1c2f60-0000-4000-8000-000000000019";
        try (Connection connection = site.database().dataSource("node").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    INSERT INTO notice (notice_id, own, convenant, counterpart, kind, fields, at,
                      casusnummer, confirmed)
                    VALUES ('%s', false, '%s', '%s', 'RECTIFICATION', '{startDate}', now(),
                      '7K3QD-0M9XZ-4', now())
                    """
                            .formatted(id, OfficerSite.CONVENANT, OfficerSite.PEER_OIN));
        }
        for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
            try (BrowserContext session = browser.session(320, scheme)) {
                String suffix = "-narrow-" + scheme.name().toLowerCase(Locale.ROOT);
                Page page = browser.open(site, session, "fatima", LIST);
                PageBrowser.shows(page, "requests-notices" + suffix);
                PageBrowser.fits(page);
                page.navigate(site.url() + "/privacy/kennisgevingen/" + id);
                assertThat(page.locator("main").innerText()).contains("De privacy officer legt");
                PageBrowser.shows(page, "received-notice" + suffix);
                PageBrowser.fits(page);
            }
        }
        try (BrowserContext session = browser.session(1280, ColorScheme.LIGHT)) {
            Page page = browser.open(site, session, "petra", LIST);
            page.locator("a[href='/privacy/kennisgevingen/" + id + "']").focus();
            page.keyboard().press("Enter");
            page.waitForURL("**/privacy/kennisgevingen/*");
            assertThat(page.locator("main").innerText())
                    .contains(OfficerSite.PEER_NAME, "7K3QD-0M9XZ-4", "verbeter het ook bij u");
            PageBrowser.shows(page, "received-notice");
            page.locator("#toelichting").focus();
            page.keyboard().type("Zie nummer " + NUMBER);
            page.keyboard().press("Tab");
            page.keyboard().press("Enter");
            page.waitForSelector("[role=alert]");
            PageBrowser.shows(page, "received-notice-error");
            page.locator("#toelichting").fill("Bij ons stond het goed.");
            PageBrowser.press(page, "Verwerkt");
            assertThat(page.locator("main").innerText()).contains("Bij ons stond het goed.");
            assertThat(page.locator("#toelichting").count()).isZero();
            PageBrowser.shows(page, "received-notice-handled");
        }
    }

    @Test
    void erasing_says_what_it_does_before_it_is_done() {
        try (BrowserContext session = browser.session(320, ColorScheme.LIGHT)) {
            Page page = browser.open(site, session, "petra", NEW);
            page.locator("#recht").selectOption("ERASURE");
            page.locator("#vrager").selectOption("PUPIL");
            page.locator("#identiteit").check();
            page.locator("#nummer").fill("999900018");
            PageBrowser.press(page, "Verzoek invoeren");
            assertThat(page.locator("main").innerText())
                    .contains("Niets gevonden", "niet ongedaan", "35 dagen", "90 dagen");
            PageBrowser.shows(page, "request-erasure-narrow");
            PageBrowser.fits(page);
            page.locator("#toelichting").fill("Niet meer nodig.");
            PageBrowser.press(page, "Definitief wissen");
            assertThat(page.getByRole(AriaRole.ALERT).innerText()).contains("Bevestig");
            page.locator("#toelichting").fill("Niet meer nodig.");
            page.locator("#zeker").check();
            PageBrowser.press(page, "Definitief wissen");
            assertThat(page.locator("main").innerText()).contains("toegewezen");
        }
    }

    @Test
    void the_pages_stay_readable_in_the_dark_and_on_a_narrow_screen() {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            try (BrowserContext session = browser.session(320, scheme)) {
                String suffix = "-narrow-" + scheme.name().toLowerCase(Locale.ROOT);
                Page page = browser.open(site, session, "petra", NEW);
                PageBrowser.shows(page, "request-form" + suffix);
                PageBrowser.fits(page);
                fill(page, "RECTIFICATION");
                PageBrowser.press(page, "Verzoek invoeren");
                PageBrowser.shows(page, "request" + suffix);
                PageBrowser.fits(page);
                page.navigate(site.url() + LIST);
                PageBrowser.shows(page, "requests" + suffix);
                PageBrowser.fits(page);
            }
        }
    }

    @Test
    void the_fg_looks_on_and_others_are_told_that_this_is_not_for_them() {
        try (BrowserContext session = browser.session(1280, ColorScheme.LIGHT)) {
            Page page = browser.open(site, session, "fatima", LIST);
            assertThat(page.locator("main").innerText()).doesNotContain("Nieuw verzoek");
            page.navigate(site.url() + NEW);
            assertThat(page.locator("h1").innerText()).isEqualTo("U mag deze pagina niet zien");
        }
        try (BrowserContext session = browser.session(1280, ColorScheme.LIGHT)) {
            Page page = browser.open(site, session, "karel", LIST);
            assertThat(page.locator("h1").innerText()).isEqualTo("U mag deze pagina niet zien");
        }
    }

    @Test
    void a_request_is_entered_with_the_keyboard_alone_and_without_javascript() {
        try (BrowserContext session = browser.withoutJavaScript()) {
            Page page = browser.open(site, session, "petra", NEW);
            page.locator("#recht").focus();
            page.keyboard().type("Inz");
            page.keyboard().press("Tab");
            page.locator("#vrager").focus();
            page.keyboard().type("een");
            page.keyboard().press("Tab");
            page.keyboard().press("Space");
            page.keyboard().press("Tab");
            page.keyboard().type(NUMBER);
            page.keyboard().press("Enter");
            page.waitForURL("**" + LIST + "/*-*");
            assertThat(page.locator("main").innerText()).contains("leerling-17");
        }
    }

    private static void fill(Page page, String right) {
        page.locator("#recht").selectOption(right);
        page.locator("#vrager").selectOption("PARENT");
        page.locator("#identiteit").check();
        page.locator("#nummer").fill(NUMBER);
    }

    private static byte[] bytes(Page page, String link) throws Exception {
        Download download =
                page.waitForDownload(
                        () -> page.getByRole(AriaRole.LINK, PageBrowser.named(link)).click());
        return Files.readAllBytes(download.path());
    }
}
