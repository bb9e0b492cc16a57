package nl.sluitend.officer;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.sluitend.convenant.Convenant;
import nl.sluitend.convenant.ConvenantDossier;
import nl.sluitend.convenant.Convenants;
import nl.sluitend.convenant.ExchangeMode;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.Counterparties;
import nl.sluitend.party.Counterparty;
import nl.sluitend.party.OwnParty;
import nl.sluitend.reconciliation.CountView;
import nl.sluitend.reconciliation.RunView;

/** Puts runs into the words and the shape of the pages. */
@Singleton
final class RunViews {

    private static final String MATCHED = "MATCHED";

    private final Convenants convenants;
    private final Counterparties counterparties;
    private final OwnParty own;
    private final Clock clock;

    RunViews(Convenants convenants, Counterparties counterparties, OwnParty own, Clock clock) {
        this.convenants = convenants;
        this.counterparties = counterparties;
        this.own = own;
        this.clock = clock;
    }

    /** A row of the list. */
    public record Row(
            String address, String started, String counterpart, String state, String result) {}

    /**
     * What can be started: a convenant in force in one of its modes for one of its purposes.
     *
     * @param value hash, mode and code of the purpose, with a space between
     * @param chosen whether it is what was asked for before
     */
    public record Choice(String value, String label, boolean chosen) {}

    /** The list and what can be started. */
    public record Listing(List<Row> rows, List<Choice> choices, String error) {}

    /** A name and a value. */
    public record Fact(String name, String value) {}

    /**
     * How many registrations have an outcome.
     *
     * @param matched whether the other party knows them too
     * @param change against the run before; empty when there was none
     */
    public record Count(String name, int number, boolean matched, String change) {

        /** The number for the page. */
        public String shown() {
            return RunTexts.number(number);
        }
    }

    /**
     * One session of a run.
     *
     * @param overlap of both lists; nothing to draw unless both parties agreed on it
     */
    public record Part(String title, List<Fact> facts, BarChart overlap) {}

    /**
     * What was counted in one group of the own list.
     *
     * @param shown how many the other knows too, with noise
     * @param between where the real number lies in 95 of 100 counts
     * @param joint the number that a joint document may show
     */
    public record Counted(String group, int pupils, int shown, String between, int joint) {}

    /** One run. */
    public record Opened(
            String address,
            String counterpart,
            String state,
            boolean running,
            int progress,
            String estimate,
            List<Fact> facts,
            List<Count> counts,
            BarChart outcomes,
            List<Fact> rules,
            boolean compared,
            List<Counted> counted,
            List<Part> parts,
            String error) {}

    /**
     * @param chosen value of the choice that was made before, if any
     */
    Listing listing(List<RunView> runs, String chosen, String error) {
        return new Listing(runs.stream().map(this::row).toList(), choices(chosen), error);
    }

    Row row(RunView run) {
        return new Row(
                address(run),
                DisclosureTexts.shortMoment(run.started()),
                name(run.counterpart()),
                RunTexts.state(run),
                result(run));
    }

