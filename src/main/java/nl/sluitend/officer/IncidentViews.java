package nl.sluitend.officer;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nl.sluitend.convenant.Convenants;
import nl.sluitend.reconciliation.IncidentDesk;
import nl.sluitend.reconciliation.WithdrawalReason;
import nl.sluitend.reconciliation.WithdrawalView;

/** Puts withdrawn matches and incidents into the shape of the pages, in plain Dutch (B1). */
@ApplicationScoped
class IncidentViews {

    private static final String ADDRESS = "/privacy/incidenten";

    private final IncidentDesk desk;
    private final Convenants convenants;
    private final RunViews names;
    private final Clock clock;

    IncidentViews(IncidentDesk desk, Convenants convenants, RunViews names, Clock clock) {
        this.desk = desk;
        this.convenants = convenants;
        this.names = names;
        this.clock = clock;
    }

    /** An incident in the list. */
    public record Row(
            String address, String since, String counterpart, String state, boolean stands) {}

    /** A withdrawn match in the list, without its number. */
    public record Withdrawn(
            String since, String counterpart, String by, String reason, String state) {}

    /** A choice of the form. */
    public record Choice(String value, String label, boolean chosen) {}

    /**
     * The page with both lists and the form.
     *
     * @param overdue how many incidents nobody decided on within 72 hours
     */
    public record Page(
            List<Row> incidents,
            List<Withdrawn> withdrawals,
            List<Choice> convenants,
            List<Choice> reasons,
            String casusnummer,
            Map<String, String> errors,
            long overdue) {

        /** Whether what was filled in was refused. */
        public boolean refused() {
            return !errors.isEmpty();
        }
    }

    /** A name and a value. */
    public record Fact(String name, String value) {}

    /**
     * One incident.
     *
     * @param clock what is left of the 72 hours
     * @param late whether they are over and nobody decided
     * @param liftable whether the withdrawal still keeps the pair from matching here
     */
    public record Opened(
            String address,
            String counterpart,
            String clock,
            boolean late,
            boolean open,
            boolean liftable,
            List<Fact> facts,
            String error,
            String explanation) {}

    Page page(Map<String, String> filled, Map<String, String> errors, String officer) {
        IncidentDesk.Lists lists = desk.lists(officer);
        List<IncidentDesk.Opened> incidents = lists.incidents();
        return new Page(
                incidents.stream().map(this::row).toList(),
                lists.withdrawals().stream().map(this::withdrawn).toList(),
                convenants.list().stream()
                        .map(dossier -> dossier.convenant())
                        .map(
                                one ->
                                        new Choice(
                                                one.hash(),
                                                "%s, van %s (%s)"
                                                        .formatted(
                                                                names.counterpart(one),
                                                                RightsTexts.day(
                                                                        one.validity().from()),
                                                                one.hash().substring(0, 8)),
                                                one.hash().equals(filled.get("convenant"))))
                        .toList(),
                reasons(filled.getOrDefault("reden", "")),
                filled.getOrDefault("casusnummer", ""),
                errors,
                incidents.stream().filter(this::isLate).count());
    }

    private static List<Choice> reasons(String chosen) {
        List<Choice> choices = new ArrayList<>();
        for (WithdrawalReason reason : WithdrawalReason.values()) {
            choices.add(
                    new Choice(reason.name(), reason(reason.name()), reason.name().equals(chosen)));
        }
        return choices;
    }

    private static String reason(String name) {
        return DisclosureWords.value(name);
    }

    private Row row(IncidentDesk.Opened incident) {
        return new Row(
                address(incident),
                DisclosureTexts.moment(incident.aware()),
                names.name(incident.withdrawal().counterpart()),
                state(incident),
                incident.reported().isEmpty());
    }

    private String state(IncidentDesk.Opened incident) {
        return incident.reported()
                .map(yes -> yes ? "gemeld bij de AP" : "niet gemeld, met uitleg")
                .orElseGet(() -> left(incident.due()));
    }

    /** What is left of the 72 hours, or how long they are over. */
    private String left(Instant due) {
        Duration left = Duration.between(clock.instant(), due);
        String words = words(left.abs());
        return left.isNegative()
                ? "de 72 uur zijn %s voorbij".formatted(words)
                : "nog %s om te besluiten".formatted(words);
    }

    private static String words(Duration time) {
        long hours = time.toHours();
        if (hours >= 48) {
            return "%d dagen en %d uur".formatted(hours / 24, hours % 24);
        }
        return hours > 0 ? hours + " uur" : "minder dan een uur";
    }

    private boolean isLate(IncidentDesk.Opened incident) {
        return incident.reported().isEmpty() && clock.instant().isAfter(incident.due());
    }

    private Withdrawn withdrawn(WithdrawalView view) {
        return new Withdrawn(
                DisclosureTexts.moment(view.since()),
                names.name(view.counterpart()),
                by(view),
                reason(view.reason()),
                state(view));
    }

    private static String by(WithdrawalView view) {
        return view.by().equals("OWN") ? "wij" : "de ander";
    }

    private static String state(WithdrawalView view) {
        if (view.lifted().isPresent()) {
            return "hier opgeheven; het paar komt weer overeen als de ander dat ook doet";
        }
        return view.confirmed()
                .map(at -> "aan beide kanten gesloten")
                .orElse("hier gesloten; de ander heeft nog niet bevestigd");
    }

    Opened opened(IncidentDesk.Opened incident, String error, String explanation) {
        WithdrawalView withdrawal = incident.withdrawal();
        String counterpart = names.name(withdrawal.counterpart());
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Sinds", DisclosureTexts.moment(incident.aware())));
        facts.add(new Fact("Besluiten voor", DisclosureTexts.moment(incident.due())));
        facts.add(new Fact("Overeenkomst met", counterpart));
        facts.add(new Fact("Casusnummer (vervallen)", withdrawal.casusnummer()));
        facts.add(new Fact("Ingetrokken door", by(withdrawal)));
        facts.add(new Fact("Waarom", reason(withdrawal.reason())));
        facts.add(new Fact("Stand", state(withdrawal)));
        facts.add(new Fact("Hier gewiste gegevens", String.valueOf(withdrawal.deletedHere())));
        withdrawal
                .deletedThere()
                .ifPresent(
                        there ->
                                facts.add(
                                        new Fact(
                                                "Daar gewist, zegt de ander",
                                                String.valueOf(there))));
        withdrawal
                .lifted()
                .ifPresent(
                        at ->
                                facts.add(
                                        new Fact(
                                                "Intrekking hier opgeheven",
                                                DisclosureTexts.moment(at))));
        incident.decided()
                .ifPresent(at -> facts.add(new Fact("Besloten op", DisclosureTexts.moment(at))));
        incident.reported()
                .ifPresent(
                        yes ->
                                facts.add(
                                        new Fact(
                                                "Besluit",
                                                yes
                                                        ? "gemeld bij de Autoriteit Persoonsgegevens"
                                                        : "niet gemeld")));
        incident.explanation().ifPresent(why -> facts.add(new Fact("Uitleg", why)));
        return new Opened(
                address(incident),
                counterpart,
                state(incident),
                isLate(incident),
                incident.reported().isEmpty(),
                withdrawal.lifted().isEmpty(),
                facts,
                error,
                explanation);
    }

    private static String address(IncidentDesk.Opened incident) {
        return ADDRESS + "/" + incident.id();
    }

    /** Where a withdrawal leads to. */
    static String after(WithdrawalView withdrawal) {
        return ADDRESS + withdrawal.incident().map(id -> "/" + id).orElse("");
    }
}
