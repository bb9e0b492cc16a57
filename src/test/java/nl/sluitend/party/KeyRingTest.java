package nl.sluitend.party;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.NoSuchElementException;
import nl.sluitend.demo.DemoAuthority;
import nl.sluitend.party.KeyStoreFile.Fault;
import nl.sluitend.party.KeyStoreFile.KeyStoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeyRingTest {

    private static final byte[] SECRET = "a session seed".getBytes(UTF_8);
    private static final byte[] AAD = "session 1".getBytes(UTF_8);

    private final DemoAuthority.PartyFiles files = PartyFixture.files(PartyFixture.RBL);
    private final KeyRing keys = PartyFixture.keys(files);

    @Test
    void unwraps_what_it_wrapped_also_after_a_restart() {
        byte[] wrapped = keys.wrap(SECRET, AAD);
        assertThat(wrapped).hasSize(SECRET.length + 29);
        assertThat(PartyFixture.keys(files).unwrap(wrapped, AAD)).isEqualTo(SECRET);
    }

    @Test
    void wraps_with_a_fresh_nonce() {
        assertThat(keys.wrap(SECRET, AAD)).isNotEqualTo(keys.wrap(SECRET, AAD));
    }

    @Test
    void refuses_wrapped_bytes_that_were_altered_moved_or_made_elsewhere() {
        byte[] wrapped = keys.wrap(SECRET, AAD);
        for (int i = 0; i < wrapped.length; i++) {
            byte[] altered = wrapped.clone();
            altered[i] ^= 1;
            assertThatThrownBy(() -> keys.unwrap(altered, AAD)).isInstanceOf(UnwrapException.class);
        }
        assertThatThrownBy(() -> keys.unwrap(wrapped, "session 2".getBytes(UTF_8)))
                .isInstanceOf(UnwrapException.class);
        assertThatThrownBy(() -> keys.unwrap(new byte[3], AAD)).isInstanceOf(UnwrapException.class);
        KeyRing elsewhere = PartyFixture.keys(PartyFixture.files(PartyFixture.RBL));
        assertThatThrownBy(() -> elsewhere.unwrap(wrapped, AAD))
                .isInstanceOf(UnwrapException.class);
    }

    @Test
    void separates_macs_by_purpose_and_by_part() {
        byte[] a = {1};
        byte[] b = {2};
        byte[] ab = {1, 2};
        assertThat(keys.mac("row", a, b)).hasSize(32).isEqualTo(keys.mac("row", a, b));
        assertThat(keys.mac("row", a, b)).isNotEqualTo(keys.mac("row", ab));
        assertThat(keys.mac("row", a, b)).isNotEqualTo(keys.mac("other", a, b));
        assertThat(keys.mac("row", ab)).isNotEqualTo(keys.mac("row", ab, new byte[0]));
    }

    @Test
    void adds_a_registration_seed_that_other_replicas_find() throws KeyStoreException {
        KeyRing replica = PartyFixture.keys(files);
        byte[] first = keys.registrationSeed(1);
        assertThat(keys.addRegistrationSeed()).isEqualTo(2);
        assertThat(keys.currentRhoId()).isEqualTo(2);
        assertThat(keys.registrationSeed(1)).isEqualTo(first);
        assertThat(keys.registrationSeed(2)).hasSize(32).isNotEqualTo(first);
        assertThat(replica.currentRhoId()).isEqualTo(1);
        assertThat(replica.registrationSeed(2)).isEqualTo(keys.registrationSeed(2));
        assertThat(replica.addRegistrationSeed()).isEqualTo(3);
        assertThatThrownBy(() -> keys.registrationSeed(4))
                .isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void leaves_the_file_readable_by_its_owner_alone() throws Exception {
        keys.addRegistrationSeed();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.keystore())))
                .isEqualTo("rw-------");
        try (var left = Files.list(files.keystore().getParent())) {
            assertThat(left.filter(file -> file.toString().endsWith(".new"))).isEmpty();
        }
    }

    @Test
    void tells_a_wrong_password_from_a_missing_or_foreign_file(@TempDir Path directory)
            throws IOException {
        Path foreign = Files.writeString(directory.resolve("foreign.p12"), "no key store");
        assertFault(Fault.PASSWORD, files.keystore(), "another password");
        assertFault(Fault.FILE, directory.resolve("absent.p12"), files.password());
        assertFault(Fault.FILE, foreign, files.password());
    }

    @Test
    void names_the_entry_that_is_missing(@TempDir Path directory) throws KeyStoreException {
        char[] password = files.password().toCharArray();
        Path path = directory.resolve("keys.p12");
        KeyStoreFile whole = KeyStoreFile.open(files.keystore(), password);
        KeyStoreFile partial = KeyStoreFile.create(path, password);
        partial.save();
        assertMissing(path, "registration-1");
        partial.putSecret("registration-1", whole.secret("registration-1", 32));
        partial.save();
        assertMissing(path, KeyRing.TLS);
        for (String alias : new String[] {KeyRing.TLS, KeyRing.SIGNING}) {
            partial.putKeyPair(alias, whole.privateKey(alias), whole.chain(alias));
        }
        partial.save();
        assertMissing(path, KeyRing.WRAP);
        partial.putSecret(KeyRing.WRAP, new byte[16]);
        partial.save();
        assertThatThrownBy(() -> KeyRing.open(path, password, new SecureRandom()))
                .hasMessageContaining("32 bytes");
    }

    @Test
    void prints_no_secret() {
        assertThat(keys.toString()).doesNotContain(files.password()).startsWith("KeyRing[");
    }

    private void assertMissing(Path path, String alias) {
        assertThatThrownBy(
                        () ->
                                KeyRing.open(
                                        path, files.password().toCharArray(), new SecureRandom()))
                .isInstanceOf(KeyStoreException.class)
                .hasMessageContaining(alias);
    }

    private static void assertFault(Fault fault, Path path, String password) {
        assertThatThrownBy(() -> KeyRing.open(path, password.toCharArray(), new SecureRandom()))
                .isInstanceOfSatisfying(
                        KeyStoreException.class, e -> assertThat(e.fault()).isEqualTo(fault));
    }
}
