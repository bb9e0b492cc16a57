/**
 * What holds the node together: configuration checks at start, jobs, sources of time and chance.
 */
@NullMarked
package nl.sluitend.node;

import org.jspecify.annotations.NullMarked;
