/**
 * The registers of the demo: fictional pupils and organisations whose numbers follow the figures
 * that the municipality of Arnhem published about its thuiszitters. The same registers come out of
 * every run, down to the last character.
 */
@NullMarked
package nl.sluitend.demo.register;

import org.jspecify.annotations.NullMarked;
