package nl.sluitend.disclosure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How long the counterpart may sleep. Within the limit it stops nothing; beyond it nothing more is
 * disclosed under that convenant until it has cosigned.
 */
@ApplicationScoped
class WitnessLimit {

    /** What tells the counterpart something; the rest of the log goes on. */
    private static final Set<LeafKind> DISCLOSING =
            EnumSet.of(LeafKind.SESSION_OPEN, LeafKind.EXPOSURE, LeafKind.DISCLOSURE);

    private final Witnesses witnesses;
    private final Cosignatures cosignatures;
    private final Duration limit;
    private final Clock clock;

    @Inject
    WitnessLimit(
            Witnesses witnesses, Cosignatures cosignatures, WitnessConfig config, Clock clock) {
        this(witnesses, cosignatures, config.witnessLimit(), clock);
    }

    WitnessLimit(Witnesses witnesses, Cosignatures cosignatures, Duration limit, Clock clock) {
        this.witnesses = witnesses;
        this.cosignatures = cosignatures;
        this.limit = limit;
        this.clock = clock;
    }

    /** Since when the counterpart has not cosigned, if that is longer ago than the limit. */
    Optional<Instant> exceeded(LogName log) {
        return witnesses
                .counterpartOf(log)
                .flatMap(witness -> cosignatures.oldestWithout(log, witness.key()))
                .filter(since -> since.plus(limit).isBefore(clock.instant()));
    }

    /** The size that the counterpart has cosigned, 0 if none. */
    long cosignedSize(LogName log) {
        return witnesses
                .counterpartOf(log)
                .flatMap(witness -> cosignatures.last(log, witness.key()))
                .map(Cosignatures.Last::size)
                .orElse(0L);
    }

    /**
     * Refuses what would disclose something while the counterpart sleeps.
     *
     * @throws LogUnavailableException with since when
     */
    void require(LogName log, List<Leaf> leaves) {
        if (leaves.stream().noneMatch(leaf -> DISCLOSING.contains(leaf.kind()))) {
            return;
        }
        exceeded(log)
                .ifPresent(
                        since -> {
                            throw new LogUnavailableException(
                                    "Exchanges under this convenant are suspended: the counterpart"
                                            + " has not cosigned the log since "
                                            + since
                                            + ".");
                        });
    }
}
