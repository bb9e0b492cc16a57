package nl.sluitend.disclosure;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Verifies every log of this node from what it publishes, as {@code verify-log} does from outside:
 * each entry, tile, checkpoint and cosignature anew. One at a time in this process.
 */
@ApplicationScoped
public class OwnLogCheck {

    private static final String CHECKPOINTS = "checkpoints/";

    private final DisclosureLog disclosureLog;
    private final Witnesses witnesses;
    private final ReentrantLock busy = new ReentrantLock();

    OwnLogCheck(DisclosureLog disclosureLog, Witnesses witnesses) {
        this.disclosureLog = disclosureLog;
        this.witnesses = witnesses;
    }

    /** The reports of all logs, in the order of the logs; empty while another check runs. */
    public Optional<List<LogReport>> run() {
        if (!busy.tryLock()) {
            return Optional.empty();
        }
        try {
            List<LogReport> reports = new ArrayList<>();
            for (LogName log : disclosureLog.logs()) {
                reports.add(
                        LogVerifier.verify(
                                path -> read(log, path),
                                log.id(),
                                List.of(disclosureLog.verifierKey(log)),
                                known(log),
                                _ -> {}));
            }
            return Optional.of(reports);
        } finally {
            busy.unlock();
        }
    }

    private List<String> known(LogName log) {
        try {
            return disclosureLog.lastCheckpoint(log).stream().map(SignedCheckpoint::note).toList();
        } catch (LogUnavailableException e) {
            // The check itself comes upon it, and reports it.
            return List.of();
        }
    }

    private Optional<byte[]> read(LogName log, String path) throws IOException {
        try {
            return switch (path) {
                case "vkey" -> text(disclosureLog.verifierKey(log).vkey() + "\n");
                case "checkpoint" -> text(disclosureLog.publishedCheckpoint(log));
                case "last-checkpoint" ->
                        disclosureLog.lastCheckpoint(log).flatMap(signed -> text(signed.note()));
                case "policy" ->
                        text(witnesses.policy(disclosureLog.verifierKey(log), witnesses.of(log)));
                default ->
                        path.startsWith(CHECKPOINTS)
                                ? page(log, path)
                                : disclosureLog.tile(log, TilePath.parse(path));
            };
        } catch (NoSuchElementException | LogVerificationException e) {
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
