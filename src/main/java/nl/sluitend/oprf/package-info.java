/**
 * The oblivious pseudorandom function of RFC 9497, modes OPRF and VOPRF, for the suites
 * ristretto255-SHA512 and P256-SHA256: group operations in batches, hashing to the group (RFC
 * 9380), proofs of equal discrete logarithms. Uses nothing of ours and no framework.
 *
 * <p>{@link nl.sluitend.oprf.Group} is the door; {@link nl.sluitend.oprf.Engine} is what stands
 * behind it; {@link nl.sluitend.oprf.Dleq} proves and verifies; {@link nl.sluitend.oprf.Oprf} has
 * the protocol functions under their RFC names.
 */
@NullMarked
package nl.sluitend.oprf;

import org.jspecify.annotations.NullMarked;
