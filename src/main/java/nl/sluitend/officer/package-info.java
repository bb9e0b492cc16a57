/**
 * The web pages of the node, in Dutch: login, and the office of the privacy officer and the
 * functionaris gegevensbescherming. Rendered on the server; they work without JavaScript.
 */
@NullMarked
package nl.sluitend.officer;

import org.jspecify.annotations.NullMarked;
