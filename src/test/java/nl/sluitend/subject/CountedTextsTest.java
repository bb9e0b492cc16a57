package nl.sluitend.subject;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.identifier.Oin;
import nl.sluitend.psi.Ending;
import nl.sluitend.reconciliation.Comparisons.Comparison;
import nl.sluitend.reconciliation.Comparisons.Counted;
import org.junit.jupiter.api.Test;

/** What an access report says of a count: nobody learned of the pupil by itself. */
class CountedTextsTest {

    private static String learned(Counted counted, boolean exposed) {
        var session =
                new Comparison(
                        new UUID(1, 2),
                        "ab",
                        new Oin("00000099000000002000"),
                        "TELLING",
                        "DEMOGRAPHIC",
                        Instant.EPOCH,
                        Optional.of(Ending.AGREED),
                        exposed,
                        Optional.empty(),
                        counted);
        return ReportTexts.learned(Optional.of(session), Optional.empty(), "SWV De Brug");
    }

    @Test
    void a_count_by_the_other_party_is_told_as_numbers_with_noise() {
        assertThat(learned(Counted.COUNTERPART, true))
                .startsWith("SWV De Brug heeft geteld")
                .contains("aantallen met ruis")
                .doesNotContain("vergeleken");
    }

    @Test
    void a_count_that_broke_off_before_an_answer_is_told_as_none() {
        assertThat(learned(Counted.COUNTERPART, false)).endsWith("Er is niets geteld.");
    }

    @Test
    void a_count_of_our_own_is_told_as_a_list_of_which_the_other_sees_the_length() {
        assertThat(learned(Counted.WE, false))
                .contains("alleen de lengte")
                .doesNotContain("gestopt");
    }

    @Test
    void a_question_of_the_other_party_is_told_as_what_it_may_know() {
        assertThat(learned(Counted.COUNTERPART_ASKED, true))
                .contains("dan kan SWV De Brug nu weten", "Wij kunnen dat niet zien")
                .doesNotContain("niet goed geëindigd", "Volgens de uitkomst");
        assertThat(learned(Counted.COUNTERPART_ASKED, false)).endsWith("Er is niets vergeleken.");
    }

    @Test
    void a_question_of_our_own_is_told_with_what_we_learned() {
        assertThat(learned(Counted.WE_ASKED, false))
                .startsWith("Wij hebben aan SWV De Brug gevraagd")
                .contains("geen uitkomst")
                .endsWith("SWV De Brug zag alleen hoe lang onze lijst is.");
        assertThat(asked(true)).contains("Het kind is daar ook bekend.");
        assertThat(asked(false)).contains("is het kind daar niet bekend");
    }

    private static String asked(boolean matched) {
        return AskedTexts.byUs(
                Optional.empty(),
                Optional.of(matched ? "matched" : "not-held-by-receiver"),
                "SWV De Brug");
    }

    @Test
    void who_asked_may_have_to_be_told_by_people() {
        var asked =
                new Comparison(
                        new UUID(1, 2),
                        "ab",
                        new Oin("00000099000000002000"),
                        "NAGAAN",
                        "DEMOGRAPHIC",
                        Instant.EPOCH,
                        Optional.of(Ending.AGREED),
                        true,
                        Optional.empty(),
                        Counted.COUNTERPART_ASKED);
        assertThat(ReportRecipients.unsure(List.of(asked), List.of(), Oin::value))
                .containsExactly("00000099000000002000");
    }

    @Test
    void a_comparison_is_told_as_before() {
        assertThat(learned(Counted.NOBODY, true)).contains("vergeleken");
    }
}
