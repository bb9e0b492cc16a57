package nl.sluitend.officer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import nl.sluitend.convenant.ConvenantForm;
import nl.sluitend.convenant.ConvenantTemplate;
import nl.sluitend.convenant.FormInputs;
import nl.sluitend.demo.NodeApi;
import nl.sluitend.demo.TwoNodes;
import nl.sluitend.demo.register.DemoParty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Convenants from nothing on two packaged nodes, from every template: draft, simulation, two
 * signatures, exchange, amendment, revocation; in the browser with Keycloak's login, and by API.
 */
class TwoNodeConvenantIT {

    private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");
    private static final int PUPILS = 45;
    private static final int BOTH = 20;

    @TempDir static Path directory;
    private static TwoNodes nodes;
    private static PageBrowser browser;

    @BeforeAll
    static void start() {
        nodes = new TwoNodes(directory);
        browser = PageBrowser.launch();
        for (int i = 0; i < PUPILS; i++) {
            register(DemoParty.RBL, i);
            register(DemoParty.SWV_PO, i + PUPILS - BOTH);
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
                BrowserContext three = browser.session(1280, ColorScheme.LIGHT)) {
            Page drafter = open(one, DemoParty.RBL, "convenant");
            Page signer = open(two, DemoParty.RBL, "bestuur");
            Page other = open(three, DemoParty.SWV_PO, "convenant");
            String logKey = other.locator(".log-key").innerText();
            for (ConvenantTemplate template : ConvenantTemplate.values()) {
                String hash = draft(drafter, template, logKey);
                simulate(drafter, template, hash);
                sign(drafter, signer, other, hash);
                exchange(signer, template, hash);
                String next = amend(drafter, hash);
                sign(drafter, signer, other, next);
                awaitState(signer, DemoParty.RBL, hash, "vervangen");
                revoke(signer, other, next);
            }
        }
    }

    private static String draft(Page page, ConvenantTemplate template, String logKey) {
        page.navigate(nodes.url(DemoParty.RBL) + "/convenanten");
        page.locator("a[href='/convenanten/nieuw/" + template.code() + "']").click();
        answers(template, "browser", logKey).forEach((member, value) -> fill(page, member, value));
        PageBrowser.press(page, "Concept bewaren");
        assertThat(page.locator("main").innerText())
                .contains("Stand: concept")
                .doesNotContain("Wat er nog moet zijn");
        return page.url().replaceFirst(".*/", "");
    }

    private static void simulate(Page page, ConvenantTemplate template, String hash) {
        page.locator("a[href='/proef/" + hash + "']").click();
        PageBrowser.press(page, "Proberen");
        assertThat(page.locator("main").innerText())
                .contains("Leerlingen die meedoen", PUPILS + " leerlingen")
                .contains("Geen enkele regel zou weigeren", "versleutelde punten gaan weg");
        PageBrowser.shows(page, "simulation-" + template.code());
    }

    private static void sign(Page drafter, Page signer, Page other, String hash) {
        drafter.navigate(nodes.url(DemoParty.RBL) + "/convenanten/" + hash);
        PageBrowser.press(drafter, "Ondertekenen namens " + DemoParty.RBL.displayName());
        assertThat(drafter.title()).doesNotContain("Convenant met");
        drafter.navigate(nodes.url(DemoParty.RBL) + "/convenanten/" + hash);
        PageBrowser.press(drafter, "Voorstellen aan de andere partij");
        awaitState(other, DemoParty.SWV_PO, hash, "voorgesteld");
        assertThat(other.locator("main").innerText()).contains("Wat er wordt gedeeld");
        PageBrowser.press(other, "Ondertekenen namens " + DemoParty.SWV_PO.displayName());
        awaitState(signer, DemoParty.RBL, hash, "door de ander ondertekend");
        PageBrowser.press(signer, "Ondertekenen namens " + DemoParty.RBL.displayName());
        for (Map.Entry<Page, DemoParty> side :
                Map.of(signer, DemoParty.RBL, other, DemoParty.SWV_PO).entrySet()) {
            awaitState(side.getKey(), side.getValue(), hash, "van kracht");
        }
    }

