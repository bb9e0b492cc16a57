package nl.sluitend.disclosure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeafEvidenceTest {

    private static final int SIZE = 11;
    private static final LogSigner SIGNER = TestLeaves.signer(TestLeaves.LOG);
    private static final VerifierKey KEY = SIGNER.verifierKey();
    private static final MemoryLog LOG = log(SIZE);

    private static MemoryLog log(int size) {
        MemoryLog log = new MemoryLog();
        for (int i = 0; i < size; i++) {
            log.append(
                    TestLeaves.seal(TestLeaves.exposure("session-" + i), TestLeaves.LOG, i)
                            .bytes());
        }
        return log;
    }

    private static SignedCheckpoint checkpoint(int size) {
        return SIGNER.sign(new Checkpoint(TestLeaves.LOG.origin(), size, LOG.root(size)));
    }

    private static LeafEvidence evidence(int index, int known) {
        return new LeafEvidence(
                LOG.entry(index),
                index,
                MerkleTree.inclusionProof(index, SIZE, LOG),
                checkpoint(SIZE).note(),
                known == 0 ? List.of() : MerkleTree.consistencyProof(known, SIZE, LOG));
    }

    private static Optional<Checkpoint> known(int size) {
        return Optional.of(checkpoint(size).checkpoint());
    }

    @Test
    void aCounterpartSeesThatALeafIsLoggedAndTheLogOnlyGrew() throws LogVerificationException {
        LeafEvidence.Proven proven = evidence(7, 4).verify(KEY, known(4));
        assertThat(proven.entry().exchangeId()).isEqualTo("session-7");
        assertThat(proven.leafHash()).isEqualTo(LOG.leafHash(7));
        assertThat(proven.checkpoint().size()).isEqualTo(SIZE);
        assertThat(evidence(7, 0).verify(KEY, Optional.empty()).entry()).isEqualTo(proven.entry());
        assertThat(evidence(7, SIZE).verify(KEY, known(SIZE)).entry()).isEqualTo(proven.entry());
    }

    @Test
    void anEntryThatWasNotLoggedIsRefused() {
        byte[] forged =
                TestLeaves.seal(TestLeaves.exposure("session-7"), TestLeaves.LOG, 7).bytes();
        LeafEvidence real = evidence(7, 0);
        assertRefused(
                new LeafEvidence(forged, 7, real.inclusionProof(), real.checkpoint(), List.of()),
                Optional.empty(),
                "is not proven to stand in");
    }

    @Test
    void anotherIndexIsRefused() {
        LeafEvidence real = evidence(7, 0);
        assertRefused(
                new LeafEvidence(
                        real.entry(), 6, real.inclusionProof(), real.checkpoint(), List.of()),
                Optional.empty(),
                "entry 7 stands at index 6");
    }

    @Test
    void aLogThatForgotWhatItShowedIsRefused() {
        assertRefused(
                evidence(7, 4),
                Optional.of(new Checkpoint(KEY.name(), 4, LOG.root(5))),
                "known size 4");
        assertRefused(evidence(7, 4), known(5), "known size 5");
        assertRefused(evidence(7, 0), known(4), "known size 4");
        assertRefused(
                evidence(7, 0),
                Optional.of(new Checkpoint(KEY.name(), 12, LOG.root(5))),
                "known size 12");
    }

    @Test
    void aProofFromNothingIsRefused() {
        assertRefused(evidence(7, 4), Optional.empty(), "from an empty log");
    }

    @Test
    void theKnownCheckpointOfAnotherLogIsRefused() {
        assertRefused(
                evidence(7, 4),
                Optional.of(new Checkpoint("other", 4, LOG.root(4))),
                "another log");
    }

    @Test
    void aCheckpointUnderAnotherKeyIsRefused() {
        byte[] seed = new byte[32];
        seed[0] = 1;
        VerifierKey other = new LogSigner(seed, TestLeaves.LOG.origin()).verifierKey();
        assertThatThrownBy(() -> evidence(7, 0).verify(other, Optional.empty()))
                .isInstanceOf(LogVerificationException.class)
                .hasMessageContaining("not signed by");
    }

    @Test
    void anEntryOfAnotherConvenantIsRefused() {
        LogName other = LogName.ofConvenant(TestLeaves.OWNER, "c1".repeat(32));
        LogSigner signer = TestLeaves.signer(other);
        String note = signer.sign(new Checkpoint(other.origin(), SIZE, LOG.root())).note();
        LeafEvidence moved =
                new LeafEvidence(
                        LOG.entry(7), 7, MerkleTree.inclusionProof(7, SIZE, LOG), note, List.of());
        assertThatThrownBy(() -> moved.verify(signer.verifierKey(), Optional.empty()))
                .hasMessageContaining("another convenant");
    }

    @Test
    void aProofFileProvesItsEntryOffline() throws LogVerificationException {
        TlogProof proof =
                new TlogProof(
                        Optional.of(LOG.entry(3)),
                        3,
                        MerkleTree.inclusionProof(3, SIZE, LOG),
                        checkpoint(SIZE).note());
        TlogProof again = TlogProof.parse(proof.toString().getBytes(UTF_8));
        assertThat(again).hasToString(proof.toString());
        assertThat(again.extra().orElseThrow()).isEqualTo(LOG.entry(3));
        assertThat(again.verify(KEY, LOG.entry(3)).size()).isEqualTo(SIZE);
        assertThatThrownBy(() -> again.verify(KEY, LOG.entry(4)))
                .hasMessageContaining("not proven");
    }

    @Test
    void aProofFileHasTheFormOfTheSpecification() {
        List<byte[]> path = new ArrayList<>(List.of(new byte[32]));
        assertThat(new TlogProof(Optional.empty(), 1, path, "checkpoint\n"))
                .hasToString(
                        "c2sp.org/tlog-proof@v1\nindex 1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\ncheckpoint\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "c2sp.org/tlog-proof@v1\nindex 1\n",
                "c2sp.org/tlog-proof@v2\nindex 1\n\nc\n",
                "c2sp.org/tlog-proof@v1\n\nc\n",
                "c2sp.org/tlog-proof@v1\nindex 01\n\nc\n",
                "c2sp.org/tlog-proof@v1\nindex -1\n\nc\n",
                "c2sp.org/tlog-proof@v1\nextra !\nindex 1\n\nc\n",
                "c2sp.org/tlog-proof@v1\nextra AA==\n\nc\n",
                "c2sp.org/tlog-proof@v1\nindex 1\nno hash\n\nc\n"
            })
    void malformedProofFilesAreRefused(String file) {
        assertThatThrownBy(() -> TlogProof.parse(file.getBytes(UTF_8)))
                .isInstanceOf(LogVerificationException.class);
    }

    @Test
    void aProofFileWithTooManyHashesIsRefused() {
        String file = "c2sp.org/tlog-proof@v1\nindex 1\n" + "AAAA\n".repeat(64) + "\nc\n";
        assertThatThrownBy(() -> TlogProof.parse(file.getBytes(UTF_8)))
                .hasMessageContaining("at most 63");
    }

    private static void assertRefused(
            LeafEvidence evidence, Optional<Checkpoint> known, String reason) {
        assertThatThrownBy(() -> evidence.verify(KEY, known))
                .isInstanceOf(LogVerificationException.class)
                .hasMessageContaining(reason);
    }
}
