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

/** Withdrawn matches and incidents in a real browser, through Keycloak's real login. */
class IncidentPagesIT {

    private static final String LIST = "/privacy/incidenten";
    private static final String OPEN = "6f1c2f60-0000-4000-8000-000000000033";
    private static final String LATE = "6f1c2f60-0000-4000-8000-000000000034";

    private static OfficerSite site;
    private static PageBrowser browser;

    @BeforeAll
    static void start() throws Exception {
        site = OfficerSite.shared();
        browser = PageBrowser.launch();
        incident(OPEN, "5 hours", "OTHER_CHILD");
        incident(LATE, "80 hours", "WRONG_KEY");
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    /** As a withdrawal leaves it in the database. */
    private static void incident(String id, String ago, String reason) throws Exception {
        try (Connection connection = site.database().dataSource("node").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    INSERT INTO withdrawal (withdrawal_id, convenant, counterpart, own, sid, lane,
                      tag, casusnummer, reason, suite, key_version, registration_key, point, mac, at,
                      hash, jws, own_deleted)
                    VALUES ('%1$s', '%2$s', '%3$s', true, gen_random_uuid(), 'PGN', '\\x01',
                      '7K3QD-0M9XZ-4', '%5$s', 'ristretto255-SHA512', '1', '\\x01', '\\x01', '\\x01',
                      now() - interval '%4$s', '\\x01', 'x', 2);
                    INSERT INTO incident (incident_id, withdrawal_id, aware, due)
                    VALUES ('%1$s', '%1$s', now() - interval '%4$s',
                      now() - interval '%4$s' + interval '72 hours')
                    """
                            .formatted(
                                    id, OfficerSite.CONVENANT, OfficerSite.PEER_OIN, ago, reason));
        }
    }

    @Test
    void a_match_was_wrong_do_we_have_to_report_it_and_when() {
        try (BrowserContext session = browser.session(1280, ColorScheme.LIGHT)) {
            Page page = browser.open(site, session, "petra", LIST);
            assertThat(page.locator("main").innerText())
                    .contains(OfficerSite.PEER_NAME, "nog 2 dagen en", "Begin daar.")
                    .doesNotContain("7K3QD-0M9XZ-4");
            PageBrowser.shows(page, "incidents");
            PageBrowser.press(page, "Overeenkomst intrekken");
            assertThat(page.title()).startsWith("Fout: Incidenten");
            PageBrowser.shows(page, "incidents-errors");
            page.getByRole(AriaRole.ALERT).locator("a").first().click();
            assertThat(page.url()).endsWith("#convenant");

            page.locator("a[href='" + LIST + "/" + OPEN + "']").focus();
            page.keyboard().press("Enter");
            page.waitForURL("**" + LIST + "/" + OPEN);
            assertThat(page.locator("main").innerText()).contains("7K3QD-0M9XZ-4", "twee kinderen");
            PageBrowser.shows(page, "incident");
            page.locator("#toelichting").focus();
            page.keyboard().type("Niemand heeft de gegevens gezien.");
            page.keyboard().press("Tab");
            page.keyboard().press("Tab");
            page.keyboard().press("Enter");
            page.waitForSelector("text=Niemand heeft de gegevens gezien.");
            assertThat(page.locator("main").innerText()).contains("niet gemeld");
            assertThat(page.locator("#toelichting").count()).as("decided once").isZero();
            assertThat(page.locator("form[action$='/opheffen']").count()).isOne();
            PageBrowser.shows(page, "incident-decided");
        }
    }

    @Test
    void the_pages_stay_readable_in_the_dark_and_on_a_narrow_screen_and_the_fg_looks_on() {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            try (BrowserContext session = browser.session(320, scheme)) {
                String suffix = "-narrow-" + scheme.name().toLowerCase(Locale.ROOT);
                Page page = browser.open(site, session, "fatima", LIST);
                assertThat(page.locator("form").count()).isZero();
                PageBrowser.shows(page, "incidents" + suffix);
                PageBrowser.fits(page);
                page.navigate(site.url() + LIST + "/" + LATE);
                assertThat(page.locator("main").innerText())
                        .contains("72 uur zijn", "De privacy officer beslist");
                PageBrowser.shows(page, "incident" + suffix);
                PageBrowser.fits(page);
            }
        }
        try (BrowserContext session = browser.session(1280, ColorScheme.LIGHT)) {
            Page page = browser.open(site, session, "karel", LIST);
            assertThat(page.locator("h1").innerText()).isEqualTo("U mag deze pagina niet zien");
        }
    }
}
