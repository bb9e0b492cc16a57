package nl.sluitend.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.sluitend.NodeClient;
import nl.sluitend.TestNode;
import nl.sluitend.disclosure.DisclosureLog;
import nl.sluitend.disclosure.Disclosures;
import nl.sluitend.disclosure.HttpLogSource;
import nl.sluitend.disclosure.Leaf;
import nl.sluitend.disclosure.LeafKind;
import nl.sluitend.disclosure.LogExport;
import nl.sluitend.disclosure.LogName;
import nl.sluitend.disclosure.LogVerificationException;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.CanonicalJson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@TestSecurity(user = "fg-1", roles = "fg")
class VerifyLogCommandTest {

    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final LogName NODE_LOG = LogName.ofNode(new Oin(TestNode.OIN));

    @Inject DisclosureLog disclosureLog;
    @Inject Disclosures disclosures;
    @TempDir Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void somethingIsLogged() {
        Leaf leaf =
                Leaf.internal(
                        LeafKind.CONFIGURATION,
                        NOW,
                        URI.create("urn:example:activity:1"),
                        "beheer",
                        "artikel 32 AVG",
                        NODE_LOG.owner(),
                        Map.of("setting", "example"),
                        List.of(),
                        Optional.empty());
        QuarkusTransaction.requiringNew()
                .run(() -> disclosureLog.append(NODE_LOG, List.of(leaf, leaf, leaf)));
    }

    @Test
    void aFolderWithASoundLogEndsWithZero() throws IOException, LogVerificationException {
        export();
        assertThat(run(folder.toString())).isZero();
        assertThat(out.toString(UTF_8))
                .contains("verified  " + folder.resolve("rbl/node"))
                .contains(NODE_LOG.origin())
                .contains("1 of 1 logs verified, 2026-11-22T08:00:00Z")
                .contains("compare them with the convenants");
    }

    @Test
    void theReportComesAsPdfToo() throws IOException, LogVerificationException {
        export();
        Path pdf = folder.resolve("rapport.pdf");

        assertThat(run(folder.toString(), "--pdf", pdf.toString())).isZero();
        assertThat(Files.readString(pdf, java.nio.charset.StandardCharsets.ISO_8859_1))
                .startsWith("%PDF");
    }

    @Test
    void aFolderWithAChangedLogEndsWithOneAndSaysWhere()
            throws IOException, LogVerificationException {
        Path log = export();
        Path checkpoint = log.resolve("checkpoint");
        Files.writeString(checkpoint, Files.readString(checkpoint).replaceFirst("\n[0-9]", "\n9"));
        assertThat(run(folder.toString())).isEqualTo(1);
        assertThat(out.toString(UTF_8)).contains("NOT VERIFIED").contains("does not verify");
    }

    @Test
    void theReportIsAlsoJson() throws IOException, LogVerificationException {
        export();
        assertThat(run("--json", folder.toString())).isZero();
        JsonNode report = new ObjectMapper().readTree(out.toByteArray());
        assertThat(report.get("verified").booleanValue()).isTrue();
        JsonNode log = report.get("logs").get(0);
        assertThat(log.get("size").longValue()).isGreaterThanOrEqualTo(3);
        assertThat(log.get("origin").textValue()).isEqualTo(NODE_LOG.origin());
        assertThat(log.get("findings")).isEmpty();
    }

    @Test
    void aNodeIsCheckedOverItsAddress() throws IOException {
        Path password = Files.writeString(folder.resolve("password"), TestNode.FILES.password());
        Path token = Files.writeString(folder.resolve("token"), "any, in this test\n");
        String[] trust = {
            "--truststore", TestNode.FILES.truststore().toString(),
            "--truststore-password-file", password.toString(),
            "--token-file", token.toString(),
            "--log", "node"
        };
        List<String> arguments = new ArrayList<>(List.of(trust));
        arguments.add(NodeClient.address());
        assertThat(run(arguments.toArray(String[]::new))).isZero();
        assertThat(out.toString(UTF_8)).contains("/v1/log/node");
    }

    @Test
    @TestSecurity
    void aNodeThatDoesNotLetUsInEndsWithOne() throws IOException {
        Path password = Files.writeString(folder.resolve("password"), TestNode.FILES.password());
        int code =
                run(
                        "--truststore",
                        TestNode.FILES.truststore().toString(),
                        "--truststore-password-file",
                        password.toString(),
                        NodeClient.address());
        assertThat(code).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("401");
    }

    @Test
    void aNodeThatIsNotTrustedEndsWithOne() {
        assertThat(run(NodeClient.address())).isEqualTo(1);
    }

    @Test
    void keysFromElsewhereAreHeldAgainstTheLog() throws IOException, LogVerificationException {
        export();
        Path keys = folder.resolve("vkeys");
        Files.writeString(keys, "# from the convenant\n" + disclosureLog.verifierKey(NODE_LOG));
        assertThat(run("--vkeys", keys.toString(), folder.toString())).isZero();
        assertThat(out.toString(UTF_8)).doesNotContain("compare them");
    }

