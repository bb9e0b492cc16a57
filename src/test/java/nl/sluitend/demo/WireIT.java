package nl.sluitend.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.sluitend.demo.register.DemoParty;
import nl.sluitend.oprf.Suite;
import nl.sluitend.psi.Commitment;
import nl.sluitend.psi.Elements;
import nl.sluitend.psi.EvaluatedHeader;
import nl.sluitend.psi.Octets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All that two packaged nodes send each other, both ways, as it is after decryption, in two runs
 * over the same pupils: no identifier, no reference, nothing that is at rest, and nothing that
 * comes back in the second run but keys, names and what was agreed to be given.
 */
final class WireIT {

    /** As random octets are written: letters of both cases and digits, or hexadecimal. */
    private static final Pattern TOKEN =
            Pattern.compile(
                    "(?=[A-Za-z0-9+/_-]*[a-z])(?=[A-Za-z0-9+/_-]*[A-Z])(?=[A-Za-z0-9+/_-]*[0-9])"
                            + "[A-Za-z0-9+/_-]{16,}|[0-9a-f]{16,}");

    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{16,}");

    /** Octets that two runs may not have in common: half of an element. */
    private static final int WINDOW = 16;

    private static final int PUPILS = 8;

    /** Digests of nothing: of chunks and rounds without elements. */
    private static final Set<String> EMPTY =
            Set.of(
                    Commitment.digest(Elements.none(Suite.RISTRETTO255_SHA512)).base64Url(),
                    EvaluatedHeader.digest(Elements.none(Suite.RISTRETTO255_SHA512), Octets.empty())
                            .base64Url());

    private static final Set<String> NAMES =
            Set.of(
                    Suite.RISTRETTO255_SHA512.identifier(),
                    DemoParty.RBL.oin(),
                    DemoParty.SWV_PO.oin());

    @TempDir static Path directory;
    private static final List<RecordingRelay> RELAYS = new ArrayList<>();
    private static TwoNodes nodes;

    @BeforeAll
    static void start() {
        nodes = new TwoNodes(directory, TwoNodes.PARTIES, WireIT::relay);
        for (int i = 0; i < PUPILS; i++) {
            register(DemoParty.RBL, i);
            register(DemoParty.SWV_PO, i + 2);
        }
    }

    private static java.net.URI relay(
            DemoAuthority authority, DemoParty from, DemoParty to, java.net.URI url) {
        var relay =
                new RecordingRelay(
                        authority,
                        authority.issue(from.oin(), from.displayName()),
                        authority.issue(to.oin(), to.displayName()),
                        url);
        RELAYS.add(relay);
        return relay.url();
    }

    private static void register(DemoParty party, int pupil) {
        nodes.register(
                party,
                "draad-" + party.role() + "-" + pupil,
                TwoNodes.bsn(pupil),
                Map.of("startDate", "2026-09-1" + pupil));
    }

    @AfterAll
    static void stop() {
        nodes.close();
        RELAYS.forEach(RecordingRelay::close);
    }

    /** What one run put on the wire. */
    private static final class Traffic {
        /** Every text, each layer of base64 opened. */
        private final StringBuilder text;

        private final Set<String> tokens = new HashSet<>();
        private final Set<String> windows = new HashSet<>();
        private final Set<String> paths = new TreeSet<>();

        Traffic() {
            this(new StringBuilder());
        }

        private Traffic(StringBuilder text) {
            this.text = text;
        }

        /** Whose texts are read with the others, and which is compared with nothing. */
        Traffic beside() {
            return new Traffic(text);
        }
    }

