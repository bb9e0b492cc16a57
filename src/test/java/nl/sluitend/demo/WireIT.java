package nl.sluitend.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.sluitend.demo.register.DemoParty;
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

    private static final int PUPILS = 8;

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

    private static WireTraffic run(String convenant) {
        RELAYS.forEach(RecordingRelay::taken);
        nodes.start(convenant);
        for (DemoParty party : TwoNodes.PARTIES) {
            nodes.until(
                    "the end of the run",
                    () -> nodes.run(party, convenant).path("state").asText().equals("COMPLETED"));
        }
        var traffic = new WireTraffic();
        traffic.take(RELAYS);
        return traffic;
    }

    @Test
    void two_runs_over_the_same_pupils_have_nothing_in_common_on_the_wire() throws Exception {
        String first = nodes.givingConvenant();
        WireTraffic one = run(first);
        String second = nodes.givingConvenant();
        WireTraffic other = run(second);

        for (WireTraffic traffic : List.of(one, other)) {
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
        Set<String> again = one.tokensAlsoIn(other);
        assertThat(again).as("what is public is found again").isNotEmpty();
        Set<String> certificates = one.certificates();
        assertThat(certificates).hasSize(4);
        again.removeIf(token -> WireTraffic.isPublic(token, certificates));
        assertThat(again).as("texts that both runs have").isEmpty();
        Set<String> windows = one.windowsAlsoIn(other);
        assertThat(windows).as("what is given is found again").isNotEmpty();
        windows.removeIf(WireTraffic::isGiven);
        assertThat(windows).as("octets that both runs have").isEmpty();
    }

    private static void assertNothingOfPupils(WireTraffic traffic) throws Exception {
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
                    String half = HexFormat.of().formatHex(point, 0, WireTraffic.WINDOW);
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
}
