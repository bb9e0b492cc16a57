package nl.sluitend.party;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import nl.sluitend.demo.DemoAuthority;
import nl.sluitend.party.TrustStore.Distrust;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TrustStoreTest {

    private static final DemoAuthority.Issued PARTY =
            PartyFixture.AUTHORITY.issue(PartyFixture.RBL.value(), "RBL");
    private final Instant now = Instant.now();

    private final TrustStore trust = PartyFixture.trust();

    @Test
    void trusts_a_chain_with_or_without_its_root() {
        assertThat(trust.distrust(PARTY.chain(), now)).isEmpty();
        assertThat(trust.distrust(List.of(PARTY.chain().getFirst()), now)).isEmpty();
    }

    @Test
    void distrusts_a_certificate_outside_its_validity() {
        assertThat(trust.distrust(PARTY.chain(), now.plus(Duration.ofDays(60))))
                .contains(Distrust.EXPIRED);
        assertThat(trust.distrust(PARTY.chain(), now.minus(Duration.ofDays(60))))
                .contains(Distrust.EXPIRED);
    }

    @Test
    void distrusts_another_authority_even_when_it_has_the_same_name() {
        DemoAuthority twin = new DemoAuthority("Authority for tests");
        assertThat(trust.distrust(twin.issue("00000099000000001000", "RBL").chain(), now))
                .contains(Distrust.OTHER_AUTHORITY);
    }

    @Test
    void distrusts_a_certificate_that_a_party_issued_itself() throws Exception {
        X509Certificate party = PARTY.chain().getFirst();
        X509Certificate forged =
                certificate(
                        new X500Name(party.getSubjectX500Principal().getName()),
                        PARTY.key(),
                        "CN=x,2.5.4.5=00000099000000002000");
        assertThat(trust.distrust(List.of(forged, party), now)).contains(Distrust.OTHER_AUTHORITY);
    }

    @Test
    void distrusts_an_authority_as_signer_and_an_empty_chain() {
        DemoAuthority other = new DemoAuthority("Other");
        assertThat(trust.distrust(List.of(other.certificate()), now)).contains(Distrust.WRONG_USE);
        assertThat(trust.distrust(List.of(PartyFixture.AUTHORITY.certificate()), now))
                .contains(Distrust.OTHER_AUTHORITY);
        assertThat(trust.distrust(List.of(), now)).contains(Distrust.OTHER_AUTHORITY);
    }

    @Test
    void needs_an_authority() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TrustStore(List.of()));
    }

    @Test
    void reads_the_oin_from_the_subject() {
        assertThat(CertificateOin.of(PARTY.chain().getFirst())).contains(PartyFixture.RBL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CN=no serial number",
                "CN=x,2.5.4.5=",
                "CN=x,2.5.4.5=0000009900000000100",
                "CN=x,2.5.4.5=00000098000000001000",
                "CN=two,2.5.4.5=00000099000000001000,2.5.4.5=00000099000000002000",
                "CN=two in one+2.5.4.5=00000099000000001000+2.5.4.5=00000099000000002000",
                "CN=00000099000000001000",
            })
    void reads_no_oin_where_none_or_more_than_one_stands(String subject) throws Exception {
        X509Certificate certificate = certificate(new X500Name("CN=issuer"), PARTY.key(), subject);
        assertThat(CertificateOin.of(certificate)).isEmpty();
    }

    private X509Certificate certificate(X500Name issuer, PrivateKey key, String subject)
            throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        return new JcaX509CertificateConverter()
                .getCertificate(
                        new JcaX509v3CertificateBuilder(
                                        issuer,
                                        BigInteger.TEN,
                                        Date.from(now.minus(Duration.ofHours(1))),
                                        Date.from(now.plus(Duration.ofHours(1))),
                                        new X500Name(subject),
                                        pair.getPublic())
                                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
    }
}