    private static void exchange(Page page, ConvenantTemplate template, String hash) {
        page.navigate(nodes.url(DemoParty.RBL) + "/afstemmingen");
        page.locator("#afspraak").selectOption(hash + " " + purpose(template));
        PageBrowser.press(page, "Beginnen");
        if (template == ConvenantTemplate.GEGEVENSDELING) {
            assertThat(page.locator("main").innerText())
                    .contains("het convenant staat dit nu niet toe");
            return;
        }
        nodes.until("the end of " + template, () -> hasEnded(hash));
        assertThat(nodes.run(DemoParty.RBL, hash).path("state").asText()).isEqualTo("COMPLETED");
        if (template != ConvenantTemplate.TELLING) {
            page.reload();
            assertThat(page.locator("main").innerText()).contains("ook bij de ander bekend");
            assertThat(
                            nodes.run(DemoParty.RBL, hash)
                                    .path("sessions")
                                    .path(0)
                                    .path("matched")
                                    .asInt())
                    .isEqualTo(BOTH);
        }
    }

    private static String amend(Page page, String hash) {
        page.navigate(nodes.url(DemoParty.RBL) + "/convenanten/" + hash + "/aanpassen");
        fill(page, "/predecessor", hash);
        fill(page, "/caps/maxElements", "1500");
        PageBrowser.press(page, "Concept bewaren");
        assertThat(page.locator(".changes").innerText()).contains("was 2000 en wordt 1500");
        return page.url().replaceFirst(".*/", "");
    }

    private static void revoke(Page page, Page other, String hash) {
        page.navigate(nodes.url(DemoParty.RBL) + "/convenanten/" + hash);
        page.locator("#reden-intrekken").fill("De proef is klaar.");
        PageBrowser.press(page, "Intrekken");
        assertThat(page.locator("main").innerText()).contains("Stand: ingetrokken");
        awaitState(other, DemoParty.SWV_PO, hash, "ingetrokken");
        assertThat(other.locator(".signatures").innerText()).contains("De proef is klaar.");
        page.navigate(nodes.url(DemoParty.RBL) + "/afstemmingen");
        assertThat(page.locator("#afspraak option[value^='" + hash + "']").count()).isZero();
    }

    @Test
    void by_the_api() {
        NodeApi rbl = nodes.manager(DemoParty.RBL);
        NodeApi swv = nodes.manager(DemoParty.SWV_PO);
        String logKey = swv.get("/v1/party").path("logKey").asText();
        for (ConvenantTemplate template : ConvenantTemplate.values()) {
            Map<String, String> answers = answers(template, "api", logKey);
            answers.put("/parties/0/oin", DemoParty.RBL.oin());
            answers.put("/parties/0/name", DemoParty.RBL.displayName());
            answers.put("/parties/0/logKey", rbl.get("/v1/party").path("logKey").asText());
            JsonNode content = content(template, answers);
            JsonNode tried = rbl.post("/v1/convenants/_simulate", content);
            assertThat(tried.at("/lanes/0/pupils").asInt()).isEqualTo(PUPILS);
            assertThat(tried.at("/lanes/0/refusals")).isEmpty();
            String hash = signed(rbl, swv, content);
            if (template != ConvenantTemplate.GEGEVENSDELING
                    && template != ConvenantTemplate.TELLING) {
                rbl.post("/v1/runs", Map.of("convenant", hash, "purpose", purpose(template)));
                nodes.until("the end of " + template, () -> hasEnded(hash));
                assertThat(nodes.run(DemoParty.RBL, hash).at("/sessions/0/matched").asInt())
                        .isEqualTo(BOTH);
            }
            answers.put("/predecessor", hash);
            answers.put("/caps/maxElements", "1500");
            String next = signed(rbl, swv, content(template, answers));
            assertThat(state(rbl, hash)).isEqualTo("SUPERSEDED");
            swv.put("/v1/convenants/" + next + "/revoke", Map.of("reason", "De proef is klaar."));
            nodes.until("the revocation", () -> state(rbl, next).equals("REVOKED"));
        }
    }

    private static JsonNode content(ConvenantTemplate template, Map<String, String> answers) {
        return ConvenantForm.complete(FormInputs.filled(FormInputs.form(template), answers));
    }

