package nl.sluitend.officer;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Probable matches in a real browser, through Keycloak's real login. */
class ProposalPagesIT {

    private static final String LIST = "/mogelijke-matches";
    private static final String WAITING = "7a1c2f60-0000-4000-8000-000000000041";
    private static final String REFUSED = "7a1c2f60-0000-4000-8000-000000000042";

    private static OfficerSite site;
    private static PageBrowser browser;

    @BeforeAll
    static void start() throws Exception {
        site = OfficerSite.shared();
        browser = PageBrowser.launch();
        proposal(WAITING, "OPEN", "DEMOGRAPHIC_SURNAME");
        proposal(REFUSED, "NOT_CONFIRMED", "DEMOGRAPHIC_POSTCODE");
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    /** As a run leaves it in the database, of a registration of the register. */
    private static void proposal(String id, String state, String lane) throws Exception {
        try (Connection connection = site.database().dataSource("node").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    INSERT INTO proposal (proposal_id, convenant, counterpart, sid, lane, tag, state,
                      proposed, lapses, registrations, suite, key_version, registration_key, point,
                      mac)
                    VALUES ('%1$s', '%2$s', '%3$s', gen_random_uuid(), '%4$s', '\\x01', '%5$s', now(),
                      now() + interval '30 days',
                      ARRAY(SELECT id FROM registration ORDER BY id LIMIT 1),
                      'ristretto255-SHA512', '1', '\\x01', '\\x01', '\\x01')
                    """
                            .formatted(
                                    id, OfficerSite.CONVENANT, OfficerSite.PEER_OIN, lane, state));
        }
    }

    @Test
    void a_case_worker_finds_what_waits_and_reads_what_an_answer_does() {
        try (BrowserContext session = browser.session(1280, ColorScheme.LIGHT)) {
            Page page = browser.open(site, session, "karel", LIST);
            assertThat(page.locator("main").innerText())
                    .contains(OfficerSite.PEER_NAME, "niet beide partijen zeggen ja");
            PageBrowser.shows(page, "proposals");
            page.locator("a[href='" + LIST + "/" + WAITING + "']").focus();
            page.keyboard().press("Enter");
            page.waitForURL("**" + LIST + "/" + WAITING);
            assertThat(page.locator("main").innerText())
                    .contains("wacht op uw antwoord", "envelop");
            PageBrowser.shows(page, "proposal");

            PageBrowser.press(page, "Antwoord vastleggen");
            assertThat(page.title()).startsWith("Fout: ");
            PageBrowser.shows(page, "proposal-errors");
            page.getByRole(AriaRole.ALERT).locator("a").last().click();
            assertThat(page.url()).endsWith("#zeker");
            page.locator("#antwoord-nee").focus();
            page.keyboard().press("Space");
            PageBrowser.press(page, "Antwoord vastleggen");
            assertThat(page.locator("#antwoord-nee").isChecked()).isTrue();
            assertThat(page.locator("main").innerText()).doesNotContain("Kies ja of nee.");
        }
    }

    @Test
    void the_pages_stay_readable_in_the_dark_and_on_a_narrow_screen_and_the_fg_looks_on() {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            try (BrowserContext session = browser.session(320, scheme)) {
                String suffix = "-narrow-" + scheme.name().toLowerCase(Locale.ROOT);
                Page page = browser.open(site, session, "fatima", LIST);
                PageBrowser.shows(page, "proposals" + suffix);
                PageBrowser.fits(page);
                page.navigate(site.url() + LIST + "/" + WAITING);
                assertThat(page.locator("form").count()).isZero();
                assertThat(page.locator("main").innerText()).contains("Een behandelaar antwoordt.");
                PageBrowser.shows(page, "proposal" + suffix);
                PageBrowser.fits(page);
            }
        }
        try (BrowserContext session = browser.session(1280, ColorScheme.LIGHT)) {
            Page page = browser.open(site, session, "coby", LIST);
            assertThat(page.locator("h1").innerText()).isEqualTo("U mag deze pagina niet zien");
        }
    }
}
