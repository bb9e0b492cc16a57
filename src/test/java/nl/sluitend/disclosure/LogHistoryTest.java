package nl.sluitend.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.sluitend.disclosure.LogReport.Check;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What verify-log makes of checkpoints, cosignatures, heartbeats and receipts over time. */
class LogHistoryTest {

    private static final LogSigner SIGNER = TestLeaves.signer(TestLeaves.LOG);
    private static final Instant MONDAY = Instant.parse("2026-11-16T06:00:00Z");
    private static final byte[] WITNESS_SEED = MerkleTree.leafHash(new byte[] {9});
    private static final VerifierKey WITNESS =
            LogKeys.witness(
                    TestLeaves.PEER,
                    new org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters(WITNESS_SEED)
                            .generatePublicKey()
                            .getEncoded());

    private final List<byte[]> entries = new ArrayList<>();
    private final MemoryLog tree = new MemoryLog();
    private final List<String> notes = new ArrayList<>();

    @Test
    void heartbeatsThatWereCosignedInTimeCount() {
        for (int day = 0; day < 3; day++) {
            add(LeafKind.HEARTBEAT, at(day, 0));
            cosigned(at(day, 1));
            add(LeafKind.REFUSAL, at(day, 30));
        }
        cosigned(at(2, 31));
        LogReport report = verify();
        assertThat(report.findings()).isEmpty();
        assertThat(report.members())
                .containsEntry("heartbeats", 3L)
                .containsEntry("checkpoints", 4L)
                .containsEntry("cosignedSize", 6L)
                .containsEntry("cosignedAt", at(2, 31).toString());
    }

    @Test
    void aDayWithEntriesAndWithoutHeartbeatIsFound() {
        add(LeafKind.HEARTBEAT, at(0, 0));
        cosigned(at(0, 1));
        add(LeafKind.REFUSAL, at(1, 0));
        add(LeafKind.HEARTBEAT, at(2, 0));
        cosigned(at(2, 1));
        assertFound(Check.HEARTBEAT, "no heartbeat of 2026-11-17");
    }

    @Test
    void aHeartbeatThatWasCosignedTooLateDoesNotCount() {
        add(LeafKind.HEARTBEAT, at(0, 0));
        cosigned(at(0, 16));
        add(LeafKind.HEARTBEAT, at(1, 0));
        cosigned(at(1, 1));
        assertFound(Check.HEARTBEAT, "no heartbeat of 2026-11-16");
    }

    @Test
    void witnessesThatSleepForHoursAreFound() {
        add(LeafKind.HEARTBEAT, at(0, 0));
        cosigned(at(0, 1));
        add(LeafKind.REFUSAL, at(0, 10));
        add(LeafKind.REFUSAL, at(0, 10 + 4 * 60 + 1));
        signed();
        assertFound(Check.COSIGNATURE, "have not cosigned since 2026-11-16T06:10:00Z");
    }

    @Test
    void aForgedCosignatureIsFound() {
        add(LeafKind.HEARTBEAT, at(0, 0));
        Checkpoint checkpoint = current();
        notes.add(
                SIGNER.sign(checkpoint).note()
                        + new SignedNote.Signature(WITNESS.name(), WITNESS.keyId(), new byte[72])
                                .line());
        assertFound(Check.COSIGNATURE, "at size 1");
    }

    @Test
    void aCheckpointThatTheLogNeverHeldIsFound() {
        add(LeafKind.REFUSAL, at(0, 0));
        add(LeafKind.REFUSAL, at(0, 1));
        notes.add(SIGNER.sign(new Checkpoint(TestLeaves.LOG.origin(), 1, new byte[32])).note());
        cosigned(at(0, 2));
        assertFound(Check.HISTORY, "the log does not hold");
    }

    @Test
    void aLogThatIsShorterThanWhatItSignedIsFound() {
        add(LeafKind.REFUSAL, at(0, 0));
        cosigned(at(0, 1));
        notes.add(SIGNER.sign(new Checkpoint(TestLeaves.LOG.origin(), 9, new byte[32])).note());
        assertFound(Check.HISTORY, "shorter than");
    }

    @Test
    void checkpointsThatAreForeignOrOutOfOrderAreFound() {
        add(LeafKind.REFUSAL, at(0, 0));
        notes.add(
                new LogSigner(new byte[32], "other")
                        .sign(new Checkpoint("other", 1, new byte[32]))
                        .note());
        cosigned(at(0, 1));
        cosigned(at(0, 2));
        LogReport report = verify();
        assertThat(report.counts()).containsEntry(Check.HISTORY, 2);
    }

    @Test
    void aLogThatDoesNotShowWhatItSignedIsNotVerified() {
        add(LeafKind.REFUSAL, at(0, 0));
        cosigned(at(0, 1));
        PublishedLog log = published();
        log.files.remove("checkpoints/0");
        assertFound(
                LogVerifier.verify(log, "log", List.of(), List.of(), _ -> {}),
                Check.READABLE,
                "checkpoints/0 is missing");
        log.files.put("checkpoints/0", new byte[] {1});
        assertFound(
                LogVerifier.verify(log, "log", List.of(), List.of(), _ -> {}),
                Check.READABLE,
                "checkpoints/0: a bundle ends");
    }

