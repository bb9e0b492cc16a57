package nl.sluitend.officer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import nl.sluitend.convenant.Caps;
import nl.sluitend.convenant.Category;
import nl.sluitend.convenant.Convenant;
import nl.sluitend.convenant.ExchangeMode;
import nl.sluitend.identifier.KeyKind;
import nl.sluitend.identifier.Oin;

/** What a convenant comes to, in a few sentences, for whoever is about to sign it. */
final class ConvenantSummary {

    private static final Locale NL = Locale.of("nl", "NL");

    private ConvenantSummary() {}

    /** What is disclosed to whom, about whom, and how much at most. */
    static List<String> of(Convenant convenant, Oin own) {
        String other = convenant.counterpartOf(own).map(Convenant.Party::name).orElse("De ander");
        List<String> summary = new ArrayList<>();
        convenant.modes().forEach(mode -> summary.add(learned(mode, convenant, own, other)));
        convenant.fields().forEach(field -> summary.add(given(field, own, other)));
        confirming(convenant, summary);
        health(convenant, summary);
        Caps caps = convenant.caps();
        summary.add(
                String.format(
                        NL,
                        "Hoogstens %,d leerlingen per keer, met minstens %d dagen ertussen.",
                        caps.maxElements(),
                        caps.minDaysBetweenRuns()));
        summary.add(
                String.format(
                        NL,
                        "Hoogstens %,d bewerkte leerlingen van de ander in %d dagen.",
                        caps.maxEvaluated(),
                        caps.evaluatedDays()));
        return summary;
    }

    private static String learned(ExchangeMode mode, Convenant convenant, Oin own, String other) {
        return switch (mode) {
            case COUNTS ->
                    other + " en u mogen tellen. Wie telt, leert aantallen per groep, met ruis.";
            case MATCH ->
                    other
                            + " leert welke van haar eigen leerlingen ook bij u bekend zijn, en u"
                            + " omgekeerd. Beide leren hoe lang de lijst van de ander is.";
            case MATCH_ONE_SIDED ->
                    convenant.oneSided().filter(agreed -> agreed.asker().equals(own)).isPresent()
                            ? "Alleen u leert iets: welke van uw leerlingen ook bij "
                                    + other
                                    + " bekend zijn, en welke niet. "
                                    + other
                                    + " leert alleen hoe lang uw lijst is."
                            : "Alleen "
                                    + other
                                    + " leert iets: welke van haar leerlingen ook bij u bekend"
                                    + " zijn, en welke niet. U leert alleen hoe lang haar lijst is.";
            case FIELDS ->
                    other
                            + " en u leren welke leerlingen bij beide bekend zijn, en krijgen daarna"
                            + " de gegevens hieronder.";
        };
    }

    private static String given(Convenant.Field field, Oin own, String other) {
        return field.from().equals(own)
                ? "U geeft %s aan %s.".formatted(DisclosureTexts.field(field.name()), other)
                : "%s geeft %s aan u.".formatted(other, DisclosureTexts.field(field.name()));
    }

    private static void confirming(Convenant convenant, List<String> summary) {
        List<String> asked =
                convenant.matchingKeys().stream()
                        .filter(convenant::asksPeople)
                        .map(KeyKind::name)
                        .map(RunTexts::lane)
                        .toList();
        boolean bothLearn =
                !Collections.disjoint(
                        convenant.modes(), List.of(ExchangeMode.MATCH, ExchangeMode.FIELDS));
        if (bothLearn && !asked.isEmpty()) {
            summary.add(
                    String.format(
                            NL,
                            "Wat gelijk is op %s, is pas een overeenkomst als mensen van beide"
                                    + " partijen het binnen %d dagen bevestigen.",
                            String.join(" of op ", asked),
                            convenant.answerTerm().toDays()));
        }
    }

    private static void health(Convenant convenant, List<String> summary) {
        if (convenant.modes().stream().noneMatch(ExchangeMode::isPerPupil)) {
            return;
        }
        List<Category> special =
                convenant.scope().categories().stream().filter(Category::isSpecial).toList();
        List<Category> excepted =
                special.stream()
                        .filter(category -> convenant.takesPart(category, ExchangeMode.MATCH))
                        .toList();
        List<Category> others = special.stream().filter(c -> !excepted.contains(c)).toList();
        if (!excepted.isEmpty()) {
            summary.add(
                    "Ook leerlingen in deze categorieën over gezondheid doen mee, omdat elke partij"
                            + " een uitzondering noemt: "
                            + words(excepted)
                            + ".");
        }
        if (!others.isEmpty()) {
            summary.add(
                    "Per leerling doen deze categorieën over gezondheid niet mee: "
                            + words(others)
                            + ".");
        }
    }

    private static String words(List<Category> categories) {
        return String.join(", ", categories.stream().map(Category::inDutch).toList());
    }
}
