package nl.sluitend.officer;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import nl.sluitend.convenant.Convenant;
import nl.sluitend.convenant.ConvenantDossier;
import nl.sluitend.convenant.Convenants;
import nl.sluitend.disclosure.LoggedProcessing;
import nl.sluitend.disclosure.LoggedProcessing.Use;
import nl.sluitend.disclosure.ProcessingActivity;
import nl.sluitend.identifier.Oin;
import nl.sluitend.officer.ProcessingRegister.Agreed;
import nl.sluitend.officer.ProcessingRegister.Deviation;
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

    ProcessingRegister register() {
        List<Use> uses = logged.uses();
        List<ConvenantDossier> inForce = convenants.inForce(clock.instant());
        List<Agreed> activities = new ArrayList<>();
        Map<String, Convenant> known = new HashMap<>();
        for (ConvenantDossier dossier : inForce) {
            Convenant convenant = dossier.convenant();
            known.put(convenant.hash(), convenant);
            convenant
                    .purposes()
                    .forEach(purpose -> activities.add(activity(convenant, purpose, uses)));
        }
        return new ProcessingRegister(
                activities,
                ProcessingActivity.own(),
                uses.stream()
                        .flatMap(use -> deviation(use, known.get(use.convenantHash())).stream())
                        .toList());
    }

    private Agreed activity(Convenant convenant, Convenant.Purpose purpose, List<Use> uses) {
        return new Agreed(
                purpose.text(),
                convenant.hash(),
                own.name(),
                names.counterpart(convenant),
                "Kinderen en jongeren die (tijdelijk) niet naar school gaan",
                data(convenant),
                convenant.legalBases().stream()
                        .filter(basis -> basis.party().equals(own.oin()))
                        .map(Convenant.LegalBasis::inWords)
                        .distinct()
                        .collect(Collectors.joining("; ")),
                "uitkomsten %d dagen, logboek %d jaar"
                        .formatted(
                                convenant.retention().outcomeDays(),
                                convenant.retention().logYears()),
                "geen",
                purpose.processingActivity().toString(),
                used(convenant, purpose, uses));
    }

    private static String data(Convenant convenant) {
        String key = "versleutelde koppelsleutel; ";
        return convenant.fields().isEmpty()
                ? key + "geen andere gegevens"
                : key
                        + convenant.fields().stream()
                                .map(Convenant.Field::name)
                                .collect(Collectors.joining(", "));
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
