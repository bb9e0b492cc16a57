package nl.sluitend.demo;

import java.io.PrintStream;
import java.time.Duration;

/** What the demo says to the person who started it, with the seconds since the start. */
final class Terminal {

    private final PrintStream out;
    private final long start = System.nanoTime();

    Terminal(PrintStream out) {
        this.out = out;
    }

    /** A step that begins or ends. */
    synchronized void progress(String message) {
        long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
        out.printf("[%3d s] %s%n", seconds, message);
        out.flush();
    }

    /** Part of the result. */
    synchronized void say(String text) {
        out.println(text);
        out.flush();
    }
}
