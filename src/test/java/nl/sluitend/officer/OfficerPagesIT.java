package nl.sluitend.officer;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pages in a real browser, through Keycloak's real login. */
class OfficerPagesIT {

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
    void who_is_not_logged_in_comes_by_keycloak_and_ends_the_session_there_too() {
        try (BrowserContext session = browser.session(1280, ColorScheme.LIGHT)) {
            Page page = session.newPage();
            page.navigate(site.url() + "/");
            PageBrowser.shows(page, "start");
            page.getByRole(AriaRole.LINK, PageBrowser.named("Inloggen")).click();
            page.waitForLoadState(LoadState.NETWORKIDLE);
            PageBrowser.picture(page, "login");
            PageBrowser.logIn(page, "petra");

            assertThat(page.url()).isEqualTo(site.url() + "/overzicht");
            assertThat(page.locator("main").innerText())
                    .contains("Petra de Vries", "privacy officer");
            PageBrowser.shows(page, "overview");
            page.getByRole(AriaRole.LINK, PageBrowser.named("Uitloggen")).click();
            assertThat(page.url()).startsWith(site.url() + "/afgemeld");
            PageBrowser.shows(page, "logged-out");
            page.navigate(site.url() + "/overzicht");
            assertThat(page.url()).startsWith(site.keycloak().issuer("rbl").toString());
        }
    }

    @Test
    void to_whom_did_we_give_what_and_can_you_prove_it() {
        try (BrowserContext session = browser.session(1280, ColorScheme.LIGHT)) {
            Page page = browser.open(site, session, "petra", "/privacy/verstrekkingen");
            int total = total(page);
            assertThat(total).isGreaterThanOrEqualTo(OfficerSite.PUPILS + 5);
            PageBrowser.shows(page, "disclosures");
            page.getByRole(AriaRole.BUTTON, PageBrowser.named("Volgende regels")).click();
            assertThat(rows(page)).isEqualTo(Math.min(25, total - 25));

            page.getByLabel("Soort").selectOption("exposure");
            page.getByLabel("Andere organisatie").selectOption(OfficerSite.PEER_OIN);
            page.getByLabel("Sessie (nummer)").fill(OfficerSite.SESSION);
            page.getByRole(AriaRole.BUTTON, PageBrowser.exactButton("Zoeken")).click();
            assertThat(rows(page)).isEqualTo(1);
            PageBrowser.shows(page, "disclosures-filtered");

            page.getByRole(AriaRole.LINK, PageBrowser.named("Lijst vergelijkbaar gemaakt")).click();
            assertThat(page.locator("main").innerText())
                    .contains(
                            OfficerSite.NAME + " maakte zijn lijst vergelijkbaar voor",
                            OfficerSite.PEER_NAME,
                            "Aantal leerlingen",
                            OfficerSite.CONVENANT,
                            OfficerSite.SESSION,
                            "Regels in het logboek",
                            "de regel staat onveranderd in het logboek");
            page.locator("summary").first().click();
            PageBrowser.shows(page, "disclosure");
            Download proof =
                    page.waitForDownload(
                            () ->
                                    page.getByRole(
                                                    AriaRole.LINK,
                                                    PageBrowser.named("Bewijs als bestand"))
                                            .click());
            assertThat(proof.suggestedFilename()).endsWith(".tlog-proof");
            assertThat(proof.path()).content().startsWith("c2sp.org/tlog-proof@v1");
        }
    }

    @Test
    void about_whom_an_outcome_is_stays_a_pseudonym() {
        try (BrowserContext session = browser.session(1280, ColorScheme.DARK)) {
            Page page =
                    browser.open(site, session, "fatima", "/privacy/verstrekkingen?soort=outcome");
            page.getByRole(AriaRole.LINK, PageBrowser.named("Uitkomst per")).first().click();
            assertThat(page.locator("main").innerText())
                    .contains("Over wie dit gaat", "Pseudoniem", "Uitkomst")
                    .containsAnyOf("alleen hier bekend", "ook bij de ander bekend");
            PageBrowser.shows(page, "outcome-dark");
        }
    }

