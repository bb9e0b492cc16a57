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
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The Chromium of this machine, a login as a person, pictures and the checks of axe. */
final class PageBrowser implements AutoCloseable {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final Playwright playwright;
    private final Browser browser;

    private PageBrowser(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    static PageBrowser launch() {
        Playwright playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return new PageBrowser(
                playwright,
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
                                                        "--disable-sync"))));
    }

    BrowserContext session(int width, ColorScheme scheme) {
        return browser.newContext(
                new Browser.NewContextOptions()
                        .setIgnoreHTTPSErrors(true)
                        .setLocale("nl-NL")
                        .setViewportSize(width, 900)
                        .setColorScheme(scheme));
    }

    BrowserContext withoutJavaScript() {
        return browser.newContext(
                new Browser.NewContextOptions()
                        .setIgnoreHTTPSErrors(true)
                        .setJavaScriptEnabled(false));
    }

    /** Opens a page as somebody who has to log in first. */
    Page open(OfficerSite site, BrowserContext session, String user, String path) {
        return open(site.url(), session, user, OfficerSite.PASSWORD, path);
    }

    /** The same at any node. */
    Page open(URI node, BrowserContext session, String user, String password, String path) {
        Page page = session.newPage();
        page.navigate(node + path);
        logIn(page, user, password);
        page.waitForURL(node + path);
        return page;
    }

    static void logIn(Page page, String user) {
        logIn(page, user, OfficerSite.PASSWORD);
    }

    private static void logIn(Page page, String user, String password) {
        page.locator("#username").fill(user);
        page.locator("#password").fill(password);
        page.locator("#kc-login").click();
    }

    static Page.GetByRoleOptions exactButton(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, exactButton(button)).click();
    }

    /** WCAG 2.2 success criterion 1.4.10: nothing to scroll sideways. */
    static void fits(Page page) {
        assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= 320")).isTrue();
    }

    static void picture(Page page, String name) {
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setPath(SCREENSHOTS.resolve(name + ".png"))
                        .setFullPage(true));
    }

    /** Keeps a picture of the page and demands that axe finds nothing on it. */
    static void shows(Page page, String name) {
        picture(page, name);
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

    @Override
    public void close() {
        playwright.close();
    }
}
