package nl.sluitend.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import nl.sluitend.party.CanonicalJson;

class LeafJsonProperties {

    @Property
    void aLeafIsWrittenLikeAnyOtherCanonicalJson(@ForAll("members") Map<String, Object> members) {
        assertThat(LeafJson.canonical(members)).isEqualTo(CanonicalJson.bytes(members));
    }

    @Property
    void whatIsWrittenReadsBack(@ForAll("members") Map<String, Object> members)
            throws LogVerificationException {
        byte[] json = LeafJson.canonical(members);
        assertThat(LeafJson.canonical(LeafJson.read(json, Map.class))).isEqualTo(json);
    }

    @Example
    void halfASurrogatePairIsRefused() {
        for (String broken : List.of("\ud83d", "\ude00", "a\ud83db", "\ude00\ud83d")) {
            assertThatThrownBy(() -> LeafJson.canonical(List.of(broken)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> LeafJson.canonical(Map.of(broken, 1)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(LeafJson.canonical(List.of("\ud83d\ude00"))).hasSize(8);
    }

    @Example
    void whatHasNoExactFormIsRefused() {
        for (Object value : List.of(1L << 53, -(1L << 53), 1.5, 'c', new byte[0], Map.of(1, 1))) {
            assertThatThrownBy(() -> LeafJson.canonical(List.of(value)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Provide
    Arbitrary<Map<String, Object>> members() {
        Arbitrary<String> text =
                Arbitraries.oneOf(
                        Arbitraries.strings().ofMaxLength(20).filter(LeafJsonProperties::isUnicode),
                        Arbitraries.strings().withCharRange('\0', '\u007f').ofMaxLength(20),
                        Arbitraries.of("é", "\u20ac", "\ud83d\ude00", "\ufb33", "\u2028", "1", ""));
        Arbitrary<Object> leaf =
                Arbitraries.oneOf(
                        text.map(Object.class::cast),
                        Arbitraries.integers().map(Object.class::cast),
                        Arbitraries.longs()
                                .between(-(1L << 53) + 1, (1L << 53) - 1)
                                .map(Object.class::cast),
                        Arbitraries.of(true, false).map(Object.class::cast));
        Arbitrary<Object> nested =
                Arbitraries.lazyOf(
                        () -> leaf,
                        () -> leaf.list().ofMaxSize(4).map(Object.class::cast),
                        () -> Arbitraries.maps(text, leaf).ofMaxSize(4).map(Object.class::cast));
        return Arbitraries.maps(text, nested).ofMaxSize(6);
    }

    private static boolean isUnicode(String text) {
        return java.nio.charset.StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
