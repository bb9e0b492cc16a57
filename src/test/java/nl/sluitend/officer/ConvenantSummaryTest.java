package nl.sluitend.officer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import nl.sluitend.convenant.ConvenantFixture;
import nl.sluitend.convenant.ConvenantTemplate;
import nl.sluitend.convenant.SharedField;
import org.junit.jupiter.api.Test;

final class ConvenantSummaryTest {

    @Test
    void tells_who_learns_what_and_how_much_at_most() {
        assertThat(
                        ConvenantSummary.of(
                                ConvenantFixture.filled(ConvenantTemplate.GEGEVENSDELING).read(),
                                ConvenantFixture.RBL))
                .contains(
                        "U geeft eerste dag van het verzuim aan SWV Test.",
                        "SWV Test geeft wie de regie heeft aan u.",
                        "Hoogstens 2.000 leerlingen per keer, met minstens 6 dagen ertussen.",
                        "Hoogstens 12.000 bewerkte leerlingen van de ander in 30 dagen.")
                .first()
                .asString()
                .startsWith("SWV Test en u leren welke leerlingen bij beide bekend zijn");
    }

    @Test
    void tells_that_one_party_alone_learns_something_and_which_one() {
        var convenant = ConvenantFixture.filled(ConvenantTemplate.EENZIJDIG).read();
        assertThat(ConvenantSummary.of(convenant, ConvenantFixture.RBL))
                .first()
                .asString()
                .startsWith("Alleen u leert iets")
                .endsWith("SWV Test leert alleen hoe lang uw lijst is.");
        assertThat(ConvenantSummary.of(convenant, ConvenantFixture.SWV))
                .first()
                .asString()
                .startsWith("Alleen RBL Test leert iets")
                .endsWith("U leert alleen hoe lang haar lijst is.");
    }

    @Test
    void tells_what_people_have_to_confirm_and_within_how_many_days() {
        var silent = ConvenantFixture.filled();
        assertThat(ConvenantSummary.of(silent.read(), ConvenantFixture.RBL))
                .noneMatch(line -> line.contains("bevestigen"));
        var asking = silent.with("/confirmation", Map.of("exact", "ASKED", "termDays", 21));
        assertThat(ConvenantSummary.of(asking.read(), ConvenantFixture.RBL))
                .contains(
                        "Wat gelijk is op geboortedatum, naam en postcode, is pas een overeenkomst"
                                + " als mensen van beide partijen het binnen 21 dagen bevestigen.");
    }

    @Test
    void every_field_has_a_dutch_name() {
        for (SharedField field : SharedField.values()) {
            assertThat(DisclosureTexts.field(field.fieldName())).isNotEqualTo(field.fieldName());
        }
    }

    @Test
    void tells_which_categories_about_health_take_part_and_which_do_not() {
        assertThat(
                        ConvenantSummary.of(
                                ConvenantFixture.filled().withExceptions("VRIJSTELLING_5A").read(),
                                ConvenantFixture.SWV))
                .anySatisfy(
                        line ->
                                assertThat(line)
                                        .contains("uitzondering", "vrijstelling artikel 5 onder a"))
                .anySatisfy(
                        line ->
                                assertThat(line)
                                        .contains(
                                                "niet mee",
                                                "langdurig geoorloofd afwezig",
                                                "traject buiten school"));
        assertThat(
                        ConvenantSummary.of(
                                ConvenantFixture.filled(ConvenantTemplate.TELLING).read(),
                                ConvenantFixture.RBL))
                .noneMatch(line -> line.contains("gezondheid"));
    }
}
