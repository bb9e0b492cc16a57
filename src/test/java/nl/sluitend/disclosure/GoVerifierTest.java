package nl.sluitend.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import nl.sluitend.NodeClient;
import nl.sluitend.party.PeerHttp;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A log written by this node, checked by {@code sumdb/note} and {@code sumdb/tlog} of Go. Needs the
 * Debian packages golang-go and golang-golang-x-mod-dev, which {@code ./sluitend test} installs;
 * where they are absent the test is reported as skipped, never as passed.
 */
@QuarkusTest
@TestSecurity(user = "fg-1", roles = "fg")
class GoVerifierTest {

    private static final Path SOURCES = Path.of("/usr/share/gocode/src/golang.org/x/mod");
    private static @Nullable Path binary;

    @Inject DisclosureLog disclosureLog;
    @Inject Disclosures disclosures;
    @Inject Cosignatures cosignatures;
    @Inject Witnesses witnesses;
    @Inject LogHalts halts;
    @Inject LogStore store;
    @Inject LogAlerts alerts;
    @Inject PeerHttp peers;

    @TempDir Path folder;

    private final TestLog log = TestLog.fresh();

    @BeforeEach
    void build() throws IOException, InterruptedException {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":"))
                                .anyMatch(place -> Files.isExecutable(Path.of(place, "go")))
                        && Files.isDirectory(SOURCES),
                "Go is not installed: apt-get install golang-go golang-golang-x-mod-dev");
        if (binary == null) {
            Path directory = Files.createTempDirectory("verifylog");
            Path built = directory.resolve("verifylog");
            ProcessBuilder go =
                    new ProcessBuilder(
                            "go", "build", "-o", built.toString(), "src/test/go/verifylog/main.go");
            go.environment().put("GO111MODULE", "off");
            go.environment().put("GOPATH", "/usr/share/gocode");
            go.environment().put("GOCACHE", directory.resolve("cache").toString());
            go.environment().put("GOFLAGS", "");
            assertThat(run(go)).isEmpty();
            binary = built;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 256, 300, 700})
    void aLogOfThisNodeIsVerifiedByGo(int size) throws Exception {
        append(size / 2);
        if (size > 1) {
            disclosureLog.checkpoint(log.name());
        }
        append(size - size / 2);
        export();
        assertThat(verify()).isEqualTo("verified");
    }

    @Test
    void cosignaturesDoNotDisturbIt() throws Exception {
        append(3);
        try (TestWitness witness = new TestWitness(disclosureLog.verifierKey(log.name()))) {
            HttpClient http = HttpClient.newBuilder().sslContext(NodeClient.context(null)).build();
            Witnessing witnessing =
                    new Witnessing(
                            disclosureLog,
                            cosignatures,
                            witnesses,
                            new WitnessCalls(peers, http),
                            halts,
                            store,
                            alerts,
                            Clock.systemUTC());
            assertThat(witnessing.ask(log.name(), witness.asWitness())).isTrue();
        }
        export();
        assertThat(Files.readString(folder.resolve("checkpoint"))).contains(TestWitness.NAME);
        assertThat(verify()).isEqualTo("verified");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tile/entries/000",
                "tile/0/000",
                "checkpoint",
                "checkpoints/0",
                "tile/1/000.p/1"
            })
    void aChangedFileIsRefusedByGo(String file) throws Exception {
        append(300);
        export();
        Path path = folder.resolve(file);
        byte[] bytes = Files.readAllBytes(path);
        bytes[bytes.length / 2] ^= 1;
        Files.write(path, bytes);
        assertThat(verify()).startsWith("NOT VERIFIED");
    }

    @Test
    void aProofFileIsVerifiedByGoAndOfAnotherEntryRefused() throws Exception {
        append(300);
        export();
        String proof = disclosures.open(log.name().id(), 123, "fg-1").file().toString();
        Path file = Files.writeString(folder.resolve("entry.tlog-proof"), proof);
        assertThat(verify(file.toString())).isEqualTo("verified");
        Files.writeString(file, proof.replace("index 123", "index 124"));
        assertThat(verify(file.toString())).startsWith("NOT VERIFIED");
        TlogProof parsed = TlogProof.parse(proof.getBytes(StandardCharsets.UTF_8));
        String other = disclosures.open(log.name().id(), 124, "fg-1").file().toString();
        TlogProof others = TlogProof.parse(other.getBytes(StandardCharsets.UTF_8));
        Files.writeString(
                file,
                new TlogProof(
                                others.extra(),
                                parsed.index(),
                                parsed.inclusionProof(),
                                parsed.checkpoint())
                        .toString());
        assertThat(verify(file.toString())).startsWith("NOT VERIFIED");
    }

    private void export() throws IOException, LogVerificationException {
        HttpClient client = HttpClient.newBuilder().sslContext(NodeClient.context(null)).build();
        LogExport.copy(
                new HttpLogSource(
                        client,
                        URI.create(NodeClient.address()),
                        log.name().id(),
                        Optional.empty()),
                folder);
    }

    private String verify(String... proof) throws IOException, InterruptedException {
        return run(
                new ProcessBuilder(
                        Stream.concat(
                                        Stream.of(String.valueOf(binary), folder.toString()),
                                        Stream.of(proof))
                                .toList()));
    }

    private static String run(ProcessBuilder command) throws IOException, InterruptedException {
        Process process = command.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue())
                .isEqualTo(output.isEmpty() || output.startsWith("verified") ? 0 : 1);
        return output.strip();
    }

    private void append(int leaves) {
        if (leaves > 0) {
            List<Leaf> all = Stream.generate(log::exposure).limit(leaves).toList();
            QuarkusTransaction.requiringNew().run(() -> disclosureLog.append(log.name(), all));
        }
    }
}
