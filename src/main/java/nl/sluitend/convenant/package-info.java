/**
 * What two parties agreed: the content of a convenant, its hash, the signatures under it, and the
 * one policy that every exchange asks.
 */
@NullMarked
package nl.sluitend.convenant;

import org.jspecify.annotations.NullMarked;
