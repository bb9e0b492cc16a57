package nl.sluitend.disclosure;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What checking one log gave. Collects the first findings of each kind and counts the others, so
 * that a ruined log takes no more memory than a sound one.
 */
public final class LogReport {

    private static final int KEPT = 20;

    /** What is checked. */
    public enum Check {
        /** The files are there and can be read. */
        READABLE,
        /** The verifier key is well-formed, and the one that was expected. */
        KEY,
        /** The checkpoint is well-formed and signed with that key. */
        CHECKPOINT,
        /** Every entry is of the form that the protocol prescribes. */
        ENTRY_FORM,
        /** Every entry stands at its own number, in its own log. */
        SEQUENCE,
        /** No entry is recorded earlier than the one before. */
        TIME,
        /** Every tile holds the hashes that the entries make. */
        TILES,
        /** The entries make the root that is signed. */
        ROOT,
        /** The log still holds every checkpoint that was known before. */
        KNOWN,
        /** The log still holds every checkpoint that it ever signed. */
        HISTORY,
        /** Cosignatures verify, and the witnesses of the policy are awake. */
        COSIGNATURE,
        /** Every day on which the log was written has a heartbeat, cosigned in time. */
        HEARTBEAT,
        /** Every pupil of a session that both signed has an outcome. */
        OUTCOMES,
        /** Both logs hold the same receipts. */
        RECEIPTS,
        /** What the owner states of a closed or pruned log is signed, true, and no loss. */
        CLOSING
    }

    /**
     * Something that does not hold.
     *
     * @param check which check
     * @param detail what, and where; never the content of an entry
     */
    public record Finding(Check check, String detail) {}

    private final String place;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<Check, Integer> counts = new EnumMap<>(Check.class);
    private final Map<LeafKind, Long> kinds = new EnumMap<>(LeafKind.class);
    private @Nullable VerifierKey key;
    private @Nullable Checkpoint checkpoint;
    private @Nullable Instant first;
    private @Nullable Instant last;
    private int knownChecked;
    private long checkpoints;
    private long heartbeats;
    private long receipts;
    private long cosignedSize;
    private @Nullable Instant cosignedAt;
    private @Nullable LogStatement closing;
    private long pruned;

    /**
     * @param place where the log was read
     */
    LogReport(String place) {
        this.place = place;
    }

    void add(Check check, String detail) {
        if (counts.merge(check, 1, Integer::sum) <= KEPT) {
            findings.add(new Finding(check, detail));
        }
    }

    void key(VerifierKey used) {
        key = used;
    }

    void checkpoint(Checkpoint opened) {
        checkpoint = opened;
    }

    private static boolean holdsPupils(LogEntry entry) {
        return entry.kind() == LeafKind.OUTCOME || entry.kind() == LeafKind.RECEIVED;
    }

    void count(LogEntry entry) {
        kinds.merge(entry.kind(), holdsPupils(entry) ? entry.pupils() : 1L, Long::sum);
        if (first == null) {
            first = entry.logged();
        }
        last = entry.logged();
    }

    void knownHolds() {
        knownChecked++;
    }

    void checkpointHolds() {
        checkpoints++;
    }

    void closed(LogStatement statement) {
        closing = statement;
    }

    void pruned() {
        pruned++;
    }

    void heartbeat() {
        heartbeats++;
    }

    void receiptHolds() {
        receipts++;
    }

    void cosigned(long size, Instant time) {
        cosignedSize = size;
        cosignedAt = time;
    }

    /** Where the log was read. */
    public String place() {
        return place;
    }

    /** Whether the two are the logs that two parties keep under one convenant. */
    boolean isCounterpartOf(LogReport other) {
        Checkpoint here = checkpoint;
        Checkpoint there = other.checkpoint;
        try {
            if (here == null || there == null) {
                return false;
            }
            LogName one = LogName.parse(here.origin());
            LogName two = LogName.parse(there.origin());
            return !one.owner().equals(two.owner())
                    && one.convenantHash().isPresent()
                    && one.convenantHash().equals(two.convenantHash());
        } catch (LogVerificationException e) {
            return false;
        }
    }

    /** Whether everything holds. */
    public boolean verified() {
        return counts.isEmpty() && checkpoint != null;
    }

    /** What does not hold: at most {@value #KEPT} of each check. */
    public List<Finding> findings() {
        return Collections.unmodifiableList(findings);
    }

    /** How many things do not hold, by check. */
    public Map<Check, Integer> counts() {
        return Collections.unmodifiableMap(counts);
    }

    /** The key under which the log was checked; null if it could not be read. */
    public @Nullable VerifierKey key() {
        return key;
    }

    /** The signed state that was checked; null if there was none. */
    public @Nullable Checkpoint checkpoint() {
        return checkpoint;
    }

    /** The reports of several logs as one, as JSON members: when, whether all hold, and each. */
    public static Map<String, Object> all(List<LogReport> reports, Instant checkedAt) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("checkedAt", checkedAt.truncatedTo(ChronoUnit.SECONDS).toString());
        all.put("verified", reports.stream().allMatch(LogReport::verified));
        all.put("logs", reports.stream().map(LogReport::members).toList());
        return all;
    }

    /** The report as JSON members. */
    public Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("place", place);
        members.put("verified", verified());
        if (checkpoint != null) {
            members.put("origin", checkpoint.origin());
            members.put("size", checkpoint.size());
            members.put("root", java.util.Base64.getEncoder().encodeToString(checkpoint.root()));
        }
        if (key != null) {
            members.put("vkey", key.vkey());
        }
        if (first != null && last != null) {
            members.put("first", first.toString());
            members.put("last", last.toString());
        }
        Map<String, Long> byKind = new TreeMap<>();
        kinds.forEach((kind, count) -> byKind.put(kind.wireName(), count));
        members.put("entries", byKind);
        members.put("checkpoints", checkpoints);
        members.put("knownCheckpoints", knownChecked);
        members.put("cosignedSize", cosignedSize);
        if (cosignedAt != null) {
            members.put("cosignedAt", cosignedAt.toString());
        }
        if (closing != null) {
            members.put("closedAt", closing.at().toString());
            members.put("prunedEntries", pruned);
        }
        members.put("heartbeats", heartbeats);
        members.put("comparedReceipts", receipts);
        members.put("findings", findings);
        members.put("findingCounts", counts);
        return members;
    }
}
