package nl.sluitend.reconciliation;

import static nl.sluitend.reconciliation.NoticeSteps.page;
import static nl.sluitend.reconciliation.WithdrawalSteps.ended;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.SecurityAttribute;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.sluitend.NodeClient;
import nl.sluitend.TestNode;
import nl.sluitend.disclosure.DisclosureLog;
import nl.sluitend.disclosure.Leaf;
import nl.sluitend.disclosure.LeafKind;
import nl.sluitend.disclosure.LogName;
import nl.sluitend.identifier.Oin;
import org.junit.jupiter.api.Test;

/** The register of processing activities beside what the log says was done (AVG art. 30). */
@QuarkusTest
@TestSecurity(
        user = "petra",
        roles = {
            "registration-writer",
            "outcome-reader",
            "convenant-manager",
            "case-worker",
            "privacy-officer"
        },
        attributes = @SecurityAttribute(key = "azp", value = ReconciliationFixture.SOURCE))
class ProcessingRegisterTest {

    private static final String PURPOSE = "purpose";
    private static final String BASIS = "legal_basis";

    @Inject ReconciliationFixture fixture;
    @Inject DisclosureLog log;

    /** What the page says under the heading of deviations about a convenant. */
    private static boolean deviates(String convenant) {
        return deviations().contains("/convenanten/" + convenant);
    }

    private static String deviations() {
        String html = page("/privacy/verwerkingsregister");
        int from = html.indexOf("id=\"afwijkingen\"");
        assertThat(from).isPositive();
        int until = html.indexOf("<h2", from);
        return html.substring(from, until < 0 ? html.length() : until);
    }

    private ScriptedPeer run(String reference, int pupil) throws Exception {
        fixture.register(reference, pupil);
        return ended(fixture.peer(pupil));
    }

    private String logged(String convenant, String column) {
        return fixture.sql()
                .first(
                        "SELECT "
                                + column
                                + " AS value FROM disclosure_leaf WHERE convenant_hash = ? AND kind ="
                                + " 'exposure' LIMIT 1",
                        row -> row.getString("value"),
                        convenant)
                .orElseThrow();
    }

    private void exposure(String convenant, String purpose, String basis) {
        Leaf leaf =
                new Leaf(
                        LeafKind.EXPOSURE,
                        Clock.systemUTC().instant(),
                        convenant,
                        URI.create("urn:sluitend:processing-activity:test:1"),
                        purpose,
                        basis,
                        new Oin(TestNode.OIN),
                        new Oin(TestNode.PEER_OIN),
                        "session-9",
                        Map.of("n", 3),
                        List.of(),
                        Optional.empty());
        QuarkusTransaction.requiringNew()
                .run(
                        () ->
                                log.append(
                                        LogName.ofConvenant(new Oin(TestNode.OIN), convenant),
                                        List.of(leaf)));
    }

    @Test
    void what_a_convenant_in_force_names_is_no_deviation() throws Exception {
        String convenant = run("in-het-register", 840).convenant.hash();
        String html = page("/privacy/verwerkingsregister");
        assertThat(html.substring(html.indexOf("/convenanten/" + convenant)))
                .contains("regel in het logboek, het laatst op");
        assertThat(deviates(convenant)).isFalse();
    }

    @Test
    void a_purpose_that_the_convenant_does_not_have_stands_out() throws Exception {
        String convenant = run("ander-doel", 841).convenant.hash();
        exposure(convenant, "RECLAME", logged(convenant, BASIS));
        assertThat(deviates(convenant)).isTrue();
        assertThat(deviations()).contains("RECLAME", "Dit doel staat niet in het convenant.");
    }

    @Test
    void a_basis_that_the_convenant_does_not_have_stands_out() throws Exception {
        String convenant = run("andere-grondslag", 842).convenant.hash();
        exposure(convenant, logged(convenant, PURPOSE), "omdat het handig is");
        assertThat(deviates(convenant)).isTrue();
        assertThat(deviations())
                .contains("omdat het handig is", "Deze grondslag staat niet zo in het convenant.");
    }

    @Test
    void what_was_done_under_a_convenant_that_ended_stands_out_from_then_on() throws Exception {
        String convenant = run("ingetrokken-convenant", 843).convenant.hash();
        assertThat(deviates(convenant)).isFalse();
        NodeClient.given()
                .contentType("application/json")
                .body(Map.of("reason", "Het is klaar."))
                .put("/v1/convenants/" + convenant + "/revoke")
                .then()
                .statusCode(200);
        assertThat(deviates(convenant)).isTrue();
    }
}
