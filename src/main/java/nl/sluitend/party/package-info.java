/** This party, the parties that it knows, and the keys and certificates between them. */
@NullMarked
package nl.sluitend.party;

import org.jspecify.annotations.NullMarked;
