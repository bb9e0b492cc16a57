package nl.sluitend.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The published distribution of Keycloak, unpacked and built once for an in-memory database, and
 * kept by version in the user's cache: building costs far more than starting.
 */
final class KeycloakDistribution {

    private static final String ARTIFACT = "keycloak-quarkus-dist";

    private static final List<String> SHARED = List.of("lib", "providers", "themes", "version.txt");

    private KeycloakDistribution() {}

    /**
     * The folder of the built distribution; unpacks and builds it when this version was not yet.
     * Several processes may call this at the same time.
     */
    static Path home(Consumer<String> progress) {
        Path zip = zip();
        String version =
                zip.getFileName().toString().replace(ARTIFACT + "-", "").replace(".zip", "");
        Path built = cache().resolve("keycloak-" + version + "-dev-mem");
        try {
            Files.createDirectories(cache());
            try (FileChannel channel =
                            FileChannel.open(
                                    cache().resolve("keycloak-" + version + ".lock"),
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid() && !Files.isDirectory(built)) {
                    Path fresh = Files.createTempDirectory(cache(), "unpacking-");
                    progress.accept("Keycloak " + version + " uitpakken");
                    unpack(zip, fresh);
                    progress.accept("Keycloak " + version + " bouwen (eenmalig)");
                    build(fresh);
                    Files.move(fresh, built, StandardCopyOption.ATOMIC_MOVE);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Keycloak cannot be unpacked to " + built, e);
        }
        return built;
    }

    /** Where the build put the archive, or else where Maven keeps it. */
    private static Path zip() {
        Path target = Checkout.file("target/keycloak");
        Path repository =
                Path.of(
                        System.getProperty(
                                "maven.repo.local",
                                System.getProperty("user.home") + "/.m2/repository"),
                        "org",
                        "keycloak",
                        ARTIFACT);
        return Stream.of(target, repository)
                .flatMap(KeycloakDistribution::archives)
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "there is no %s zip in %s or %s; run: mvn test-compile"
                                                .formatted(ARTIFACT, target, repository)));
    }

    private static Stream<Path> archives(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.walk(folder, 2)) {
            return files
                    .filter(file -> file.getFileName().toString().startsWith(ARTIFACT))
                    .filter(file -> file.toString().endsWith(".zip"))
                    .sorted()
                    .toList()
                    .reversed()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be read", e);
        }
    }

    private static Path cache() {
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path base =
                xdg == null || xdg.isBlank()
                        ? Path.of(System.getProperty("user.home"), ".cache")
                        : Path.of(xdg);
        return base.resolve("sluitend");
    }

    private static void unpack(Path zip, Path into) throws IOException {
        try (InputStream file = Files.newInputStream(zip);
                ZipInputStream entries = new ZipInputStream(file)) {
            for (ZipEntry entry = entries.getNextEntry();
                    entry != null;
                    entry = entries.getNextEntry()) {
                Path path = Path.of(entry.getName()).normalize();
                if (path.getNameCount() < 2 || path.isAbsolute() || path.startsWith("..")) {
                    continue;
                }
                Path to = into.resolve(path.subpath(1, path.getNameCount()));
                if (entry.isDirectory()) {
                    Files.createDirectories(to);
                } else {
                    Files.createDirectories(to.getParent());
                    Files.copy(entries, to);
                }
            }
        }
    }

    private static void build(Path home) {
        ServerProcess build =
                ServerProcess.start(
                        "the build of Keycloak",
                        home,
                        home.resolve("build.log"),
                        Map.of(),
                        command(home, home, 512, List.of("build", "--db=dev-mem")));
        int code = build.awaitExit(Duration.ofMinutes(5));
        if (code != 0) {
            throw new IllegalStateException(
                    "the build of Keycloak failed with exit code " + code + ":\n" + build.tail());
        }
    }

    /**
     * The command that runs Keycloak, as its own {@code kc.sh} composes it. Without the script in
     * between, a signal reaches the server itself and the working folder need not be the
     * distribution.
     *
     * @param run working folder of this server, see {@link #prepare}
     * @param heap limit in MB
     */
    static List<String> command(Path home, Path run, int heap, List<String> arguments) {
        Stream<String> java =
                Stream.of(
                        ServerProcess.java().toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xms64m",
                        "-Xmx" + heap + "m",
                        "-Dfile.encoding=UTF-8",
                        "-Duser.language=en",
                        "-Duser.country=US",
                        "--add-opens=java.base/java.util=ALL-UNNAMED",
                        "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                        "--add-opens=java.base/java.security=ALL-UNNAMED",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                                + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                        "-Dkc.home.dir=" + run,
                        "-Djboss.server.config.dir=" + run.resolve("conf"),
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-Dpicocli.disable.closures=true",
                        "-Dquarkus-log-max-startup-records=10000",
                        "-cp",
                        home.resolve("lib").resolve("quarkus-run.jar").toString(),
                        "io.quarkus.bootstrap.runner.QuarkusEntryPoint");
        return Stream.concat(java, arguments.stream()).toList();
    }

    /** Makes {@code run} a working folder of its own that borrows everything else from home. */
    static void prepare(Path home, Path run) {
        try {
            Files.createDirectories(run.resolve("data").resolve("import"));
            Files.createDirectories(run.resolve("conf"));
            for (String file : List.of("keycloak.conf", "cache-ispn.xml")) {
                Files.copy(
                        home.resolve("conf").resolve(file),
                        run.resolve("conf").resolve(file),
                        StandardCopyOption.REPLACE_EXISTING);
            }
            for (String shared : SHARED) {
                Path link = run.resolve(shared);
                Files.deleteIfExists(link);
                Files.createSymbolicLink(link, home.resolve(shared));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Keycloak's folder cannot be made: " + run, e);
        }
    }

    /** Takes away what {@link #prepare} borrowed, so that who deletes {@code run} cannot follow. */
    static void tidy(Path run) {
        for (String shared : SHARED) {
            Path link = run.resolve(shared);
            try {
                if (Files.isSymbolicLink(link)) {
                    Files.delete(link);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("a link cannot be deleted: " + link, e);
            }
        }
    }
}
