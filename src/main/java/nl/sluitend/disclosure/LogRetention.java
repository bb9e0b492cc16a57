package nl.sluitend.disclosure;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The question until when the log of a convenant is kept. Fired as an event; whoever knows
 * convenants answers at once.
 */
public final class LogRetention {

    private final String convenantHash;
    private @Nullable Instant until;

    LogRetention(String convenantHash) {
        this.convenantHash = convenantHash;
    }

    /** The convenant that is asked about, 64 hexadecimal digits. */
    public String convenantHash() {
        return convenantHash;
    }

    /**
     * Answers: the log is kept until then, and nothing is exchanged under the convenant any more.
     */
    public void keptUntil(Instant end) {
        until = end;
    }

    Optional<Instant> until() {
        return Optional.ofNullable(until);
    }
}
