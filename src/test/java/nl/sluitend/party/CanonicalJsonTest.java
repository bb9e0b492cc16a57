package nl.sluitend.party;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CanonicalJsonTest {

    @Test
    void gives_the_example_of_rfc_8785_section_3_2_4() throws JsonRefusedException {
        String input =
                """
                {
                  "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
                  "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
                  "literals": [null, true, false]
                }
                """;
        assertThat(new String(canonical(input), UTF_8))
                .isEqualTo(
                        "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,"
                                + "0.002,1e-27],\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    }

    @Test
    void sorts_names_by_utf_16_code_units() throws JsonRefusedException {
        // RFC 8785 section 3.2.3: U+1F600 starts with a surrogate and so comes before U+FB33.
        String input = "{\"\\ufb33\":1,\"\\ud83d\\ude00\":2,\"\\u20ac\":3,\"1\":4,\"\\r\":5}";
        assertThat(new String(canonical(input), UTF_8))
                .isEqualTo("{\"\\r\":5,\"1\":4,\"€\":3,\"😀\":2,\"\ufb33\":1}");
    }

    @Test
    void takes_records_without_their_absent_members() {
        record Sample(Instant at, Optional<String> absent, List<Integer> list) {}
        Sample sample =
                new Sample(Instant.parse("2026-11-22T07:00:00Z"), Optional.empty(), List.of(1));
        assertThat(new String(CanonicalJson.bytes(sample), UTF_8))
                .isEqualTo("{\"at\":\"2026-11-22T07:00:00Z\",\"list\":[1]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "\"text\"",
                "{\"a\":1,\"a\":1}",
                "{\"a\":1,\"\\u0061\":1}",
                "{\"a\":9007199254740992}",
                "{\"a\":-9007199254740992}",
                "{\"a\":-9223372036854775808}",
                "{\"a\":1e999}",
                "{\"a\":NaN}",
                "{\"a\":\"\\ud800\"}",
                "{\"\\udc00\":1}",
                "{a:1}",
                "{\"a\":1,}",
                "{\"a\":1}{}",
                "\ufeff{}",
                "// comment\n{}",
            })
    void refuses_what_could_be_read_in_two_ways(String json) {
        assertRefused(json.getBytes(UTF_8));
    }

    @Test
    void refuses_other_encodings_than_utf_8() {
        assertRefused("{\"a\":\"b\"}".getBytes(StandardCharsets.UTF_16));
        assertRefused(new byte[] {'[', '"', (byte) 0xff, '"', ']'});
        assertRefused(new byte[] {'[', '"', (byte) 0xc0, (byte) 0x80, '"', ']'});
    }

    @Test
    void refuses_nesting_and_size_beyond_the_limits() throws JsonRefusedException {
        int most = CanonicalJson.MAX_DEPTH;
        assertThat(CanonicalJson.parse(nested(most)).isArray()).isTrue();
        assertRefused(nested(most + 1));
        assertRefused(nested(200_000));
        assertRefused(("[\"" + "x".repeat(CanonicalJson.MAX_BYTES) + "\"]").getBytes(UTF_8));
    }

    @Test
    void never_quotes_the_input() {
        assertThatThrownBy(() -> CanonicalJson.parse("{\"bsn\": 999990019x}".getBytes(UTF_8)))
                .isInstanceOf(JsonRefusedException.class)
                .hasMessageContaining("line 1")
                .hasMessageNotContaining("999990019");
    }

    @Test
    void refuses_values_without_a_canonical_form() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CanonicalJson.bytes(Map.of("a", Double.NaN)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CanonicalJson.bytes(Map.of("a", Long.MAX_VALUE)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CanonicalJson.bytes(Map.of("a", "\ud800")));
        assertThatIllegalArgumentException().isThrownBy(() -> CanonicalJson.bytes("text"));
    }

    private static byte[] canonical(String json) throws JsonRefusedException {
        return CanonicalJson.bytes(CanonicalJson.parse(json.getBytes(UTF_8)));
    }

    private static byte[] nested(int depth) {
        return ("[".repeat(depth) + "]".repeat(depth)).getBytes(UTF_8);
    }

    private static void assertRefused(byte[] json) {
        assertThatThrownBy(() -> CanonicalJson.parse(json))
                .isInstanceOf(JsonRefusedException.class);
    }
}