    @Test
    void aLogThatGrowsWhileItIsReadIsVerified() {
        add(LeafKind.REFUSAL, at(0, 0));
        cosigned(at(0, 1));
        PublishedLog log = published();
        add(LeafKind.REFUSAL, at(0, 2));
        String later = SIGNER.sign(current()).note();
        log.history(List.of(notes.getFirst(), later));
        boolean[] first = {true};
        LogSource growing =
                path -> {
                    if (path.equals("checkpoint") && !first[0]) {
                        return Optional.of(later.getBytes(java.nio.charset.StandardCharsets.UTF_8));
                    }
                    first[0] = first[0] && !path.equals("checkpoint");
                    return log.read(path);
                };
        assertThat(LogVerifier.verify(growing, "log", List.of(), List.of(), _ -> {}).findings())
                .isEmpty();
    }

    @Test
    void aMissingOutcomeIsFoundByItsSession() {
        session(3, 2, "t");
        cosigned(at(0, 9));
        assertFound(Check.OUTCOMES, "session s exposes 3 pupils and holds outcomes of 2");
    }

    @Test
    void aCountHasNoOutcomesAndSaysWhatItCost() {
        add(leaf(LeafKind.EXPOSURE, "s", Map.of("n", 128, "mode", "COUNTS")), at(0, 0));
        add(leaf(LeafKind.RECEIPT, "s", Map.of("transcript", "t")), at(0, 1));
        cosigned(at(0, 9));
        assertFound(Check.OUTCOMES, "session s was a count and does not say what it cost");
    }

    @Test
    void receiptsAreLaidBesideThoseOfTheCounterpart() {
        assertThat(compared("t", "t").report().findings()).isEmpty();
        assertThat(compared("t", "t").report().members()).containsEntry("comparedReceipts", 1L);
        assertFound(compared("t", "u").report(), Check.RECEIPTS, "session s differ");
        assertFound(
                compared(null, "t").report(),
                Check.RECEIPTS,
                "session s is in the counterpart's log and not in this one");
    }

    private LogVerifier.Checked compared(@Nullable String ours, String theirs) {
        LogVerifier.Checked own = partyLog(TestLeaves.OWNER, ours);
        LogVerifier.Checked other = partyLog(TestLeaves.PEER, theirs);
        LogVerifier.Checked.compareAll(List.of(own, other));
        return own;
    }

    private static LogVerifier.Checked partyLog(
            nl.sluitend.identifier.Oin owner, @Nullable String transcript) {
        LogName name = LogName.ofConvenant(owner, TestLeaves.CONVENANT);
        LogSigner signer = TestLeaves.signer(name);
        List<byte[]> all = new ArrayList<>();
        all.add(TestLeaves.seal(TestLeaves.exposure("s"), name, 0).bytes());
        for (int i = 1; i <= 84; i++) {
            all.add(TestLeaves.seal(leaf(LeafKind.OUTCOME, "s", Map.of()), name, i).bytes());
        }
        if (transcript != null) {
            Leaf receipt = leaf(LeafKind.RECEIPT, "s", Map.of("transcript", transcript));
            all.add(TestLeaves.seal(receipt, name, 85).bytes());
        }
        return LogVerifier.check(
                PublishedLog.of(all, signer), "log", List.of(), List.of(), null, _ -> {});
    }

    private void session(int exposed, int outcomes, String transcript) {
        add(leaf(LeafKind.EXPOSURE, "s", Map.of("n", exposed)), at(0, 0));
        for (int i = 0; i < outcomes; i++) {
            add(leaf(LeafKind.OUTCOME, "s", Map.of()), at(0, 1));
        }
        add(leaf(LeafKind.RECEIPT, "s", Map.of("transcript", transcript)), at(0, 2));
    }

    private static Instant at(int day, int minutes) {
        return MONDAY.plus(Duration.ofDays(day)).plus(Duration.ofMinutes(minutes));
    }

    private static Leaf leaf(LeafKind kind, String session, Map<String, Object> clear) {
        Leaf like = TestLeaves.exposure(session);
        return new Leaf(
                kind,
                like.time(),
                like.convenantHash(),
                like.processingActivity(),
                like.purpose(),
                like.legalBasis(),
                like.sender(),
                like.receiver(),
                session,
                clear,
                List.of(),
                Optional.empty());
    }

    private void add(LeafKind kind, Instant logged) {
        add(leaf(kind, "session-" + entries.size(), Map.of()), logged);
    }

    private void add(Leaf leaf, Instant logged) {
        byte[] entry =
                SealedLeaf.seal(
                                leaf,
                                TestLeaves.LOG,
                                entries.size(),
                                logged,
                                Optional.empty(),
                                TestLeaves.RANDOM)
                        .bytes();
        entries.add(entry);
        tree.append(entry);
    }

    private Checkpoint current() {
        return new Checkpoint(TestLeaves.LOG.origin(), entries.size(), tree.root());
    }

    private void signed() {
        notes.add(SIGNER.sign(current()).note());
    }

    private void cosigned(Instant time) {
        notes.add(
                SIGNER.sign(current()).note()
                        + Cosignature.sign(WITNESS_SEED, WITNESS.name(), time, current()).line());
    }

    private PublishedLog published() {
        PublishedLog log = PublishedLog.of(entries, SIGNER);
        log.text(
                "policy",
                "log %s\nwitness w %s\nquorum w\n"
                        .formatted(SIGNER.verifierKey().vkey(), WITNESS.vkey()));
        log.history(notes);
        return log;
    }

    private LogReport verify() {
        return LogVerifier.verify(published(), "log", List.of(), List.of(), _ -> {});
    }

    private void assertFound(Check check, String detail) {
        assertFound(verify(), check, detail);
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
