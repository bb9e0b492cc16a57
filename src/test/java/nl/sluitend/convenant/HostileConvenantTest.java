package nl.sluitend.convenant;

import static nl.sluitend.convenant.ConvenantExchangeFixture.fresh;
import static nl.sluitend.convenant.ConvenantExchangeFixture.propose;
import static nl.sluitend.convenant.ConvenantExchangeFixture.send;
import static nl.sluitend.convenant.ConvenantExchangeFixture.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import nl.sluitend.TestNode;
import nl.sluitend.demo.DemoAuthority;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.Jws;
import nl.sluitend.party.KeyRing;
import nl.sluitend.party.OwnParty;
import nl.sluitend.party.RevocationLists;
import nl.sluitend.party.TrustStore;
import nl.sluitend.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates that are revoked or renewed, and content that is altered after signing. */
@QuarkusTest
final class HostileConvenantTest {

    @Inject ConvenantRepository repository;
    @Inject Convenants convenants;
    @Inject ConvenantSteps steps;
    @Inject ConvenantLog log;
    @Inject OwnParty own;
    @Inject KeyRing keys;
    @Inject DataSource database;
    @Inject Clock clock;
    @TempDir Path directory;

    @Test
    void refuses_an_acceptance_by_a_certificate_that_is_revoked() throws Exception {
        String hash = propose(fresh(keys));
        Instant now = clock.instant();
        DemoAuthority.Issued issued = TestNode.AUTHORITY.issue(TestNode.PEER_OIN, "SWV Test");
        Path list = directory.resolve("list.crl");
        PeerConvenants checking =
                new PeerConvenants(
                        repository,
                        convenants,
                        log,
                        own,
                        new Jws(
                                keys,
                                new TrustStore(
                                        List.of(TestNode.AUTHORITY.certificate()),
                                        new RevocationLists(List.of(list))),
                                clock),
                        clock);
        String acceptance = signed(files(issued), hash, StepType.ACCEPT, now);
        publish(list, List.of(issued.chain().getFirst()), now.minusSeconds(30));
        assertThatThrownBy(() -> receive(checking, hash, acceptance, now))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().type()).isEqualTo("signature-invalid"))
                .hasMessageContaining("revoked");
        assertThat(convenants.find(hash).orElseThrow().steps()).isEmpty();
        Files.delete(list);
        assertThatThrownBy(() -> receive(checking, hash, acceptance, now))
                .isInstanceOf(ProblemException.class);
        publish(directory.resolve("list.crl"), List.of(), now.minusSeconds(30));
        receive(checking, hash, acceptance, now);
        assertThat(convenants.find(hash).orElseThrow().steps()).hasSize(1);
    }

    @Test
    void a_renewed_key_of_either_party_voids_nothing_and_signs_the_next_step() throws Exception {
        Instant now = clock.instant();
        DemoAuthority.Issued first =
                TestNode.AUTHORITY.issue(
                        TestNode.PEER_OIN,
                        "SWV Test",
                        now.minus(Duration.ofDays(300)),
                        now.plus(Duration.ofMinutes(10)));
        String hash = propose(fresh(keys));
        steps.sign(hash, StepType.ACCEPT);
        assertThat(send(hash, signed(files(first), hash, StepType.ACCEPT, now), now))
                .isEqualTo("204");
        assertThat(state(convenants, hash)).isEqualTo(ConvenantState.IN_FORCE);

        Clock later = Clock.offset(clock, Duration.ofDays(20));
        DemoAuthority.PartyFiles renewed =
                files(TestNode.AUTHORITY.issue(TestNode.OIN, TestNode.NAME));
        Convenants afterRenewal =
                new Convenants(
                        repository,
                        own,
                        new Jws(
                                open(renewed),
                                new TrustStore(List.of(TestNode.AUTHORITY.certificate())),
                                later),
                        later);
        assertThat(
                        QuarkusTransaction.requiringNew()
                                .call(
                                        () ->
                                                afterRenewal.state(
                                                        find(afterRenewal, hash), later.instant())))
                .as("the first certificate of the counterpart has ended, our key is another one")
                .isEqualTo(ConvenantState.IN_FORCE);

        DemoAuthority.Issued second = TestNode.AUTHORITY.issue(TestNode.PEER_OIN, "SWV Test");
        assertThat(send(hash, signed(files(second), hash, StepType.REVOKE, now), now))
                .isEqualTo("204");
        assertThat(state(convenants, hash)).isEqualTo(ConvenantState.REVOKED);
    }

    @Test
    void content_that_is_altered_after_signing_is_in_force_no_more() throws Exception {
        Instant now = clock.instant();
        String hash = propose(fresh(keys));
        steps.sign(hash, StepType.ACCEPT);
        assertThat(send(hash, signed(hash, StepType.ACCEPT, now), now)).isEqualTo("204");
        assertThat(state(convenants, hash)).isEqualTo(ConvenantState.IN_FORCE);
        alter(hash, "replace(content, '\"maxElements\":2000', '\"maxElements\":2001')");
        assertThat(convenants.find(hash)).isEmpty();
        assertThat(convenants.standing(hash, Instant.now())).as("for a run, at once").isEmpty();
        assertThat(convenants.inForce(now))
                .noneMatch(dossier -> dossier.convenant().hash().equals(hash));
        alter(hash, "replace(content, '\"maxElements\":2001', '\"maxElements\":2000')");
        assertThat(state(convenants, hash)).isEqualTo(ConvenantState.IN_FORCE);
    }

    private void alter(String hash, String expression) throws Exception {
        try (Connection connection = database.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                "update convenant set content = "
                                        + expression
                                        + " where hash = ?")) {
            statement.setString(1, hash);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }

    private static void receive(PeerConvenants node, String hash, String jws, Instant now) {
        QuarkusTransaction.requiringNew()
                .run(() -> node.receive(new Oin(TestNode.PEER_OIN), hash, jws, now));
    }

    private static void publish(Path list, List<X509Certificate> revoked, Instant since)
            throws Exception {
        Files.write(
                list,
                TestNode.AUTHORITY.revocationList(revoked, since, since.plus(Duration.ofDays(1))));
    }

    private static ConvenantDossier find(Convenants convenants, String hash) {
        return convenants.find(hash).orElseThrow();
    }

    private static ConvenantState state(Convenants convenants, String hash) {
        ConvenantState state =
                QuarkusTransaction.requiringNew()
                        .call(() -> convenants.state(find(convenants, hash), Instant.now()));
        assertThat(convenants.standing(hash, Instant.now()).orElseThrow().state())
                .as("what a run is told at its next message")
                .isEqualTo(state);
        return state;
    }

    private DemoAuthority.PartyFiles files(DemoAuthority.Issued issued) {
        return TestNode.AUTHORITY.write(
                directory.resolve("keys-" + System.identityHashCode(issued)), issued, issued);
    }

    private static KeyRing open(DemoAuthority.PartyFiles files) throws Exception {
        return KeyRing.open(
                files.keystore(), files.password().toCharArray(), new java.security.SecureRandom());
    }
}