    private static Traffic run(String convenant) {
        RELAYS.forEach(RecordingRelay::taken);
        nodes.start(convenant);
        for (DemoParty party : TwoNodes.PARTIES) {
            nodes.until(
                    "the end of the run",
                    () -> nodes.run(party, convenant).path("state").asText().equals("COMPLETED"));
        }
        var traffic = new Traffic();
        for (RecordingRelay relay : RELAYS) {
            for (RecordingRelay.Exchange exchange : relay.taken()) {
                String first = exchange.request().head().lines().findFirst().orElse("");
                traffic.paths.add(first.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{64}", "#"));
                // Witnessing goes on between runs, for the same logs: only runs are compared.
                boolean ofRun = first.contains(" /peer/v1/sessions");
                Traffic into = ofRun ? traffic : traffic.beside();
                read(into, exchange.request());
                read(into, exchange.answer());
            }
        }
        return traffic;
    }

    private static void read(Traffic traffic, HttpMessage message) {
        text(traffic, message.head());
        byte[] body = message.body();
        if (!message.type().startsWith("application/octet-stream")) {
            text(traffic, new String(body, StandardCharsets.UTF_8));
            return;
        }
        traffic.text.append(new String(body, StandardCharsets.ISO_8859_1)).append('\n');
        int length = body.length < 4 ? 0 : new java.math.BigInteger(body, 0, 4).intValue();
        boolean framed = length > 0 && length <= body.length - 4 && body[4] == 'e';
        if (framed) {
            text(traffic, new String(body, 4, length, StandardCharsets.US_ASCII));
        }
        for (int i = framed ? 4 + length : 0; i + WINDOW <= body.length; i++) {
            traffic.windows.add(HexFormat.of().formatHex(body, i, i + WINDOW));
        }
    }

    /** Takes a text apart, and every base64 in it that is text itself. */
    private static void text(Traffic traffic, String text) {
        traffic.text.append(text).append('\n');
        Matcher token = TOKEN.matcher(text);
        while (token.find()) {
            traffic.tokens.add(token.group());
        }
        Matcher encoded = BASE64.matcher(text);
        while (encoded.find()) {
            try {
                byte[] inner = Base64.getUrlDecoder().decode(encoded.group());
                String opened = new String(inner, StandardCharsets.UTF_8);
                if (opened.startsWith("{")) {
                    text(traffic, opened);
                }
            } catch (IllegalArgumentException e) {
                // not base64url: nothing to open
            }
        }
    }

    @Test
    void two_runs_over_the_same_pupils_have_nothing_in_common_on_the_wire() throws Exception {
        String first = nodes.givingConvenant();
        Traffic one = run(first);
        String second = nodes.givingConvenant();
        Traffic other = run(second);

        for (Traffic traffic : List.of(one, other)) {
            assertThat(traffic.paths)
                    .as("the relay saw a whole run, fields included")
                    .anyMatch(path -> path.startsWith("POST /peer/v1/sessions HTTP"))
                    .anyMatch(path -> path.startsWith("PUT /peer/v1/sessions/#/evaluated/"))
                    .anyMatch(path -> path.startsWith("PUT /peer/v1/sessions/#/fields/0"))
                    .anyMatch(path -> path.startsWith("PUT /peer/v1/sessions/#/fields/receipt"));
            assertThat(traffic.text.toString())
                    .as("and it can read it")
                    .contains("sluitend/v1/offer", "exposure", "startDate", "2026-09-1");
            assertThat(traffic.tokens).hasSizeGreaterThan(100);
            assertNothingOfPupils(traffic);
        }
        Set<String> again = new TreeSet<>(one.tokens);
        again.retainAll(other.tokens);
        assertThat(again).as("what is public is found again").isNotEmpty();
        Set<String> certificates = certificates(one.text.toString());
        assertThat(certificates).hasSize(4);
        again.removeIf(token -> isPublic(token, first, second, certificates));
        assertThat(again).as("texts that both runs have").isEmpty();
        Set<String> windows = new TreeSet<>(one.windows);
        windows.retainAll(other.windows);
        assertThat(windows).as("what is given is found again").isNotEmpty();
        windows.removeIf(WireIT::isGiven);
        assertThat(windows).as("octets that both runs have").isEmpty();
    }

    private static void assertNothingOfPupils(Traffic traffic) throws Exception {
        String text = traffic.text.toString();
        for (int i = 0; i < PUPILS + 2; i++) {
            assertThat(text).doesNotContain(TwoNodes.bsn(i));
        }
        assertThat(text).doesNotContain("draad-");
        for (DemoParty party : TwoNodes.PARTIES) {
            try (Connection connection = nodes.connect(party);
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select point from keyed_point")) {
                int points = 0;
                while (row.next()) {
                    points++;
                    byte[] point = row.getBytes(1);
                    String half = HexFormat.of().formatHex(point, 0, WINDOW);
                    assertThat(traffic.windows).doesNotContain(half);
                    assertThat(text)
                            .doesNotContain(
                                    Base64.getUrlEncoder().withoutPadding().encodeToString(point))
                            .doesNotContain(HexFormat.of().formatHex(point));
                }
                assertThat(points).isPositive();
            }
            try (Connection connection = nodes.connect(party);
                    Statement statement = connection.createStatement();
                    ResultSet row =
                            statement.executeQuery(
                                    "select casusnummer from outcome where casusnummer is not"
                                            + " null")) {
                while (row.next()) {
                    assertThat(text).as("a casusnummer").doesNotContain(row.getString(1));
                }
            }
        }
    }

    /** Certificates, their hashes, convenants, and digests of rounds without pupils. */
    private static boolean isPublic(
            String token, String first, String second, Set<String> certificates) {
        return EMPTY.contains(token)
                || NAMES.contains(token)
                || token.startsWith("Java-http-client/")
                || token.equals(first)
                || token.equals(second)
                || certificates.contains(token)
                || isHeaderOfSignature(token);
    }

    /** The header of every signature of one party: its algorithm and certificate, no more. */
    private static boolean isHeaderOfSignature(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8)
                    .matches("\\{\"alg\":\"ES256\",\"x5[^{}]*}");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The certificates that signatures show, and their thumbprints, as they are written. */
    private static Set<String> certificates(String text) throws Exception {
        Set<String> certificates = new TreeSet<>();
        Matcher shown = Pattern.compile("\"x5c\":\\[\"([^\"]+)\"]").matcher(text);
        while (shown.find()) {
            byte[] der = Base64.getDecoder().decode(shown.group(1));
            CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(der));
            certificates.add(shown.group(1).replaceFirst("=+$", ""));
            certificates.add(
                    Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(MessageDigest.getInstance("SHA-256").digest(der)));
        }
        return certificates;
    }

    /** Names and values that the convenant gives, and the zeros behind them. */
    private static boolean isGiven(String window) {
        return new String(HexFormat.of().parseHex(window), StandardCharsets.ISO_8859_1)
                .chars()
                .allMatch(c -> c < 0x80);
    }
}
