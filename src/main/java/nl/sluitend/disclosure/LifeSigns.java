package nl.sluitend.disclosure;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SortedSet;
import java.util.TreeSet;
import nl.sluitend.disclosure.LogReport.Check;
import org.jspecify.annotations.Nullable;

/**
 * Checks heartbeats and cosignatures while entries and checkpoints pass by. A day on which the log
 * was written needs a heartbeat that was cosigned in time; the first day that has one is the first
 * that needs one, and the last day of the log is not over yet. Keeps one date per day.
 */
final class LifeSigns {

    /** Entries of this age that no witness has cosigned are a finding. */
    static final Duration COSIGNED_WITHIN = Duration.ofHours(4);

    private final TlogPolicy policy;
    private final LogReport report;
    private final SortedSet<LocalDate> written = new TreeSet<>();
    private final SortedSet<LocalDate> counted = new TreeSet<>();
    private final Deque<Beat> waiting = new ArrayDeque<>();
    private @Nullable LocalDate firstBeat;
    private @Nullable Instant uncosigned;
    private @Nullable Instant last;

    private record Beat(long index, Instant at) {}

    LifeSigns(TlogPolicy policy, LogReport report) {
        this.policy = policy;
        this.report = report;
    }

    void entry(LogEntry entry) {
        LocalDate day = entry.logged().atZone(ZoneOffset.UTC).toLocalDate();
        last = entry.logged();
        if (uncosigned == null) {
            uncosigned = entry.logged();
        }
        if (entry.kind() == LeafKind.HEARTBEAT) {
            if (firstBeat == null) {
                firstBeat = day;
            }
            if (policy.asksForNone()) {
                count(day);
            } else {
                waiting.add(new Beat(entry.seq(), entry.logged()));
            }
        }
        if (firstBeat != null) {
            written.add(day);
        }
    }

    /** Everything below this size was cosigned at that time. */
    void cosigned(long size, Instant time) {
        report.cosigned(size, time);
        uncosigned = null;
        while (!waiting.isEmpty() && waiting.getFirst().index() < size) {
            Beat beat = waiting.removeFirst();
            if (!time.isAfter(beat.at().plus(Heartbeats.COUNTS_WITHIN))) {
                count(beat.at().atZone(ZoneOffset.UTC).toLocalDate());
            }
        }
    }

    private void count(LocalDate day) {
        if (counted.add(day)) {
            report.heartbeat();
        }
    }

    void finish() {
        if (!written.isEmpty()) {
            for (LocalDate day : written.headSet(written.getLast())) {
                if (!counted.contains(day)) {
                    report.add(Check.HEARTBEAT, "no heartbeat of " + day + " was cosigned in time");
                }
            }
        }
        if (!policy.asksForNone()
                && uncosigned != null
                && last != null
                && uncosigned.plus(COSIGNED_WITHIN).isBefore(last)) {
            report.add(Check.COSIGNATURE, "the witnesses have not cosigned since " + uncosigned);
        }
    }
}
