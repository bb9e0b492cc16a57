package nl.sluitend.convenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import nl.sluitend.convenant.SignedStep.Statement;
import nl.sluitend.demo.DemoAuthority;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.Jws;
import nl.sluitend.party.KeyRing;
import nl.sluitend.party.KeyStoreFile.KeyStoreException;
import nl.sluitend.party.OwnParty;
import nl.sluitend.party.PartyRole;
import nl.sluitend.party.RevocationLists;
import nl.sluitend.party.TrustStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is checked when a convenant is read, and for how long that holds. */
final class ConvenantsTest {

    private static final Oin US = ConvenantFixture.RBL;
    private static final Duration TRUSTED = Duration.ofSeconds(10);

    private final DemoAuthority authority = new DemoAuthority("Authority of a convenant");
    private final Convenant convenant = ConvenantFixture.filled().read();
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final Instant signedAt = start.minusSeconds(60);

    @TempDir Path directory;

    private Instant now = start;
    private Path revoked;
    private KeyRing keys;
    private Jws jws;
    private Convenants convenants;
    private ConvenantRow row;

    @BeforeEach
    void signAConvenant() throws IOException, KeyStoreException {
        Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
        revoked = directory.resolve("list.crl");
        DemoAuthority.PartyFiles files =
                authority.write(directory.resolve("keys"), US.value(), "RBL Test");
        keys = KeyRing.open(files.keystore(), files.password().toCharArray(), new SecureRandom());
        publish(List.of(), start);
        jws =
                new Jws(
                        keys,
                        new TrustStore(
                                List.of(authority.certificate()),
                                new RevocationLists(List.of(revoked))),
                        clock);
        convenants =
                new Convenants(
                        new ConvenantRepository(),
                        new OwnParty(US, "RBL Test", PartyRole.RBL),
                        jws,
                        clock);
        row = ConvenantRow.of(convenant, ConvenantFixture.SWV, true, start);
        row.add(step(convenant.hash(), StepType.ACCEPT), start, false);
    }

    @Test
    void changed_content_is_seen_at_once() {
        assertThat(convenants.dossier(row)).isPresent();
        row.content =
                ConvenantFixture.filled().with("/informing/text", "Anders").read().canonicalJson();
        assertThat(convenants.dossier(row)).isEmpty();
    }

    @Test
    void a_changed_signature_is_seen_at_once() {
        assertThat(steps()).hasSize(1);
        row.steps.getFirst().jws = step("0".repeat(64), StepType.ACCEPT).jws();
        assertThat(steps()).isEmpty();
    }

    @Test
    void a_changed_kind_of_step_is_seen_at_once() {
        assertThat(steps()).hasSize(1);
        row.steps.getFirst().type = StepType.REVOKE;
        assertThat(steps()).isEmpty();
    }

    @Test
    void a_step_that_was_added_or_taken_away_is_seen_at_once() {
        assertThat(steps()).hasSize(1);
        row.add(step(convenant.hash(), StepType.REVOKE), start, false);
        assertThat(steps()).extracting(SignedStep::type).contains(StepType.REVOKE).hasSize(2);
        row.steps.removeLast();
        assertThat(steps()).extracting(SignedStep::type).containsExactly(StepType.ACCEPT);
    }

    @Test
    void a_revoked_certificate_is_seen_within_ten_seconds() throws IOException {
        assertThat(steps()).hasSize(1);
        publish(keys.signingChain().subList(0, 1), signedAt.minusSeconds(60));
        now = start.plus(TRUSTED).minusMillis(1);
        assertThat(steps()).as("checked a moment ago").hasSize(1);
        now = start.plus(TRUSTED);
        assertThat(steps()).as("checked again").isEmpty();
    }

    @Test
    void reading_again_and_again_does_not_put_off_the_next_check() throws IOException {
        assertThat(steps()).hasSize(1);
        publish(keys.signingChain().subList(0, 1), signedAt.minusSeconds(60));
        for (int second = 1; second < TRUSTED.toSeconds(); second++) {
            now = start.plusSeconds(second);
            assertThat(steps()).hasSize(1);
        }
        now = start.plus(TRUSTED);
        assertThat(steps()).isEmpty();
    }

    @Test
    void a_clock_that_was_set_back_does_not_lengthen_the_trust() throws IOException {
        assertThat(steps()).hasSize(1);
        publish(keys.signingChain().subList(0, 1), signedAt.minusSeconds(60));
        now = start.minusMillis(1);
        assertThat(steps()).isEmpty();
    }

    private List<SignedStep> steps() {
        return convenants.dossier(row).orElseThrow().steps();
    }

    private SignedStep step(String hash, StepType type) {
        return new SignedStep(
                US, type, signedAt, jws.sign(new Statement(hash, type, signedAt).bytes()));
    }

    private void publish(List<X509Certificate> certificates, Instant since) throws IOException {
        Files.write(
                revoked,
                authority.revocationList(certificates, since, start.plus(Duration.ofDays(1))));
        Files.setLastModifiedTime(revoked, FileTime.fromMillis(System.nanoTime() / 1_000_000));
    }
}
