package nl.sluitend.convenant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SchemaCheckTest {

    @ParameterizedTest
    @EnumSource(ConvenantTemplate.class)
    void takes_every_template_once_it_is_filled_in(ConvenantTemplate template) {
        ConvenantFixture filled = ConvenantFixture.filled(template);
        assertThat(SchemaCheck.findings(filled.tree())).isEmpty();
        assertThat(SchemaCheck.read(filled.tree())).isInstanceOf(ConvenantReading.Read.class);
        assertThat(FormalityRules.missing(filled.read())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(ConvenantTemplate.class)
    void explains_in_dutch_everything_that_is_still_blank_at_once(ConvenantTemplate template) {
        JsonNode blank = ConvenantForm.complete(ConvenantFixture.form(template).tree());
        List<Finding> findings = SchemaCheck.findings(blank);
        assertThat(findings)
                .extracting(Finding::pointer)
                .contains(
                        "/parties/0/oin",
                        "/parties/1/name",
                        "/purposes/0/processingActivity",
                        "/legalBases/1/statedBy",
                        "/decisions/0/reference",
                        "/validity/from")
                .doesNotContain("/parties/0/formalities", "/drafter", "/text/digest");
        assertThat(findings)
                .filteredOn(finding -> finding.pointer().equals("/validity/from"))
                .extracting(Finding::dutch)
                .first()
                .isEqualTo(
                        "Eerste dag is leeg of heeft een andere vorm. De eerste dag waarop het"
                                + " convenant geldt.");
    }

    @Test
    void holds_each_template_to_what_it_is_for() {
        assertThat(pointers(ConvenantFixture.filled().with("/modes", List.of("FIELDS"))))
                .contains("/modes");
        ConvenantFixture counting = ConvenantFixture.filled(ConvenantTemplate.TELLING);
        assertThat(pointers(counting.with("/modes", List.of("COUNTS", "MATCH"))))
                .contains("/modes");
        assertThat(
                        pointers(
                                ConvenantFixture.filled(ConvenantTemplate.DRIE_PARTIJEN)
                                        .with("/fellowParties", List.of())))
                .contains("/fellowParties");
        assertThat(pointers(ConvenantFixture.filled().with("/text/template", "anders")))
                .containsExactly("/text/template");
        assertThat(pointers(ConvenantFixture.filled().with("/scope/extra", "x")))
                .containsExactly("/scope/extra");
    }

    /** A count is asked for when somebody wants to know; the rest goes on every week. */
    @Test
    void runs_every_week_unless_the_parties_only_count() {
        for (ConvenantTemplate template : ConvenantTemplate.values()) {
            assertThat(ConvenantFixture.filled(template).read().schedule())
                    .as(template.code())
                    .isEqualTo(
                            template == ConvenantTemplate.TELLING
                                    ? Optional.empty()
                                    : Optional.of(new Convenant.Schedule(7)));
        }
    }

    @Test
    void never_gives_support_health_or_admissibility_from_a_samenwerkingsverband_by_itself() {
        ConvenantFixture sharing = ConvenantFixture.filled(ConvenantTemplate.GEGEVENSDELING);
        assertThat(sharing.read().fields())
                .extracting(Convenant.Field::name)
                .containsOnly("startDate", "lead");
        for (ConvenantTemplate template : ConvenantTemplate.values()) {
            assertThat(ConvenantFixture.filled(template).read().matchingKeys())
                    .containsExactly(nl.sluitend.identifier.KeyKind.DEMOGRAPHIC);
        }
    }

    @Test
    void describes_every_member_in_dutch() {
        List<String> without = new ArrayList<>();
        describe("", ConvenantTemplate.sharedSchema(), without);
        assertThat(without).isEmpty();
    }

    @Test
    void knows_the_same_members_as_the_reader() {
        ObjectNode properties = (ObjectNode) ConvenantTemplate.sharedSchema().path("properties");
        for (String member : properties.properties().stream().map(Map.Entry::getKey).toList()) {
            assertThat(ConvenantFixture.filled().with("/" + member, Map.of("x", 1)).errors())
                    .as(member)
                    .doesNotContain("/" + member + "/?")
                    .isNotEmpty();
        }
        JsonNode content = ConvenantFixture.filled(ConvenantTemplate.TELLING).tree();
        content.properties()
                .forEach(member -> assertThat(properties.has(member.getKey())).isTrue());
    }

    /** The last word is the reader's; what the schema lets through the reader reads. */
    @Test
    void draws_the_same_bounds_as_the_reader() {
        int compared = 0;
        for (String pointer : numbers("", ConvenantTemplate.sharedSchema())) {
            JsonNode schema = MemberTexts.schema(pointer);
            double least = schema.path("minimum").asDouble(Double.NaN);
            double most = schema.path("maximum").asDouble(Double.NaN);
            assertThat(List.of(least, most)).as(pointer).doesNotContain(Double.NaN);
            boolean whole = schema.path("type").asText().equals("integer");
            double step = whole ? 1 : 0.001;
            for (double value : new double[] {least - step, least, most, most + step}) {
                ConvenantFixture fixture =
                        whereItStands(pointer)
                                .with("/schedule", Map.of("intervalDays", 7))
                                .with("/caps/growthFloor", 0)
                                .with(
                                        "/caps/maxElements",
                                        pointer.equals("/caps/maxEvaluated") ? 1 : 1_000_000)
                                .with("/caps/maxEvaluated", 1_000_000)
                                .with(pointer, whole ? (Object) (long) value : (Object) value);
                boolean inside = value >= least && value <= most;
                assertThat(pointers(fixture).isEmpty()).as(pointer + " " + value).isEqualTo(inside);
                assertThat(fixture.errors().isEmpty()).as(pointer + " " + value).isEqualTo(inside);
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(36);
    }

    private static ConvenantFixture whereItStands(String pointer) {
        return pointer.startsWith("/confirmation/")
                ? ConvenantFixture.filled()
                        .with("/confirmation", Map.of("exact", "ASKED", "termDays", 30))
                : ConvenantFixture.filled(ConvenantTemplate.TELLING);
    }

    @Test
    void lets_nothing_through_that_the_reader_refuses_of_length_form_or_choice() {
        ConvenantFixture filled = ConvenantFixture.filled(ConvenantTemplate.TELLING);
        List<String> texts = new ArrayList<>();
        texts("", filled.tree(), texts);
        assertThat(texts).hasSizeGreaterThan(60);
        for (String pointer : texts) {
            int longest = MemberTexts.schema(pointer).path("maxLength").asInt(60);
            for (String value :
                    List.of(
                            "",
                            " ",
                            "x".repeat(longest + 1),
                            "x",
                            "ANDERS",
                            "2026-13-41",
                            "a\nb")) {
                ConvenantFixture changed =
                        ConvenantFixture.filled(ConvenantTemplate.TELLING).with(pointer, value);
                if (pointers(changed).isEmpty()) {
                    assertThat(changed.errors()).as(pointer + " " + value).doesNotContain(pointer);
                }
            }
        }
        assertThat(pointers(filled.with("/counts/groups", List.of("SECTOR"))))
                .contains("/counts/groups/0");
    }

    private static List<String> numbers(String at, JsonNode schema) {
        List<String> found = new ArrayList<>();
        if (schema.path("type").asText().matches("integer|number")) {
            found.add(at);
        }
        schema.path("properties")
                .properties()
                .forEach(p -> found.addAll(numbers(at + "/" + p.getKey(), p.getValue())));
        return found;
    }

    private static void texts(String at, JsonNode node, List<String> found) {
        if (node.isTextual()) {
            found.add(at);
        }
        node.properties().forEach(p -> texts(at + "/" + p.getKey(), p.getValue(), found));
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                texts(at + "/" + i, node.get(i), found);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ConvenantTemplate.class)
    void speaks_of_children_and_never_of_verzuimers(ConvenantTemplate template) {
        assertThat(template.preamble() + ConvenantTemplate.articles())
                .doesNotContainIgnoringCase("verzuimer")
                .contains("(tijdelijk) niet naar school");
    }

    private static List<String> pointers(ConvenantFixture fixture) {
        return SchemaCheck.findings(fixture.tree()).stream().map(Finding::pointer).toList();
    }

    private static void describe(String at, JsonNode schema, List<String> without) {
        if (!at.isEmpty()
                && (schema.path("title").asText().isBlank()
                        || !schema.path("description").asText().endsWith("."))) {
            without.add(at);
        }
        schema.path("properties")
                .properties()
                .forEach(p -> describe(at + "/" + p.getKey(), p.getValue(), without));
        if (schema.has("items")) {
            describe(at + "/items", schema.get("items"), without);
        }
    }
}
