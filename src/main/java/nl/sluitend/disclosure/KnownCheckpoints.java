package nl.sluitend.disclosure;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import nl.sluitend.disclosure.LogReport.Check;

/** The checkpoints of this log that were known before, by size. */
final class KnownCheckpoints {

    private final List<Checkpoint> waiting = new ArrayList<>();
    private final LogReport report;

    private KnownCheckpoints(LogReport report) {
        this.report = report;
    }

    static KnownCheckpoints read(VerifierKey key, List<String> notes, LogReport report) {
        KnownCheckpoints known = new KnownCheckpoints(report);
        for (String note : notes) {
            if (!note.startsWith(key.name() + "\n")) {
                continue;
            }
            try {
                known.waiting.add(SignedCheckpoint.open(key, note).checkpoint());
            } catch (LogVerificationException e) {
                report.add(Check.KNOWN, "a known checkpoint: " + e.getMessage());
            }
        }
        return known;
    }

    void at(Frontier frontier) {
        if (waiting.isEmpty()) {
            return;
        }
        waiting.removeIf(
                checkpoint -> {
                    if (checkpoint.size() != frontier.size()) {
                        return false;
                    }
                    if (MessageDigest.isEqual(frontier.root(), checkpoint.root())) {
                        report.knownHolds();
                    } else {
                        report.add(Check.KNOWN, "the log no longer holds " + checkpoint);
                    }
                    return true;
                });
    }

    void finish(Checkpoint current) {
        waiting.forEach(
                checkpoint ->
                        report.add(
                                Check.KNOWN,
                                "the log is of size "
                                        + current.size()
                                        + ", shorter than "
                                        + checkpoint));
    }
}
