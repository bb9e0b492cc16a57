package nl.sluitend.officer;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.util.Base64;
import nl.sluitend.convenant.ConvenantTemplate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pages of the convenant manager in a real browser, through Keycloak's real login. */
class ConvenantPagesIT {

    private static final String MANAGER = "coby";

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
    void from_a_model_to_a_proposed_convenant_with_every_mistake_explained() {
        try (BrowserContext session = browser.session(1280, ColorScheme.LIGHT)) {
            Page page = browser.open(site, session, MANAGER, "/convenanten");
            PageBrowser.shows(page, "convenants");
            page.locator("a[href='/convenanten/nieuw/afstemming']").click();
            PageBrowser.shows(page, "convenant-form");

            fill(page, "/validity/from", "morgen");
            PageBrowser.press(page, "Concept bewaren");
            assertThat(page.title()).startsWith("Fout: Convenant invullen");
            PageBrowser.shows(page, "convenant-form-errors");
            page.getByRole(AriaRole.ALERT).locator("a").first().click();
            assertThat(page.url()).contains("#v-");

            fill(page, "/parties/1/oin", OfficerSite.PEER_OIN);
            fill(page, "/parties/1/name", OfficerSite.PEER_NAME);
            fill(page, "/parties/1/logKey", Base64.getEncoder().encodeToString(new byte[32]));
            fill(page, "/purposes/0/processingActivity", "https://register.example/1");
            fill(page, "/informing/text", "Wij vertellen ouders en jongeren wat we delen.");
            fill(page, "/drafter/name", "Olga Opsteller");
            fill(page, "/validity/from", "2026-08-01");
            fill(page, "/validity/until", "2028-07-31");
            for (int party = 0; party < 2; party++) {
                fill(page, "/legalBases/" + party + "/statedBy", "Juridische zaken");
                fill(page, "/decisions/" + party + "/reference", "Besluit " + party);
                fill(page, "/decisions/" + party + "/date", "2026-06-01");
            }
            PageBrowser.press(page, "Concept bewaren");
            assertThat(page.locator("main").innerText())
                    .contains("Stand: concept", "Wat er nog moet zijn", "nog niet ondertekend");
            PageBrowser.shows(page, "convenant-draft");
            PageBrowser.press(page, "Voorstellen aan de andere partij");
            assertThat(page.locator("main").innerText()).contains("Stand: voorgesteld");
            PageBrowser.shows(page, "convenant-proposed");
            String hash = page.url().replaceFirst(".*/", "");
            onANarrowScreen("/proef/" + hash, "simulation-narrow-dark", "Proberen");
            onANarrowScreen(
                    "/convenanten/vergelijken?oud=" + hash + "&nieuw=" + hash,
                    "comparison-narrow-dark",
                    "Vergelijken");
        }
    }

    private static void onANarrowScreen(String path, String picture, String button) {
        try (BrowserContext session = browser.session(320, ColorScheme.DARK)) {
            Page page = browser.open(site, session, MANAGER, path);
            PageBrowser.press(page, button);
            PageBrowser.shows(page, picture);
            PageBrowser.fits(page);
        }
    }

    @Test
    void rows_are_added_and_taken_away_without_losing_what_was_filled_in() {
        try (BrowserContext session = browser.session(1280, ColorScheme.LIGHT)) {
            Page page = browser.open(site, session, MANAGER, "/convenanten/nieuw/afstemming");
            fill(page, "/drafter/name", "Olga Opsteller");
            page.locator("button[value='erbij/schoolBoards']").click();
            assertThat(page.url()).endsWith("#g-schoolBoards-0");
            fill(page, "/schoolBoards/0/name", "Stichting Voorbeeld");
            page.locator("button[value='erbij/decisions']").click();
            assertThat(page.locator("[name='/schoolBoards/0/name']").inputValue())
                    .isEqualTo("Stichting Voorbeeld");
            assertThat(page.locator("[name='/decisions/2/reference']").count()).isEqualTo(1);
            PageBrowser.shows(page, "convenant-rows");
            page.locator("button[value='weg/schoolBoards/0']").click();
            assertThat(page.locator("[name='/schoolBoards/0/name']").count()).isZero();
            assertThat(page.locator("[name='/drafter/name']").inputValue())
                    .isEqualTo("Olga Opsteller");
        }
    }

    @Test
    void a_model_in_yaml_is_read_and_what_is_wrong_is_shown_on_the_form() {
        try (BrowserContext session = browser.session(1280, ColorScheme.LIGHT)) {
            Page page = browser.open(site, session, MANAGER, "/convenanten");
            page.locator("#bestand")
                    .setInputFiles(
                            new FilePayload(
                                    "convenant.yaml",
                                    "application/yaml",
                                    ConvenantTemplate.TELLING.form()));
            PageBrowser.press(page, "Inlezen");
            assertThat(page.getByRole(AriaRole.ALERT).innerText()).contains("Looptijd: Eerste dag");
            assertThat(page.locator("[name='/counts/epsilon']").inputValue()).isEqualTo("0.5");
        }
    }

    @Test
    void the_pages_stay_readable_in_the_dark_and_on_a_narrow_screen() {
        try (BrowserContext session = browser.session(320, ColorScheme.DARK)) {
            Page page = browser.open(site, session, MANAGER, "/convenanten");
            PageBrowser.shows(page, "convenants-narrow-dark");
            PageBrowser.fits(page);
            page.navigate(site.url() + "/convenanten/nieuw/gegevensdeling");
            PageBrowser.shows(page, "convenant-form-narrow-dark");
            PageBrowser.fits(page);
        }
    }

    private static void fill(Page page, String member, String value) {
        page.locator("[name='" + member + "']").fill(value);
    }
}
