package nl.sluitend.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.SecurityAttribute;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Outcomes become visible after the receipt is answered, once, and in the end always. */
@QuarkusTest
@TestSecurity(
        user = "tester",
        roles = {"registration-writer", "outcome-reader", "convenant-manager"},
        attributes = @SecurityAttribute(key = "azp", value = ReconciliationFixture.SOURCE))
class ShowingTest {

    @Inject ReconciliationFixture fixture;
    @Inject Showing showing;
    @Inject DataSource database;

    private ScriptedPeer evaluated(int... pupils) throws Exception {
        for (int pupil : pupils) {
            fixture.register("shown-" + pupil, pupil);
        }
        ScriptedPeer peer = fixture.peer(pupils[0]);
        peer.reachEvaluating();
        peer.evaluateAll();
        return peer;
    }

    private String state(UUID sid) {
        return fixture.sql()
                .first(
                        "SELECT state FROM run JOIN session USING (run_id) WHERE sid = ?",
                        row -> row.getString("state"),
                        sid)
                .orElseThrow();
    }

    private long entries(ScriptedPeer peer) {
        return fixture.sql()
                .first(
                        "SELECT count(*) AS entries FROM outcome_entry WHERE convenant = ?",
                        row -> row.getLong("entries"),
                        peer.convenant.hash())
                .orElseThrow();
    }

    @Test
    void aReceiptIsAnsweredWhileTheOutcomesCannotBeShownYet() throws Exception {
        ScriptedPeer peer = evaluated(900, 901);
        var result = peer.result();
        byte[] nodeResult = peer.open(peer.putResult(result));

        try (Connection other = database.getConnection();
                Statement lock = other.createStatement()) {
            other.setAutoCommit(false);
            lock.execute("SELECT * FROM outcome_counter FOR UPDATE");
            peer.open(peer.putReceipt(peer.receipt(result, nodeResult)));
            assertThat(peer.state().getString("phase")).isEqualTo("COMPLETED");
            assertThat(state(peer.sid)).isEqualTo("RUNNING");
            assertThat(fixture.outcomes(peer.convenant.hash())).isEmpty();
            other.rollback();
        }

        ShownMatches.await(peer.convenant.hash());
        assertThat(state(peer.sid)).isEqualTo("COMPLETED");
        assertThat(fixture.outcomes(peer.convenant.hash()).get("shown-900"))
                .containsEntry("outcome", "MATCHED");
    }

    @Test
    void whatACrashLeftUnshownIsShownLaterAndNothingTwice() throws Exception {
        ScriptedPeer peer = evaluated(902, 903);
        peer.agree(peer.result());
        long before = entries(peer);
        forget(peer.sid);

        showing.recover();

        ShownMatches.await(peer.convenant.hash());
        assertThat(state(peer.sid)).isEqualTo("COMPLETED");
        assertThat(before).isPositive();
        assertThat(entries(peer)).isEqualTo(before);
    }

    @Test
    void whatIsUnshownIsShownBeforeTheNextSessionOfTheConvenantOpens() throws Exception {
        ScriptedPeer peer = evaluated(904, 905);
        peer.agree(peer.result());
        forget(peer.sid);

        ScriptedPeer next = peer.next("PGN", Optional.empty(), ReconciliationFixture.keys(904));
        next.reachEvaluating();

        assertThat(state(peer.sid)).isEqualTo("COMPLETED");
        assertThat(state(next.sid)).isEqualTo("RUNNING");
    }

    /** As if the node had died between the receipt and the outcomes. */
    private void forget(UUID sid) {
        fixture.sql()
                .run(
                        "DELETE FROM run_count WHERE run_id = (SELECT run_id FROM session WHERE sid = ?)",
                        sid);
        fixture.sql()
                .run(
                        "UPDATE run SET state = 'RUNNING', ended = NULL WHERE run_id = (SELECT run_id FROM session WHERE sid = ?)",
                        sid);
        fixture.sql().run("UPDATE session SET shown = NULL WHERE sid = ?", sid);
    }
}
