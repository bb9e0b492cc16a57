/** Benchmarks; on the test class path, so that nothing of them is shipped. */
@NullMarked
package nl.sluitend.bench;

import org.jspecify.annotations.NullMarked;
