package nl.sluitend.disclosure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import nl.sluitend.disclosure.LogReport.Check;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogVerifierTest {

    private static final int SIZE = 700;
    private static final LogSigner SIGNER = TestLeaves.signer(TestLeaves.LOG);
    private static final List<byte[]> ENTRIES = PublishedLog.entries(SIZE);

    private final PublishedLog log = PublishedLog.of(ENTRIES, SIGNER);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 255, 256, 257, 512, 700})
    void aSoundLogIsVerified(int size) {
        LogReport report = verify(PublishedLog.of(ENTRIES.subList(0, size), SIGNER));
        assertThat(report.findings()).isEmpty();
        assertThat(report.verified()).isTrue();
        assertThat(report.members())
                .containsEntry("size", (long) size)
                .containsEntry("verified", true)
                .containsEntry("origin", TestLeaves.LOG.origin());
    }

    @Test
    void aLogOverThreeLevelsOfTilesIsVerified() {
        PublishedLog large = PublishedLog.of(PublishedLog.entries(66_000), SIGNER);
        assertThat(large.files).containsKeys("tile/1/001.p/1", "tile/2/000.p/1");
        assertThat(verify(large).findings()).isEmpty();
        large.bytes("tile/2/000.p/1")[5] ^= 1;
        assertFound(verify(large), Check.TILES, "tile/2/000.p/1");
    }

    @Test
    void anEditedEntryIsFoundByItsTileAndTheRoot() {
        edit("tile/entries/001", 300 - 256, text -> text.replace("zicht op", "iets met"));
        LogReport report = verify(log);
        assertFound(report, Check.TILES, "tile/0/001 holds other hashes");
        assertFound(report, Check.ROOT, "another root");
    }

    @Test
    void anEntryEditedTogetherWithEveryTileIsFoundByTheRoot() {
        List<byte[]> entries = new ArrayList<>(ENTRIES);
        entries.set(
                300,
                new String(entries.get(300), UTF_8)
                        .replace("zicht op", "iets met")
                        .getBytes(UTF_8));
        PublishedLog forged = PublishedLog.of(entries, SIGNER);
        forged.files.put("checkpoint", log.bytes("checkpoint"));
        LogReport report = verify(forged);
        assertThat(report.counts()).containsOnlyKeys(Check.ROOT);
    }

    @Test
    void aLogSignedAgainWithAnotherKeyIsFoundByWhoKnowsTheKey() {
        byte[] seed = new byte[32];
        seed[1] = 7;
        LogSigner forger = new LogSigner(seed, TestLeaves.LOG.origin());
        PublishedLog forged = PublishedLog.of(ENTRIES.subList(0, 10), forger);
        assertThat(verify(forged).verified()).isTrue();
        LogReport report =
                LogVerifier.verify(
                        forged, "log", List.of(SIGNER.verifierKey()), List.of(), _ -> {});
        assertFound(report, Check.KEY, "another key than the one expected");
        assertFound(report, Check.CHECKPOINT, "not signed by");
        assertThat(report.verified()).isFalse();
    }

    @Test
    void aDeletedEntryIsFoundByTheSequence() {
        assertFound(
                resigned(entries -> entries.remove(300)), Check.SEQUENCE, "entry 301 stands at");
    }

    @Test
    void anInsertedEntryIsFoundByTheSequence() {
        assertFound(
                resigned(entries -> entries.add(300, entries.get(300))),
                Check.SEQUENCE,
                "entry 300 stands at index 301");
    }

    @Test
    void reorderedEntriesAreFoundByTheSequence() {
        assertFound(
                resigned(entries -> Collections.swap(entries, 3, 4)),
                Check.SEQUENCE,
                "entry 4 stands at index 3");
    }

    @Test
    void aBackDatedEntryIsFound() {
        LogReport report =
                resigned(
                        entries -> {
                            Instant earlier = TestLeaves.NOW.minusSeconds(60);
                            entries.set(
                                    9,
                                    SealedLeaf.seal(
                                                    TestLeaves.exposure(),
                                                    TestLeaves.LOG,
                                                    9,
                                                    earlier,
                                                    Optional.empty(),
                                                    TestLeaves.RANDOM)
                                            .bytes());
                        });
        assertFound(report, Check.TIME, "entry 9 is recorded earlier");
    }

    @Test
    void anEntryOfAnotherFormOrAnotherLogIsFound() {
        assertFound(
                resigned(entries -> entries.set(9, "{}".getBytes(UTF_8))),
                Check.ENTRY_FORM,
                "entry 9");
        LogName other = LogName.ofConvenant(TestLeaves.PEER, TestLeaves.CONVENANT);
        assertFound(
                resigned(
                        entries ->
                                entries.set(
                                        9,
                                        TestLeaves.seal(TestLeaves.exposure(), other, 9).bytes())),
                Check.SEQUENCE,
                "another party");
    }

    @Test
    void aTruncatedLogIsFoundByAKnownCheckpoint() {
        PublishedLog shorter = PublishedLog.of(ENTRIES.subList(0, 600), SIGNER);
        assertThat(verify(shorter).verified()).isTrue();
        LogReport report =
                LogVerifier.verify(
                        shorter, "log", List.of(), List.of(log.text("checkpoint")), _ -> {});
        assertFound(report, Check.KNOWN, "shorter than");
    }

    @Test
    void aRewrittenLogIsFoundByAKnownCheckpoint() {
        String known = PublishedLog.of(ENTRIES.subList(0, 300), SIGNER).text("checkpoint");
        assertThat(LogVerifier.verify(log, "log", List.of(), List.of(known), _ -> {}).verified())
                .isTrue();
        List<byte[]> entries = PublishedLog.entries(SIZE);
        PublishedLog rewritten = PublishedLog.of(entries, SIGNER);
        LogReport report = LogVerifier.verify(rewritten, "log", List.of(), List.of(known), _ -> {});
        assertFound(report, Check.KNOWN, "no longer holds");
        String forged = known.replace("\n300\n", "\n299\n");
        assertFound(
                LogVerifier.verify(log, "log", List.of(), List.of(forged), _ -> {}),
                Check.KNOWN,
                "does not verify");
        assertThat(
                        LogVerifier.verify(log, "log", List.of(), List.of("other\n1\n"), _ -> {})
                                .verified())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tile/0/000", "tile/0/002.p/188", "tile/1/000.p/2", "tile/entries/001"})
    void missingFilesAreFound(String path) {
        assertThat(log.files.remove(path)).isNotNull();
        assertFound(verify(log), Check.READABLE, path + " is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tile/0/000", "tile/0/002.p/188", "tile/1/000.p/2"})
    void swappedTilesAreFound(String path) {
        byte[] tile = log.bytes(path);
        byte[] first = Arrays.copyOf(tile, 32);
        System.arraycopy(tile, 32, tile, 0, 32);
        System.arraycopy(first, 0, tile, 32, 32);
        assertFound(verify(log), Check.TILES, path);
    }

    @Test
    void aTornBundleIsFound() {
        byte[] bundle = log.bytes("tile/entries/001");
        log.files.put("tile/entries/001", Arrays.copyOf(bundle, bundle.length - 3));
        assertFound(verify(log), Check.READABLE, "ends within an entry");
        log.files.put("tile/entries/001", new byte[0]);
        assertFound(verify(log), Check.READABLE, "a bundle of 0 entries where 256");
    }

    @Test
    void aLogWithoutKeyOrCheckpointIsNotVerified() {
        assertFound(verify(new PublishedLog()), Check.KEY, "vkey is missing");
        log.text("vkey", "gossip");
        assertFound(verify(log), Check.KEY, "name+keyid+key");
        log.text("vkey", SIGNER.verifierKey().vkey());
        log.text("checkpoint", log.text("checkpoint").replace("700", "701"));
        assertFound(verify(log), Check.CHECKPOINT, "does not verify");
        log.files.remove("checkpoint");
        assertFound(verify(log), Check.CHECKPOINT, "checkpoint is missing");
        LogSigner stranger = new LogSigner(new byte[32], "stranger/log");
        assertFound(
                verify(PublishedLog.of(ENTRIES.subList(0, 3), stranger)),
                Check.CHECKPOINT,
                "<oin>/<convenant hash>");
    }

    @Test
    void aNodeThatRefusesToSignIsMeasuredAgainstItsLastCheckpoint() {
        edit("tile/entries/001", 0, text -> text.replace("zicht op", "iets met"));
        LogSource refusing =
                path -> {
                    if (path.equals("checkpoint")) {
                        throw new IOException("503: the log was changed");
                    }
                    return log.read(path.equals("last-checkpoint") ? "checkpoint" : path);
                };
        LogReport report = verify(refusing);
        assertFound(report, Check.CHECKPOINT, "503: the log was changed");
        assertFound(report, Check.TILES, "tile/0/001");
    }

    @Test
    void aSourceThatFailsIsReported() {
        LogSource failing =
                path -> {
                    if (path.startsWith("tile/0")) {
                        throw new IOException("connection reset");
                    }
                    return log.read(path);
                };
        assertFound(verify(failing), Check.READABLE, "connection reset");
    }

    @Test
    void aRuinedLogTakesNoMoreRoomInTheReport() {
        LogReport report = resigned(entries -> Collections.rotate(entries, 1));
        assertThat(report.counts()).containsEntry(Check.SEQUENCE, SIZE);
        assertThat(report.findings()).hasSize(20);
    }

    @Test
    void anExportIsTheLogAsStaticFiles(@TempDir Path folder)
            throws IOException, LogVerificationException {
        Checkpoint copied = LogExport.copy(log, folder.resolve("rbl/log"));
        assertThat(copied.size()).isEqualTo(SIZE);
        assertThat(FolderLogSource.find(folder)).containsExactly(folder.resolve("rbl/log"));
        FolderLogSource source = new FolderLogSource(folder.resolve("rbl/log"));
        assertThat(verify(source).verified()).isTrue();
        try (var files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(log.files.size());
        }
        log.files.remove("tile/0/000");
        assertThatThrownBy(() -> LogExport.copy(log, folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("tile/0/000 is missing");
    }

    /** What an owner gives who edits the entries and then publishes and signs them again. */
    private static LogReport resigned(Consumer<List<byte[]>> manipulation) {
        List<byte[]> entries = new ArrayList<>(ENTRIES);
        manipulation.accept(entries);
        LogReport report = verify(PublishedLog.of(entries, SIGNER));
        assertThat(report.verified()).isFalse();
        return report;
    }

    private void edit(String bundle, int position, UnaryOperator<String> change) {
        try {
            List<byte[]> entries = EntryBundle.decode(log.bytes(bundle), 256);
            String text = new String(entries.get(position), UTF_8);
            assertThat(change.apply(text)).isNotEqualTo(text);
            entries.set(position, change.apply(text).getBytes(UTF_8));
            log.files.put(bundle, EntryBundle.encode(entries));
        } catch (LogVerificationException e) {
            throw new AssertionError(e);
        }
    }

    private static LogReport verify(LogSource source) {
        return LogVerifier.verify(source, "log", List.of(), List.of(), _ -> {});
    }

    private static void assertFound(LogReport report, Check check, String detail) {
        assertThat(report.verified()).isFalse();
        assertThat(report.findings())
                .anySatisfy(
                        finding -> {
                            assertThat(finding.check()).isEqualTo(check);
                            assertThat(finding.detail()).contains(detail);
                        });
    }
}
