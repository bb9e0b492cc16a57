package nl.sluitend.convenant;

import static nl.sluitend.convenant.ConvenantExchangeFixture.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import nl.sluitend.TestNode;
import nl.sluitend.convenant.SignedStep.Statement;
import nl.sluitend.party.KeyRing;
import org.junit.jupiter.api.Test;

/** What a run is told at every message, without reading everything again. */
@QuarkusTest
final class ConvenantStandingTest {

    @Inject KeyRing keys;
    @Inject Convenants convenants;
    @Inject ConvenantRepository repository;
    @Inject ConvenantSteps steps;
    @Inject Clock clock;

    @Test
    void what_lies_there_has_the_fingerprint_of_what_was_read() {
        String first = proposed(Optional.empty());
        steps.sign(first, StepType.ACCEPT);
        proposed(Optional.of(first));
        proposed(Optional.of(first));
        QuarkusTransaction.requiringNew()
                .run(
                        () ->
                                assertThat(repository.fingerprint(first))
                                        .contains(
                                                ConvenantFingerprint.of(
                                                        repository.withSuccessors(first))));
        assertThat(repository.withSuccessors(first)).hasSize(3);
    }

    @Test
    void an_unknown_convenant_has_none() {
        String unknown = "0".repeat(64);
        assertThat(convenants.standing(unknown, Instant.now())).isEmpty();
        QuarkusTransaction.requiringNew()
                .run(() -> assertThat(repository.fingerprint(unknown)).isEmpty());
    }

    @Test
    void it_is_not_read_again_while_nothing_changed() {
        String hash = inForce();
        ConvenantDossier dossier = convenants.standing(hash, Instant.now()).orElseThrow().dossier();
        assertThat(convenants.standing(hash, Instant.now()).orElseThrow().dossier())
                .isSameAs(dossier);
    }

    /** An entity that a transaction has read is given to it again, whatever lies there by then. */
    @Test
    void a_revocation_is_not_missed_by_who_reads_on_in_an_older_transaction() {
        String hash = inForce();
        QuarkusTransaction.requiringNew()
                .run(
                        () -> {
                            convenants.find(hash);
                            QuarkusTransaction.requiringNew()
                                    .run(() -> steps.sign(hash, StepType.REVOKE));
                            convenants.standing(hash, Instant.now());
                        });
        assertThat(convenants.standing(hash, Instant.now()).orElseThrow().state())
                .isEqualTo(ConvenantState.REVOKED);
    }

    private String inForce() {
        String hash = proposed(Optional.empty());
        steps.sign(hash, StepType.ACCEPT);
        var now = clock.instant();
        String jws =
                ConvenantExchangeFixture.jws(TestNode.PEER_FILES)
                        .sign(new Statement(hash, StepType.ACCEPT, now).bytes());
        assertThat(ConvenantExchangeFixture.send(hash, jws, now)).isEqualTo("204");
        assertThat(convenants.standing(hash, Instant.now()).orElseThrow().state())
                .isEqualTo(ConvenantState.IN_FORCE);
        return hash;
    }

    private String proposed(Optional<String> predecessor) {
        ConvenantFixture content = fresh(keys);
        return ConvenantExchangeFixture.propose(
                predecessor.map(hash -> content.with("/predecessor", hash)).orElse(content));
    }
}
