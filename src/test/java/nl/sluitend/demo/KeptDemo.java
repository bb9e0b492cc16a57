package nl.sluitend.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One run of the demo with everything that it leaves behind, shared by the tests that look at it:
 * starting Keycloak and three nodes takes most of a minute.
 */
public final class KeptDemo {

    private static final KeptDemo ONLY = new KeptDemo();

    private final Path folder = Path.of("target", "kept-demo").toAbsolutePath();
    private final Path report = Path.of("target", "kept-demo.json").toAbsolutePath();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final int exitCode;

    private KeptDemo() {
        try {
            Cleanup.delete(folder);
            Files.deleteIfExists(report);
            exitCode =
                    Demo.run(
                            new PrintStream(out, true, StandardCharsets.UTF_8),
                            new PrintStream(err, true, StandardCharsets.UTF_8),
                            "--once",
                            "--report",
                            report.toString(),
                            "--keep",
                            folder.toString());
            Files.write(folder.resolveSibling("kept-demo.out"), out.toByteArray());
            Files.write(folder.resolveSibling("kept-demo.err"), err.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The demo, run once in this JVM. */
    public static KeptDemo get() {
        return ONLY;
    }

    int exitCode() {
        return exitCode;
    }

    /** What the person at the terminal read. */
    String output() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** What it kept. */
    public Path folder() {
        return folder;
    }

    DemoReport report() throws IOException {
        return DemoReport.read(report);
    }
}
