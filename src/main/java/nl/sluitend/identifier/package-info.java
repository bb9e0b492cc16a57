/**
 * The identifiers that registers carry, as values that can only exist when they are valid, and the
 * matching keys made of them. Nothing here prints what could name a pupil.
 */
@NullMarked
package nl.sluitend.identifier;

import org.jspecify.annotations.NullMarked;
