package nl.sluitend.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import nl.sluitend.demo.register.DemoParty;
import org.junit.jupiter.api.Test;

/** What the demo tells a person who sees it for the first time. */
class ResultTextTest {

    @Test
    void aNewlyMatchedPupilIsTheOneToTryARequestWith() {
        assertThat(
                        ResultText.example(
                                List.of(result(Map.of("a", "MATCHED", "b", "NOT_MATCHED"))),
                                List.of(result(Map.of("a", "MATCHED", "b", "MATCHED")))))
                .contains("b");
    }

    @Test
    void whenNoneIsNewItIsOneThatMatchedBefore() {
        List<PairResult> same = List.of(result(Map.of("a", "NOT_MATCHED", "c", "MATCHED")));
        assertThat(ResultText.example(same, same)).contains("c");
    }

    @Test
    void whenNothingMatchedThereIsNothingToTry() {
        List<PairResult> none = List.of(result(Map.of("a", "NOT_MATCHED")));
        assertThat(ResultText.example(none, none)).isEmpty();
    }

    @Test
    void theLineNamesAccountPageAndBothFieldsOfTheForm() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ResultText(new Terminal(new PrintStream(out, true, StandardCharsets.UTF_8)))
                .request("rbl-administratie", "RBL-1");
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(DemoParty.RBL.displayName(), "privacy", "Verzoeken", "Nieuw verzoek")
                .contains("Bronsysteem rbl-administratie", "Kenmerk in dat bronsysteem RBL-1")
                .hasLineCount(1);
    }

    private static PairResult result(Map<String, String> outcomes) {
        return new PairResult(
                DemoPair.bySector().getFirst(),
                "3c".repeat(32),
                1,
                List.of(
                        new PairResult.Side(DemoParty.RBL, outcomes.size(), 1, outcomes),
                        new PairResult.Side(DemoParty.SWV_PO, 0, 0, Map.of("x", "MATCHED"))));
    }
}
