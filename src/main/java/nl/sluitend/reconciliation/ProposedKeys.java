package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nl.sluitend.identifier.KeyKind;
import nl.sluitend.oprf.Suite;
import nl.sluitend.party.Alerts;
import nl.sluitend.party.KeyRing;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.RefusalType;
import nl.sluitend.reconciliation.StoredProposal.State;
import nl.sluitend.registration.Register;

/**
 * The keys on which pairs were proposed to people: a pair is asked about once, so those that were
 * not confirmed stay out of later lists, and those that were count as matches. A registration whose
 * key was corrected has another key, and takes part.
 */
@ApplicationScoped
class ProposedKeys {

    private static final String MAC_PURPOSE = "sluitend/v1/proposed-key";

    private final ProposalRows rows;
    private final Register register;
    private final KeyRing keys;
    private final Alerts alerts;

    ProposedKeys(ProposalRows rows, Register register, KeyRing keys, Alerts alerts) {
        this.rows = rows;
        this.register = register;
        this.keys = keys;
        this.alerts = alerts;
    }

    StoredProposal.Key seal(UUID id, Session session, Octets registrationKey, Octets point) {
        var unsealed =
                new StoredProposal.Key(
                        session.suite().identifier(),
                        session.keyVersion(),
                        registrationKey,
                        point,
                        Octets.empty());
        return new StoredProposal.Key(
                unsealed.suite(),
                unsealed.keyVersion(),
                registrationKey,
                point,
                mac(id, session.convenant(), session.lane(), State.OPEN, unsealed));
    }

    /** Keeps the proposals of a lane from changing until the transaction ends. */
    void hold(Session session) {
        rows.lockLane(
                session.convenant(),
                session.lane(),
                session.suite().identifier(),
                session.keyVersion());
    }

    /** The code over a proposal once it is in another state. */
    Octets mac(StoredProposal p, State state) {
        return mac(p.id(), p.convenant(), p.lane(), state, p.key());
    }

    /**
     * The last proposal of each key, by its point under the key of now; those that a rotation left
     * behind are brought along. In the caller's transaction, the rows locked.
     *
     * @throws RefusedException when one was tampered with: somebody may want a pair to match
     */
    Map<Octets, StoredProposal> byPoint(
            String convenant, String lane, Suite suite, String keyVersion) throws RefusedException {
        Map<Octets, StoredProposal> byPoint = new HashMap<>();
        for (StoredProposal p : rows.lockLane(convenant, lane, suite.identifier(), keyVersion)) {
            if (!mac(p, p.state()).equals(p.key().mac())) {
                throw new RefusedException(
                        RefusalType.NOT_PERMITTED,
                        "the party cannot take part now; its operator knows why");
            }
            current(p, suite).ifPresent(point -> byPoint.put(point, p));
        }
        return byPoint;
    }

    /** The points of pairs that were asked about and not confirmed. */
    Set<Octets> notConfirmed(String convenant, String lane, Suite suite, String keyVersion)
            throws RefusedException {
        Set<Octets> points = new HashSet<>();
        byPoint(convenant, lane, suite, keyVersion)
                .forEach(
                        (point, proposal) -> {
                            if (proposal.state() == State.NOT_CONFIRMED
                                    || proposal.state() == State.LAPSED) {
                                points.add(point);
                            }
                        });
        return points;
    }

    /** For each of these points: whether people on both sides confirmed the pair. */
    List<Boolean> confirmed(Session session, List<Octets> points) throws RefusedException {
        Map<Octets, StoredProposal> byPoint =
                byPoint(session.convenant(), session.lane(), session.suite(), session.keyVersion());
        return points.stream()
                .map(byPoint::get)
                .map(proposal -> proposal != null && proposal.state() == State.CONFIRMED)
                .toList();
    }

    private Optional<Octets> current(StoredProposal p, Suite suite) {
        StoredProposal.Key key = p.key();
        Optional<Register.Moved> moved =
                register.underCurrentKey(
                        KeyKind.valueOf(p.lane()), suite, key.registrationKey(), key.point());
        if (moved.isEmpty()) {
            alerts.raise(
                    "proposed-key-lost",
                    p.id().toString(),
                    "De sleutel waaronder een voorgelegd paar is bewaard, staat niet meer in het"
                            + " sleutelbestand. Het paar kan opnieuw worden voorgelegd. Zet het"
                            + " sleutelbestand van toen terug.");
        } else if (!moved.get().registrationKey().equals(key.registrationKey())) {
            var renewed =
                    new StoredProposal.Key(
                            key.suite(),
                            key.keyVersion(),
                            moved.get().registrationKey(),
                            moved.get().point(),
                            Octets.empty());
            rows.replaceKey(
                    p.id(),
                    new StoredProposal.Key(
                            renewed.suite(),
                            renewed.keyVersion(),
                            renewed.registrationKey(),
                            renewed.point(),
                            mac(p.id(), p.convenant(), p.lane(), p.state(), renewed)));
        }
        return moved.map(Register.Moved::point);
    }

    private Octets mac(
            UUID id, String convenant, String lane, State state, StoredProposal.Key key) {
        return Octets.of(
                keys.mac(
                        MAC_PURPOSE,
                        ByteBuffer.allocate(2 * Long.BYTES)
                                .putLong(id.getMostSignificantBits())
                                .putLong(id.getLeastSignificantBits())
                                .array(),
                        text(convenant),
                        text(lane),
                        text(state.name()),
                        text(key.suite()),
                        text(key.keyVersion()),
                        key.registrationKey().toByteArray(),
                        key.point().toByteArray()));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