    private static String signed(NodeApi rbl, NodeApi swv, JsonNode content) {
        String hash = rbl.post("/v1/convenants", content).path("hash").asText();
        rbl.put("/v1/convenants/" + hash + "/propose");
        nodes.until("the proposal", () -> swv.get("/v1/convenants").toString().contains(hash));
        rbl.put("/v1/convenants/" + hash + "/accept");
        swv.put("/v1/convenants/" + hash + "/accept");
        for (NodeApi node : new NodeApi[] {rbl, swv}) {
            nodes.until("both signatures", () -> state(node, hash).equals("IN_FORCE"));
        }
        return hash;
    }

    private static String state(NodeApi node, String hash) {
        return node.get("/v1/convenants/" + hash).path("state").asText();
    }

    private static boolean hasEnded(String hash) {
        String state = nodes.run(DemoParty.RBL, hash).path("state").asText();
        return !state.isEmpty() && !state.equals("RUNNING");
    }

    private static Page open(BrowserContext session, DemoParty party, String user) {
        return browser.open(nodes.url(party), session, user, TwoNodes.password(), "/convenanten");
    }

    private static void awaitState(Page page, DemoParty party, String hash, String state) {
        nodes.until(
                state,
                () -> {
                    page.navigate(nodes.url(party) + "/convenanten/" + hash);
                    return page.locator("main").innerText().contains("Stand: " + state + ".");
                });
    }

    private static void fill(Page page, String member, String value) {
        Locator field = page.locator("[name='" + member + "']");
        if (field.first().evaluate("e => e.tagName").equals("SELECT")) {
            field.selectOption(value);
        } else {
            field.fill(value);
        }
    }

    private static String purpose(ConvenantTemplate template) {
        return FormInputs.form(template).at("/purposes/0/code").asText();
    }

    private static Map<String, String> answers(
            ConvenantTemplate template, String mark, String logKey) {
        LocalDate today = LocalDate.now(ZONE);
        String before = today.minusDays(30).toString();
        Map<String, String> answers = new LinkedHashMap<>();
        answers.put("/drafter/name", "Olga Opsteller");
        answers.put("/parties/1/oin", DemoParty.SWV_PO.oin());
        answers.put("/parties/1/name", DemoParty.SWV_PO.displayName());
        answers.put("/parties/1/logKey", logKey);
        answers.put("/purposes/0/processingActivity", "https://register.example/" + mark);
        answers.put("/validity/from", today.minusDays(1).toString());
        answers.put("/validity/until", today.plusYears(1).toString());
        for (int i = 0; i < 2; i++) {
            String formal = "/parties/" + i + "/formalities/";
            answers.put(formal + "controller", "Bestuur " + i);
            answers.put(formal + "dpia/date", before);
            answers.put(formal + "dpia/reference", "DPIA " + i);
            answers.put(formal + "fg/name", "FG " + i);
            answers.put(formal + "fg/contact", "fg@example.nl");
            answers.put(formal + "fg/date", before);
            answers.put(formal + "fg/advice", "Akkoord.");
            answers.put(formal + "notice/url", "https://example.nl/");
            answers.put(formal + "notice/published", before);
            answers.put(formal + "host/name", "Bestuur " + i);
            answers.put(formal + "signatory/name", "Tekenaar " + i);
            answers.put(formal + "signatory/mandate", "Mandaat");
            answers.put("/legalBases/" + i + "/statedBy", "Juridische zaken");
            answers.put("/decisions/" + i + "/reference", "Besluit " + i);
            answers.put("/decisions/" + i + "/date", before);
        }
        if (template == ConvenantTemplate.DRIE_PARTIJEN) {
            answers.put("/fellowParties/0/oin", DemoParty.SWV_VO.oin());
            answers.put("/fellowParties/0/name", DemoParty.SWV_VO.displayName());
        }
        return answers;
    }

    private static void register(DemoParty party, int pupil) {
        nodes.register(
                party,
                "leerling-" + pupil,
                TwoNodes.bsn(pupil),
                Map.of(
                        "birthDate",
                        pupil % 2 == 0 ? "2017-03-01" : "2013-03-01",
                        "surname",
                        "Leerling" + (char) ('a' + pupil / 26) + (char) ('a' + pupil % 26),
                        "initials",
                        "L",
                        "postcode4",
                        "6811",
                        "schoolType",
                        "BAO"));
    }
}
