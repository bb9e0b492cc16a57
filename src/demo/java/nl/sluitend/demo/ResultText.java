package nl.sluitend.demo;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nl.sluitend.demo.ImportStep.Imported;
import nl.sluitend.demo.LogStep.Checked;
import nl.sluitend.demo.PairResult.Side;
import nl.sluitend.demo.expected.PlainList;
import nl.sluitend.demo.register.ArnhemRegisters;
import nl.sluitend.demo.register.DemoParty;

/** The result of the demo for people, in Dutch. */
final class ResultText {

    private final Terminal terminal;

    ResultText(Terminal terminal) {
        this.terminal = terminal;
    }

    /** How many registrations each party has, and how many pupils in a year and on a day. */
    void registers(List<Imported> imported, DemoLists lists, boolean builtIn) {
        terminal.say("");
        terminal.say("De registers");
        terminal.say(
                "  %-20s %13s %9s %10s %8s %8s"
                        .formatted(
                                "",
                                "registraties",
                                "geweigerd",
                                "weggelaten",
                                builtIn ? "stroom" : "",
                                builtIn ? "stand" : ""));
        for (Imported one : imported) {
            PlainList list = lists.plain(one.party());
            terminal.say(
                    "  %-20s %13d %9d %10d %8s %8s"
                            .formatted(
                                    one.party().displayName(),
                                    one.registrations(),
                                    one.rejected(),
                                    one.leftOut(),
                                    builtIn ? stroom(list) : "",
                                    builtIn ? stand(list) : ""));
        }
        if (builtIn) {
            PlainList rbl = lists.plain(DemoParty.RBL);
            terminal.say(
                    "  weggelaten: uit de lijsten van DUO, zoals 16 uur, luxe verzuim en wat is"
                            + " ingetrokken");
            terminal.say("  stroom: leerlingen in schooljaar 2022-2023; stand: op 15 maart 2023");
            terminal.say(
                    ("  stroom van het RBL: absoluut verzuim %d, langdurig relatief verzuim %d,"
                                    + " vrijstelling 5 onder a %d")
                            .formatted(
                                    stroom(rbl, "ABSOLUUT_VERZUIM"),
                                    stroom(rbl, "LANGDURIG_RELATIEF_VERZUIM"),
                                    stroom(rbl, "VRIJSTELLING_5A")));
        }
    }

    /** Both sides of a reconciliation, with the logs that they kept of it. */
    void pair(PairResult result, List<Checked> logs) {
        Side rbl = result.rbl();
        Side swv = result.swv();
        terminal.say("");
        terminal.say(
                "%s en %s, convenant %s, %.1f s"
                        .formatted(
                                rbl.party().displayName(),
                                swv.party().displayName(),
                                result.convenant().substring(0, 12),
                                result.durationMs() / 1000.0));
        row("", rbl.party().role(), swv.party().role());
        row("leerlingen vergeleken", rbl.size(), swv.size());
        row("bij beide bekend", rbl.matched(), swv.matched());
        row("alleen hier bekend", rbl.onlyHere(), swv.onlyHere());
        counts("registraties buiten het convenant", "OUT_OF_SCOPE", result);
        counts("geen samenwerkingsverband", "NOBODY_ANSWERS", result);
        counts("zonder sleutel", "KEY_MISSING", result);
        counts("niet eenduidig", "AMBIGUOUS", result);
        row("uitkomsten gelogd", logs.getFirst().outcomes(), logs.getLast().outcomes());
        row("log nagerekend", verdict(logs.getFirst()), verdict(logs.getLast()));
    }

    /** What a week changed for a pair. */
    void change(PairResult before, PairResult after) {
        terminal.say("");
        terminal.say(
                "%s en %s: %d bij beide bekend (was %d)"
                        .formatted(
                                after.rbl().party().displayName(),
                                after.swv().party().displayName(),
                                after.rbl().matched(),
                                before.rbl().matched()));
        for (int i = 0; i < 2; i++) {
            Side earlier = before.sides().get(i);
            Side later = after.sides().get(i);
            SortedSet<String> gained = difference(later, earlier);
            SortedSet<String> lost = difference(earlier, later);
            if (!gained.isEmpty() || !lost.isEmpty()) {
                terminal.say(
                        "  %-20s nieuw bij beide: %s; niet meer bij beide: %s"
                                .formatted(
                                        later.party().displayName(), words(gained), words(lost)));
            }
        }
    }

