package nl.sluitend.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The launcher on a machine that is laid out for the test: its own folder with a JDK that tells
 * what it was started with, and a build that counts itself.
 */
final class LauncherTest {

    private static final String TOLD = "java was given: ";
    private static final String MODULE = "--add-modules jdk.incubator.vector";

    @TempDir Path machine;

    private Path home;
    private Path jdk;
    private Path tools;

    private record Ended(int exitCode, String out, String err) {}

    @BeforeEach
    void layOutAMachine() throws IOException {
        home = Files.createDirectories(machine.resolve("sluitend"));
        jdk = machine.resolve("jdk");
        tools = Files.createDirectories(machine.resolve("bin"));
        Files.copy(
                Path.of("sluitend"), home.resolve("sluitend"), StandardCopyOption.COPY_ATTRIBUTES);
        script(jdk.resolve("bin/java"), "echo '" + TOLD + "'\"$*\"");
        script(jdk.resolve("bin/javac"), "exit 1");
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
        for (String tool :
                List.of(
                        "sh", "dirname", "sed", "cat", "cksum", "find", "sort", "mkdir", "tail",
                        "rm")) {
            script(tools.resolve(tool), "exec " + found(tool) + " \"$@\"");
        }
        script(tools.resolve("id"), "echo 1000");
    }

    @Test
    void without_a_jdk_it_says_what_to_install() throws Exception {
        // No machine has this one, wherever the launcher looks.
        Path launcher = home.resolve("sluitend");
        Files.writeString(
                launcher, Files.readString(launcher).replace("\nversion=25\n", "\nversion=99\n"));
        Ended ended = run("demo");
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err())
                .contains("no JDK 99 or newer found")
                .contains("JAVA_HOME")
                .contains("apt-get install");
    }

    @Test
    void a_jdk_that_is_too_old_is_not_taken() throws Exception {
        installed();
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"21.0.5\"\n");
        assertThat(run("node").out()).doesNotContain(TOLD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "test", "bench", "node"})
    void help_needs_no_jdk(String command) throws Exception {
        Files.delete(jdk.resolve("release"));
        Ended ended = run(command, "--help");
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out()).startsWith("Usage: ./sluitend " + command);
    }

    @Test
    void a_command_that_is_not_there_is_refused_with_those_that_are() throws Exception {
        Ended ended = run("dmeo");
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err()).contains("there is no command 'dmeo'").contains("verify-log");
        assertThat(run().exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"node", "keys", "systems", "verify-log"})
    void every_jvm_of_an_installed_node_gets_the_vector_module(String command) throws Exception {
        installed();
        assertThat(run(command, "x").out()).contains(TOLD).contains(MODULE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "bench ec", "bench log", "bench intake", "bench psi"})
    void every_jvm_of_the_sources_gets_the_vector_module(String command) throws Exception {
        sources();
        assertThat(run(command.split(" ")).out()).contains(TOLD).contains(MODULE);
    }

    @Test
    void it_builds_when_the_sources_changed_and_only_then() throws Exception {
        sources();
        run("demo");
        run("demo");
        assertThat(builds()).isEqualTo(1);
        Files.writeString(home.resolve("src/A.java"), "class A { int more; }");
        run("demo");
        run("node");
        assertThat(builds()).isEqualTo(2);
        Files.writeString(home.resolve("src/B.java"), "class B {}");
        run("node");
        assertThat(builds()).isEqualTo(3);
    }

    @Test
    void a_build_that_fails_is_told_with_its_last_lines_and_not_taken_for_done() throws Exception {
        sources();
        script(home.resolve("mvnw"), "echo 'A.java: it does not compile'; exit 1");
        Ended ended = run("demo");
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.err())
                .contains("A.java: it does not compile")
                .contains("target/build.log");
        assertThat(ended.out()).doesNotContain(TOLD);
        assertThat(home.resolve("target/sources.built")).doesNotExist();
    }

    @Test
    void without_a_browser_whoever_may_not_install_gets_the_line_to_run() throws Exception {
        sources();
        Ended ended = run("test");
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err())
                .contains("sudo sh -c 'apt-get update && apt-get install -y chromium'");
        assertThat(builds()).isZero();
    }

    @Test
    void without_a_browser_root_installs_it_and_says_so() throws Exception {
        sources();
        script(tools.resolve("id"), "echo 0");
        script(tools.resolve("apt-get"), "echo \"$*\" >>" + machine.resolve("installed"));
        Ended ended = run("test");
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out()).contains("Chromium is missing; installing it");
        assertThat(Files.readString(machine.resolve("installed")))
                .contains("install -y -qq chromium");
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void a_full_run_of_a_package_that_is_not_there_is_refused() throws Exception {
        sources();
        script(tools.resolve("chromium"), "exit 0");
        Ended ended = run("test", "--full", "nothere");
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err()).contains("there is no package 'nothere' with tests");
    }

    /** As it is unpacked on a server: no sources. */
    private void installed() throws IOException {
        Files.createDirectories(home.resolve("quarkus-app"));
        Files.writeString(home.resolve("quarkus-app/quarkus-run.jar"), "");
    }

    /** As it is cloned. */
    private void sources() throws IOException {
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        Files.createDirectories(home.resolve("src"));
        Files.writeString(home.resolve("src/A.java"), "class A {}");
        script(
                home.resolve("mvnw"),
                "echo built >>builds; mkdir -p target/quarkus-app; >target/quarkus-app/quarkus-run.jar;"
                        + " echo classes >target/test-classpath.txt");
    }

    private int builds() throws IOException {
        Path builds = home.resolve("builds");
        return Files.exists(builds) ? Files.readAllLines(builds).size() : 0;
    }

    private Ended run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(home.resolve("sluitend").toString()));
        command.addAll(List.of(arguments));
        Path out = machine.resolve("out");
        Path err = machine.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment()
                .putAll(
                        Map.of(
                                "PATH", tools.toString(),
                                "HOME", machine.toString(),
                                "JAVA_HOME", jdk.toString()));
        Process process = builder.start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Ended(process.exitValue(), read(out), read(err));
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    private static void script(Path file, String line) throws IOException {
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file);
        Files.writeString(file, "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path found(String tool) {
        return List.of(Path.of("/bin", tool), Path.of("/usr/bin", tool)).stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }
}
