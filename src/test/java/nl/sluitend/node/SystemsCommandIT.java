package nl.sluitend.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import nl.sluitend.demo.AccessTokens;
import nl.sluitend.officer.OfficerSite;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Source systems are admitted to a real realm, and shut out again. */
class SystemsCommandIT {

    private static final SecureRandom RANDOM = new SecureRandom();

    private static OfficerSite site;

    @TempDir Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Map<String, String> environment;

    @BeforeAll
    static void start() throws Exception {
        site = OfficerSite.shared();
    }

    @BeforeEach
    void operator() throws Exception {
        KeyStore keys =
                KeyStore.getInstance(
                        site.files().keystore().toFile(), site.files().password().toCharArray());
        PrivateKey key = (PrivateKey) keys.getKey("login", site.files().password().toCharArray());
        Path operator = directory.resolve("operator.key");
        KeyFiles.writePrivate(operator, key);
        Path ca = directory.resolve("ca.pem");
        Files.writeString(ca, pem(site.authority().certificate()));
        environment =
                Map.of(
                        "SLUITEND_LOGIN_ISSUER", site.keycloak().issuer("rbl").toString(),
                        "SLUITEND_OPERATOR_KEY", operator.toString(),
                        "SLUITEND_LOGIN_CA", ca.toString());
    }

    @Test
    void a_source_system_with_a_new_key_gets_its_roles_alone_until_it_is_withdrawn()
            throws Exception {
        Path key = directory.resolve("lvs.key");
        assertThat(
                        run(
                                "add",
                                "--name",
                                "lvs-one",
                                "--roles",
                                "outcome-reader",
                                "--new-key",
                                key.toString()))
                .isZero();
        assertThat(Files.getPosixFilePermissions(key))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(out.toString(UTF_8))
                .contains("admitted lvs-one (outcome-reader)")
                .doesNotContain(Files.readString(key).lines().skip(1).findFirst().orElseThrow());

        AccessTokens tokens = tokens("lvs-one", KeyFiles.readPrivate(key));
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(site.url() + "/v1/disclosures"))
                        .header("Authorization", tokens.bearer())
                        .build();
        assertThat(http().send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .as("known to the node, but without the role")
                .isEqualTo(403);

        assertThat(run("list")).isZero();
        assertThat(out.toString(UTF_8)).contains("lvs-one  admitted  outcome-reader");
        assertThat(run("withdraw", "--name", "lvs-one")).isZero();
        assertThat(run("list")).isZero();
        assertThat(out.toString(UTF_8)).contains("lvs-one  withdrawn  outcome-reader");
        assertThatThrownBy(() -> tokens("lvs-one", KeyFiles.readPrivate(key)).get())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("lvs-one");
        assertFails(
                "a name is used once",
                "add",
                "--name",
                "lvs-one",
                "--roles",
                "outcome-reader",
                "--new-key",
                directory.resolve("again.key").toString());
        assertThat(directory.resolve("again.key")).doesNotExist();
    }

    @Test
    void a_source_system_that_brings_its_own_key_keeps_the_private_one() throws Exception {
        KeyPair pair = KeyFiles.newPair(RANDOM);
        Path key = directory.resolve("public.pem");
        Files.writeString(
                key,
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n");
        assertThat(
                        run(
                                "add",
                                "--name",
                                "lvs-two",
                                "--roles",
                                "outcome-reader,registration-writer",
                                "--public-key",
                                key.toString()))
                .isZero();

        assertThat(tokens("lvs-two", pair.getPrivate()).get()).isNotBlank();
        assertThatThrownBy(() -> tokens("lvs-two", KeyFiles.newPair(RANDOM).getPrivate()).get())
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void roles_of_people_and_clients_that_are_no_source_systems_stay_out_of_reach() {
        assertFails(
                "or outcome-reader or registration-writer",
                "add",
                "--name",
                "lvs-three",
                "--roles",
                "privacy-officer",
                "--new-key",
                directory.resolve("x.key").toString());
        assertFails("no source system", "withdraw", "--name", "sluitend-node");
        assertFails("no source system", "withdraw", "--name", "unheard-of");
    }

    @Test
    void another_key_is_no_operator() throws Exception {
        Path stranger = directory.resolve("stranger.key");
        KeyFiles.writePrivate(stranger, KeyFiles.newPair(RANDOM).getPrivate());
        assertFails(
                "does not accept the operator key", "list", "--operator-key", stranger.toString());
    }

    private int run(String... arguments) {
        return new SystemsCommand(
                        environment,
                        Clock.systemUTC(),
                        RANDOM,
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8))
                .run(List.of(arguments));
    }

    private void assertFails(String message, String... arguments) {
        err.reset();
        assertThat(run(arguments)).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains(message).hasLineCount(1);
    }

    private static AccessTokens tokens(String name, PrivateKey key) {
        return new AccessTokens(http(), site.keycloak().issuer("rbl"), name, key);
    }

    private static HttpClient http() {
        return site.http();
    }

    private static String pem(X509Certificate certificate) throws Exception {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }
}
