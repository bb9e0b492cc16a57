package nl.sluitend.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {

    private static final byte[] ROOT = MerkleTree.leafHash(new byte[] {1});
    private static final String ROOT_TEXT = Base64.getEncoder().encodeToString(ROOT);

    @Test
    void aSignedCheckpointOpensWithItsKey() throws LogVerificationException {
        LogSigner signer = new LogSigner(new byte[32], "00000099/log");
        SignedCheckpoint signed = signer.sign(new Checkpoint("00000099/log", 17, ROOT));
        assertThat(signed.note())
                .startsWith("00000099/log\n17\n" + ROOT_TEXT + "\n\n— 00000099/log ");
        assertThat(SignedCheckpoint.open(signer.verifierKey(), signed.note())).isEqualTo(signed);
    }

    @Test
    void aLogKeySignsForItsOwnOriginOnly() {
        LogSigner signer = new LogSigner(new byte[32], "one");
        assertThatThrownBy(() -> signer.sign(new Checkpoint("two", 17, ROOT)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCheckpointOfAnotherOriginUnderTheSameKeyNameIsRefused() throws LogVerificationException {
        LogSigner signer = new LogSigner(new byte[32], "one");
        SignedCheckpoint signed = signer.sign(new Checkpoint("one", 17, ROOT));
        String moved = signed.note().replaceFirst("one", "two");
        assertThatThrownBy(() -> SignedCheckpoint.open(signer.verifierKey(), moved))
                .isInstanceOf(LogVerificationException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                "log\n%s\n",
                "log\n1\n",
                "log\n01\n%s\n",
                "log\n-1\n%s\n",
                "log\n1 \n%s\n",
                "log\n9999999999999999999\n%s\n",
                "\n1\n%s\n",
                "l g\n1\n%s\n",
                "log\n1\n%s\nextension\n",
                "log\n1\n%s",
                "log\n1\nAAAA\n",
                "log\n1\n!\n"
            })
    void malformedCheckpointsAreRefused(String text) {
        assertThatThrownBy(() -> Checkpoint.parse(text.formatted(ROOT_TEXT)))
                .isInstanceOf(LogVerificationException.class);
    }

    @Test
    void theTextOfACheckpointReadsBack() throws LogVerificationException {
        Checkpoint checkpoint = new Checkpoint("log", 0, MerkleTree.emptyRoot());
        assertThat(Checkpoint.parse(checkpoint.text()))
                .isEqualTo(checkpoint)
                .hasSameHashCodeAs(checkpoint);
    }
}
