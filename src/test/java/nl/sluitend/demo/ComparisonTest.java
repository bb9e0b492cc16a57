package nl.sluitend.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import nl.sluitend.demo.PairResult.Side;
import nl.sluitend.demo.expected.ExpectedResult;
import nl.sluitend.demo.expected.ExpectedSide;
import nl.sluitend.demo.register.DemoParty;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final DemoPair PAIR = DemoPair.bySector().getFirst();
    private static final ExpectedResult EXPECTED =
            new ExpectedResult(
                    side(List.of("a"), List.of("b"), List.of("c")),
                    side(List.of("x"), List.of(), List.of()));
    private static final Map<String, String> RBL =
            Map.of("a", "MATCHED", "b", "ONLY_HERE", "c", "OUT_OF_SCOPE");

    @Test
    void theExpectedResultHasNoDifferences() {
        assertThat(differences(2, 1, RBL)).isEmpty();
    }

    @Test
    void anotherSizeOrNumberOfMatchesIsSaid() {
        assertThat(differences(3, 1, RBL)).singleElement().asString().contains("3, verwacht 2");
        assertThat(differences(2, 0, RBL)).singleElement().asString().contains("0, verwacht 1");
    }

    @Test
    void anotherReferenceIsNamedOnBothSidesOfTheDifference() {
        Map<String, String> swapped = Map.of("a", "ONLY_HERE", "b", "MATCHED", "c", "OUT_OF_SCOPE");
        assertThat(differences(2, 1, swapped))
                .anyMatch(line -> line.contains("MATCHED: ontbreekt [a]"))
                .anyMatch(line -> line.contains("MATCHED: te veel [b]"));
    }

    @Test
    void aMissingOutcomeIsSaid() {
        assertThat(differences(2, 1, Map.of("a", "MATCHED", "b", "ONLY_HERE")))
                .singleElement()
                .asString()
                .contains("OUT_OF_SCOPE: ontbreekt [c]");
    }

    @Test
    void anOutcomeThatNobodyExpectsIsSaid() {
        Map<String, String> odd =
                Map.of("a", "MATCHED", "b", "ONLY_HERE", "c", "OUT_OF_SCOPE", "d", "AMBIGUOUS");
        assertThat(differences(2, 1, odd)).singleElement().asString().contains("AMBIGUOUS");
    }

    private static List<String> differences(int size, int matched, Map<String, String> rbl) {
        Comparison comparison = new Comparison();
        comparison.compare(
                new PairResult(
                        PAIR,
                        "hash",
                        1,
                        List.of(
                                new Side(DemoParty.RBL, size, matched, rbl),
                                new Side(DemoParty.SWV_PO, 1, 1, Map.of("x", "MATCHED")))),
                EXPECTED);
        return comparison.differences();
    }

    private static ExpectedSide side(
            List<String> matched, List<String> onlyHere, List<String> outOfScope) {
        return new ExpectedSide(
                matched.size() + onlyHere.size(),
                new TreeSet<>(matched),
                new TreeSet<>(onlyHere),
                new TreeSet<>(outOfScope),
                new TreeSet<>(),
                new TreeSet<>(),
                matched.size());
    }
}
