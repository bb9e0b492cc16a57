/**
 * The main use case: under a convenant in force, two nodes run a session of {@code psi}, log first,
 * and give each source system the outcome for its own references.
 *
 * <p>Everything a session needs stands in the database before any octet leaves, so that any replica
 * can go on after any crash. The specification is {@code docs/protocol/match.md}, the states are in
 * {@code docs/protocol/states.md}.
 */
@NullMarked
package nl.sluitend.reconciliation;

import org.jspecify.annotations.NullMarked;
