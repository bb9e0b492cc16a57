package nl.sluitend.party;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import nl.sluitend.demo.DemoAuthority;
import nl.sluitend.party.JwsVerification.Reason;
import nl.sluitend.party.JwsVerification.Rejected;
import nl.sluitend.party.JwsVerification.Verified;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JwsTest {

    private static final byte[] PAYLOAD = "{\"a\":1}".getBytes(UTF_8);
    private static final Jws RBL = PartyFixture.jws(PartyFixture.RBL);
    private static final Jws SWV = PartyFixture.jws(PartyFixture.SWV);
    private static final String SIGNED = RBL.sign(PAYLOAD);

    @Test
    void verifies_what_the_other_party_signed() {
        assertThat(SWV.verify(SIGNED, PartyFixture.RBL))
                .isInstanceOfSatisfying(
                        Verified.class,
                        verified -> {
                            assertThat(verified.payload()).isEqualTo(PAYLOAD);
                            assertThat(verified.oin()).isEqualTo(PartyFixture.RBL);
                            assertThat(CertificateOin.of(verified.certificate()))
                                    .contains(PartyFixture.RBL);
                        });
    }

    @Test
    void refuses_the_signature_of_another_party() {
        assertRejected(Reason.OTHER_SIGNER, SWV.verify(SIGNED, PartyFixture.SWV));
    }

    @Test
    void refuses_an_altered_payload_and_an_altered_signature() {
        String[] parts = SIGNED.split("\\.", -1);
        String payload = base64("{\"a\":2}");
        assertRejected(Reason.SIGNATURE_INVALID, verify(parts[0] + "." + payload + "." + parts[2]));
        String other = RBL.sign("{\"a\":2}".getBytes(UTF_8)).split("\\.", -1)[2];
        assertRejected(Reason.SIGNATURE_INVALID, verify(parts[0] + "." + parts[1] + "." + other));
        // CVE-2022-21449: r = s = 0 verifies anything in a careless implementation.
        String zero = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[64]);
        assertThat(verify(parts[0] + "." + parts[1] + "." + zero)).isInstanceOf(Rejected.class);
    }

    @Test
    void refuses_a_certificate_that_is_expired_or_not_yet_valid_at_the_instant() {
        Instant now = Instant.now();
        Duration day = Duration.ofDays(1);
        assertRejected(
                Reason.CERTIFICATE_EXPIRED,
                verify(signedWith(now.minus(day.multipliedBy(3)), now.minus(day))));
        assertRejected(
                Reason.CERTIFICATE_EXPIRED,
                verify(signedWith(now.plus(day), now.plus(day.multipliedBy(2)))));
        assertRejected(
                Reason.CERTIFICATE_EXPIRED,
                SWV.verify(SIGNED, PartyFixture.RBL, now.plus(day.multipliedBy(60))));
    }

    @Test
    void refuses_a_certificate_of_another_authority() {
        DemoAuthority stranger = new DemoAuthority("Authority for tests");
        Jws foreign =
                PartyFixture.jws(stranger.issue(PartyFixture.RBL.value(), "Party with our OIN"));
        assertRejected(Reason.CERTIFICATE_NOT_TRUSTED, verify(foreign.sign(PAYLOAD)));
    }

    @Test
    void refuses_a_certificate_without_oin() {
        Jws nameless = PartyFixture.jws(PartyFixture.AUTHORITY.issue(null, "No OIN"));
        assertRejected(Reason.OIN_MISSING, verify(nameless.sign(PAYLOAD)));
        Jws wrong = PartyFixture.jws(PartyFixture.AUTHORITY.issue("123", "No OIN"));
        assertRejected(Reason.OIN_MISSING, verify(wrong.sign(PAYLOAD)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"none\"}",
                "{\"alg\":\"HS256\"}",
                "{\"alg\":\"ES384\"}",
                "{\"alg\":\"RS256\"}",
                "{\"alg\":\"es256\"}",
                "{\"alg\":[\"ES256\"]}",
            })
    void refuses_every_other_algorithm(String header) {
        String[] parts = SIGNED.split("\\.", -1);
        assertThat(verify(base64(header) + "." + parts[1] + "." + parts[2]))
                .isInstanceOf(Rejected.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"ES256\"}",
                "{\"alg\":\"ES256\",\"x5c\":[]}",
                "{\"alg\":\"ES256\",\"x5c\":[1]}",
                "{\"alg\":\"ES256\",\"x5c\":\"text\"}",
                "{\"alg\":\"ES256\",\"x5c\":[\"AAAA\"]}",
                "{\"alg\":\"ES256\",\"x5c\":[\"AAAA\"],\"x5t#S256\":1}",
                "{\"alg\":\"ES256\",\"alg\":\"ES256\"}",
                "[]",
                "no json",
            })
    void refuses_a_header_that_it_would_not_make(String header) {
        String[] parts = SIGNED.split("\\.", -1);
        assertRejected(Reason.MALFORMED, verify(base64(header) + "." + parts[1] + "." + parts[2]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jwk", "jku", "x5u", "crit", "b64", "kid", "typ", "zip"})
    void refuses_header_parameters_that_could_choose_a_key_or_a_meaning(String parameter) {
        String header =
                new String(Base64.getUrlDecoder().decode(SIGNED.split("\\.", -1)[0]), UTF_8);
        String more = header.replaceFirst("\\{", "{\"" + parameter + "\":\"x\",");
        String[] parts = SIGNED.split("\\.", -1);
        assertRejected(Reason.MALFORMED, verify(base64(more) + "." + parts[1] + "." + parts[2]));
    }

    @Test
    void refuses_a_key_of_another_kind() throws Exception {
        KeyPair rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        assertThat(rsa.getPublic().getAlgorithm()).isEqualTo("RSA");
        assertThat(verify(resigned(rsa))).isInstanceOf(Rejected.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b", "a.b.c", "a.b.c.d", "a b.c.d", "é.b.c"})
    void refuses_what_is_no_compact_jws(String text) {
        assertRejected(Reason.MALFORMED, verify(text));
    }

    @Test
    void refuses_an_oversized_message_before_reading_it() {
        assertRejected(Reason.MALFORMED, verify("a".repeat(Jws.MAX_LENGTH) + ".b.c"));
    }

    private static String resigned(KeyPair rsa) throws JoseException {
        JsonWebSignature jws = new JsonWebSignature();
        jws.setAlgorithmHeaderValue("RS256");
        jws.setCertificateChainHeaderValue(
                PartyFixture.AUTHORITY.issue(PartyFixture.RBL.value(), "RBL").chain().getFirst());
        jws.setPayloadBytes(PAYLOAD);
        jws.setKey(rsa.getPrivate());
        return jws.getCompactSerialization();
    }

    private static String signedWith(Instant from, Instant until) {
        return PartyFixture.jws(
                        PartyFixture.AUTHORITY.issue(PartyFixture.RBL.value(), "RBL", from, until))
                .sign(PAYLOAD);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    private static JwsVerification verify(String compact) {
        return SWV.verify(compact, PartyFixture.RBL);
    }

    private static void assertRejected(Reason reason, JwsVerification verification) {
        assertThat(verification)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(reason));
    }
}
