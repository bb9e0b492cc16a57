package nl.sluitend.demo;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The packaged node in a process of its own, as an operator runs it. Its settings are in a file
 * that only its owner reads, never on the command line, so that a list of processes shows no
 * secret.
 */
public final class NodeProcess implements AutoCloseable {

    /** What {@code mvn package} makes. */
    public static final Path PACKAGED = Checkout.file("target/quarkus-app/quarkus-run.jar");

    /**
     * The options of every JVM that runs a node, here as in {@code deploy}. The four thresholds
     * keep the second compiler to what runs tens of thousands of times: it took a third of the
     * processor in a run of ten thousand pupils (docs/performance.md).
     */
    public static final List<String> JVM_OPTIONS =
            List.of(
                    "--add-modules",
                    "jdk.incubator.vector",
                    "--enable-native-access=ALL-UNNAMED",
                    "-XX:-HeapDumpOnOutOfMemoryError",
                    "-XX:-CreateCoredumpOnCrash",
                    "-XX:+DisableAttachMechanism",
                    "-XX:Tier4InvocationThreshold=50000",
                    "-XX:Tier4MinInvocationThreshold=10000",
                    "-XX:Tier4CompileThreshold=120000",
                    "-XX:Tier4BackEdgeThreshold=400000");

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /**
     * How to run the JVM.
     *
     * @param heap limit in MB
     * @param quick compile for a quick start; ten times slower with vectors, so with the scalar
     *     engine alone
     */
    public record Jvm(int heap, boolean quick, List<String> more) {
        public Jvm {
            more = List.copyOf(more);
        }

        /** Starts quickly and stays small: for tests and the demo. */
        public static Jvm small() {
            return new Jvm(256, true, List.of());
        }
    }

    private final String name;
    private final Path directory;
    private final Map<String, String> settings;
    private final Jvm jvm;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private ServerProcess process;

    private NodeProcess(String name, Path directory, Map<String, String> settings, Jvm jvm) {
        this.name = name;
        this.directory = directory.toAbsolutePath();
        this.settings = Map.copyOf(settings);
        this.jvm = jvm;
        this.process = launch();
    }

    /**
     * Starts a node; {@link #awaitReady} tells when it serves.
     *
     * @param name for messages
     * @param directory working folder, made when it is not there; holds the settings and {@code
     *     node.log}
     * @param settings see {@link NodeSettings}
     */
    public static NodeProcess start(
            String name, Path directory, Map<String, String> settings, Jvm jvm) {
        return new NodeProcess(name, directory, settings, jvm);
    }

    /** The same, small and quick. */
    public static NodeProcess start(String name, Path directory, NodeSettings settings) {
        return start(name, directory, settings.all(), Jvm.small());
    }

    /**
     * Waits until the node is ready.
     *
     * @throws IllegalStateException when it ends or takes more than three minutes; the message
     *     carries the end of its log
     */
    public NodeProcess awaitReady() {
        process.await(() -> isReady() && accepts(), PATIENCE);
        return this;
    }

    /** Waits for a node that must refuse to start and returns its exit code. */
    public int awaitExit() {
        return process.awaitExit(PATIENCE);
    }

    /** Whether the node says by its management port that it can serve. */
    public boolean isReady() {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(management() + "/q/health/ready"))
                        .timeout(Duration.ofSeconds(5))
                        .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + name, e);
        }
    }

    /** The management port is there before the other one is. */
    private boolean accepts() {
        try (Socket socket = new Socket(url().getHost(), url().getPort())) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    /** Where the node serves its pages and interfaces. */
    public URI url() {
        return URI.create("https://localhost:" + setting(NodeSettings.HTTPS_PORT));
    }

    /** Where health and metrics are. */
    public URI management() {
        return URI.create("http://127.0.0.1:" + setting(NodeSettings.MANAGEMENT_PORT));
    }

    public Path log() {
        return directory.resolve("node.log");
    }

    /** The end of the log. */
    public String tail() {
        return process.tail();
    }

    /** Stops the node in good order, for {@link #restart}. */
    public void stop() {
        process.stop();
    }

    /** Ends the node at once, as a power cut would. */
    public void kill() {
        process.kill();
    }

    /** Starts a node that was stopped or killed again, with the same settings. */
    public NodeProcess restart() {
        if (process.isAlive()) {
            process.stop();
        }
        process = launch();
        return this;
    }

    @Override
    public void close() {
        process.stop();
    }

    private ServerProcess launch() {
        Path jar = PACKAGED.toAbsolutePath();
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(jar + " is not there; run: mvn package");
        }
        List<String> command = new ArrayList<>();
        command.add(ServerProcess.java().toString());
        command.addAll(JVM_OPTIONS);
        command.addAll(
                List.of(
                        "-Xms64m",
                        "-Xmx" + jvm.heap() + "m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-XX:-UsePerfData"));
        if (jvm.quick()) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.addAll(jvm.more());
        command.addAll(List.of("-jar", jar.toString()));
        try {
            Files.createDirectories(directory.resolve("config"));
            writeSettings(directory.resolve("config").resolve("application.properties"));
        } catch (IOException e) {
            throw new UncheckedIOException("the settings of " + name + " cannot be written", e);
        }
        return ServerProcess.start(name, directory, log(), Map.of(), command);
    }

    private void writeSettings(Path file) throws IOException {
        Properties properties = new Properties();
        properties.putAll(settings);
        StringWriter text = new StringWriter();
        properties.store(text, null);
        Files.deleteIfExists(file);
        FileAttribute<?> ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Files.createFile(file, ownerOnly);
        Files.writeString(file, text.toString(), StandardCharsets.UTF_8);
    }

    private String setting(String key) {
        String value = settings.get(key);
        if (value == null) {
            throw new IllegalStateException(name + " has no setting " + key);
        }
        return value;
    }
}
