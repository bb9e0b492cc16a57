package nl.sluitend.officer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import nl.sluitend.convenant.ConvenantTemplate;
import nl.sluitend.demo.NodeApi;
import nl.sluitend.demo.TwoNodes;
import nl.sluitend.demo.register.DemoParty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Convenants from nothing on packaged nodes, from every template: draft, simulation, two
 * signatures, exchange, amendment, revocation; in the browser with Keycloak's login, and by API.
 * One RBL with a primary and a secondary samenwerkingsverband: what is for three parties is signed
 * and exchanged by each pair.
 */
class TwoNodeConvenantIT {

    @TempDir static Path directory;
    private static TwoNodes nodes;
    private static PageBrowser browser;

    @BeforeAll
    static void start() {
        nodes = new TwoNodes(directory, List.of(DemoParty.values()));
        browser = PageBrowser.launch();
        for (int i = 0; i < ConvenantPair.PRIMARY; i++) {
            register(DemoParty.RBL, i);
            register(DemoParty.SWV_PO, i + ConvenantPair.PRIMARY - ConvenantPair.BOTH_PRIMARY);
        }
        for (int i = 0; i < ConvenantPair.SECONDARY; i++) {
            registerSecondary(DemoParty.RBL, i);
            registerSecondary(
                    DemoParty.SWV_VO, i + ConvenantPair.SECONDARY - ConvenantPair.BOTH_SECONDARY);
        }
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (nodes != null) {
            nodes.close();
        }
    }

    @Test
    void in_the_browser() {
        try (BrowserContext one = browser.session(1280, ColorScheme.LIGHT);
                BrowserContext two = browser.session(1280, ColorScheme.LIGHT);
                BrowserContext three = browser.session(1280, ColorScheme.LIGHT);
                BrowserContext four = browser.session(1280, ColorScheme.LIGHT)) {
            Page drafter = open(one, DemoParty.RBL, "convenant");
            Page signer = open(two, DemoParty.RBL, "bestuur");
            Page primary = open(three, DemoParty.SWV_PO, "convenant");
            Page secondary = open(four, DemoParty.SWV_VO, "convenant");
            for (ConvenantTemplate template : ConvenantTemplate.values()) {
                inBrowser(template, DemoParty.SWV_PO).live(drafter, signer, primary);
            }
            inBrowser(ConvenantTemplate.DRIE_PARTIJEN, DemoParty.SWV_VO)
                    .live(drafter, signer, secondary);
        }
    }

    @Test
    void by_the_api() {
        api(ConvenantTemplate.AFSTEMMING, DemoParty.SWV_PO).live();
        api(ConvenantTemplate.GEGEVENSDELING, DemoParty.SWV_PO).live();
        String primary = api(ConvenantTemplate.DRIE_PARTIJEN, DemoParty.SWV_PO).live();
        String secondary = api(ConvenantTemplate.DRIE_PARTIJEN, DemoParty.SWV_VO).live();
        NodeApi rbl = nodes.manager(DemoParty.RBL);
        assertThat(rbl.get("/v1/convenants/" + secondary).at("/document/text"))
                .isEqualTo(rbl.get("/v1/convenants/" + primary).at("/document/text"));
        assertThat(nodes.manager(DemoParty.SWV_VO).get("/v1/convenants?limit=200").toString())
                .contains(secondary)
                .doesNotContain(primary);
    }

    /** Counts are counted per pair of parties; the browser counts with the other one. */
    @Test
    void by_the_api_with_a_count_of_which_the_second_is_refused() {
        api(ConvenantTemplate.TELLING, DemoParty.SWV_VO).live();
    }

    /**
     * The side whose pupils are evaluated refuses; both logs say so, and that side's FG reads it.
     */
    @Test
    void a_limit_that_is_reached_is_refused_in_both_logs_with_an_alert() throws Exception {
        ConvenantByApi api = api(ConvenantTemplate.AFSTEMMING, DemoParty.SWV_PO);
        String hash =
                api.inForce(
                        "grens",
                        Map.of(
                                "/caps/maxElements", "80",
                                "/caps/maxEvaluated", "80",
                                "/caps/minDaysBetweenRuns", "0"));
        api.run(hash);
        assertThat(nodes.run(DemoParty.RBL, hash).path("state").asText()).isEqualTo("COMPLETED");
        for (DemoParty party : TwoNodes.PARTIES) {
            assertThat(api.evaluated(party, hash)).isEqualTo(ConvenantPair.PRIMARY);
        }
        api.run(hash);
        JsonNode second = nodes.run(DemoParty.RBL, hash);
        assertThat(second.path("state").asText()).isEqualTo("FAILED");
        assertThat(second.path("reason").asText()).isEqualTo("limit-exceeded");
        for (DemoParty party : TwoNodes.PARTIES) {
            assertThat(
                            nodes.number(
                                    party,
                                    "select count(*) from disclosure_leaf l join disclosure_log g on"
                                            + " g.id = l.log_id where g.origin = ? and"
                                            + " convert_from(l.entry, 'UTF8')::json ->> 'type' ="
                                            + " 'refusal'",
                                    party.oin() + "/" + hash))
                    .as(party.displayName())
                    .isPositive();
        }
        assertThat(
                        nodes.number(
                                DemoParty.SWV_PO,
                                "select count(*) from alert where kind = 'limit-reached' and about ="
                                        + " ?",
                                hash))
                .isPositive();
    }

