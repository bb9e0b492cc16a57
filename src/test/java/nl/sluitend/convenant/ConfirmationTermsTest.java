package nl.sluitend.convenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nl.sluitend.convenant.ConfirmationTerms.Exact;
import nl.sluitend.identifier.KeyKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What people of both parties have to confirm under a convenant, and how long they have. */
final class ConfirmationTermsTest {

    private static Map<String, Object> terms(String exact, int days) {
        return Map.of("exact", exact, "termDays", days);
    }

    private static ConvenantFixture asking() {
        return ConvenantFixture.filled().with("/confirmation", terms("ASKED", 21));
    }

    /** With the digest that belongs to the content, as a page or a file gives it. */
    private static Convenant completed(ConvenantFixture fixture) {
        JsonNode content = ConvenantForm.complete(fixture.tree());
        return switch (SchemaCheck.read(content)) {
            case ConvenantReading.Read(Convenant convenant) -> convenant;
            case ConvenantReading.Faulty(List<Finding> findings) ->
                    throw new AssertionError(findings);
        };
    }

    private static ConvenantFixture with(ConvenantFixture fixture, String... keys) {
        List<String> covers = Stream.concat(Stream.of("MATCH"), Stream.of(keys)).toList();
        return fixture.with("/matchingKeys", List.of(keys))
                .with("/legalBases/0/covers", covers)
                .with("/legalBases/1/covers", covers);
    }

    private static List<KeyKind> asked(Convenant convenant) {
        return Arrays.stream(KeyKind.values()).filter(convenant::asksPeople).toList();
    }

    @Test
    void a_convenant_that_says_nothing_asks_about_a_part_of_the_name_for_thirty_days() {
        Convenant convenant = ConvenantFixture.filled().read();
        assertThat(asked(convenant))
                .containsExactly(KeyKind.DEMOGRAPHIC_SURNAME, KeyKind.DEMOGRAPHIC_POSTCODE);
        assertThat(convenant.answerTerm()).isEqualTo(Duration.ofDays(30));
    }

    @Test
    void a_convenant_may_ask_about_whole_names_too_and_for_another_term() {
        Convenant convenant = asking().read();
        assertThat(asked(convenant))
                .containsExactly(
                        KeyKind.DEMOGRAPHIC,
                        KeyKind.DEMOGRAPHIC_SURNAME,
                        KeyKind.DEMOGRAPHIC_POSTCODE);
        assertThat(convenant.answerTerm()).isEqualTo(Duration.ofDays(21));
        Convenant shorter =
                with(
                                ConvenantFixture.filled()
                                        .with("/confirmation", terms("MATCHES", 7)),
                                "DEMOGRAPHIC",
                                "DEMOGRAPHIC_SURNAME")
                        .read();
        assertThat(asked(shorter)).doesNotContain(KeyKind.DEMOGRAPHIC);
        assertThat(shorter.answerTerm()).isEqualTo(Duration.ofDays(7));
    }

    @Test
    void a_convenant_that_says_nothing_and_keeps_outcomes_shorter_asks_no_longer_than_that() {
        assertThat(ConvenantFixture.filled().with("/retention/outcomeDays", 14).read().answerTerm())
                .isEqualTo(Duration.ofDays(14));
    }

    @Test
    void everything_that_is_wrong_with_it_is_said_at_once() {
        assertThat(
                        ConvenantFixture.filled()
                                .with(
                                        "/confirmation",
                                        Map.of("exact", true, "termDays", 91, "extra", "x"))
                                .with("/caps/maxElements", 0)
                                .errors())
                .containsExactlyInAnyOrder(
                        "/confirmation/exact",
                        "/confirmation/termDays",
                        "/confirmation/extra",
                        "/caps/maxElements");
        assertThat(ConvenantFixture.filled().with("/confirmation", Map.of()).errors())
                .containsExactlyInAnyOrder("/confirmation/exact", "/confirmation/termDays");
        for (int days : new int[] {0, -1, 91}) {
            assertThat(asking().with("/confirmation/termDays", days).errors())
                    .containsExactly("/confirmation/termDays");
        }
    }

    @Test
    void it_does_not_say_that_nobody_is_asked_where_whole_names_are_found_on_a_part_alone() {
        assertThat(with(asking(), "DEMOGRAPHIC_SURNAME").errors()).isEmpty();
        ConvenantFixture matches =
                ConvenantFixture.filled().with("/confirmation", terms("MATCHES", 7));
        assertThat(with(matches, "DEMOGRAPHIC_SURNAME").errors())
                .containsExactly("/confirmation/exact");
    }

    @Test
    void nobody_answers_about_a_pair_that_is_no_longer_kept() {
        assertThat(asking().with("/retention/outcomeDays", 20).errors())
                .containsExactly("/confirmation/termDays");
        assertThat(asking().with("/retention/outcomeDays", 21).errors()).isEmpty();
        assertThat(ConvenantFixture.filled().with("/retention/outcomeDays", 20).errors())
                .as("a convenant that says nothing of it stays what it was")
                .isEmpty();
    }

