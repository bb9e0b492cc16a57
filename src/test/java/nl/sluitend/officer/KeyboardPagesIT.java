package nl.sluitend.officer;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever can be clicked or filled in can be reached with the Tab key alone, and shows that it was
 * (WCAG 2.2 success criteria 2.1.1, 2.4.7): every page, in a real browser. Links, buttons and
 * fields are the browser's own, so Enter and the space bar do the rest. The button that Enter in a
 * field of the convenant form presses is left out: it is there twice, and hidden the first time.
 */
class KeyboardPagesIT {

    /** Numbers what can be operated; of radio buttons with one name the keyboard stops at one. */
    private static final String NUMBER =
            """
            () => {
              const radios = new Set();
              return [...document.querySelectorAll(
                  'a[href], button, input:not([type=hidden]), select, textarea, summary')]
                .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.disabled)
                .filter(e => e.tabIndex >= 0)
                .filter(e => e.type !== 'radio' || !radios.has(e.name) && radios.add(e.name))
                .map((e, i) => {
                  const group = e.type === 'radio'
                      ? document.querySelectorAll(`input[type=radio][name="${e.name}"]`) : [e];
                  group.forEach(one => one.dataset.stop = i);
                  return String(i);
                });
            }
            """;

    private static final String FOCUSED =
            """
            () => {
              const e = document.activeElement, style = getComputedStyle(e);
              const seen = style.outlineStyle !== 'none' || style.boxShadow !== 'none';
              return e.dataset.stop !== undefined && seen ? e.dataset.stop : '';
            }
            """;

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

    @ParameterizedTest
    @CsvSource({
        "petra, /overzicht",
        "petra, /privacy/verstrekkingen",
        "petra, /privacy/verzoeken",
        "petra, /privacy/verzoeken/nieuw",
        "petra, /privacy/incidenten",
        "petra, /convenanten",
        "petra, /privacy/integriteit",
        "petra, /privacy/verwerkingsregister",
        "petra, /beheer",
        "petra, /handleiding",
        "fatima, /overzicht",
        "karel, /afstemmingen",
        "karel, /mogelijke-matches",
        "coby, /convenanten/nieuw/afstemming"
    })
    void everything_on_the_page_is_reached_with_the_tab_key(String person, String path) {
        try (BrowserContext session = browser.session(1280, ColorScheme.LIGHT)) {
            Page page = browser.open(site, session, person, "/overzicht");
            page.navigate(site.url() + path);
            @SuppressWarnings("unchecked")
            List<String> all = (List<String>) page.evaluate(NUMBER);
            Set<String> reached = new LinkedHashSet<>();
            // A date has a stop for day, month, year and calendar.
            for (int i = 0; i < 5 * all.size() && reached.size() < all.size(); i++) {
                page.keyboard().press("Tab");
                String at = (String) page.evaluate(FOCUSED);
                if (!at.isEmpty()) {
                    reached.add(at);
                }
            }
            assertThat(all).hasSizeGreaterThan(5);
            assertThat(reached).containsExactlyInAnyOrderElementsOf(all);
        }
    }
}
