package nl.sluitend.party;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import nl.sluitend.demo.DemoAuthority;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.JwsVerification.Reason;
import nl.sluitend.party.JwsVerification.Rejected;
import nl.sluitend.party.JwsVerification.Verified;
import nl.sluitend.party.TrustStore.Distrust;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RevocationListsTest {

    private static final DemoAuthority AUTHORITY = new DemoAuthority("Authority with a list");
    private static final String OIN = "00000099000000001000";

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final Instant hourAgo = now.minus(Duration.ofHours(1));
    private final Instant tomorrow = now.plus(Duration.ofDays(1));

    @TempDir Path directory;

    private Path file;
    private TrustStore trust;
    private DemoAuthority.Issued party;

    @BeforeEach
    void startWithAnEmptyList() throws IOException {
        file = directory.resolve("list.crl");
        party = AUTHORITY.issue(OIN, "RBL", now.minus(Duration.ofDays(1)), tomorrow);
        trust =
                new TrustStore(
                        List.of(AUTHORITY.certificate()), new RevocationLists(List.of(file)));
        publish(AUTHORITY, List.of(), hourAgo, tomorrow);
    }

    @Test
    void trusts_what_the_list_of_the_issuer_does_not_name() {
        assertThat(trust.distrust(party.chain(), now)).isEmpty();
    }

    @Test
    void distrusts_from_the_moment_of_revocation_on_and_not_before_it() throws IOException {
        publish(AUTHORITY, List.of(party.chain().getFirst()), hourAgo, tomorrow);
        assertThat(trust.distrust(party.chain(), now)).contains(Distrust.REVOKED);
        assertThat(trust.isRevoked(party.chain(), now)).isTrue();
        assertThat(trust.distrust(party.chain(), hourAgo.minusSeconds(1))).isEmpty();
    }

    @Test
    void fails_closed_without_a_valid_list_of_the_issuer() throws IOException {
        publish(AUTHORITY, List.of(), hourAgo, now.minusSeconds(1));
        assertThat(trust.distrust(party.chain(), now)).contains(Distrust.REVOKED);
        publish(new DemoAuthority("Authority with a list"), List.of(), hourAgo, tomorrow);
        assertThat(trust.distrust(party.chain(), now)).contains(Distrust.REVOKED);
        publish(new DemoAuthority("Another authority"), List.of(), hourAgo, tomorrow);
        assertThat(trust.distrust(party.chain(), now)).contains(Distrust.REVOKED);
        Files.writeString(file, "no list");
        assertThat(trust.distrust(party.chain(), now)).contains(Distrust.REVOKED);
        Files.delete(file);
        assertThat(trust.distrust(party.chain(), now)).contains(Distrust.REVOKED);
    }

    @Test
    void lets_a_signature_stand_that_was_made_before_its_certificate_was_revoked()
            throws Exception {
        DemoAuthority.PartyFiles files = AUTHORITY.write(directory.resolve("keys"), OIN, "RBL");
        KeyRing keys =
                KeyRing.open(files.keystore(), files.password().toCharArray(), new SecureRandom());
        Jws jws = new Jws(keys, trust, Clock.fixed(now, ZoneOffset.UTC));
        String signature = jws.sign(new byte[] {'{', '}'});
        Oin signer = new Oin(OIN);
        assertThat(jws.verify(signature, signer, now)).isInstanceOf(Verified.class);
        publish(AUTHORITY, List.of(keys.signingChain().getFirst()), now.plusSeconds(60), tomorrow);
        assertThat(jws.verify(signature, signer, now)).isInstanceOf(Verified.class);
        assertThat(jws.verify(signature, signer, now.plusSeconds(61)))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected ->
                                assertThat(rejected.reason())
                                        .isEqualTo(Reason.CERTIFICATE_REVOKED));
    }

    @Test
    void asks_nothing_when_no_list_is_configured() {
        TrustStore without = new TrustStore(List.of(AUTHORITY.certificate()));
        assertThat(without.distrust(party.chain(), now)).isEqualTo(Optional.empty());
    }

    private void publish(
            DemoAuthority authority,
            List<X509Certificate> revoked,
            Instant since,
            Instant nextUpdate)
            throws IOException {
        Files.write(file, authority.revocationList(revoked, since, nextUpdate));
        Files.setLastModifiedTime(
                file, java.nio.file.attribute.FileTime.fromMillis(System.nanoTime() / 1_000_000));
    }
}
