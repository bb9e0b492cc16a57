package nl.sluitend.convenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nl.sluitend.convenant.ConvenantDocuments.Kind;
import nl.sluitend.convenant.PolicyDecision.Permitted;
import nl.sluitend.convenant.PolicyDecision.Refused;
import nl.sluitend.convenant.PolicyDecision.Rule;
import nl.sluitend.identifier.KeyKind;
import org.junit.jupiter.api.Test;

/** Categories that tell about health, from the content to the policy and the text. */
final class SpecialBasisTest {

    @Test
    void takes_an_exception_for_health_of_both_parties_for_categories_of_the_scope_alone() {
        assertThat(
                        ConvenantFixture.filled()
                                .withExceptions("VRIJSTELLING_5A", "GEOORLOOFD_LANGDURIG")
                                .errors())
                .isEmpty();
        assertThat(ConvenantFixture.filled().withExceptions("ABSOLUUT_VERZUIM").errors())
                .containsOnly("/specialCategories/0/covers", "/specialCategories/1/covers");
        assertThat(
                        ConvenantFixture.filled()
                                .with("/scope/categories", List.of("ABSOLUUT_VERZUIM"))
                                .withExceptions("VRIJSTELLING_5A")
                                .errors())
                .containsOnly("/specialCategories/0/covers", "/specialCategories/1/covers");
        assertThat(
                        ConvenantFixture.filled()
                                .withExceptions("VRIJSTELLING_5A")
                                .without("/specialCategories/1")
                                .errors())
                .containsExactly("/specialCategories");
        assertThat(
                        ConvenantFixture.filled()
                                .withExceptions("VRIJSTELLING_5A")
                                .with(
                                        "/specialCategories/1/covers",
                                        List.of("GEOORLOOFD_LANGDURIG"))
                                .errors())
                .containsOnly("/specialCategories");
        assertThat(
                        ConvenantFixture.filled()
                                .withExceptions("VRIJSTELLING_5A")
                                .with("/specialCategories/0/party", "00000099000000003000")
                                .errors())
                .contains("/specialCategories/0/party");
    }

    @Test
    void lets_a_category_about_health_take_part_per_pupil_only_with_an_exception() {
        Convenant without = ConvenantFixture.filled().read();
        Convenant with = ConvenantFixture.filled().withExceptions("VRIJSTELLING_5A").read();
        for (ExchangeMode mode : ExchangeMode.values()) {
            boolean counts = mode == ExchangeMode.COUNTS;
            assertThat(without.takesPart(Category.ABSOLUUT_VERZUIM, mode)).isTrue();
            assertThat(without.takesPart(Category.VRIJSTELLING_5A, mode)).isEqualTo(counts);
            assertThat(without.takesPart(Category.GEOORLOOFD_LANGDURIG, mode)).isEqualTo(counts);
            assertThat(with.takesPart(Category.VRIJSTELLING_5A, mode)).isTrue();
            assertThat(with.takesPart(Category.GEOORLOOFD_LANGDURIG, mode)).isEqualTo(counts);
            assertThat(with.takesPart(Category.DREIGEND, mode)).isFalse();
        }
    }

    @Test
    void names_who_relies_on_which_exception_for_health() throws Exception {
        Convenant convenant = ConvenantFixture.filled().withExceptions("VRIJSTELLING_5A").read();
        Map<String, String> hashed = new LinkedHashMap<>();
        ConvenantText.content(convenant)
                .leaves()
                .forEach(leaf -> hashed.put(leaf.pointer(), leaf.words()));
        assertThat(ConvenantDocumentsTest.shown(convenant)).isEqualTo(hashed);
        String text =
                ConvenantDocumentsTest.xhtml(Kind.CONVENANT, convenant).replaceAll("<[^>]*>", "");
        assertThat(text)
                .contains(
                        "RBL Test noemt voor vrijstelling artikel 5 onder a: AVG artikel 9 lid 2"
                                + " onder g; een wet, voor een test.")
                .contains("SWV Test noemt voor vrijstelling artikel 5 onder a:");
        assertThat(ConvenantDocumentsTest.xhtml(Kind.CONVENANT, ConvenantFixture.filled().read()))
                .contains("Per leerling wordt over hen niets vastgesteld of gedeeld");
        assertThat(ConvenantDocumentsTest.xhtml(Kind.DPIA, convenant).replaceAll("<[^>]*>", ""))
                .contains("RBL Test: AVG artikel 9 lid 2 onder g voor vrijstelling artikel 5");
    }

    @Test
    void refuses_per_pupil_where_every_category_tells_about_health() {
        Convenant counting =
                ConvenantFixture.filled(ConvenantTemplate.TELLING)
                        .with("/scope/categories", List.of("VRIJSTELLING_5A"))
                        .read();
        assertThat(decide(counting, ExchangeMode.COUNTS)).isInstanceOf(Permitted.class);
        assertThat(
                        decide(
                                UnreadConvenant.withModes(counting, List.of(ExchangeMode.MATCH)),
                                ExchangeMode.MATCH))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.rule()).isEqualTo(Rule.SPECIAL_CATEGORIES));
    }

    private static PolicyDecision decide(Convenant convenant, ExchangeMode mode) {
        return Policy.decide(
                convenant,
                new PolicyRequest(
                        ConvenantFixture.RBL,
                        ConvenantFixture.SWV,
                        mode,
                        "TELLING",
                        KeyKind.DEMOGRAPHIC,
                        convenant.suite(),
                        convenant.keyVersion(),
                        10,
                        LocalDate.of(2026, 10, 1),
                        Instant.parse("2027-01-01T12:00:00Z")),
                PolicyState.first(ConvenantState.IN_FORCE));
    }
}
