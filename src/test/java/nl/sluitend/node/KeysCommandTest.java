package nl.sluitend.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import nl.sluitend.party.CertificateOin;
import nl.sluitend.party.KeyRing;
import nl.sluitend.party.KeyStoreFile;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeysCommandTest {

    private static final String OIN = "00000099000000001000";
    private static final String PASSWORD = "a password for a test";

    @TempDir Path directory;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private KeyPair authority;

    @BeforeEach
    void makeAuthority() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        authority = generator.generateKeyPair();
    }

    @Test
    void makes_a_key_store_whose_requests_an_authority_can_answer() throws Exception {
        assertThat(init()).isZero();
        JcaPKCS10CertificationRequest request = request("tls");
        assertThat(
                        request.isSignatureValid(
                                new JcaContentVerifierProviderBuilder()
                                        .build(request.getPublicKey())))
                .isTrue();
        Extensions wanted =
                Extensions.getInstance(
                        request.getAttributes(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest)[0]
                                .getAttrValues()
                                .getObjectAt(0));
        assertThat(
                        GeneralNames.fromExtensions(wanted, Extension.subjectAlternativeName)
                                .getNames()[0]
                                .getName()
                                .toString())
                .isEqualTo("node.example");

        assertThat(importing("tls", issue(request, OIN))).isZero();
        assertThat(importing("signing", issue(request("signing"), OIN))).isZero();
        KeyRing keys = open();
        assertThat(CertificateOin.of(keys.tlsChain().getFirst()))
                .hasValueSatisfying(oin -> assertThat(oin.value()).isEqualTo(OIN));
        assertThat(keys.signingChain()).hasSize(1);
        assertThat(keys.rhoIds()).containsExactly(1);
    }

    @Test
    void shows_public_facts_only() throws Exception {
        init();
        out.reset();
        assertThat(run("show", "--dir", directory.toString())).isZero();
        KeyRing keys = open();
        assertThat(out.toString(UTF_8))
                .contains("tls, made", "OIN " + OIN, "waits for its certificate", "registration-1")
                .contains(Base64.getEncoder().encodeToString(keys.logPublicKey()))
                .doesNotContain(PASSWORD);
        List<byte[]> secrets = new ArrayList<>();
        secrets.add(keys.logSeed());
        secrets.add(keys.registrationSeed(1));
        for (byte[] secret : secrets) {
            assertThat(out.toString(UTF_8))
                    .doesNotContain(Base64.getEncoder().encodeToString(secret))
                    .doesNotContain(HexFormat.of().formatHex(secret));
        }
    }

    @Test
    void makes_a_key_for_logging_in_to_keycloak_and_prints_only_its_certificate() throws Exception {
        init();
        byte[] certificate =
                Base64.getDecoder()
                        .decode(Files.readString(directory.resolve("login.crt")).strip());
        KeyStore store = KeyStore.getInstance(keystore().toFile(), PASSWORD.toCharArray());
        assertThat(store.getCertificate(KeyRing.LOGIN).getEncoded()).isEqualTo(certificate);
        assertThat(store.isKeyEntry(KeyRing.LOGIN)).isTrue();
    }

    @Test
    void never_overwrites_a_key_store() throws Exception {
        init();
        byte[] before = Files.readAllBytes(keystore());
        assertFails("never overwritten", initArguments());
        assertThat(Files.readAllBytes(keystore())).isEqualTo(before);
    }

    @Test
    void refuses_a_certificate_for_another_key_or_another_oin() throws Exception {
        init();
        byte[] before = Files.readAllBytes(keystore());
        assertThat(importing("tls", issue(request("signing"), OIN))).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("not for the key of entry tls");
        assertThat(importing("tls", issue(request("tls"), "00000099000000002000"))).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("OIN of this key store");
        KeyStoreFile file = KeyStoreFile.open(keystore(), PASSWORD.toCharArray());
        X509Certificate kept = file.chain("tls").getFirst();
        assertThat(kept.getIssuerX500Principal()).isEqualTo(kept.getSubjectX500Principal());
        assertThat(before).isNotEmpty();
    }

    @Test
    void explains_a_command_line_that_it_cannot_carry_out() throws Exception {
        assertFails("unknown command", "destroy");
        assertFails("--dir is missing", "show");
        assertFails("unexpected --password", "show", "--password", "secret");
        assertFails("unexpected --dir", "show", "--dir");
        assertFails("there is no file", "show", "--dir", directory.toString());
        init();
        assertFails("tls or signing", "import", "--dir", "x", "--entry", "log", "--chain", "y");
        String[] wrong = initArguments();
        wrong[2] = "123";
        assertFails("--oin: expected 20 positions", wrong);
    }

    @Test
    void takes_the_password_from_a_file_and_refuses_a_weak_or_wrong_one() throws Exception {
        init();
        Path right = Files.writeString(directory.resolve("right"), PASSWORD + "\n");
        Path wrong = Files.writeString(directory.resolve("wrong"), "yet another password");
        Path weak = Files.writeString(directory.resolve("weak"), "weak");
        String dir = directory.toString();
        assertThat(run("show", "--dir", dir, "--password-file", right.toString())).isZero();
        assertFails("does not open", "show", "--dir", dir, "--password-file", wrong.toString());
        assertFails("16 characters", "show", "--dir", dir, "--password-file", weak.toString());
        assertFails("cannot read", "show", "--dir", dir, "--password-file", dir + "/absent");
    }

    @Test
    void prints_its_help() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString(UTF_8)).contains("init", "import", "show", "--password-file");
        assertThat(run()).isEqualTo(2);
    }

    private int init() {
        return run(initArguments());
    }

    private String[] initArguments() {
        return new String[] {
            "init",
            "--oin",
            OIN,
            "--name",
            "RBL Test",
            "--host",
            "node.example",
            "--dir",
            directory.toString()
        };
    }

    private int importing(String entry, String pem) throws Exception {
        Path chain = Files.writeString(directory.resolve("chain.pem"), pem);
        return run(
                "import",
                "--dir",
                directory.toString(),
                "--entry",
                entry,
                "--chain",
                chain.toString());
    }

    private void assertFails(String message, String... arguments) {
        err.reset();
        assertThat(run(arguments)).isEqualTo(2);
        assertThat(err.toString(UTF_8)).startsWith("sluitend keys: ").contains(message);
    }

    private int run(String... arguments) {
        return new KeysCommand(
                        Map.of(KeysCommand.PASSWORD_VARIABLE, PASSWORD),
                        Clock.systemUTC(),
                        new SecureRandom(),
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8))
                .run(List.of(arguments));
    }

    private Path keystore() {
        return directory.resolve("keystore.p12");
    }

    private KeyRing open() throws Exception {
        return KeyRing.open(keystore(), PASSWORD.toCharArray(), new SecureRandom());
    }

    private JcaPKCS10CertificationRequest request(String entry) throws Exception {
        String pem = Files.readString(directory.resolve(entry + ".csr"));
        String body = pem.replaceAll("-----[A-Z ]+-----|\\s", "");
        return new JcaPKCS10CertificationRequest(Base64.getDecoder().decode(body));
    }

    private String issue(JcaPKCS10CertificationRequest request, String oin) throws Exception {
        Instant now = Instant.now();
        X509Certificate issued =
                new JcaX509CertificateConverter()
                        .getCertificate(
                                new JcaX509v3CertificateBuilder(
                                                new X500Name("CN=Authority"),
                                                BigInteger.TWO,
                                                Date.from(now.minus(Duration.ofHours(1))),
                                                Date.from(now.plus(Duration.ofDays(1))),
                                                new X500Name("CN=x,2.5.4.5=" + oin),
                                                request.getPublicKey())
                                        .build(
                                                new JcaContentSignerBuilder("SHA256withECDSA")
                                                        .build(authority.getPrivate())));
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(issued.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }
}
