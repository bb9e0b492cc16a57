package nl.sluitend.demo.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdentifierSearchTest {

    private static final String BSN = "999900018";

    private final IdentifierSearch search =
            new IdentifierSearch()
                    .with("bsn", Set.of(BSN, "999900031"))
                    .with("surname", Set.of("Waterkampen"));

    @Test
    void findsANumberAsItIs() {
        assertThat(search("user " + BSN + " logged in"))
                .containsExactly(new Trace("here", "bsn", "plain", 5));
    }

    @Test
    void findsANumberWithSeparators() {
        for (String written : List.of("9999.00.018", "999-900-018", "999 900 018", "99/99/00018")) {
            assertThat(search("<" + written + ">")).extracting(Trace::kind).containsExactly("bsn");
        }
    }

    @Test
    void findsANumberInHexadecimalOfEitherCase() {
        String hex = HexFormat.of().formatHex(("x" + BSN).getBytes(StandardCharsets.UTF_8));
        assertThat(search("\\x" + hex)).extracting(Trace::form).contains("hexadecimal");
        assertThat(search("Waterkampen".transform(IdentifierSearchTest::upperHex)))
                .extracting(Trace::kind)
                .containsExactly("surname");
    }

    @Test
    void findsANumberAnywhereInBase64() {
        for (String before : List.of("", "a", "ab", "abc")) {
            for (String after : List.of("", "z", "zy")) {
                byte[] bytes = (before + BSN + after).getBytes(StandardCharsets.UTF_8);
                assertThat(search(Base64.getEncoder().encodeToString(bytes)))
                        .extracting(Trace::form)
                        .contains("base64");
                assertThat(search(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)))
                        .extracting(Trace::form)
                        .contains("base64");
            }
        }
    }

    @Test
    void findsPlainDigestsRawInHexadecimalAndInBase64() throws Exception {
        for (String algorithm : List.of("MD5", "SHA-1", "SHA-256", "SHA-512")) {
            byte[] digest =
                    MessageDigest.getInstance(algorithm)
                            .digest(BSN.getBytes(StandardCharsets.UTF_8));
            assertThat(search.search("here", digest))
                    .extracting(Trace::form)
                    .containsExactly(algorithm);
            assertThat(search(HexFormat.of().formatHex(digest)))
                    .extracting(Trace::form)
                    .containsExactly(algorithm + " hexadecimal");
            assertThat(search(HexFormat.of().withUpperCase().formatHex(digest)))
                    .extracting(Trace::form)
                    .containsExactly(algorithm + " hexadecimal");
            assertThat(search(Base64.getEncoder().encodeToString(digest)))
                    .extracting(Trace::form)
                    .contains(algorithm + " base64");
        }
    }

    @Test
    void findsANameInAnyCase() {
        assertThat(search("de heer WATERKAMPEN")).hasSize(1);
        assertThat(search("waterkampen@example.nl")).hasSize(1);
        assertThat(search.search("here", "Waterkampen".getBytes(StandardCharsets.UTF_16LE)))
                .extracting(Trace::form)
                .containsExactly("utf-16");
    }

    @Test
    void digitsInsideALongHexadecimalNumberAreChance() {
        String hex = "a3".repeat(12) + BSN + "b4".repeat(12);
        assertThat(search(hex)).isEmpty();
        assertThat(search("id-" + BSN + "-" + hex)).hasSize(1);
    }

    @Test
    void nothingIsFoundInNoise() {
        byte[] noise = new byte[1_000_000];
        new Random(1).nextBytes(noise);
        assertThat(search.search("here", noise)).isEmpty();
        assertThat(search(HexFormat.of().formatHex(noise))).isEmpty();
    }

    @Test
    void whatIsTooShortIsRefused() {
        assertThatThrownBy(() -> search.with("postcode4", Set.of("6811")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("6811");
    }

    private List<Trace> search(String text) {
        return search.search("here", text.getBytes(StandardCharsets.UTF_8));
    }

    private static String upperHex(String text) {
        return HexFormat.of().withUpperCase().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
