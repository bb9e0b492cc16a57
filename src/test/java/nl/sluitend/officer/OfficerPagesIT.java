package nl.sluitend.officer;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages in a real browser, through Keycloak's real login. */
class OfficerPagesIT {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    @TempDir static Path directory;

    private static OfficerSite site;
    private static Playwright playwright;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        site = new OfficerSite(directory);
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
                                                        "--disable-background-networking",
                                                        "--disable-component-update",
                                                        "--disable-sync")));
    }

    @AfterAll
    static void stop() {
        if (playwright != null) {
            playwright.close();
        }
        if (site != null) {
            site.close();
        }
    }

    @Test
    void whoIsNotLoggedInIsSentToKeycloakAndComesBackToThePageThatWasAskedFor() {
        try (BrowserContext session = session(1280, ColorScheme.LIGHT)) {
            Page page = session.newPage();
            page.navigate(site.url() + "/");
            shows(page, "start");
            page.getByRole(AriaRole.LINK, named("Inloggen")).click();
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
