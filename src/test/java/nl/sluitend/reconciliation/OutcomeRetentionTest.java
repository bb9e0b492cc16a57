package nl.sluitend.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.SecurityAttribute;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.sluitend.TestNode;
import nl.sluitend.convenant.Convenants;
import nl.sluitend.disclosure.DisclosureLog;
import nl.sluitend.disclosure.LogName;
import nl.sluitend.disclosure.NodeLog;
import nl.sluitend.identifier.Oin;
import org.junit.jupiter.api.Test;

/** What a convenant promises about keeping outcomes is what the node does. */
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
class OutcomeRetentionTest {

    private static final LogName NODE_LOG = LogName.ofNode(new Oin(TestNode.OIN));

    @Inject ReconciliationFixture fixture;
    @Inject Transactions transactions;
    @Inject Convenants convenants;
    @Inject NodeLog nodeLog;
    @Inject DisclosureLog log;

    @Test
    void outcomesAreDeletedWhenTheDaysOfTheirConvenantAreOverAndTheLogSaysSo() throws Exception {
        fixture.register("retention-anna", 6);
        ScriptedPeer peer = fixture.peer(6);
        peer.reachEvaluating();
        peer.evaluateAll();
        peer.agree(peer.result());
        String hash = peer.convenant.hash();
        int days = convenants.find(hash).orElseThrow().convenant().retention().outcomeDays();
        assertThat(kept(hash, peer.sid)).isGreaterThanOrEqualTo(3);

        long before = log.checkpoint(NODE_LOG).size();
        deleteOldAfter(Duration.ofDays(days).minusHours(1), hash);
        assertThat(kept(hash, peer.sid)).isGreaterThanOrEqualTo(3);
        assertThat(fixture.outcomes(hash)).containsKey("retention-anna");

        deleteOldAfter(Duration.ofDays(days).plusHours(1), hash);
        assertThat(kept(hash, peer.sid)).isZero();
        assertThat(fixture.outcomes(hash)).isEmpty();
        assertThat(log.checkpoint(NODE_LOG).size()).isGreaterThan(before);
    }

    @Test
    void fieldsOfAMatchThatStandsAreDeletedWhenTheirDaysAreOver() throws Exception {
        fixture.register("retention-bram", 403);
        ScriptedFields peer = fixture.fieldsPeer(403);
        peer.exchange(Map.of("startDate", "2026-09-02"));
        String hash = peer.convenant.hash();
        assertThat(fixture.fields(hash, "retention-bram")).isNotEmpty();
        deleteOldAfter(Duration.ZERO, hash);
        assertThat(fixture.fields(hash, "retention-bram")).isNotEmpty();

        fixture.sql()
                .run(
                        "UPDATE outcome SET fields_at = fields_at - interval '366 days', since ="
                                + " since - interval '366 days' WHERE convenant = ?",
                        hash);
        fixture.sql()
                .run(
                        "UPDATE outcome_entry SET since = since - interval '366 days' WHERE"
                                + " convenant = ?",
                        hash);
        deleteOldAfter(Duration.ZERO, hash);
        assertThat(fixture.last(hash, "retention-bram"))
                .containsEntry("outcome", "MATCHED")
                .containsEntry("fields", List.of());
        assertThat(
                        fixture.sql()
                                .list(
                                        "SELECT 1 FROM outcome_entry WHERE convenant = ? AND fields"
                                                + " IS NOT NULL UNION ALL SELECT 1 FROM outcome"
                                                + " WHERE convenant = ? AND fields IS NOT NULL",
                                        row -> row.getInt(1),
                                        hash,
                                        hash))
                .isEmpty();
    }

    private void deleteOldAfter(Duration time, String hash) {
        new OutcomeRetention(
                        fixture.sql(),
                        transactions,
                        convenants,
                        nodeLog,
                        Clock.offset(Clock.systemUTC(), time))
                .deleteOld(hash);
    }

    private long kept(String hash, UUID sid) {
        return fixture.sql()
                .first(
                        """
                        SELECT (SELECT count(*) FROM outcome WHERE convenant = ?)
                          + (SELECT count(*) FROM outcome_entry WHERE convenant = ?)
                          + (SELECT count(*) FROM frozen_pupil WHERE sid = ? AND tag IS NOT NULL) AS n
                        """,
                        row -> row.getLong("n"),
                        hash,
                        hash,
                        sid)
                .orElseThrow();
    }
}
