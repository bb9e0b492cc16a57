package nl.sluitend.disclosure;

import static jakarta.transaction.Transactional.TxType.REQUIRES_NEW;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.sluitend.identifier.Oin;

/**
 * Signs of life: one entry a day in every log, which counts only when it is cosigned within 15
 * minutes, and the state of every convenant's log in the node log, so that a whole log cannot
 * vanish.
 */
@ApplicationScoped
class Heartbeats {

    /** Within this time after it was recorded a heartbeat must be cosigned. */
    static final Duration COUNTS_WITHIN = Duration.ofMinutes(15);

    private static final URI ACTIVITY =
            URI.create("urn:sluitend:processing-activity:log-heartbeat:1");
    private static final String PURPOSE = "aantonen dat het log doorloopt";
    private static final String LEGAL_BASIS = "artikel 5, tweede lid, AVG";
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofHours(1);

    private final DisclosureLog disclosureLog;
    private final Cosignatures cosignatures;
    private final Witnesses witnesses;
    private final Clock clock;

    Heartbeats(
            DisclosureLog disclosureLog,
            Cosignatures cosignatures,
            Witnesses witnesses,
            Clock clock) {
        this.disclosureLog = disclosureLog;
        this.cosignatures = cosignatures;
        this.witnesses = witnesses;
        this.clock = clock;
    }

    /**
     * Writes today's heartbeat (UTC) to a log that has none that counts; an attempt an hour when
     * its witnesses sleep.
     *
     * @return whether one was written
     */
    @Transactional(REQUIRES_NEW)
    boolean beat(LogName log) {
        Instant now = clock.instant();
        Instant today =
                now.atZone(ZoneOffset.UTC).toLocalDate().atStartOfDay(ZoneOffset.UTC).toInstant();
        Optional<Cosignatures.Beat> last = cosignatures.lastHeartbeat(log);
        if (last.isPresent() && !last.get().at().isBefore(today)) {
            boolean recent = last.get().at().plus(BETWEEN_ATTEMPTS).isAfter(now);
            if (recent || counts(log, last.get())) {
                return false;
            }
        }
        disclosureLog.append(log, List.of(leaf(log, LeafKind.HEARTBEAT, Map.of(), now)));
        return true;
    }

    private boolean counts(LogName log, Cosignatures.Beat beat) {
        return witnesses.of(log).stream()
                .allMatch(
                        witness ->
                                cosignatures.cosigned(
                                        log,
                                        witness.key(),
                                        beat.index() + 1,
                                        beat.at().plus(COUNTS_WITHIN)));
    }

    /** Writes the state of a convenant's log to the node log, if it has grown since. */
    @Transactional(REQUIRES_NEW)
    void recordState(LogName log, LogName nodeLog) {
        SignedCheckpoint current = disclosureLog.checkpoint(log);
        if (cosignatures.recordedSize(nodeLog, log) == current.size()) {
            return;
        }
        Map<String, Object> state =
                Map.of(
                        "origin", log.origin(),
                        "size", current.size(),
                        "root", Base64.getEncoder().encodeToString(current.checkpoint().root()));
        disclosureLog.append(
                nodeLog, List.of(leaf(nodeLog, LeafKind.CHECKPOINT, state, clock.instant())));
    }

    private static Leaf leaf(LogName log, LeafKind kind, Map<String, Object> clear, Instant now) {
        Oin owner = log.owner();
        return new Leaf(
                kind,
                now,
                log.convenantHash().orElse(null),
                ACTIVITY,
                PURPOSE,
                LEGAL_BASIS,
                owner,
                null,
                null,
                clear,
                List.of(),
                Optional.empty());
    }
}
