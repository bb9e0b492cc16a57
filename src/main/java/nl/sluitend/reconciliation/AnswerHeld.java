package nl.sluitend.reconciliation;

import java.time.Instant;
import nl.sluitend.psi.Octets;

/**
 * Says that the signer holds the other's commitment.
 *
 * @param commit hash of the message, octets as signed
 * @param at when, UTC, whole seconds
 */
record AnswerHeld(Octets commit, Instant at) {}
