/**
 * The reconciliation protocol (modes {@code MATCH}, {@code MATCH_ONE_SIDED}, {@code FIELDS} and
 * {@code COUNTS}): messages, checks, proofs and the state machine of one session.
 *
 * <p>Plain Java over {@code oprf}: no clock, no randomness of its own, no HTTP, SQL or JSON.
 * Whatever changes from run to run is passed in. The specification, message by message, is {@code
 * docs/protocol/match.md}, {@code one-sided.md}, {@code fields.md} and {@code counts.md}.
 */
@NullMarked
package nl.sluitend.psi;

import org.jspecify.annotations.NullMarked;
