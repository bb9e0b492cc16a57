package nl.sluitend.reconciliation;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.identifier.Oin;
import nl.sluitend.psi.Octets;

/**
 * A withdrawal as it stands in the database.
 *
 * @param own whether this party withdrew
 * @param at when it took effect here
 * @param hash of the signed octets
 * @param jws the withdrawal as signed
 * @param answer the confirmation as signed, of whoever did not withdraw
 * @param ownDeleted values of fields that this party deleted
 * @param peerDeleted those that the counterpart said that it deleted
 * @param problem why the counterpart has not confirmed yet
 * @param lifted since when this party lets the pair match again, and why
 */
record StoredWithdrawal(
        UUID id,
        String convenant,
        Oin counterpart,
        boolean own,
        UUID sid,
        String lane,
        Octets tag,
        String casusnummer,
        WithdrawalReason reason,
        Instant at,
        Octets hash,
        String jws,
        Optional<String> answer,
        Optional<Instant> confirmed,
        int ownDeleted,
        Optional<Integer> peerDeleted,
        Optional<String> problem,
        Optional<Lifted> lifted) {

    /** This party lets the pair match again. */
    record Lifted(Instant at, String explanation) {}
}
