package nl.sluitend.disclosure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.sluitend.identifier.Oin;

/**
 * The question under which convenants we have counterparts, and with which log keys. Fired as an
 * event; whoever knows convenants adds its answers at once.
 */
public final class CounterpartLogs {

    /**
     * The counterpart under one convenant.
     *
     * @param convenantHash the convenant
     * @param oin the counterpart
     * @param logKey its raw Ed25519 log key, as the convenant names it
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Known(String convenantHash, Oin oin, byte[] logKey) {

        /** The key with which the counterpart cosigns. */
        VerifierKey witnessKey() {
            return LogKeys.witness(oin, logKey);
        }
    }

    private final String convenantHash;
    private final List<Known> known = new ArrayList<>();

    CounterpartLogs(String convenantHash) {
        this.convenantHash = convenantHash;
    }

    /** The convenant that is asked about, 64 hexadecimal digits. */
    public String convenantHash() {
        return convenantHash;
    }

    /** Answers: under this convenant that counterpart keeps a log with that key. */
    public void add(Oin counterpart, byte[] logKey) {
        known.add(new Known(convenantHash, counterpart, logKey.clone()));
    }

    Optional<Known> first() {
        return known.stream().findFirst();
    }
}
