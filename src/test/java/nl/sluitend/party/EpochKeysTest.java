package nl.sluitend.party;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.YearMonth;
import nl.sluitend.demo.DemoAuthority;
import nl.sluitend.party.KeyStoreFile.KeyStoreException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EpochKeysTest {

    private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
    private static final YearMonth DECEMBER = YearMonth.of(2026, 12);
    private static final byte[] SECRET =
            "a subject's key, 32 bytes of it.".getBytes(StandardCharsets.UTF_8);
    private static final byte[] AAD = {1};

    @TempDir Path folder;
    private DemoAuthority.PartyFiles files;
    private EpochKeys keys;

    @BeforeEach
    void open() throws KeyStoreException {
        files =
                new DemoAuthority("Epoch test authority")
                        .write(folder, "00000099000000001000", "RBL Test");
        keys = again();
    }

    private EpochKeys again() throws KeyStoreException {
        return EpochKeys.open(files.keystore(), files.password().toCharArray(), new SecureRandom());
    }

    @Test
    void theLastMonthThatWasBegunIsTheCurrentOne() throws KeyStoreException {
        assertThat(keys.current()).isEmpty();
        keys.begin(NOVEMBER);
        keys.begin(DECEMBER);
        assertThat(keys.current()).contains(DECEMBER);
        assertThat(again().months()).containsExactly(NOVEMBER, DECEMBER);
    }

    @Test
    void whatIsWrappedIsReadAgainAlsoByAnotherReplica() throws KeyStoreException {
        EpochKeys other = again();
        keys.begin(NOVEMBER);
        byte[] wrapped = keys.oneThread().wrap(NOVEMBER, SECRET, AAD);
        assertThat(keys.oneThread().unwrap(NOVEMBER, wrapped, AAD)).isEqualTo(SECRET);
        assertThat(other.oneThread().unwrap(NOVEMBER, wrapped, AAD)).isEqualTo(SECRET);
        keys.begin(NOVEMBER);
        assertThat(keys.oneThread().unwrap(NOVEMBER, wrapped, AAD)).isEqualTo(SECRET);
    }

    @Test
    void afterTheMonthIsDestroyedNothingOfItIsRead() throws KeyStoreException {
        keys.begin(NOVEMBER);
        byte[] wrapped = keys.oneThread().wrap(NOVEMBER, SECRET, AAD);
        keys.destroy(NOVEMBER);
        for (EpochKeys one : new EpochKeys[] {keys, again()}) {
            assertThatThrownBy(() -> one.oneThread().unwrap(NOVEMBER, wrapped, AAD))
                    .isInstanceOf(UnwrapException.class);
        }
    }

    @Test
    void whatWasAlteredOrMovedIsRefused() throws KeyStoreException {
        keys.begin(NOVEMBER);
        byte[] wrapped = keys.oneThread().wrap(NOVEMBER, SECRET, AAD);
        byte[] altered = wrapped.clone();
        altered[20] ^= 1;
        assertThatThrownBy(() -> keys.oneThread().unwrap(NOVEMBER, altered, AAD))
                .isInstanceOf(UnwrapException.class);
        assertThatThrownBy(() -> keys.oneThread().unwrap(NOVEMBER, wrapped, new byte[] {2}))
                .isInstanceOf(UnwrapException.class);
        assertThatThrownBy(() -> keys.oneThread().unwrap(NOVEMBER, new byte[5], AAD))
                .isInstanceOf(UnwrapException.class);
        assertThatThrownBy(() -> keys.oneThread().unwrap(DECEMBER, wrapped, AAD))
                .isInstanceOf(UnwrapException.class);
    }
}
