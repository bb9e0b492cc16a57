package nl.sluitend.officer;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.sluitend.reconciliation.ProposalView;

/** Puts probable matches into the shape of the pages, in plain Dutch (B1). */
@ApplicationScoped
class ProposalViews {

    static final String ADDRESS = "/mogelijke-matches";

    private static final String OPEN = "OPEN";
    private static final int REMINDER_DAYS = 7;

    private final RunViews names;
    private final Clock clock;

    ProposalViews(RunViews names, Clock clock) {
        this.names = names;
        this.clock = clock;
    }

    /** A pair in the list. */
    public record Row(
            String address,
            String until,
            String counterpart,
            String equal,
            String registrations,
            String state) {}

    /**
     * Both lists.
     *
     * @param waiting for an answer of this party, soonest first
     * @param others answered or over, newest first
     */
    public record Listing(List<Row> waiting, List<Row> others) {}

    /** A name and a value. */
    public record Fact(String name, String value) {}

    /**
     * One pair.
     *
     * @param asks whether this party can still answer
     * @param chosen {@code ja} or {@code nee}, when the form comes back
     */
    public record Opened(
            String address,
            String counterpart,
            String state,
            boolean asks,
            List<Fact> facts,
            String chosen,
            Map<String, String> errors) {

        /** Whether what was filled in was refused. */
        public boolean refused() {
            return !errors.isEmpty();
        }
    }

    Listing listing(List<ProposalView> all) {
        return new Listing(
                all.stream()
                        .filter(this::asks)
                        .sorted(Comparator.comparing(ProposalView::until))
                        .map(this::row)
                        .toList(),
                all.stream().filter(one -> !asks(one)).map(this::row).toList());
    }

    Opened opened(ProposalView proposal, String chosen, Map<String, String> errors) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Met", names.name(proposal.counterpart())));
        facts.add(new Fact("Gelijk bij beide", RunTexts.lane(proposal.lane())));
        facts.add(new Fact("Uw registratie", registrations(proposal)));
        facts.add(new Fact("Voorgelegd", DisclosureTexts.moment(proposal.since())));
        facts.add(new Fact("Antwoorden kan tot", DisclosureTexts.moment(proposal.until())));
        proposal.answered()
                .ifPresent(
                        at ->
                                facts.add(
                                        new Fact(
                                                "Uw organisatie antwoordde",
                                                DisclosureTexts.moment(at))));
        proposal.casusnummer().ifPresent(number -> facts.add(new Fact("Casusnummer", number)));
        return new Opened(
                address(proposal.id()),
                names.name(proposal.counterpart()),
                state(proposal),
                asks(proposal),
                facts,
                chosen,
                errors);
    }

    private Row row(ProposalView proposal) {
        return new Row(
                address(proposal.id()),
                DisclosureTexts.shortMoment(proposal.until()),
                names.name(proposal.counterpart()),
                RunTexts.lane(proposal.lane()),
                registrations(proposal),
                state(proposal));
    }

    private boolean asks(ProposalView proposal) {
        return proposal.state().equals(OPEN)
                && proposal.answered().isEmpty()
                && !clock.instant().isAfter(proposal.until());
    }

    /** Never whether the other party has answered. */
    private String state(ProposalView proposal) {
        return switch (proposal.state()) {
            case OPEN ->
                    asks(proposal)
                            ? "wacht op uw antwoord" + soon(proposal.until())
                            : proposal.answered().isPresent()
                                    ? "u hebt geantwoord; de uitkomst is er nog niet"
                                    : "de tijd om te antwoorden is voorbij";
            case "CONFIRMED" -> "hetzelfde kind: beide partijen zeggen ja";
            case "NOT_CONFIRMED" -> "geen overeenkomst: niet beide partijen zeggen ja";
            case "LAPSED" -> "vervallen: niet beide partijen antwoordden op tijd";
            case "OVER" -> "voorbij: een latere afstemming vond het paar niet meer";
            default -> proposal.state();
        };
    }

    private String soon(Instant until) {
        String left = left(until, clock.instant());
        return left.isEmpty() ? "" : ": " + left;
    }

    /** What time is left to answer, once that is a week or less; else nothing. */
    static String left(Instant until, Instant now) {
        long days = Duration.between(now, until).toDays();
        if (days > REMINDER_DAYS || until.isBefore(now)) {
            return "";
        }
        return days == 0
                ? "nog minder dan een dag"
                : days == 1 ? "nog één dag" : "nog " + days + " dagen";
    }

    private static String registrations(ProposalView proposal) {
        List<String> known =
                proposal.registrations().stream()
                        .map(one -> "%s (%s)".formatted(one.reference(), one.sourceSystem()))
                        .toList();
        return known.isEmpty() ? "niet meer in het register" : String.join(", ", known);
    }

    static String address(UUID id) {
        return ADDRESS + "/" + id;
    }
}
