package nl.sluitend.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.sluitend.demo.register.DemoParty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three packaged nodes that hold one pupil, and run two by two under convenants of their own: all
 * that they send each other, as it is after decryption, has nothing in common between the runs but
 * names, public keys and what was agreed to be given.
 */
final class ThreePartiesIT {

    private static final List<DemoParty> PARTIES = List.of(DemoParty.values());

    /** Held by all three; the pupils after this one by two of them, or by one alone. */
    private static final int SHARED = 20;

    @TempDir static Path directory;
    private static final List<RecordingRelay> RELAYS = new ArrayList<>();
    private static TwoNodes nodes;

    private static final class Relayed implements DemoWorld.Wires {

        @Override
        public URI between(DemoAuthority authority, DemoParty from, DemoParty to, URI url) {
            var relay =
                    new RecordingRelay(
                            authority,
                            authority.issue(from.oin(), from.displayName()),
                            authority.issue(to.oin(), to.displayName()),
                            url);
            RELAYS.add(relay);
            return relay.url();
        }

        @Override
        public boolean connects(DemoParty one, DemoParty other) {
            return true;
        }
    }

    @BeforeAll
    static void start() {
        nodes = new TwoNodes(directory, PARTIES, new Relayed());
        for (int i = 0; i < PARTIES.size(); i++) {
            int next = (i + 1) % PARTIES.size();
            for (int pupil : new int[] {0, 1 + i, 1 + next, 4 + i}) {
                register(
                        PARTIES.get(i),
                        SHARED + pupil,
                        "2026-09-%02d".formatted(1 + 8 * i + pupil));
            }
        }
    }

    private static void register(DemoParty party, int pupil, String startDate) {
        nodes.register(
                party, "drietal-" + pupil, TwoNodes.bsn(pupil), Map.of("startDate", startDate));
    }

    @AfterAll
    static void stop() {
        nodes.close();
        RELAYS.forEach(RecordingRelay::close);
    }

    /** One run, from the first offer to the last receipt. */
    private record Run(DemoPair pair, String convenant, WireTraffic traffic) {}

    private static Run run(DemoPair pair) {
        String convenant = nodes.givingConvenant(pair);
        RELAYS.forEach(RecordingRelay::taken);
        nodes.start(pair.first(), convenant);
        for (DemoParty party : pair.parties()) {
            nodes.until(
                    "the end of the run of " + pair.roles(),
                    () -> nodes.run(party, convenant).path("state").asText().equals("COMPLETED"));
        }
        var traffic = new WireTraffic();
        traffic.take(RELAYS);
        return new Run(pair, convenant, traffic);
    }

    @Test
    void runs_two_by_two_over_a_pupil_of_all_three_cannot_be_linked_by_what_is_on_the_wire()
            throws Exception {
        List<Run> runs = new ArrayList<>();
        for (DemoPair pair : DemoPair.ofAllThree()) {
            runs.add(run(pair));
        }

        assertThat(runs).hasSize(3);
        Set<String> numbers = new HashSet<>();
        for (Run run : runs) {
            assertRead(run);
            for (DemoParty party : run.pair().parties()) {
                numbers.add(casusnummer(party, run.convenant()));
            }
        }
        assertThat(numbers).as("one number for each pair, equal at both").hasSize(3);
        for (int i = 0; i < runs.size(); i++) {
            assertUnlinkable(runs.get(i), runs.get((i + 1) % runs.size()));
        }
    }

    private static void assertRead(Run run) {
        String text = run.traffic().text.toString();
        assertThat(run.traffic().paths)
                .as("the relays saw a whole run, fields included")
                .anyMatch(path -> path.startsWith("POST /peer/v1/sessions HTTP"))
                .anyMatch(path -> path.startsWith("PUT /peer/v1/sessions/#/evaluated/"))
                .anyMatch(path -> path.startsWith("PUT /peer/v1/sessions/#/fields/receipt"));
        assertThat(text).contains("sluitend/v1/offer", "startDate");
        assertThat(run.traffic().tokens).hasSizeGreaterThan(100).contains(run.convenant());
        assertThat(text).doesNotContain("drietal-");
        for (int pupil = SHARED; pupil < SHARED + 7; pupil++) {
            assertThat(text).doesNotContain(TwoNodes.bsn(pupil));
        }
    }

    /** The number of the pupil of all three, under one convenant. */
    private static String casusnummer(DemoParty party, String convenant) {
        for (JsonNode entry : nodes.outcomes(party)) {
            if (entry.path("convenant").asText().equals(convenant)
                    && entry.path("reference").asText().equals("drietal-" + SHARED)
                    && entry.path("outcome").asText().equals("MATCHED")) {
                return entry.path("casusnummer").asText();
            }
        }
        throw new AssertionError("no match of the pupil of all three at " + party);
    }

    private static void assertUnlinkable(Run one, Run other) throws Exception {
        String between = one.pair().roles() + " and " + other.pair().roles();
        Set<String> certificates = new HashSet<>(one.traffic().certificates());
        certificates.addAll(other.traffic().certificates());
        Set<String> again = one.traffic().tokensAlsoIn(other.traffic());
        assertThat(again).as("what is public is found again: " + between).isNotEmpty();
        again.removeIf(token -> WireTraffic.isPublic(token, certificates));
        assertThat(again).as("texts of both runs: " + between).isEmpty();
        Set<String> windows = one.traffic().windowsAlsoIn(other.traffic());
        assertThat(windows).as("what is given is found again: " + between).isNotEmpty();
        windows.removeIf(WireTraffic::isGiven);
        assertThat(windows).as("octets of both runs: " + between).isEmpty();
    }
}
