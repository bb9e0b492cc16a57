package nl.sluitend.convenant;

import static nl.sluitend.convenant.ConvenantState.ACCEPTED_BY_BOTH;
import static nl.sluitend.convenant.ConvenantState.ACCEPTED_BY_THEM;
import static nl.sluitend.convenant.ConvenantState.ACCEPTED_BY_US;
import static nl.sluitend.convenant.ConvenantState.DRAFT;
import static nl.sluitend.convenant.ConvenantState.EXPIRED;
import static nl.sluitend.convenant.ConvenantState.IN_FORCE;
import static nl.sluitend.convenant.ConvenantState.PROPOSED;
import static nl.sluitend.convenant.ConvenantState.REJECTED;
import static nl.sluitend.convenant.ConvenantState.REVOKED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import nl.sluitend.convenant.SignedStep.Statement;
import nl.sluitend.identifier.Oin;
import org.junit.jupiter.api.Test;

final class ConvenantDossierTest {

    private static final Oin US = ConvenantFixture.RBL;
    private static final Oin THEM = ConvenantFixture.SWV;

    // The first and last instants of 2026-08-01 to 2028-07-31 in the Netherlands (summer time).
    private static final Instant BEGIN = Instant.parse("2026-07-31T22:00:00Z");
    private static final Instant END = Instant.parse("2028-07-31T22:00:00Z");
    private static final Instant DURING = Instant.parse("2027-01-01T00:00:00Z");

    private final Convenant convenant = ConvenantFixture.filled().read();

    @Test
    void goes_from_draft_to_force_by_two_signatures() {
        assertThat(new ConvenantDossier(convenant, false, List.of()).state(US, DURING))
                .isEqualTo(DRAFT);
        assertThat(state(DURING)).isEqualTo(PROPOSED);
        assertThat(state(DURING, accept(US))).isEqualTo(ACCEPTED_BY_US);
        assertThat(state(DURING, accept(THEM))).isEqualTo(ACCEPTED_BY_THEM);
        assertThat(state(DURING, accept(THEM), accept(US))).isEqualTo(IN_FORCE);
    }

    @Test
    void holds_from_its_first_day_until_the_end_of_its_last() {
        Duration tick = Duration.ofMillis(1);
        assertThat(state(BEGIN.minus(tick), accept(US), accept(THEM))).isEqualTo(ACCEPTED_BY_BOTH);
        assertThat(state(BEGIN, accept(US), accept(THEM))).isEqualTo(IN_FORCE);
        assertThat(state(END.minus(tick), accept(US), accept(THEM))).isEqualTo(IN_FORCE);
        assertThat(state(END, accept(US), accept(THEM))).isEqualTo(EXPIRED);
        assertThat(state(END)).isEqualTo(EXPIRED);
    }

    @Test
    void ends_by_the_word_of_either_party_in_whatever_order_it_arrives() {
        for (Oin party : List.of(US, THEM)) {
            SignedStep revoke = step(party, StepType.REVOKE);
            assertThat(state(DURING, accept(US), accept(THEM), revoke)).isEqualTo(REVOKED);
            assertThat(state(DURING, revoke, accept(THEM), accept(US))).isEqualTo(REVOKED);
            assertThat(state(END, revoke)).isEqualTo(REVOKED);
            SignedStep reject = step(party, StepType.REJECT);
            assertThat(state(DURING, reject, accept(US), accept(THEM))).isEqualTo(REJECTED);
        }
    }

    @Test
    void is_not_put_in_force_by_two_signatures_of_one_party_or_of_a_stranger() {
        assertThat(state(DURING, accept(US), accept(US))).isEqualTo(ACCEPTED_BY_US);
        assertThat(state(DURING, accept(US), accept(new Oin("00000099000000003000"))))
                .isEqualTo(ACCEPTED_BY_US);
    }

    @Test
    void looks_the_same_from_the_other_side() {
        ConvenantDossier dossier = new ConvenantDossier(convenant, true, List.of(accept(US)));
        assertThat(dossier.state(THEM, DURING)).isEqualTo(ACCEPTED_BY_THEM);
    }

    @Test
    void reads_a_statement_of_exactly_three_members() {
        Statement statement = new Statement(convenant.hash(), StepType.ACCEPT, DURING);
        assertThat(Statement.read(statement.bytes())).contains(statement);
        for (String other :
                List.of(
                        "{}",
                        "[]",
                        "[1,2,3]",
                        "no json",
                        "{'convenantHash':'x','type':'accept'}",
                        "{'convenantHash':'x','type':'sign','signedAt':'2027-01-01T00:00:00Z'}",
                        "{'convenantHash':1,'type':'accept','signedAt':'2027-01-01T00:00:00Z'}",
                        "{'convenantHash':'x','type':'accept','signedAt':'today'}",
                        "{'convenantHash':'x','type':'accept','signedAt':1}",
                        "{'convenantHash':'x','type':'accept','signedAt':'2027-01-01T00:00:00Z',"
                                + "'more':1}")) {
            assertThat(
                            Statement.read(
                                    other.replace('\'', '"')
                                            .getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                    .isEmpty();
        }
    }

    private ConvenantState state(Instant at, SignedStep... steps) {
        return new ConvenantDossier(convenant, true, Arrays.asList(steps)).state(US, at);
    }

    private static SignedStep accept(Oin signer) {
        return step(signer, StepType.ACCEPT);
    }

    private static SignedStep step(Oin signer, StepType type) {
        return new SignedStep(signer, type, BEGIN, "jws");
    }
}
