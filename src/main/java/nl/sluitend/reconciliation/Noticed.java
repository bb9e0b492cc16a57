package nl.sluitend.reconciliation;

import java.time.Instant;
import java.util.UUID;
import nl.sluitend.psi.Octets;

/**
 * Confirms a notice: the signer has it, and its people are asked to deal with it.
 *
 * @param id of the notice
 * @param notice hash of it, octets as signed
 * @param at when, UTC, whole seconds
 */
record Noticed(UUID id, Octets notice, Instant at) {}
