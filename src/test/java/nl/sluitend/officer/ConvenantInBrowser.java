package nl.sluitend.officer;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.Map;
import nl.sluitend.convenant.ConvenantTemplate;
import nl.sluitend.demo.TwoNodes;
import nl.sluitend.demo.register.DemoParty;

/** The life of a convenant on the pages of two nodes. */
final class ConvenantInBrowser {

    private final TwoNodes nodes;
    private final ConvenantPair pair;

    ConvenantInBrowser(ConvenantPair pair) {
        this.nodes = pair.nodes();
        this.pair = pair;
    }

    /** From a blank form to a revoked successor. */
    void live(Page drafter, Page signer, Page other) {
        other.navigate(nodes.url(pair.swv()) + "/convenanten");
        String hash = draft(drafter, other.locator(".log-key").innerText());
        simulate(drafter, hash);
        sign(drafter, signer, other, hash);
        exchange(signer, hash);
        String next = amend(drafter, hash);
        sign(drafter, signer, other, next);
        awaitState(signer, DemoParty.RBL, hash, "vervangen");
        revoke(signer, other, next);
    }

    private String draft(Page page, String logKey) {
        ConvenantTemplate template = pair.template();
        page.navigate(nodes.url(DemoParty.RBL) + "/convenanten");
        page.locator("a[href='/convenanten/nieuw/" + template.code() + "']").click();
        ConvenantAnswers.of(template, "browser", pair.swv(), logKey)
                .forEach((member, value) -> fill(page, member, value));
        PageBrowser.press(page, "Concept bewaren");
        assertThat(page.locator("main").innerText())
                .contains("Stand: concept")
                .doesNotContain("Wat er nog moet zijn");
        return page.url().replaceFirst(".*/", "");
    }

    private void simulate(Page page, String hash) {
        page.locator("a[href='/proef/" + hash + "']").click();
        PageBrowser.press(page, "Proberen");
        assertThat(page.locator("main").innerText())
                .contains("Leerlingen die meedoen", pair.pupils() + " leerlingen")
                .contains("Geen enkele regel zou weigeren", "versleutelde punten gaan weg");
        PageBrowser.shows(page, "simulation-" + pair.template().code());
    }

    private void sign(Page drafter, Page signer, Page other, String hash) {
        drafter.navigate(nodes.url(DemoParty.RBL) + "/convenanten/" + hash);
        assertThat(drafter.locator("main").innerText())
                .contains("U hebt dit convenant opgesteld")
                .doesNotContain("Ondertekenen namens");
        PageBrowser.press(drafter, "Voorstellen aan de andere partij");
        awaitState(other, pair.swv(), hash, "voorgesteld");
        assertThat(other.locator("main").innerText()).contains("Wat er wordt gedeeld");
        PageBrowser.press(other, "Ondertekenen namens " + pair.swv().displayName());
        awaitState(signer, DemoParty.RBL, hash, "door de ander ondertekend");
        PageBrowser.press(signer, "Ondertekenen namens " + DemoParty.RBL.displayName());
        for (Map.Entry<Page, DemoParty> side :
                Map.of(signer, DemoParty.RBL, other, pair.swv()).entrySet()) {
            awaitState(side.getKey(), side.getValue(), hash, "van kracht");
        }
    }

    private void exchange(Page page, String hash) {
        ConvenantTemplate template = pair.template();
        page.navigate(nodes.url(DemoParty.RBL) + "/afstemmingen");
        String only = page.locator("#afspraak option[value^='" + hash + "']").getAttribute("value");
        assertThat(only).as("hash, mode and purpose").endsWith(" " + pair.purpose());
        page.locator("#afspraak").selectOption(only);
        PageBrowser.press(page, "Beginnen");
        nodes.until("the end of " + template, () -> pair.hasEnded(hash));
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
                    .isEqualTo(pair.both());
        }
    }

    private String amend(Page page, String hash) {
        page.navigate(nodes.url(DemoParty.RBL) + "/convenanten/" + hash + "/aanpassen");
        fill(page, "/predecessor", hash);
        fill(page, "/caps/maxElements", "1500");
        PageBrowser.press(page, "Concept bewaren");
        assertThat(page.locator(".changes").innerText()).contains("was 2000 en wordt 1500");
        return page.url().replaceFirst(".*/", "");
    }

    private void revoke(Page page, Page other, String hash) {
        page.navigate(nodes.url(DemoParty.RBL) + "/convenanten/" + hash);
        page.locator("#reden-intrekken").fill("De proef is klaar.");
        PageBrowser.press(page, "Intrekken");
        assertThat(page.locator("main").innerText()).contains("Stand: ingetrokken");
        awaitState(other, pair.swv(), hash, "ingetrokken");
        assertThat(other.locator(".signatures").innerText()).contains("De proef is klaar.");
        page.navigate(nodes.url(DemoParty.RBL) + "/afstemmingen");
        assertThat(page.locator("#afspraak option[value^='" + hash + "']").count()).isZero();
    }

    private void awaitState(Page page, DemoParty party, String hash, String state) {
        nodes.until(
                state,
                () -> {
                    page.navigate(nodes.url(party) + "/convenanten/" + hash);
                    return page.locator("main").innerText().contains("Stand: " + state + ".");
                });
    }

    private void fill(Page page, String member, String value) {
        Locator field = page.locator("[name='" + member + "']");
        Locator boxes = page.locator("input[type='checkbox'][name='" + member + "']");
        if (boxes.count() > 0) {
            boxes.all().forEach(box -> box.setChecked(value.equals(box.getAttribute("value"))));
            return;
        }
        if (field.first().evaluate("e => e.tagName").equals("SELECT")) {
            field.selectOption(value);
        } else {
            field.fill(value);
        }
    }
}
