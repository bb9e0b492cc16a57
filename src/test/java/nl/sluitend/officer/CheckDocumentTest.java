package nl.sluitend.officer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

class CheckDocumentTest {

    private static final String SOUND =
            """
            {"checkedAt":"2026-11-22T03:00:00Z","verified":true,"logs":[{"place":"node",
             "verified":true,"origin":"00000000000000000001/node","size":7,"root":"cm9vdA==",
             "vkey":"sleutel","first":"2026-11-20T03:00:00Z","last":"2026-11-22T02:00:00Z",
             "checkpoints":4,"cosignedSize":6,"cosignedAt":"2026-11-22T02:01:00Z","heartbeats":2,
             "comparedReceipts":0,"findings":[],"findingCounts":{}}]}
            """;

    private static final String DAMAGED =
            """
            {"checkedAt":"2026-11-22T03:00:00Z","verified":false,"logs":[{"place":"<node>",
             "verified":false,"checkpoints":0,"heartbeats":0,"comparedReceipts":0,
             "findings":[{"check":"ROOT","detail":"another root"}],"findingCounts":{"ROOT":3}}]}
            """;

    @Test
    void theTextSaysWhenWhatAndThatItHolds() {
        assertThat(new CheckDocument(SOUND).text())
                .contains("Alles wat is nagerekend, klopt.")
                .contains("22 november 2026 om 04:00:00 uur")
                .contains("Logboek 00000000000000000001/node")
                .contains("Regels: 7")
                .contains("tot en met regel 6");
    }

    @Test
    void whatDoesNotHoldIsNamedAndCounted() {
        assertThat(new CheckDocument(DAMAGED).text())
                .contains("Er klopt iets niet.")
                .contains("de boom klopt niet met de regels (another root)")
                .contains("de boom klopt niet met de regels: nog 2 keer");
    }

    @Test
    void thePaperHasRoomForASignatureAndNamesTheFileItIsMadeFrom() throws Exception {
        String digest =
                HexFormat.of()
                        .formatHex(
                                MessageDigest.getInstance("SHA-256")
                                        .digest(SOUND.getBytes(StandardCharsets.UTF_8)));
        assertThat(read(SOUND)).contains("Handtekening", "Naam", "Functie").contains(digest);
    }

    @Test
    void aNameFromALogIsNoMarkup() throws IOException {
        assertThat(read(DAMAGED)).contains("<node>");
    }

    @Test
    void anythingElseIsRefused() {
        assertThatThrownBy(() -> new CheckDocument("{}"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CheckDocument("no JSON"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String read(String report) throws IOException {
        try (PDDocument pdf = Loader.loadPDF(new CheckDocument(report).pdf())) {
            assertThat(pdf.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
            return new PDFTextStripper()
                    .getText(pdf)
                    .replaceAll("\\s+", "")
                    .replace("Handtekening", " Handtekening ");
        }
    }
}
