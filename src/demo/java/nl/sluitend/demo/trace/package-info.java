/** Looks for pupil identifiers in everything that a run leaves behind. */
@NullMarked
package nl.sluitend.demo.trace;

import org.jspecify.annotations.NullMarked;
