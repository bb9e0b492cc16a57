package nl.sluitend.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import nl.sluitend.convenant.ConvenantTemplate;

/** What must be in order around a convenant before it can come into force, invented. */
public final class DemoFormalities {

    private DemoFormalities() {}

    /** The members of the convenant as a whole. */
    public static List<Map.Entry<String, Object>> members(String template, String drafterOin) {
        String digest = ConvenantTemplate.find(template).orElseThrow().textDigest();
        return List.of(
                Map.entry("schemaVersion", "3"),
                Map.entry("text", Map.of("template", template, "digest", digest)),
                Map.entry("drafter", Map.of("party", drafterOin, "name", "Olga Opsteller")),
                Map.entry("controllership", Map.of("kind", "SEPARATE")),
                Map.entry("fellowParties", List.of()),
                Map.entry("schoolBoards", List.of()),
                Map.entry("safeguards", List.of()),
                Map.entry("specialCategories", List.of()));
    }

    /** The members of one party, all in order on {@code day}. */
    public static Map<String, Object> ofParty(String name, LocalDate day) {
        String slug = name.replaceAll("[^A-Za-z]", "").toLowerCase(java.util.Locale.ROOT);
        return Map.of(
                "controller", "Het bestuur van " + name,
                "dpia", Map.of("date", day.toString(), "reference", "DPIA " + name),
                "fg",
                        Map.of(
                                "name",
                                "Farid Grootveen",
                                "contact",
                                "fg@" + slug + ".example",
                                "date",
                                day.toString(),
                                "advice",
                                "Akkoord, met een evaluatie na een jaar."),
                "notice",
                        Map.of(
                                "url",
                                "https://" + slug + ".example/privacy",
                                "published",
                                day.toString()),
                "host", Map.of("name", name),
                "signatory",
                        Map.of("name", "Tjitske Tekenaar", "mandate", "Mandaatbesluit " + name));
    }

    /** The decision of an RBL or of a samenwerkingsverband. */
    public static Map<String, Object> decision(
            String oin, boolean ofRbl, String reference, LocalDate day) {
        return Map.of(
                "party",
                oin,
                "kind",
                ofRbl ? "MANDAAT" : "BESTUURSBESLUIT",
                "reference",
                reference,
                "date",
                day.toString());
    }

    /**
     * Bounds that stop nothing which a demo or a test does within a list.
     *
     * @param maxElements most pupils that either may enter
     */
    public static Map<String, Integer> caps(int maxElements, int attemptsPerDay) {
        return Map.of(
                "maxElements", maxElements,
                "maxGrowthPercent", 1000,
                "growthFloor", Math.min(25, maxElements),
                "maxEvaluated", 100_000_000,
                "evaluatedDays", 30,
                "minDaysBetweenRuns", 0,
                "attemptsPerDay", attemptsPerDay);
    }

    /** The exception of AVG art. 9 that a party names for categories about health. */
    public static Map<String, Object> specialBasis(String oin, List<String> categories) {
        return Map.of(
                "party", oin,
                "covers", categories,
                "article", "AVG artikel 9 lid 2 onder g",
                "law", "verzonnen, voor een demonstratie",
                "statedBy", "Juridische zaken");
    }

    /** One legal basis; PGN stands apart from the rest, as a convenant wants it. */
    public static List<Map<String, Object>> bases(
            String oin, Collection<String> covers, String article, String law) {
        List<Map<String, Object>> bases = new ArrayList<>();
        List<String> rest = covers.stream().filter(covered -> !covered.equals("PGN")).toList();
        if (!rest.isEmpty()) {
            bases.add(basis(oin, rest, article, law));
        }
        if (covers.contains("PGN")) {
            bases.add(basis(oin, List.of("PGN"), article, law));
        }
        return bases;
    }

    private static Map<String, Object> basis(
            String oin, List<String> covers, String article, String law) {
        return Map.of(
                "party", oin,
                "covers", covers,
                "article", article,
                "law", law,
                "statedBy", "Juridische zaken");
    }
}
