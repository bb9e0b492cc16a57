package nl.sluitend.oprf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which engine a JVM ends up with, and the reason that it gives. */
class EngineChoiceIT {

    private static final String MODULE = "--add-modules=jdk.incubator.vector";

    private static String choice(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(
                List.of(
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EngineChoiceMain.class.getName()));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out.strip();
    }

    @Test
    void withoutTheModuleTheScalarEngineServes() throws Exception {
        assertThat(choice()).startsWith("scalar|true|scalar: the JVM was started without");
    }

    @Test
    void aJvmHeldToItsFirstCompilerGetsTheScalarEngine() throws Exception {
        assertThat(choice(MODULE, "-XX:TieredStopAtLevel=1"))
                .startsWith("scalar|true|scalar: the JVM is held to its first compiler");
    }

    @Test
    void theSettingDecides() throws Exception {
        assertThat(choice(MODULE, "-D" + Engines.SETTING + "=scalar"))
                .startsWith("scalar|true|scalar: set by " + Engines.SETTING);
        assertThat(choice(MODULE, "-D" + Engines.SETTING + "=fastest"))
                .startsWith("scalar|true|scalar: " + Engines.SETTING + " must be");
        assertThat(choice(MODULE, "-D" + Engines.SETTING + "=vector"))
                .startsWith("vector|true|vector: ")
                .endsWith("set by " + Engines.SETTING + "|[]");
    }
}
