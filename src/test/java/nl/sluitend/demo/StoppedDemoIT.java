package nl.sluitend.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person stops the demo: nothing of it runs on, nothing of it stays on the disk. */
class StoppedDemoIT {

    private static final String HEADER = "reference,bsn,category,startDate,endDate\n";
    private static final String UP = "Stoppen: Ctrl-C";

    @Test
    void aDemoThatIsUpStaysUntilItIsStoppedAndLeavesNothing(@TempDir Path folder) throws Exception {
        for (String list : List.of("rbl.csv", "swv-po.csv", "swv-vo.csv")) {
            Files.writeString(folder.resolve(list), HEADER + "a,999900018,DREIGEND,2026-01-05,\n");
        }
        assertLeavesNothing(UP, folder, "--data", folder.toString());
    }

    @Test
    void aDemoThatIsStoppedWhileItStartsLeavesNothing(@TempDir Path folder) throws Exception {
        assertLeavesNothing("knooppunten starten", folder, "--once");
    }

    /** Stops the demo with SIGTERM, as Ctrl-C or a service manager does, once it said a word. */
    private static void assertLeavesNothing(String word, Path folder, String... options)
            throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        Process demo = start(temporary, options);
        try {
            waitFor(word, demo);
            assertThat(demo.isAlive()).isTrue();
            List<ProcessHandle> children = demo.descendants().toList();
            assertThat(children).isNotEmpty();
            try (Stream<Path> files = Files.list(temporary)) {
                assertThat(files).anyMatch(file -> file.toString().contains("sluitend-demo-"));
            }

            demo.destroy();

            assertThat(demo.waitFor(60, TimeUnit.SECONDS)).as("the demo ends").isTrue();
            for (ProcessHandle child : children) {
                child.onExit().get(20, TimeUnit.SECONDS);
            }
            try (Stream<Path> files = Files.list(temporary)) {
                assertThat(files).noneMatch(file -> file.toString().contains("sluitend-demo-"));
            }
        } finally {
            demo.descendants().forEach(ProcessHandle::destroyForcibly);
            demo.destroyForcibly();
        }
    }

    private static Process start(Path temporary, String... options) throws IOException {
        Stream<String> command =
                Stream.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty(
                                "surefire.test.class.path", System.getProperty("java.class.path")),
                        Demo.class.getName());
        return new ProcessBuilder(Stream.concat(command, Stream.of(options)).toList())
                .redirectErrorStream(true)
                .start();
    }

    private static void waitFor(String word, Process demo) throws IOException {
        BufferedReader lines = demo.inputReader();
        StringBuilder said = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            said.append(line).append('\n');
            if (line.contains(word)) {
                Thread.ofVirtual().start(() -> lines.lines().forEach(more -> {}));
                return;
            }
        }
        assertThat(said).as("the demo ended before it said so").contains(word);
    }
}
