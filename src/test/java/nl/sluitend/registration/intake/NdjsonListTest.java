package nl.sluitend.registration.intake;

import static nl.sluitend.registration.intake.Lists.BSN;
import static nl.sluitend.registration.intake.Lists.accepted;
import static nl.sluitend.registration.intake.Lists.ndjson;
import static nl.sluitend.registration.intake.Lists.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NdjsonListTest {

    private static final String LINE =
            "{\"reference\":\"%s\",\"bsn\":\""
                    + BSN
                    + "\",\"category\":\"DREIGEND\",\"startDate\":\"2026-01-05\"%s}";

    @Test
    void linesAreReadWithTruthValuesNumbersAndNulls() throws Exception {
        List<LineAnswer> answers =
                ndjson(
                        LINE.formatted("r-1", ",\"enrolled\":true,\"endDate\":null"),
                        "",
                        LINE.formatted("r-2", ",\"municipality\":1202") + "\r");

        assertThat(accepted(answers.get(0)).enrolled()).contains(true);
        assertThat(accepted(answers.get(0)).endDate()).isEmpty();
        assertThat(accepted(answers.get(1)).municipality()).contains("1202");
        assertThat(answers).extracting(LineAnswer::line).containsExactly(1L, 3L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "nonsense 999900006",
                "{\"reference\":\"r-1\"",
                "{\"reference\":\"r-1\"} {}",
                "{\"reference\":\"r-1\",\"reference\":\"r-2\"}",
                "{\"reference\":{\"a\":1}}",
                "{\"geheim\":\"999900006\"}",
                "{\"reference\":[[[[1]]]]}"
            })
    void malformedLineIsRefusedWithoutRepeatingIt(String line) throws Exception {
        List<LineAnswer> answers = ndjson(line, LINE.formatted("r-9", ""));

        assertThat(refused(answers.get(0))).isNotEmpty();
        assertThat(answers.get(0).toString())
                .doesNotContain("999900006")
                .doesNotContain("geheim")
                .doesNotContain("nonsense");
        assertThat(accepted(answers.get(1)).reference()).isEqualTo("r-9");
    }

    @Test
    void emptyOrOverlongListIsUnreadable() {
        assertThatThrownBy(() -> ndjson("", " ")).isInstanceOf(UnreadableListException.class);
        assertThatThrownBy(() -> ndjson("a".repeat(70_000)))
                .isInstanceOf(UnreadableListException.class);
    }
}
