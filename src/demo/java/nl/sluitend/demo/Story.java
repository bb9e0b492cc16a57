package nl.sluitend.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import nl.sluitend.demo.ImportStep.Imported;
import nl.sluitend.demo.LogStep.Checked;
import nl.sluitend.demo.PairResult.Side;
import nl.sluitend.demo.expected.ExpectedResult;
import nl.sluitend.demo.register.ArnhemRegisters;
import nl.sluitend.demo.register.DemoParty;

/** What happens in the demo once everything runs, week by week. */
final class Story {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int SMALLEST_CAP = 1000;

    private final Terminal terminal;
    private final ResultText text;
    private final Clock clock = Clock.system(ZoneId.of("Europe/Amsterdam"));
    private final DemoWorld world;
    private final ImportStep imports;
    private final RunStep runs;
    private final LogStep logs;
    private final List<DemoPair> pairs;
    private final boolean builtIn;
    private final Map<DemoPair, String> convenants = new HashMap<>();
    private final Comparison comparison = new Comparison();
    private Optional<String> example = Optional.empty();

    Story(DemoWorld world, Terminal terminal, Path directory, boolean builtIn) {
        this.terminal = terminal;
        this.text = new ResultText(terminal);
        this.world = world;
        this.imports = new ImportStep(world);
        this.runs = new RunStep(world, terminal, new Waiting(PATIENCE));
        this.logs = new LogStep(world, directory, new Waiting(PATIENCE));
        this.builtIn = builtIn;
        this.pairs = builtIn ? DemoPair.bySector() : DemoPair.withEverything();
    }

    /** Every way in which the nodes and the plain lists disagree. */
    List<String> differences() {
        return comparison.differences();
    }

    /**
     * Reference of a pupil of the RBL to try a request with, once played; none of the caller's own.
     */
    Optional<String> example() {
        return example;
    }

    /** Plays the weeks that there are lists for, tells of them and returns the report. */
    DemoReport play(List<DemoLists> weeks) throws IOException {
        DemoLists first = weeks.getFirst();
        List<Imported> imported = imports(first);
        text.registers(imported, first, builtIn);
        terminal.progress("convenanten opstellen en ondertekenen");
        for (DemoPair pair : pairs) {
            convenants.put(pair, sign(pair, weeks));
        }
        List<PairResult> results = runs(first);
        for (PairResult result : results) {
            text.pair(result, check(result));
        }
        DemoReport.SecondWeek secondWeek =
                weeks.size() > 1
                        ? secondWeek(weeks.get(1), results)
                        : new DemoReport.SecondWeek(List.of(), List.of());
        return new DemoReport(
                nodes(imported),
                results.stream().map(Story::run).toList(),
                logs(results),
                secondWeek);
    }

    /** The logs as they are at the end, and as they are kept: cosigned by the other side. */
    private List<DemoReport.Log> logs(List<PairResult> results) {
        List<DemoReport.Log> all = new ArrayList<>();
        terminal.progress("logboeken laten medeondertekenen en narekenen");
        for (PairResult result : results) {
            for (Side side : result.sides()) {
                logs.awaitCosigned(side.party(), result.convenant());
                Checked log = logs.check(side.party(), result.convenant());
                comparison.require(
                        "log van " + side.party().role() + " aan het eind: " + log.findings(),
                        log.log().verified());
                all.add(log.log());
            }
        }
        return all;
    }

    private DemoReport.SecondWeek secondWeek(DemoLists second, List<PairResult> before) {
        terminal.say("");
        terminal.say("Een week later");
        List<Imported> imported = imports(second);
        imported.forEach(text::imported);
        List<PairResult> after = runs(second);
        for (int i = 0; i < after.size(); i++) {
            text.change(before.get(i), after.get(i));
        }
        example = ResultText.example(before, after);
        return new DemoReport.SecondWeek(nodes(imported), after.stream().map(Story::run).toList());
    }

    private List<Imported> imports(DemoLists lists) {
        terminal.progress("registers importeren, lijsten van " + lists.day());
        List<Imported> all = new ArrayList<>();
        for (DemoParty party : DemoParty.values()) {
            Imported one = imports.snapshots(party, lists);
            String where = "import bij " + party.role();
            comparison.compareCount(
                    where + ", registraties",
                    one.registrations(),
                    lists.plain(party).lines().size());
            comparison.compareCount(
                    where + ", geweigerde regels", one.rejected(), lists.plain(party).rejected());
            comparison.compareCount(
                    where + ", weggelaten regels", one.leftOut(), lists.plain(party).leftOut());
            all.add(one);
        }
        return all;
    }

    private String sign(DemoPair pair, List<DemoLists> weeks) {
        int most = SMALLEST_CAP;
        for (DemoLists week : weeks) {
            for (DemoParty party : pair.parties()) {
                most = Math.max(most, week.plain(party).lines().size());
            }
        }
        return new ConvenantStep(world, new Waiting(PATIENCE), clock).sign(pair, most);
    }

    private List<PairResult> runs(DemoLists lists) {
        List<PairResult> results = new ArrayList<>();
        for (DemoPair pair : pairs) {
            terminal.progress(
                    "registers vergelijken: %s en %s"
                            .formatted(DemoParty.RBL.displayName(), pair.swv().displayName()));
            PairResult result = runs.run(pair, convenant(pair), referenceDate());
            comparison.compare(
                    result,
                    ExpectedResult.of(
                            lists.plain(DemoParty.RBL), lists.plain(pair.swv()), pair.terms()));
            results.add(result);
        }
        return results;
    }

    private LocalDate referenceDate() {
        return builtIn ? ArnhemRegisters.STAND_DATE : LocalDate.now(clock);
    }

    private List<Checked> check(PairResult result) {
        List<Checked> sides = new ArrayList<>();
        for (Side side : result.sides()) {
            Checked log = logs.check(side.party(), result.convenant());
            String where = "log van " + side.party().role();
            comparison.require(where + ": " + log.findings(), log.log().verified());
            comparison.compareCount(
                    where + ", uitkomsten van leerlingen", log.outcomes(), side.size());
            sides.add(log);
        }
        return sides;
    }

    private String convenant(DemoPair pair) {
        return Objects.requireNonNull(convenants.get(pair));
    }

    private static List<DemoReport.Node> nodes(List<Imported> imported) {
        return imported.stream()
                .map(
                        one ->
                                new DemoReport.Node(
                                        one.party().role(),
                                        one.party().oin(),
                                        one.party().displayName(),
                                        one.registrations(),
                                        one.rejected()))
                .toList();
    }

    private static DemoReport.Run run(PairResult result) {
        Map<String, List<String>> matched = new LinkedHashMap<>();
        for (Side side : result.sides()) {
            matched.put(side.party().role(), List.copyOf(side.with("MATCHED")));
        }
        return new DemoReport.Run(
                result.pair().roles(),
                "MATCH",
                result.sides().stream().map(Side::size).toList(),
                result.rbl().matched(),
                result.durationMs(),
                matched);
    }
}
