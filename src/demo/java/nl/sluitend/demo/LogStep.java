package nl.sluitend.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.sluitend.demo.register.DemoParty;
import nl.sluitend.disclosure.Checkpoint;
import nl.sluitend.disclosure.FolderLogSource;
import nl.sluitend.disclosure.HttpLogSource;
import nl.sluitend.disclosure.LogExport;
import nl.sluitend.disclosure.LogReport;
import nl.sluitend.disclosure.LogSource;
import nl.sluitend.disclosure.LogVerificationException;
import nl.sluitend.disclosure.LogVerifier;
import nl.sluitend.disclosure.VerifierKey;

/**
 * Fetches disclosure logs as static files, as a functionaris gegevensbescherming may, and has them
 * recomputed from those files alone.
 */
final class LogStep {

    /**
     * A log that was checked.
     *
     * @param outcomes leaves that tell of a pupil's outcome
     * @param findings what does not hold; empty for a log that verifies
     */
    record Checked(DemoReport.Log log, long outcomes, String findings) {}

    private final DemoWorld world;
    private final HttpClient http;
    private final Path directory;
    private final Waiting waiting;

    /**
     * @param directory where the files go
     */
    LogStep(DemoWorld world, Path directory, Waiting waiting) {
        this.waiting = waiting;
        this.world = world;
        this.http = world.http();
        this.directory = directory;
    }

    /** Checks the log that a party keeps under a convenant, against the key in that convenant. */
    Checked check(DemoParty party, String convenant) {
        DemoNode node = world.node(party);
        Path logs = directory.resolve("logs").resolve(party.role());
        Path folder = logs.resolve(convenant);
        try {
            Optional<String> token = Optional.of(node.supervisor().get());
            for (String log : HttpLogSource.logs(http, node.url(), token)) {
                LogExport.copy(new HttpLogSource(http, node.url(), log, token), logs.resolve(log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("het log van " + party.displayName() + " ontbreekt", e);
        } catch (LogVerificationException e) {
            throw new DemoFailure(
                    "het log van " + party.displayName() + " klopt niet: " + e.getMessage());
        }
        LogReport report =
                LogVerifier.verify(
                        new FolderLogSource(folder),
                        folder.toString(),
                        List.of(),
                        List.of(),
                        done -> {});
        Checkpoint checkpoint = report.checkpoint();
        boolean ownKey =
                publicKey(report).equals(node.manager().get("/v1/party").path("logKey").asText());
        return new Checked(
                new DemoReport.Log(
                        party.role(),
                        convenant,
                        checkpoint == null ? 0 : checkpoint.size(),
                        checkpoint == null
                                ? ""
                                : Base64.getEncoder().encodeToString(checkpoint.root()),
                        report.verified() && ownKey),
                outcomes(report),
                ownKey
                        ? report.findings().toString()
                        : "een andere sleutel dan het convenant noemt");
    }

    /** Waits until the counterpart has cosigned all of the log that a party keeps. */
    void awaitCosigned(DemoParty party, String convenant) {
        DemoNode node = world.node(party);
        HttpLogSource log =
                new HttpLogSource(
                        http, node.url(), convenant, Optional.of(node.supervisor().get()));
        waiting.until(
                "de medeondertekening van het log van " + party.displayName(),
                () -> size(log, "cosigned-checkpoint") == size(log, "checkpoint"));
    }

    /** The size on the second line of a checkpoint, -1 if it is not there. */
    private static long size(LogSource log, String checkpoint) {
        try {
            return log.read(checkpoint)
                    .map(note -> new String(note, StandardCharsets.UTF_8).lines().toList())
                    .map(lines -> Long.parseLong(lines.get(1)))
                    .orElse(-1L);
        } catch (IOException e) {
            throw new UncheckedIOException(checkpoint + " is niet te lezen", e);
        }
    }

    private static String publicKey(LogReport report) {
        VerifierKey key = report.key();
        return key == null ? "" : Base64.getEncoder().encodeToString(key.publicKey());
    }

    private static long outcomes(LogReport report) {
        return report.members().get("entries") instanceof Map<?, ?> byKind
                        && byKind.get("outcome") instanceof Long count
                ? count
                : 0;
    }
}
