package nl.sluitend.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Pupils whose category tells about health take part per pupil only where each party excepts it.
 */
@QuarkusTest
@RolesOfSystems
class SpecialCategoryTest {

    private static final int ILL = 510;
    private static final int ABSENT = 511;

    @Inject ReconciliationFixture fixture;

    @Test
    void withoutAnExceptionThePupilIsOutOfScopeByARuleOfItsOwn() throws Exception {
        Map<String, Map<String, Object>> outcomes = compared(false);
        assertThat(outcomes.get("special-ill"))
                .containsEntry("outcome", "OUT_OF_SCOPE")
                .containsEntry("rule", "special_category");
        assertThat(outcomes.get("special-absent")).containsEntry("outcome", "MATCHED");
    }

    @Test
    void withAnExceptionOfBothPartiesThePupilTakesPart() throws Exception {
        Map<String, Map<String, Object>> outcomes = compared(true);
        assertThat(outcomes.get("special-ill")).containsEntry("outcome", "MATCHED");
        assertThat(outcomes.get("special-absent")).containsEntry("outcome", "MATCHED");
    }

    private Map<String, Map<String, Object>> compared(boolean excepted) throws Exception {
        fixture.register("special-ill", ILL, "GEOORLOOFD_LANGDURIG");
        fixture.register("special-absent", ABSENT);
        ScriptedPeer peer = fixture.peerWithHealth(excepted, ILL, ABSENT);
        peer.reachEvaluating();
        peer.evaluateAll();
        assertThat(peer.matches()).hasSize(excepted ? 2 : 1);
        peer.agree(peer.result());
        return fixture.outcomes(peer.convenant.hash());
    }
}
