package nl.sluitend.officer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import nl.sluitend.disclosure.LeafKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the log says reads as Dutch. */
class DisclosureWordsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "step",
                "withdrawal",
                "by",
                "deleted",
                "incident",
                "due",
                "decision",
                "notice",
                "recipients"
            })
    void members_of_withdrawals_incidents_and_notices_have_a_name(String member) {
        assertThat(DisclosureTexts.member(member)).isNotEqualTo(member);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "withdrawn",
                "confirmed",
                "sent",
                "received",
                "handled",
                "opened",
                "decided",
                "owner",
                "counterpart",
                "OTHER_CHILD",
                "WRONG_KEY",
                "OTHER",
                "REPORTED",
                "NOT_REPORTED"
            })
    void their_values_have_words(String value) {
        for (String member : List.of("step", "reason")) {
            assertThat(DisclosureTexts.value(member, value)).isNotEqualTo(value);
        }
    }

    @ParameterizedTest
    @EnumSource(LeafKind.class)
    void every_kind_has_a_name_and_an_explanation(LeafKind kind) {
        assertThat(DisclosureTexts.name(kind)).isNotBlank().isNotEqualTo(kind.wireName());
        assertThat(DisclosureTexts.explanation(kind, "De een", "de ander"))
                .endsWith(".")
                .doesNotContain("%s");
    }
}
