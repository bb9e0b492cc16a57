/**
 * The disclosure log: what left this node, to whom, on which basis and for what purpose, in an
 * append-only Merkle tree that anyone with the public key can check.
 *
 * <p>The pure core (tree, notes, entries, proofs and their verification) is plain Java. PostgreSQL
 * holds the log; every hash in it can be recomputed from the entries alone.
 */
@NullMarked
package nl.sluitend.disclosure;

import org.jspecify.annotations.NullMarked;
