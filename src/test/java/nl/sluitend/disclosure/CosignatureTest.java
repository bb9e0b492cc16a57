package nl.sluitend.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.junit.jupiter.api.Test;

class CosignatureTest {

    private static final byte[] SEED = MerkleTree.leafHash(new byte[] {7});
    private static final Instant TIME = Instant.parse("2026-11-22T08:00:00Z");
    private static final VerifierKey WITNESS =
            new VerifierKey(
                    "witness.example/1",
                    VerifierKey.SignatureType.ED25519_COSIGNATURE,
                    new Ed25519PrivateKeyParameters(SEED).generatePublicKey().getEncoded());
    private static final Checkpoint CHECKPOINT =
            new Checkpoint(TestLeaves.LOG.origin(), 17, MerkleTree.emptyRoot());

    private final SignedNote.Signature line =
            Cosignature.sign(SEED, WITNESS.name(), TIME, CHECKPOINT);

    private SignedNote note(SignedNote.Signature... lines) {
        return new SignedNote(CHECKPOINT.text(), List.of(lines));
    }

    @Test
    void aCosignatureTellsWhenTheWitnessSawTheCheckpoint() throws LogVerificationException {
        String own = TestLeaves.signer(TestLeaves.LOG).sign(CHECKPOINT).note();
        SignedNote cosigned = SignedNote.parse(own + line.line());
        assertThat(Cosignature.verify(WITNESS, cosigned)).contains(TIME);
        assertThat(
                        SignedCheckpoint.open(
                                        TestLeaves.signer(TestLeaves.LOG).verifierKey(),
                                        cosigned.toString())
                                .checkpoint())
                .isEqualTo(CHECKPOINT);
        assertThat(VerifierKey.parse(WITNESS.vkey())).isEqualTo(WITNESS);
    }

    @Test
    void aNoteWithoutItIsNotCosigned() throws LogVerificationException {
        SignedNote own =
                SignedNote.parse(TestLeaves.signer(TestLeaves.LOG).sign(CHECKPOINT).note());
        assertThat(Cosignature.verify(WITNESS, own)).isEmpty();
    }

    @Test
    void anotherTimeOrCheckpointIsRefused() {
        byte[] later = line.bytes().clone();
        later[7]++;
        assertRefused(note(new SignedNote.Signature(line.name(), line.keyId(), later)));
        byte[] absurd = line.bytes().clone();
        absurd[0] = -1;
        assertRefused(note(new SignedNote.Signature(line.name(), line.keyId(), absurd)));
        Checkpoint other = new Checkpoint(CHECKPOINT.origin(), 18, CHECKPOINT.root());
        assertRefused(new SignedNote(other.text(), List.of(line)));
    }

    @Test
    void aPlainSignatureIsNoCosignature() {
        byte[] plain = new byte[64];
        assertRefused(note(new SignedNote.Signature(line.name(), line.keyId(), plain)));
        assertThatThrownBy(
                        () ->
                                Cosignature.verify(
                                        TestLeaves.signer(TestLeaves.LOG).verifierKey(),
                                        note(line)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertRefused(SignedNote note) {
        assertThatThrownBy(() -> Cosignature.verify(WITNESS, note))
                .isInstanceOf(LogVerificationException.class);
    }
}
