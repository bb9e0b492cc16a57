package nl.sluitend.disclosure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import nl.sluitend.disclosure.LogReport.Check;
import org.jspecify.annotations.Nullable;

/**
 * Recomputes a whole log from its published entries: every leaf hash, every tile and the root, and
 * checks the signature, the sequence and the form of each entry. Needs neither database nor secret,
 * and no more memory for a large log than for a small one.
 */
public final class LogVerifier {

    private final LogSource source;
    private final LogReport report;
    private final LongConsumer progress;
    private final Frontier frontier = new Frontier();
    private final SessionCheck sessions = new SessionCheck();
    private @Nullable TlogPolicy policy;
    private Instant lastLogged = Instant.MIN;

    private LogVerifier(LogSource source, LogReport report, LongConsumer progress) {
        this.source = source;
        this.report = report;
        this.progress = progress;
    }

    /**
     * Checks one log.
     *
     * @param place the name of the source in the report
     * @param expected keys that are known from elsewhere, such as the convenant; the log's own file
     *     {@code vkey} counts only for a log that none of them is named after
     * @param known notes of checkpoints that were published before; those of other logs are passed
     *     over
     * @param progress told the number of entries done, now and then
     */
    public static LogReport verify(
            LogSource source,
            String place,
            List<VerifierKey> expected,
            List<String> known,
            LongConsumer progress) {
        return check(source, place, expected, known, null, progress).report();
    }

    /**
     * What checking one log gave.
     *
     * @param report the findings
     * @param sessions what the log says of its sessions, to be laid beside the counterpart's log
     */
    public record Checked(LogReport report, SessionCheck sessions) {

        /** Lays the receipts of two parties' logs of one convenant side by side. */
        public static void compareAll(List<Checked> checked) {
            for (Checked one : checked) {
                for (Checked other : checked) {
                    if (one.report.isCounterpartOf(other.report)) {
                        one.sessions.compare(other.sessions, one.report);
                    }
                }
            }
        }
    }

    /**
     * Checks one log.
     *
     * @param policy the witnesses that are trusted; null for those that the log names itself
     */
    public static Checked check(
            LogSource source,
            String place,
            List<VerifierKey> expected,
            List<String> known,
            @Nullable TlogPolicy policy,
            LongConsumer progress) {
        LogReport report = new LogReport(place);
        LogVerifier verifier = new LogVerifier(source, report, progress);
        verifier.policy = policy;
        try {
            verifier.run(expected, known);
        } catch (IOException | UncheckedIOException e) {
            report.add(Check.READABLE, "cannot be read: " + e.getMessage());
        }
        return new Checked(report, verifier.sessions);
    }

    private void run(List<VerifierKey> expected, List<String> known) throws IOException {
        VerifierKey key = key(expected);
        if (key == null) {
            return;
        }
        report.key(key);
        Checkpoint checkpoint = checkpoint(key);
        if (checkpoint == null) {
            return;
        }
        report.checkpoint(checkpoint);
        LogName log;
        try {
            log = LogName.parse(checkpoint.origin());
        } catch (LogVerificationException e) {
            report.add(Check.CHECKPOINT, String.valueOf(e.getMessage()));
            return;
        }
        KnownCheckpoints knownCheckpoints = KnownCheckpoints.read(key, known, report);
        TileChecker tiles = new TileChecker(source, checkpoint.size(), report);
        TlogPolicy used = policy();
        LifeSigns life = new LifeSigns(used, report);
        CheckpointHistory history = new CheckpointHistory(source, key, used, report);
        boolean pruned = ClosingCheck.isPruned(source, key, checkpoint, report);
        Passing passing = new Passing(knownCheckpoints, tiles, history, life);
        if (pruned
                ? walkHashes(checkpoint.size(), passing)
                : walk(log, checkpoint.size(), passing)) {
            tiles.finish();
            history.finish(checkpoint.size());
            life.finish();
            sessions.finish(report);
            if (!MessageDigest.isEqual(frontier.root(), checkpoint.root())) {
                report.add(
                        Check.ROOT,
                        "the entries make another root than the one that is signed for size "
                                + checkpoint.size());
            }
            knownCheckpoints.finish(checkpoint);
        }
    }