    /** What the second list of a party brought. */
    void imported(Imported one) {
        terminal.say(
                "  %-20s %d nieuw, %d gewijzigd (verhuisd, verbeterd of beëindigd), %d vervallen"
                        .formatted(
                                one.party().displayName(),
                                one.created(),
                                one.changed(),
                                one.ended()));
    }

    /**
     * Where to look in a browser, and as whom.
     *
     * @param example reference of a pupil of the RBL to enter a request about
     */
    void addresses(DemoWorld world, Optional<String> example) {
        terminal.say("");
        terminal.say("Bekijk het in een browser; het certificaat is alleen voor deze demo.");
        for (DemoParty party : DemoParty.values()) {
            terminal.say("  %-20s %s".formatted(party.displayName(), world.node(party).url()));
        }
        terminal.say("  accounts, bij elk van de drie, met wachtwoord " + DemoAccounts.PASSWORD);
        for (DemoRealm.Person person : world.accounts(DemoParty.RBL).people()) {
            terminal.say(
                    "    %-12s %s".formatted(person.username(), String.join(", ", person.roles())));
        }
        example.ifPresent(
                reference -> request(world.accounts(DemoParty.RBL).source().clientId(), reference));
        terminal.say(
                "Bronsystemen van " + DemoParty.RBL.displayName() + " (toelaten: add --help):");
        terminal.say("  " + world.systemsCommand(DemoParty.RBL));
        terminal.say("Stoppen: Ctrl-C");
    }

    /** With which pupil to try a request for access. */
    void request(String sourceSystem, String reference) {
        terminal.say(
                ("Inzage proberen bij %s, als privacy: Verzoeken, Nieuw verzoek; Bronsysteem %s,"
                                + " Kenmerk in dat bronsysteem %s")
                        .formatted(DemoParty.RBL.displayName(), sourceSystem, reference));
    }

    /**
     * A reference of the RBL of which the log has something to tell: newly matched if there is one,
     * or else matched.
     */
    static Optional<String> example(List<PairResult> before, List<PairResult> after) {
        return Stream.concat(
                        IntStream.range(0, after.size())
                                .mapToObj(i -> difference(after.get(i).rbl(), before.get(i).rbl())),
                        before.stream().map(result -> result.rbl().with("MATCHED")))
                .flatMap(Set::stream)
                .findFirst();
    }

    private void counts(String name, String outcome, PairResult result) {
        int rbl = result.rbl().with(outcome).size();
        int swv = result.swv().with(outcome).size();
        if (rbl + swv > 0) {
            row(name, rbl, swv);
        }
    }

    private void row(String name, Object rbl, Object swv) {
        terminal.say("  %-34s %16s %16s".formatted(name, rbl, swv));
    }

    private static String verdict(Checked log) {
        return log.log().verified() ? "klopt" : "KLOPT NIET";
    }

    private static SortedSet<String> difference(Side one, Side other) {
        SortedSet<String> difference = new TreeSet<>(one.with("MATCHED"));
        difference.removeAll(other.with("MATCHED"));
        return difference;
    }

    private static String words(SortedSet<String> references) {
        return references.isEmpty() ? "geen" : String.join(", ", references);
    }

    private static int stroom(PlainList list) {
        return list.pupils(ArnhemRegisters.YEAR_START, ArnhemRegisters.YEAR_END);
    }

    private static int stroom(PlainList list, String category) {
        return list.pupils(ArnhemRegisters.YEAR_START, ArnhemRegisters.YEAR_END, category);
    }

    private static int stand(PlainList list) {
        LocalDate day = ArnhemRegisters.STAND_DATE;
        return list.pupils(day, day);
    }
}
