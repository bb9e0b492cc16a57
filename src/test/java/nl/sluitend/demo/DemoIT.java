package nl.sluitend.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import nl.sluitend.demo.expected.ExpectedResult;
import nl.sluitend.demo.expected.ExpectedSide;
import nl.sluitend.demo.expected.PlainList;
import nl.sluitend.demo.register.ArnhemRegisters;
import nl.sluitend.demo.register.DemoParty;
import nl.sluitend.disclosure.FolderLogSource;
import nl.sluitend.disclosure.LogReport;
import nl.sluitend.disclosure.LogVerifier;
import org.junit.jupiter.api.Test;

/** The whole demo: three packaged nodes, PostgreSQL, Keycloak, two weeks. */
class DemoIT {

    private final KeptDemo demo = KeptDemo.get();

    @Test
    void theNodesFindWhatThePlainListsSay() {
        assertThat(demo.errors()).isEmpty();
        assertThat(demo.exitCode()).isZero();
    }

    @Test
    void theReportNamesThreeNodesWithAllTheirRegistrations() throws Exception {
        List<DemoReport.Node> nodes = demo.report().nodes();
        assertThat(nodes)
                .extracting(DemoReport.Node::role)
                .containsExactly("rbl", "swv-po", "swv-vo");
        for (DemoReport.Node node : nodes) {
            assertThat(node.registrations()).isEqualTo(list(node.role()).lines().size());
            assertThat(node.rejectedLines()).isZero();
            assertThat(node.oin()).startsWith("00000099").hasSize(20);
        }
    }

    @Test
    void theReportOfEachRunIsTheExpectedResult() throws Exception {
        List<DemoReport.Run> runs = demo.report().runs();
        assertThat(runs)
                .extracting(DemoReport.Run::between)
                .containsExactly(List.of("rbl", "swv-po"), List.of("rbl", "swv-vo"));
        for (DemoPair pair : DemoPair.bySector()) {
            ExpectedResult expected =
                    ExpectedResult.of(list("rbl"), list(pair.swv().role()), pair.terms());
            DemoReport.Run run =
                    runs.stream()
                            .filter(one -> one.between().equals(pair.roles()))
                            .findFirst()
                            .orElseThrow();
            assertThat(run.mode()).isEqualTo("MATCH");
            assertThat(run.sizes())
                    .containsExactly(expected.first().pupils(), expected.second().pupils());
            assertThat(run.matched()).isEqualTo(expected.matched()).isPositive();
            assertThat(run.durationMs()).isPositive();
            assertThat(run.matchedReferences())
                    .containsExactlyInAnyOrderEntriesOf(
                            Map.of(
                                    "rbl",
                                    matched(expected.first()),
                                    pair.swv().role(),
                                    matched(expected.second())));
        }
    }

    @Test
    void everyLogIsVerifiedAndTellsOfEveryPupilThatEntered() throws Exception {
        assertThat(demo.report().logs())
                .hasSize(4)
                .allMatch(DemoReport.Log::verified)
                .allMatch(log -> log.size() > 0)
                .allMatch(log -> log.convenant().matches("[0-9a-f]{64}"));
        for (DemoReport.Run run : demo.report().runs()) {
            assertThat(demo.output())
                    .containsPattern(
                            "uitkomsten gelogd +%d +%d\\n"
                                    .formatted(run.sizes().getFirst(), run.sizes().getLast()));
        }
    }

    /** As an officer would: from the kept files, with the witnesses that they name. */
    @Test
    void theKeptLogsAreThoseOfTheReportAndNameTheirWitness() throws Exception {
        for (DemoReport.Log log : demo.report().logs()) {
            Path folder =
                    demo.folder().resolve("logs").resolve(log.role()).resolve(log.convenant());
            LogReport report =
                    LogVerifier.verify(
                            new FolderLogSource(folder), log.role(), List.of(), List.of(), _ -> {});
            assertThat(report.findings()).isEmpty();
            assertThat(report.members())
                    .containsEntry("size", log.size())
                    .containsEntry("root", log.root());
            assertThat(folder.resolve("policy")).content().contains("witness ", "quorum ");
        }
    }

    @Test
    void aWeekLaterTheResultHasChangedWithTheLists() throws Exception {
        DemoReport report = demo.report();
        assertThat(report.secondWeek().runs()).hasSize(2);
        assertThat(report.secondWeek().nodes().getFirst().registrations())
                .isEqualTo(report.nodes().getFirst().registrations() + 2);
        for (int i = 0; i < 2; i++) {
            assertThat(report.secondWeek().runs().get(i).matchedReferences())
                    .isNotEqualTo(report.runs().get(i).matchedReferences());
        }
        assertThat(demo.output()).contains("Een week later", "nieuw bij beide:");
    }

    @Test
    void theResultReadsWell() {
        assertThat(demo.output())
                .contains("RBL Rijn en Broek", "SWV Samen po", "SWV Samen vo")
                .contains("stroom", "stand", "bij beide bekend", "alleen hier bekend")
                .contains("registraties buiten het convenant", "uitkomsten gelogd", "klopt")
                .doesNotContain("KLOPT NIET");
    }

    @Test
    void aPupilIsNowhereInTheOutput() {
        ArnhemRegisters.generate()
                .firstWeek()
                .all()
                .forEach(
                        line -> {
                            assertThat(demo.output()).doesNotContain(line.surname());
                            if (line.bsn() != null) {
                                assertThat(demo.output()).doesNotContain(line.bsn());
                            }
                        });
    }

    private static PlainList list(String role) {
        DemoLists lists =
                DemoLists.of(ArnhemRegisters.generate().firstWeek(), ArnhemRegisters.FIRST_WEEK);
        for (DemoParty party : DemoParty.values()) {
            if (party.role().equals(role)) {
                return lists.plain(party);
            }
        }
        throw new IllegalArgumentException(role);
    }

    private static List<String> matched(ExpectedSide side) {
        SortedSet<String> references = side.matched();
        return List.copyOf(references);
    }
}
