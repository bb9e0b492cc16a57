package nl.sluitend.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import nl.sluitend.convenant.SharedField;
import nl.sluitend.registration.intake.Category;
import nl.sluitend.registration.intake.Lead;
import nl.sluitend.registration.intake.SchoolType;
import nl.sluitend.registration.intake.SourceKind;
import org.junit.jupiter.api.Test;

/** What a convenant can let a party give, held against what registers hold. */
class SharedFieldTest {

    private static void assertAccepts(SharedField field, Enum<?>[] values) {
        assertThat(Arrays.stream(values).map(Enum::name)).allMatch(field::accepts);
        assertThat(field.accepts("OVERIG")).isFalse();
        assertThat(field.accepts("")).isFalse();
    }

    @Test
    void everyCodeOfARegisterCanBeGiven() {
        assertAccepts(SharedField.LEAD, Lead.values());
        assertAccepts(SharedField.SCHOOL_TYPE, SchoolType.values());
        assertAccepts(SharedField.SOURCE, SourceKind.values());
        assertThat(SharedField.ENROLLED.accepts("true")).isTrue();
        assertThat(SharedField.ENROLLED.accepts("ja")).isFalse();
    }

    @Test
    void aCategoryThatTellsAboutHealthIsNeverGiven() {
        for (Category category : Category.values()) {
            boolean special = nl.sluitend.convenant.Category.valueOf(category.name()).isSpecial();
            assertThat(SharedField.CATEGORY.accepts(category.name())).isEqualTo(!special);
        }
    }

    @Test
    void datesAreWholeIsoDates() {
        assertThat(SharedField.START_DATE.accepts("2026-09-01")).isTrue();
        for (String text : new String[] {"2026-9-1", "2026-02-30", "01-09-2026", "+2026-09-01"}) {
            assertThat(SharedField.START_DATE.accepts(text)).isFalse();
        }
    }

    @Test
    void aMunicipalityIsAName() {
        assertThat(SharedField.MUNICIPALITY.accepts("'s-Gravenhage")).isTrue();
        assertThat(SharedField.MUNICIPALITY.accepts("0202")).isTrue();
        assertThat(SharedField.MUNICIPALITY.accepts("Bergen (NH.)")).isTrue();
        assertThat(SharedField.MUNICIPALITY.accepts("<b>")).isFalse();
    }
}
