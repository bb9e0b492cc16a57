package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** A run that both parties signed, for tests of what comes after it in other packages. */
@ApplicationScoped
public class EndedRun {

    private final ReconciliationFixture fixture;

    EndedRun(ReconciliationFixture fixture) {
        this.fixture = fixture;
    }

    /**
     * Registers pupils as {@code reference-<number>} and carries out a run with a peer that has the
     * first of them.
     *
     * @return the number of the run at the node
     */
    public UUID with(String reference, int... pupils) throws Exception {
        for (int pupil : pupils) {
            fixture.register(reference + "-" + pupil, pupil);
        }
        ScriptedPeer peer = fixture.peer(pupils[0]);
        peer.reachEvaluating();
        peer.evaluateAll();
        peer.agree(peer.result());
        fixture.sql().run("DELETE FROM replay_draw");
        return fixture.sql()
                .first(
                        "SELECT run_id FROM session WHERE sid = ?",
                        row -> Sql.uuid(row, "run_id"),
                        peer.sid)
                .orElseThrow();
    }

    /** The BSN of a pupil. */
    public static String bsn(int pupil) {
        return ReconciliationFixture.bsn(pupil);
    }
}
