package nl.sluitend.convenant;

import static nl.sluitend.convenant.ConvenantFixture.filled;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FormalityRulesTest {

    private static final Instant IN_FORCE = Instant.parse("2026-11-22T12:00:00Z");
    private static final String HOST = "/parties/1/formalities/host";

    @Test
    void lets_a_complete_convenant_come_into_force() {
        assertThat(missing(filled())).isEmpty();
        assertThat(state(filled())).isEqualTo(ConvenantState.IN_FORCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/drafter", "/parties/0/formalities", "/parties/1/formalities"})
    void keeps_a_convenant_without_a_formality_a_draft_whatever_was_signed(String pointer) {
        assertThat(filled().without(pointer).errors()).isEmpty();
        assertThat(missing(filled().without(pointer))).containsExactly(pointer);
        assertThat(state(filled().without(pointer))).isEqualTo(ConvenantState.PROPOSED);
    }

    @Test
    void wants_a_decision_of_each_party() {
        assertThat(missing(filled().without("/decisions/1"))).containsExactly("/decisions");
        assertThat(missing(filled().with("/decisions", List.of())))
                .containsExactly("/decisions", "/decisions");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/parties/0/formalities/dpia/date",
                "/parties/0/formalities/fg/date",
                "/parties/1/formalities/notice/published",
                "/decisions/0/date"
            })
    void wants_everything_there_on_the_first_day(String pointer) {
        assertThat(missing(filled().with(pointer, "2026-08-01"))).isEmpty();
        assertThat(missing(filled().with(pointer, "2026-08-02"))).containsExactly(pointer);
    }

    @Test
    void wants_the_processor_agreement_there_on_the_first_day_too() {
        ConvenantFixture late =
                filled().with(
                                HOST,
                                Map.of(
                                        "name",
                                        "Rekencentrum",
                                        "processorAgreement",
                                        Map.of("reference", "VO-1", "date", "2026-09-01")));
        assertThat(late.errors()).isEmpty();
        assertThat(missing(late)).containsExactly(HOST + "/processorAgreement/date");
    }

    @Test
    void wants_a_processor_agreement_when_another_runs_the_node() {
        assertThat(missing(filled().with(HOST + "/name", "Rekencentrum")))
                .containsExactly(HOST + "/processorAgreement");
        assertThat(missing(filled().with(HOST + "/name", "swv test"))).isEmpty();
        assertThat(missing(filled().with(HOST + "/name", "Bestuur van SWV Test"))).isEmpty();
    }

    @Test
    void wants_a_college_decision_of_every_municipality_or_a_mandate() {
        ConvenantFixture two = filled().with("/scope/municipalities", List.of("Arnhem", "Renkum"));
        assertThat(missing(two)).isEmpty();
        two.with("/decisions/0/kind", "COLLEGEBESLUIT").with("/decisions/0/municipality", "Arnhem");
        assertThat(two.errors()).isEmpty();
        assertThat(missing(two)).containsExactly("/decisions");
        assertThat(missing(two.with("/scope/municipalities", List.of("arnhem")))).isEmpty();
        assertThat(missing(two.without("/scope/municipalities")))
                .containsExactly("/scope/municipalities");
    }

    @Test
    void knows_which_decision_belongs_to_which_party() {
        assertThat(filled().with("/decisions/0/kind", "BESTUURSBESLUIT").errors())
                .containsExactly("/decisions/0/kind");
        assertThat(filled().with("/decisions/1/kind", "MANDAAT").errors())
                .containsExactly("/decisions/1/kind");
        assertThat(filled().with("/decisions/0/kind", "COLLEGEBESLUIT").errors())
                .containsExactly("/decisions/0/municipality");
        assertThat(filled().with("/decisions/1/municipality", "Arnhem").errors())
                .containsExactly("/decisions/1/municipality");
    }

    @Test
    void lets_nobody_sign_what_they_drafted() {
        assertThat(filled().with("/drafter/name", "tekenaar  SWV").errors())
                .containsExactly("/drafter/name");
        assertThat(filled().with("/drafter/party", "00000099000000003000").errors())
                .containsExactly("/drafter/party");
    }

    @Test
    void warns_of_one_host_for_both_nodes_and_wants_a_safeguard() {
        ConvenantFixture same = filled().with(HOST + "/name", "RBL  TEST");
        assertThat(same.errors()).containsExactly("/safeguards");
        same.with(
                "/safeguards",
                List.of(
                        Map.of(
                                "risk",
                                "SAME_HOST",
                                "measure",
                                "Twee teams, elk met één sleutel.")));
        assertThat(same.errors()).isEmpty();
        assertThat(FormalityRules.warnings(same.read())).hasSize(1);
        assertThat(FormalityRules.warnings(filled().read())).isEmpty();
        assertThat(
                        filled().with("/parties/0/url", "https://nodes.example:1")
                                .with("/parties/1/url", "https://nodes.example:2")
                                .errors())
                .containsExactly("/safeguards");
    }

    @Test
    void wants_the_arrangement_exactly_with_joint_controllership() {
        assertThat(filled().with("/controllership/arrangement", "x").errors())
                .containsExactly("/controllership/arrangement");
        ConvenantFixture joint = filled().with("/controllership/kind", "JOINT");
        assertThat(joint.errors()).containsExactly("/controllership/arrangement");
        assertThat(joint.with("/controllership/arrangement", "RBL beantwoordt vragen.").errors())
                .isEmpty();
    }

    @Test
    void takes_school_boards_as_parties_without_a_node() {
        Map<String, Object> board =
                Map.of(
                        "name", "Stichting Test",
                        "brins", List.of("99ZZ"),
                        "through", ConvenantFixture.SWV.value(),
                        "article", "AVG art. 6 lid 1 onder c",
                        "law", "Leerplichtwet 1969 art. 21a",
                        "statedBy", "Bestuurssecretaris",
                        "signatory", Map.of("name", "Bo Stuur", "mandate", "Statuten art. 5"));
        assertThat(filled().with("/schoolBoards", List.of(board)).errors()).isEmpty();
        assertThat(filled().with("/schoolBoards", List.of(board, board)).errors())
                .containsExactly("/schoolBoards");
        assertThat(
                        filled().with("/schoolBoards", List.of(board))
                                .with("/schoolBoards/0/brins/0", "ABCD")
                                .with("/schoolBoards/0/through", "00000099000000003000")
                                .errors())
                .contains("/schoolBoards/0/brins", "/schoolBoards/0/through");
        assertThat(
                        filled().with("/schoolBoards", List.of(board))
                                .with("/drafter/name", "Bo Stuur")
                                .errors())
                .containsExactly("/drafter/name");
    }

    @Test
    void puts_a_code_of_duo_or_of_a_local_system_in_one_category() {
        assertThat(filled().with("/categories/2/duo", List.of("absoluut verzuim")).errors())
                .containsExactly("/categories");
        assertThat(
                        filled().with("/categories/2/local", List.of("TBS"))
                                .with("/categories/4/local", List.of("TBS"))
                                .errors())
                .containsExactly("/categories");
    }

    @Test
    void explains_everything_in_dutch_too() {
        ConvenantFixture poor = filled().without("/drafter").with("/decisions", List.of());
        assertThat(FormalityRules.missing(poor.read()))
                .allSatisfy(
                        finding ->
                                assertThat(finding.dutch())
                                        .endsWith(".")
                                        .doesNotContain("expected"));
    }

    private static List<String> missing(ConvenantFixture convenant) {
        return FormalityRules.missing(convenant.read()).stream().map(Finding::pointer).toList();
    }

    private static ConvenantState state(ConvenantFixture fixture) {
        List<SignedStep> accepted =
                Stream.of(ConvenantFixture.RBL, ConvenantFixture.SWV)
                        .map(oin -> new SignedStep(oin, StepType.ACCEPT, IN_FORCE, "verified"))
                        .toList();
        return new ConvenantDossier(fixture.read(), true, accepted)
                .state(ConvenantFixture.RBL, IN_FORCE);
    }
}
