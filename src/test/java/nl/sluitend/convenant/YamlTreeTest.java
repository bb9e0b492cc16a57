package nl.sluitend.convenant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class YamlTreeTest {

    @Test
    void reads_what_json_knows_and_takes_everything_else_for_text() throws Exception {
        assertThat(read("a: 1\nb: [x, \"2\", 0.5]\nc:\n  d: true\n  e:\n  f: ''\n").toString())
                .isEqualTo(
                        "{\"a\":1,\"b\":[\"x\",\"2\",0.5],\"c\":{\"d\":true,\"e\":null,\"f\":\"\"}}");
        assertThat(read("d: 2026-08-01\nn: no\no: 010\nh: 0x1F\ni: .inf\nk: 1_000\n").toString())
                .isEqualTo(
                        "{\"d\":\"2026-08-01\",\"n\":\"no\",\"o\":\"010\",\"h\":\"0x1F\","
                                + "\"i\":\".inf\",\"k\":\"1_000\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: &x [1]\nb: *x",
                "a: &x 1",
                "? &k a\n: 1",
                "a: {b: 1}\nc:\n  <<: {d: 2}",
                "a: !!java.net.URL [\"http://x\"]",
                "a: !!javax.script.ScriptEngineManager []",
                "a: !!binary aGk=",
                "a: !local {b: 1}",
                "a: 1\na: 2",
                "? [a]\n: 1",
                "a: 1\n---\nb: 2",
                "- a",
                "text",
                "",
                "a: [1",
                "a: b: c",
                "%TAG ! tag:x,2000:\n---\na: !y 1",
            })
    void refuses_what_makes_objects_repeats_parts_or_is_ambiguous(String yaml) {
        assertThatThrownBy(() -> read(yaml)).isInstanceOf(YamlRefusedException.class);
    }

    @Test
    void refuses_a_bomb_of_aliases_before_it_grows() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 9; i++) {
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ",").repeat(10)));
        }
        assertThatThrownBy(() -> read(bomb.toString())).isInstanceOf(YamlRefusedException.class);
    }

    @Test
    void refuses_what_is_too_deep_too_large_or_no_text() {
        assertThatThrownBy(() -> read("a: " + "[".repeat(1000) + "]".repeat(1000)))
                .isInstanceOf(YamlRefusedException.class);
        assertThatThrownBy(() -> read("a: " + "[".repeat(12) + "]".repeat(12)))
                .isInstanceOf(YamlRefusedException.class);
        assertThatThrownBy(() -> YamlTree.read(new byte[ConvenantReader.MAX_BYTES + 1]))
                .isInstanceOf(YamlRefusedException.class)
                .hasMessageContaining("te groot");
        assertThatThrownBy(() -> YamlTree.read("a: é".getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(YamlRefusedException.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void tells_the_place_and_never_the_content() {
        assertThatThrownBy(() -> read("naam: geheim\nlijst: [geheim"))
                .hasMessageContaining("regel")
                .hasMessageNotContaining("geheim");
    }

    private static com.fasterxml.jackson.databind.JsonNode read(String yaml)
            throws YamlRefusedException {
        return YamlTree.read(yaml.getBytes(UTF_8));
    }
}
