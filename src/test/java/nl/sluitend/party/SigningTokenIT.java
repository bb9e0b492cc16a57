package nl.sluitend.party;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import nl.sluitend.demo.DemoAuthority;
import nl.sluitend.party.JwsVerification.Verified;
import nl.sluitend.party.SigningToken.Fault;
import nl.sluitend.party.SigningToken.TokenException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The signing key in a real PKCS#11 token: SoftHSM 2, a package of the system. Where it is not
 * installed these tests are skipped, and say so.
 */
final class SigningTokenIT {

    private static final Optional<Path> LIBRARY =
            Stream.of(
                            "/usr/lib/softhsm/libsofthsm2.so",
                            "/usr/lib64/pkcs11/libsofthsm2.so",
                            "/usr/local/lib/softhsm/libsofthsm2.so")
                    .map(Path::of)
                    .filter(Files::exists)
                    .findFirst();
    private static final String PIN = "een-lange-pincode";
    private static final String ALIAS = "signing";

    @TempDir static Path directory;
    private static Path config;
    private static AuthProvider provider;

    @BeforeAll
    static void aTokenWithAKeyThatWasMadeInIt() throws Exception {
        assumeTrue(LIBRARY.isPresent(), "skipped: SoftHSM is missing (apt-get install softhsm2)");
        Path tokens = Files.createDirectories(directory.resolve("tokens"));
        Files.writeString(
                Path.of(Objects.requireNonNull(System.getenv("SOFTHSM2_CONF"))),
                "directories.tokendir = " + tokens + "\nobjectstore.backend = file\n");
        initialise();
        config =
                Files.writeString(
                        directory.resolve("pkcs11.cfg"),
                        "name = SluitendTest\nlibrary = "
                                + LIBRARY.get()
                                + "\nslotListIndex = 0\n");
        Provider configured = Security.getProvider("SunPKCS11").configure(config.toString());
        Security.addProvider(configured);
        provider = (AuthProvider) configured;
        KeyStore store = KeyStore.getInstance("PKCS11", provider);
        store.load(null, PIN.toCharArray());
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        store.setKeyEntry(
                ALIAS, pair.getPrivate(), null, issue(pair).chain().toArray(new Certificate[0]));
    }

    private static void initialise() throws Exception {
        Process process =
                new ProcessBuilder(
                                "softhsm2-util",
                                "--init-token",
                                "--free",
                                "--label",
                                "sluitend",
                                "--pin",
                                PIN,
                                "--so-pin",
                                PIN)
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
    }

    private static DemoAuthority.Issued issue(KeyPair pair) {
        Instant now = Instant.now();
        return PartyFixture.AUTHORITY.issue(
                pair,
                PartyFixture.RBL.value(),
                "RBL",
                now.minusSeconds(60),
                now.plus(Duration.ofDays(30)));
    }

    @BeforeEach
    void nobodyIsLoggedIn() throws Exception {
        provider.logout();
    }

    @Test
    void signs_with_a_key_that_never_comes_out() throws Exception {
        SigningToken token = SigningToken.open(config, PIN.toCharArray(), ALIAS);
        assertThat(token.key().getEncoded()).isNull();
        assertThat(token.toString()).isEqualTo("SigningToken[***]");
        DemoAuthority.PartyFiles files = PartyFixture.files(PartyFixture.RBL);
        withoutEntry(files, KeyRing.SIGNING);
        KeyRing keys =
                KeyRing.open(
                        files.keystore(),
                        files.password().toCharArray(),
                        new SecureRandom(),
                        Optional.of(token));
        keys.addRegistrationSeed();
        String signed =
                new Jws(keys, PartyFixture.trust(), Clock.systemUTC()).sign(new byte[] {'{', '}'});
        assertThat(PartyFixture.jws(PartyFixture.SWV).verify(signed, PartyFixture.RBL))
                .isInstanceOf(Verified.class);
    }

    @Test
    void is_named_by_its_settings_at_start() throws Exception {
        DemoAuthority.PartyFiles files = PartyFixture.files(PartyFixture.RBL);
        PartySettingsTest settings = new PartySettingsTest();
        settings.use(files);
        settings.set("pkcs11.config", config.toString());
        settings.assertStops("pkcs11.pin", "must be given");
        settings.set("pkcs11.pin", "not the password");
        settings.assertStops("pkcs11.pin", "does not take the PIN");
        settings.set("pkcs11.pin", PIN);
        settings.set("pkcs11.alias", "another");
        settings.assertStops("pkcs11.alias", "no private key another");
        settings.set("pkcs11.alias", ALIAS);
        settings.open();
        settings.set("pkcs11.config", "/nowhere.cfg");
        settings.assertStops("pkcs11.config", "does not lead to a token");
    }

    @Test
    void refuses_a_library_that_is_none_and_a_certificate_of_another_key() throws Exception {
        Path other =
                Files.writeString(
                        directory.resolve("other.cfg"),
                        "name = Other\nlibrary = /nowhere/libx.so\n");
        assertFault(Fault.CONFIG, () -> SigningToken.open(other, PIN.toCharArray(), ALIAS));
        SigningToken token = SigningToken.open(config, PIN.toCharArray(), ALIAS);
        var chain = PartyFixture.AUTHORITY.issue(PartyFixture.RBL.value(), "RBL").chain();
        assertFault(Fault.ALIAS, () -> new SigningToken(token.key(), List.copyOf(chain)).check());
    }

    private static void assertFault(Fault fault, ThrowingCallable action) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        TokenException.class, e -> assertThat(e.fault()).isEqualTo(fault));
    }

    private static void withoutEntry(DemoAuthority.PartyFiles files, String alias)
            throws Exception {
        char[] password = files.password().toCharArray();
        KeyStore store = KeyStore.getInstance(files.keystore().toFile(), password);
        store.deleteEntry(alias);
        try (var out = Files.newOutputStream(files.keystore())) {
            store.store(out, password);
        }
    }
}
