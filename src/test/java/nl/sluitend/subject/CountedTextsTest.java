package nl.sluitend.subject;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
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
    void a_comparison_is_told_as_before() {
        assertThat(learned(Counted.NOBODY, true)).contains("vergeleken");
    }
}
