package nl.sluitend.officer;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Overview, runs and integrity in a real browser, through Keycloak's real login. */
class OverviewPagesIT {

    private static final String RUNNING = "11111111-0000-4000-8000-000000000001";
    private static final String COMPLETED = "11111111-0000-4000-8000-000000000002";

    private static OfficerSite site;
    private static PageBrowser browser;

    @BeforeAll
    static void start() throws Exception {
        site = OfficerSite.shared();
        browser = PageBrowser.launch();
        execute(
                "insert into alert (id, kind, about, text, since, last_raised, times) values"
                        + " (gen_random_uuid(), 'list-grows', 'overview-it', 'De lijst van SWV"
                        + " Polderland groeit opvallend: nu 140 leerlingen, eerder 84. Vraag waardoor"
                        + " dat komt.', now(), now(), 2)");
        run(RUNNING, "'RUNNING', null", "null");
        run(COMPLETED, "'COMPLETED', now() - interval '2 hours'", "null");
        execute(
                "insert into run_count values ('%s', 'MATCHED', '', 31), ('%s', 'ONLY_HERE', '', 9),"
                                .formatted(COMPLETED, COMPLETED)
                        + " ('%s', 'OUT_OF_SCOPE', 'municipality', 4)".formatted(COMPLETED));
        session();
        execute(
                "insert into disclosure_comparison (id, convenant_hash, compared_at, sessions, pupils,"
                        + " erased, differences) values (gen_random_uuid(), '%s', now(), 1, 40, 0, '[]')"
                                .formatted(OfficerSite.CONVENANT));
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void what_needs_me_today() {
        try (BrowserContext session = browser.session(1280, ColorScheme.LIGHT)) {
            Page page = browser.open(site, session, "petra", "/overzicht");
            assertThat(page.locator("main").innerText())
                    .contains(
                            "groeit opvallend",
                            "Laatste afstemmingen",
                            "31 registraties ook bij de ander")
                    .contains("In twaalf maanden werd", "Wat nu?")
                    .contains("gelijk. Ontvangstbewijzen: 1, leerlingregels: 40.")
                    .contains("controle", "dus er zijn nog geen grenzen");
            assertThat(page.locator("svg.chart rect").count()).isPositive();
            PageBrowser.shows(page, "overview");
            page.locator("summary").click();
            PageBrowser.shows(page, "overview-table");
        }
        try (BrowserContext session = browser.session(1280, ColorScheme.DARK)) {
            Page page = browser.open(site, session, "fatima", "/overzicht");
            PageBrowser.shows(page, "overview-dark");
            int before = page.locator(".card--alert").count();
            page.locator(".card--alert")
                    .filter(new Locator.FilterOptions().setHasText("groeit opvallend"))
                    .locator("button")
                    .click();
            assertThat(page.locator(".card--alert").count()).isEqualTo(before - 1);
        }
    }

    @Test
    void what_came_out_of_the_last_run_and_why() {
        try (BrowserContext session = browser.session(1280, ColorScheme.LIGHT)) {
            Page page = browser.open(site, session, "karel", "/afstemmingen");
            assertThat(page.locator("main").innerText())
                    .contains("er is geen convenant van kracht", "bezig, 0% gedaan", "afgerond");
            PageBrowser.shows(page, "runs");
            page.navigate(site.url() + "/afstemmingen/" + COMPLETED);
            assertThat(page.locator("main").innerText())
                    .contains("alleen hier bekend", "andere gemeente, of onbekend")
                    .contains("Registraties in deze afstemming: 44. Ook bij de ander bekend: 31.")
                    .contains("Alleen op de lijst van de ander: 7.");
            assertThat(page.locator("svg.chart").count()).isEqualTo(2);
            PageBrowser.shows(page, "run-completed");
            page.locator("summary").click();
            PageBrowser.shows(page, "run-completed-table");
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            PageBrowser.picture(page, "run-completed-print");
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
            page.navigate(site.url() + "/afstemmingen/" + RUNNING);
            assertThat(page.locator("progress").getAttribute("max")).isEqualTo("100");
            PageBrowser.shows(page, "run-running");
        }
    }

    @Test
    void is_the_log_as_it_was_written() {
        try (BrowserContext session = browser.session(1280, ColorScheme.LIGHT)) {
            Page page = browser.open(site, session, "fatima", "/privacy/integriteit");
            assertThat(page.locator("main").innerText())
                    .contains("Logboek van dit knooppunt", "Niet: dat niemand buiten de software");
            PageBrowser.shows(page, "integrity");
            PageBrowser.press(page, "Controleer nu");
            assertThat(page.getByRole(AriaRole.STATUS).innerText()).contains("net nagerekend");
            PageBrowser.shows(page, "integrity-checked");
        }
    }

    @Test
    void does_the_register_of_processing_agree_with_what_was_done() {
        try (BrowserContext session = browser.session(1280, ColorScheme.LIGHT)) {
            Page page = browser.open(site, session, "petra", "/privacy/verwerkingsregister");
            assertThat(page.locator("main").innerText())
                    .contains("Afwijkingen", "Dit knooppunt kent het convenant niet.");
            PageBrowser.shows(page, "processing");
            page.locator("summary").click();
            assertThat(page.locator("main").innerText()).contains("Maandsleutel vernietigen");
            PageBrowser.shows(page, "processing-own");
            Download file =
                    page.waitForDownload(() -> PageBrowser.press(page, "Als CSV (rekenblad)"));
            assertThat(file.suggestedFilename()).isEqualTo("verwerkingsregister.csv");
            assertThat(file.path()).content().startsWith("section,id,name,purpose,");
        }
    }

    @Test
    void with_whom_and_with_which_keys_do_we_work_and_how_long_is_what_kept() {
        try (BrowserContext session = browser.session(1280, ColorScheme.LIGHT)) {
            Page page = browser.open(site, session, "petra", "/beheer");
            assertThat(page.locator("main").innerText())
                    .contains(OfficerSite.PEER_NAME, "Certificaat voor ondertekenen", "geldig van")
                    .containsPattern("Registratiesleutel 1\\s+in gebruik sinds [0-9]+ ")
                    .contains("Hoe lang wat blijft bewaard", "90 dagen na het einde van de sessie");
            PageBrowser.shows(page, "administration");
        }
    }

    @Test
    void how_do_i_do_this() {
        try (BrowserContext session = browser.session(1280, ColorScheme.LIGHT)) {
            Page page = browser.open(site, session, "petra", "/overzicht");
            page.getByRole(AriaRole.LINK, PageBrowser.named("Handleiding")).click();
            page.getByRole(AriaRole.LINK, PageBrowser.named("Verzoeken van betrokkenen")).click();
            PageBrowser.shows(page, "handbook");
        }
    }

    @Test
    void who_does_nothing_is_warned_before_the_session_ends() {
        try (BrowserContext session = browser.session(1280, ColorScheme.LIGHT)) {
            Page page = browser.open(site, session, "petra", "/overzicht");
            Locator warning = page.locator(".session-warning");
            assertThat(warning.isVisible()).isFalse();
            assertThat(
                            page.evaluate(
                                    "document.getAnimations().map(a => a.effect.getTiming().delay)"))
                    .isEqualTo(List.of(25 * 60 * 1000));
            page.evaluate("document.getAnimations().forEach(a => a.finish())");
            assertThat(warning.isVisible()).isTrue();
            PageBrowser.shows(page, "session-warning");
        }
    }

    @Test
    void the_menu_is_the_same_on_every_page_and_on_one_line() {
        String places =
                "[...document.querySelectorAll('.site-nav__link')].map(link => {const box ="
                        + " link.getBoundingClientRect(); return [box.left, box.top, box.width]})";
        try (BrowserContext session = browser.session(1200, ColorScheme.LIGHT)) {
            Page page = browser.open(site, session, "petra", "/overzicht");
            Object first = page.evaluate(places);
            assertThat((List<?>) first).hasSize(9);
            assertThat(page.evaluate("new Set(%s.map(place => place[1])).size".formatted(places)))
                    .isEqualTo(1);
            List<String> addresses =
                    page.locator(".site-nav__link").all().stream()
                            .map(link -> link.getAttribute("href"))
                            .toList();
            for (String address : addresses) {
                page.navigate(site.url() + address);
                assertThat(page.locator(".site-nav__link[aria-current]").getAttribute("href"))
                        .isEqualTo(address);
                assertThat(page.evaluate(places)).as(address).isEqualTo(first);
            }
        }
    }

    @Test
    void the_pages_stay_readable_in_the_dark_and_on_a_narrow_screen() {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            try (BrowserContext session = browser.session(320, scheme)) {
                String suffix = "-narrow-" + scheme.name().toLowerCase(Locale.ROOT);
                Page page = browser.open(site, session, "petra", "/overzicht");
                PageBrowser.shows(page, "overview" + suffix);
                PageBrowser.fits(page);
                for (String path :
                        List.of(
                                "/afstemmingen",
                                "/afstemmingen/" + COMPLETED,
                                "/privacy/integriteit",
                                "/privacy/verwerkingsregister",
                                "/beheer",
                                "/handleiding")) {
                    page.navigate(site.url() + path);
                    PageBrowser.shows(page, path.substring(1).replace('/', '-') + suffix);
                    PageBrowser.fits(page);
                }
            }
        }
    }

