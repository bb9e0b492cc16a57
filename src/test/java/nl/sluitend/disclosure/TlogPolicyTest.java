package nl.sluitend.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlogPolicyTest {

    private static final Checkpoint CHECKPOINT =
            new Checkpoint(TestLeaves.LOG.origin(), 17, MerkleTree.emptyRoot());
    private static final Instant FIRST = Instant.parse("2026-11-22T08:00:00Z");
    private static final String WITNESSES =
            "log %s\nwitness a %s\nwitness b %s # none\n\n# a comment\nwitness c %s\n"
                    .formatted(
                            TestLeaves.signer(TestLeaves.LOG).verifierKey().vkey(),
                            key(1).vkey(),
                            key(2).vkey(),
                            key(3).vkey())
                    .replace(" # none", "");

    @Test
    void aQuorumIsReachedWhenTheLastOfThoseNeededCosigned() throws LogVerificationException {
        SignedNote note = note(1, 3);
        assertThat(policy("quorum a").cosignedAt(note)).contains(FIRST.plusSeconds(1));
        assertThat(policy("quorum b").cosignedAt(note)).isEmpty();
        assertThat(policy("group g any a b c\nquorum g").cosignedAt(note))
                .contains(FIRST.plusSeconds(1));
        assertThat(policy("group g 2 a b c\nquorum g").cosignedAt(note))
                .contains(FIRST.plusSeconds(3));
        assertThat(policy("group g all a b c\nquorum g").cosignedAt(note)).isEmpty();
        assertThat(policy("group g any b c\ngroup h all a g\nquorum h").cosignedAt(note))
                .contains(FIRST.plusSeconds(3));
        assertThat(policy("quorum none").cosignedAt(note)).isEmpty();
        assertThat(policy("quorum none").asksForNone()).isTrue();
        assertThat(policy("quorum a").logs())
                .containsExactly(TestLeaves.signer(TestLeaves.LOG).verifierKey());
    }

    @Test
    void aCosignatureThatDoesNotVerifyIsRefusedEvenWhenItIsNotNeeded() {
        SignedNote note = note(1, 2);
        List<SignedNote.Signature> lines = new ArrayList<>(note.signatures());
        byte[] bytes = lines.get(1).bytes().clone();
        bytes[20] ^= 1;
        lines.set(1, new SignedNote.Signature(lines.get(1).name(), lines.get(1).keyId(), bytes));
        assertThatThrownBy(
                        () ->
                                policy("quorum a")
                                        .cosignedAt(new SignedNote(CHECKPOINT.text(), lines)))
                .isInstanceOf(LogVerificationException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quorum d",
                "quorum",
                "witness a",
                "witness d gossip",
                "group a any b",
                "group g 4 a b c",
                "group g 0 a",
                "group g some a",
                "group g any",
                "group g any d",
                "group none any a",
                "trust a"
            })
    void whatIsNoPolicyIsRefused(String line) {
        assertThatThrownBy(() -> policy(line)).isInstanceOf(LogVerificationException.class);
    }

    @Test
    void aLogKeyIsNoWitness() {
        String key = TestLeaves.signer(TestLeaves.LOG).verifierKey().vkey();
        assertThatThrownBy(() -> TlogPolicy.parse("witness a " + key))
                .isInstanceOf(LogVerificationException.class);
    }

    private static TlogPolicy policy(String rest) throws LogVerificationException {
        return TlogPolicy.parse(WITNESSES + rest + "\n");
    }

    private static SignedNote note(int... witnesses) {
        List<SignedNote.Signature> lines = new ArrayList<>();
        for (int witness : witnesses) {
            lines.add(
                    Cosignature.sign(
                            seed(witness),
                            "witness.example/" + witness,
                            FIRST.plusSeconds(witness),
                            CHECKPOINT));
        }
        return new SignedNote(CHECKPOINT.text(), lines);
    }

    private static VerifierKey key(int witness) {
        return new VerifierKey(
                "witness.example/" + witness,
                VerifierKey.SignatureType.ED25519_COSIGNATURE,
                new Ed25519PrivateKeyParameters(seed(witness)).generatePublicKey().getEncoded());
    }

    private static byte[] seed(int witness) {
        return MerkleTree.leafHash(new byte[] {(byte) witness});
    }
}