    @Test
    void it_stands_only_where_somebody_is_asked() {
        assertThat(ConvenantFixture.filled().with("/confirmation", terms("MATCHES", 7)).errors())
                .as("a whole name alone, which nobody is asked about")
                .containsExactly("/confirmation");
        assertThat(with(asking(), "SCHOOL_PUPIL").errors())
                .as("numbers alone")
                .containsExactly("/confirmation");
        for (ConvenantTemplate template :
                List.of(ConvenantTemplate.TELLING, ConvenantTemplate.EENZIJDIG)) {
            assertThat(
                            ConvenantFixture.filled(template)
                                    .with("/confirmation", terms("ASKED", 30))
                                    .errors())
                    .as("nobody, or one party alone, knows of a pair")
                    .containsExactly("/confirmation");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ConvenantTemplate.class,
            names = {"AFSTEMMING", "GEGEVENSDELING", "DRIE_PARTIJEN"})
    void the_text_says_it_exactly_when_the_convenant_does(ConvenantTemplate template)
            throws Exception {
        Convenant silent = ConvenantFixture.filled(template).read();
        assertThat(ConvenantDocumentsTest.shown(silent).keySet())
                .noneMatch(pointer -> pointer.startsWith("/confirmation"));
        assertThat(articles(silent)).doesNotContain("Artikel 22");
        for (Exact exact : Exact.values()) {
            ConvenantFixture fixture =
                    ConvenantFixture.filled(template)
                            .with("/confirmation", terms(exact.name(), 21));
            Convenant convenant =
                    completed(exact == Exact.ASKED ? fixture : alsoBySurname(template, fixture));
            Map<String, String> shown = ConvenantDocumentsTest.shown(convenant);
            assertThat(shown.get("/confirmation/termDays"))
                    .isEqualTo(Long.toString(convenant.answerTerm().toDays()));
            assertThat(shown.getOrDefault("/confirmation/exact", "").contains("na bevestiging"))
                    .isEqualTo(convenant.asksPeople(KeyKind.DEMOGRAPHIC));
            assertThat(articles(convenant))
                    .contains("Artikel 22. Bevestigen door mensen")
                    .contains("data-lid=\"/confirmation/termDays\">21</span> dagen");
        }
    }

    private static ConvenantFixture alsoBySurname(
            ConvenantTemplate template, ConvenantFixture fixture) {
        List<String> keys = List.of("DEMOGRAPHIC", "DEMOGRAPHIC_SURNAME");
        return fixture.with("/matchingKeys", keys)
                .withBasis(ConvenantFixture.RBL, "DEMOGRAPHIC_SURNAME")
                .withBasis(ConvenantFixture.SWV, "DEMOGRAPHIC_SURNAME")
                .with("/text/template", template.code());
    }

    private static String articles(Convenant convenant) {
        return ConvenantDocumentsTest.xhtml(ConvenantDocuments.Kind.CONVENANT, convenant);
    }

    @Test
    void the_text_of_a_convenant_that_says_nothing_stays_as_it_was_signed() {
        ConvenantTemplate template = ConvenantTemplate.AFSTEMMING;
        Convenant silent = ConvenantFixture.filled().read();
        assertThat(silent.text().digest())
                .isEqualTo(Convenant.hash(template.preamble() + ConvenantTemplate.articles()))
                .isEqualTo(template.textDigest());
        assertThat(ConvenantDocuments.hasText(silent)).isTrue();
        assertThat(completed(asking()).text().digest()).isNotEqualTo(template.textDigest());
    }

    @Test
    void nobody_signs_it_under_a_text_that_does_not_say_it() {
        Convenant without = asking().read();
        assertThat(without.text().digest()).isEqualTo(ConvenantTemplate.AFSTEMMING.textDigest());
        assertThat(ConvenantDocuments.hasText(without)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> articles(without));
        Convenant with = completed(asking());
        assertThat(ConvenantDocuments.hasText(with)).isTrue();
        Convenant silent =
                ConvenantFixture.filled().with("/text/digest", with.text().digest()).read();
        assertThat(ConvenantDocuments.hasText(silent)).as("nor the other way round").isFalse();
    }

    @Test
    void a_form_asks_for_it_and_says_nothing_of_it_when_it_is_left_blank() {
        for (ConvenantTemplate template : ConvenantTemplate.values()) {
            boolean bothLearn =
                    template != ConvenantTemplate.TELLING
                            && template != ConvenantTemplate.EENZIJDIG;
            JsonNode form = FormInputs.form(template);
            List<String> questions =
                    FormInputs.of(form).stream()
                            .map(FormInputs.Input::pointer)
                            .filter(pointer -> pointer.startsWith("/confirmation/"))
                            .toList();
            assertThat(questions).hasSize(bothLearn ? 2 : 0);
            assertThat(ConvenantForm.complete(form).has("confirmation")).isFalse();
        }
        JsonNode answered =
                FormInputs.filled(
                        FormInputs.form(ConvenantTemplate.AFSTEMMING),
                        Map.of("/confirmation/exact", "ASKED", "/confirmation/termDays", "14"));
        assertThat(ConvenantForm.complete(answered).at("/confirmation/termDays").asInt())
                .isEqualTo(14);
    }

    @Test
    void a_convenant_that_is_changed_gets_the_text_of_what_it_became() {
        Convenant silent = ConvenantFixture.filled().read();
        JsonNode form =
                FormInputs.filled(
                        FormInputs.form(silent),
                        Map.of("/confirmation/exact", "ASKED", "/confirmation/termDays", "14"));
        Convenant asking = read(ConvenantForm.complete(form));
        assertThat(ConvenantDocuments.hasText(asking)).isTrue();
        JsonNode back =
                FormInputs.filled(
                        FormInputs.form(asking),
                        Map.of("/confirmation/exact", "", "/confirmation/termDays", ""));
        assertThat(read(ConvenantForm.complete(back)).hash()).isEqualTo(silent.hash());
        assertThat(ConvenantDifference.between(silent, asking))
                .extracting(ConvenantDifference.Change::text)
                .contains("Nieuw is ‘Dagen om te antwoorden’: 14.");
    }

    private static Convenant read(JsonNode content) {
        return ((ConvenantReading.Read) SchemaCheck.read(content)).convenant();
    }
}
