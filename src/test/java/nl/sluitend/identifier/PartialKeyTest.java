package nl.sluitend.identifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PartialKeyTest {

    private static final DemographicKey PUPIL =
            KeysForTests.demographic("2012-05-06", "de Vries", "J.P.", "6811");

    private static Map<KeyKind, PartialKey> partial(DemographicKey key) {
        return key.partial().stream().collect(Collectors.toMap(MatchingKey::kind, one -> one));
    }

    /** The kinds of the partial tier on which two pupils look like one. */
    private static List<KeyKind> alike(DemographicKey one, DemographicKey other) {
        return partial(one).entrySet().stream()
                .filter(entry -> partial(other).containsValue(entry.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    @Test
    void there_is_one_of_every_kind_of_the_partial_tier() {
        assertThat(PUPIL.partial())
                .extracting(MatchingKey::kind)
                .containsExactly(KeyKind.DEMOGRAPHIC_SURNAME, KeyKind.DEMOGRAPHIC_POSTCODE)
                .allMatch(KeyKind::isPartial);
    }

    @Test
    void who_moved_is_found_by_name_and_who_has_a_double_surname_by_postcode() {
        assertThat(alike(PUPIL, KeysForTests.demographic("2012-05-06", "Vries", "JP", "1234")))
                .containsExactly(KeyKind.DEMOGRAPHIC_SURNAME);
        assertThat(
                        alike(
                                PUPIL,
                                KeysForTests.demographic(
                                        "2012-05-06", "de Vries-Smit", "J.P.", "6811")))
                .containsExactly(KeyKind.DEMOGRAPHIC_POSTCODE);
    }

    @Test
    void birth_date_and_all_initials_are_in_every_one() {
        assertThat(alike(PUPIL, KeysForTests.demographic("2012-05-07", "de Vries", "J.P.", "6811")))
                .isEmpty();
        assertThat(alike(PUPIL, KeysForTests.demographic("2012-05-06", "de Vries", "J.", "6811")))
                .as("a twin has other initials, as a rule")
                .isEmpty();
    }

    @Test
    void a_surname_and_a_postcode_are_never_taken_for_each_other() {
        assertThat(PUPIL.partial())
                .extracting(PartialKey::encode)
                .doesNotHaveDuplicates()
                .doesNotContain(PUPIL.encode());
    }

    @Test
    void a_whole_kind_is_not_of_the_partial_tier() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PartialKey(KeyKind.DEMOGRAPHIC, "2012-05-06", "j", "x"));
    }
}