    private static void run(String id, String stateAndEnd, String reason) throws Exception {
        String[] parts = stateAndEnd.split(", ", 2);
        execute(
                "insert into run (run_id, convenant, counterpart, purpose, ref_date, lanes,"
                        + " initiator, state, reason, started, ended) values ('%s', '%s', '%s', 'doel',"
                                .formatted(id, OfficerSite.CONVENANT, OfficerSite.PEER_OIN)
                        + " current_date, array['PGN'], true, %s, %s, now() - interval '3 hours', %s)"
                                .formatted(parts[0], reason, parts[1]));
    }

    /** Both lists have 31 pupils in common, of 40 here and 38 there. */
    private static void session() throws Exception {
        execute(
                "insert into session (sid, run_id, lane, role, convenant, counterpart, purpose,"
                        + " ref_date, suite, key_version, cap, phase, rounds, evaluated_sent,"
                        + " evaluated_received, ending, own_size, peer_size, matched, public_key,"
                        + " commitment, list_root, commit_salt, digests, batch_proof, created,"
                        + " updated, expires, settled, shown) values (gen_random_uuid(), '%s', 'PGN',"
                                .formatted(COMPLETED)
                        + " 'INITIATOR', '%s', '%s', 'doel', current_date, 'ristretto255-SHA512',"
                                .formatted(OfficerSite.CONVENANT, OfficerSite.PEER_OIN)
                        + " '1', 1000, 'COMPLETED', 16, 16, 16, 'AGREED', 40, 38, 31,"
                        + " '\\x01', '\\x02', '\\x03', '\\x04', '{}', '{}', now(), now(), now(), now(),"
                        + " now())");
    }

    private static void execute(String sql) throws Exception {
        try (Connection connection = site.database().dataSource("node").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
