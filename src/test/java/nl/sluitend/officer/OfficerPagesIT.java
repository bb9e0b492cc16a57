package nl.sluitend.officer;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pages in a real browser, through Keycloak's real login. */
class OfficerPagesIT {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private static OfficerSite site;
    private static Playwright playwright;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        site = OfficerSite.shared();
        playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(Path.of("/usr/bin/chromium"))
                                        .setArgs(
                                                List.of(
                                                        "--no-sandbox",
                                                        "--disable-gpu",
                                                        "--disable-quic",
                                                        "--no-first-run",
                                                        "--lang=nl",
                                                        "--disable-background-networking",
                                                        "--disable-component-update",
                                                        "--disable-sync")));
    }

    @AfterAll
    static void stop() {
        if (playwright != null) {
            playwright.close();
        }
    }

    @Test
    void who_is_not_logged_in_comes_by_keycloak_and_ends_the_session_there_too() {
        try (BrowserContext session = session(1280, ColorScheme.LIGHT)) {
            Page page = session.newPage();
            page.navigate(site.url() + "/");
            shows(page, "start");
            page.getByRole(AriaRole.LINK, named("Inloggen")).click();
            page.waitForLoadState(LoadState.NETWORKIDLE);
            page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve("login.png")));
            logIn(page, "petra");

            assertThat(page.url()).isEqualTo(site.url() + "/overzicht");
            assertThat(page.locator("main").innerText())
                    .contains("Petra de Vries", "privacy officer");
            shows(page, "overview");
            page.getByRole(AriaRole.LINK, named("Uitloggen")).click();
            assertThat(page.url()).startsWith(site.url() + "/afgemeld");
            shows(page, "logged-out");
            page.navigate(site.url() + "/overzicht");
            assertThat(page.url()).startsWith(site.keycloak().issuer("rbl").toString());
        }
    }

    @Test
    void to_whom_did_we_give_what_and_can_you_prove_it() {
        try (BrowserContext session = session(1280, ColorScheme.LIGHT)) {
            Page page = open(session, "petra", "/privacy/verstrekkingen");
            assertThat(page.locator("h2#gevonden").innerText())
                    .isEqualTo(OfficerSite.PUPILS + 5 + " regels gevonden");
            shows(page, "disclosures");
            page.getByRole(AriaRole.BUTTON, named("Volgende regels")).click();
            assertThat(rows(page)).isEqualTo(OfficerSite.PUPILS + 5 - 25);

            page.getByLabel("Soort").selectOption("exposure");
            page.getByLabel("Andere organisatie").selectOption(OfficerSite.PEER_OIN);
            page.getByLabel("Sessie (nummer)").fill(OfficerSite.SESSION);
            page.getByRole(AriaRole.BUTTON, exactButton("Zoeken")).click();
            assertThat(rows(page)).isEqualTo(1);
            shows(page, "disclosures-filtered");

            page.getByRole(AriaRole.LINK, named("Lijst vergelijkbaar gemaakt")).click();
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
            shows(page, "disclosure");
            Download proof =
                    page.waitForDownload(
                            () ->
                                    page.getByRole(AriaRole.LINK, named("Bewijs als bestand"))
                                            .click());
            assertThat(proof.suggestedFilename()).endsWith(".tlog-proof");
            assertThat(proof.path()).content().startsWith("c2sp.org/tlog-proof@v1");
        }
    }

    @Test
    void about_whom_an_outcome_is_stays_a_pseudonym() {
        try (BrowserContext session = session(1280, ColorScheme.DARK)) {
            Page page = open(session, "fatima", "/privacy/verstrekkingen?soort=outcome");
            page.getByRole(AriaRole.LINK, named("Uitkomst voor")).first().click();
            assertThat(page.locator("main").innerText())
                    .contains("Over wie dit gaat", "Pseudoniem", "Uitkomst")
                    .containsAnyOf("alleen hier bekend", "ook bij de ander bekend");
            shows(page, "outcome-dark");
        }
    }

    @Test
    void the_pages_stay_readable_in_the_dark_and_on_a_narrow_screen() {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            try (BrowserContext session = session(320, scheme)) {
                String suffix = "-narrow-" + scheme.name().toLowerCase(Locale.ROOT);
                Page page = open(session, "petra", "/privacy/verstrekkingen");
                shows(page, "disclosures" + suffix);
                fits(page);
                page.locator("tbody a").first().click();
                shows(page, "disclosure" + suffix);
                fits(page);
                page.navigate(site.url() + "/overzicht");
                shows(page, "overview" + suffix);
                fits(page);
            }
        }
    }

    @Test
    void every_look_into_the_log_is_itself_in_the_log() {
        try (BrowserContext session = session(1280, ColorScheme.LIGHT)) {
            Page page = open(session, "fatima", "/privacy/verstrekkingen?soort=consultation");
            int before = total(page);
            page.reload();
            assertThat(total(page)).isEqualTo(before + 1);
            page.getByRole(AriaRole.LINK, named("Raadpleging")).first().click();
            assertThat(page.locator("main").innerText()).contains("Medewerker", "Getoonde regels");
            shows(page, "consultation");
        }
    }

    @Test
    void a_search_that_finds_nothing_or_cannot_be_understood_says_what_to_do() {
        try (BrowserContext session = session(1280, ColorScheme.LIGHT)) {
            Page page = open(session, "petra", "/privacy/verstrekkingen?doel=onbekend");
            assertThat(page.locator("main").innerText()).contains("staat er niets in het logboek");
            shows(page, "disclosures-none");
            Response answer =
                    page.navigate(
                            site.url() + "/privacy/verstrekkingen?van=2026-12-31&tot=2026-01-01");
            assertThat(answer.status()).isEqualTo(400);
            assertThat(page.getByRole(AriaRole.ALERT).innerText())
                    .contains("De laatste dag ligt voor de eerste dag.");
            shows(page, "disclosures-error");
            assertThat(page.navigate(site.url() + "/privacy/verstrekkingen?vanaf=x").status())
                    .isEqualTo(400);
            answer = page.navigate(site.url() + "/privacy/verstrekkingen/node/999999");
            assertThat(answer.status()).isEqualTo(404);
            shows(page, "not-found");
        }
    }

    @Test
    void a_case_worker_and_someone_without_a_role_are_told_that_this_is_not_for_them() {
        try (BrowserContext session = session(1280, ColorScheme.DARK)) {
            Page page = open(session, "karel", "/privacy/verstrekkingen");
            assertThat(page.locator("h1").innerText()).isEqualTo("U mag deze pagina niet zien");
            shows(page, "refused-dark");
            page.navigate(site.url() + "/overzicht");
            assertThat(page.locator("main").innerText()).contains("Karel Jansen", "behandelaar");
            assertThat(page.getByRole(AriaRole.LINK, named("Verstrekkingen")).count()).isZero();
        }
        try (BrowserContext session = session(1280, ColorScheme.LIGHT)) {
            Page page = open(session, "niemand", "/overzicht");
            assertThat(page.locator("h1").innerText()).isEqualTo("U mag deze pagina niet zien");
            shows(page, "refused");
        }
    }

    @Test
    void the_whole_way_can_be_gone_with_the_keyboard_alone_and_without_javascript() {
        try (BrowserContext session =
                browser.newContext(
                        new Browser.NewContextOptions()
                                .setIgnoreHTTPSErrors(true)
                                .setJavaScriptEnabled(false))) {
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

    private static Page open(BrowserContext session, String user, String path) {
        Page page = session.newPage();
        page.navigate(site.url() + path);
        logIn(page, user);
        page.waitForURL(site.url() + path);
        return page;
    }

    private static int rows(Page page) {
        return page.locator("tbody tr").count();
    }

    private static int total(Page page) {
        return Integer.parseInt(page.locator("h2#gevonden").innerText().split(" ", -1)[0]);
    }

    /** WCAG 2.2 success criterion 1.4.10: nothing to scroll sideways. */
    private static void fits(Page page) {
        assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= 320")).isTrue();
    }

    private static BrowserContext session(int width, ColorScheme scheme) {
        return browser.newContext(
                new Browser.NewContextOptions()
                        .setIgnoreHTTPSErrors(true)
                        .setLocale("nl-NL")
                        .setViewportSize(width, 900)
                        .setColorScheme(scheme));
    }

    private static void logIn(Page page, String user) {
        page.locator("#username").fill(user);
        page.locator("#password").fill(OfficerSite.PASSWORD);
        page.locator("#kc-login").click();
    }

    private static Page.GetByRoleOptions exactButton(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    /** Keeps a picture of the page and demands that axe finds nothing on it. */
    private static void shows(Page page, String name) {
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setPath(SCREENSHOTS.resolve(name + ".png"))
                        .setFullPage(true));
        AxeResults results =
                new AxeBuilder(page)
                        .withTags(
                                List.of(
                                        "wcag2a",
                                        "wcag2aa",
                                        "wcag21a",
                                        "wcag21aa",
                                        "wcag22aa",
                                        "best-practice"))
                        .analyze();
        assertThat(results.getViolations()).extracting(Rule::getId, Rule::getNodes).isEmpty();
    }
}
