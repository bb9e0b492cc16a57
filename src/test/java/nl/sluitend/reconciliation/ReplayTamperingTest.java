package nl.sluitend.reconciliation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.SecurityAttribute;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import nl.sluitend.oprf.Group;
import nl.sluitend.oprf.Scalar;
import nl.sluitend.oprf.Suite;
import nl.sluitend.party.TrustStore;
import nl.sluitend.psi.Octets;
import nl.sluitend.reconciliation.ReplayCheck.Difference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What somebody changed after a run, so that it looks honest, is found by the check afterwards. */
@QuarkusTest
@TestSecurity(
        user = "fatima",
        roles = {"registration-writer", "outcome-reader", "convenant-manager", "case-worker", "fg"},
        attributes = @SecurityAttribute(key = "azp", value = ReconciliationFixture.SOURCE))
class ReplayTamperingTest {

    @Inject ReconciliationFixture fixture;
    @Inject ReplaySteps steps;

    @Test
    void rows_that_an_administrator_multiplied_by_a_second_exponent_are_found() throws Exception {
        ScriptedPeer peer = steps.ended();
        UUID sid = peer.sid;
        // Finding 12: other points in the kept list, as if those had been frozen.
        Group group = Group.of(Suite.RISTRETTO255_SHA512);
        try (Scalar second = group.randomScalar(new SecureRandom())) {
            for (int position : steps.positions(sid)) {
                byte[] multiplied =
                        group.multiply(second, steps.point(sid, position).toByteArray());
                fixture.sql()
                        .run(
                                "UPDATE frozen_pupil SET point = ? WHERE sid = ? AND position = ?",
                                Octets.of(multiplied),
                                sid,
                                position);
            }
        }
        assertThat(steps.check(sid).differences())
                .containsExactlyInAnyOrder(Difference.LIST, Difference.EXPONENT);
    }

    @Test
    void elements_proof_and_salt_that_were_exchanged_are_found() throws Exception {
        UUID sid = steps.ended().sid;
        fixture.sql()
                .run(
                        "UPDATE session SET batch_proof[3] = batch_proof[3] || '\\x00'::bytea"
                                + " WHERE sid = ?",
                        sid);
        assertThat(steps.check(sid).differences())
                .containsExactlyInAnyOrder(Difference.PROOF, Difference.EXPONENT);

        UUID other = steps.ended().sid;
        fixture.sql()
                .run(
                        "UPDATE session_message SET body = ? || substring(body FROM 33) WHERE sid = ?"
                                + " AND sender = 'OWN' AND type = 'CHUNK' AND j = (SELECT min(j) FROM"
                                + " session_message WHERE sid = ? AND sender = 'OWN' AND type ="
                                + " 'CHUNK' AND length(body) >= 32)",
                        steps.point(other, 0),
                        other,
                        other);
        assertThat(steps.check(other).differences())
                .containsExactlyInAnyOrder(Difference.ELEMENTS, Difference.EXPONENT);

        UUID halved = steps.ended().sid;
        fixture.sql()
                .run(
                        "UPDATE session_message SET body = substring(body FROM 1 FOR 7) WHERE sid = ?"
                                + " AND sender = 'OWN' AND type = 'CHUNK'",
                        halved);
        assertThat(steps.check(halved).differences())
                .containsExactlyInAnyOrder(Difference.ELEMENTS, Difference.EXPONENT);

        UUID third = steps.ended().sid;
        fixture.sql()
                .run(
                        "UPDATE frozen_pupil SET salt = decode(repeat('00', 32), 'hex') WHERE sid ="
                                + " ? AND position = 1",
                        third);
        assertThat(steps.check(third).differences()).containsExactly(Difference.LIST);

        UUID placed = steps.ended().sid;
        fixture.sql().run("UPDATE frozen_pupil SET place = 0 WHERE sid = ?", placed);
        assertThat(steps.check(placed).differences()).containsExactly(Difference.LIST);

        UUID without = steps.ended().sid;
        fixture.sql().run("DELETE FROM frozen_pupil WHERE sid = ? AND position = 0", without);
        assertThat(steps.check(without).differences())
                .containsExactlyInAnyOrder(Difference.LIST, Difference.EXPONENT);
    }

