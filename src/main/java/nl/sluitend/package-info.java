/** Sluitend: lays registers of thuiszitters side by side without either list leaving its owner. */
@NullMarked
package nl.sluitend;

import org.jspecify.annotations.NullMarked;
