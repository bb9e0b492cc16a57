/**
 * RFC 9457 problem details: the one form in which every interface of the node says what is wrong,
 * and the only exception mappers. Nothing here knows a feature.
 */
@NullMarked
package nl.sluitend.problem;

import org.jspecify.annotations.NullMarked;
