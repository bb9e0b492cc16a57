package nl.sluitend.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.SecurityAttribute;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What replaying a batch needs is there for 90 days, and gone after. */
@QuarkusTest
@TestSecurity(
        user = "tester",
        roles = {
            "registration-writer",
            "outcome-reader",
            "convenant-manager",
            "case-worker",
            "privacy-officer"
        },
        attributes = @SecurityAttribute(key = "azp", value = ReconciliationFixture.SOURCE))
class ReplayMaterialTest {

    @Inject ReconciliationFixture fixture;
    @Inject Transactions transactions;

    private void deleteOldAfter(Duration time) {
        new ReplayMaterial(fixture.sql(), transactions, Clock.offset(Clock.systemUTC(), time))
                .deleteOld();
    }

    private long material(UUID sid) {
        return fixture.sql()
                .first(
                        """
                        SELECT (SELECT count(*) FROM session_message WHERE sid = s.sid AND type = 'CHUNK')
                          + (SELECT count(*) FROM frozen_pupil
                               WHERE sid = s.sid AND (length(point) > 0 OR length(salt) > 0))
                          + cardinality(s.batch_proof) AS n
                        FROM session s WHERE sid = ?
                        """,
                        row -> row.getLong("n"),
                        sid)
                .orElseThrow();
    }

    @Test
    void theMaterialForReplayIsDeletedAfterNinetyDays() throws Exception {
        fixture.register("replay-anna", 6);
        ScriptedPeer ended = fixture.peer(6);
        ended.reachEvaluating();
        ended.evaluateAll();
        ended.agree(ended.result());
        ScriptedPeer open = fixture.peer(6);
        open.agreeOnOffers();

        deleteOldAfter(Duration.ofDays(89));
        assertThat(material(ended.sid)).isPositive();

        deleteOldAfter(Duration.ofDays(91));
        assertThat(material(ended.sid)).isZero();
        assertThat(material(open.sid)).as("an open session keeps it").isPositive();
        assertThat(fixture.outcomes(ended.convenant.hash()).get("replay-anna"))
                .containsEntry("outcome", "MATCHED");
    }
}
