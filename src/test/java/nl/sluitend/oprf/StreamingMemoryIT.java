package nl.sluitend.oprf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import nl.sluitend.TestScale;
import org.junit.jupiter.api.Test;

/**
 * The engines' memory does not grow with the number of elements: a JVM with 64 MiB of heap in all
 * multiplies ten million (a tenth of them, or a few, when the tests run at a smaller scale). A call
 * holds one block of elements per thread and nothing of the calls before it, so that the count
 * changes nothing but the time.
 */
class StreamingMemoryIT {

    private static final int COUNT = 10_000_000;

    @Test
    void sixtyFourMebibytesAreEnoughForTenMillion() throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--add-modules=jdk.incubator.vector",
                                "-Xmx64m",
                                "-XX:+ExitOnOutOfMemoryError",
                                "-XX:-UsePerfData",
                                "-cp",
                                System.getProperty("java.class.path"),
                                StreamingMain.class.getName(),
                                Integer.toString(TestScale.of(COUNT)))
                        .redirectErrorStream(true)
                        .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        assertThat(out).endsWith("done" + System.lineSeparator());
    }
}
