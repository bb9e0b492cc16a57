package nl.sluitend.convenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.sluitend.convenant.PolicyDecision.Permitted;
import nl.sluitend.convenant.PolicyDecision.Refused;
import nl.sluitend.convenant.PolicyDecision.Rule;
import nl.sluitend.identifier.KeyKind;
import nl.sluitend.identifier.Oin;
import org.junit.jupiter.api.Test;

/** A convenant under which one party alone learns something. */
final class OneSidedRulesTest {

    private static ConvenantFixture filled() {
        return ConvenantFixture.filled(ConvenantTemplate.EENZIJDIG);
    }

    @Test
    void the_template_names_who_asks() {
        Convenant convenant = filled().read();
        assertThat(convenant.modes()).containsExactly(ExchangeMode.MATCH_ONE_SIDED);
        assertThat(convenant.oneSided().map(Convenant.OneSided::asker))
                .contains(ConvenantFixture.RBL);
    }

    @Test
    void who_asks_and_the_mode_belong_together() {
        assertThat(filled().without("/oneSided").errors()).containsExactly("/oneSided");
        assertThat(
                        ConvenantFixture.filled()
                                .with("/oneSided", Map.of("asker", ConvenantFixture.RBL.value()))
                                .errors())
                .containsExactly("/oneSided");
    }

    @Test
    void who_asks_is_one_of_the_parties_and_nothing_else_is_said_of_it() {
        assertThat(filled().with("/oneSided/asker", "00000099000000009000").errors())
                .containsExactly("/oneSided/asker");
        assertThat(filled().without("/oneSided/asker").errors()).contains("/oneSided/asker");
        assertThat(filled().with("/oneSided/extra", "x").errors())
                .containsExactly("/oneSided/extra");
    }

    @Test
    void what_both_learn_in_another_mode_is_not_asked() {
        assertThat(
                        filled().with("/modes", List.of("MATCH", "MATCH_ONE_SIDED"))
                                .with(
                                        "/legalBases/0/covers",
                                        List.of("MATCH", "MATCH_ONE_SIDED", "DEMOGRAPHIC"))
                                .with(
                                        "/legalBases/1/covers",
                                        List.of("MATCH", "MATCH_ONE_SIDED", "DEMOGRAPHIC"))
                                .errors())
                .containsExactly("/modes");
    }

    private static PolicyDecision decide(Convenant convenant, Optional<Oin> asker) {
        return Policy.decide(
                convenant,
                new PolicyRequest(
                        ConvenantFixture.SWV,
                        ConvenantFixture.RBL,
                        ExchangeMode.MATCH_ONE_SIDED,
                        convenant.purposes().getFirst().code(),
                        KeyKind.DEMOGRAPHIC,
                        convenant.suite(),
                        convenant.keyVersion(),
                        10,
                        convenant.validity().from(),
                        convenant
                                .validity()
                                .from()
                                .atTime(12, 0)
                                .atZone(Convenant.ZONE)
                                .toInstant(),
                        List.of(),
                        asker),
                PolicyState.first(ConvenantState.IN_FORCE));
    }

    @Test
    void only_who_may_ask_asks_whichever_node_decides() {
        Convenant convenant = filled().read();
        assertThat(decide(convenant, Optional.of(ConvenantFixture.RBL)))
                .isInstanceOf(Permitted.class);
        for (Optional<Oin> other :
                List.of(Optional.of(ConvenantFixture.SWV), Optional.<Oin>empty())) {
            assertThat(decide(convenant, other))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.rule()).isEqualTo(Rule.DIRECTION));
        }
    }

    @Test
    void the_form_keeps_who_asks() {
        assertThat(
                        ConvenantForm.complete(
                                        ConvenantFixture.form(ConvenantTemplate.EENZIJDIG).tree())
                                .at("/oneSided/asker")
                                .asText())
                .isNotEmpty();
    }
}
