package nl.sluitend.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.sluitend.disclosure.ReceiptComparison.Difference;
import nl.sluitend.disclosure.ReceiptComparison.Kind;
import org.junit.jupiter.api.Test;

class ReceiptComparisonTest {

    private static final Instant NOW = Instant.parse("2026-11-22T02:30:00Z");
    private static final Instant YESTERDAY = NOW.minus(Duration.ofHours(25));

    @Test
    void equalReceiptsAndPupilsAreCounted() throws IOException {
        ReceiptComparison compared =
                compare(List.of(line("s1")), List.of(line("s1")), held("a", "b"), held("a", "b"));

        assertThat(compared).isEqualTo(new ReceiptComparison(1, 2, 0, List.of()));
    }

    @Test
    void aReceiptThatOneSideLacksIsNamed() throws IOException {
        assertThat(compare(List.of(), List.of(line("s1")), held(), held()).differences())
                .containsExactly(new Difference("s1", Kind.RECEIPT_MISSING_HERE, 1, List.of()));
        assertThat(compare(List.of(line("s1")), List.of(), held(), held()).differences())
                .containsExactly(new Difference("s1", Kind.RECEIPT_MISSING_THERE, 1, List.of()));
    }

    @Test
    void aReceiptOfTodayMayStillBeUnderWay() throws IOException {
        ReceiptLine fresh = new ReceiptLine("s1", NOW.minusSeconds(60), Map.of());

        assertThat(compare(List.of(fresh), List.of(), held(), held()).differences()).isEmpty();
        assertThat(compare(List.of(), List.of(fresh), held(), held()).differences()).isEmpty();
    }

    @Test
    void receiptsThatSayDifferentThingsDiffer() throws IOException {
        ReceiptLine other = new ReceiptLine("s1", YESTERDAY, Map.of("transcript", "other"));

        assertThat(compare(List.of(line("s1")), List.of(other), held(), held()).differences())
                .containsExactly(new Difference("s1", Kind.RECEIPTS_DIFFER, 1, List.of()));
    }

    @Test
    void pupilsThatOneSideLacksAreNamedByTheirPlaceHere() throws IOException {
        ReceiptComparison compared =
                compare(List.of(line("s1")), List.of(line("s1")), held("a", "b"), held("b", "c"));

        assertThat(compared.pupils()).isEqualTo(1);
        assertThat(compared.differences())
                .containsExactly(
                        new Difference("s1", Kind.PUPILS_MISSING_THERE, 1, List.of("place-of-a")),
                        new Difference("s1", Kind.PUPILS_MISSING_HERE, 1, List.of()));
    }

    @Test
    void whatWasErasedAtOneSideIsNoDifferenceAndNoMoreThanThat() throws IOException {
        PupilTokens erased = new PupilTokens(1, held("b").places());

        assertThat(
                        compare(List.of(line("s1")), List.of(line("s1")), held("a", "b"), erased)
                                .differences())
                .isEmpty();
        assertThat(
                        compare(
                                        List.of(line("s1")),
                                        List.of(line("s1")),
                                        held("a", "b", "c"),
                                        erased)
                                .differences())
                .singleElement()
                .satisfies(found -> assertThat(found.count()).isEqualTo(2));
    }

    @Test
    void pupilsOfOldSessionsAreNotAskedForAgain() throws IOException {
        ReceiptLine old = new ReceiptLine("s1", NOW.minus(Duration.ofDays(32)), Map.of());

        ReceiptComparison compared =
                ReceiptComparison.compare(
                        List.of(old),
                        List.of(old),
                        id -> {
                            throw new IOException("asked");
                        },
                        id -> {
                            throw new IOException("asked");
                        },
                        NOW);
        assertThat(compared.sessions()).isEqualTo(1);
    }

    @Test
    void aTokenIsOfOneConvenantSessionAndPupil() {
        String token = PupilTokens.of("c", "s", "7K3QD-0M9XZ-4");

        assertThat(token).isEqualTo(PupilTokens.of("c", "s", "7K3QD-0M9XZ-4"));
        assertThat(
                        List.of(
                                PupilTokens.of("d", "s", "7K3QD-0M9XZ-4"),
                                PupilTokens.of("c", "t", "7K3QD-0M9XZ-4"),
                                PupilTokens.of("c", "s", "7K3QD-0M9XZ-5")))
                .doesNotContain(token);
    }

    private static ReceiptComparison compare(
            List<ReceiptLine> own, List<ReceiptLine> theirs, PupilTokens here, PupilTokens there)
            throws IOException {
        return ReceiptComparison.compare(own, theirs, id -> here, id -> there, NOW);
    }

    private static ReceiptLine line(String session) {
        return new ReceiptLine(session, YESTERDAY, Map.of("transcript", "t"));
    }

    private static PupilTokens held(String... tokens) {
        Map<String, String> places = new HashMap<>();
        List.of(tokens).forEach(token -> places.put(token, "place-of-" + token));
        return new PupilTokens(0, places);
    }
}