    private TlogPolicy policy() throws IOException {
        if (policy != null) {
            return policy;
        }
        Optional<byte[]> file = source.read("policy");
        try {
            return file.isPresent()
                    ? TlogPolicy.parse(new String(file.get(), StandardCharsets.UTF_8))
                    : TlogPolicy.none();
        } catch (LogVerificationException e) {
            report.add(Check.COSIGNATURE, "the file policy: " + e.getMessage());
            return TlogPolicy.none();
        }
    }

    private @Nullable VerifierKey key(List<VerifierKey> expected) throws IOException {
        Optional<byte[]> file = source.read("vkey");
        if (file.isEmpty()) {
            report.add(Check.KEY, "the file vkey is missing");
            return null;
        }
        try {
            VerifierKey published =
                    VerifierKey.parse(new String(file.get(), StandardCharsets.UTF_8));
            Optional<VerifierKey> named =
                    expected.stream().filter(key -> key.name().equals(published.name())).findAny();
            if (named.isPresent() && !named.get().equals(published)) {
                report.add(Check.KEY, "the log publishes another key than the one expected");
            }
            return named.orElse(published);
        } catch (LogVerificationException e) {
            report.add(Check.KEY, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** The present checkpoint; when the node refuses to sign one, the last that it did sign. */
    private @Nullable Checkpoint checkpoint(VerifierKey key) throws IOException {
        Optional<byte[]> note;
        try {
            note = source.read("checkpoint");
        } catch (IOException e) {
            report.add(Check.CHECKPOINT, "the node signs no checkpoint: " + e.getMessage());
            note = source.read("last-checkpoint");
        }
        if (note.isEmpty()) {
            report.add(Check.CHECKPOINT, "the file checkpoint is missing");
            return null;
        }
        try {
            return SignedCheckpoint.open(key, new String(note.get(), StandardCharsets.UTF_8))
                    .checkpoint();
        } catch (LogVerificationException e) {
            report.add(Check.CHECKPOINT, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** What looks on while entries pass by. */
    private record Passing(
            KnownCheckpoints known, TileChecker tiles, CheckpointHistory history, LifeSigns life) {}

    private boolean walk(LogName log, long size, Passing passing) throws IOException {
        BundlesAhead bundles = new BundlesAhead(source, log, size);
        try {
            while (bundles.hasNext()) {
                for (CheckedEntry entry : bundles.next()) {
                    follow(entry, passing.life());
                    pass(entry.leafHash(), passing);
                }
                progress.accept(frontier.size());
            }
            return true;
        } catch (LogVerificationException e) {
            report.add(Check.READABLE, String.valueOf(e.getMessage()));
            return false;
        }
    }

    /** A log that was pruned has only the hashes of its entries. */
    private boolean walkHashes(long size, Passing passing) throws IOException {
        for (long tile = 0; tile * TilePath.FULL < size; tile++) {
            int width = TilePath.widthAt(0, tile, size);
            TilePath path = new TilePath(0, tile, width);
            Optional<byte[]> hashes = source.read(path.toString());
            if (hashes.isEmpty() || hashes.get().length != width * MerkleTree.HASH_LENGTH) {
                report.add(Check.READABLE, path + " is missing or torn");
                return false;
            }
            for (int i = 0; i < width; i++) {
                int from = i * MerkleTree.HASH_LENGTH;
                report.pruned();
                pass(
                        Arrays.copyOfRange(hashes.get(), from, from + MerkleTree.HASH_LENGTH),
                        passing);
            }
            progress.accept(frontier.size());
        }
        return true;
    }

    private void pass(byte[] leafHash, Passing passing) throws IOException {
        frontier.append(leafHash, passing.tiles());
        passing.known().at(frontier);
        passing.history().at(frontier, passing.life()::cosigned);
    }

    private void follow(CheckedEntry checked, LifeSigns life) {
        if (checked.failed() != null) {
            report.add(checked.failed(), checked.detail());
        }
        LogEntry entry = checked.entry();
        if (entry == null) {
            return;
        }
        report.count(entry);
        life.entry(entry);
        sessions.entry(entry);
        if (entry.logged().isBefore(lastLogged)) {
            report.add(
                    Check.TIME,
                    "entry " + checked.index() + " is recorded earlier than the one before");
        }
        lastLogged = entry.logged();
    }
}