    @Test
    void aKnownCheckpointIsHeldAgainstTheLog() throws IOException, LogVerificationException {
        Path log = export();
        Path known = Files.copy(log.resolve("checkpoint"), folder.resolve("known"));
        assertThat(run("--known", known.toString(), "--json", log.toString())).isZero();
        assertThat(out.toString(UTF_8)).contains("\"knownCheckpoints\" : 1");
    }

    @Test
    void everyProofOfAnAccessReportIsChecked() throws IOException {
        String proof = disclosures.open("node", 0, "fg-1").file().toString();
        String other = disclosures.open("node", 1, "fg-1").file().toString();
        assertThat(runReport(proof, other)).isZero();
        assertThat(out.toString(UTF_8)).contains("2 of 2 entries proven");
        assertThat(runReport(proof, other.replace("index 1", "index 0"))).isEqualTo(1);
        assertThat(out.toString(UTF_8)).contains("1 of 2 entries proven", "NOT PROVEN");
        Path keys = folder.resolve("report-vkeys");
        Path letter = Files.writeString(folder.resolve("letter"), "{\"proofs\":[]}");
        assertThat(run("--proof", letter.toString(), "--vkeys", keys.toString())).isEqualTo(1);
        assertThat(out.toString(UTF_8)).contains("no access report");
    }

    @Test
    void aProofWithoutTheCosignaturesOfThePolicyIsNotEnough() throws IOException {
        Path proof = folder.resolve("proof");
        Files.writeString(proof, disclosures.open("node", 0, "fg-1").file().toString());
        Path policy =
                Files.writeString(
                        folder.resolve("policy"),
                        """
                        log %s
                        witness w 00000099900000003000/witness+6d947b10+BBbcSIWU1Jx6mnA+ASOcIHX9qdcmF5/uqhoGDJO2D4jI
                        quorum w
                        """
                                .formatted(disclosureLog.verifierKey(NODE_LOG).vkey()));
        assertThat(run("--proof", proof.toString(), "--policy", policy.toString())).isEqualTo(1);
        assertThat(out.toString(UTF_8)).contains("NOT COSIGNED");
        Files.writeString(
                policy,
                "log %s\nquorum none\n".formatted(disclosureLog.verifierKey(NODE_LOG).vkey()));
        assertThat(run("--proof", proof.toString(), "--policy", policy.toString())).isZero();
    }

    private int runReport(String... proofs) throws IOException {
        Path keys =
                Files.writeString(
                        folder.resolve("report-vkeys"),
                        disclosureLog.verifierKey(NODE_LOG).vkey() + "\n");
        Path report = folder.resolve("report.json");
        Files.write(
                report,
                CanonicalJson.bytes(
                        Map.of("type", "sluitend-access-report", "proofs", List.of(proofs))));
        return run("--proof", report.toString(), "--vkeys", keys.toString());
    }

    @Test
    void wrongOptionsEndWithTwo() throws IOException {
        assertUsage("one address or folder");
        assertUsage("one address or folder", "a", "b");
        assertUsage("unknown option --gossip", "--gossip", "a");
        assertUsage("--log needs a value", "a", "--log");
        assertUsage("neither a folder nor", folder.resolve("none").toString());
        assertUsage("no log", folder.toString());
        assertUsage("not an https:// address", "http://localhost:1");
        assertUsage("cannot be read", "--known", "/none", folder.toString());
        assertUsage("cannot be read", "--token-file", "/none", "https://localhost:1");
        assertUsage("cannot be read", "--truststore", "/none", "https://localhost:1");
        assertUsage(
                "cannot be opened",
                "--truststore",
                TestNode.FILES.truststore().toString(),
                "https://localhost:1");
        Path keys = Files.writeString(folder.resolve("vkeys"), "gossip");
        assertUsage("name+keyid+key", "--vkeys", keys.toString(), folder.toString());
    }

    @Test
    void aNodeThatIsNotThereIsSaid() {
        assertThat(run("https://localhost:1")).isEqualTo(1);
        assertThat(err.toString(UTF_8))
                .contains("https://localhost:1 cannot be reached")
                .doesNotContain("null");
    }

    @Test
    void helpIsGivenWithoutWork() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString(UTF_8)).contains("Exit code 0");
    }

    private Path export() throws IOException, LogVerificationException {
        HttpClient client = HttpClient.newBuilder().sslContext(NodeClient.context(null)).build();
        URI node = URI.create(NodeClient.address());
        Path log = folder.resolve("rbl/node");
        LogExport.copy(new HttpLogSource(client, node, "node", Optional.empty()), log);
        return log;
    }

    private int run(String... arguments) {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        return new VerifyLogCommand(
                        new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), clock)
                .run(List.of(arguments));
    }

    private void assertUsage(String message, String... arguments) {
        err.reset();
        assertThat(run(arguments)).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains(message).contains("--help");
    }
}
