/**
 * Reads the lists of source systems and judges every line: plain Java, streaming, no database. What
 * leaves this package is either a {@link nl.sluitend.registration.intake.Registration} or says what
 * is wrong without repeating any value.
 */
@NullMarked
package nl.sluitend.registration.intake;

import org.jspecify.annotations.NullMarked;
