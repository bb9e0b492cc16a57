package nl.sluitend.disclosure;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.party.EpochKeys;
import nl.sluitend.party.KeyRing;
import org.jspecify.annotations.Nullable;

/**
 * How the keys of subjects lie in the database: wrapped under the key of a month, or, before the
 * first month was begun, under the key store's own.
 */
@Singleton
class SubjectKeyWrapping {

    private final KeyRing keyRing;
    private final EpochKeys epochs;

    SubjectKeyWrapping(KeyRing keyRing, EpochKeys epochs) {
        this.keyRing = keyRing;
        this.epochs = epochs;
    }

    /** The month under which is wrapped now, as it stands in the database. */
    @Nullable String epoch() {
        return epochs.current().map(YearMonth::toString).orElse(null);
    }

    byte[] wrap(@Nullable String epoch, LogName log, UUID id, byte[] secret) {
        return epoch == null
                ? keyRing.wrap(secret, aad(log, id))
                : epochs.wrap(YearMonth.parse(epoch), secret, aad(log, id));
    }

    byte[] unwrap(@Nullable String epoch, LogName log, UUID id, byte[] wrapped) {
        return Optional.ofNullable(epoch)
                .map(month -> epochs.unwrap(YearMonth.parse(month), wrapped, aad(log, id)))
                .orElseGet(() -> keyRing.unwrap(wrapped, aad(log, id)));
    }

    private static byte[] aad(LogName log, UUID id) {
        return (log.origin() + "\n" + id).getBytes(StandardCharsets.UTF_8);
    }
}
