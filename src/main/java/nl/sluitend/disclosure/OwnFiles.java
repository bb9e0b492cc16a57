package nl.sluitend.disclosure;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/** What this node publishes of its logs, file by file, as it answers under {@code /v1/log}. */
@ApplicationScoped
class OwnFiles {

    private static final String CHECKPOINTS = "checkpoints/";

    private final DisclosureLog disclosureLog;
    private final Witnesses witnesses;
    private final LogClosing closing;

    OwnFiles(DisclosureLog disclosureLog, Witnesses witnesses, LogClosing closing) {
        this.closing = closing;
        this.disclosureLog = disclosureLog;
        this.witnesses = witnesses;
    }

    /** The logs of this node, each with its key and the last checkpoint that was signed. */
    List<CheckerPipe.Asked> asked() {
        return disclosureLog.logs().stream()
                .map(
                        log ->
                                new CheckerPipe.Asked(
                                        log.id(),
                                        disclosureLog.verifierKey(log).vkey(),
                                        known(log)))
                .toList();
    }

    private List<String> known(LogName log) {
        try {
            return disclosureLog.lastCheckpoint(log).stream().map(SignedCheckpoint::note).toList();
        } catch (LogUnavailableException e) {
            // The check itself comes upon it, and reports it.
            return List.of();
        }
    }

    /**
     * A file of a log, or empty if there is none.
     *
     * @param logId the log among those of this node
     * @throws IOException if it cannot be read now
     */
    Optional<byte[]> read(String logId, String path) throws IOException {
        for (LogName log : disclosureLog.logs()) {
            if (log.id().equals(logId)) {
                return read(log, path);
            }
        }
        return Optional.empty();
    }

    private Optional<byte[]> read(LogName log, String path) throws IOException {
        try {
            return switch (path) {
                case "vkey" -> text(disclosureLog.verifierKey(log).vkey() + "\n");
                case "checkpoint" -> text(disclosureLog.publishedCheckpoint(log));
                case "last-checkpoint" ->
                        disclosureLog.lastCheckpoint(log).flatMap(signed -> text(signed.note()));
                case "closing" ->
                        closing.note(log, LogStatement.Kind.CLOSED).flatMap(OwnFiles::text);
                case "pruned" ->
                        closing.note(log, LogStatement.Kind.PRUNED).flatMap(OwnFiles::text);
                case "policy" ->
                        text(witnesses.policy(disclosureLog.verifierKey(log), witnesses.of(log)));
                default ->
                        path.startsWith(CHECKPOINTS)
                                ? page(log, path)
                                : disclosureLog.tile(log, TilePath.parse(path));
            };
        } catch (NoSuchElementException | NumberFormatException | LogVerificationException e) {
            return Optional.empty();
        } catch (LogUnavailableException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private Optional<byte[]> page(LogName log, String path) {
        List<byte[]> notes =
                disclosureLog.checkpoints(
                        log, Long.parseLong(path.substring(CHECKPOINTS.length())));
        return notes.isEmpty() ? Optional.empty() : Optional.of(EntryBundle.encode(notes));
    }

    private static Optional<byte[]> text(String text) {
        return Optional.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
