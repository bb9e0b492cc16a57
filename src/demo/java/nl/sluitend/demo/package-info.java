/**
 * The demo and the parts that tests share with it: a certificate authority, a database server and
 * node processes. On the test class path, so none of it is shipped.
 */
@NullMarked
package nl.sluitend.demo;

import org.jspecify.annotations.NullMarked;
