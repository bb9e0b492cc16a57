package nl.sluitend.registration.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;

class DetectingReaderProperties {

    @Property
    void everyTextInUtf8ComesBackAsItWas(
            @ForAll @CharRange(from = 1, to = '\uD7FF') @CharRange(from = '\uE000', to = '\uFFFC')
                    String text)
            throws IOException {
        String marked = "\uFEFF" + text;

        assertThat(read(marked.getBytes(StandardCharsets.UTF_8))).isEqualTo(text);
    }

    @Property
    void charactersBeyondTheBasicPlaneComeBack(@ForAll @Size(max = 20) int[] seeds)
            throws IOException {
        StringBuilder text = new StringBuilder("é");
        for (int seed : seeds) {
            text.appendCodePoint(0x10000 + Math.floorMod(seed, 0x100000));
        }

        assertThat(read(text.toString().getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(text.toString());
    }

    @Property
    void dutchTextInWindows1252ComesBack(
            @ForAll @CharRange(from = 'a', to = 'z') String before,
            @ForAll @CharRange(from = 'a', to = 'z') String after)
            throws IOException {
        String text = before + "é" + after + "ü€" + after;

        assertThat(read(text.getBytes(Charset.forName("windows-1252")))).isEqualTo(text);
    }

    @Property
    void anyBytesAreReadToTheirEnd(@ForAll byte[] bytes) throws IOException {
        assertThat(read(bytes).length()).isLessThanOrEqualTo(bytes.length);
    }

    private static String read(byte[] bytes) throws IOException {
        StringWriter out = new StringWriter();
        try (DetectingReader reader = new DetectingReader(new ByteArrayInputStream(bytes))) {
            reader.transferTo(out);
        }
        return out.toString();
    }
}