    @Test
    void offers_of_another_session_are_found() throws Exception {
        UUID own = steps.ended().sid;
        exchangeOffer(own, steps.ended().sid, "OWN");
        assertThat(steps.check(own).differences()).containsExactly(Difference.OFFER);

        UUID peer = steps.ended().sid;
        exchangeOffer(peer, steps.ended().sid, "PEER");
        assertThat(steps.check(peer).differences()).containsExactly(Difference.OFFER);
    }

    private void exchangeOffer(UUID sid, UUID other, String sender) {
        fixture.sql()
                .run(
                        "UPDATE session_message SET jws = (SELECT jws FROM session_message WHERE sid"
                                + " = ? AND sender = ? AND type = 'OFFER') WHERE sid = ? AND"
                                + " sender = ? AND type = 'OFFER'",
                        other,
                        sender,
                        sid,
                        sender);
    }

    @Test
    void a_log_that_does_not_hold_the_list_or_the_offers_is_found() throws Exception {
        UUID sid = steps.ended().sid;
        fixture.sql().run("UPDATE session SET exposure_index = 0 WHERE sid = ?", sid);
        assertThat(steps.check(sid).differences())
                .as("another entry")
                .containsExactly(Difference.LOG);
        fixture.sql().run("UPDATE session SET exposure_index = 999999 WHERE sid = ?", sid);
        assertThat(steps.check(sid).differences())
                .as("an entry that the log cannot prove")
                .containsExactly(Difference.LOG);

        ReplayView view = steps.view(steps.ended().sid);
        ReplayView.Session session = view.sessions().getFirst();
        ReplayView.Material kept = requireNonNull(session.material());
        ReplayView.Exposure exposure = requireNonNull(kept.exposure());
        ReplayView.Material other =
                requireNonNull(steps.view(steps.ended().sid).sessions().getFirst().material());
        for (ReplayView.Exposure forged :
                List.of(
                        new ReplayView.Exposure(
                                exposure.entry(),
                                exposure.index() + 1,
                                exposure.inclusionProof(),
                                exposure.checkpoint()),
                        new ReplayView.Exposure(
                                exposure.entry(),
                                exposure.index(),
                                List.of(),
                                exposure.checkpoint()),
                        new ReplayView.Exposure(
                                exposure.entry(),
                                exposure.index(),
                                exposure.inclusionProof(),
                                requireNonNull(other.exposure()).checkpoint()))) {
            assertThat(
                            ReplaySteps.check(with(view, session, kept.peerOffer(), forged))
                                    .differences())
                    .containsExactly(Difference.LOG);
        }
        assertThat(ReplaySteps.check(with(view, session, null, exposure)).differences())
                .as("the offers are those that were logged")
                .containsExactly(Difference.LOG);
    }

    private static ReplayView with(
            ReplayView view,
            ReplayView.Session session,
            @Nullable String peerOffer,
            ReplayView.Exposure exposure) {
        ReplayView.Material kept = requireNonNull(session.material());
        return new ReplayView(
                view.id(),
                view.run(),
                view.party(),
                view.convenant(),
                List.of(
                        new ReplayView.Session(
                                session.sid(),
                                session.lane(),
                                session.pupils(),
                                new ReplayView.Material(
                                        kept.ownOffer(),
                                        peerOffer,
                                        kept.commitSalt(),
                                        kept.batchProof(),
                                        exposure))));
    }

    @Test
    void another_convenant_or_authority_vouches_for_nothing() throws Exception {
        ReplayView view = steps.view(steps.ended().sid);
        String other = steps.view(steps.ended().sid).convenant();
        assertThat(
                        ReplaySteps.check(
                                        new ReplayView(
                                                view.id(),
                                                view.run(),
                                                view.party(),
                                                other,
                                                view.sessions()))
                                .differences())
                .containsExactly(Difference.OFFER);
        var strangers =
                new TrustStore(
                        List.of(
                                new nl.sluitend.demo.DemoAuthority("another authority")
                                        .certificate()));
        assertThat(
                        new ReplayCheck(
                                        strangers,
                                        view,
                                        ReplaySteps.source(view.id()),
                                        new SecureRandom())
                                .check(List.of())
                                .getFirst()
                                .differences())
                .containsExactly(Difference.OFFER);
    }
}