    /** AVG art. 19, from the decision at one node to the people of the other. */
    @Test
    void a_recipient_is_told_through_its_node_that_something_was_put_right() throws Exception {
        ConvenantByApi api = api(ConvenantTemplate.AFSTEMMING, DemoParty.SWV_PO);
        String hash = api.inForce("kennisgeving", Map.of("/caps/minDaysBetweenRuns", "0"));
        api.run(hash);
        try (BrowserContext one = browser.session(1280, ColorScheme.LIGHT);
                BrowserContext two = browser.session(1280, ColorScheme.LIGHT)) {
            Page teller = open(one, DemoParty.RBL, "privacy", "/privacy/verzoeken/nieuw");
            teller.locator("#recht").selectOption("RECTIFICATION");
            teller.locator("#vrager").selectOption("PARENT");
            teller.locator("#identiteit").check();
            teller.locator("#nummer").fill(TwoNodes.bsn(ConvenantPair.PRIMARY - 1));
            PageBrowser.press(teller, "Verzoek invoeren");
            assertThat(teller.locator("main").innerText())
                    .contains(DemoParty.SWV_PO.displayName(), "Dan vertelt het knooppunt het hun");
            PageBrowser.shows(teller, "request-recipients");
            teller.locator("#toelichting").fill("Het soort verzuim is verbeterd.");
            PageBrowser.press(teller, "Verbetering is gedaan: afronden");
            nodes.until("the confirmation", () -> confirmed(teller));
            PageBrowser.shows(teller, "request-told");

            Page told = open(two, DemoParty.SWV_PO, "privacy", "/privacy/verzoeken");
            told.locator("a[href^='/privacy/kennisgevingen/']").first().click();
            assertThat(told.locator("main").innerText())
                    .contains(DemoParty.RBL.displayName(), "Casusnummer");
            told.locator("#toelichting").fill("Nagekeken: bij ons stond het goed.");
            PageBrowser.press(told, "Verwerkt");
            assertThat(told.locator("main").innerText()).contains("bij ons stond het goed");
        }
        for (DemoParty party : TwoNodes.PARTIES) {
            assertThat(
                            nodes.number(
                                    party,
                                    "select count(*) from disclosure_leaf l join disclosure_log g on"
                                            + " g.id = l.log_id where g.origin = ? and"
                                            + " convert_from(l.entry, 'UTF8')::json ->> 'type' ="
                                            + " 'notice'",
                                    party.oin() + "/" + hash))
                    .as(party.displayName())
                    .isPositive();
        }
    }

    private static boolean confirmed(Page page) {
        page.reload();
        return page.locator("main").innerText().contains("bevestigd op");
    }

    private static ConvenantInBrowser inBrowser(ConvenantTemplate template, DemoParty swv) {
        return new ConvenantInBrowser(new ConvenantPair(nodes, template, swv));
    }

    private static ConvenantByApi api(ConvenantTemplate template, DemoParty swv) {
        return new ConvenantByApi(new ConvenantPair(nodes, template, swv));
    }

    private static Page open(BrowserContext session, DemoParty party, String user) {
        return open(session, party, user, "/convenanten");
    }

    private static Page open(BrowserContext session, DemoParty party, String user, String path) {
        return browser.open(nodes.url(party), session, user, TwoNodes.password(), path);
    }

    private static void register(DemoParty party, int pupil) {
        register(party, pupil, pupil % 2 == 0 ? "2017-03-01" : "2013-03-01", "BAO");
    }

    private static void registerSecondary(DemoParty party, int pupil) {
        register(party, 200 + pupil, "2011-03-01", "HAVO");
    }

    private static void register(DemoParty party, int pupil, String born, String schoolType) {
        nodes.register(
                party,
                "leerling-" + pupil,
                TwoNodes.bsn(pupil),
                Map.of(
                        "birthDate",
                        born,
                        "surname",
                        "Leerling" + (char) ('a' + pupil / 26) + (char) ('a' + pupil % 26),
                        "initials",
                        "L",
                        "postcode4",
                        "6811",
                        "schoolType",
                        schoolType));
    }
}
