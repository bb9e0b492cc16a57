package nl.sluitend.disclosure;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.UUID;
import java.util.stream.IntStream;
import nl.sluitend.party.EpochKeys;
import nl.sluitend.party.KeyRing;
import org.jspecify.annotations.Nullable;

/**
 * How the keys of subjects lie in the database: wrapped under the key of a month, or, before the
 * first month was begun, under the key store's own.
 */
@Singleton
class SubjectKeyWrapping {

    private static final int CORES = Runtime.getRuntime().availableProcessors();

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
        return new OneThread(log).wrap(epoch, id, secret);
    }

    byte[] unwrap(@Nullable String epoch, LogName log, UUID id, byte[] wrapped) {
        return new OneThread(log).unwrap(epoch, id, wrapped);
    }

    /** What is done with the key at a place in a list. */
    interface Work {
        void at(OneThread wrapping, int place);
    }

    /** Does the work for places 0 to {@code count}, spread over the cores. */
    void each(LogName log, int count, Work work) {
        IntStream.range(0, Math.min(CORES, count))
                .parallel()
                .forEach(
                        first -> {
                            OneThread one = new OneThread(log);
                            for (int i = first; i < count; i += CORES) {
                                work.at(one, i);
                            }
                        });
    }

    /** Wraps one key of a log after the other, with one cipher. */
    final class OneThread {

        private final String prefix;
        private final EpochKeys.OneThread cipher = epochs.oneThread();
        private String month = "";
        private YearMonth parsed = YearMonth.of(1970, 1);

        private OneThread(LogName log) {
            this.prefix = log.origin() + "\n";
        }

        byte[] wrap(@Nullable String epoch, UUID id, byte[] secret) {
            return epoch == null
                    ? keyRing.wrap(secret, aad(id))
                    : cipher.wrap(month(epoch), secret, aad(id));
        }

        byte[] unwrap(@Nullable String epoch, UUID id, byte[] wrapped) {
            return epoch == null
                    ? keyRing.unwrap(wrapped, aad(id))
                    : cipher.unwrap(month(epoch), wrapped, aad(id));
        }

        private YearMonth month(String epoch) {
            if (!epoch.equals(month)) {
                parsed = YearMonth.parse(epoch);
                month = epoch;
            }
            return parsed;
        }

        private byte[] aad(UUID id) {
            return (prefix + id).getBytes(StandardCharsets.UTF_8);
        }
    }
}