    /**
     * @param figures what was counted, for who may see it
     */
    Opened opened(RunView run, Optional<CountView> figures, String error) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Met", name(run.counterpart())));
        facts.add(new Fact("Werkwijze", RunTexts.mode(run)));
        facts.add(new Fact("Doel", purpose(run)));
        facts.add(new Fact("Peildatum", RightsTexts.day(run.refDate())));
        facts.add(new Fact("Begonnen", DisclosureTexts.moment(run.started())));
        facts.add(
                new Fact("Begonnen door", run.initiator() ? own.name() : name(run.counterpart())));
        run.ended().ifPresent(end -> facts.add(new Fact("Geëindigd", DisclosureTexts.moment(end))));
        facts.add(new Fact("Duur", RunTexts.duration(run.durationMs())));
        run.waiting().ifPresent(what -> facts.add(new Fact("Wacht op", RunTexts.reason(what))));
        run.reason().ifPresent(why -> facts.add(new Fact("Reden", RunTexts.reason(why))));
        run.peerReason()
                .ifPresent(
                        why ->
                                facts.add(
                                        new Fact(
                                                "Reden die de ander noemt", RunTexts.reason(why))));
        List<Count> counts =
                run.counts().entrySet().stream()
                        .map(count -> count(run, count))
                        .sorted(Comparator.comparingInt(Count::number).reversed())
                        .toList();
        return new Opened(
                address(run),
                name(run.counterpart()),
                RunTexts.state(run),
                run.state().equals("RUNNING"),
                run.progress(),
                run.remainingMs().map(RunTexts::duration).orElse(""),
                facts,
                counts,
                BarChart.outcomes(counts),
                run.rules().entrySet().stream()
                        .map(rule -> fact(RunTexts.rule(rule.getKey()), rule.getValue()))
                        .toList(),
                !run.changes().isEmpty(),
                figures.map(CountView::groups).orElse(List.of()).stream()
                        .map(RunViews::counted)
                        .toList(),
                run.sessions().stream().map(session -> part(run, session)).toList(),
                error);
    }

    private static Count count(RunView run, Map.Entry<String, Integer> count) {
        int change = run.changes().getOrDefault(count.getKey(), 0);
        return new Count(
                RunTexts.outcome(count.getKey()),
                count.getValue(),
                count.getKey().equals(MATCHED),
                change == 0 ? "gelijk" : (change > 0 ? "+" : "") + RunTexts.number(change));
    }

    private static Counted counted(CountView.Group group) {
        return new Counted(
                group.ageBands().stream().map(RunTexts::ageBand).collect(Collectors.joining(", ")),
                group.pupils(),
                group.shown(),
                "%d tot en met %d".formatted(group.low(), group.high()),
                group.joint());
    }

    private static Part part(RunView run, RunView.SessionView session) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Stand", RunTexts.phase(session.phase())));
        session.ending().ifPresent(end -> facts.add(new Fact("Afloop", RunTexts.ending(end))));
        facts.add(fact("Leerlingen op de eigen lijst", session.ownSize()));
        session.counterpartSize().ifPresent(n -> facts.add(fact("Op de lijst van de ander", n)));
        session.matched().ifPresent(n -> facts.add(fact("Op beide lijsten", n)));
        session.conflicts()
                .filter(n -> n > 0)
                .ifPresent(n -> facts.add(fact("Nummers spreken elkaar tegen", n)));
        session.fieldsSent()
                .ifPresent(n -> facts.add(fact("Leerlingen van wie gegevens zijn gegeven", n)));
        session.fieldsReceived()
                .ifPresent(n -> facts.add(fact("Leerlingen van wie gegevens zijn gekomen", n)));
        facts.add(
                new Fact(
                        "Rondes verstuurd en ontvangen",
                        "%d en %d van %d"
                                .formatted(
                                        session.evaluatedSent(),
                                        session.evaluatedReceived(),
                                        session.rounds())));
        String done = RunTexts.counts(run) ? "Geteld op " : "Vergeleken op ";
        return new Part(done + RunTexts.lane(session.lane()), facts, overlap(run, session));
    }

    /** Drawn from what the page says in words too; a count has no overlap that is known. */
    private static BarChart overlap(RunView run, RunView.SessionView session) {
        if (RunTexts.counts(run)
                || session.counterpartSize().isEmpty()
                || session.matched().isEmpty()) {
            return BarChart.NONE;
        }
        return BarChart.overlap(
                session.ownSize(), session.counterpartSize().get(), session.matched().get());
    }

    private static Fact fact(String name, int number) {
        return new Fact(name, RunTexts.number(number));
    }

    private static String result(RunView run) {
        if (RunTexts.counts(run) && run.state().equals("COMPLETED")) {
            return run.initiator() ? "geteld met ruis" : "de ander heeft geteld";
        }
        if (RunTexts.asked(run) && run.state().equals("COMPLETED")) {
            return "de ander heeft gevraagd";
        }
        return Optional.ofNullable(run.counts().get(MATCHED))
                .map(matched -> registrations(matched) + " ook bij de ander bekend")
                .or(() -> run.reason().map(RunTexts::reason))
                .or(() -> run.waiting().map(what -> "wacht: " + RunTexts.reason(what)))
                .orElse("");
    }

    private static String registrations(long number) {
        return number == 1 ? "1 registratie" : number + " registraties";
    }

    private List<Choice> choices(String chosen) {
        return convenants.inForce(clock.instant()).stream()
                .map(ConvenantDossier::convenant)
                .flatMap(convenant -> choices(convenant, chosen))
                .toList();
    }

    private Stream<Choice> choices(Convenant convenant, String chosen) {
        List<ExchangeMode> modes =
                convenant.modes().stream().filter(mode -> mayStart(convenant, mode)).toList();
        return modes.stream()
                .flatMap(
                        mode ->
                                convenant.purposes().stream()
                                        .map(purpose -> choice(convenant, mode, purpose, chosen)));
    }

    /** Where the other party alone asks there is nothing to begin here. */
    private boolean mayStart(Convenant convenant, ExchangeMode mode) {
        return mode != ExchangeMode.MATCH_ONE_SIDED
                || convenant.oneSided().filter(o -> o.asker().equals(own.oin())).isPresent();
    }

    private Choice choice(
            Convenant convenant, ExchangeMode mode, Convenant.Purpose purpose, String chosen) {
        String value = "%s %s %s".formatted(convenant.hash(), mode, purpose.code());
        String how = convenant.modes().size() > 1 ? ", " + RunTexts.beginning(mode) : "";
        return new Choice(
                value,
                "%s%s: %s".formatted(counterpart(convenant), how, purpose.text()),
                value.equals(chosen));
    }

    String counterpart(Convenant convenant) {
        return convenant.counterpartOf(own.oin()).map(Convenant.Party::name).orElse("onbekend");
    }

    private String purpose(RunView run) {
        return convenants
                .find(run.convenant())
                .flatMap(dossier -> dossier.convenant().purpose(run.purpose()))
                .map(Convenant.Purpose::text)
                .orElse(run.purpose());
    }

    String name(String oin) {
        return counterparties.find(new Oin(oin)).map(Counterparty::name).orElse(oin);
    }

    static String address(RunView run) {
        return "/afstemmingen/" + run.id();
    }
}