    @Test
    void the_pages_stay_readable_in_the_dark_and_on_a_narrow_screen() {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            try (BrowserContext session = browser.session(320, scheme)) {
                String suffix = "-narrow-" + scheme.name().toLowerCase(Locale.ROOT);
                Page page = browser.open(site, session, "petra", "/privacy/verstrekkingen");
                PageBrowser.shows(page, "disclosures" + suffix);
                PageBrowser.fits(page);
                page.locator("tbody a").first().click();
                PageBrowser.shows(page, "disclosure" + suffix);
                PageBrowser.fits(page);
                page.navigate(site.url() + "/overzicht");
                PageBrowser.shows(page, "overview" + suffix);
                PageBrowser.fits(page);
            }
        }
    }

    @Test
    void every_look_into_the_log_is_itself_in_the_log() {
        try (BrowserContext session = browser.session(1280, ColorScheme.LIGHT)) {
            Page page =
                    browser.open(
                            site, session, "fatima", "/privacy/verstrekkingen?soort=consultation");
            int before = total(page);
            page.reload();
            assertThat(total(page)).isEqualTo(before + 1);
            page.getByRole(AriaRole.LINK, PageBrowser.named("Raadpleging")).first().click();
            assertThat(page.locator("main").innerText()).contains("Medewerker", "Getoonde regels");
            PageBrowser.shows(page, "consultation");
        }
    }

    @Test
    void a_search_that_finds_nothing_or_cannot_be_understood_says_what_to_do() {
        try (BrowserContext session = browser.session(1280, ColorScheme.LIGHT)) {
            Page page =
                    browser.open(site, session, "petra", "/privacy/verstrekkingen?doel=onbekend");
            assertThat(page.locator("main").innerText()).contains("staat er niets in het logboek");
            PageBrowser.shows(page, "disclosures-none");
            Response answer =
                    page.navigate(
                            site.url() + "/privacy/verstrekkingen?van=2026-12-31&tot=2026-01-01");
            assertThat(answer.status()).isEqualTo(400);
            assertThat(page.getByRole(AriaRole.ALERT).innerText())
                    .contains("De laatste dag ligt voor de eerste dag.");
            PageBrowser.shows(page, "disclosures-error");
            assertThat(page.navigate(site.url() + "/privacy/verstrekkingen?vanaf=x").status())
                    .isEqualTo(400);
            answer = page.navigate(site.url() + "/privacy/verstrekkingen/node/999999");
            assertThat(answer.status()).isEqualTo(404);
            PageBrowser.shows(page, "not-found");
        }
    }

    @Test
    void a_case_worker_and_someone_without_a_role_are_told_that_this_is_not_for_them() {
        try (BrowserContext session = browser.session(1280, ColorScheme.DARK)) {
            Page page = browser.open(site, session, "karel", "/privacy/verstrekkingen");
            assertThat(page.locator("h1").innerText()).isEqualTo("U mag deze pagina niet zien");
            PageBrowser.shows(page, "refused-dark");
            page.navigate(site.url() + "/overzicht");
            assertThat(page.locator("main").innerText()).contains("Karel Jansen", "behandelaar");
            assertThat(page.getByRole(AriaRole.LINK, PageBrowser.named("Verstrekkingen")).count())
                    .isZero();
        }
        try (BrowserContext session = browser.session(1280, ColorScheme.LIGHT)) {
            Page page = browser.open(site, session, "niemand", "/overzicht");
            assertThat(page.locator("h1").innerText()).isEqualTo("U mag deze pagina niet zien");
            PageBrowser.shows(page, "refused");
        }
    }

    @Test
    void the_whole_way_can_be_gone_with_the_keyboard_alone_and_without_javascript() {
        try (BrowserContext session = browser.withoutJavaScript()) {
            Page page = session.newPage();
            page.navigate(site.url() + "/privacy/verstrekkingen");
            page.locator("#username").focus();
            page.keyboard().type("petra");
            page.locator("#password").focus();
            page.keyboard().type(OfficerSite.PASSWORD);
            page.keyboard().press("Enter");
            page.waitForURL(site.url() + "/privacy/verstrekkingen**");
            page.keyboard().press("Tab");
            assertThat(page.locator(".utrecht-skip-link").isVisible()).isTrue();
            page.locator("#soort").focus();
            page.locator("#soort").selectOption("exposure");
            page.locator("#sessie").focus();
            page.keyboard().press("Enter");
            page.waitForURL("**soort=exposure**");
            page.locator("tbody a").first().focus();
            page.keyboard().press("Enter");
            page.waitForURL("**/privacy/verstrekkingen/" + OfficerSite.CONVENANT + "/**");
            assertThat(page.locator("h1").innerText()).isEqualTo("Lijst vergelijkbaar gemaakt");
        }
    }

    private static int rows(Page page) {
        return page.locator("tbody tr").count();
    }

    private static int total(Page page) {
        return Integer.parseInt(page.locator("h2#gevonden").innerText().split(" ", -1)[0]);
    }
}
