package nl.sluitend.disclosure;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.Optional;
import nl.sluitend.disclosure.LogReport.Check;

/**
 * Checks the final statement and the tombstone of a log, if it has them: signed with its key, and
 * about exactly the tree that is signed. A log that lost entries is never sound, however well it
 * says so; one that was pruned is, as far as hashes show.
 */
final class ClosingCheck {

    private final VerifierKey key;
    private final Checkpoint checkpoint;
    private final LogReport report;

    private ClosingCheck(VerifierKey key, Checkpoint checkpoint, LogReport report) {
        this.key = key;
        this.checkpoint = checkpoint;
        this.report = report;
    }

    /** Checks both; true when the entries were removed and the hashes have to do. */
    static boolean isPruned(
            LogSource source, VerifierKey key, Checkpoint checkpoint, LogReport report)
            throws IOException {
        ClosingCheck check = new ClosingCheck(key, checkpoint, report);
        Optional<LogStatement> closing = check.read(source, "closing", LogStatement.Kind.CLOSED);
        Optional<LogStatement> tombstone = check.read(source, "pruned", LogStatement.Kind.PRUNED);
        closing.ifPresent(report::closed);
        closing.filter(statement -> statement.ground() == LogStatement.Ground.BEHIND_WITNESSES)
                .ifPresent(
                        statement ->
                                report.add(
                                        Check.CLOSING,
                                        "the owner lost what its witnesses know after entry "
                                                + (statement.size() - 1)
                                                + ", and goes on as "
                                                + statement.successor().orElse("-")));
        if (tombstone.isPresent() && closing.isEmpty()) {
            report.add(Check.CLOSING, "entries were removed from a log that is not closed");
            return false;
        }
        return tombstone.isPresent();
    }

    private Optional<LogStatement> read(LogSource source, String name, LogStatement.Kind kind)
            throws IOException {
        Optional<byte[]> file = source.read(name);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            LogStatement statement = LogStatement.open(kind, key, file.get());
            statement.next();
            if (statement.size() == checkpoint.size()
                    && MessageDigest.isEqual(statement.root(), checkpoint.root())) {
                return Optional.of(statement);
            }
            report.add(Check.CLOSING, "the file " + name + " is about another tree than is signed");
        } catch (LogVerificationException e) {
            report.add(Check.CLOSING, "the file " + name + ": " + e.getMessage());
        }
        return Optional.empty();
    }
}
