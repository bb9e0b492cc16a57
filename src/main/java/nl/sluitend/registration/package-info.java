/**
 * The register: intake from source systems, keyed points at rest, and the lists that enter a
 * reconciliation.
 */
@NullMarked
package nl.sluitend.registration;

import org.jspecify.annotations.NullMarked;
