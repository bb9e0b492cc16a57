package nl.sluitend.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command refuses before it talks to Keycloak, and the key that it makes for itself. */
final class SystemsCommandTest {

    private static final String ISSUER = "https://login.example/realms/rbl";

    @TempDir Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void prints_its_help() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString(UTF_8)).contains("init", "add", "list", "withdraw");
        assertThat(run()).isEqualTo(2);
    }

    @Test
    void makes_a_key_for_itself_and_the_certificate_that_belongs_to_it() throws Exception {
        assertThat(run("init", "--dir", directory.toString())).isZero();

        Path key = directory.resolve("operator.key");
        assertThat(Files.getPosixFilePermissions(key))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        PrivateKey secret = KeyFiles.readPrivate(key);
        byte[] der =
                Base64.getDecoder()
                        .decode(Files.readString(directory.resolve("operator.crt")).strip());
        X509Certificate certificate =
                (X509Certificate)
                        CertificateFactory.getInstance("X.509")
                                .generateCertificate(new ByteArrayInputStream(der));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(secret);
        byte[] signed = signature.sign();
        signature.initVerify(certificate);
        assertThat(signature.verify(signed)).isTrue();
        assertFails("never overwritten", "init", "--dir", directory.toString());
    }

    @Test
    void explains_a_command_line_that_it_cannot_carry_out() {
        assertFails("unknown command", "remove");
        assertFails("--name is missing", "withdraw", "--issuer", ISSUER);
        assertFails("unexpected --nam", "withdraw", "--nam", "lvs");
        assertFails("lower-case letters", "withdraw", "--name", "LVS 1", "--issuer", ISSUER);
        assertFails("expected https://host/realms/name", "list", "--issuer", "http://x/realms/rbl");
        assertFails("SLUITEND_OPERATOR_KEY is missing", "list", "--issuer", ISSUER);
        assertFails("there is no file", "list", "--issuer", ISSUER, "--operator-key", "/nowhere");
        assertFails("either --public-key", "add", "--name", "lvs", "--roles", "outcome-reader");
        assertFails("expected convenant-manager", "add", "--name", "lvs", "--roles", "fg");
    }

    @Test
    void takes_no_private_key_where_a_public_one_belongs() throws Exception {
        run("init", "--dir", directory.toString());
        Path key = directory.resolve("operator.key");
        assertThat(refusal(key)).contains("no PUBLIC KEY in PEM");
        Path text = directory.resolve("text");
        Files.writeString(text, "{\"kty\":\"oct\",\"k\":\"AAAA\"}");
        assertThat(refusal(text)).contains("a public key is expected");
        Files.writeString(text, "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n");
        assertThat(refusal(text)).contains("a certificate, a public key in PEM or a JWK");
    }

    private static String refusal(Path file) throws Exception {
        try {
            return "accepted " + KeyFiles.readPublic(file);
        } catch (UsageException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private int run(String... arguments) {
        return new SystemsCommand(
                        Map.of(),
                        Clock.systemUTC(),
                        new SecureRandom(),
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8))
                .run(List.of(arguments));
    }

    private void assertFails(String message, String... arguments) {
        err.reset();
        assertThat(run(arguments)).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains(message).hasLineCount(1);
    }
}
