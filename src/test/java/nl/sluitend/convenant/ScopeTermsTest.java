package nl.sluitend.convenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import nl.sluitend.convenant.Convenant.AgeBand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which pupils a convenant is about, where it says more than sector and category. */
final class ScopeTermsTest {

    private static final List<String> YOUNG = List.of("UNDER_12", "FROM_12_TO_15");

    private static ConvenantFixture young(ConvenantTemplate template) {
        return ConvenantFixture.filled(template).with("/scope/ageBands", YOUNG);
    }

    private static Convenant completed(ConvenantFixture fixture) {
        return switch (SchemaCheck.read(ConvenantForm.complete(fixture.tree()))) {
            case ConvenantReading.Read(Convenant convenant) -> convenant;
            case ConvenantReading.Faulty(List<Finding> findings) ->
                    throw new AssertionError(findings);
        };
    }

    @Test
    void a_convenant_that_names_no_age_is_about_every_age() {
        assertThat(ConvenantFixture.filled().read().scope().ageBands()).isEmpty();
        assertThat(young(ConvenantTemplate.AFSTEMMING).read().scope().ageBands())
                .containsExactly(AgeBand.UNDER_12, AgeBand.FROM_12_TO_15);
    }

    @Test
    void an_age_that_is_unknown_or_stands_twice_is_said() {
        assertThat(
                        ConvenantFixture.filled()
                                .with("/scope/ageBands", List.of("UNDER_12", "UNDER_12"))
                                .errors())
                .containsExactly("/scope/ageBands");
        assertThat(ConvenantFixture.filled().with("/scope/ageBands", List.of("TWELVE")).errors())
                .containsExactly("/scope/ageBands/0");
        assertThat(ConvenantFixture.filled().with("/scope/ageBands", List.of()).errors())
                .containsExactly("/scope/ageBands");
    }

    @ParameterizedTest
    @EnumSource(ConvenantTemplate.class)
    void the_text_says_it_exactly_when_the_convenant_does(ConvenantTemplate template)
            throws Exception {
        Convenant every = ConvenantFixture.filled(template).read();
        assertThat(articles(every)).doesNotContain("Bij artikel 5. Leeftijden");
        assertThat(every.text().digest()).isEqualTo(template.textDigest());
        Convenant young = completed(young(template));
        assertThat(articles(young))
                .contains("Bij artikel 5. Leeftijden")
                .contains("jonger dan 12 jaar")
                .contains("12 tot en met 15 jaar");
        assertThat(young.text().digest()).isNotEqualTo(template.textDigest());
        assertThat(template.isOwn(young.text().digest())).isTrue();
    }

    @Test
    void it_stands_beside_what_people_confirm() throws Exception {
        Convenant both =
                completed(
                        young(ConvenantTemplate.AFSTEMMING)
                                .with("/confirmation", Map.of("exact", "ASKED", "termDays", 21)));
        assertThat(articles(both)).contains("Bij artikel 5. Leeftijden", "Artikel 22");
        assertThat(ConvenantTemplate.AFSTEMMING.isOwn(both.text().digest())).isTrue();
    }

    @Test
    void who_answers_for_pupils_who_are_enrolled_nowhere_is_nobody_unless_it_is_said()
            throws Exception {
        Convenant silent = ConvenantFixture.filled().read();
        assertThat(silent.scope().notEnrolled()).isEmpty();
        assertThat(articles(silent)).doesNotContain("nergens staat ingeschreven");
        Convenant said =
                completed(ConvenantFixture.filled().with("/scope/notEnrolled", "LAST_SCHOOL"));
        assertThat(said.scope().notEnrolled()).contains(Convenant.NotEnrolled.LAST_SCHOOL);
        assertThat(articles(said)).contains("het samenwerkingsverband van de laatste school");
        assertThat(ConvenantFixture.filled().with("/scope/notEnrolled", "NOBODY").errors())
                .containsExactly("/scope/notEnrolled");
    }

    private static String articles(Convenant convenant) {
        return ConvenantDocumentsTest.xhtml(ConvenantDocuments.Kind.CONVENANT, convenant);
    }
}
