package nl.sluitend.demo;

import java.nio.file.Path;

/** The folder of the sources and of what was built from them. */
final class Checkout {

    private Checkout() {}

    /**
     * A file in it. The launcher says where it is by {@code sluitend.home}, so that the demo can be
     * started from any folder; tests run in it.
     */
    static Path file(String relative) {
        return Path.of(System.getProperty("sluitend.home", "")).resolve(relative).toAbsolutePath();
    }
}
