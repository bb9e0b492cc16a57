package nl.sluitend.disclosure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import nl.sluitend.disclosure.SignedNote.Opened;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {

    /** The example of the signed-note specification. */
    private static final String VKEY =
            "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

    private static final String NOTE =
            """
            This is an example message.

            — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
            """;

    private static final byte[] SEED = new byte[32];

    @Test
    void theExampleOfTheSpecificationOpens() throws LogVerificationException {
        VerifierKey key = VerifierKey.parse(VKEY);
        assertThat(key.vkey()).isEqualTo(VKEY);
        assertThat(SignedNote.open(key, NOTE))
                .isInstanceOfSatisfying(
                        Opened.Trusted.class,
                        trusted ->
                                assertThat(trusted.note().text())
                                        .isEqualTo("This is an example message.\n"));
        assertThat(SignedNote.parse(NOTE).toString()).isEqualTo(NOTE);
    }

    @Test
    void aChangedTextIsRefused() throws LogVerificationException {
        String changed = NOTE.replace("example message", "another message");
        assertRefused(SignedNote.open(VerifierKey.parse(VKEY), changed), "does not verify");
    }

    @Test
    void aNoteOfAnotherKeyIsRefused() {
        VerifierKey other = new LogSigner(SEED, "example.com/foo").verifierKey();
        assertRefused(SignedNote.open(other, NOTE), "not signed by");
    }

    @Test
    void signaturesOfUnknownKeysAreIgnored() throws LogVerificationException {
        String stranger = "— witness.example AAAAAAECAwQ=\n";
        assertThat(SignedNote.open(VerifierKey.parse(VKEY), NOTE + stranger))
                .isInstanceOf(Opened.Trusted.class);
    }

    @Test
    void oneWrongSignatureOfTheKnownKeySpoilsTheNote() throws LogVerificationException {
        String wrong = "— example.com/foo Uw2QOgAAAAA=\n";
        assertRefused(SignedNote.open(VerifierKey.parse(VKEY), NOTE + wrong), "does not verify");
    }

    @Test
    void aTextWithEmptyLinesIsSplitAtTheLastOne() throws LogVerificationException {
        SignedNote note = SignedNote.parse("a\n\nb\n\n— key AAAAAAECAwQ=\n");
        assertThat(note.text()).isEqualTo("a\n\nb\n");
        assertThat(note.signatures()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text\n",
                "text\n\n",
                "text\n\n— key AAAAAAECAwQ=",
                "text\n— key AAAAAAECAwQ=\n",
                "text\n\n- key AAAAAAECAwQ=\n",
                "text\n\n— key\n",
                "text\n\n— key AAAAAAECAwQ= more\n",
                "text\n\n— k+y AAAAAAECAwQ=\n",
                "text\n\n—  AAAAAAECAwQ=\n",
                "text\n\n— key AAAAAA==\n",
                "text\n\n— key AAAAAAECAwR=\n",
                "text\n\n— key not/base64!\n",
                "te\txt\n\n— key AAAAAAECAwQ=\n",
                "text\r\n\n— key AAAAAAECAwQ=\n"
            })
    void malformedNotesAreRefused(String note) {
        assertThatThrownBy(() -> SignedNote.parse(note))
                .isInstanceOf(LogVerificationException.class);
    }

    @Test
    void aNoteThatIsNotUtf8IsRefused() {
        byte[] note = NOTE.getBytes(UTF_8);
        note[0] = (byte) 0xff;
        assertThatThrownBy(() -> SignedNote.parse(note)).hasMessageContaining("UTF-8");
    }

    @Test
    void sixtyFourSignaturesAreAcceptedAndMoreRefused() throws LogVerificationException {
        String line = "— key AAAAAAECAwQ=\n";
        assertThat(SignedNote.parse("text\n\n" + line.repeat(64)).signatures()).hasSize(64);
        assertThatThrownBy(() -> SignedNote.parse("text\n\n" + line.repeat(65)))
                .hasMessageContaining("more than 64");
    }

    @Test
    void aNoteThatIsTooLongIsRefusedUnread() {
        assertThatThrownBy(() -> SignedNote.parse(new byte[SignedNote.MAX_BYTES + 1]))
                .hasMessageContaining("too long");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com/foo",
                "example.com/foo+530d903a",
                "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/fo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3Q==",
                "example.com/foo+530d903a+???",
                "example.com/f oo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
            })
    void malformedVerifierKeysAreRefused(String vkey) {
        assertThatThrownBy(() -> VerifierKey.parse(vkey))
                .isInstanceOf(LogVerificationException.class);
    }

    @Test
    void aSignerNeverPrintsItsKey() {
        byte[] seed = new byte[32];
        java.util.Arrays.fill(seed, (byte) 0xab);
        assertThat(new LogSigner(seed, "log").toString()).doesNotContain("abab", "q6ur");
    }

    private static void assertRefused(Opened opened, String reason) {
        assertThat(opened)
                .isInstanceOfSatisfying(
                        Opened.Refused.class,
                        refused -> assertThat(refused.reason()).contains(reason));
    }
}
