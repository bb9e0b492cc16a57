package nl.sluitend.convenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a convenant can say about fields. */
final class FieldRulesTest {

    private static Map<String, Object> field(String name, boolean fromRbl, int withinDays) {
        String rbl = ConvenantFixture.RBL.value();
        String swv = ConvenantFixture.SWV.value();
        Map<String, Object> field =
                new HashMap<>(
                        Map.of(
                                "name", name,
                                "from", fromRbl ? rbl : swv,
                                "to", fromRbl ? swv : rbl));
        if (withinDays >= 0) {
            field.put("withinDays", withinDays);
        }
        return field;
    }

    private static ConvenantFixture with(Map<?, ?>... fields) {
        List<String> covers = new ArrayList<>(List.of("FIELDS", "DEMOGRAPHIC"));
        for (Map<?, ?> field : fields) {
            covers.add(String.valueOf(field.get("name")));
        }
        List<String> distinct = covers.stream().distinct().toList();
        return ConvenantFixture.filled(ConvenantTemplate.GEGEVENSDELING)
                .with("/fields", Arrays.asList(fields))
                .with("/legalBases/0/covers", distinct)
                .with("/legalBases/1/covers", distinct);
    }

    @Test
    void every_field_of_a_register_can_be_given_in_one_direction_or_both() {
        for (SharedField field : SharedField.values()) {
            if (field != SharedField.CATEGORY) {
                assertThat(with(field(field.fieldName(), true, -1)).errors()).isEmpty();
            }
        }
        assertThat(with(field("lead", true, -1), field("lead", false, -1)).errors()).isEmpty();
        assertThat(with(field("lead", true, -1), field("lead", true, -1)).errors())
                .contains("/fields");
    }

    @Test
    void what_no_register_has_cannot_be_given() {
        for (String name : List.of("surname", "bsn", "diagnose", "StartDate")) {
            assertThat(with(field(name, true, -1)).errors()).contains("/fields/0/name");
        }
    }

    @Test
    void days_go_with_dates_and_are_the_same_both_ways() {
        assertThat(with(field("endDate", true, 31), field("endDate", false, 31)).errors())
                .isEmpty();
        assertThat(with(field("endDate", true, 32)).errors()).contains("/fields/0/withinDays");
        assertThat(with(field("lead", true, 1)).errors()).contains("/fields/0/withinDays");
        assertThat(with(field("endDate", true, 7), field("endDate", false, 6)).errors())
                .contains("/fields/0/withinDays");
    }

    @Test
    void the_category_is_given_only_when_none_of_them_tells_about_health() {
        ConvenantFixture category = with(field("category", true, -1));
        assertThat(category.errors()).isEmpty();
        assertThat(category.withExceptions("GEOORLOOFD_LANGDURIG").errors())
                .containsExactly("/fields");
    }

    @Test
    void no_template_gives_the_category() {
        for (ConvenantTemplate template : ConvenantTemplate.values()) {
            assertThat(ConvenantFixture.form(template).toString()).doesNotContain("\"category\"");
        }
    }
}
