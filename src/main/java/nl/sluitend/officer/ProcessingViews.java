package nl.sluitend.officer;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.sluitend.convenant.Convenant;
import nl.sluitend.convenant.ConvenantDossier;
import nl.sluitend.convenant.Convenants;
import nl.sluitend.disclosure.LoggedProcessing;
import nl.sluitend.disclosure.LoggedProcessing.Use;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.OwnParty;

/**
 * The register of processing activities (AVG art. 30) as the convenants in force say it, laid
 * beside what the logs say was done.
 */
@Singleton
final class ProcessingViews {

    private final Convenants convenants;
    private final LoggedProcessing logged;
    private final RunViews names;
    private final OwnParty own;
    private final Clock clock;

    ProcessingViews(
            Convenants convenants,
            LoggedProcessing logged,
            RunViews names,
            OwnParty own,
            Clock clock) {
        this.convenants = convenants;
        this.logged = logged;
        this.names = names;
        this.own = own;
        this.clock = clock;
    }

    /** A name and a value. */
    public record Fact(String name, String value) {}

    /** One processing activity: a purpose of a convenant in force. */
    public record Activity(String title, String convenant, String address, List<Fact> facts) {}

    /**
     * Something in the logs that no convenant in force accounts for.
     *
     * @param address of the convenant; empty when this node does not know it
     */
    public record Deviation(String what, String why, String address) {}

    /** The page. */
    public record Page(List<Activity> activities, List<Deviation> deviations) {}

    Page page() {
        List<Use> uses = logged.uses();
        List<ConvenantDossier> inForce = convenants.inForce(clock.instant());
        List<Activity> activities = new ArrayList<>();
        Map<String, Convenant> known = new HashMap<>();
        for (ConvenantDossier dossier : inForce) {
            Convenant convenant = dossier.convenant();
            known.put(convenant.hash(), convenant);
            convenant
                    .purposes()
                    .forEach(purpose -> activities.add(activity(convenant, purpose, uses)));
        }
        return new Page(
                activities,
                uses.stream()
                        .flatMap(use -> deviation(use, known.get(use.convenantHash())).stream())
                        .toList());
    }

    private Activity activity(Convenant convenant, Convenant.Purpose purpose, List<Use> uses) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Verwerkingsverantwoordelijke", own.name()));
        facts.add(new Fact("Ontvanger", names.counterpart(convenant)));
        facts.add(
                new Fact(
                        "Betrokkenen",
                        "Kinderen en jongeren die (tijdelijk) niet naar school gaan"));
        facts.add(
                new Fact(
                        "Gegevens",
                        convenant.fields().isEmpty()
                                ? "versleutelde koppelsleutel; geen andere gegevens"
                                : "versleutelde koppelsleutel; "
                                        + String.join(
                                                ", ",
                                                convenant.fields().stream()
                                                        .map(Convenant.Field::name)
                                                        .toList())));
        facts.add(
                new Fact(
                        "Grondslag, zoals deze partij die noemt",
                        String.join(
                                "; ",
                                convenant.legalBases().stream()
                                        .filter(basis -> basis.party().equals(own.oin()))
                                        .map(Convenant.LegalBasis::inWords)
                                        .distinct()
                                        .toList())));
        facts.add(
                new Fact(
                        "Bewaren",
                        "uitkomsten %d dagen, logboek %d jaar"
                                .formatted(
                                        convenant.retention().outcomeDays(),
                                        convenant.retention().logYears())));
        facts.add(new Fact("Doorgifte buiten de EER", "geen"));
        facts.add(new Fact("Nummer in het register", purpose.processingActivity().toString()));
        facts.add(new Fact("Wat er echt gebeurde", used(convenant, purpose, uses)));
        return new Activity(
                purpose.text(),
                names.counterpart(convenant),
                "/convenanten/" + convenant.hash(),
                facts);
    }

    private static String used(Convenant convenant, Convenant.Purpose purpose, List<Use> uses) {
        List<Use> same =
                uses.stream()
                        .filter(use -> use.convenantHash().equals(convenant.hash()))
                        .filter(use -> use.purpose().equals(purpose.code()))
                        .toList();
        long times = same.stream().mapToLong(Use::times).sum();
        return same.stream()
                .map(Use::last)
                .max(java.time.Instant::compareTo)
                .map(
                        last ->
                                "%s in het logboek, het laatst op %s"
                                        .formatted(
                                                times == 1 ? "1 regel" : times + " regels",
                                                DisclosureTexts.moment(last)))
                .orElse("nog niets");
    }

    /** Why a use is not accounted for, if it is not. */
    private Optional<Deviation> deviation(
            Use use, @org.jspecify.annotations.Nullable Convenant in) {
        String what =
                "%s met %s: doel %s, grondslag %s"
                        .formatted(
                                use.times() == 1 ? "1 regel" : use.times() + " regels",
                                use.counterpart()
                                        .map(Oin::value)
                                        .map(names::name)
                                        .orElse("niemand"),
                                use.purpose(),
                                use.legalBasis());
        Optional<String> address =
                convenants
                        .find(use.convenantHash())
                        .map(_ -> "/convenanten/" + use.convenantHash());
        if (in == null) {
            return Optional.of(
                    new Deviation(
                            what,
                            address.isPresent()
                                    ? "Dit convenant is niet meer van kracht. De laatste regel is van %s."
                                            .formatted(DisclosureTexts.moment(use.last()))
                                    : "Dit knooppunt kent het convenant niet.",
                            address.orElse("")));
        }
        if (in.purpose(use.purpose()).isEmpty()) {
            return Optional.of(
                    new Deviation(
                            what, "Dit doel staat niet in het convenant.", address.orElse("")));
        }
        boolean basis =
                in.legalBases().stream()
                        .anyMatch(
                                stated ->
                                        stated.party().equals(own.oin())
                                                && stated.inWords().equals(use.legalBasis()));
        return basis
                ? Optional.empty()
                : Optional.of(
                        new Deviation(
                                what,
                                "Deze grondslag staat niet zo in het convenant.",
                                address.orElse("")));
    }
}
