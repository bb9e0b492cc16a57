package nl.sluitend.disclosure;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;

/**
 * What the owner of a log signs about the log as a whole: that nothing is written to it any more,
 * or that its entries were removed. A note of seven lines, of which the first keeps it from ever
 * being read as a checkpoint.
 *
 * @param kind what is stated
 * @param origin the log
 * @param size how many entries it has, and for ever
 * @param root over them
 * @param at when it is stated, in seconds
 * @param ground why
 * @param successor the origin with which the owner goes on; empty when it does not
 */
@SuppressWarnings("ArrayRecordComponent")
public record LogStatement(
        Kind kind,
        String origin,
        long size,
        byte[] root,
        Instant at,
        Ground ground,
        Optional<String> successor) {

    private static final int LINES = 7;
    private static final String NONE = "-";

    /** What is stated. */
    public enum Kind {
        /** Nothing is written to the log any more. */
        CLOSED("sluitend/v1/log-closed"),
        /** The entries were removed; their hashes stay. */
        PRUNED("sluitend/v1/log-pruned");

        private final String line;

        Kind(String line) {
            this.line = line;
        }
    }

    /** Why. */
    public enum Ground {
        /** The time for which the convenant keeps the log is over. */
        RETENTION("retention"),
        /** Witnesses know entries that the owner lost. */
        BEHIND_WITNESSES("behind-witnesses");

        private final String line;

        Ground(String line) {
            this.line = line;
        }
    }

    public LogStatement {
        at = at.truncatedTo(ChronoUnit.SECONDS);
    }

    /** The text that is signed. */
    String text() {
        return String.join(
                        "\n",
                        kind.line,
                        origin,
                        Long.toString(size),
                        Base64.getEncoder().encodeToString(root),
                        at.toString(),
                        ground.line,
                        successor.orElse(NONE))
                + "\n";
    }

    /**
     * Reads a statement of that kind, signed with that key about the log of its name.
     *
     * @throws LogVerificationException if it is anything else
     */
    public static LogStatement open(Kind kind, VerifierKey key, byte[] note)
            throws LogVerificationException {
        String text =
                switch (SignedNote.open(key, new String(note, StandardCharsets.UTF_8))) {
                    case SignedNote.Opened.Trusted(SignedNote trusted) -> trusted.text();
                    case SignedNote.Opened.Refused(String reason) ->
                            throw new LogVerificationException("a statement that is " + reason);
                };
        String[] lines = text.split("\n", -1);
        if (lines.length != LINES + 1
                || !lines[0].equals(kind.line)
                || !lines[1].equals(key.name())) {
            throw new LogVerificationException("a statement of another kind or log");
        }
        try {
            LogStatement read =
                    new LogStatement(
                            kind,
                            lines[1],
                            Long.parseLong(lines[2]),
                            SignedNote.decodeBase64(lines[3], "a root"),
                            Instant.parse(lines[4]),
                            ground(lines[5]),
                            lines[6].equals(NONE) ? Optional.empty() : Optional.of(lines[6]));
            if (read.text().equals(text)) {
                return read;
            }
        } catch (NumberFormatException | DateTimeException e) {
            throw new LogVerificationException("a statement that cannot be read", e);
        }
        throw new LogVerificationException("a statement in another spelling than its own");
    }

    private static Ground ground(String line) throws LogVerificationException {
        for (Ground ground : Ground.values()) {
            if (ground.line.equals(line)) {
                return ground;
            }
        }
        throw new LogVerificationException("a statement with an unknown ground");
    }

    /**
     * Whether a log that continues this one is the next under the same owner and convenant.
     *
     * @throws LogVerificationException if the successor is anything else
     */
    Optional<LogName> next() throws LogVerificationException {
        if (successor.isEmpty()) {
            return Optional.empty();
        }
        LogName next = LogName.parse(successor.get());
        if (!next.equals(LogName.parse(origin).next())) {
            throw new LogVerificationException(
                    "a statement that names another log as its successor");
        }
        return Optional.of(next);
    }
}
