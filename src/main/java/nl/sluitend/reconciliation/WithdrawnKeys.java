package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nl.sluitend.convenant.Convenants;
import nl.sluitend.identifier.KeyKind;
import nl.sluitend.oprf.Suite;
import nl.sluitend.party.Alerts;
import nl.sluitend.party.KeyRing;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.RefusalType;
import nl.sluitend.registration.Register;

/**
 * Keys on which a withdrawn pair matched: they stay out of every list of their lane under that
 * convenant, on both sides, so that the pair does not match on them again. A registration whose key
 * was corrected has another key, and takes part; so does one of a pair whose withdrawal this party
 * lifted.
 */
@ApplicationScoped
class WithdrawnKeys {

    private static final String MAC_PURPOSE = "sluitend/v1/withdrawn-key";

    private final WithdrawalRows rows;
    private final Register register;
    private final Convenants convenants;
    private final KeyRing keys;
    private final Alerts alerts;

    WithdrawnKeys(
            WithdrawalRows rows,
            Register register,
            Convenants convenants,
            KeyRing keys,
            Alerts alerts) {
        this.rows = rows;
        this.register = register;
        this.convenants = convenants;
        this.keys = keys;
        this.alerts = alerts;
    }

    /**
     * A point with the registration key that it is under.
     *
     * @param registrationKey Q of that key
     * @param mac of the key store over all of it and its row
     */
    record Sealed(
            String suite, String keyVersion, Octets registrationKey, Octets point, Octets mac) {}

    Sealed seal(
            UUID id,
            String convenant,
            String lane,
            String suite,
            String keyVersion,
            Octets registrationKey,
            Octets point) {
        var unsealed = new Sealed(suite, keyVersion, registrationKey, point, Octets.empty());
        return new Sealed(
                suite,
                keyVersion,
                registrationKey,
                point,
                mac(id, convenant, lane, unsealed, false));
    }

    /**
     * The points that stay out of a list, under the key of now; those that a rotation left behind
     * are brought along. A pair that was withdrawn under a convenant whose place this one took
     * stays out too. In the caller's transaction, which freezes the list.
     *
     * @throws RefusedException when one was tampered with: somebody may want the pair to match
     */
    Set<Octets> points(Agreement agreement, String lane) throws RefusedException {
        Set<Octets> points = new HashSet<>();
        for (String hash : convenants.lineage(agreement.convenant())) {
            rows.lock(hash);
            for (WithdrawalRows.KeyRow row :
                    rows.keys(
                            hash,
                            lane,
                            agreement.suite().identifier(),
                            agreement.convenant().keyVersion())) {
                requireGenuine(row);
                if (!row.lifted()) {
                    current(row, KeyKind.valueOf(lane), agreement.suite()).ifPresent(points::add);
                }
            }
        }
        return points;
    }

    /** The code over a key that need not stay out any more. */
    Octets macOfLifted(WithdrawalRows.KeyRow row) throws RefusedException {
        requireGenuine(row);
        return mac(row.id(), row.convenant(), row.lane(), row.sealed(), true);
    }

    private void requireGenuine(WithdrawalRows.KeyRow row) throws RefusedException {
        if (!mac(row.id(), row.convenant(), row.lane(), row.sealed(), row.lifted())
                .equals(row.sealed().mac())) {
            throw new RefusedException(
                    RefusalType.NOT_PERMITTED,
                    "the party cannot take part now; its operator knows why");
        }
    }

    private Optional<Octets> current(WithdrawalRows.KeyRow row, KeyKind kind, Suite suite) {
        Sealed sealed = row.sealed();
        Optional<Register.Moved> moved =
                register.underCurrentKey(kind, suite, sealed.registrationKey(), sealed.point());
        if (moved.isEmpty()) {
            alerts.raise(
                    "withdrawn-key-lost",
                    row.id().toString(),
                    "De sleutel waaronder een ingetrokken overeenkomst is bewaard, staat niet meer in"
                            + " het sleutelbestand. Het paar kan weer als overeenkomst verschijnen."
                            + " Zet het sleutelbestand van toen terug.");
        } else if (!moved.get().registrationKey().equals(sealed.registrationKey())) {
            rows.replaceKey(
                    row.id(),
                    seal(
                            row.id(),
                            row.convenant(),
                            row.lane(),
                            sealed.suite(),
                            sealed.keyVersion(),
                            moved.get().registrationKey(),
                            moved.get().point()));
        }
        return moved.map(Register.Moved::point);
    }

    private Octets mac(UUID id, String convenant, String lane, Sealed key, boolean lifted) {
        return Octets.of(
                keys.mac(
                        lifted ? MAC_PURPOSE + "/lifted" : MAC_PURPOSE,
                        ByteBuffer.allocate(2 * Long.BYTES)
                                .putLong(id.getMostSignificantBits())
                                .putLong(id.getLeastSignificantBits())
                                .array(),
                        text(convenant),
                        text(lane),
                        text(key.suite()),
                        text(key.keyVersion()),
                        key.registrationKey().toByteArray(),
                        key.point().toByteArray()));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
