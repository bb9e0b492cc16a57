package nl.sluitend.disclosure;

import java.io.IOException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import nl.sluitend.disclosure.LogReport.Check;
import org.jspecify.annotations.Nullable;

/**
 * Checks every checkpoint that a log ever published against the tree, while the entries pass by:
 * one page of 256 notes in memory at a time.
 */
final class CheckpointHistory {

    private final LogSource source;
    private final VerifierKey key;
    private final TlogPolicy policy;
    private final LogReport report;
    private final Deque<byte[]> page = new ArrayDeque<>();
    private long pages;
    private long lastSize;
    private boolean exhausted;
    private @Nullable Noted next;

    private record Noted(SignedNote note, Checkpoint checkpoint) {}

    /** What happened at a size of the log. */
    interface Cosigned {
        void at(long size, Instant time);
    }

    CheckpointHistory(LogSource source, VerifierKey key, TlogPolicy policy, LogReport report)
            throws IOException {
        this.source = source;
        this.key = key;
        this.policy = policy;
        this.report = report;
        this.next = read();
        if (pages == 0) {
            report.add(
                    Check.READABLE,
                    "checkpoints/0 is missing: what was signed before is not shown");
        }
    }

    /** Checks the checkpoints of this size, if there are any. */
    void at(Frontier frontier, Cosigned cosigned) throws IOException {
        while (next != null && next.checkpoint().size() == frontier.size()) {
            Noted noted = next;
            if (MessageDigest.isEqual(frontier.root(), noted.checkpoint().root())) {
                report.checkpointHolds();
            } else {
                report.add(
                        Check.HISTORY,
                        "the log does not hold " + noted.checkpoint() + ", which it signed");
            }
            try {
                policy.cosignedAt(noted.note())
                        .ifPresent(time -> cosigned.at(frontier.size(), time));
            } catch (LogVerificationException e) {
                report.add(Check.COSIGNATURE, "at size " + frontier.size() + ": " + e.getMessage());
            }
            next = read();
        }
    }

    /**
     * Looks at what was signed over more than the log holds. A log that is read while it grows has
     * such a checkpoint and a later one to show for it.
     */
    void finish(long size) throws IOException {
        Noted beyond = next;
        if (beyond == null) {
            return;
        }
        Optional<byte[]> now = source.read("checkpoint");
        try {
            if (now.isPresent()
                    && SignedCheckpoint.open(
                                            key,
                                            new String(
                                                    now.get(),
                                                    java.nio.charset.StandardCharsets.UTF_8))
                                    .size()
                            >= beyond.checkpoint().size()) {
                return;
            }
        } catch (LogVerificationException e) {
            report.add(Check.CHECKPOINT, String.valueOf(e.getMessage()));
        }
        report.add(
                Check.HISTORY,
                "the log is of size "
                        + size
                        + ", shorter than "
                        + beyond.checkpoint()
                        + ", which it signed");
    }

    private @Nullable Noted read() throws IOException {
        if (page.isEmpty() && !exhausted) {
            load();
        }
        byte[] note = page.poll();
        if (note == null) {
            return null;
        }
        try {
            String text = new String(note, java.nio.charset.StandardCharsets.UTF_8);
            Checkpoint checkpoint = SignedCheckpoint.open(key, text).checkpoint();
            if (checkpoint.size() <= lastSize) {
                throw new LogVerificationException("the published checkpoints are not by size");
            }
            lastSize = checkpoint.size();
            return new Noted(SignedNote.parse(text), checkpoint);
        } catch (LogVerificationException e) {
            report.add(Check.HISTORY, "a published checkpoint: " + e.getMessage());
            return read();
        }
    }

    private void load() throws IOException {
        Optional<byte[]> bytes = source.read("checkpoints/" + pages);
        if (bytes.isEmpty()) {
            exhausted = true;
            return;
        }
        pages++;
        try {
            List<byte[]> notes = EntryBundle.decode(bytes.get());
            exhausted = notes.size() < TilePath.FULL;
            page.addAll(notes);
        } catch (LogVerificationException e) {
            report.add(Check.READABLE, "checkpoints/" + (pages - 1) + ": " + e.getMessage());
            exhausted = true;
        }
    }
}
