package nl.sluitend.convenant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static nl.sluitend.convenant.ConvenantFixture.filled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import nl.sluitend.identifier.KeyKind;
import nl.sluitend.party.CanonicalJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConvenantReaderTest {

    @Test
    void reads_the_template_once_it_is_filled_in() throws Exception {
        Convenant convenant = filled().read();
        assertThat(convenant.counterpartOf(ConvenantFixture.RBL).orElseThrow().oin())
                .isEqualTo(ConvenantFixture.SWV);
        assertThat(convenant.matchingKeys()).containsExactly(KeyKind.DEMOGRAPHIC);
        assertThat(convenant.caps().maxElements()).isEqualTo(2000);
        byte[] canonical = CanonicalJson.bytes(CanonicalJson.parse(filled().json()));
        assertThat(convenant.hash())
                .isEqualTo(
                        HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(canonical)));
        assertThat(convenant.toString()).isEqualTo("Convenant[" + convenant.hash() + "]");
    }

    @Test
    void refuses_the_template_as_long_as_it_is_not_filled_in() {
        assertThat(ConvenantFixture.form(ConvenantTemplate.AFSTEMMING).errors())
                .contains("/parties/0/oin", "/text/digest", "/validity/from");
    }

    @Test
    void gives_another_layout_of_the_same_content_the_same_hash() {
        Convenant convenant = filled().read();
        byte[] canonical = convenant.canonicalJson().getBytes(UTF_8);
        assertThat(ConvenantReader.read(canonical)).isEqualTo(new ConvenantReading.Read(convenant));
        assertThat(filled().with("/caps/growthFloor", 201).read().hash())
                .isNotEqualTo(convenant.hash());
    }

    @Test
    void cannot_be_made_with_another_hash() {
        Convenant c = filled().read();
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new Convenant(
                                        c.canonicalJson(),
                                        "0".repeat(64),
                                        c.text(),
                                        c.predecessor(),
                                        c.drafter(),
                                        c.controllership(),
                                        c.parties(),
                                        c.fellowParties(),
                                        c.schoolBoards(),
                                        c.safeguards(),
                                        c.purposes(),
                                        c.legalBases(),
                                        c.specialCategories(),
                                        c.categories(),
                                        c.scope(),
                                        c.modes(),
                                        c.suite(),
                                        c.keyVersion(),
                                        c.matchingKeys(),
                                        c.fields(),
                                        c.counts(),
                                        c.oneSided(),
                                        c.confirmation(),
                                        c.caps(),
                                        c.schedule(),
                                        c.retention(),
                                        c.informing(),
                                        c.decisions(),
                                        c.validity()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/schemaVersion",
                "/text",
                "/controllership",
                "/fellowParties",
                "/schoolBoards",
                "/safeguards",
                "/legalBases/0/statedBy",
                "/categories/0/duo",
                "/parties/0/formalities/controller",
                "/parties/0/formalities/dpia",
                "/parties/0/formalities/fg/advice",
                "/parties/1/formalities/notice/published",
                "/parties/1/formalities/host",
                "/parties/1/formalities/signatory/mandate",
                "/parties",
                "/purposes",
                "/legalBases",
                "/specialCategories",
                "/categories",
                "/scope",
                "/modes",
                "/suite",
                "/keyVersion",
                "/matchingKeys",
                "/fields",
                "/caps",
                "/retention",
                "/informing",
                "/decisions",
                "/validity",
                "/parties/0/oin",
                "/parties/1/logKey",
                "/purposes/0/processingActivity",
                "/legalBases/0/law",
                "/scope/period",
                "/caps/attemptsPerDay",
                "/caps/growthFloor",
                "/caps/maxEvaluated",
                "/caps/evaluatedDays",
                "/decisions/1/date",
                "/validity/until",
            })
    void misses_every_member(String pointer) {
        assertThat(filled().without(pointer).errors()).contains(pointer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/extra",
                "/parties/0/extra",
                "/parties/0/formalities/extra",
                "/parties/0/formalities/dpia/extra",
                "/text/extra",
                "/drafter/extra",
                "/controllership/extra",
                "/purposes/0/extra",
                "/legalBases/0/extra",
                "/scope/extra",
                "/caps/extra",
                "/schedule/extra",
                "/retention/extra",
                "/informing/extra",
                "/decisions/0/extra",
                "/validity/extra",
                "/categories/0/extra",
            })
    void refuses_unknown_members_everywhere(String pointer) {
        assertThat(filled().with(pointer, "x").errors()).containsExactly(pointer);
    }

    @ParameterizedTest
    @CsvSource({
        "/schemaVersion, 1",
        "/parties/0/oin, 123",
        "/parties/0/role, GEMEENTE",
        "/parties/0/logKey, AAAA",
        "/parties/0/logKey, no base64!",
        "/parties/0/url, http://insecure.example",
        "/purposes/0/processingActivity, urn:x",
        "/text/digest, abc",
        "/controllership/kind, SHARED",
        "/parties/0/formalities/notice/url, http://insecure.example",
        "/parties/1/formalities/dpia/date, vandaag",
        "/suite, secp256k1-SHA256",
        "/keyVersion, one",
        "/scope/sectors/0, po",
        "/modes/0, EVERYTHING",
        "/matchingKeys/0, NAME",
        "/caps/maxElements, many",
        "/caps/attemptsPerDay, 4",
        "/caps/minDaysBetweenRuns, -1",
        "/retention/logYears, 100",
        "/decisions/0/kind, ADVIES",
        "/decisions/0/date, 2026-02-30",
        "/validity/from, 1-8-2026",
        "/validity/from, +999999999-12-31",
    })
    void refuses_a_value_of_another_kind(String pointer, String value) {
        boolean number = value.matches("-?[0-9]+") && !pointer.matches("/(schemaV|parties|text).*");
        Object given = number ? Integer.valueOf(value) : value;
        assertThat(filled().with(pointer, given).errors()).contains(pointer);
    }

    @Test
    void tells_everything_that_is_wrong_at_once() {
        assertThat(
                        filled().with("/suite", "")
                                .with("/caps/maxElements", 0)
                                .with("/validity/from", "soon")
                                .without("/informing")
                                .with("/parties/0/extra", 1)
                                .errors())
                .contains(
                        "/suite",
                        "/caps/maxElements",
                        "/validity/from",
                        "/informing",
                        "/parties/0/extra");
    }

    @Test
    void refuses_text_that_reads_other_than_it_is() {
        for (String text :
                List.of("a\u202Eb", "a\u0000b", "line\nbreak", "zero\u200Bwidth", " ", "")) {
            assertThat(filled().with("/parties/0/name", text).errors())
                    .containsExactly("/parties/0/name");
        }
    }

    @Test
    void refuses_one_party_twice_and_one_log_key_twice() {
        assertThat(
                        ConvenantFixture.filled(
                                        ConvenantFixture.RBL,
                                        ConvenantFixture.logKey(1),
                                        ConvenantFixture.RBL,
                                        ConvenantFixture.logKey(2))
                                .errors())
                .contains("/parties");
        assertThat(
                        ConvenantFixture.filled(
                                        ConvenantFixture.RBL,
                                        ConvenantFixture.logKey(1),
                                        ConvenantFixture.SWV,
                                        ConvenantFixture.logKey(1))
                                .errors())
                .containsExactly("/parties");
    }

    @Test
    void refuses_one_party_or_three() {
        assertThat(filled().without("/parties/1").errors()).containsExactly("/parties");
        Map<String, String> third =
                Map.of(
                        "oin", "00000099000000003000",
                        "name", "Third",
                        "role", "SWV_VO",
                        "logKey", ConvenantFixture.logKey(3));
        ConvenantFixture three = filled();
        assertThat(
                        three.with(
                                        "/parties",
                                        List.of(
                                                party(ConvenantFixture.RBL.value(), 1),
                                                party(ConvenantFixture.SWV.value(), 2),
                                                third))
                                .errors())
                .contains("/parties");
    }

    @Test
    void matches_by_pgn_only_when_both_parties_state_a_basis_for_it() {
        assertThat(filled().withPgn().errors()).isEmpty();
        ConvenantFixture bySwvMissing =
                filled().with("/matchingKeys", List.of("PGN", "DEMOGRAPHIC"))
                        .withBasis(ConvenantFixture.RBL, "PGN");
        assertThat(bySwvMissing.errors()).containsExactly("/legalBases");
        assertThat(
                        ((ConvenantReading.Faulty) ConvenantReader.read(bySwvMissing.json()))
                                .errors()
                                .getFirst()
                                .message())
                .contains("samenwerkingsverband", ConvenantFixture.SWV.value(), "PGN");
        assertThat(
                        filled().with("/matchingKeys", List.of("PGN", "DEMOGRAPHIC"))
                                .withBasis(ConvenantFixture.SWV, "PGN")
                                .errors())
                .containsExactly("/legalBases");
    }

    @Test
    void finds_nobody_by_a_part_of_the_name_for_one_party_alone() throws Exception {
        List<String> keys = List.of("DEMOGRAPHIC", "DEMOGRAPHIC_SURNAME");
        List<String> covers = List.of("MATCH", "DEMOGRAPHIC", "DEMOGRAPHIC_SURNAME");
        ConvenantFixture mutual =
                filled().with("/matchingKeys", keys)
                        .with("/legalBases/0/covers", covers)
                        .with("/legalBases/1/covers", covers);
        assertThat(mutual.errors()).isEmpty();
        List<String> oneSided = List.of("MATCH_ONE_SIDED", "DEMOGRAPHIC_SURNAME");
        assertThat(
                        filled().with("/matchingKeys", List.of("DEMOGRAPHIC_SURNAME"))
                                .with("/modes", List.of("MATCH_ONE_SIDED"))
                                .with("/legalBases/0/covers", oneSided)
                                .with("/legalBases/1/covers", oneSided)
                                .errors())
                .contains("/matchingKeys");
    }

    @Test
    void wants_the_basis_for_pgn_with_a_samenwerkingsverband_to_stand_apart() {
        assertThat(
                        filled().withPgn()
                                .with(
                                        "/legalBases/1/covers",
                                        List.of("MATCH", "PGN", "DEMOGRAPHIC"))
                                .errors())
                .containsExactly("/legalBases/1/covers");
    }

    @Test
    void wants_a_legal_basis_of_each_party_for_each_mode_and_nothing_else() {
        assertThat(filled().with("/legalBases/0/covers", List.of("DEMOGRAPHIC")).errors())
                .containsExactly("/legalBases");
        assertThat(
                        filled().with(
                                        "/legalBases/0/covers",
                                        List.of("MATCH", "DEMOGRAPHIC", "SCHOOL_PUPIL"))
                                .errors())
                .containsExactly("/legalBases/0/covers");
        assertThat(filled().with("/legalBases/0/party", "00000099000000003000").errors())
                .contains("/legalBases/0/party", "/legalBases");
    }

    @Test
    void refuses_a_scope_that_would_disclose_a_category_by_a_match() {
        for (List<String> special :
                List.of(
                        List.of("VRIJSTELLING_5A"),
                        List.of("GEOORLOOFD_LANGDURIG"),
                        List.of("VRIJSTELLING_5A", "TRAJECT_BUITEN_SCHOOL"))) {
            assertThat(filled().with("/scope/categories", special).errors())
                    .containsExactly("/scope/categories");
        }
        assertThat(filled().with("/scope/categories", List.of("ABSOLUUT_VERZUIM")).errors())
                .isEmpty();
    }

    @Test
    void knows_the_three_periods() {
        for (String period : List.of("SCHOOL_YEAR", "REFERENCE_DATE", "ALL")) {
            assertThat(filled().with("/scope/period", period).read().scope().period().name())
                    .isEqualTo(period);
        }
        assertThat(filled().with("/scope/period", "YEAR").errors())
                .containsExactly("/scope/period");
    }

    @Test
    void keeps_the_members_that_belong_together_together() {
        assertThat(filled().with("/scope/sectors", List.of("ALL", "PO")).errors())
                .containsExactly("/scope/sectors");
        assertThat(filled().without("/categories/0").errors()).containsExactly("/scope/categories");
        assertThat(filled().withPgn().with("/matchingKeys", List.of("DEMOGRAPHIC", "PGN")).errors())
                .containsExactly("/matchingKeys");
        assertThat(filled().with("/caps/growthFloor", 2001).errors())
                .containsExactly("/caps/growthFloor");
        assertThat(filled().with("/caps/maxEvaluated", 1999).errors())
                .containsExactly("/caps/maxEvaluated");
        assertThat(filled().with("/caps/maxEvaluated", 2000).errors()).isEmpty();
        assertThat(filled().with("/decisions/0/party", "00000099000000003000").errors())
                .containsExactly("/decisions/0/party");
        assertThat(filled().with("/validity/until", "2026-07-31").errors())
                .containsExactly("/validity/until");
        assertThat(filled().with("/validity/until", "2031-08-01").errors())
                .containsExactly("/validity/until");
        assertThat(filled().with("/validity/until", "2031-07-31").errors()).isEmpty();
    }

    @Test
    void wants_counts_by_age_with_noise_that_says_something() {
        assertThat(counting("MUNICIPALITY", 0.5)).containsExactly("/counts/groups");
        assertThat(counting("AGE_BAND", 0.04)).containsExactly("/counts/epsilon");
        assertThat(counting("AGE_BAND", 0.05)).isEmpty();
    }

    private static List<String> counting(String group, double epsilon) {
        List<String> covers = List.of("COUNTS", "DEMOGRAPHIC");
        return filled().with("/modes", List.of("COUNTS"))
                .with("/legalBases/0/covers", covers)
                .with("/legalBases/1/covers", covers)
                .with(
                        "/counts",
                        Map.of(
                                "groups",
                                List.of(group),
                                "epsilon",
                                epsilon,
                                "runsPerSchoolYear",
                                2,
                                "minDaysBetween",
                                60,
                                "minChanged",
                                5))
                .errors();
    }

    @Test
    void refuses_a_field_that_no_legal_basis_of_both_parties_covers() {
        ConvenantFixture sharing = ConvenantFixture.filled(ConvenantTemplate.GEGEVENSDELING);
        assertThat(sharing.errors()).isEmpty();
        assertThat(
                        sharing.with(
                                        "/legalBases/1/covers",
                                        List.of("FIELDS", "DEMOGRAPHIC", "lead"))
                                .errors())
                .containsOnly("/legalBases");
    }

    @Test
    void wants_counts_and_fields_exactly_with_their_modes() {
        Map<String, Object> counts =
                Map.of(
                        "groups",
                        List.of("AGE_BAND"),
                        "epsilon",
                        0.5,
                        "runsPerSchoolYear",
                        2,
                        "minDaysBetween",
                        60,
                        "minChanged",
                        5);
        assertThat(filled().with("/counts", counts).errors()).containsExactly("/counts");
        assertThat(filled().with("/modes", List.of("COUNTS")).errors())
                .contains("/counts", "/legalBases");
        assertThat(
                        filled().with("/modes", List.of("MATCH", "COUNTS"))
                                .with("/counts", counts)
                                .with(
                                        "/legalBases/0/covers",
                                        List.of("MATCH", "COUNTS", "DEMOGRAPHIC"))
                                .with(
                                        "/legalBases/1/covers",
                                        List.of("MATCH", "COUNTS", "DEMOGRAPHIC"))
                                .errors())
                .isEmpty();
        Map<String, String> field =
                Map.of(
                        "name", "lead",
                        "from", ConvenantFixture.RBL.value(),
                        "to", ConvenantFixture.SWV.value());
        assertThat(filled().with("/fields", List.of(field)).errors())
                .contains("/fields", "/legalBases");
        List<String> covers = List.of("FIELDS", "DEMOGRAPHIC", "lead");
        ConvenantFixture fields =
                filled().with("/modes", List.of("FIELDS"))
                        .with("/fields", List.of(field))
                        .with("/legalBases/0/covers", covers)
                        .with("/legalBases/1/covers", covers);
        assertThat(fields.errors()).isEmpty();
        assertThat(fields.with("/fields/0/to", ConvenantFixture.RBL.value()).errors())
                .containsExactly("/fields/0");
    }

    @Test
    void refuses_json_that_is_too_large_too_deep_or_ambiguous() {
        assertThat(ConvenantFixture.errors(new byte[ConvenantReader.MAX_BYTES + 1]))
                .containsExactly("");
        assertThat(ConvenantFixture.errors("[".repeat(1000).getBytes(UTF_8))).containsExactly("");
        String twice = filled().toString().replaceFirst("\\{", "{\"suite\":\"x\",");
        assertThat(ConvenantFixture.errors(twice.getBytes(UTF_8))).containsExactly("");
        assertThat(ConvenantFixture.errors("[]".getBytes(UTF_8))).containsExactly("");
        assertThat(ConvenantFixture.errors("null".getBytes(UTF_8))).containsExactly("");
        Object[] many = new Object[201];
        java.util.Arrays.fill(many, "Arnhem");
        assertThat(filled().with("/scope/municipalities", many).errors())
                .containsExactly("/scope/municipalities");
    }

    private static Map<String, String> party(String oin, int key) {
        return Map.of(
                "oin", oin, "name", "Party", "role", "RBL", "logKey", ConvenantFixture.logKey(key));
    }
}
