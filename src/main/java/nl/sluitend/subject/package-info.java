/**
 * Rights of data subjects (AVG art. 15 to 21): requests with their deadlines, the access report,
 * objection, restriction and erasure.
 */
@NullMarked
package nl.sluitend.subject;

import org.jspecify.annotations.NullMarked;
