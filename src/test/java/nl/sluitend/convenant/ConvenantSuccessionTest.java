package nl.sluitend.convenant;

import static nl.sluitend.convenant.ConvenantExchangeFixture.fresh;
import static nl.sluitend.convenant.ConvenantExchangeFixture.send;
import static nl.sluitend.convenant.ConvenantExchangeFixture.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import nl.sluitend.NodeClient;
import nl.sluitend.convenant.SignedStep.Statement;
import nl.sluitend.party.KeyRing;
import nl.sluitend.problem.ProblemException;
import org.junit.jupiter.api.Test;

/** Two versions of a convenant, who signs, and why somebody stops. */
@QuarkusTest
final class ConvenantSuccessionTest {

    @Inject KeyRing keys;
    @Inject Convenants convenants;
    @Inject ConvenantSteps steps;
    @Inject Clock clock;

    @Test
    void has_one_version_in_force_the_one_that_replaces() {
        String first = inForce(fresh(keys));
        String second = draft(fresh(keys).with("/predecessor", first));
        steps.sign(second, StepType.ACCEPT);
        assertThat(state(first)).isEqualTo(ConvenantState.IN_FORCE);
        Instant now = clock.instant();
        assertThat(send(second, signed(second, StepType.ACCEPT, now), now)).isEqualTo("204");
        assertThat(state(second)).isEqualTo(ConvenantState.IN_FORCE);
        assertThat(state(first)).isEqualTo(ConvenantState.SUPERSEDED);
        assertThat(convenants.inForce(clock.instant()))
                .noneMatch(dossier -> dossier.convenant().hash().equals(first));
    }

    @Test
    void is_not_superseded_by_what_is_proposed_alone_or_has_not_begun() {
        String first = inForce(fresh(keys));
        ConvenantExchangeFixture.propose(fresh(keys).with("/predecessor", first));
        assertThat(state(first)).isEqualTo(ConvenantState.IN_FORCE);
        String later =
                draft(fresh(keys).with("/predecessor", first).with("/validity/from", "2027-08-01"));
        accept(later);
        assertThat(state(later)).isEqualTo(ConvenantState.ACCEPTED_BY_BOTH);
        assertThat(state(first)).isEqualTo(ConvenantState.IN_FORCE);
    }

    @Test
    void refuses_to_sign_a_second_successor() {
        String first = inForce(fresh(keys));
        accept(draft(fresh(keys).with("/predecessor", first)));
        String another = draft(fresh(keys).with("/predecessor", first));
        refused("already-replaced", () -> steps.sign(another, StepType.ACCEPT));
        assertThat(state(another)).isEqualTo(ConvenantState.DRAFT);
    }

    @Test
    void lets_nobody_sign_what_they_drew_up() {
        String hash = steps.draft(fresh(keys).json(), Optional.of("sub-coby")).convenant().hash();
        refused(
                "drafter-may-not-sign",
                () -> steps.sign(hash, StepType.ACCEPT, Optional.empty(), Optional.of("sub-coby")));
        steps.sign(hash, StepType.ACCEPT, Optional.empty(), Optional.of("sub-dirk"));
        assertThat(state(hash)).isEqualTo(ConvenantState.ACCEPTED_BY_US);
    }

    @Test
    void signs_the_reason_with_the_revocation() {
        String hash = inForce(fresh(keys));
        steps.sign(hash, StepType.REVOKE, Optional.of("De DPIA wordt herzien."), Optional.empty());
        assertThat(state(hash)).isEqualTo(ConvenantState.REVOKED);
        assertThat(
                        convenants
                                .find(hash)
                                .orElseThrow()
                                .step(ConvenantExchangeFixture.NODE, StepType.REVOKE)
                                .orElseThrow()
                                .reason())
                .contains("De DPIA wordt herzien.");
    }

    @Test
    void takes_a_reason_of_the_counterpart_and_refuses_one_that_is_no_line_of_text() {
        String hash = inForce(fresh(keys));
        Instant now = clock.instant();
        Statement statement =
                new Statement(hash, StepType.REVOKE, now, Optional.of("Wij gaan fuseren."));
        String jws =
                ConvenantExchangeFixture.jws(nl.sluitend.TestNode.PEER_FILES)
                        .sign(statement.bytes());
        assertThat(send(hash, jws, now)).isEqualTo("204");
        assertThat(state(hash)).isEqualTo(ConvenantState.REVOKED);
        String other = inForce(fresh(keys));
        String odd =
                new String(
                                new Statement(other, StepType.REVOKE, now, Optional.of("x"))
                                        .bytes(),
                                java.nio.charset.StandardCharsets.UTF_8)
                        .replace("\"x\"", "\"\\n\"");
        String signed =
                ConvenantExchangeFixture.jws(nl.sluitend.TestNode.PEER_FILES)
                        .sign(odd.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(send(other, signed, now)).isEqualTo("400 signature-invalid");
        refused(
                "invalid-input",
                () -> steps.sign(other, StepType.REVOKE, Optional.of(" "), Optional.empty()));
        refused(
                "invalid-input",
                () ->
                        steps.sign(
                                draft(fresh(keys)),
                                StepType.ACCEPT,
                                Optional.of("reden"),
                                Optional.empty()));
    }

    @Test
    @io.quarkus.test.security.TestSecurity(user = "coby", roles = "convenant-manager")
    void takes_the_reason_over_the_interface() {
        String hash = inForce(fresh(keys));
        NodeClient.given()
                .contentType("application/json")
                .body(Map.of("reason", "Het doel is bereikt."))
                .put("/v1/convenants/" + hash + "/revoke")
                .then()
                .statusCode(200)
                .body("steps.reason", org.hamcrest.Matchers.hasItem("Het doel is bereikt."));
    }

    private String inForce(ConvenantFixture content) {
        String hash = draft(content);
        accept(hash);
        assertThat(state(hash)).isEqualTo(ConvenantState.IN_FORCE);
        return hash;
    }

    private void accept(String hash) {
        steps.sign(hash, StepType.ACCEPT);
        Instant now = clock.instant();
        assertThat(send(hash, signed(hash, StepType.ACCEPT, now), now)).isEqualTo("204");
    }

    private String draft(ConvenantFixture content) {
        return steps.draft(content.json()).convenant().hash();
    }

    private ConvenantState state(String hash) {
        ConvenantState state =
                convenants.state(convenants.find(hash).orElseThrow(), clock.instant());
        assertThat(convenants.standing(hash, Instant.now()).orElseThrow().state())
                .as("what a run is told at its next message")
                .isEqualTo(state);
        return state;
    }

    private static void refused(
            String type, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().type()).isEqualTo(type));
    }
}
