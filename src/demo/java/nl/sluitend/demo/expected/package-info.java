/**
 * What the nodes must answer, worked out from the plain lists by other means than theirs: names and
 * numbers compared as text. Uses nothing of the node's code, so that the two can disagree.
 */
@NullMarked
package nl.sluitend.demo.expected;

import org.jspecify.annotations.NullMarked;
