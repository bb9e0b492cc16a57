package nl.sluitend.reconciliation;

import java.time.Instant;
import java.util.UUID;
import nl.sluitend.psi.Octets;

/**
 * Confirms a withdrawal: the signer has closed the match, keeps its key out of later lists, and has
 * deleted what it received.
 *
 * @param id of the withdrawal
 * @param withdrawal hash of it, octets as signed
 * @param deleted values of fields that the signer had received and deleted
 * @param at when, UTC, whole seconds
 */
record Withdrawn(UUID id, Octets withdrawal, int deleted, Instant at) {

    Withdrawn {
        if (deleted < 0) {
            throw new IllegalArgumentException("deleted must not be negative");
        }
    }
}
